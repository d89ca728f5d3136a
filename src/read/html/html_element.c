/* What a page's elements mean. */
#include "read/html/html_reading.h"

#include <libxml/parser.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "read/html/html_attributes.h"
#include "read/html/html_run.h"

enum {
	MAX_DEPTH = 512,
	MAX_REFERENCE_NBYTES = 48,      /* of a character reference, when looking for its beginning */
};

enum kind { BLOCK, HEADING, TABLE, GROUP, ROW, CELL, CAPTION, TITLE, SKIPPED, CONTROL, STRUCK, RAISED, INLINE };

/* Sorted by the first letter. Elements that are not here are inline. */
static const struct html_element {
	const char *name;
	enum kind kind;
} elements[] = {
	{"a", INLINE}, {"address", BLOCK}, {"article", BLOCK}, {"aside", BLOCK},
	{"b", INLINE}, {"blockquote", BLOCK}, {"body", BLOCK}, {"br", BLOCK}, {"button", CONTROL},
	{"caption", CAPTION}, {"center", BLOCK},
	{"datalist", CONTROL}, {"dd", BLOCK}, {"del", STRUCK}, {"div", BLOCK}, {"dl", BLOCK}, {"dt", BLOCK},
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
	{"s", STRUCK}, {"script", SKIPPED}, {"section", BLOCK}, {"select", CONTROL}, {"span", INLINE},
	{"strike", STRUCK}, {"strong", INLINE}, {"style", SKIPPED}, {"sup", RAISED}, {"svg", SKIPPED},
	{"table", TABLE}, {"tbody", GROUP}, {"td", CELL}, {"template", SKIPPED}, {"textarea", CONTROL},
	{"tfoot", GROUP}, {"th", CELL}, {"thead", GROUP}, {"title", TITLE}, {"tr", ROW},
	{"u", INLINE}, {"ul", BLOCK},
	{"xml", SKIPPED},
};

enum { NELEMENTS = sizeof(elements) / sizeof(*elements) };

void html_know_elements(struct html_reading *reading)
{
	memset(reading->first_of, NELEMENTS, sizeof(reading->first_of));
	for (size_t i = NELEMENTS; i-- > 0;)
		reading->first_of[elements[i].name[0] - 'a'] = (uint8_t)i;
}

const char *html_element_name(size_t i)
{
	return i < NELEMENTS ? elements[i].name : NULL;
}

static const struct html_element *find_element(const struct html_reading *reading, const char *name)
{
	if (name[0] < 'a' || name[0] > 'z')
		return NULL;
	for (size_t i = reading->first_of[name[0] - 'a']; i < NELEMENTS && elements[i].name[0] == name[0]; i++)
		if (elements[i].name[1] == name[1] && strcmp(elements[i].name, name) == 0)
			return &elements[i];
	return NULL;
}

/* Where the tag begins whose end the parser has come to. */
static size_t tag_offset(const struct html_reading *reading)
{
	size_t offset = html_offset_now(reading);
	for (size_t i = offset; i > reading->start; i--)
		if (reading->page.source.ptr[i - 1] == '<')
			return i - 1;
	return offset;
}

/* Where text begins that the parser has just read, give or take its last character: the same bytes stand there, or
 * else a character reference. */
static size_t text_offset(const struct html_reading *reading, struct str text)
{
	struct str source = reading->page.source;
	size_t now = html_offset_now(reading);
	for (size_t end = now; end <= now + UTF8_MAX_NBYTES && end <= source.nbytes; end++)
		if (end >= text.nbytes && memcmp(source.ptr + end - text.nbytes, text.ptr, text.nbytes) == 0)
			return end - text.nbytes;
	for (size_t i = now; i > 0 && now - i < MAX_REFERENCE_NBYTES; i--)
		if (source.ptr[i - 1] == '&')
			return i - 1;
	return now;
}

void html_take_text(void *context, const xmlChar *bytes, int nbytes)
{
	struct html_reading *reading = context;
	struct html_page *page = &reading->page;
	struct str text = {(const char *)bytes, nbytes > 0 ? (size_t)nbytes : 0};
	if (reading->muted || reading->stopped || reading->skipped || page->table.dropping || !text.nbytes)
		return;
	bool begins = page->reader->text.nbytes == page->run.start || page->run.broken;
	html_append(page, text, begins ? text_offset(reading, text) : 0);
}

/* The span that an attribute of this name gives; 1 when there is none. */
static unsigned find_span(const xmlChar **attributes, const char *name)
{
	for (; attributes && attributes[0]; attributes += 2)
		if (strcmp((const char *)attributes[0], name) == 0 && attributes[1])
			return html_span_of(str_from((const char *)attributes[1]));
	return 1;
}

static bool is_table_part(enum kind kind)
{
	return kind == TABLE || kind == GROUP || kind == ROW || kind == CELL;
}

