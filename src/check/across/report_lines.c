#include "check/across/report_lines.h"

#include "base/bits.h"

enum { LINE_K = 4, STEP_K = 0, MAX_LINE = 1 << 20, MAX_NBYTES = UINT8_MAX };

/* Steps in both directions as numbers from 0 on: 0, -1, 1, -2 … */
static uint64_t fold_step(int64_t step)
{
	return step < 0 ? 2 * (uint64_t)-step - 1 : 2 * (uint64_t)step;
}

static int64_t unfold_step(uint64_t folded)
{
	return folded % 2 ? -(int64_t)(folded / 2) - 1 : (int64_t)(folded / 2);
}

/* Where the cells of a row stand: `step` lines apart, which is 0 where all of them stand in one. */
struct row_lines {
	uint32_t first, step;           /* first 0: none of them was found */
	uint32_t gap;                   /* from the end of the row before */
};

/* From the first two cells that were found. */
static struct row_lines guess_lines(const struct cell *cells, size_t ncells)
{
	struct row_lines lines = {0, 0, 0};
	size_t first = 0, second;
	while (first < ncells && !cells[first].line)
		first++;
	for (second = first + 1; second < ncells && !cells[second].line;)
		second++;
	if (second < ncells && cells[second].line > cells[first].line)
		lines.step = (cells[second].line - cells[first].line) / (uint32_t)(second - first);
	if (first < ncells && cells[first].line > lines.step * first)
		lines.first = cells[first].line - lines.step * (uint32_t)first;
	return lines;
}

/* Whether the cells stand there, but for those that are absent. */
static inline bool stand_at(const struct cell *cells, size_t ncells, const struct row_lines *lines)
{
	uint32_t line = lines->first;
	for (size_t i = 0; i < ncells; i++, line += lines->step)
		if (cells[i].line != (cells[i].status == CELL_ABSENT || !lines->first ? 0 : line))
			return false;
	return line < MAX_LINE;
}

static void put_line(struct bit_writer *writer, uint32_t line, uint32_t last)
{
	bits_put_growing(writer, fold_step((int64_t)line - last), LINE_K);
}

static uint32_t take_line(struct bit_reader *reader, uint32_t last)
{
	return (uint32_t)(unfold_step(bits_take_growing(reader, LINE_K)) + last);
}

/* The last line of a row, with its step, for the next. */
static struct row_lines end_of(const struct row_lines *lines, size_t ncells)
{
	return (struct row_lines){lines->first + lines->step * (uint32_t)(ncells - 1), lines->step, lines->gap};
}

/* Where the next row is expected: as far behind the row before as that one was, and its cells as far apart. */
static struct row_lines next_row(const struct row_lines *last)
{
	return (struct row_lines){last->first + last->gap, last->step, last->gap};
}

/* Writes a bit for a row that stands where it is expected; more for others. `last` becomes its end. False when its
 * lines cannot be told. */
static bool put_row(struct bit_writer *writer, const struct cell *cells, size_t ncells, struct row_lines *last)
{
	struct row_lines lines = next_row(last);
	bool expected = lines.first && stand_at(cells, ncells, &lines);
	bits_put(writer, !expected, 1);
	if (!expected) {
		lines = guess_lines(cells, ncells);
		if (!stand_at(cells, ncells, &lines))
			return false;
		bits_put(writer, lines.first != 0, 1);
		if (!lines.first)
			return true;
		put_line(writer, lines.first, last->first);
		bits_put_growing(writer, lines.step, STEP_K);
		lines.gap = lines.first - last->first;
	}
	*last = end_of(&lines, ncells);
	return true;
}

static struct row_lines take_row(struct bit_reader *reader, const struct row_lines *last)
{
	if (!bits_take(reader, 1))
		return next_row(last);
	if (!bits_take(reader, 1))
		return (struct row_lines){0, 0, 0};
	uint32_t first = take_line(reader, last->first);
	return (struct row_lines){first, (uint32_t)bits_take_growing(reader, STEP_K), first - last->first};
}

/* Title, tables, rows. */
static bool put_lines(const struct report *report, struct bit_writer *writer)
{
	const struct format *format = report->format;
	struct row_lines last = {report->title_line, 0, 1};
	bool known = last.first < MAX_LINE;
	bits_put_growing(writer, last.first, LINE_K);
	for (size_t i = 0; i < format->ntables && known; i++) {
		known = report->tables[i].line < MAX_LINE;
		put_line(writer, report->tables[i].line, last.first);
		last.first = report->tables[i].line;
	}
	for (size_t row = 0; row < format->nrows && known; row++) {
		if (format->rows[row].first_cell == FORMAT_NONE)
			continue;
		known = put_row(writer, &report->cells[format->rows[row].first_cell],
				format_row_block(format, row)->ncolumns, &last);
	}
	return known;
}

void report_lines_pack(const struct report *report, struct strbuf *out)
{
	struct bit_writer writer = {.out = out};
	size_t start = out->nbytes;
	strbuf_append_byte(out, 0);
	bool known = put_lines(report, &writer);
	bits_flush(&writer);
	size_t nbytes = out->nbytes - start - 1;
	if (known && nbytes <= MAX_NBYTES)
		out->ptr[start] = (char)(unsigned char)nbytes;
	else
		out->nbytes = start + 1;
}

bool report_lines_unpack(const char *packed, struct report *report)
{
	const struct format *format = report->format;
	struct bit_reader reader = {.bytes = {packed + 1, (unsigned char)packed[0]}};
	if (!reader.bytes.nbytes)
		return false;
	struct row_lines last = {(uint32_t)bits_take_growing(&reader, LINE_K), 0, 1};
	report->title_line = last.first;
	for (size_t i = 0; i < format->ntables; i++)
		report->tables[i].line = last.first = take_line(&reader, last.first);
	for (size_t row = 0; row < format->nrows; row++) {
		if (format->rows[row].first_cell == FORMAT_NONE)
			continue;
		size_t ncells = format_row_block(format, row)->ncolumns;
		struct row_lines lines = take_row(&reader, &last);
		struct cell *cells = &report->cells[format->rows[row].first_cell];
		if (!lines.first)
			continue;
		for (size_t i = 0; i < ncells; i++)
			cells[i].line = cells[i].status == CELL_ABSENT ? 0 : lines.first + lines.step * (uint32_t)i;
		last = end_of(&lines, ncells);
	}
	return true;
}
