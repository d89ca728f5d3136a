#include "base/catalog.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/ascii.h"
#include "base/utf8.h"

struct entry {
	const char *msgid;
	const char *msgstr;
	size_t line;
};

/* Entries are ordered by msgid; their texts are in the arena. */
struct catalog {
	struct arena arena;
	struct entry *entries;
	size_t count;
	size_t capacity;
};

enum place { BETWEEN_ENTRIES, IN_MSGID, IN_MSGSTR };

struct parser {
	struct catalog *catalog;
	const char *name;
	struct error *error;
	size_t line;
	enum place place;
	bool fuzzy;                     /* said by a comment: the entry that comes next, or the one being read */
	size_t entry_line;
	struct strbuf msgid;
	struct strbuf msgstr;
};

static bool fault(const struct parser *p, const char *what)
{
	return error_set(p->error, "%s:%zu: %s", p->name, p->line, what);
}

/* Ends the entry being read, if any, and keeps it when it translates something. */
static void end_entry(struct parser *p)
{
	if (p->place == BETWEEN_ENTRIES)
		return;
	struct catalog *catalog = p->catalog;
	if (!p->fuzzy && p->msgid.nbytes > 0 && p->msgstr.nbytes > 0) {
		catalog->entries = alloc_grow(catalog->entries, catalog->count, &catalog->capacity,
			sizeof(*catalog->entries));
		catalog->entries[catalog->count++] = (struct entry){
			.msgid = arena_copy(&catalog->arena, strbuf_view(&p->msgid)).ptr,
			.msgstr = arena_copy(&catalog->arena, strbuf_view(&p->msgstr)).ptr,
			.line = p->entry_line,
		};
	}
	p->place = BETWEEN_ENTRIES;
	p->fuzzy = false;
	strbuf_clear(&p->msgid);
	strbuf_clear(&p->msgstr);
}

/* Comments count for their flags alone: "#, fuzzy, c-format". An obsolete entry ("#~") uses up the flag before it. */
static void read_comment(struct parser *p, struct str line)
{
	if (p->place == IN_MSGSTR)
		end_entry(p);
	if (str_starts_with(line, STR("#~")))
		p->fuzzy = false;
	if (!str_starts_with(line, STR("#,")))
		return;
	struct str flags = str_slice(line, 2, line.nbytes), flag;
	while (str_split(&flags, ',', &flag))
		if (str_equal(str_trim(flag), STR("fuzzy")))
			p->fuzzy = true;
}

/* Reads up to `max_digits` digits of a number at `*at`: the byte they mean, or -1. */
static int read_number(struct str s, size_t *at, unsigned base, int max_digits)
{
	int value = -1;
	for (; max_digits > 0 && *at < s.nbytes && ascii_digit_value(s.ptr[*at]) < base; max_digits--)
		value = (value < 0 ? 0 : value * (int)base) + (int)ascii_digit_value(s.ptr[(*at)++]);
	return value <= 0xFF ? value : -1;
}

/* Reads a C escape behind its backslash: the byte it means, or -1. */
static int read_escape(struct str s, size_t *at)
{
	static const char letters[] = "abfnrtv\\\"";
	static const char meanings[] = "\a\b\f\n\r\t\v\\\"";
	if (*at == s.nbytes)
		return -1;
	char letter = s.ptr[*at];
	if (letter >= '0' && letter <= '7')
		return read_number(s, at, 8, 3);
	++*at;
	if (letter == 'x')
		return read_number(s, at, 16, 2);
	const char *place = memchr(letters, letter, sizeof(letters) - 1);
	return place ? (unsigned char)meanings[place - letters] : -1;
}

/* Appends what stands in quotes to the text being read. `s` is the quoted string, up to the end of the line. */
static bool read_quoted(struct parser *p, struct str s)
{
	struct strbuf *text = p->place == IN_MSGID ? &p->msgid : &p->msgstr;
	if (!str_starts_with(s, STR("\"")))
		return fault(p, "expected a text in quotes");
	for (size_t at = 1; at < s.nbytes;) {
		size_t start = at;
		while (at < s.nbytes && s.ptr[at] != '"' && s.ptr[at] != '\\' && s.ptr[at])
			at++;
		strbuf_append(text, str_slice(s, start, at - start));
		if (at == s.nbytes)
			break;
		int byte = (unsigned char)s.ptr[at++];
		if (byte == '"')
			return at == s.nbytes || fault(p, "something follows the closing quote");
		if (byte == '\\')
			byte = read_escape(s, &at);
		if (byte <= 0)
			return fault(p, byte < 0 ? "unknown escape" : "a text cannot hold a NUL");
		strbuf_append_byte(text, (char)byte);
	}
	return fault(p, "the closing quote is missing");
}

