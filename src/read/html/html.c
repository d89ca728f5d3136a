/* The parser, and how it is kept from taking long.
 *
 * libxml2 gets a page whole and at once: fed in pieces, it looks ahead for the ends of tags and comments, which takes
 * quadratic time where they do not come, and it misses an end tag of a script that is cut in two. What else would take
 * quadratic time is bounded: it compares an end tag with all open elements, so a parser with too many of them gives way
 * to a new one; and an attribute with all those before it in its tag, so the dictionary of names is small. */
#include "read/html/html.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>

#include <libxml/parserInternals.h>
#include <libxml/threads.h>
#include <libxml/xmlmemory.h>

#include "base/alloc.h"
#include "base/ascii.h"
#include "base/catalog.h"
#include "read/html/html_quick.h"
#include "read/html/html_reading.h"

enum {
	MAX_PARSERS = 16,               /* for one page */
	MAX_TAIL_NBYTES = 3,
	LONGEST_NAME_NBYTES = 99,       /* libxml2 cuts the names of elements and attributes there */
	NAMES_NBYTES = 1000,            /* libxml2 makes pools of 1000 and 4000 bytes before it heeds this */
	OPTIONS = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
	          HTML_PARSE_IGNORE_ENC,
};

/* Names besides those of the known elements that must not fall victim to a full dictionary. */
static const char *const other_names[] = {
	"colspan", "rowspan", "class", "style", "hidden", "amp", "gt", "lt", "nbsp", "quot", "ldquo", "rdquo", "middot",
	"mdash",
	"hellip", "times", "yen", "emsp", "ensp",
};

size_t html_offset_now(const struct html_reading *reading)
{
	long consumed = xmlByteConsumed(reading->parser);
	size_t nbytes = consumed < 0 ? 0 : (size_t)consumed;
	nbytes = reading->start + (nbytes > reading->prefix_nbytes ? nbytes - reading->prefix_nbytes : 0);
	return nbytes < reading->page.source.nbytes ? nbytes : reading->page.source.nbytes;
}

void html_stop(struct html_reading *reading)
{
	struct str source = reading->page.source;
	size_t offset = html_offset_now(reading);
	while (offset < source.nbytes && (source.ptr[offset] == '/' || (unsigned char)source.ptr[offset] <= ' '))
		offset++;
	if (offset < source.nbytes && source.ptr[offset] == '>')
		offset++;
	html_say_limit(&reading->page, N_("elements open at the same time after the 512th"));
	reading->resume = offset;
	reading->stopped = true;
	xmlStopParser(reading->parser);
}

/* What libxml2 keeps for each thread; until 2.11 it does not look whether it has got it. */
static void prepare_thread(void)
{
#if LIBXML_VERSION < 21200
	if (!xmlGetGlobalState())
		alloc_fail();
#endif
}

static htmlParserCtxtPtr new_parser(struct html_reading *reading)
{
	htmlSAXHandler handler = {
		.startElement = html_take_start,
		.endElement = html_take_end,
		.characters = html_take_text,
		.ignorableWhitespace = html_take_text,
		.cdataBlock = html_take_text,
	};
	htmlParserCtxtPtr parser = htmlCreatePushParserCtxt(&handler, reading, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	if (!parser)
		alloc_fail();
	htmlCtxtUseOptions(parser, OPTIONS);
	xmlDictSetLimit(parser->dict, NAMES_NBYTES);
	const char *name;
	for (size_t i = 0; (name = html_element_name(i)); i++)
		xmlDictLookup(parser->dict, (const xmlChar *)name, -1);
	for (size_t i = 0; i < sizeof(other_names) / sizeof(*other_names); i++)
		xmlDictLookup(parser->dict, (const xmlChar *)other_names[i], -1);
	return parser;
}

/* What the parser gets before the page. In an open <body> it is neither thrown by end tags of what is not open nor does
 * it stop at the page's </html>. In place of a parser that gave up in a table, another one must know of that table. */
static void give_prefix(struct html_reading *reading, bool resuming)
{
	static const char *const prefixes[] = {
		"<html><body>", "<html><body><table>", "<html><body><table><tr>", "<html><body><table><tr><td>",
	};
	const struct html_table *table = &reading->page.table;
	size_t i = 0;
	if (resuming && table->gathering)
		i = table->in_cell || table->dropping ? 3 : table->in_row ? 2 : 1;
	reading->prefix_nbytes = strlen(prefixes[i]);
	reading->muted = true;
	htmlParseChunk(reading->parser, prefixes[i], (int)reading->prefix_nbytes, 0);
	reading->muted = false;
}

static void notice_full_dictionary(struct html_reading *reading)
{
	xmlChar name[LONGEST_NAME_NBYTES];
	memset(name, '=', sizeof(name));
	if (!xmlDictLookup(reading->parser->dict, name, sizeof(name)))
		html_say_limit(&reading->page,
			       N_("names of elements and attributes after the first 4000 bytes of them"));
}

/* Reads the page from `start` on with a new parser; returns how far it came. */
static size_t read_with_new_parser(struct html_reading *reading, size_t start, bool resuming)
{
	struct str rest = str_slice(reading->page.source, start, reading->page.source.nbytes);
	reading->start = start;
	reading->stopped = false;
	reading->skipped = NULL;
	reading->parser = new_parser(reading);
	give_prefix(reading, resuming);
	htmlParseChunk(reading->parser, rest.ptr, (int)rest.nbytes, 1);
	size_t end = reading->stopped ? reading->resume : html_offset_now(reading);
	notice_full_dictionary(reading);
	htmlFreeParserCtxt(reading->parser);
	reading->parser = NULL;
	return end;
}

/* A parser may also end at </html>, with more of the page to come. It leaves the beginning of a tag at the very end. */
static void read_with_parsers(struct html_reading *reading)
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
	if (offset + MAX_TAIL_NBYTES < page->source.nbytes)
		page->reader->limit = N_("the rest of the page, after 16 times 512 open elements or 16 </html>");
}

