#include "read/html_quick.h"

#include <libxml/parser.h>

#include "base/utf8.h"
#include "base/utf8_clean.h"

enum {
	MAX_OPEN = 32,
	MAX_VALUE_NBYTES = 15,          /* of colspan and rowspan */
	MAX_REFERENCE_NBYTES = 12,
	CHUNK_NBYTES = 1000,            /* libxml2 gives longer texts in pieces */
};

/* What may stand in what, so that no element closes another one. */
enum sort {
	BODY = 1,                       /* what is open in the parser from the start */
	LINE = 2,                       /* paragraphs and headings: text in them */
	BOX = 4,
	INSIDE = 8,                     /* of a line */
	TABLE = 16,
	GROUP = 32,
	ROW = 64,
	CELL = 128,
	EMPTY = 256,                    /* without an end tag */
	RAW = 512,                      /* what is in it is no markup */
	WRAPPER = 1024,                 /* html, head, body: the parser is in a body already, and passes them over */
};

static const struct element {
	struct str name;                /* a string, too */
	unsigned sort;
	unsigned parents;               /* of enum sort */
} elements[] = {
	{{"td", 2}, CELL, ROW}, {{"span", 4}, INSIDE, BODY | LINE | BOX | CELL | INSIDE}, {{"p", 1}, LINE, BODY | BOX | CELL},
	{{"tr", 2}, ROW, TABLE | GROUP}, {{"br", 2}, EMPTY, BODY | LINE | BOX | CELL | INSIDE}, {{"th", 2}, CELL, ROW},
	{{"div", 3}, BOX, BODY | BOX | CELL}, {{"strong", 6}, INSIDE, BODY | LINE | BOX | CELL | INSIDE},
	{{"table", 5}, TABLE, BODY | BOX}, {{"tbody", 5}, GROUP, TABLE}, {{"h1", 2}, LINE, BODY | BOX}, {{"h2", 2}, LINE, BODY | BOX},
	{{"h3", 2}, LINE, BODY | BOX}, {{"style", 5}, RAW, BODY}, {{"meta", 4}, EMPTY, BODY}, {{"html", 4}, WRAPPER, BODY},
	{{"head", 4}, WRAPPER, BODY}, {{"body", 4}, WRAPPER, BODY},
};

enum { NELEMENTS = sizeof(elements) / sizeof(*elements) };

/* A page on its way. It is gone through twice, the first time without events. */
struct scan {
	struct html_reading *reading;
	const char *start, *p, *end;
	const char *tag;                /* the next one, or the end; if it is not behind */
	bool tells;
	size_t nopen;
	const struct element *open[MAX_OPEN];
	size_t nwrappers;
};

/* An attribute that counts. */
struct span_attribute {
	struct str name;
	bool given;
	char value[MAX_VALUE_NBYTES + 1];
};

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\n' || byte == '\t';
}

static bool is_small(char byte)
{
	return byte >= 'a' && byte <= 'z';
}

static void skip_blanks(struct scan *scan)
{
	while (scan->p < scan->end && is_blank(*scan->p))
		scan->p++;
}

static inline bool skip(struct scan *scan, const char *text)
{
	size_t nbytes = strlen(text);
	if ((size_t)(scan->end - scan->p) < nbytes || memcmp(scan->p, text, nbytes) != 0)
		return false;
	scan->p += nbytes;
	return true;
}

static struct str take_name(struct scan *scan)
{
	const char *start = scan->p;
	while (scan->p < scan->end && (is_small(*scan->p) || (scan->p > start && *scan->p >= '0' && *scan->p <= '9')))
		scan->p++;
	return (struct str){start, (size_t)(scan->p - start)};
}

static const struct element *find_element(struct str name)
{
	for (size_t i = 0; i < NELEMENTS; i++)
		if (name.nbytes && elements[i].name.ptr[0] == name.ptr[0] && str_equal(elements[i].name, name))
			return &elements[i];
	return NULL;
}

/* Where the parser is when it tells of something. */
static void set_place(struct scan *scan)
{
	scan->reading->now = (size_t)(scan->p - scan->start);
}

static void tell_start(struct scan *scan, const struct element *element, const struct span_attribute *spans)
{
	const xmlChar *attributes[5] = {NULL};
	size_t n = 0;
	for (size_t i = 0; i < 2; i++) {
		if (!spans[i].given)
			continue;
		attributes[n++] = (const xmlChar *)spans[i].name.ptr;
		attributes[n++] = (const xmlChar *)spans[i].value;
	}
	set_place(scan);
	if (scan->tells)
		html_take_start(scan->reading, (const xmlChar *)element->name.ptr, n ? attributes : NULL);
}

