/* What the browser remembers between runs: widths of panes, how wide tables are shown, and what was typed at prompts.
 * It stands in the file `state` of the state directory ($XDG_STATE_HOME/gouji). Nothing depends on it: lines that make
 * no sense are passed over, and when it cannot be written it is not. */
#ifndef GOUJI_UI_STATE_H
#define GOUJI_UI_STATE_H

#include <stdbool.h>

#include "ui/action.h"
#include "ui/layout.h"

struct app;

enum state_screen { STATE_TWO_PANES, STATE_THREE_PANES, STATE_NSCREENS };

/* Zero-initialise it. */
struct state {
	/* As the user made the panes, by how many stand side by side; 0: as usual */
	size_t ncols[STATE_NSCREENS][PANE_COUNT];
	bool stacked;                   /* tables wider than their pane have the numbers of each row below its label */
	bool changed;                   /* something of it is not in the file */
};

/* Reads the file. What a configuration sets of widths goes before it. */
void state_load(struct app *app);
/* Writes the file, if there is something new, in a way that leaves a whole one at any time. */
void state_save(struct app *app);
/* The widths to ask for on a screen of so many columns. */
struct layout_wishes state_wishes(const struct app *app, size_t ncols);
/* Makes the pane beside the report wider or narrower; false when the action is neither. */
bool state_act(struct app *app, enum action_id action);

#endif
