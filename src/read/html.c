/* The parser's events, and what elements mean.
 *
 * libxml2 gets a page whole and at once: fed in pieces, it looks ahead for the ends of tags and comments, which takes
 * quadratic time where they do not come, and it misses an end tag of a script that is cut in two. What else would take
 * quadratic time is bounded: it compares an end tag with all open elements, so a parser with too many of them gives way
 * to a new one; and an attribute with all those before it in its tag, so the dictionary of names is small. */
#include "read/html.h"

#include <limits.h>
#include <stdlib.h>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "read/html_page.h"

enum {
	MAX_DEPTH = 512,
	MAX_PARSERS = 16,               /* for one page */
	MAX_REFERENCE_NBYTES = 48,      /* of a character reference, when looking for its beginning */
	LONGEST_NAME_NBYTES = 99,       /* libxml2 cuts the names of elements and attributes there */
	NAMES_NBYTES = 1000,            /* libxml2 makes pools of 1000 and 4000 bytes before it heeds this */
	OPTIONS = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
	          HTML_PARSE_IGNORE_ENC,
};

enum kind { BLOCK, HEADING, TABLE, GROUP, ROW, CELL, CAPTION, TITLE, SKIPPED, CONTROL, INLINE };

/* Sorted by the first letter. Elements that are not here are inline. */
static const struct element {
	const char *name;
	enum kind kind;
} elements[] = {
	{"a", INLINE}, {"address", BLOCK}, {"article", BLOCK}, {"aside", BLOCK},
	{"b", INLINE}, {"blockquote", BLOCK}, {"body", BLOCK}, {"br", BLOCK}, {"button", CONTROL},
	{"caption", CAPTION}, {"center", BLOCK},
	{"datalist", CONTROL}, {"dd", BLOCK}, {"div", BLOCK}, {"dl", BLOCK}, {"dt", BLOCK},
	{"em", INLINE},
	{"fieldset", BLOCK}, {"figure", BLOCK}, {"font", INLINE}, {"footer", BLOCK}, {"form", BLOCK},
	{"h1", HEADING}, {"h2", HEADING}, {"h3", HEADING}, {"h4", HEADING}, {"h5", HEADING}, {"h6", HEADING},
	{"head", BLOCK}, {"header", BLOCK}, {"hr", BLOCK}, {"html", BLOCK},
	{"iframe", SKIPPED},
	{"li", BLOCK},
	{"main", BLOCK},
	{"nav", BLOCK}, {"noscript", SKIPPED},
	{"o:p", INLINE}, {"ol", BLOCK}, {"option", CONTROL},
	{"p", BLOCK}, {"pre", BLOCK},
	{"script", SKIPPED}, {"section", BLOCK}, {"select", CONTROL}, {"span", INLINE}, {"strong", INLINE},
	{"style", SKIPPED}, {"svg", SKIPPED},
	{"table", TABLE}, {"tbody", GROUP}, {"td", CELL}, {"template", SKIPPED}, {"textarea", CONTROL}, {"tfoot", GROUP},
	{"th", CELL}, {"thead", GROUP}, {"title", TITLE}, {"tr", ROW},
	{"u", INLINE}, {"ul", BLOCK},
	{"xml", SKIPPED},
};

enum { NELEMENTS = sizeof(elements) / sizeof(*elements) };

/* Other names that must not fall victim to a full dictionary. */
static const char *const other_names[] = {
	"colspan", "rowspan", "class", "style", "amp", "gt", "lt", "nbsp", "quot", "ldquo", "rdquo", "middot", "mdash",
	"hellip", "times", "yen", "emsp", "ensp",
};

/* One parser and the stretch of the page that it reads. */
struct reading {
	struct html_page page;
	htmlParserCtxtPtr parser;
	size_t start;                   /* where in the page it began */
	size_t prefix_nbytes;           /* what it was given before that, and has not read yet or has */
	bool muted;                     /* while it reads that */
	bool stopped;                   /* too many open elements */
	size_t resume;                  /* where in the page the next one begins then */
	const struct element *skipped;  /* the element whose content is left out, or NULL */
	unsigned nskipped;              /* how many of it are open */
	uint8_t first_of[26];           /* the first element of each letter */
};

