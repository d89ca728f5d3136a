/* Only the lines around a place where the pattern may match are made into blocks.
 *
 * A block depends on the lines before it in three ways. Tables with a | behind each cell may depend on all of the
 * text: where one may be, all is read. Below a rule of dashes lines with | are rows as long as there are such: that is
 * looked for. A row of one-cell lines goes on until something ends it. So it is enough to begin at a line before the
 * place where no row can be open: behind an empty line, or behind a line with a tab that is not its first byte, or
 * where no tab stands at all since the last place that was looked at. */
#include "index/find_text.h"

#include "read/text.h"

struct reading {
	struct str text;
	size_t at;                      /* where the next line begins; no row is open there */
	struct text_reader reader;
};

/* The beginning of the line that byte `offset` is in, not before `from`, where a line begins. */
static size_t line_start(struct str text, size_t from, size_t offset)
{
	while (offset > from && text.ptr[offset - 1] != '\n')
		offset--;
	return offset;
}

/* Whether the line before the one at `start` is empty; it does not begin before `from`. */
static bool is_behind_empty_line(struct str text, size_t from, size_t start)
{
	size_t end = start > from ? start - 1 : from;
	end -= end > from && text.ptr[end - 1] == '\r';
	return start > from && (end == from || text.ptr[end - 1] == '\n');
}

/* The last tab before `end`, or `end` when there is none behind `from`. */
static size_t find_last_tab(struct str text, size_t from, size_t end)
{
	if (!memchr(text.ptr + from, '\t', end - from))
		return end;
	for (size_t i = end; i > from; i--)
		if (text.ptr[i - 1] == '\t')
			return i - 1;
	return end;
}

/* The beginning of a line not behind the one at `start` where no row is open, as none is at `from`. */
static size_t find_safe_line(struct str text, size_t from, size_t start)
{
	while (start > from && !is_behind_empty_line(text, from, start)) {
		size_t tab = find_last_tab(text, from, start);
		size_t begin = tab < start ? line_start(text, from, tab) : tab;
		if (begin != tab || tab == start)
			return start;
		start = begin;
	}
	return start;
}

/* Whether a rule of dashes stands before the line at `start` with none but lines with | behind it; `open` is whether
 * that is so at `from`. */
static bool is_below_rule(struct str text, size_t from, size_t start, bool open)
{
	while (start > from) {
		size_t begin = line_start(text, from, start - 1);
		struct str line = str_slice(text, begin, start - 1 - begin);
		if (str_ends_with(line, STR("\r")))
			line.nbytes--;
		if (text_is_bare_rule(line))
			return true;
		if (!line.nbytes || !memchr(line.ptr, '|', line.nbytes))
			return false;
		start = begin;
	}
	return open;
}

static void take_line(struct reading *reading)
{
	const char *start = reading->text.ptr + reading->at, *end = reading->text.ptr + reading->text.nbytes;
	const char *line_end = text_find_line_end(start, end);
	size_t nbytes = (size_t)((line_end ? line_end : end) - start);
	text_reader_take_line(&reading->reader, (struct str){start, nbytes});
	reading->at += nbytes + (line_end != NULL);
}

/* Makes the block that byte `offset` is in, and what cannot be told from it. */
static void read_around(struct reading *reading, size_t offset)
{
	struct str text = reading->text;
	size_t start = find_safe_line(text, reading->at, line_start(text, reading->at, offset));
	reading->reader.bare_pipes = is_below_rule(text, reading->at, start, reading->reader.bare_pipes);
	reading->reader.line += (uint32_t)str_count(str_slice(text, reading->at, start - reading->at), '\n');
	reading->at = start;
	while (reading->at < text.nbytes && (reading->at <= offset || reading->reader.ncells))
		take_line(reading);
}

void find_text_blocks(const struct match_pattern *pattern, struct str text, const struct block_sink *sink,
		      const bool *enough)
{
	struct reading reading;
	size_t place = *enough ? text.nbytes : match_find_candidate(pattern, text, 0);
	if (place == text.nbytes)
		return;
	if (text_may_have_bars(text)) {
		text_read_blocks(text, sink);
		return;
	}
	reading.text = text;
	reading.at = 0;
	text_reader_begin(&reading.reader, sink);
	while (place < text.nbytes) {
		read_around(&reading, place);
		place = *enough ? text.nbytes : match_find_candidate(pattern, text, reading.at);
	}
	text_reader_end(&reading.reader);
}
