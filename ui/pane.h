/* A pane: a list of rows with a cursor, shown in a rectangle. What the rows are is told by a table of operations. */
#ifndef GOUJI_UI_PANE_H
#define GOUJI_UI_PANE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "ui/action.h"
#include "ui/layout.h"

struct app;
struct index_entry;
struct rendering;

enum { PANE_MAX_NRECALLED = 6 };

struct pane_ops {
	enum action_context context;
	/* How many rows there are. */
	size_t (*count)(const struct app *app);
	/* Appends the title. */
	void (*title)(const struct app *app, struct strbuf *out);
	/* Draws row `index` at the place given, exactly `ncols` columns wide. */
	void (*draw_row)(struct app *app, size_t index, struct rect place, bool is_cursor, bool is_focused);
	/* The user has moved the cursor. May be NULL. */
	void (*moved)(struct app *app);
	/* An action other than a movement; false when it means nothing here. May be NULL. */
	bool (*act)(struct app *app, enum action_id action);
	/* Rows before `first`, rising, that are shown in the first places from there on instead of the rows of these:
	 * what the row of the cursor is about. Returns how many. May be NULL. */
	size_t (*recall)(const struct app *app, size_t first, size_t rows[PANE_MAX_NRECALLED]);
	/* Shows a screen of its own again that was left for where it led to; NULL: it is shown as it was */
	void (*again)(struct app *app);
	bool scrolls;                   /* nothing is under the cursor: a step scrolls */
	/* The cursor is a mark in a column of its own; draw_row never has is_cursor set */
	bool has_gutter;
};

struct pane {
	const struct pane_ops *ops;
	/* What its rows are: heads of tables stay above theirs; NULL: something else */
	const struct rendering *rendering;
	struct rect rect;               /* title row included; ncols is 0 while it is not shown */
	size_t top;                     /* first row shown */
	size_t cursor;
	bool dirty;                     /* has to be drawn again */
};

/* How many rows of the list the pane shows. */
size_t pane_visible_count(const struct pane *pane);
/* The first row of the list in view: not the first one shown where heads of a table stay above it. */
size_t pane_first_row(const struct pane *pane);
/* Moves the cursor by a movement action; false when it is none, or nothing moved. */
bool pane_move(struct pane *pane, size_t count, enum action_id action);
/* Puts the cursor on a row. Where that is out of sight the view jumps so that the row stands at `eighths` of its height
 * from the top (0 to 7). */
void pane_go_to(struct pane *pane, size_t count, size_t row, unsigned eighths);
/* Scrolls down until the row `last` behind the cursor's is seen, too, as long as a quarter of the view stays above the
 * cursor. */
void pane_show_to(struct pane *pane, size_t count, size_t last);
/* Keeps cursor and view inside a list that has changed. */
void pane_clamp(struct pane *pane, size_t count);
/* Draws text that may be cut: the mark of that then stands behind it. */
void pane_put_clipped(struct app *app, struct rect place, struct str text, unsigned role, bool selected);
/* Draws the first columns of a row, `body_ncols` of them, as year and body of a report, or its file; what is behind
 * them is drawn by the caller in the place returned. */
struct rect pane_put_body(struct app *app, struct rect place, size_t body_ncols, const struct index_entry *entry,
			  bool selected);
/* Draws title and rows. */
void pane_draw(struct app *app, struct pane *pane, bool is_focused);

#endif
