/* The rules read again while the browser is open, for who edits a rule file beside it. */
#ifndef GOUJI_UI_RULES_RELOAD_H
#define GOUJI_UI_RULES_RELOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "index/recheck.h"

struct app;

/* The new rules wait until nothing else is being read or compared; then all reports are checked by them in the
 * background. Until that has come to its end everything shown is of the old rules; then all of it changes at once.
 * Zero-initialise it. */
struct rules_reload {
	struct knowledge *wanted;       /* read, and not yet in force; NULL for none */
	struct knowledge *own;          /* in force, once the rules were read again */
	struct recheck *recheck;        /* by the wanted ones, or NULL */
	unsigned percent;               /* as the status line has it */
	bool was_done;                  /* there is something to tell of */
	struct changes changes;         /* what that was */
};

/* Reads the rules; a fault in them is said, and the old ones stay. */
void rules_reload_start(struct app *app);
/* Whether the loop has to look for the end of checking; doing so, and taking over what came of it. */
bool rules_reload_is_running(const struct app *app);
void rules_reload_step(struct app *app);
/* Appends how far checking is, while it is done. */
void rules_reload_append_progress(const struct app *app, struct strbuf *out);
/* Gives up what is being checked; the old rules stay. False when there is nothing. */
bool rules_reload_stop(struct app *app);
/* A file was read into the list while it is being checked: it is to be read again behind that. */
void rules_reload_note_read(struct app *app, const char *path);
/* Shows what the rules that were read last have changed (changes_pane.c), or says that there is nothing. */
void changes_show(struct app *app);
/* When nothing that the rules have found is used any more. */
void rules_reload_free(struct app *app);

#endif
