#include "render/clauses.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/fold.h"
#include "base/utf8.h"

/* What a character is to the scanner. */
enum char_kind { CHAR_BLANK, CHAR_DIGIT, CHAR_INSIDE, CHAR_NUMERAL, CHAR_LATIN, CHAR_COMMA, CHAR_STOP, CHAR_OTHER };

static bool is_among(uint32_t c, const uint32_t *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == c)
			return true;
	return false;
}

#define AMONG(c, list) is_among((c), (list), sizeof(list) / sizeof(*(list)))

/* `c` is folded, so that full-width commas are ASCII ones. */
static enum char_kind kind_of(uint32_t c)
{
	static const uint32_t numerals[] = {0x3007, 0x25CB, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03,
					    0x516B, 0x4E5D, 0x5341, 0x767E, 0x5343, 0x4E07, 0x4EBF, 0x4E24, 0x96F6};
	static const uint32_t stops[] = {0x3002, '!', '?', ';', 0xFF61};
	if (c == ' ' || c == '\t' || c == 0xA0 || c == '\n' || c == '\r')
		return CHAR_BLANK;
	if (c >= '0' && c <= '9')
		return CHAR_DIGIT;
	if (c == '.' || c == ',')
		return CHAR_INSIDE;
	if (c >= 'a' && c <= 'z')
		return CHAR_LATIN;
	if (AMONG(c, stops))
		return CHAR_STOP;
	if (c == ':')
		return CHAR_COMMA;
	return AMONG(c, numerals) ? CHAR_NUMERAL : CHAR_OTHER;
}

/* The next word of a text. */
struct word {
	struct str text;                /* with the blanks behind it */
	enum char_kind kind;            /* INSIDE only becomes COMMA */
	uint64_t hash;
};

static struct utf8_char decode(struct str text, enum char_kind *kind)
{
	struct utf8_char c = utf8_decode(text);
	c.code_point = fold_width_and_case(c.code_point);
	*kind = kind_of(c.code_point);
	return c;
}

/* The bytes of a run of characters of a kind at the start of a text. */
static size_t span(struct str text, enum char_kind wanted)
{
	size_t nbytes = 0;
	enum char_kind kind;
	while (nbytes < text.nbytes) {
		struct utf8_char c = decode(str_slice(text, nbytes, text.nbytes), &kind);
		if (kind != wanted)
			break;
		nbytes += c.nbytes;
	}
	return nbytes;
}

/* The bytes of a number at the start of a text: digits, with points and commas between digits. */
static size_t span_number(struct str text)
{
	size_t nbytes = span(text, CHAR_DIGIT);
	while (nbytes && nbytes < text.nbytes) {
		size_t ninside = span(str_slice(text, nbytes, text.nbytes), CHAR_INSIDE);
		size_t ndigits = span(str_slice(text, nbytes + ninside, text.nbytes), CHAR_DIGIT);
		if (!ninside || !ndigits)
			break;
		nbytes += ninside + ndigits;
	}
	return nbytes;
}

/* Takes the next word off the front of a text that begins with no blank. */
static struct word take_word(struct str *rest)
{
	enum { NUMERAL_NBYTES = 3 };
	struct word word = {.hash = FOLD_HASH_SEED};
	enum char_kind kind;
	struct utf8_char c = decode(*rest, &kind);
	size_t nbytes = c.nbytes;
	char folded[UTF8_MAX_NBYTES];
	if (kind == CHAR_DIGIT)
		nbytes = span_number(*rest);
	else if (kind == CHAR_LATIN || kind == CHAR_NUMERAL)
		nbytes = span(*rest, kind);
	bool masked = kind == CHAR_DIGIT || (kind == CHAR_NUMERAL && nbytes > NUMERAL_NBYTES);
	if (masked) {
		word.hash = 1;
	} else if (kind == CHAR_LATIN) {
		for (struct str latin = str_slice(*rest, 0, nbytes); latin.nbytes;
		     latin = str_slice(latin, c.nbytes, nbytes)) {
			c = decode(latin, &kind);
			word.hash = fold_hash(word.hash, (struct str){folded, utf8_encode(c.code_point, folded)});
		}
	} else {
		word.hash = fold_hash(word.hash, (struct str){folded, utf8_encode(c.code_point, folded)});
	}
	word.kind = masked ? CHAR_DIGIT : kind == CHAR_INSIDE ? CHAR_COMMA : kind;
	if (kind == CHAR_INSIDE && c.code_point == '.')
		word.kind = CHAR_OTHER;
	nbytes += span(str_slice(*rest, nbytes, rest->nbytes), CHAR_BLANK);
	word.text = str_slice(*rest, 0, nbytes);
	*rest = str_slice(*rest, nbytes, rest->nbytes);
	return word;
}

