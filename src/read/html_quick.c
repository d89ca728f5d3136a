#include "read/html_quick.h"

#include "base/utf8.h"
#include "base/utf8_clean.h"
#include "read/html_bytes.h"
#include "read/html_page.h"

enum {
	MAX_OPEN = 32,
	MAX_VALUE_NBYTES = 15,          /* of colspan and rowspan */
	MAX_REFERENCE_NBYTES = 12,
	CHUNK_NBYTES = 1000,            /* libxml2 gives longer texts in pieces */
};

/* What may stand in what, so that no element closes another one. */
enum sort {
	BODY = 1,                       /* what is open in the parser from the start */
	LINE = 2,                       /* paragraphs: text in them */
	HEADING = 4,
	BOX = 8,
	INSIDE = 16,                    /* of a line */
	TABLE = 32,
	GROUP = 64,
	ROW = 128,
	CELL = 256,
	RAW = 512,                      /* what is in it is no markup */
	WRAPPER = 1024,                 /* html, head, body: the parser is in a body already, and passes them over */
	BREAK = 2048,                   /* without an end tag, as is META */
	META = 4096,
};

enum {
	ANY_TEXT = BODY | LINE | HEADING | BOX | CELL | INSIDE,
	ANY_BOX = BODY | BOX,
};

struct element {
	uint64_t key;                   /* its name as in struct html_name */
	unsigned sort;
	unsigned parents;               /* of enum sort */
};

/* Every name has a slot of its own: the product's upper five bits are different for all of them. */
#define KEY(a, b, c, d, e, f) \
	((uint64_t)(a) | (uint64_t)(b) << 8 | (uint64_t)(c) << 16 | (uint64_t)(d) << 24 | (uint64_t)(e) << 32 | (uint64_t)(f) << 40)
#define SLOT(key) ((size_t)((key) * UINT64_C(0xa17a4340f9c08fef) >> 59))
#define ELEMENT(a, b, c, d, e, f, sort, parents) [SLOT(KEY(a, b, c, d, e, f))] = {KEY(a, b, c, d, e, f), (sort), (parents)}

static const struct element elements[32] = {
	ELEMENT('t', 'd', 0, 0, 0, 0, CELL, ROW),
	ELEMENT('t', 'h', 0, 0, 0, 0, CELL, ROW),
	ELEMENT('t', 'r', 0, 0, 0, 0, ROW, TABLE | GROUP),
	ELEMENT('t', 'b', 'o', 'd', 'y', 0, GROUP, TABLE),
	ELEMENT('t', 'a', 'b', 'l', 'e', 0, TABLE, ANY_BOX),
	ELEMENT('s', 'p', 'a', 'n', 0, 0, INSIDE, ANY_TEXT),
	ELEMENT('s', 't', 'r', 'o', 'n', 'g', INSIDE, ANY_TEXT),
	ELEMENT('b', 'r', 0, 0, 0, 0, BREAK, ANY_TEXT),
	ELEMENT('p', 0, 0, 0, 0, 0, LINE, ANY_BOX | CELL),
	ELEMENT('d', 'i', 'v', 0, 0, 0, BOX, ANY_BOX | CELL),
	ELEMENT('h', '1', 0, 0, 0, 0, HEADING, ANY_BOX),
	ELEMENT('h', '2', 0, 0, 0, 0, HEADING, ANY_BOX),
	ELEMENT('h', '3', 0, 0, 0, 0, HEADING, ANY_BOX),
	ELEMENT('s', 't', 'y', 'l', 'e', 0, RAW, BODY),
	ELEMENT('m', 'e', 't', 'a', 0, 0, META, BODY),
	ELEMENT('h', 't', 'm', 'l', 0, 0, WRAPPER, BODY),
	ELEMENT('h', 'e', 'a', 'd', 0, 0, WRAPPER, BODY),
	ELEMENT('b', 'o', 'd', 'y', 0, 0, WRAPPER, BODY),
};

static const struct element page_body = {.sort = BODY};

/* A page on its way. */
struct scan {
	struct html_page page;
	const char *start, *p, *end;
	size_t nopen;                   /* the first one is page_body */
	const struct element *open[MAX_OPEN + 1];
	size_t nwrappers;
};

/* The attributes that count. */
struct spans {
	bool has_colspan, has_rowspan;
	unsigned colspan, rowspan;
};

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\n' || byte == '\t';
}

static inline bool skip(struct scan *scan, const char *text)
{
	size_t nbytes = strlen(text);
	if ((size_t)(scan->end - scan->p) < nbytes || memcmp(scan->p, text, nbytes) != 0)
		return false;
	scan->p += nbytes;
	return true;
}

static inline bool skip_byte(struct scan *scan, char byte)
{
	if (scan->p == scan->end || *scan->p != byte)
		return false;
	scan->p++;
	return true;
}

