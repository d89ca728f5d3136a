/* Only the lines around a place where the pattern may match are made into blocks.
 *
 * A block depends on the lines before it in one way: a row of one-cell lines goes on until something ends it. So it is
 * enough to begin at a line before the place where no row can be open: behind an empty line, or behind a line with a
 * tab that is not its first byte, or where no tab stands at all since the last place that was looked at.
 *
 * Tables with a | behind each cell are told by lines far above: such texts are read from their start. */
#include "index/find_text.h"

#include "read/text.h"

struct reading {
	struct str text;
	bool whole;                     /* nothing can be left out */
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

/* Whether tables with a | behind each cell may be met in a text: see read/bars.c. */
static bool may_have_bars(struct str text)
{
	struct str line;
	if (!text.nbytes || !memchr(text.ptr, '|', text.nbytes))
		return false;
	while (str_split(&text, '\n', &line)) {
		line = str_trim(line);
		if (str_ends_with(line, STR("|")) &&
		    (line.ptr[0] != '|' || line.nbytes == 1 || str_contains(line, STR("||"))))
			return true;
	}
	return false;
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
	size_t start = reading->whole ? reading->at
				      : find_safe_line(text, reading->at, line_start(text, reading->at, offset));
	reading->reader.line += (uint32_t)str_count(str_slice(text, reading->at, start - reading->at), '\n');
	reading->at = start;
	while (reading->at < text.nbytes && (reading->at <= offset || reading->reader.ncells))
		take_line(reading);
}

void find_text_blocks(const struct match_pattern *pattern, struct str text, const struct block_sink *sink,
		      const bool *enough)
{
	struct reading reading;
	reading.text = text;
	reading.at = 0;
	reading.whole = false;
	text_reader_begin(&reading.reader, sink);
	for (size_t place; !*enough && reading.at < text.nbytes; read_around(&reading, place)) {
		place = match_find_candidate(pattern, text, reading.at);
		if (place == text.nbytes)
			break;
		if (!reading.at)
			reading.whole = may_have_bars(text);
	}
	text_reader_end(&reading.reader);
}
