#include "read/html/html_quick.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/utf8_clean.h"
#include "base/wide.h"
#include "read/html/html_attributes.h"
#include "read/html/html_bytes.h"
#include "read/html/html_cells.h"
#include "read/html/html_marks.h"
#include "read/html/html_pass.h"
#include "read/html/html_run.h"
#include "read/html/html_scan.h"
#include "read/html/html_sorts.h"

/* A page on its way, and what is open in it. */
struct scan {
	struct html_scan at;
	size_t nwrappers;
	struct html_pass pass;
	struct html_marks *marks;
	struct html_learning learning;
};

/* The innermost one that is open. */
static inline const struct element *last_open(const struct scan *scan)
{
	return &elements[html_open_last(&scan->at.open)];
}

/* ---- Tags ------------------------------------------------------------------------------------------------------- */

/* Whether the bytes of a comment or a script are such as a plain page holds, as far as that does not show elsewhere. */
static bool is_plain(const char *p, const char *end)
{
	for (; p < end; p++)
		if (((unsigned char)*p < ' ' && !html_is_blank(*p)) || html_is_noncharacter(p, end))
			return false;
	return true;
}

/* The content of a style or script, and its end tag, which `name` begins; what else looks like an end tag may be
 * one. */
static const char *skip_raw(const struct scan *scan, const char *start, const char *name)
{
	struct str end_tag = name[1] == 't' ? STR("</style>") : STR("</script>");
	const char *p = start;
	while (p < scan->at.end && (p = memchr(p, '<', (size_t)(scan->at.end - p))) && scan->at.end - p > 1 &&
	       p[1] != '/')
		p++;
	return p && p < scan->at.end && is_plain(start, p) ? html_skip(&scan->at, p, end_tag) : NULL;
}

static enum html_step_kind step_at_begin(const struct scan *scan, const struct element *element)
{
	switch (element->sort) {
	case INSIDE:
		return HTML_STEP_NONE;
	case LINE:
	case BOX:
	case BREAK:
		return HTML_STEP_BREAK;
	case GROUP:
		return HTML_STEP_GROUP;
	case ROW:
		return HTML_STEP_ROW;
	case CELL:
		return HTML_STEP_CELL;
	case TABLE:
		return scan->marks->without_tables ? HTML_STEP_OTHER : HTML_STEP_TABLE;
	default:
		return HTML_STEP_OTHER;
	}
}

/* Those that come rarely. `tag` is where it begins. */
static void begin_other(struct scan *scan, const struct element *element, const char *tag)
{
	struct html_page *page = &scan->at.page;
	if (element->sort == HEADING) {
		html_break(page);
		page->heading_level = (uint8_t)(tag[2] - '0');
	} else if (element->sort == TITLE) {
		html_begin_title(page);
	} else if (element->sort == TABLE && !html_pass_begin(&scan->pass, &scan->at, tag, scan->at.open.count)) {
		html_table_begin(page);
	}
}

static void begin_element(struct scan *scan, const struct element *element, const char *tag,
			  const struct html_spans *spans)
{
	enum html_step_kind step = step_at_begin(scan, element);
	html_marks_note(&scan->learning, step, tag, spans->colspan, spans->rowspan);
	if (scan->pass.end)
		return;
	if (step == HTML_STEP_OTHER)
		begin_other(scan, element, tag);
	else
		html_step_make(&scan->at.page, step, (size_t)(tag - scan->at.start), spans->colspan, spans->rowspan);
}

static enum html_step_kind step_at_end(const struct scan *scan, const struct element *element)
{
	enum html_step_kind step = step_at_begin(scan, element);
	return step == HTML_STEP_ROW     ? HTML_STEP_ROW_END
	       : step == HTML_STEP_CELL  ? HTML_STEP_CELL_END
	       : step == HTML_STEP_TABLE ? HTML_STEP_TABLE_END
					 : step;
}

/* `p` is where the page goes on, here and below. */
static void end_other(struct scan *scan, const struct element *element, const char *p)
{
	struct html_page *page = &scan->at.page;
	if (element->sort == HEADING) {
		html_break(page);
		page->heading_level = 0;
	} else if (element->sort == TITLE) {
		html_end_title(page, (size_t)(p - scan->at.start));
	} else if (element->sort == TABLE) {
		html_table_end(page);
	}
}

