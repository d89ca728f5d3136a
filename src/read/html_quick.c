#include "read/html_quick.h"

#include "base/utf8.h"
#include "base/utf8_clean.h"
#include "read/html_attributes.h"
#include "read/html_bytes.h"
#include "read/html_page.h"

enum {
	MAX_OPEN = 32,
	MAX_DIGITS = 8,                 /* of a character reference */
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
	TITLE = 8192,
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
#define SLOT(key) ((size_t)((key) * UINT64_C(0xe5a63319da8485d3) >> 59))
#define ELEMENT(a, b, c, d, e, f, sort, parents) \
	[SLOT(HTML_KEY(a, b, c, d, e, f))] = {HTML_KEY(a, b, c, d, e, f), (sort), (parents)}

static const struct element elements[32] = {
	ELEMENT('t', 'd', 0, 0, 0, 0, CELL, ROW),
	ELEMENT('t', 'h', 0, 0, 0, 0, CELL, ROW),
	ELEMENT('t', 'r', 0, 0, 0, 0, ROW, TABLE | GROUP),
	ELEMENT('t', 'b', 'o', 'd', 'y', 0, GROUP, TABLE),
	ELEMENT('t', 'h', 'e', 'a', 'd', 0, GROUP, TABLE),
	ELEMENT('t', 'f', 'o', 'o', 't', 0, GROUP, TABLE),
	ELEMENT('t', 'a', 'b', 'l', 'e', 0, TABLE, ANY_BOX),
	ELEMENT('s', 'p', 'a', 'n', 0, 0, INSIDE, ANY_TEXT),
	ELEMENT('s', 't', 'r', 'o', 'n', 'g', INSIDE, ANY_TEXT),
	ELEMENT('b', 'r', 0, 0, 0, 0, BREAK, ANY_TEXT),
	ELEMENT('p', 0, 0, 0, 0, 0, LINE, ANY_BOX | CELL),
	ELEMENT('d', 'i', 'v', 0, 0, 0, BOX, ANY_BOX | CELL),
	ELEMENT('h', '1', 0, 0, 0, 0, HEADING, ANY_BOX),
	ELEMENT('h', '2', 0, 0, 0, 0, HEADING, ANY_BOX),
	ELEMENT('h', '3', 0, 0, 0, 0, HEADING, ANY_BOX),
	ELEMENT('t', 'i', 't', 'l', 'e', 0, TITLE, BODY),
	ELEMENT('s', 't', 'y', 'l', 'e', 0, RAW, BODY),
	ELEMENT('s', 'c', 'r', 'i', 'p', 't', RAW, BODY),
	ELEMENT('m', 'e', 't', 'a', 0, 0, META, BODY),
	ELEMENT('l', 'i', 'n', 'k', 0, 0, META, BODY),
	ELEMENT('h', 't', 'm', 'l', 0, 0, WRAPPER, BODY),
	ELEMENT('h', 'e', 'a', 'd', 0, 0, WRAPPER, BODY),
	ELEMENT('b', 'o', 'd', 'y', 0, 0, WRAPPER, BODY),
};

static const struct element page_body = {.sort = BODY};

/* A page on its way. What takes something of it gets the place where that begins, and gives the one behind it; NULL when
 * the page is not plain. */
struct scan {
	struct html_page page;
	const char *start, *end;
	size_t nopen;                   /* the first one is page_body */
	const struct element *open[MAX_OPEN + 1];
	size_t nwrappers;
};

/* `p` behind `text`, if that is there. */
static inline const char *skip(const struct scan *scan, const char *p, struct str text)
{
	return (size_t)(scan->end - p) >= text.nbytes && memcmp(p, text.ptr, text.nbytes) == 0 ? p + text.nbytes : NULL;
}

static inline const char *skip_byte(const struct scan *scan, const char *p, char byte)
{
	return p < scan->end && *p == byte ? p + 1 : NULL;
}

/* The element of a name, or NULL. */
static inline const struct element *find_element(struct html_name name)
{
	const struct element *element = &elements[SLOT(name.key)];
	return element->key == name.key && name.nbytes && name.nbytes <= sizeof(name.key) ? element : NULL;
}

/* ---- Tags ------------------------------------------------------------------------------------------------------- */

/* Whether the bytes of a comment or a script are such as a plain page holds, as far as that does not show elsewhere. */
static bool is_plain(const char *p, const char *end)
{
	for (; p < end; p++) {
		bool noncharacter = *p == '\xef' && end - p > 2 && p[1] == '\xbf' && (unsigned char)p[2] >= 0xBE;
		if (((unsigned char)*p < ' ' && !html_is_blank(*p)) || noncharacter)
			return false;
	}
	return true;
}

/* The content of a style or script, and its end tag, which `name` begins; what else looks like an end tag may be one. */
static const char *skip_raw(const struct scan *scan, const char *start, const char *name)
{
	struct str end_tag = name[1] == 't' ? STR("</style>") : STR("</script>");
	const char *p = start;
	while (p < scan->end && (p = memchr(p, '<', (size_t)(scan->end - p))) && scan->end - p > 1 && p[1] != '/')
		p++;
	return p && p < scan->end && is_plain(start, p) ? skip(scan, p, end_tag) : NULL;
}

/* `tag` is where it begins. */
static void begin_element(struct scan *scan, const struct element *element, const char *tag, const struct html_spans *spans)
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
	case TITLE:
		html_begin_title(page);
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

/* `p` is where the page goes on. */
static void end_element(struct scan *scan, const struct element *element, const char *p)
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
	case TITLE:
		html_end_title(page, (size_t)(p - scan->start));
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

/* `tag` is the place of its "<", here and below. */
static const char *take_start_tag(struct scan *scan, const char *tag)
{
	struct html_spans spans = {.colspan = 1, .rowspan = 1};
	struct html_name name = html_take_name(tag + 1, scan->end);
	const struct element *element = find_element(name);
	const char *p = tag + 1 + name.nbytes;
	if (!element || !(element->parents & scan->open[scan->nopen - 1]->sort))
		return NULL;
	if (element->sort == TITLE && scan->page.title_seen)
		return NULL;
	if ((p == scan->end || *p != '>') && !(p = html_take_attributes(p, scan->end, &spans)))
		return NULL;
	if (element->sort & (BREAK | META)) {
		begin_element(scan, element, tag, &spans);
		p += *p == '/';
		return skip_byte(scan, p, '>');
	}
	if (*p++ != '>')
		return NULL;
	if (element->sort & (WRAPPER | RAW))
		return element->sort == RAW ? skip_raw(scan, p, tag + 1) : scan->nwrappers++ < MAX_OPEN ? p : NULL;
	if (scan->nopen > MAX_OPEN)
		return NULL;
	scan->open[scan->nopen++] = element;
	begin_element(scan, element, tag, &spans);
	return p;
}

/* What stands inside of lines and was left open is closed; an end tag of such without a beginning is passed over. */
static const char *take_end_tag(struct scan *scan, const char *tag)
{
	struct html_name name = html_take_name(tag + 2, scan->end);
	const struct element *element = find_element(name);
	const char *p = skip_byte(scan, tag + 2 + name.nbytes, '>');
	if (!element || !p)
		return NULL;
	if (element->sort == WRAPPER)
		return scan->nopen == 1 && scan->nwrappers && scan->nwrappers-- ? p : NULL;
	size_t nleft = scan->nopen;
	while (scan->open[nleft - 1] != element && scan->open[nleft - 1]->sort == INSIDE)
		nleft--;
	if (scan->open[nleft - 1] != element)
		return element->sort == INSIDE ? p : NULL;
	scan->nopen = nleft - 1;
	end_element(scan, element, p);
	return p;
}

/* A comment, or the type of the document. */
static const char *take_declaration(const struct scan *scan, const char *tag)
{
	const char *p = skip(scan, tag, STR("<!--"));
	if (!p)
		return scan->nopen == 1 ? skip(scan, tag, STR("<!DOCTYPE html>")) : NULL;
	struct str rest = {p, (size_t)(scan->end - p)}, content = str_slice(rest, 0, str_find(rest, STR("-->")));
	bool odd = content.nbytes == rest.nbytes || *p == '>' || *p == '-' || str_contains(content, STR("--!"));
	return !odd && is_plain(p, p + content.nbytes) ? p + content.nbytes + 3 : NULL;
}

/* A "<" that begins no tag is text. What stands before it is none, so that it is found where it is. */
static const char *take_less_than(struct scan *scan, const char *p)
{
	if (p > scan->start && p[-1] == '<')
		return NULL;
	if (!scan->page.table.dropping)
		html_append_word(&scan->page, (struct str){p, 1}, (size_t)(p - scan->start));
	return p + 1;
}

static bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static const char *take_tag(struct scan *scan, const char *tag)
{
	if (scan->end - tag < 2)
		return NULL;
	char next = tag[1];
	if (next == '/')
		return take_end_tag(scan, tag);
	if (is_letter(next))
		return take_start_tag(scan, tag);
	if (next == '!')
		return take_declaration(scan, tag);
	return (unsigned char)next >= 0x80 || (next >= '0' && next <= '9') ? take_less_than(scan, tag) : NULL;
}

/* ---- Texts ------------------------------------------------------------------------------------------------------ */

/* Whether a text that comes now begins a run, or a piece of one. */
static bool begins_piece(const struct html_page *page)
{
	return page->reader->text.nbytes == page->run.start || page->run.broken;
}

/* Where the parser would find the text of a reference whose end is at `p`: the same bytes may stand behind it. */
static size_t reference_offset(const struct scan *scan, const char *reference, const char *p, struct str text)
{
	for (size_t i = 0; i <= UTF8_MAX_NBYTES && i <= (size_t)(scan->end - p); i++) {
		const char *end = p + i;
		if ((size_t)(end - scan->start) >= text.nbytes && memcmp(end - text.nbytes, text.ptr, text.nbytes) == 0)
			return (size_t)(end - text.nbytes - scan->start);
	}
	return (size_t)(reference - scan->start);
}

/* The digits behind "&#", with an "x" or not, and what ends them. */
static const char *take_number(const struct scan *scan, const char *p, uint32_t *code)
{
	unsigned base = p < scan->end && *p == 'x' ? 16 : 10;
	p += base == 16;
	const char *start = p;
	for (; p < scan->end && p - start < MAX_DIGITS; p++) {
		unsigned digit = (unsigned)(unsigned char)*p - '0', letter = (unsigned)(unsigned char)*p - 'a';
		if (digit > 9 && (letter > 5 || base == 10))
			break;
		*code = *code * base + (digit <= 9 ? digit : letter + 10);
	}
	return p > start ? skip_byte(scan, p, ';') : NULL;
}

/* The name behind "&", and what ends it. */
static const char *take_entity(const struct scan *scan, const char *p, uint32_t *code)
{
	static const struct entity {
		struct str name;
		uint32_t code;
	} entities[] = {
		{{"ldquo;", 6}, 0x201C}, {{"rdquo;", 6}, 0x201D}, {{"middot;", 7}, 0xB7}, {{"mdash;", 6}, 0x2014},
		{{"hellip;", 7}, 0x2026}, {{"amp;", 4}, '&'}, {{"lt;", 3}, '<'}, {{"gt;", 3}, '>'}, {{"quot;", 5}, '"'},
		{{"times;", 6}, 0xD7}, {{"lsquo;", 6}, 0x2018}, {{"rsquo;", 6}, 0x2019}, {{"emsp;", 5}, 0x2003},
		{{"ensp;", 5}, 0x2002}, {{"yen;", 4}, 0xA5},
	};
	for (size_t i = 0; i < sizeof(entities) / sizeof(*entities); i++) {
		const char *behind = skip(scan, p, entities[i].name);
		*code = entities[i].code;
		if (behind)
			return behind;
	}
	return NULL;
}

/* Characters by name and by number. */
static const char *take_reference(struct scan *scan, const char *reference)
{
	struct html_page *page = &scan->page;
	char bytes[UTF8_MAX_NBYTES];
	uint32_t code = 0;
	const char *p = skip(scan, reference, STR("&nbsp;"));
	if (p) {
		if (!page->table.dropping)
			html_separate(page);
		return p;
	}
	p = skip(scan, reference, STR("&#"));
	p = p ? take_number(scan, p, &code) : take_entity(scan, reference + 1, &code);
	if (!p || code < ' ' || (code >= 0x7F && code < 0xA0) ||
	    (code >= 0xD800 && code < 0xE000) || code >= 0xFFFE)
		return NULL;
	struct str text = {bytes, utf8_encode(code, bytes)};
	if (!page->table.dropping)
		html_append(page, text, begins_piece(page) ? reference_offset(scan, reference, p, text) : 0);
	return p;
}

/* Text that libxml2 gives in pieces is looked for in the page by it; what repeats itself could be found elsewhere. */
static bool repeats_itself(const char *text)
{
	enum { NBYTES = 8 };
	for (size_t i = 1; i <= UTF8_MAX_NBYTES; i++)
		if (memcmp(text, text + i, NBYTES) == 0)
			return true;
	return html_is_blank(text[0]);
}

/* Byte order marks are blanks before the first word. */
static const char *skip_marks(struct scan *scan, const char *p)
{
	const struct html_page *page = &scan->page;
	const char *behind;
	while (p < scan->end && *p == '\xef' && page->reader->text.nbytes == page->run.start &&
	       (behind = skip(scan, p, STR("\xef\xbb\xbf")))) {
		html_separate(&scan->page);
		p = behind;
	}
	return p;
}

/* The length of the blank at `p`, where no word goes on; 0 for what stands in no plain page. */
static inline size_t blank_nbytes(const char *p)
{
	unsigned char first = (unsigned char)*p;
	if (first <= ' ')
		return html_is_blank(*p);
	return first == 0xC2 ? 2 : first == 0xE3 ? 3 : 0;
}

/* Text up to the next markup, word by word. */
static const char *take_text(struct scan *scan, const char *start)
{
	struct html_page *page = &scan->page;
	const char *p = start;
	for (;;) {
		const char *word = skip_marks(scan, p);
		p = html_find_word_end(word, scan->end);
		struct str text = {word, (size_t)(p - word)};
		if (text.nbytes && !page->table.dropping)
			html_append_word(page, text, (size_t)(word - scan->start));
		if (p == scan->end || *p == '<' || *p == '&')
			break;
		size_t nbytes = blank_nbytes(p);
		if (!nbytes)
			return NULL;
		if (!page->table.dropping)
			html_separate(page);
		p += nbytes;
	}
	return p - start >= CHUNK_NBYTES && repeats_itself(start) ? NULL : p;
}

/* Whether all of the page is plain. */
static bool scan_page(struct scan *scan)
{
	const char *p = scan->start;
	while (p && p < scan->end)
		p = *p == '<' ? take_tag(scan, p) : *p == '&' ? take_reference(scan, p) : take_text(scan, p);
	html_end_paragraph(&scan->page);
	html_flush_title(&scan->page);
	return p == scan->end && scan->nopen == 1;
}

bool html_quick_read(struct html_reader *reader, struct str page, const struct block_sink *sink)
{
	const struct block_sink hold = {html_hold_take, &reader->hold};
	struct scan scan = {
		.page = {.reader = reader, .sink = &hold, .source = page, .counted = {1, 1}},
		.start = page.ptr,
		.end = page.nbytes ? page.ptr + page.nbytes : page.ptr,
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
