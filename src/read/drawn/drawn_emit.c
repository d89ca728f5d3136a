/* Drawings as blocks. */
#include "read/drawn/drawn_parts.h"

#include "base/utf8.h"
#include "read/text.h"
#include "read/value.h"

enum { MAX_ROWS_BELOW_HEAD = 2 };       /* of a grid whose rows may have no lines between them */

/* A row on its way. Its texts stand in reader->text one behind the other, in the order of the cells. */
struct emitter {
	struct drawn_reader *reader;
	const struct block_sink *sink;
	struct drawn_numbers numbers;   /* see drawn_find_numbers */
	size_t ncells;
	struct block_cell cells[BLOCK_MAX_CELLS];
};

static void put_text(struct emitter *emitter, struct block_cell *cell, struct str text, bool goes_on)
{
	struct strbuf *all = &emitter->reader->text;
	if (!goes_on && cell->text.nbytes && drawn_ends_narrow(cell->text) && drawn_begins_narrow(text))
		strbuf_append_byte(all, ' ');
	if (!cell->text.nbytes)
		cell->text.ptr = all->ptr + all->nbytes;
	strbuf_append(all, text);
	cell->text.nbytes = (size_t)(all->ptr + all->nbytes - cell->text.ptr);
}

static void begin_row(struct emitter *emitter, size_t ncells, uint32_t line, bool covered)
{
	emitter->ncells = ncells;
	for (size_t i = 0; i < ncells; i++)
		emitter->cells[i] = (struct block_cell){
			.text = {.ptr = ""}, .line = line, .column = 1, .covered = covered};
}

static void end_row(struct emitter *emitter, uint32_t line, bool grid, bool truncated)
{
	struct block block = {.kind = BLOCK_ROW,
			      .line = line,
			      .grid = grid,
			      .truncated = truncated,
			      .ncells = emitter->ncells,
			      .cells = emitter->cells};
	emitter->sink->take(emitter->sink->context, &block);
}

/* The text of a cell in the lines before `line_end`, from *piece on. */
static void put_pieces(struct emitter *emitter, const struct drawn_cell *drawn, struct drawn_piece **piece,
		       uint32_t line_end)
{
	struct block_cell *cell = &emitter->cells[drawn->column];
	bool broken = drawn_is_broken_number(drawn);
	cell->covered = false;
	if (*piece && (*piece)->line < line_end) {
		strbuf_append_byte(&emitter->reader->text, ' ');
		cell->line = (*piece)->line;
		cell->column = (*piece)->column;
	}
	for (; *piece && (*piece)->line < line_end; *piece = (*piece)->next)
		put_text(emitter, cell, (*piece)->text, broken);
}

static size_t find_number(const struct emitter *emitter)
{
	size_t first = 0;
	while (first < emitter->ncells && !value_is_numeric(emitter->cells[first].text))
		first++;
	return first;
}

/* What numbers there are cannot be told: the row keeps what stands before them. */
static void leave_out_numbers(struct emitter *emitter)
{
	size_t count = find_number(emitter);
	emitter->ncells = count ? count : 1;
	if (!count)
		emitter->cells[0].text = (struct str){"", 0};
}

/* Browsers put empty cells where a row of a page has too few, and its numbers may have moved to the left: behind the
 * last number, they are left out, unless its numbers begin and end where those of all rows do. */
static void leave_out_padding(struct emitter *emitter)
{
	size_t count = emitter->ncells;
	while (count && !emitter->cells[count - 1].text.nbytes && !emitter->cells[count - 1].covered)
		count--;
	size_t last = count;
	while (last && emitter->cells[last - 1].covered)
		last--;
	bool fits = count == emitter->numbers.end && find_number(emitter) == emitter->numbers.start;
	if (last && !fits && value_is_likely(emitter->cells[last - 1].text))
		emitter->ncells = count;
}

/* The cells that begin in one row of the grid. */
struct row_cells {
	const struct drawn_cell *cells;
	size_t count;
	struct drawn_piece *pieces[BLOCK_MAX_CELLS]; /* what is left of each */
};

/* What two lines of text with no line between them say of it. */
enum doubt {
	DOUBT_NONE,                     /* nothing: no cell has numbers in both */
	/* They are two rows: some cell has room for both of its numbers in one line, no program has broken it */
	DOUBT_ROWS,
	DOUBT_BROKEN,                   /* a number may go on in the other line */
};