static void read_page(struct html_reading *reading)
{
	struct html_page *page = &reading->page;
	read_with_parsers(reading);
	if (page->in_title)
		html_end_title(page, page->source.nbytes);
	html_table_end(page);
	html_flush_title(page);
}

/* The text needs no more than the page: a character reference is as long as its character (but for a few of HTML 5 that
 * give 6 bytes for 5), a blank between words stands for a blank or a tag, and nothing is written twice. */
static void reserve_text(struct html_reader *reader, struct str page)
{
	strbuf_clear_for(&reader->text, page.nbytes + page.nbytes / 5 + 16);
}

/* libxml2 would hand out half a page where it got no memory for the other half. */
static void prepare(void)
{
	xmlMemSetup(free, alloc_for_library, alloc_again_for_library, alloc_copy_text);
	xmlInitParser();
}

void html_prepare(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, prepare);
}

static bool has_tag(struct str text, const char *const *tags, size_t ntags)
{
	struct str rest = text;
	while ((rest = str_slice(rest, str_find(rest, STR("<")), rest.nbytes)).nbytes) {
		for (size_t i = 0; i < ntags; i++)
			if (ascii_starts_with(rest, tags[i]))
				return true;
		rest = str_slice(rest, 1, rest.nbytes);
	}
	return false;
}

/* Whether a page has no other blocks than tables: such are Markdown, or text that tables were pasted into. */
static bool is_lined(struct str page)
{
	static const char *const tags[] = {"<html", "<!doctype", "<body", "<p>", "<p ", "</p",
					   "<div",  "<h1",	 "<h2",	  "<h3", "<li"};
	return !has_tag(page, tags, sizeof(tags) / sizeof(*tags));
}

void html_read_blocks(struct html_reader *reader, struct str page, const struct block_sink *sink)
{
	struct html_reading reading = {.page = {.reader = reader, .sink = sink, .source = page, .counted = {1, 1}}};
	html_prepare();
	reader->limit = NULL;
	if (page.nbytes > INT_MAX / 2) {
		reading.page.source = str_slice(page, 0, INT_MAX / 2);
		html_say_limit(&reading.page, N_("the page after the first GB"));
	}
	reading.page.lined = is_lined(reading.page.source);
	reserve_text(reader, reading.page.source);
	if (!reader->always_parses && !reading.page.lined && !reader->limit && html_quick_read(reader, page, sink))
		return;
	prepare_thread();
	html_know_elements(&reading);
	char *cleaned = html_clean(reading.page.source);
	if (cleaned)
		reading.page.source.ptr = cleaned;
	read_page(&reading);
	html_table_free(&reading.page);
	free(cleaned);
}

void html_reader_free(struct html_reader *reader)
{
	strbuf_free(&reader->text);
	html_hold_free(&reader->hold);
	html_quick_free(reader);
	*reader = (struct html_reader){0};
}

/* Anywhere in the text: tables pasted from a page have no <html> before them. */
bool html_is_markup(struct str text)
{
	static const char *const tags[] = {"<html", "<!doctype", "<table", "<body", "<div", "<td", "</td", "</p>"};
	return has_tag(text, tags, sizeof(tags) / sizeof(*tags));
}