static const struct element *find_element(const struct reading *reading, const char *name)
{
	if (name[0] < 'a' || name[0] > 'z')
		return NULL;
	for (size_t i = reading->first_of[name[0] - 'a']; i < NELEMENTS && elements[i].name[0] == name[0]; i++)
		if (strcmp(elements[i].name, name) == 0)
			return &elements[i];
	return NULL;
}

/* How much of the page the parser has behind it. */
static size_t offset_now(const struct reading *reading)
{
	long consumed = xmlByteConsumed(reading->parser);
	size_t nbytes = consumed < 0 ? 0 : (size_t)consumed;
	nbytes = reading->start + (nbytes > reading->prefix_nbytes ? nbytes - reading->prefix_nbytes : 0);
	return nbytes < reading->page.source.nbytes ? nbytes : reading->page.source.nbytes;
}

/* Where the tag begins whose end the parser has come to. */
static size_t tag_offset(const struct reading *reading)
{
	size_t offset = offset_now(reading);
	for (size_t i = offset; i > reading->start; i--)
		if (reading->page.source.ptr[i - 1] == '<')
			return i - 1;
	return offset;
}

/* Where text begins that the parser has just read, give or take its last character: the same bytes stand there, or
 * else a character reference. */
static size_t text_offset(const struct reading *reading, struct str text)
{
	struct str source = reading->page.source;
	size_t now = offset_now(reading);
	for (size_t end = now; end <= now + UTF8_MAX_NBYTES && end <= source.nbytes; end++)
		if (end >= text.nbytes && memcmp(source.ptr + end - text.nbytes, text.ptr, text.nbytes) == 0)
			return end - text.nbytes;
	for (size_t i = now; i > 0 && now - i < MAX_REFERENCE_NBYTES; i--)
		if (source.ptr[i - 1] == '&')
			return i - 1;
	return now;
}

static void take_text(void *context, const xmlChar *bytes, int nbytes)
{
	struct reading *reading = context;
	struct html_page *page = &reading->page;
	struct str text = {(const char *)bytes, nbytes > 0 ? (size_t)nbytes : 0};
	if (reading->muted || reading->stopped || reading->skipped || page->table.dropping || !text.nbytes)
		return;
	bool begins = page->reader->text.nbytes == page->run.start || page->run.broken;
	html_append(page, text, begins ? text_offset(reading, text) : 0);
}

/* The number at the beginning of an attribute's value; 1 when there is none. */
static unsigned number_in(const xmlChar **attributes, const char *name)
{
	for (; attributes && attributes[0]; attributes += 2) {
		if (strcmp((const char *)attributes[0], name) != 0 || !attributes[1])
			continue;
		const char *digit = (const char *)attributes[1];
		unsigned number = 0;
		while (*digit == ' ')
			digit++;
		if (*digit < '0' || *digit > '9')
			return 1;
		for (; *digit >= '0' && *digit <= '9' && number < 100000; digit++)
			number = number * 10 + (unsigned)(*digit - '0');
		return number;
	}
	return 1;
}

/* Too many elements are open: the next parser goes on behind this tag. */
static void stop(struct reading *reading)
{
	struct str source = reading->page.source;
	size_t offset = offset_now(reading);
	while (offset < source.nbytes && (source.ptr[offset] == '/' || (unsigned char)source.ptr[offset] <= ' '))
		offset++;
	if (offset < source.nbytes && source.ptr[offset] == '>')
		offset++;
	html_say_limit(&reading->page, "elements open at the same time after the 512th");
	reading->resume = offset;
	reading->stopped = true;
	xmlStopParser(reading->parser);
}

static void begin_table_part(struct reading *reading, enum kind kind, const xmlChar **attributes)
{
	struct html_page *page = &reading->page;
	page->heading_level = 0;
	if (kind == TABLE)
		html_table_begin(page);
	else if (kind == ROW)
		html_row_begin(page, tag_offset(reading));
	else if (kind == CELL)
		html_cell_begin(page, tag_offset(reading), number_in(attributes, "colspan"), number_in(attributes, "rowspan"));
	else
		html_group(page);
}

static void begin_element(struct reading *reading, const struct element *element, const xmlChar **attributes)
{
	struct html_page *page = &reading->page;
	if (page->in_title && element->kind != INLINE)
		html_end_title(page, offset_now(reading));
	switch (element->kind) {
	case INLINE:
		break;
	case SKIPPED:
	case CONTROL:
		reading->skipped = element;
		reading->nskipped = 1;
		break;
	case TITLE:
		if (page->title_seen || page->table.depth)
			reading->skipped = element, reading->nskipped = 1;
		else
			html_begin_title(page);
		break;
	case HEADING:
		html_break(page);
		page->heading_level = (uint8_t)(element->name[1] - '0');
		break;
	case BLOCK:
		html_break(page);
		break;
	default:
		begin_table_part(reading, element->kind, attributes);
	}
}

