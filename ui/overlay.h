/* Screens of their own over the panes: showing them, leaving them, and the way back from where they have led. */
#ifndef GOUJI_UI_OVERLAY_H
#define GOUJI_UI_OVERLAY_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/action.h"
#include "ui/layout.h"

struct app;
struct pane_ops;
struct rendering;

/* A screen, and where one was in it; ops is NULL for none. */
struct overlay_place {
	const struct pane_ops *ops;
	const struct rendering *rendering;
	size_t cursor, top;
};

/* Zero-initialise it. */
struct overlay_trail {
	struct overlay_place covered;   /* by the help */
	struct overlay_place left;      /* for a report or a list that it has led to, */
	enum pane_id from;              /* seen in this pane */
};

/* Shows a screen over the panes, with the cursor in its first row; the same once more leaves it. */
void app_toggle_overlay(struct app *app, const struct pane_ops *ops);
/* Leaves the screen for what it leads to, which is shown in `pane`: from there one step back shows the screen again, as
 * it was, or by its ops->again. */
void overlay_leave_for(struct app *app, enum pane_id pane);
/* That step back; false when none is open from the pane in focus. */
bool overlay_come_back(struct app *app);
/* Ends that possibility: one has gone elsewhere, into `pane`. */
void overlay_forget(struct app *app, enum pane_id pane);
/* Does an action while a screen is shown. */
void overlay_act(struct app *app, const struct action *action);

#endif
