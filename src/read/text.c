#include "read/text.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "read/text_parts.h"

void text_add_cell(struct text_reader *reader, struct str text, struct text_place *place)
{
	if (reader->ncells == BLOCK_MAX_CELLS) {
		reader->row_truncated = true;
		return;
	}
	if (!reader->ncells)
		reader->row_line = reader->line;
	text = str_trim(text);
	if (text.nbytes) {
		place->column += (uint32_t)utf8_count_valid((struct str){place->at, (size_t)(text.ptr - place->at)});
		place->at = text.ptr;
	}
	struct block_cell *cell = &reader->cells[reader->ncells++];
	cell->text = text;
	cell->line = reader->line;
	cell->column = place->column;
	cell->covered = false;
}

void text_end_row(struct text_reader *reader, bool grid)
{
	if (reader->bars.gathering)
		bars_finish_row(reader);
	if (!reader->ncells)
		return;
	struct block block = {
		.kind = BLOCK_ROW,
		.line = reader->row_line,
		.grid = grid,
		.truncated = reader->row_truncated,
		.ncells = reader->ncells,
		.cells = reader->cells,
	};
	reader->ncells = 0;
	reader->row_truncated = false;
	reader->sink->take(reader->sink->context, &block);
}

static void read_tab_row(struct text_reader *reader, struct str line)
{
	const char *start = line.ptr, *end = line.ptr + line.nbytes;
	struct text_place place = {start, 1};
	for (const char *p = start; p < end; p++) {
		if (*p != '\t')
			continue;
		text_add_cell(reader, (struct str){start, (size_t)(p - start)}, &place);
		start = p + 1;
	}
	text_add_cell(reader, (struct str){start, (size_t)(end - start)}, &place);
	text_end_row(reader, true);
}

/* Whether a line is a row of a Markdown table: it has at least two |, one of them at its beginning. */
static bool is_pipe_row(struct str line)
{
	size_t i = 0;
	while (i < line.nbytes && (line.ptr[i] == ' ' || line.ptr[i] == '\t'))
		i++;
	if (i == line.nbytes)
		return false;
	/* Behind a rarer blank, too. */
	unsigned char first = (unsigned char)line.ptr[i];
	if (first != '|' && first > ' ' && first != 0xC2 && first != 0xE3 && first != 0xEF)
		return false;
	struct str text = str_trim(line);
	return str_starts_with(text, STR("|")) && memchr(text.ptr + 1, '|', text.nbytes - 1);
}

static bool is_pipe_rule(struct str text)
{
	for (size_t i = 0; i < text.nbytes; i++)
		if (!strchr("|-: \t", text.ptr[i]))
			return false;
	return true;
}

struct str text_strip_emphasis(struct str text)
{
	static const struct str marks[] = {{"**", 2}, {"__", 2}};
	for (size_t i = 0; i < 2; i++) {
		if (text.nbytes <= 4 || !str_starts_with(text, marks[i]) || !str_ends_with(text, marks[i]))
			continue;
		struct str inner = str_slice(text, 2, text.nbytes - 4);
		if (!str_contains(inner, marks[i]))
			return str_trim(inner);
	}
	return text;
}

static void add_pipe_cells(struct text_reader *reader, struct str line, struct str cells)
{
	struct text_place place = {line.ptr, 1};
	struct str cell;
	while (str_split(&cells, '|', &cell))
		text_add_cell(reader, text_strip_emphasis(str_trim(cell)), &place);
	text_end_row(reader, true);
}

static void read_pipe_row(struct text_reader *reader, struct str line)
{
	struct str rest = str_trim(line);
	if (is_pipe_rule(rest))
		return;
	rest = str_slice(rest, 1, rest.nbytes);
	if (str_ends_with(rest, STR("|")))
		rest.nbytes--;
	add_pipe_cells(reader, line, rest);
}

/* Of two columns at least: "-- |" is a cell. */
bool text_is_bare_rule(struct str line)
{
	char first = line.nbytes ? line.ptr[0] : '\0';
	if (first != '-' && first != ':' && first != ' ')
		return false;
	const char *bar = memchr(line.ptr, '|', line.nbytes);
	return bar && memchr(line.ptr, '-', (size_t)(bar - line.ptr)) &&
	       memchr(bar, '-', (size_t)(line.ptr + line.nbytes - bar)) && is_pipe_rule(line);
}

/* Reads a line of a table without | at its edges, or its rule; false when it is neither. */
static bool read_bare_pipes(struct text_reader *reader, struct str line)
{
	bool is_rule = text_is_bare_rule(line);
	reader->bare_pipes = is_rule || (reader->bare_pipes && memchr(line.ptr, '|', line.nbytes));
	if (!reader->bare_pipes)
		return false;
	text_end_row(reader, false);
	if (!is_rule)
		add_pipe_cells(reader, line, line);
	return true;
}

struct str text_take_marks(struct str text, uint8_t *heading_level)
{
	uint8_t level = 0;
	while (level < text.nbytes && level < 6 && text.ptr[level] == '#')
		level++;
	if (level)
		*heading_level = level;
	return text_strip_emphasis(str_trim(str_slice(text, level, text.nbytes)));
}

static void read_paragraph(struct text_reader *reader, struct str line)
{
	uint8_t level = 0;
	struct str text = str_trim(line);
	if (str_ends_with(text, STR("|")))
		text = str_trim(str_slice(text, 0, text.nbytes - 1));
	if (str_starts_with(text, STR("|")))
		text = str_trim(str_slice(text, 1, text.nbytes));
	text = text_take_marks(text, &level);
	if (!text.nbytes)
		return;
	struct block block = {.kind = BLOCK_PARAGRAPH, .line = reader->line, .text = text, .heading_level = level};
	reader->sink->take(reader->sink->context, &block);
}