/* Whether a style has "display: none", in letters of any size, with or without blanks around the colon. */
static bool style_hides(const char *style)
{
	static const char wanted[] = "display:none";
	const size_t colon = strlen("display");
	size_t nfound = 0;
	for (; *style && wanted[nfound]; style++) {
		char byte = ascii_lower(*style);
		if ((unsigned char)byte > ' ')
			nfound = byte == wanted[nfound] ? nfound + 1 : byte == wanted[0];
		else if (nfound != colon && nfound != colon + 1)
			nfound = 0;
	}
	return !wanted[nfound];
}

/* Whether a part of a table is not shown. What holds whole tables is not asked: scripts show that. */
static bool is_hidden(const struct html_table *table, enum kind kind, const xmlChar **attributes)
{
	if (kind == TABLE || (!is_table_part(kind) && !table->in_cell))
		return false;
	for (; attributes && attributes[0]; attributes += 2) {
		const char *name = (const char *)attributes[0], *value = (const char *)attributes[1];
		if (strcmp(name, "hidden") == 0 || (value && strcmp(name, "style") == 0 && style_hides(value)))
			return true;
	}
	return false;
}

static void leave_out(struct html_reading *reading, const struct html_element *element)
{
	reading->skipped = element;
	reading->nskipped = 1;
}

/* The mark of a footnote behind or before a number is no digit of it: it is put in brackets. */
static void begin_raised(struct html_reading *reading)
{
	struct html_page *page = &reading->page;
	struct str run = str_slice(strbuf_view(&page->reader->text), page->run.start, page->reader->text.nbytes);
	if (!page->table.in_cell || page->run.broken)
		return;
	if (run.nbytes && (page->run.blank || !ascii_is_digit(run.ptr[run.nbytes - 1])))
		return;
	html_append(page, STR("["), html_offset_now(reading));
	reading->bracket_cell = page->table.ncells;
}

static void end_raised(struct html_reading *reading)
{
	struct html_page *page = &reading->page;
	if (page->table.in_cell && reading->bracket_cell == page->table.ncells)
		html_append(page, STR("]"), html_offset_now(reading));
	reading->bracket_cell = 0;
}

static void begin_table_part(struct html_reading *reading, enum kind kind, const xmlChar **attributes)
{
	struct html_page *page = &reading->page;
	page->heading_level = 0;
	if (kind == TABLE)
		html_table_begin(page);
	else if (kind == ROW)
		html_row_begin(page, tag_offset(reading));
	else if (kind == CELL)
		html_cell_begin(page, tag_offset(reading), find_span(attributes, "colspan"),
		                find_span(attributes, "rowspan"));
	else
		html_group(page);
}

static void begin_element(struct html_reading *reading, const struct html_element *element, const xmlChar **attributes)
{
	struct html_page *page = &reading->page;
	if (page->in_title && element->kind != INLINE)
		html_end_title(page, html_offset_now(reading));
	switch (element->kind) {
	case INLINE:
		break;
	case SKIPPED:
	case CONTROL:
	case STRUCK:
		leave_out(reading, element);
		break;
	case RAISED:
		begin_raised(reading);
		break;
	case TITLE:
		if (page->title_seen || page->table.depth)
			leave_out(reading, element);
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

/* Whether `element` tells that what is left out was never closed: a control that holds a table, or the text of a cell
 * in which the next one begins. */
static bool was_left_open(enum kind skipped, enum kind element)
{
	if (skipped == CONTROL)
		return element == TABLE;
	return is_table_part(element) && !is_table_part(skipped) && skipped != SKIPPED;
}

/* An element in one that is left out. */
static bool skips(struct html_reading *reading, const struct html_element *element)
{
	if (!reading->skipped)
		return false;
	if (element && was_left_open(reading->skipped->kind, element->kind)) {
		reading->skipped = NULL;
		return false;
	}
	if (element == reading->skipped)
		reading->nskipped++;
	return true;
}

void html_take_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
	struct html_reading *reading = context;
	const struct html_element *element = find_element(reading, (const char *)name);
	if (reading->muted || reading->stopped)
		return;
	if (!skips(reading, element) && element) {
		if (is_hidden(&reading->page.table, element->kind, attributes))
			leave_out(reading, element);
		else
			begin_element(reading, element, attributes);
	}
	if (reading->parser->nameNr > MAX_DEPTH)
		html_stop(reading);
}

static void end_element(struct html_reading *reading, const struct html_element *element)
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
			html_end_title(page, html_offset_now(reading));
		break;
	case HEADING:
		html_break(page);
		page->heading_level = 0;
		break;
	case BLOCK:
		html_break(page);
		break;
	case RAISED:
		end_raised(reading);
		break;
	default:
		break;
	}
}

void html_take_end(void *context, const xmlChar *name)
{
	struct html_reading *reading = context;
	const struct html_element *element = find_element(reading, (const char *)name);
	if (reading->muted || reading->stopped || !element)
		return;
	if (!reading->skipped)
		end_element(reading, element);
	else if (element == reading->skipped && --reading->nskipped == 0)
		reading->skipped = NULL;
}
