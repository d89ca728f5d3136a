#include "report/quick.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "report/quick_parts.h"

static void take_block(void *context, const struct block *block)
{
	struct quick *quick = context;
	quick->nblocks++;
	quick->block = *block;
	quick->recogniser->pieces.count = 0;
	recogniser_take(quick->recogniser, block);
}

/* Remembers the line from `quick->row_start` to `next` where it was a heading: there were `nheadings` before. */
static void learn_heading(struct quick *quick, size_t nheadings, const char *next)
{
	if (quick->recogniser->report->nheadings == nheadings + 1 && next - quick->row_start <= QUICK_MAX_NBYTES)
		quick_learn_heading(quick, next);
}

/* A line by the plain code. `start` is where it begins, `next` where the line behind it does. */
static void take_line(struct quick *quick, const char *start, const char *line_end, const char *next)
{
	bool gathered = quick->reader.ncells > 0;
	size_t nheadings = quick->recogniser->report->nheadings;
	if (!gathered) {
		quick->row_start = start;
		quick->row_line = quick->reader.line + 1;
	}
	quick->nblocks = 0;
	text_reader_take_line(&quick->reader, (struct str){start, (size_t)(line_end - start)});
	/* A row of one line, or lines of one cell up to the empty line that ends them. */
	bool one_row = quick->nblocks == 1 && quick->block.kind == BLOCK_ROW && quick->block.grid != gathered;
	bool is_empty = line_end == start || (line_end == start + 1 && *start == '\r');
	if (one_row && !quick->reader.ncells && (!gathered || is_empty))
		quick_learn_row(quick, next);
	else if (!gathered && next && quick->nblocks == 1 && quick->block.kind == BLOCK_PARAGRAPH)
		learn_heading(quick, nheadings, next);
}

/* Whether the plain code makes a paragraph of all of a line without tabs: it begins and ends with what is neither a
 * blank nor a mark of a table or of Markdown. */
static bool is_prose(struct str line)
{
	return line.nbytes >= 3 && (utf8_leads_ideograph(line.ptr[0]) || ascii_is_digit(line.ptr[0])) &&
	       (utf8_leads_ideograph(line.ptr[line.nbytes - 3]) || str_ends_with(line, STR("。")));
}

/* Takes the line at `start`, which has no tabs, where it is certain to be a paragraph. */
static const char *take_prose(struct quick *quick, const char *start, const char *line_end)
{
	struct str line = {start, (size_t)(line_end - start)};
	if (str_ends_with(line, STR("\r")))
		line.nbytes--;
	if (!is_prose(line))
		return NULL;
	size_t nheadings = quick->recogniser->report->nheadings;
	struct block block = {.kind = BLOCK_PARAGRAPH, .line = ++quick->reader.line, .text = line};
	quick->row_start = start;
	take_block(quick, &block);
	learn_heading(quick, nheadings, line_end + 1);
	return line_end + 1;
}

/* The line feed that ends the line at `start`, or NULL; sets whether the line may be one of a table. */
static const char *look_at_line(const char *start, const char *end, bool *may_be_row)
{
	struct str text = {start, (size_t)(end - start)};
	size_t at = str_find_either(text, '\n', '\t');
	*may_be_row = *start == '|' || (at < text.nbytes && start[at] == '\t');
	if (at < text.nbytes && start[at] == '\t')
		return text_find_line_end(start + at, end);
	return at < text.nbytes ? start + at : NULL;
}

/* Takes what is at `start` by memory, or a paragraph: returns the place behind it, or NULL when the plain code has to
 * read the line, whose end is set. */
static const char *take_known(struct quick *quick, const char *start, const char *end, const char **line_end)
{
	bool may_be_row;
	const char *next = quick_take_next(quick, start, end);
	if (!next && quick->recogniser->table != FORMAT_NONE)
		next = quick_take_across(quick, start, end);
	if (!next && *start == '|')
		next = quick_take_rule(quick, start, end);
	if (next)
		return next;
	*line_end = look_at_line(start, end, &may_be_row);
	if (!*line_end)
		return NULL;
	return may_be_row ? quick_take_row(quick, start, *line_end, end) : take_prose(quick, start, *line_end);
}

/* Whether what is met is read as it was before: no row is being gathered, and nothing of a table with a | behind each
 * cell or without | at its edges is there. */
static bool may_know(const struct text_reader *reader)
{
	return !reader->ncells && !reader->bare_pipes && !reader->bars.on && !reader->bars.inside;
}

/* Notes of the lines up to `next`, which were taken by memory, what bars_leave does. */
static void pass_bars(struct bars *bars, const char *start, const char *next)
{
	bars->nbefore = bars_end_line(start, next - 1) ? bars->nbefore + 1 : 0;
}

void quick_read(struct quick *quick, struct recogniser *recogniser, struct str text)
{
	const struct block_sink sink = {take_block, quick};
	const char *start = text.ptr, *end = text.ptr + text.nbytes, *line_end, *next;
	size_t nbytes;
	quick->recogniser = recogniser;
	text_reader_begin(&quick->reader, &sink);
	while (start) {
		if (start == end || !may_know(&quick->reader)) {
			line_end = text_find_line_end(start, end);
		} else if ((nbytes = quick_line_end_nbytes(start, end)) > 0) {
			quick->reader.line++;
			start += nbytes;
			continue;
		} else if ((next = take_known(quick, start, end, &line_end)) != NULL) {
			pass_bars(&quick->reader.bars, start, next);
			start = next;
			continue;
		}
		next = line_end ? line_end + 1 : NULL;
		take_line(quick, start, line_end ? line_end : end, next);
		start = next;
	}
	text_reader_end(&quick->reader);
}
