/* What the browser can do beyond its three panes: write return notices, compare two reports, show statistics. */
#ifndef GOUJI_UI_SCREENS_H
#define GOUJI_UI_SCREENS_H

#include <stdbool.h>

#include "base/str.h"
#include "ui/action.h"

struct app;
struct notice_request;
struct compare_screen;
struct statistics_screen;

/* What they keep from one key to the next; each part is NULL until it is used first. */
struct screens {
	struct notice_request *notice;
	struct compare_screen *compare;
	struct statistics_screen *statistics;
	/* The filter that a line of the statistics has set, and the one before it */
	struct strbuf statistics_filter, filter_before;
};

/* That of the app, made when it is asked for first. */
struct screens *screens_of(struct app *app);
/* Does one of these actions; false when it is none. */
bool screens_act(struct app *app, enum action_id action);
void screens_free(struct app *app);
/* Lets go of all that stands on the rules in force, while none of the screens is shown. */
void screens_forget_rules(struct app *app);

/* Return notices (write_notice.c): asks for the name of a file; of the open report, or of all in the list. */
void write_notice_ask(struct app *app, bool all);
void write_notice_free(struct notice_request *request);

/* Comparing (compare_pane.c): shows the open report beside another one, first the tables, then the text, then no
 * more. */
void compare_show_next(struct app *app);
/* Marks the open report as the one to compare with, or unmarks it. */
void compare_mark(struct app *app);
void compare_forget_rules(struct compare_screen *screen);
void compare_free(struct compare_screen *screen);

/* Statistics (statistics_pane.c): shows or leaves them. */
void statistics_show(struct app *app);
void statistics_screen_free(struct statistics_screen *screen);

#endif