static bool start_msgid(struct parser *p)
{
	if (p->place == IN_MSGID)
		return fault(p, "msgid without msgstr before this one");
	end_entry(p);
	p->place = IN_MSGID;
	p->entry_line = p->line;
	return true;
}

static bool start_msgstr(struct parser *p)
{
	if (p->place != IN_MSGID)
		return fault(p, "msgstr without msgid");
	p->place = IN_MSGSTR;
	return true;
}

static bool read_keyword(struct parser *p, struct str line)
{
	size_t nbytes = 0;
	while (nbytes < line.nbytes && !strchr(" \t\"", line.ptr[nbytes]))
		nbytes++;
	struct str keyword = str_slice(line, 0, nbytes);
	if (str_equal(keyword, STR("msgctxt")))
		return fault(p, "msgctxt is not supported");
	if (str_equal(keyword, STR("msgid_plural")) || str_starts_with(keyword, STR("msgstr[")))
		return fault(p, "plural forms are not supported");
	bool started;
	if (str_equal(keyword, STR("msgid")))
		started = start_msgid(p);
	else if (str_equal(keyword, STR("msgstr")))
		started = start_msgstr(p);
	else
		return fault(p, "expected msgid or msgstr");
	return started && read_quoted(p, str_trim(str_slice(line, nbytes, line.nbytes)));
}

static bool read_line(struct parser *p, struct str line)
{
	if (line.nbytes == 0)
		return true;
	if (line.ptr[0] == '#') {
		read_comment(p, line);
		return true;
	}
	if (line.ptr[0] != '"')
		return read_keyword(p, line);
	if (p->place == BETWEEN_ENTRIES)
		return fault(p, "a text in quotes outside of msgid and msgstr");
	return read_quoted(p, line);
}

static bool read_all(struct parser *p, struct str text)
{
	struct str line;
	bool valid = utf8_find_invalid(text) == text.nbytes;
	while (str_split(&text, '\n', &line)) {
		p->line++;
		if (!valid && utf8_find_invalid(line) < line.nbytes)
			return fault(p, "not UTF-8");
		if (!read_line(p, str_trim(line)))
			return false;
	}
	if (p->place == IN_MSGID)
		return fault(p, "msgid without msgstr");
	end_entry(p);
	return true;
}

static int compare_entries(const void *a, const void *b)
{
	const struct entry *left = a, *right = b;
	int order = strcmp(left->msgid, right->msgid);
	return order != 0 ? order : (left->line > right->line) - (left->line < right->line);
}

static bool order_entries(struct parser *p)
{
	struct catalog *catalog = p->catalog;
	if (catalog->count == 0)
		return true;
	qsort(catalog->entries, catalog->count, sizeof(*catalog->entries), compare_entries);
	for (size_t i = 1; i < catalog->count; i++) {
		if (strcmp(catalog->entries[i - 1].msgid, catalog->entries[i].msgid) == 0) {
			p->line = catalog->entries[i].line;
			return fault(p, "this msgid was there before");
		}
	}
	return true;
}

struct catalog *catalog_parse(struct str text, const char *name, struct error *error)
{
	struct catalog *catalog = alloc_zeroed(1, sizeof(*catalog));
	struct parser p = {.catalog = catalog, .name = name, .error = error};
	bool good = read_all(&p, text) && order_entries(&p);
	strbuf_free(&p.msgid);
	strbuf_free(&p.msgstr);
	if (good)
		return catalog;
	catalog_free(catalog);
	return NULL;
}

void catalog_free(struct catalog *catalog)
{
	if (!catalog)
		return;
	arena_free(&catalog->arena);
	free(catalog->entries);
	free(catalog);
}

const char *catalog_get(const struct catalog *catalog, const char *msgid)
{
	size_t low = 0, high = catalog ? catalog->count : 0;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(msgid, catalog->entries[middle].msgid);
		if (order == 0)
			return catalog->entries[middle].msgstr;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return msgid;
}