/* Moves row->pieces on to `line`, and compares it with the next one. */
static enum doubt compare_lines(struct row_cells *row, uint32_t line)
{
	enum { PADDING_NBYTES = 2 };
	enum doubt doubt = DOUBT_NONE;
	for (size_t i = 0; i < row->count; i++) {
		while (row->pieces[i] && row->pieces[i]->line < line)
			row->pieces[i] = row->pieces[i]->next;
		const struct drawn_piece *upper = row->pieces[i], *lower = upper ? upper->next : NULL;
		if (!lower || upper->line != line || lower->line != line + 1 || !upper->is_numeric ||
		    !lower->is_numeric)
			continue;
		if (upper->text.nbytes + lower->text.nbytes + PADDING_NBYTES <= upper->room)
			return DOUBT_ROWS;
		doubt = DOUBT_BROKEN;
	}
	return doubt;
}

static void begin_pieces(struct row_cells *row)
{
	for (size_t i = 0; i < row->count; i++)
		row->pieces[i] = row->cells[i].first;
}

/* Whether every line of text is a row of its own, or the rest of one. Only below a head, if there is one: who draws
 * lines between two rows draws them between all. */
static bool is_many_rows(const struct drawn_grid *grid, const struct drawn_row *lines, struct row_cells *row)
{
	bool any = false;
	if (grid->nrows > MAX_ROWS_BELOW_HEAD)
		return false;
	for (size_t i = 0; i < row->count; i++)
		if (row->cells[i].row_end != row->cells[i].row + 1)
			return false;
	for (uint32_t line = lines->line; line + 1 < lines->line_end; line++) {
		enum doubt doubt = compare_lines(row, line);
		if (doubt == DOUBT_BROKEN)
			return false;
		any |= doubt == DOUBT_ROWS;
	}
	return any;
}

/* Whether the text of some cell is several numbers, or one that was broken and may be one of another row. That it is
 * not shows where lines are drawn between all rows, and a number that was short enough stands in one line. */
static bool is_unclear(const struct drawn_grid *grid, const struct row_cells *row)
{
	bool any_broken = false, any_whole = false;
	for (size_t i = 0; i < row->count; i++) {
		const struct drawn_piece *piece = row->cells[i].first;
		bool numeric = piece && piece->is_numeric, several = piece && piece->next;
		for (; piece; piece = piece->next)
			numeric &= piece->is_numeric;
		any_whole |= numeric && !several;
		any_broken |= numeric && several;
		if (numeric && several && !drawn_is_broken_number(&row->cells[i]))
			return true;
	}
	return any_broken && (!any_whole || grid->nrows <= MAX_ROWS_BELOW_HEAD);
}

static bool has_piece(const struct row_cells *row, uint32_t line)
{
	for (size_t i = 0; i < row->count; i++)
		if (row->pieces[i] && row->pieces[i]->line == line)
			return true;
	return false;
}

static void emit_row(struct emitter *emitter, const struct drawn_grid *grid, struct row_cells *row, uint32_t line,
		     uint32_t line_end, bool unclear)
{
	begin_row(emitter, grid->ncolumns, line, true);
	for (size_t i = 0; i < row->count; i++)
		put_pieces(emitter, &row->cells[i], &row->pieces[i], line_end);
	if (unclear)
		leave_out_numbers(emitter);
	else
		leave_out_padding(emitter);
	end_row(emitter, line, true, unclear);
}

/* A frame around one cell after the other: their lines are paragraphs. */
static void emit_framed_text(const struct drawn_grid *grid, const struct block_sink *sink)
{
	for (size_t i = 0; i < grid->ncells; i++)
		for (const struct drawn_piece *piece = grid->cells[i].first; piece; piece = piece->next) {
			struct block block = {.kind = BLOCK_PARAGRAPH, .line = piece->line, .text = piece->text};
			sink->take(sink->context, &block);
		}
}

void drawn_emit_grid(struct drawn_reader *reader, const struct drawn_grid *grid, const struct block_sink *sink)
{
	struct emitter emitter = {.reader = reader, .sink = sink};
	struct row_cells row = {.cells = grid->cells};
	if (grid->ncolumns < 2) {
		emit_framed_text(grid, sink);
		return;
	}
	emitter.numbers = drawn_find_numbers(grid);
	for (size_t r = 0; r < grid->nrows; r++, row.cells += row.count) {
		const struct drawn_row *lines = &grid->rows[r];
		row.count = 0;
		while (row.cells + row.count < grid->cells + grid->ncells && row.cells[row.count].row == r)
			row.count++;
		begin_pieces(&row);
		bool many = is_many_rows(grid, lines, &row);
		begin_pieces(&row);
		for (uint32_t line = lines->line; many && line < lines->line_end; line++)
			if (has_piece(&row, line))
				emit_row(&emitter, grid, &row, line, line + 1, false);
		if (!many)
			emit_row(&emitter, grid, &row, lines->line, UINT32_MAX, is_unclear(grid, &row));
	}
}

