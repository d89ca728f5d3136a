/* The grid of a drawing.
 *
 * From line to line, a cell either goes on with the very columns it had, or there are lines all along below it; and it
 * begins below lines. So what is found are rectangles, or the drawing is none. Columns are what is between their edges;
 * rows are the stretches between lines that hold a level line anywhere. At last the cells must fill the grid. */
#include "base/utf8.h"
#include "read/drawn/drawn_parts.h"

#include <stdlib.h>

#include "read/text.h"
#include "read/value.h"

/* The cells that are open at a line, and what came of those above. */
struct making {
	const struct drawn_stretch *stretch;
	const struct drawn_frame *frame;
	struct arena *arena;
	struct drawn_line line;
	struct str text;                /* of the line */
	uint32_t number;                /* of the line in the source */
	size_t nopen, nrows, nclosed;
	struct drawn_cell *open[DRAWN_MAX_SPANS], *next[DRAWN_MAX_SPANS];
	struct drawn_cell *closed;      /* the last one */
	struct drawn_row *row;          /* the last one */
	bool in_row;
};

static void add_piece(struct making *making, struct drawn_cell *cell, const struct drawn_span *span)
{
	struct str text = str_trim(span->text);
	if (!text.nbytes)
		return;
	struct str before = {making->text.ptr, (size_t)(text.ptr - making->text.ptr)};
	uint32_t end = span->x1 < making->frame->end ? span->x1 : making->frame->end;
	size_t ncolumns = end > span->x0 ? end - span->x0 : 0;
	struct drawn_piece *piece = arena_alloc(making->arena, 1, sizeof(*piece));
	*piece = (struct drawn_piece){.text = text,
				      .line = making->number,
				      .column = (uint32_t)utf8_count_valid(before) + 1,
				      .room = span->text.nbytes > ncolumns ? span->text.nbytes : ncolumns,
				      .is_numeric = value_is_numeric(text)};
	if (cell->last)
		cell->last->next = piece;
	else
		cell->first = piece;
	cell->last = piece;
}

/* A cell begins where no other one is open, between upright lines that meet level ones. */
static struct drawn_cell *open_cell(struct making *making, const struct drawn_span *span)
{
	size_t left, right;
	if (!drawn_frame_find(making->frame, span, &left, &right))
		return NULL;
	struct drawn_cell *cell = arena_alloc(making->arena, 1, sizeof(*cell));
	cell->column = left;
	cell->column_end = right;
	cell->x0 = span->x0;
	cell->x1 = span->x1;
	cell->row = making->nrows - making->in_row;
	return cell;
}

/* A cell ends above a rule, or at the end, and has a row at least. */
static bool close_cell(struct making *making, struct drawn_cell *cell)
{
	if (!making->line.has_rule || cell->row >= making->nrows)
		return false;
	cell->row_end = making->nrows;
	cell->next = making->closed;
	making->closed = cell;
	making->nclosed++;
	return true;
}

/* The open cells become those of the line; false where they do not fit. */
static bool join_line(struct making *making)
{
	struct drawn_line *line = &making->line;
	size_t i = 0, count = 0;
	for (size_t j = 0; j < line->nspans; j++) {
		struct drawn_span *span = &line->spans[j];
		for (; i < making->nopen && making->open[i]->x1 <= span->x0; i++)
			if (!close_cell(making, making->open[i]))
				return false;
		bool overlaps = i < making->nopen && making->open[i]->x0 < span->x1;
		bool goes_on = overlaps && making->open[i]->x0 == span->x0 && making->open[i]->x1 == span->x1;
		if (overlaps && !goes_on)
			return false;
		struct drawn_cell *cell = goes_on ? making->open[i++] : open_cell(making, span);
		if (!cell)
			return false;
		add_piece(making, cell, span);
		making->next[count++] = cell;
	}
	for (; i < making->nopen; i++)
		if (!close_cell(making, making->open[i]))
			return false;
	memcpy(making->open, making->next, count * sizeof(making->open[0]));
	making->nopen = count;
	return true;
}

