/* Opening a report whose file has to be converted first: that is done in the background, and the report is shown when
 * it is there. */
#ifndef GOUJI_UI_OPENING_H
#define GOUJI_UI_OPENING_H

#include <stdbool.h>

#include "base/str.h"

struct ahead;
struct app;

/* Zero-initialise it. */
struct opening {
	struct ahead *ahead;            /* the file that is being converted, or NULL */
	void (*then)(struct app *app, struct ahead *ahead); /* what goes on when it is */
};

/* Reads the file of app->shown into app->opened. Where it has to be converted, that begins, and the report is one that
 * is put off until then. */
void opening_read_shown(struct app *app);
/* The same for what is open, which stays what was converted, if it was. */
void opening_read_again(struct app *app);
/* Has a file converted, in the place of the one before; when that is done, or was given up, `then` is called. False
 * where there is nothing to convert, or no thread to be had. */
bool opening_convert(struct app *app, const char *path, void (*then)(struct app *app, struct ahead *ahead));
/* Says that a file is being converted. */
void opening_say(struct app *app);
/* Whether the open report is put off; then that is said. */
bool opening_is_awaited(struct app *app);
/* Gives it up; false when there is nothing to give up. */
bool opening_stop(struct app *app);
void opening_free(struct app *app);
/* Work of the loop: becomes readable when it is done, or -1. */
int opening_wake_fd(const struct app *app);
bool opening_is_pending(const struct app *app);
void opening_step(struct app *app);
/* Which file, and how to give it up, for the status line; nothing while there is none. */
void opening_append_progress(const struct app *app, struct strbuf *out);

#endif
