/* How many findings of each report a person has judged: counted in the background for the reports that the store knows
 * something of, exactly once each is opened. */
#ifndef GOUJI_UI_JUDGED_H
#define GOUJI_UI_JUDGED_H

#include <stdbool.h>

struct app;
struct index_entry;

/* Whether there are reports to count in; a short step of that work. */
bool judged_is_pending(const struct app *app);
void judged_step(struct app *app);
/* Counts the judged findings of the open report. */
void judged_count_shown(struct app *app);
/* The same for another report, which is read for it. False when nobody judged it, and it was not read. */
bool judged_count(struct app *app, const struct index_entry *entry);
void judged_free(struct app *app);

#endif