/* Rows are counted before the cells of a line are looked at. */
static void note_row(struct making *making)
{
	if (making->line.has_rule) {
		making->in_row = false;
		return;
	}
	if (!making->in_row) {
		struct drawn_row *row = arena_alloc(making->arena, 1, sizeof(*row));
		*row = (struct drawn_row){.line = making->number, .before = making->row};
		making->row = row;
		making->nrows++;
	}
	making->in_row = true;
	making->row->line_end = making->number + 1;
}

static bool take_lines(struct making *making, struct drawn_ruler *ruler)
{
	struct str rest = making->stretch->text;
	making->number = making->stretch->line;
	for (; text_next_line(&rest, &making->text); making->number++) {
		if (!drawn_measure_line(ruler, making->text) || !drawn_cut_line(ruler, making->frame, &making->line))
			return false;
		note_row(making);
		if (!join_line(making))
			return false;
	}
	making->line.has_rule = true;
	for (size_t i = 0; i < making->nopen; i++)
		if (!close_cell(making, making->open[i]))
			return false;
	return making->nclosed > 0;
}

static int compare_places(const void *a, const void *b)
{
	const struct drawn_cell *x = a, *y = b;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->x0 < y->x0 ? -1 : x->x0 > y->x0;
}

/* Columns are what is between upright lines that some cell ends at; it may be nothing where such lines touch. */
static bool find_columns(struct drawn_grid *grid)
{
	size_t numbers[DRAWN_MAX_JUNCTIONS + 2] = {0}, nlines = 0;
	for (size_t i = 0; i < grid->ncells; i++)
		numbers[grid->cells[i].column] = numbers[grid->cells[i].column_end] = 1;
	for (size_t i = 0; i < DRAWN_MAX_JUNCTIONS + 2; i++)
		if (numbers[i])
			numbers[i] = nlines++;
	grid->ncolumns = nlines - 1;
	for (size_t i = 0; i < grid->ncells; i++) {
		grid->cells[i].column = numbers[grid->cells[i].column];
		grid->cells[i].column_end = numbers[grid->cells[i].column_end];
	}
	return grid->ncolumns <= BLOCK_MAX_CELLS;
}

/* Whether the cells cover every place of the grid once. They do not overlap in the drawing: it is enough to count. */
static bool is_full(const struct drawn_grid *grid)
{
	size_t nplaces = 0;
	for (size_t i = 0; i < grid->ncells; i++) {
		const struct drawn_cell *cell = &grid->cells[i];
		nplaces += (cell->row_end - cell->row) * (cell->column_end - cell->column);
	}
	return nplaces == grid->nrows * grid->ncolumns;
}

static bool put_in_order(struct making *making, struct drawn_grid *grid)
{
	grid->arena = making->arena;
	grid->nrows = making->nrows;
	grid->ncells = making->nclosed;
	grid->rows = arena_alloc(grid->arena, grid->nrows, sizeof(*grid->rows));
	for (size_t i = grid->nrows; i > 0; i--, making->row = making->row->before)
		grid->rows[i - 1] = *making->row;
	grid->cells = arena_alloc(grid->arena, grid->ncells, sizeof(*grid->cells));
	size_t count = 0;
	for (struct drawn_cell *cell = making->closed; cell; cell = cell->next)
		grid->cells[count++] = *cell;
	qsort(grid->cells, grid->ncells, sizeof(*grid->cells), compare_places);
	return find_columns(grid) && is_full(grid);
}

bool drawn_make_grid(const struct drawn_stretch *stretch, struct arena *arena, struct drawn_grid *grid)
{
	struct drawn_ruler ruler = {.family = stretch->family};
	struct drawn_frame frame;
	if (stretch->nlines > DRAWN_MAX_LINES)
		return false;
	size_t nplaces = stretch->text.nbytes < DRAWN_MAX_CHARS ? stretch->text.nbytes : DRAWN_MAX_CHARS;
	ruler.places = arena_alloc(arena, nplaces, sizeof(*ruler.places));
	for (; ruler.measure < DRAWN_NMEASURES; ruler.measure++) {
		struct making making = {.stretch = stretch, .frame = &frame, .arena = arena};
		if (drawn_find_frame(&ruler, stretch, &frame) && take_lines(&making, &ruler) &&
		    put_in_order(&making, grid))
			return true;
	}
	return false;
}