/* The next cell of a line whose cells only have bars between them. False behind the last one. */
static bool split_bars(struct str *rest, enum drawn_family family, struct str *text)
{
	size_t nbytes = 0;
	if (!rest->ptr)
		return false;
	while (nbytes < rest->nbytes) {
		struct drawn_char c = drawn_next_char(str_slice(*rest, nbytes, UTF8_MAX_NBYTES), family);
		if (c.arms & DRAWN_UPRIGHT) {
			*text = str_trim(str_slice(*rest, 0, nbytes));
			*rest = str_slice(*rest, nbytes + c.nbytes, rest->nbytes);
			return true;
		}
		nbytes += c.nbytes;
	}
	*text = str_trim(*rest);
	*rest = (struct str){0};
	return true;
}

/* Cells of a line with bars between them, where they stand. */
static void take_line_cells(struct emitter *emitter, const struct drawn_stretch *stretch, struct str line,
			    uint32_t number)
{
	struct str rest = line, text;
	emitter->ncells = 0;
	while (emitter->ncells < BLOCK_MAX_CELLS && split_bars(&rest, stretch->family, &text))
		emitter->cells[emitter->ncells++] = (struct block_cell){
			.text = text,
			.line = number,
			.column = (uint32_t)utf8_count(str_slice(line, 0, (size_t)(text.ptr - line.ptr))) + 1};
}

/* Whether all lines of a stretch begin and end with a bar. */
static bool have_edges(const struct drawn_stretch *stretch)
{
	struct str rest = stretch->text, line, text;
	while (text_next_line(&rest, &line)) {
		struct str first = line, last = {0};
		if (!split_bars(&first, stretch->family, &text) || text.nbytes)
			return false;
		while (split_bars(&first, stretch->family, &text))
			last = text;
		if (last.nbytes)
			return false;
	}
	return true;
}

bool drawn_rows_hold_numbers(const struct drawn_stretch *stretch)
{
	struct str rest = stretch->text, line, text;
	while (text_next_line(&rest, &line))
		while (split_bars(&line, stretch->family, &text))
			if (value_is_numeric(text))
				return true;
	return false;
}

void drawn_emit_rows(struct drawn_reader *reader, const struct drawn_stretch *stretch, const struct block_sink *sink)
{
	struct emitter emitter = {.reader = reader, .sink = sink};
	struct str rest = stretch->text, line;
	bool edges = have_edges(stretch);
	for (uint32_t number = stretch->line; text_next_line(&rest, &line); number++) {
		take_line_cells(&emitter, stretch, line, number);
		if (edges && emitter.ncells > 2) {
			emitter.ncells -= 2;
			memmove(emitter.cells, emitter.cells + 1, emitter.ncells * sizeof(emitter.cells[0]));
		}
		end_row(&emitter, number, true, emitter.ncells == BLOCK_MAX_CELLS);
	}
}

/* Whether a text has anything but level lines and junctions. */
static bool has_words(struct str text, enum drawn_family family)
{
	while (text.nbytes) {
		struct drawn_char c = drawn_next_char(text, family);
		if (!c.arms && c.code_point != ' ')
			return true;
		text = str_slice(text, c.nbytes, text.nbytes);
	}
	return false;
}

void drawn_emit_unread(struct drawn_reader *reader, const struct drawn_stretch *stretch,
		       const struct block_sink *sink)
{
	struct emitter emitter = {.reader = reader, .sink = sink};
	struct str rest = stretch->text, line;
	for (uint32_t number = stretch->line; text_next_line(&rest, &line); number++) {
		if (!has_words(line, stretch->family))
			continue;
		size_t count = 0;
		take_line_cells(&emitter, stretch, line, number);
		for (size_t i = 0; i < emitter.ncells; i++)
			if (has_words(emitter.cells[i].text, stretch->family))
				emitter.cells[count++] = emitter.cells[i];
		emitter.ncells = count;
		leave_out_numbers(&emitter);
		end_row(&emitter, number, true, true);
	}
}