/* An element in one that is left out. A control that holds a table was never closed. */
static bool skips(struct reading *reading, const struct element *element)
{
	if (!reading->skipped)
		return false;
	if (element && element->kind == TABLE && reading->skipped->kind == CONTROL) {
		reading->skipped = NULL;
		return false;
	}
	if (element == reading->skipped)
		reading->nskipped++;
	return true;
}

static void take_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
	struct reading *reading = context;
	const struct element *element = find_element(reading, (const char *)name);
	if (reading->muted || reading->stopped)
		return;
	if (!skips(reading, element) && element)
		begin_element(reading, element, attributes);
	if (reading->parser->nameNr > MAX_DEPTH)
		stop(reading);
}

static void end_element(struct reading *reading, const struct element *element)
{
	struct html_page *page = &reading->page;
	switch (element->kind) {
	case TABLE:
		html_table_end(page);
		break;
	case GROUP:
	case CAPTION:
		html_group(page);
		break;
	case ROW:
		html_row_end(page);
		break;
	case CELL:
		html_cell_end(page);
		break;
	case TITLE:
		if (page->in_title)
			html_end_title(page, offset_now(reading));
		break;
	case HEADING:
		html_break(page);
		page->heading_level = 0;
		break;
	case BLOCK:
		html_break(page);
		break;
	default:
		break;
	}
}

static void take_end(void *context, const xmlChar *name)
{
	struct reading *reading = context;
	const struct element *element = find_element(reading, (const char *)name);
	if (reading->muted || reading->stopped || !element)
		return;
	if (!reading->skipped)
		end_element(reading, element);
	else if (element == reading->skipped && --reading->nskipped == 0)
		reading->skipped = NULL;
}