static void tell_end(struct scan *scan, const struct element *element)
{
	set_place(scan);
	if (scan->tells)
		html_take_end(scan->reading, (const xmlChar *)element->name.ptr);
}

static void tell_text(struct scan *scan, struct str text)
{
	set_place(scan);
	if (scan->tells)
		html_take_text(scan->reading, (const xmlChar *)text.ptr, (int)text.nbytes);
}

/* Attributes: names that pages have as a rule (the parser has room for some 4000 bytes of names), values in quotes without
 * references. */
static bool take_attribute(struct scan *scan, struct span_attribute spans[2])
{
	static const struct str known[] = {
		{"style", 5}, {"colspan", 7}, {"rowspan", 7}, {"align", 5}, {"class", 5}, {"width", 5}, {"valign", 6},
		{"height", 6}, {"border", 6}, {"cellspacing", 11}, {"cellpadding", 11}, {"charset", 7}, {"lang", 4}, {"id", 2},
	};
	struct str name = take_name(scan);
	bool found = false;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known) && !found; i++)
		found = name.nbytes && known[i].ptr[0] == name.ptr[0] && str_equal(name, known[i]);
	if (!found || !skip(scan, "=") || scan->p == scan->end || (*scan->p != '"' && *scan->p != '\''))
		return false;
	const char quote = *scan->p++, *start = scan->p;
	/* The second time, all of it is known to be plain. */
	const char *known_end = scan->tells ? memchr(start, quote, (size_t)(scan->end - start)) : NULL;
	scan->p = known_end ? known_end : start;
	while (scan->p < scan->end && *scan->p != quote) {
		if (*scan->p == '<' || *scan->p == '&' || (unsigned char)*scan->p < ' ' || (unsigned char)*scan->p >= 0x7F)
			return false;
		scan->p++;
	}
	struct str value = {start, (size_t)(scan->p - start)};
	for (size_t i = 0; i < 2; i++) {
		if (!str_equal(name, spans[i].name))
			continue;
		if (spans[i].given || value.nbytes > MAX_VALUE_NBYTES)
			return false;
		spans[i].given = true;
		memcpy(spans[i].value, value.ptr, value.nbytes);
		spans[i].value[value.nbytes] = '\0';
	}
	return scan->p < scan->end && *scan->p++ == quote;
}

/* The content of a style, up to its end tag. */
static bool skip_raw(struct scan *scan, const struct element *element)
{
	const char *tag = memchr(scan->p, '<', (size_t)(scan->end - scan->p));
	if (!tag)
		return false;
	scan->p = tag;
	if (!skip(scan, "</") || !str_equal(take_name(scan), element->name) || !skip(scan, ">"))
		return false;
	tell_end(scan, element);
	return true;
}

static unsigned sort_of_parent(const struct scan *scan)
{
	return scan->nopen ? scan->open[scan->nopen - 1]->sort : BODY;
}

static bool take_start_tag(struct scan *scan)
{
	struct span_attribute spans[2] = {{.name = {"colspan", 7}}, {.name = {"rowspan", 7}}};
	const struct element *element = find_element(take_name(scan));
	if (!element || !(element->parents & sort_of_parent(scan)))
		return false;
	for (;;) {
		const char *before = scan->p;
		skip_blanks(scan);
		if (scan->p == scan->end)
			return false;
		if (*scan->p == '>' || *scan->p == '/')
			break;
		if (scan->p == before || !take_attribute(scan, spans))
			return false;
	}
	if (element->sort == WRAPPER)
		return ++scan->nwrappers <= MAX_OPEN && skip(scan, ">");
	tell_start(scan, element, spans);
	if (element->sort == EMPTY) {
		if (!skip(scan, "/>") && !skip(scan, ">"))
			return false;
		tell_end(scan, element);
		return true;
	}
	if (!skip(scan, ">"))
		return false;
	if (element->sort == RAW)
		return skip_raw(scan, element);
	if (scan->nopen == MAX_OPEN)
		return false;
	scan->open[scan->nopen++] = element;
	return true;
}