/* ---- Tokens ---- */

static void add_token(struct clauses *clauses, struct clause_token token, uint64_t hash)
{
	clauses->tokens = alloc_grow(clauses->tokens, clauses->count, &clauses->capacity, sizeof(*clauses->tokens));
	clauses->hashes =
		alloc_grow(clauses->hashes, clauses->count, &clauses->hashes_capacity, sizeof(*clauses->hashes));
	clauses->tokens[clauses->count] = token;
	clauses->hashes[clauses->count++] = hash;
}

static void take_paragraph(struct clauses *clauses, struct str text, uint32_t line)
{
	size_t first = clauses->count;
	struct clause_token token = {.line = line};
	uint64_t hash = FOLD_HASH_SEED;
	for (struct str rest = str_trim(text); rest.nbytes;) {
		struct word word = take_word(&rest);
		bool ends = word.kind == CHAR_COMMA || word.kind == CHAR_STOP;
		/* Marks that follow each other belong to one clause. */
		if (!token.text.nbytes)
			token.text.ptr = word.text.ptr;
		token.text.nbytes += word.text.nbytes;
		token.nletters += !ends;
		hash = fold_hash(hash, (struct str){(const char *)&word.hash, sizeof(word.hash)});
		if (!ends || !token.nletters)
			continue;
		token.ends_sentence = word.kind == CHAR_STOP;
		add_token(clauses, token, hash);
		token = (struct clause_token){.line = line};
		hash = FOLD_HASH_SEED;
	}
	if (token.text.nbytes)
		add_token(clauses, token, hash);
	if (clauses->count > first) {
		clauses->tokens[clauses->count - 1].ends_sentence = true;
		clauses->tokens[clauses->count - 1].ends_paragraph = true;
	}
}

void clauses_take_section(struct clauses *clauses, const struct document *document, unsigned section)
{
	clauses->count = 0;
	for (size_t i = 0; i < document->nitems; i++) {
		const struct document_item *item = &document->items[i];
		if (item->kind == DOCUMENT_PARAGRAPH && item->section == section)
			take_paragraph(clauses, item->text, item->line);
	}
}

void clauses_take_words(struct clauses *words, const struct clauses *clauses, size_t first, size_t count)
{
	words->count = 0;
	for (size_t i = first; i < first + count; i++) {
		const struct clause_token *clause = &clauses->tokens[i];
		for (struct str rest = clause->text; rest.nbytes;) {
			struct word word = take_word(&rest);
			bool is_mark = word.kind == CHAR_COMMA || word.kind == CHAR_STOP;
			add_token(words,
				  (struct clause_token){.text = word.text, .line = clause->line, .nletters = !is_mark},
				  word.hash);
		}
		words->tokens[words->count - 1].ends_sentence = clause->ends_sentence;
		words->tokens[words->count - 1].ends_paragraph = clause->ends_paragraph;
	}
}

void clauses_free(struct clauses *clauses)
{
	free(clauses->tokens);
	free(clauses->hashes);
	*clauses = (struct clauses){0};
}
