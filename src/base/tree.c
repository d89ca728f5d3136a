#include "base/tree.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/utf8.h"

/* Deep enough for any real file, and a bound for those who walk the tree by recursion. */
enum { MAX_DEPTH = 32 };

/* A node whose children are being read, how far they are indented, and the last of them. */
struct level {
	struct tree_node *parent;
	struct tree_node *last_child;
	size_t indent;
};

struct parser {
	struct arena *arena;
	const char *file;
	struct error *error;
	struct str text;                /* the line being read */
	uint32_t line;
	size_t at;                      /* place in the line, in bytes */
	bool valid;                     /* all of the file is UTF-8 */
	struct level levels[MAX_DEPTH];
	size_t nlevels;
	struct tree_word *words;        /* those of the line being read */
	size_t nwords;
	size_t words_capacity;
};

/* Counted only for those who are told: most files have no faults. */
static size_t column_at(const char *line, size_t offset)
{
	return utf8_count((struct str){line, offset}) + 1;
}

static bool fault(const struct parser *p, size_t at, const char *what)
{
	size_t offset = at < p->text.nbytes ? at : p->text.nbytes;
	return error_set(p->error, "%s:%" PRIu32 ":%zu: %s", p->file, p->line, column_at(p->text.ptr, offset), what);
}

static char byte_at(const struct parser *p, size_t at)
{
	return at < p->text.nbytes ? p->text.ptr[at] : '\0';
}

static bool at_end(const struct parser *p)
{
	return p->at >= p->text.nbytes;
}

static bool is_word_end(const struct parser *p)
{
	return at_end(p) || byte_at(p, p->at) == ' ' || byte_at(p, p->at) == '\t';
}

/* A bare word goes up to the next blank. Blanks that look like one to the eye alone must not hide in it. */
static bool read_bare(struct parser *p, struct tree_word *word)
{
	size_t start = p->at;
	unsigned char bits = 0;
	for (; !is_word_end(p); p->at++) {
		if (byte_at(p, p->at) == '"')
			return fault(p, p->at, "a quote inside a word");
		bits |= (unsigned char)byte_at(p, p->at);
	}
	word->text = str_slice(p->text, start, p->at - start);
	if (bits < 0x80)
		return true;
	size_t blank = str_find(word->text, STR("\xE3\x80\x80"));
	if (blank == word->text.nbytes)
		blank = str_find(word->text, STR("\xC2\xA0"));
	if (blank < word->text.nbytes)
		return fault(p, start + blank, "a full-width or no-break blank outside quotes");
	return true;
}

/* A copy of quoted text without its backslashes. */
static struct str unescape(struct arena *arena, struct str text)
{
	char *copy = arena_alloc(arena, text.nbytes + 1, 1);
	size_t nbytes = 0;
	for (size_t at = 0; at < text.nbytes; at++) {
		if (text.ptr[at] == '\\')
			at++;
		copy[nbytes++] = text.ptr[at];
	}
	return (struct str){copy, nbytes};
}

static bool read_quoted(struct parser *p, struct tree_word *word)
{
	size_t start = p->at++;
	bool escaped = false;
	for (;;) {
		const char *from = p->text.ptr + p->at;
		const char *quote = memchr(from, '"', p->text.nbytes - p->at);
		size_t nbytes = quote ? (size_t)(quote - from) : p->text.nbytes - p->at;
		const char *escape = memchr(from, '\\', nbytes);
		p->at += escape ? (size_t)(escape - from) : nbytes;
		if (!escape)
			break;
		char next = byte_at(p, p->at + 1);
		if (next != '"' && next != '\\')
			return fault(p, p->at, "unknown escape; only \\\" and \\\\ are known");
		escaped = true;
		p->at += 2;
	}
	if (at_end(p))
		return fault(p, start, "the closing quote is missing");
	word->text = str_slice(p->text, start + 1, p->at - start - 1);
	if (escaped)
		word->text = unescape(p->arena, word->text);
	p->at++;
	if (!is_word_end(p))
		return fault(p, p->at, "a blank must follow the closing quote");
	return true;
}