static bool take_end_tag(struct scan *scan)
{
	const struct element *element = find_element(take_name(scan));
	if (!element || !skip(scan, ">"))
		return false;
	if (element->sort == WRAPPER)
		return !scan->nopen && scan->nwrappers && scan->nwrappers--;
	/* What stands inside of lines and was left open is closed; an end tag of such without a beginning is passed over. */
	size_t nleft = scan->nopen;
	while (nleft && scan->open[nleft - 1] != element && scan->open[nleft - 1]->sort == INSIDE)
		nleft--;
	if (!nleft || scan->open[nleft - 1] != element)
		return element->sort == INSIDE;
	while (scan->nopen >= nleft)
		tell_end(scan, scan->open[--scan->nopen]);
	return true;
}

/* &nbsp; and numbers. */
static bool take_reference(struct scan *scan)
{
	char text[UTF8_MAX_NBYTES];
	uint32_t code = 0;
	if (skip(scan, "&nbsp;")) {
		code = 0xA0;
	} else {
		bool hexadecimal = skip(scan, "&#x");
		if (!hexadecimal && !skip(scan, "&#"))
			return false;
		const char *start = scan->p;
		for (; scan->p < scan->end && scan->p - start < MAX_REFERENCE_NBYTES - 4; scan->p++) {
			char byte = *scan->p;
			if (byte >= '0' && byte <= '9')
				code = code * (hexadecimal ? 16 : 10) + (uint32_t)(byte - '0');
			else if (hexadecimal && byte >= 'a' && byte <= 'f')
				code = code * 16 + (uint32_t)(byte - 'a' + 10);
			else
				break;
		}
		if (scan->p == start || !skip(scan, ";"))
			return false;
	}
	if (code < ' ' || (code >= 0x7F && code < 0xA0) || (code >= 0xD800 && code < 0xE000) || code >= 0xFFFE)
		return false;
	tell_text(scan, (struct str){text, utf8_encode(code, text)});
	return true;
}

/* Text that libxml2 gives in pieces is looked for in the page by it; what repeats itself could be found elsewhere. */
static bool repeats_itself(struct str text)
{
	enum { NBYTES = 8 };
	for (size_t i = 1; i <= UTF8_MAX_NBYTES; i++)
		if (memcmp(text.ptr, text.ptr + i, NBYTES) == 0)
			return true;
	return is_blank(text.ptr[0]);
}

static bool take_text(struct scan *scan)
{
	/* Looked for once, however many references stand before it. */
	if (scan->tag <= scan->p)
		scan->tag = memchr(scan->p, '<', (size_t)(scan->end - scan->p));
	if (!scan->tag)
		scan->tag = scan->end;
	struct str text = {scan->p, (size_t)(scan->tag - scan->p)};
	const char *reference = memchr(text.ptr, '&', text.nbytes);
	text.nbytes = reference ? (size_t)(reference - text.ptr) : text.nbytes;
	scan->p += text.nbytes;
	if (text.nbytes >= CHUNK_NBYTES && repeats_itself(text))
		return false;
	tell_text(scan, text);
	return true;
}

static bool take_next(struct scan *scan)
{
	if (*scan->p == '&')
		return take_reference(scan);
	if (*scan->p != '<')
		return take_text(scan);
	scan->p++;
	if (skip(scan, "/"))
		return take_end_tag(scan);
	if (scan->p < scan->end && is_small(*scan->p))
		return take_start_tag(scan);
	return skip(scan, "!DOCTYPE html>") && !scan->nopen;
}

static bool scan_page(struct html_reading *reading, bool tells)
{
	struct str page = reading->page.source;
	struct scan scan = {.reading = reading, .start = page.ptr, .p = page.ptr, .end = page.ptr + page.nbytes,
			    .tag = page.ptr, .tells = tells};
	while (scan.p < scan.end)
		if (!take_next(&scan))
			return false;
	return !scan.nopen;
}

/* Whether the page holds no bytes that the parser complains of, or changes. */
static bool is_clean(struct str page)
{
	static const char *const others[] = {"\r", "\v", "\f", "\xef\xbf\xbe", "\xef\xbf\xbf"};
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (str_contains(page, str_from(others[i])))
			return false;
	return utf8_is_clean(page);
}

bool html_quick_read(struct html_reading *reading)
{
	static const struct element body = {{"body", 4}, WRAPPER, BODY}, html = {{"html", 4}, WRAPPER, BODY};
	struct scan scan = {.reading = reading, .tells = true};
	if (!is_clean(reading->page.source) || !scan_page(reading, false))
		return false;
	scan_page(reading, true);
	/* Those that the parser was given. */
	tell_end(&scan, &body);
	tell_end(&scan, &html);
	return true;
}
