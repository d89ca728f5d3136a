/* Looking sideways at tables that are wider than their pane: which of their columns are in view. */
#ifndef GOUJI_UI_COLUMNS_H
#define GOUJI_UI_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "render/rendering.h"
#include "ui/action.h"

struct app;
struct pane;

/* Zero-initialise it: all begin with their first column. */
struct columns {
	uint8_t first[FORMAT_MAX_ROWS]; /* by the row of the form that a block begins with: the first column in view */
};

/* The first column in view of the grid that a row has; 0 where it has none. */
size_t columns_first(const struct columns *columns, const struct rendering *rendering, size_t row);
/* Moves the table that the cursor of `pane` is in, else the first one in view, by an action; false when that is none of
 * these. */
bool columns_act(struct app *app, struct columns *columns, struct pane *pane, enum action_id action);
/* Brings into view what a row of the open report is about: the columns of a finding, the first match of what is looked
 * for. */
void columns_reveal(struct app *app, size_t row);
/* Brings the cells of a row that have a role into view, the first of them where all have no room. */
void columns_reveal_role(struct columns *columns, const struct rendering *rendering, size_t row, enum role role,
			 enum width_ambiguous ambiguous);
/* Shows tables that are too wide the other way: as grids, or with the numbers of each row below its label. */
void columns_switch(struct app *app);

#endif