/* The element whose name comes next, or NULL. */
static inline const struct element *take_element(struct scan *scan)
{
	struct html_name name = html_take_name(scan->p, scan->end);
	const struct element *element = &elements[SLOT(name.key)];
	scan->p += name.nbytes;
	return name.nbytes && name.nbytes <= 6 && element->key == name.key ? element : NULL;
}

/* ---- Attributes ------------------------------------------------------------------------------------------------- */

enum attribute { ATTRIBUTE_UNKNOWN, ATTRIBUTE_OTHER, ATTRIBUTE_COLSPAN, ATTRIBUTE_ROWSPAN };

#define KEY8(a, b, c, d, e, f, g, h) (KEY(a, b, c, d, e, f) | (uint64_t)(g) << 48 | (uint64_t)(h) << 56)

/* Names that pages have as a rule: the parser has room for some 4000 bytes of names. */
static enum attribute take_attribute_name(struct scan *scan)
{
	struct html_name name = html_take_name(scan->p, scan->end);
	const char *start = scan->p;
	scan->p += name.nbytes;
	switch (name.key) {
	case KEY8('c', 'o', 'l', 's', 'p', 'a', 'n', 0):
		return ATTRIBUTE_COLSPAN;
	case KEY8('r', 'o', 'w', 's', 'p', 'a', 'n', 0):
		return ATTRIBUTE_ROWSPAN;
	case KEY('s', 't', 'y', 'l', 'e', 0):
	case KEY('a', 'l', 'i', 'g', 'n', 0):
	case KEY('c', 'l', 'a', 's', 's', 0):
	case KEY('w', 'i', 'd', 't', 'h', 0):
	case KEY('v', 'a', 'l', 'i', 'g', 'n'):
	case KEY('h', 'e', 'i', 'g', 'h', 't'):
	case KEY('b', 'o', 'r', 'd', 'e', 'r'):
	case KEY8('c', 'h', 'a', 'r', 's', 'e', 't', 0):
	case KEY('l', 'a', 'n', 'g', 0, 0):
	case KEY('i', 'd', 0, 0, 0, 0):
		return name.nbytes <= 7 ? ATTRIBUTE_OTHER : ATTRIBUTE_UNKNOWN;
	case KEY8('c', 'e', 'l', 'l', 's', 'p', 'a', 'c'):
	case KEY8('c', 'e', 'l', 'l', 'p', 'a', 'd', 'd'):
		return name.nbytes == 11 && memcmp(start + 8, "ing", 3) == 0 ? ATTRIBUTE_OTHER : ATTRIBUTE_UNKNOWN;
	default:
		return ATTRIBUTE_UNKNOWN;
	}
}

/* The number at the beginning of a value; 1 when there is none. */
static unsigned number_in(struct str value)
{
	size_t i = 0;
	unsigned number = 0;
	while (i < value.nbytes && value.ptr[i] == ' ')
		i++;
	if (i == value.nbytes || value.ptr[i] < '0' || value.ptr[i] > '9')
		return 1;
	for (; i < value.nbytes && value.ptr[i] >= '0' && value.ptr[i] <= '9' && number < 100000; i++)
		number = number * 10 + (unsigned)(value.ptr[i] - '0');
	return number;
}

static bool set_span(struct str value, bool *given, unsigned *span)
{
	if (*given || value.nbytes > MAX_VALUE_NBYTES)
		return false;
	*given = true;
	*span = number_in(value);
	return true;
}

/* Values stand in quotes and have no references. */
static bool take_attribute(struct scan *scan, struct spans *spans)
{
	enum attribute attribute = take_attribute_name(scan);
	if (attribute == ATTRIBUTE_UNKNOWN || scan->end - scan->p < 2 || *scan->p != '=')
		return false;
	const char quote = scan->p[1], *start = scan->p + 2;
	if (quote != '"' && quote != '\'')
		return false;
	scan->p = html_find_value_end(start, scan->end, quote);
	struct str value = {start, (size_t)(scan->p - start)};
	if (attribute == ATTRIBUTE_COLSPAN && !set_span(value, &spans->has_colspan, &spans->colspan))
		return false;
	if (attribute == ATTRIBUTE_ROWSPAN && !set_span(value, &spans->has_rowspan, &spans->rowspan))
		return false;
	return skip_byte(scan, quote);
}

/* All attributes of a tag, up to its ">" or "/". */
static bool take_attributes(struct scan *scan, struct spans *spans)
{
	for (;;) {
		const char *before = scan->p;
		while (scan->p < scan->end && is_blank(*scan->p))
			scan->p++;
		if (scan->p == scan->end)
			return false;
		if (*scan->p == '>' || *scan->p == '/')
			return true;
		if (scan->p == before || !take_attribute(scan, spans))
			return false;
	}
}

