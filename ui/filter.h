/* What the list shows, and in which order. */
#ifndef GOUJI_UI_FILTER_H
#define GOUJI_UI_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "ui/action.h"

struct app;

/* Has the list show only what a filter expression (index/query.h) holds for; empty: everything. False, with the filter
 * as it was, when it is at fault. */
bool filter_set(struct app *app, struct str text);
/* Has the list show everything, and says how to get back what it showed; false when it does so already. */
bool filter_clear(struct app *app);
/* Folds or unfolds the folder that heads row `row` of the list; false when that is a report. */
bool filter_toggle_folder(struct app *app, size_t row);
/* Does an action that filters, sorts or groups; false when it is none. */
bool filter_act(struct app *app, enum action_id action);

#endif