/* A line without a tab right behind a one-cell line goes on with that cell's text, unless the cell is a finished value
 * (empty or ending in a digit) or the line is marked as a heading. */
static bool continues_cell(const struct text_reader *reader, struct str line)
{
	if (!reader->ncells || line.ptr[0] == '#')
		return false;
	const struct str *cell = &reader->cells[reader->ncells - 1].text;
	return cell->nbytes && !ascii_is_digit(cell->ptr[cell->nbytes - 1]);
}

/* A cell's text is one run of the source, line breaks included: no copy is made. */
static void extend_cell(struct text_reader *reader, struct str line)
{
	struct str *cell = &reader->cells[reader->ncells - 1].text;
	cell->nbytes = (size_t)(line.ptr + line.nbytes - cell->ptr);
	*cell = str_trim(*cell);
}

/* A line with a tab before it: one cell, or with more tabs a row. */
static void read_tab_line(struct text_reader *reader, struct str line)
{
	struct str inner = {line.ptr + 1, line.nbytes - 1};
	if (inner.nbytes && memchr(inner.ptr, '\t', inner.nbytes)) {
		text_end_row(reader, false);
		read_tab_row(reader, line);
	} else {
		struct text_place place = {line.ptr, 1};
		text_add_cell(reader, inner, &place);
	}
}

void text_reader_begin(struct text_reader *reader, const struct block_sink *sink)
{
	reader->sink = sink;
	reader->line = 0;
	reader->row_truncated = reader->bare_pipes = false;
	reader->bars = (struct bars){0};
	reader->ncells = 0;
}

/* Told by the last byte: a | or a blank. */
static bool may_end_with_bar(struct str line)
{
	unsigned char last = (unsigned char)line.ptr[line.nbytes - 1];
	return last == '|' || last == ' ' || last == 0xA0 || last == 0x80;
}

bool text_may_have_bars(struct str text)
{
	struct str line;
	if (!text.nbytes || !memchr(text.ptr, '|', text.nbytes))
		return false;
	while (str_split(&text, '\n', &line)) {
		if (str_ends_with(line, STR("\r")))
			line.nbytes--;
		if (line.nbytes && may_end_with_bar(line) && bars_may_take_line(line))
			return true;
	}
	return false;
}

void text_reader_take_line(struct text_reader *reader, struct str line)
{
	reader->line++;
	if (line.nbytes && line.ptr[line.nbytes - 1] == '\r')
		line.nbytes--;
	bool may_be_bars = line.nbytes && !reader->bare_pipes && may_end_with_bar(line);
	if (may_be_bars && bars_take_line(reader, line))
		return;
	if ((may_be_bars || bars_are_near(&reader->bars)) && bars_leave(reader, line))
		return;
	if (!line.nbytes) {
		text_end_row(reader, false);
		reader->bare_pipes = false;
	} else if (read_bare_pipes(reader, line)) {
		return;
	} else if (is_pipe_row(line)) {
		text_end_row(reader, false);
		read_pipe_row(reader, line);
	} else if (line.ptr[0] == '\t') {
		read_tab_line(reader, line);
	} else if (memchr(line.ptr, '\t', line.nbytes)) {
		text_end_row(reader, false);
		read_tab_row(reader, line);
	} else if (!str_trim(line).nbytes) {
		text_end_row(reader, false);
	} else if (continues_cell(reader, line)) {
		extend_cell(reader, line);
	} else {
		text_end_row(reader, false);
		read_paragraph(reader, line);
	}
}

void text_reader_end(struct text_reader *reader)
{
	text_end_row(reader, false);
}

const char *text_find_line_end(const char *start, const char *end)
{
	return start < end ? memchr(start, '\n', (size_t)(end - start)) : NULL;
}

bool text_next_line(struct str *rest, struct str *line)
{
	if (!str_split(rest, '\n', line))
		return false;
	if (line->nbytes && line->ptr[line->nbytes - 1] == '\r')
		line->nbytes--;
	return true;
}

void text_read_blocks(struct str text, const struct block_sink *sink)
{
	struct text_reader reader;
	struct str line;
	text_reader_begin(&reader, sink);
	while (str_split(&text, '\n', &line))
		text_reader_take_line(&reader, line);
	text_reader_end(&reader);
}

/* How many bytes the <br> or &nbsp; at the start of `text` has; 0 when there is none. */
static size_t markup_nbytes(struct str text)
{
	if (str_starts_with(text, STR("&nbsp;")))
		return strlen("&nbsp;");
	if (text.nbytes < 4 || text.ptr[0] != '<' || (text.ptr[1] | 0x20) != 'b' || (text.ptr[2] | 0x20) != 'r')
		return 0;
	size_t end = 3;
	while (end < text.nbytes && (text.ptr[end] == ' ' || text.ptr[end] == '/'))
		end++;
	return end < text.nbytes && text.ptr[end] == '>' ? end + 1 : 0;
}

void text_blank_markup(char *text, size_t nbytes)
{
	static const char starts[] = {'<', '&'};
	for (size_t i = 0; i < sizeof(starts); i++) {
		for (char *p = text, *end = text + nbytes; p < end && (p = memchr(p, starts[i], (size_t)(end - p)));) {
			size_t length = markup_nbytes((struct str){p, (size_t)(end - p)});
			memset(p, ' ', length);
			p += length ? length : 1;
		}
	}
}
