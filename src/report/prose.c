#include "report/prose.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/utf8.h"

enum {
	MIN_CUT_NBYTES = 48,            /* shorter lines without an end mark are captions and signatures, not cut sentences */
	MAX_ORDINAL_CHARS = 4,          /* of "（十二）", "12.", "第一" */
};

/* What stands between Chinese characters in its full-width form, whatever the source has. */
static uint32_t widen_mark(uint32_t c)
{
	switch (c) {
	case '(':
		return 0xFF08;
	case ')':
		return 0xFF09;
	case ',':
		return 0xFF0C;
	case ';':
		return 0xFF1B;
	case ':':
		return 0xFF1A;
	case '?':
		return 0xFF1F;
	case '!':
		return 0xFF01;
	default:
		return c;
	}
}

/* Full-width letters, digits and signs of numbers in their half-width form. */
static uint32_t narrow(uint32_t c)
{
	if ((c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A) ||
	    c == 0xFF05 || c == 0xFF0B || c == 0xFF0D || c == 0xFF0E)
		return c - 0xFEE0;
	if (c == 0xFE6A)
		return '%';
	return c;
}

static bool is_blank(uint32_t c)
{
	return c <= ' ' || c == 0xA0 || c == 0x3000 || c == 0xFEFF || (c >= 0x2000 && c <= 0x200F) || c == 0x202F ||
	       c == 0x2060;
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool is_latin(uint32_t c)
{
	return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static uint32_t next_char(struct str text, size_t *i)
{
	struct utf8_char c = utf8_decode(str_slice(text, *i, text.nbytes));
	*i += c.nbytes;
	return narrow(c.code_point);
}

/* The character at `i`, or 0 at the end. */
static uint32_t peek(struct str text, size_t i)
{
	return i < text.nbytes ? next_char(text, &i) : 0;
}

/* Whether exactly three digits follow at `i`, as behind a thousands separator. */
static bool three_digits_follow(struct str text, size_t i)
{
	for (int n = 0; n < 3; n++)
		if (!is_digit(peek(text, i)) || !next_char(text, &i))
			return false;
	return !is_digit(peek(text, i));
}

static void append_char(struct strbuf *out, uint32_t c)
{
	char bytes[4];
	strbuf_append(out, (struct str){bytes, utf8_encode(c, bytes)});
}

/* Whether a character of three bytes stays as it is whatever stands beside it: those from U+3001 to U+CFFF, Chinese
 * characters and most of their marks, and the marks ！（），：；？, the comma only behind one of the others. */
static inline bool is_plain(const unsigned char *p, bool is_first)
{
	if ((p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80)
		return false;
	if (p[0] == 0xEF && p[1] == 0xBC)
		return p[2] == 0x81 || p[2] == 0x88 || p[2] == 0x89 || p[2] == 0x9A || p[2] == 0x9B || p[2] == 0x9F ||
		       (p[2] == 0x8C && !is_first);
	return p[0] >= 0xE3 && p[0] <= 0xEC && !(p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80);
}

/* How many bytes of `text` from `start` on are such characters. */
static size_t plain_prefix(struct str text, size_t start)
{
	size_t i = start;
	while (i + 3 <= text.nbytes && is_plain((const unsigned char *)text.ptr + i, i == start))
		i += 3;
	return i - start;
}

static size_t digits_prefix(struct str text, size_t start)
{
	size_t i = start;
	while (i < text.nbytes && is_digit((unsigned char)text.ptr[i]))
		i++;
	return i - start;
}

void prose_normalise(struct strbuf *out, struct str text)
{
	uint32_t before = 0;
	bool blank = false;
	for (size_t i = 0; i < text.nbytes;) {
		size_t nplain = plain_prefix(text, i);
		if (nplain) {
			strbuf_append(out, str_slice(text, i, nplain));
			i += nplain;
			before = 0x3001;        /* like all of them neither digit nor letter */
			blank = false;
			continue;
		}
		size_t ndigits = digits_prefix(text, i);
		if (ndigits) {
			if (blank && is_latin(before))
				append_char(out, ' ');
			strbuf_append(out, str_slice(text, i, ndigits));
			i += ndigits;
			before = '0';
			blank = false;
			continue;
		}
		uint32_t c = next_char(text, &i);
		if (is_blank(c)) {
			blank = true;
			continue;
		}
		/* Marks of emphasis that a conversion left. */
		if (c == '*' && peek(text, i) == '*') {
			i++;
			continue;
		}
		uint32_t after = peek(text, i);
		if ((c == ',' || c == 0xFF0C) && is_digit(before) && !blank && three_digits_follow(text, i))
			continue;
		if (blank && is_latin(before) && is_latin(c))
			append_char(out, ' ');
		blank = false;
		bool inside_latin = is_latin(before) && (is_latin(after) || after == '/') && (c == ':' || c == ',');
		c = inside_latin ? c : widen_mark(c);
		append_char(out, c);
		before = c;
	}
}

/* Whether a sentence may end here. */
static bool is_ended(struct str text)
{
	static const char *const marks[] = {"。", "！", "？", "；", "：", "…", "”", "》", "）"};
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_ends_with(text, str_from(marks[i])))
			return true;
	return false;
}

/* Whether a paragraph begins with a number of its own: 一、 （一） 1. 第一 一是, or a mark of a list. */
static bool has_ordinal(struct str text)
{
	static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
	static const char *const openings[] = {"（", "第", "●", "·", "-", "—", "★", "◆", "*", "①", "②", "③"};
	for (size_t i = 0; i < sizeof(openings) / sizeof(*openings); i++)
		if (str_starts_with(text, str_from(openings[i])))
			return true;
	for (size_t i = 0; i < sizeof(numerals) / sizeof(*numerals); i++)
		if (str_starts_with(text, str_from(numerals[i]))) {
			struct str head = str_slice(text, 0, 3 * MAX_ORDINAL_CHARS);
			return str_contains(head, STR("、")) || str_contains(head, STR("是")) ||
			       str_contains(head, STR("，")) || str_contains(head, STR("."));
		}
	size_t i = 0;
	while (i < text.nbytes && is_digit((unsigned char)text.ptr[i]))
		i++;
	struct str rest = str_slice(text, i, 3);
	return i && i <= 2 && (str_starts_with(rest, STR(".")) || str_starts_with(rest, STR("、")) ||
			       str_starts_with(rest, STR("）")) || str_starts_with(rest, STR("．")));
}

/* Whether `text` goes on with the sentence that `last` leaves open. */
static bool goes_on(const struct prose *prose, const struct prose_paragraph *last, struct str text)
{
	struct str open = str_slice(strbuf_view(&prose->bytes), last->offset, last->nbytes);
	return last->kind == PROSE_TEXT && open.nbytes >= MIN_CUT_NBYTES && !is_ended(open) && !has_ordinal(text);
}

static void add_run(struct prose *prose, uint32_t offset, const struct document_item *item, size_t number)
{
	prose->runs = alloc_grow(prose->runs, prose->nruns, &prose->runs_capacity, sizeof(*prose->runs));
	prose->runs[prose->nruns++] = (struct prose_run){offset, item->line, (uint32_t)number};
}

static struct prose_paragraph *add_paragraph(struct prose *prose)
{
	prose->paragraphs = alloc_grow(prose->paragraphs, prose->count, &prose->capacity, sizeof(*prose->paragraphs));
	return &prose->paragraphs[prose->count++];
}

/* Takes a text of the document; `cut` is the paragraph that it may go on with, or NULL. */
static void take_text(struct prose *prose, const struct document_item *item, size_t number, enum prose_kind kind,
		      struct prose_paragraph *cut)
{
	size_t start = prose->bytes.nbytes;
	prose_normalise(&prose->bytes, item->text);
	struct str text = str_slice(strbuf_view(&prose->bytes), start, prose->bytes.nbytes);
	if (!text.nbytes)
		return;
	if (cut && kind == PROSE_TEXT && goes_on(prose, cut, text)) {
		/* The line feed between the two goes. */
		memmove(prose->bytes.ptr + start - 1, prose->bytes.ptr + start, text.nbytes);
		prose->bytes.nbytes--;
		add_run(prose, (uint32_t)start - 1, item, number);
		cut->nbytes += (uint32_t)text.nbytes;
		cut->nruns++;
	} else {
		struct prose_paragraph paragraph = {
			.offset = (uint32_t)start, .nbytes = (uint32_t)text.nbytes, .first_run = (uint32_t)prose->nruns,
			.nruns = 1, .section = item->section, .kind = (uint8_t)kind,
		};
		*add_paragraph(prose) = paragraph;
		add_run(prose, (uint32_t)start, item, number);
	}
	strbuf_append_byte(&prose->bytes, '\n');
}

static bool is_running_text(const struct document_item *item, unsigned sections_in_pieces)
{
	if (item->kind == DOCUMENT_TABLE || item->kind == DOCUMENT_STRAY_ROW)
		return false;
	return item->kind != DOCUMENT_PARAGRAPH || !(sections_in_pieces & 1u << item->section);
}

void prose_build(struct prose *prose, const struct document *document, unsigned sections_in_pieces)
{
	strbuf_clear(&prose->bytes);
	prose->count = prose->nruns = 0;
	bool adjacent = false;
	for (size_t i = 0; i < document->nitems; i++) {
		const struct document_item *item = &document->items[i];
		if (!is_running_text(item, sections_in_pieces)) {
			adjacent = false;
			continue;
		}
		enum prose_kind kind = item->kind == DOCUMENT_TITLE     ? PROSE_TITLE
				       : item->kind == DOCUMENT_HEADING ? PROSE_HEADING
									: PROSE_TEXT;
		take_text(prose, item, i, kind, adjacent && prose->count ? &prose->paragraphs[prose->count - 1] : NULL);
		adjacent = true;
	}
}

void prose_free(struct prose *prose)
{
	strbuf_free(&prose->bytes);
	free(prose->paragraphs);
	free(prose->runs);
	*prose = (struct prose){0};
}

uint32_t prose_line(const struct prose *prose, const char *place)
{
	size_t offset = (size_t)(place - prose->bytes.ptr), low = 0, high = prose->nruns;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (prose->runs[middle].offset <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? prose->runs[low - 1].line : 0;
}

size_t prose_paragraph_at(const struct prose *prose, size_t offset)
{
	size_t low = 0, high = prose->count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (prose->paragraphs[middle].offset <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* The end mark of a sentence at `i`: its length, 0 for anything else. */
static size_t end_mark_at(struct str text, size_t i)
{
	static const char *const marks[] = {"。", "！", "？", "；"};
	unsigned char first = (unsigned char)text.ptr[i];
	if (first != 0xE3 && first != 0xEF)
		return 0;
	for (size_t m = 0; m < sizeof(marks) / sizeof(*marks); m++)
		if (str_starts_with(str_slice(text, i, 3), str_from(marks[m])))
			return 3;
	return 0;
}

static bool is_continuation(struct str text, size_t i)
{
	return ((unsigned char)text.ptr[i] & 0xC0) == 0x80;
}

struct str prose_sentence(const struct prose *prose, size_t paragraph, struct str part)
{
	struct str text = prose_text(prose, paragraph);
	size_t at = (size_t)(part.ptr - text.ptr), start = at, end = at + part.nbytes;
	size_t first = at > PROSE_SENTENCE_NBYTES ? at - PROSE_SENTENCE_NBYTES : 0, last = text.nbytes;
	if (last - end > PROSE_SENTENCE_NBYTES)
		last = end + PROSE_SENTENCE_NBYTES;
	while (start > first && !(start >= 3 && end_mark_at(text, start - 3)))
		start--;
	while (end < last && !end_mark_at(text, end))
		end++;
	/* Cut where it is too long, then between characters. */
	while (start < at && is_continuation(text, start))
		start++;
	while (end > at + part.nbytes && end < text.nbytes && is_continuation(text, end))
		end--;
	return str_trim(str_slice(text, start, end + (end < text.nbytes ? end_mark_at(text, end) : 0) - start));
}