/* False when the page is to be begun anew. */
static bool end_element(struct scan *scan, const struct element *element, const char *tag, const char *p)
{
	enum html_step_kind step = step_at_end(scan, element);
	html_marks_note_open(&scan->learning, scan->at.open.count);
	html_marks_note(&scan->learning, step, tag, 1, 1);
	if (scan->pass.end)
		return element->sort != TABLE || html_pass_end(&scan->pass, &scan->at, p, scan->at.open.count);
	if (step == HTML_STEP_OTHER)
		end_other(scan, element, p);
	else
		html_step_make(&scan->at.page, step, (size_t)(tag - scan->at.start), 1, 1);
	return true;
}

/* `tag` is the place of its "<", here and below. */
static const char *take_start_tag(struct scan *scan, const char *tag)
{
	struct html_spans spans = {.colspan = 1, .rowspan = 1};
	struct html_name name = html_take_name(tag + 1, scan->at.end);
	const struct element *element = find_element(name);
	const char *p = tag + 1 + name.nbytes;
	if (!element || !(element->parents & last_open(scan)->sort))
		return NULL;
	if (element->sort == TITLE && scan->at.page.title_seen)
		return NULL;
	if ((p == scan->at.end || *p != '>') && !(p = html_take_attributes(p, scan->at.end, &spans)))
		return NULL;
	if (element->sort & (BREAK | META)) {
		begin_element(scan, element, tag, &spans);
		p += *p == '/';
		return html_skip_byte(&scan->at, p, '>');
	}
	if (*p++ != '>')
		return NULL;
	if (element->sort & (WRAPPER | RAW | TITLE))
		html_marks_give_up(&scan->learning);
	if (element->sort & (WRAPPER | RAW))
		return element->sort == RAW ? skip_raw(scan, p, tag + 1) : scan->nwrappers++ < HTML_MAX_OPEN ? p : NULL;
	if (scan->at.open.count > HTML_MAX_OPEN)
		return NULL;
	html_open_add(&scan->at.open, (uint8_t)(element - elements));
	begin_element(scan, element, tag, &spans);
	return p;
}

/* What stands inside of lines and was left open is closed; an end tag of such without a beginning is passed over. */
static const char *take_end_tag(struct scan *scan, const char *tag)
{
	struct html_name name = html_take_name(tag + 2, scan->at.end);
	const struct element *element = find_element(name);
	const char *p = html_skip_byte(&scan->at, tag + 2 + name.nbytes, '>');
	if (!element || !p)
		return NULL;
	if (element != last_open(scan))
		html_marks_give_up(&scan->learning);
	if (element->sort == WRAPPER)
		return scan->at.open.count == 1 && scan->nwrappers && scan->nwrappers-- ? p : NULL;
	if (last_open(scan) != element) {
		const struct html_open before = scan->at.open;
		while (last_open(scan) != element && last_open(scan)->sort == INSIDE)
			html_open_drop(&scan->at.open);
		if (last_open(scan) != element) {
			scan->at.open = before;
			return element->sort == INSIDE ? p : NULL;
		}
	}
	html_open_drop(&scan->at.open);
	return end_element(scan, element, tag, p) ? p : NULL;
}

/* The type of the document: HTML, and maybe names of a version in quotes. */
static const char *take_document_type(const struct scan *scan, const char *tag)
{
	static const char small[] = "<!doctype html";
	const char *p = tag;
	size_t nquotes = 0;
	for (size_t i = 0; small[i]; i++, p++)
		if (p == scan->at.end || (*p | ' ') != small[i])
			return NULL;
	if (p < scan->at.end && *p != '>' && !html_is_blank(*p))
		return NULL;
	for (; p < scan->at.end && *p != '>'; p++) {
		nquotes += *p == '"';
		if (*p == '<' || *p == '&' || *p == '\'' || *p == '[' || (signed char)*p < ' ')
			return NULL;
	}
	return p < scan->at.end && nquotes % 2 == 0 ? p + 1 : NULL;
}

/* A comment, or the type of the document. */
static const char *take_declaration(const struct scan *scan, const char *tag)
{
	const char *p = html_skip(&scan->at, tag, STR("<!--"));
	if (!p)
		return scan->at.open.count == 1 ? take_document_type(scan, tag) : NULL;
	struct str rest = {p, (size_t)(scan->at.end - p)}, content = str_slice(rest, 0, str_find(rest, STR("-->")));
	bool odd = content.nbytes == rest.nbytes || *p == '>' || *p == '-' || str_contains(content, STR("--!"));
	return !odd && is_plain(p, p + content.nbytes) ? p + content.nbytes + 3 : NULL;
}

