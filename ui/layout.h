/* Where panes stand on a screen of a given size: a pure function, so that it can be tested without a terminal. */
#ifndef GOUJI_UI_LAYOUT_H
#define GOUJI_UI_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

enum pane_id { PANE_LIST, PANE_OUTLINE, PANE_REPORT, PANE_COUNT };

/* Below these nothing can be shown but a request for more room. */
enum { LAYOUT_MIN_NROWS = 10, LAYOUT_MIN_NCOLS = 40 };
/* From these on two and three panes stand side by side. */
enum { LAYOUT_TWO_NCOLS = 80, LAYOUT_THREE_NCOLS = 120 };

struct rect {
	size_t row, col, nrows, ncols;
};

struct layout {
	bool too_small;                 /* no pane is shown */
	size_t npanes;                  /* panes shown */
	struct rect panes[PANE_COUNT];  /* the first row of each is its title; ncols is 0 for one that is not shown */
	size_t nseparators;
	struct rect separators[PANE_COUNT - 1]; /* one column wide, between the panes */
	struct rect status;             /* the last row; ncols is 0 on a screen without any */
};

/* Columns that the user wants for the list and the outline; 0: by the width of the screen. The report keeps at least
 * LAYOUT_MIN_NCOLS. */
struct layout_wishes {
	size_t list_ncols, outline_ncols;
};

/* The layout of a screen of `nrows` by `ncols` with the focus on `focused`. Where there is room for one pane beside the
 * report, that is the focused one, or `side` (PANE_LIST or PANE_OUTLINE) when the report has the focus. */
struct layout layout_make(size_t nrows, size_t ncols, enum pane_id focused, enum pane_id side,
			  struct layout_wishes wishes);

#endif