/* ---- Tags ------------------------------------------------------------------------------------------------------- */

/* The content of a style, up to its end tag. */
static bool skip_raw(struct scan *scan, const struct element *element)
{
	const char *tag = scan->p < scan->end ? memchr(scan->p, '<', (size_t)(scan->end - scan->p)) : NULL;
	for (; tag && scan->p < tag; scan->p++)
		if (*scan->p == '\r' || *scan->p == '\v' || *scan->p == '\f' || *scan->p == '\xef')
			return false;
	return tag && skip(scan, "</") && take_element(scan) == element && skip_byte(scan, '>');
}

/* `tag` is where it begins. */
static void begin_element(struct scan *scan, const struct element *element, const char *tag, const struct spans *spans)
{
	struct html_page *page = &scan->page;
	switch (element->sort) {
	case LINE:
	case BOX:
	case BREAK:
		html_break(page);
		break;
	case HEADING:
		html_break(page);
		page->heading_level = (uint8_t)(tag[2] - '0');
		break;
	case TABLE:
		page->heading_level = 0;
		html_table_begin(page);
		break;
	case GROUP:
		page->heading_level = 0;
		html_group(page);
		break;
	case ROW:
		page->heading_level = 0;
		html_row_begin(page, (size_t)(tag - scan->start));
		break;
	case CELL:
		page->heading_level = 0;
		html_cell_begin(page, (size_t)(tag - scan->start), spans->colspan, spans->rowspan);
		break;
	default:
		break;
	}
}

static void end_element(struct scan *scan, const struct element *element)
{
	struct html_page *page = &scan->page;
	switch (element->sort) {
	case LINE:
	case BOX:
		html_break(page);
		break;
	case HEADING:
		html_break(page);
		page->heading_level = 0;
		break;
	case TABLE:
		html_table_end(page);
		break;
	case GROUP:
		html_group(page);
		break;
	case ROW:
		html_row_end(page);
		break;
	case CELL:
		html_cell_end(page);
		break;
	default:
		break;
	}
}

static bool take_start_tag(struct scan *scan)
{
	struct spans spans = {.colspan = 1, .rowspan = 1};
	const char *tag = scan->p - 1;
	const struct element *element = take_element(scan);
	if (!element || !(element->parents & scan->open[scan->nopen - 1]->sort))
		return false;
	if ((scan->p == scan->end || *scan->p != '>') && !take_attributes(scan, &spans))
		return false;
	if (element->sort & (BREAK | META)) {
		begin_element(scan, element, tag, &spans);
		skip_byte(scan, '/');
		return skip_byte(scan, '>');
	}
	if (!skip_byte(scan, '>'))
		return false;
	if (element->sort == WRAPPER)
		return ++scan->nwrappers <= MAX_OPEN;
	if (element->sort == RAW)
		return skip_raw(scan, element);
	if (scan->nopen > MAX_OPEN)
		return false;
	scan->open[scan->nopen++] = element;
	begin_element(scan, element, tag, &spans);
	return true;
}

static bool take_end_tag(struct scan *scan)
{
	const struct element *element = take_element(scan);
	if (!element || !skip_byte(scan, '>'))
		return false;
	if (element->sort == WRAPPER)
		return scan->nopen == 1 && scan->nwrappers && scan->nwrappers--;
	/* What stands inside of lines and was left open is closed; an end tag of such without a beginning is passed over. */
	size_t nleft = scan->nopen;
	while (scan->open[nleft - 1] != element && scan->open[nleft - 1]->sort == INSIDE)
		nleft--;
	if (scan->open[nleft - 1] != element)
		return element->sort == INSIDE;
	scan->nopen = nleft - 1;
	end_element(scan, element);
	return true;
}

/* ---- Texts ------------------------------------------------------------------------------------------------------ */

/* Where the parser would find the text of the reference before `scan->p`: the same bytes may stand behind it. */
static size_t reference_offset(const struct scan *scan, const char *reference, struct str text)
{
	for (size_t i = 0; i <= UTF8_MAX_NBYTES && i <= (size_t)(scan->end - scan->p); i++) {
		const char *end = scan->p + i;
		if ((size_t)(end - scan->start) >= text.nbytes && memcmp(end - text.nbytes, text.ptr, text.nbytes) == 0)
			return (size_t)(end - text.nbytes - scan->start);
	}
	return (size_t)(reference - scan->start);
}