static const char *take_tag(struct scan *scan, const char *tag)
{
	if (scan->at.end - tag < 2)
		return NULL;
	char next = tag[1];
	if (next == '/')
		return take_end_tag(scan, tag);
	if (ascii_is_letter(next))
		return take_start_tag(scan, tag);
	html_marks_give_up(&scan->learning);
	if (next == '!')
		return take_declaration(scan, tag);
	return (unsigned char)next >= 0x80 || ascii_is_digit(next) ? html_scan_less_than(&scan->at, tag) : NULL;
}

/* What is passed over in a table may be text between its cells, which keeps what they hold apart: it is to be read. */
static bool is_passable(struct scan *scan, const char *start, const char *end)
{
	bool in_cell = last_open(scan)->sort & ANY_TEXT;
	while (start < end && html_is_blank(*start))
		start++;
	scan->pass.failed = !in_cell && start < end;
	return !scan->pass.failed;
}

/* Blanks between tags, or words; between cells, nothing but blanks is remembered. */
static const char *take_text(struct scan *scan, const char *start)
{
	struct html_page *page = &scan->at.page;
	const char *p = html_skip(&scan->at, start, STR("&nbsp;"));
	if (p && !(last_open(scan)->sort & ANY_TEXT))
		html_marks_give_up(&scan->learning);
	if (p && !page->table.dropping)
		html_separate(page);
	else if (!p && (p = html_scan_text(&scan->at, start)) == start)
		return NULL;
	html_marks_note(&scan->learning, HTML_STEP_SEPARATE, start, 1, 1);
	return !p || !scan->pass.end || is_passable(scan, start, p) ? p : NULL;
}

/* What is at `p`, by memory or else piece by piece. */
static const char *take_piece(struct scan *scan, const char *p)
{
	struct html_learning *learning = &scan->learning;
	if (learning->start && p >= learning->end) {
		if (p == learning->end)
			html_marks_learn(scan->marks, learning, &scan->at);
		html_marks_give_up(learning);
	}
	if (*p == '<' && p >= learning->until) {
		if (last_open(scan)->sort == ROW && !scan->pass.end) {
			const char *place = html_cells_take(scan->marks, &scan->at, p);
			if (place != p)
				return place;
		}
		const char *behind = html_marks_take(scan->marks, learning, &scan->at, p, scan->pass.end);
		if (behind)
			return behind;
	}
	return *p == '<' ? take_tag(scan, p) : take_text(scan, p);
}

/* Whether all of the page is plain. */
static bool scan_page(struct scan *scan)
{
	const char *p = scan->at.start;
	scan->learning.until = wide_is_there() ? p : scan->at.end;
	while (p && p < scan->at.end)
		p = take_piece(scan, p);
	html_end_paragraph(&scan->at.page);
	html_flush_title(&scan->at.page);
	return p == scan->at.end && scan->at.open.count == 1;
}

/* The same, with what has become of it in the reader. */
static bool read_page(struct html_reader *reader, struct str page, bool passes, bool *failed)
{
	const struct block_sink hold = {html_hold_take, &reader->hold};
	struct scan scan = {
		.at = {
			.page = {.reader = reader, .sink = &hold, .source = page, .counted = {1, 1}},
			.start = page.ptr,
			.end = page.nbytes ? page.ptr + page.nbytes : page.ptr,
		},
		.pass.off = !passes,
	};
	if (!reader->marks)
		reader->marks = alloc_zeroed(1, sizeof(*reader->marks));
	scan.marks = reader->marks;
	if (scan.marks->without_tables != (reader->find_place != NULL))
		html_marks_forget(scan.marks, reader->find_place != NULL);
	html_open_add(&scan.at.open, PAGE_BODY);
	html_hold_begin(&reader->hold);
	strbuf_clear(&reader->text);
	reader->limit = NULL;
	bool plain = scan_page(&scan) && !reader->hold.full && (reader->is_clean || utf8_is_clean(page));
	html_table_free(&scan.at.page);
	*failed = scan.pass.failed;
	return plain;
}

bool html_quick_read(struct html_reader *reader, struct str page, const struct block_sink *sink)
{
	bool failed, plain = read_page(reader, page, true, &failed);
	if (failed)
		plain = read_page(reader, page, false, &failed);
	if (plain) {
		html_hold_release(&reader->hold, sink);
	} else {
		strbuf_clear(&reader->text);
		reader->limit = NULL;
	}
	return plain;
}

void html_quick_free(struct html_reader *reader)
{
	free(reader->marks);
	reader->marks = NULL;
}
