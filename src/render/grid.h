/* Looking at a rendering through its pane: the heads of a table stay in view above its rows, and of a table that is too
 * wide (a grid) the labels stay in view while whole columns are shown beside them. Pure functions.
 *
 * A grid in a window of `ncols` columns: the labels, a column for the mark of what is out of view on the left, as many
 * columns of the form as have room, and behind a gap, at the right edge, the mark of what is out of view there. */
#ifndef GOUJI_RENDER_GRID_H
#define GOUJI_RENDER_GRID_H

#include <stddef.h>

#include "render/rendering.h"

enum {
	GRID_MARK_NCOLS = 1,
	GRID_GAP_NCOLS = 1,
	GRID_EDGES_NCOLS = 2 * GRID_MARK_NCOLS + GRID_GAP_NCOLS,
	GRID_MAX_NHEADS = 2,
};

/* The columns of the form that are shown. */
struct grid_window {
	size_t first, end;              /* from `first` on, before `end` */
	size_t from_ncols, to_ncols;    /* where they begin and end in the rows of the grid */
};

/* The window that begins with column `first`, or as far to the right as leaves no column out at the end. */
struct grid_window grid_window(const struct rendered_grid *grid, size_t ncols, size_t first);
/* The first column of the last window. */
size_t grid_last_first(const struct rendered_grid *grid, size_t ncols);
/* The first column of the window nearest to that of `first` that shows the columns from `from` to `to`. Where these do
 * not have room together: one that shows either of them. */
size_t grid_reveal(const struct rendered_grid *grid, size_t ncols, size_t first, size_t from, size_t to);

/* The rows that stand in place of the first ones while `top` is the first of `nrows` rows in view: the heads of the
 * columns of the block whose rows or explanations are there, where there is room those that several columns share too.
 * Returns how many, at most GRID_MAX_NHEADS. */
size_t grid_find_heads(const struct rendering *rendering, size_t top, size_t nrows, size_t heads[GRID_MAX_NHEADS]);

#endif