static bool read_word(struct parser *p)
{
	p->words = alloc_grow(p->words, p->nwords, &p->words_capacity, sizeof(*p->words));
	struct tree_word *word = &p->words[p->nwords++];
	*word = (struct tree_word){.offset = (uint32_t)p->at, .quoted = byte_at(p, p->at) == '"'};
	return word->quoted ? read_quoted(p, word) : read_bare(p, word);
}

static void skip_blanks(struct parser *p)
{
	while (byte_at(p, p->at) == ' ')
		p->at++;
}

/* Reads the words up to the end of the line or a comment. */
static bool read_words(struct parser *p)
{
	p->nwords = 0;
	for (skip_blanks(p); !at_end(p) && byte_at(p, p->at) != '#'; skip_blanks(p)) {
		if (byte_at(p, p->at) == '\t')
			return fault(p, p->at, "a tab; use blanks");
		if (!read_word(p))
			return false;
	}
	return true;
}

/* Makes the innermost level the one that a line with this indentation belongs to. */
static bool find_level(struct parser *p, size_t indent)
{
	struct level *top = &p->levels[p->nlevels - 1];
	if (indent > top->indent) {
		if (!top->last_child)
			return fault(p, indent, "the first line is indented");
		if (p->nlevels == MAX_DEPTH)
			return fault(p, indent, "nested too deeply");
		p->levels[p->nlevels++] = (struct level){.parent = top->last_child, .indent = indent};
		return true;
	}
	while (p->levels[p->nlevels - 1].indent > indent)
		p->nlevels--;
	if (p->levels[p->nlevels - 1].indent != indent)
		return fault(p, indent, "the indentation fits no line above");
	return true;
}

static struct tree_node *new_node(struct parser *p)
{
	struct tree_node *node = arena_alloc(p->arena, 1, sizeof(*node));
	node->file = p->file;
	node->line = p->line;
	node->line_text = p->text.ptr;
	node->nwords = p->nwords;
	if (p->nwords > 0) {
		node->words = arena_alloc(p->arena, p->nwords, sizeof(*node->words));
		memcpy(node->words, p->words, p->nwords * sizeof(*node->words));
	}
	return node;
}

static void add_child(struct level *level, struct tree_node *node)
{
	if (level->last_child)
		level->last_child->next = node;
	else
		level->parent->first_child = node;
	level->last_child = node;
}

static bool read_line(struct parser *p)
{
	if (str_ends_with(p->text, STR("\r")))
		p->text.nbytes--;
	size_t invalid = p->valid ? p->text.nbytes : utf8_find_invalid(p->text);
	if (invalid < p->text.nbytes)
		return fault(p, invalid, "not UTF-8");
	p->at = 0;
	skip_blanks(p);
	size_t indent = p->at;
	if (!read_words(p))
		return false;
	if (p->nwords == 0)
		return true;
	if (!find_level(p, indent))
		return false;
	add_child(&p->levels[p->nlevels - 1], new_node(p));
	return true;
}

struct tree_node *tree_parse(struct arena *arena, struct str text, const char *file, struct error *error)
{
	struct parser p = {.arena = arena, .file = file, .error = error, .line = 1};
	struct tree_node *root = new_node(&p);
	p.levels[0] = (struct level){.parent = root};
	p.nlevels = 1;
	if (str_starts_with(text, STR("\xEF\xBB\xBF")))
		text = str_slice(text, 3, text.nbytes);
	p.valid = utf8_find_invalid(text) == text.nbytes;
	bool good = true;
	for (; good && str_split(&text, '\n', &p.text); p.line++)
		good = read_line(&p);
	free(p.words);
	return good ? root : NULL;
}

struct str tree_word_text(const struct tree_node *node, size_t index)
{
	return index < node->nwords ? node->words[index].text : STR("");
}

/* A word that is not there is reported at the first word, where the line begins. */
bool tree_fault(const struct tree_node *node, size_t index, struct error *error, const char *format, ...)
{
	size_t column = 1;
	if (node->nwords > 0)
		column = column_at(node->line_text, node->words[index < node->nwords ? index : 0].offset);
	char what[ERROR_NBYTES];
	va_list args;
	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	return error_set(error, "%s:%" PRIu32 ":%zu: %s", node->file, node->line, column, what);
}