/* The digits of &#65; or &#x41; and what ends them; false when they are no character of a plain page. */
static bool take_number(struct scan *scan, uint32_t *code)
{
	bool hexadecimal = skip_byte(scan, 'x');
	const char *start = scan->p;
	for (; scan->p < scan->end && scan->p - start < MAX_REFERENCE_NBYTES - 4; scan->p++) {
		char byte = *scan->p;
		if (byte >= '0' && byte <= '9')
			*code = *code * (hexadecimal ? 16 : 10) + (uint32_t)(byte - '0');
		else if (hexadecimal && byte >= 'a' && byte <= 'f')
			*code = *code * 16 + (uint32_t)(byte - 'a' + 10);
		else
			break;
	}
	if (scan->p == start || !skip_byte(scan, ';'))
		return false;
	return *code >= ' ' && (*code < 0x7F || *code >= 0xA0) && (*code < 0xD800 || *code >= 0xE000) && *code < 0xFFFE;
}

/* &nbsp; and numbers. */
static bool take_reference(struct scan *scan)
{
	char bytes[UTF8_MAX_NBYTES];
	uint32_t code = 0;
	const char *reference = scan->p;
	if (skip(scan, "&nbsp;")) {
		if (!scan->page.table.dropping)
			html_separate(&scan->page);
		return true;
	}
	if (!skip(scan, "&#") || !take_number(scan, &code))
		return false;
	struct str text = {bytes, utf8_encode(code, bytes)};
	const struct html_page *page = &scan->page;
	bool begins = page->reader->text.nbytes == page->run.start || page->run.broken;
	if (!page->table.dropping)
		html_append(&scan->page, text, begins ? reference_offset(scan, reference, text) : 0);
	return true;
}

/* Text that libxml2 gives in pieces is looked for in the page by it; what repeats itself could be found elsewhere. */
static bool repeats_itself(const char *text)
{
	enum { NBYTES = 8 };
	for (size_t i = 1; i <= UTF8_MAX_NBYTES; i++)
		if (memcmp(text, text + i, NBYTES) == 0)
			return true;
	return is_blank(text[0]);
}

/* The length of the blank at `scan->p`, where no word goes on; 0 for what is no part of a text, or no plain one. */
static size_t blank_nbytes(const struct scan *scan)
{
	unsigned char first = (unsigned char)*scan->p;
	if (first <= ' ')
		return is_blank(*scan->p);
	return first == 0xC2 ? 2 : first == 0xE3 ? 3 : 0;
}

/* Byte order marks are blanks before the first word. */
static void skip_marks(struct scan *scan)
{
	const struct html_page *page = &scan->page;
	while (scan->p < scan->end && *scan->p == '\xef' && page->reader->text.nbytes == page->run.start &&
	       skip(scan, "\xef\xbb\xbf"))
		html_separate(&scan->page);
}

/* Text up to the next markup, word by word. */
static bool take_text(struct scan *scan)
{
	struct html_page *page = &scan->page;
	const char *start = scan->p;
	while (scan->p < scan->end) {
		skip_marks(scan);
		const char *word = scan->p;
		scan->p = html_find_word_end(word, scan->end);
		struct str text = {word, (size_t)(scan->p - word)};
		if (text.nbytes && !page->table.dropping)
			html_append_word(page, text, (size_t)(word - scan->start));
		if (scan->p == scan->end || *scan->p == '<' || *scan->p == '&')
			break;
		size_t nbytes = blank_nbytes(scan);
		if (!nbytes)
			return false;
		if (!page->table.dropping)
			html_separate(page);
		scan->p += nbytes;
	}
	return scan->p - start < CHUNK_NBYTES || !repeats_itself(start);
}

static bool take_next(struct scan *scan)
{
	if (*scan->p == '&')
		return take_reference(scan);
	if (*scan->p != '<')
		return take_text(scan);
	scan->p++;
	if (skip_byte(scan, '/'))
		return take_end_tag(scan);
	if (scan->p < scan->end && *scan->p != '!')
		return take_start_tag(scan);
	return skip(scan, "!DOCTYPE html>") && scan->nopen == 1;
}

static bool scan_page(struct scan *scan)
{
	while (scan->p < scan->end)
		if (!take_next(scan))
			return false;
	html_end_paragraph(&scan->page);
	return scan->nopen == 1;
}

bool html_quick_read(struct html_reader *reader, struct str page, const struct block_sink *sink)
{
	const struct block_sink hold = {html_hold_take, &reader->hold};
	struct scan scan = {
		.page = {.reader = reader, .sink = &hold, .source = page, .counted = {1, 1}},
		.start = page.ptr,
		.p = page.ptr,
		.end = page.ptr + page.nbytes,
		.nopen = 1,
		.open = {&page_body},
	};
	html_hold_begin(&reader->hold);
	bool plain = scan_page(&scan) && !reader->hold.full && (reader->is_clean || utf8_is_clean(page));
	html_table_free(&scan.page);
	if (plain) {
		html_hold_release(&reader->hold, sink);
	} else {
		strbuf_clear(&reader->text);
		reader->limit = NULL;
	}
	return plain;
}