static htmlParserCtxtPtr new_parser(struct reading *reading)
{
	htmlSAXHandler handler = {
		.startElement = take_start,
		.endElement = take_end,
		.characters = take_text,
		.ignorableWhitespace = take_text,
		.cdataBlock = take_text,
	};
	htmlParserCtxtPtr parser = htmlCreatePushParserCtxt(&handler, reading, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	if (!parser)
		alloc_fail();
	htmlCtxtUseOptions(parser, OPTIONS);
	xmlDictSetLimit(parser->dict, NAMES_NBYTES);
	for (size_t i = 0; i < NELEMENTS; i++)
		xmlDictLookup(parser->dict, (const xmlChar *)elements[i].name, -1);
	for (size_t i = 0; i < sizeof(other_names) / sizeof(*other_names); i++)
		xmlDictLookup(parser->dict, (const xmlChar *)other_names[i], -1);
	return parser;
}

/* Opens again, for a new parser, the cell in which the one before gave up. */
static void reopen(struct reading *reading)
{
	static const char *const prefixes[] = {"<table>", "<table><tr>", "<table><tr><td>"};
	const struct html_table *table = &reading->page.table;
	if (!table->gathering)
		return;
	const char *prefix = prefixes[table->in_cell || table->dropping ? 2 : table->in_row ? 1 : 0];
	reading->prefix_nbytes = strlen(prefix);
	reading->muted = true;
	htmlParseChunk(reading->parser, prefix, (int)reading->prefix_nbytes, 0);
	reading->muted = false;
}

static void notice_full_dictionary(struct reading *reading)
{
	xmlChar name[LONGEST_NAME_NBYTES];
	memset(name, '=', sizeof(name));
	if (!xmlDictLookup(reading->parser->dict, name, sizeof(name)))
		html_say_limit(&reading->page, "names of elements and attributes after the first 4000 bytes of them");
}

/* Reads the page from `start` on with a new parser; returns how far it came. */
static size_t read_with_new_parser(struct reading *reading, size_t start, bool resuming)
{
	struct str rest = str_slice(reading->page.source, start, reading->page.source.nbytes);
	reading->start = start;
	reading->prefix_nbytes = 0;
	reading->stopped = false;
	reading->skipped = NULL;
	reading->parser = new_parser(reading);
	if (resuming)
		reopen(reading);
	htmlParseChunk(reading->parser, rest.ptr, (int)rest.nbytes, 1);
	size_t end = reading->stopped ? reading->resume : offset_now(reading);
	notice_full_dictionary(reading);
	htmlFreeParserCtxt(reading->parser);
	return end;
}

/* A parser also ends at </html>; there may be more of the page. */
static void read_page(struct reading *reading)
{
	struct html_page *page = &reading->page;
	size_t offset = 0, nparsers = 0;
	bool resuming = false;
	for (size_t end; offset < page->source.nbytes && nparsers < MAX_PARSERS; offset = end, nparsers++) {
		end = read_with_new_parser(reading, offset, resuming);
		resuming = reading->stopped;
		if (end <= offset)
			break;
	}
	if (offset < page->source.nbytes)
		html_say_limit(page, "the rest of the page, after 16 times 512 open elements or 16 ends");
	if (page->in_title)
		html_end_title(page, page->source.nbytes);
	html_table_end(page);
	html_flush_title(page);
}

/* The page with ASCII in place of each byte that libxml2 would stumble over: NUL, and what is not UTF-8. The offsets
 * stay the same. NULL when there is no such byte. */
static char *clean(struct str page)
{
	size_t bad = utf8_find_invalid(page);
	if (bad == page.nbytes && !(page.nbytes && memchr(page.ptr, '\0', page.nbytes)))
		return NULL;
	char *bytes = alloc_array(page.nbytes, 1);
	memcpy(bytes, page.ptr, page.nbytes);
	for (; bad < page.nbytes; bad += utf8_find_invalid(str_slice(page, bad, page.nbytes)))
		bytes[bad++] = '?';
	for (size_t i = 0; i < page.nbytes; i++)
		if (!bytes[i])
			bytes[i] = ' ';
	return bytes;
}

/* The text needs no more than the page: a character reference is as long as its character (but for a few of HTML 5 that
 * give 6 bytes for 5), a blank between words stands for a blank or a tag, and nothing is written twice. */
static void reserve_text(struct html_reader *reader, struct str page)
{
	size_t wanted = page.nbytes + page.nbytes / 5 + 16;
	strbuf_clear(&reader->text);
	if (reader->text.capacity < wanted) {
		reader->text.ptr = alloc_resize(reader->text.ptr, wanted, 1);
		reader->text.capacity = wanted;
	}
	reader->text.ptr[0] = '\0';
}

static void fill_first_of(struct reading *reading)
{
	memset(reading->first_of, NELEMENTS, sizeof(reading->first_of));
	for (size_t i = NELEMENTS; i-- > 0;)
		reading->first_of[elements[i].name[0] - 'a'] = (uint8_t)i;
}

void html_read_blocks(struct html_reader *reader, struct str page, const struct block_sink *sink)
{
	struct reading reading = {.page = {.reader = reader, .sink = sink, .source = page, .counted = {1, 1}}};
	reader->limit = NULL;
	if (page.nbytes > INT_MAX / 2) {
		reading.page.source = str_slice(page, 0, INT_MAX / 2);
		html_say_limit(&reading.page, "the page after the first GB");
	}
	reserve_text(reader, reading.page.source);
	fill_first_of(&reading);
	char *cleaned = clean(reading.page.source);
	if (cleaned)
		reading.page.source.ptr = cleaned;
	read_page(&reading);
	html_table_free(&reading.page);
	free(cleaned);
}

void html_reader_free(struct html_reader *reader)
{
	strbuf_free(&reader->text);
	*reader = (struct html_reader){0};
}

static bool equal_ignoring_case(struct str text, const char *lower)
{
	size_t n = strlen(lower);
	if (text.nbytes < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ? text.ptr[i] + ('a' - 'A') : text.ptr[i]) != lower[i])
			return false;
	return true;
}

/* Anywhere in the text: tables pasted from a page have no <html> before them. */
bool html_is_markup(struct str text)
{
	static const char *const tags[] = {"<html", "<!doctype", "<table", "<body", "<div", "<td", "</td", "</p>"};
	struct str rest = text;
	while ((rest = str_slice(rest, str_find(rest, STR("<")), rest.nbytes)).nbytes) {
		for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
			if (equal_ignoring_case(rest, tags[i]))
				return true;
		rest = str_slice(rest, 1, rest.nbytes);
	}
	return false;
}
