#include "ui/layout.h"

/* Columns of the panes beside the report; what is left is the report's. */
enum {
	TWO_MIN_NCOLS = 24,             /* at 80 columns */
	TWO_MAX_NCOLS = 28,             /* just below 120 */
	LIST_MIN_NCOLS = 34,            /* at 120 columns */
	LIST_MAX_NCOLS = 52,            /* from 200 on */
	OUTLINE_MIN_NCOLS = 26,
	OUTLINE_MAX_NCOLS = 38,
	WIDE_NCOLS = 200,
	MIN_SIDE_NCOLS = 12,            /* of a pane beside the report, whatever is wished for */
};

/* A width that grows from `low` at a screen of `from` columns to `high` at one of `to`, and no further. */
static size_t grow(size_t ncols, size_t from, size_t to, size_t low, size_t high)
{
	return ncols >= to ? high : low + (ncols - from) * (high - low) / (to - from);
}

/* Puts a pane behind those placed already, with a separator between; `ncols` 0 means all that is left. */
static void place(struct layout *layout, enum pane_id id, size_t *col, size_t ncols)
{
	size_t nrows = layout->status.row;
	if (layout->npanes > 0)
		layout->separators[layout->nseparators++] = (struct rect){0, (*col)++, nrows, 1};
	if (ncols == 0)
		ncols = layout->status.ncols - *col;
	layout->panes[id] = (struct rect){0, *col, nrows, ncols};
	layout->npanes++;
	*col += ncols;
}

/* What is wished for, as far as it leaves room; `ncols` where nothing is. */
static size_t grant(size_t wish, size_t ncols, size_t room)
{
	size_t granted = wish ? wish : ncols;
	if (wish && granted < MIN_SIDE_NCOLS)
		granted = MIN_SIDE_NCOLS;
	return granted < room ? granted : room;
}

struct layout layout_make(size_t nrows, size_t ncols, enum pane_id focused, enum pane_id side,
			  struct layout_wishes wishes)
{
	struct layout layout = {.too_small = nrows < LAYOUT_MIN_NROWS || ncols < LAYOUT_MIN_NCOLS};
	if (nrows > 0 && ncols > 0)
		layout.status = (struct rect){nrows - 1, 0, 1, ncols};
	if (layout.too_small)
		return layout;
	size_t col = 0;
	if (ncols < LAYOUT_TWO_NCOLS) {
		place(&layout, focused, &col, 0);
	} else if (ncols < LAYOUT_THREE_NCOLS) {
		enum pane_id beside = focused == PANE_REPORT ? side : focused;
		size_t usual = grow(ncols, LAYOUT_TWO_NCOLS, LAYOUT_THREE_NCOLS - 1, TWO_MIN_NCOLS, TWO_MAX_NCOLS);
		size_t wish = beside == PANE_LIST ? wishes.list_ncols : wishes.outline_ncols;
		place(&layout, beside, &col, grant(wish, usual, ncols - LAYOUT_MIN_NCOLS - 1));
		place(&layout, PANE_REPORT, &col, 0);
	} else {
		size_t usual = grow(ncols, LAYOUT_THREE_NCOLS, WIDE_NCOLS, LIST_MIN_NCOLS, LIST_MAX_NCOLS);
		place(&layout, PANE_LIST, &col,
		      grant(wishes.list_ncols, usual, ncols - LAYOUT_MIN_NCOLS - MIN_SIDE_NCOLS - 2));
		usual = grow(ncols, LAYOUT_THREE_NCOLS, WIDE_NCOLS, OUTLINE_MIN_NCOLS, OUTLINE_MAX_NCOLS);
		place(&layout, PANE_OUTLINE, &col,
		      grant(wishes.outline_ncols, usual, ncols - col - LAYOUT_MIN_NCOLS - 2));
		place(&layout, PANE_REPORT, &col, 0);
	}
	return layout;
}
