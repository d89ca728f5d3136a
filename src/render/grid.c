#include "render/grid.h"

/* Below so many rows in view no heads stay, or not those that several columns share. */
enum { MIN_NROWS = 4, MIN_NROWS_FOR_SHARED = 30 };

/* How many columns from `first` on have room. */
static size_t count_fitting(const struct rendered_grid *grid, size_t ncols, size_t first)
{
	size_t used = (size_t)grid->label_ncols + GRID_EDGES_NCOLS, count = 0;
	while (first + count < grid->ncolumns && used + grid->column_ncols[first + count] <= ncols)
		used += grid->column_ncols[first + count++];
	return count;
}

size_t grid_last_first(const struct rendered_grid *grid, size_t ncols)
{
	size_t first = grid->ncolumns ? grid->ncolumns - 1u : 0;
	while (first > 0 && first - 1 + count_fitting(grid, ncols, first - 1) == grid->ncolumns)
		first--;
	return first;
}

struct grid_window grid_window(const struct rendered_grid *grid, size_t ncols, size_t first)
{
	size_t last = grid_last_first(grid, ncols);
	struct grid_window window = {.first = first < last ? first : last, .from_ncols = grid->label_ncols};
	for (size_t i = 0; i < window.first; i++)
		window.from_ncols += grid->column_ncols[i];
	window.end = window.first + count_fitting(grid, ncols, window.first);
	window.to_ncols = window.from_ncols;
	for (size_t i = window.first; i < window.end; i++)
		window.to_ncols += grid->column_ncols[i];
	return window;
}

size_t grid_reveal(const struct rendered_grid *grid, size_t ncols, size_t first, size_t from, size_t to)
{
	struct grid_window window = grid_window(grid, ncols, first);
	bool together = to < from + count_fitting(grid, ncols, from);
	bool from_shown = from >= window.first && from < window.end, to_shown = to >= window.first && to < window.end;
	if (together ? from_shown && to_shown : from_shown || to_shown)
		return window.first;
	if (!together || from < window.first)
		return grid_window(grid, ncols, from).first;
	first = window.first;
	while (first < from && to >= first + count_fitting(grid, ncols, first))
		first++;
	return first;
}

static bool is_head(const struct rendered_row *row)
{
	return row->kind == RENDERED_HEAD || row->kind == RENDERED_SHARED_HEAD;
}

/* The heads of the block that row `top` belongs to. */
static size_t collect_heads(const struct rendering *rendering, size_t top, size_t heads[GRID_MAX_NHEADS])
{
	const struct rendered_row *rows = rendering->rows;
	size_t head = top;
	while (head > 0 && rows[head].table == rows[top].table && rows[head].kind != RENDERED_HEAD)
		head--;
	if (rows[head].table != rows[top].table || rows[head].kind != RENDERED_HEAD || head == top)
		return 0;
	bool shared = head > 0 && rows[head - 1].kind == RENDERED_SHARED_HEAD;
	if (shared)
		heads[0] = head - 1;
	heads[shared] = head;
	return 1u + shared;
}

size_t grid_find_heads(const struct rendering *rendering, size_t top, size_t nrows, size_t heads[GRID_MAX_NHEADS])
{
	const struct rendered_row *rows = rendering->rows;
	if (top >= rendering->nrows || nrows < MIN_NROWS || rows[top].table == FORMAT_NONE || is_head(&rows[top]))
		return 0;
	size_t count = collect_heads(rendering, top, heads);
	if (count == GRID_MAX_NHEADS && nrows < MIN_NROWS_FOR_SHARED)
		heads[0] = heads[--count];
	/* They leave a row of their own block in view below them, and hide no heads of the next one. */
	for (size_t i = 0; i <= count; i++)
		if (top + i >= rendering->nrows || rows[top + i].table != rows[top].table || is_head(&rows[top + i]))
			return 0;
	return count;
}
