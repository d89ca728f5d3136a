/* Reports that are read again: when a key asks for it, and when their files change. */
#ifndef GOUJI_UI_REREAD_H
#define GOUJI_UI_REREAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "check/prints.h"
#include "index/opened.h"

struct ahead;
struct app;
struct watch;

/* What tells one state of a file from another. */
struct file_state {
	uint64_t device, number, nbytes;
	struct timespec modified;
};

/* Zero-initialise it. */
struct reread {
	struct watch *watch;            /* NULL until reread_start */
	size_t next;                    /* entry of the index whose directory is to be watched next */
	struct file_state shown;        /* of the open report when it was read */
	struct opened opened;           /* reused for others */
	size_t nqueued, capacity;
	char **queued;                  /* files of new directories, still to be read */
	struct prints before;           /* findings of the open report before it was read again, if has_before */
	bool has_before, shown_changed;
	size_t nchanged, nnew, ngone;   /* other files, since this was last told */
	char *name;                     /* of one of them */
	struct ahead *ahead;            /* a file that is converted before it is read, or NULL */
};

/* Begins to watch the directories that the program was given. */
void reread_start(struct app *app);
void reread_free(struct app *app);
/* Becomes readable when a file was converted that is to be read now; or -1. */
int reread_converted_fd(const struct app *app);
/* The descriptor to wait for, or -1 (also while a burst of changes is being read); how long the loop may sleep, -1 for
 * ever. */
int reread_fd(const struct app *app);
int reread_wait_ms(const struct app *app);
/* Takes in what has happened meanwhile. */
void reread_look(struct app *app);
/* Whether there is something to read, and doing so: a file, or some thousand entries whose directories may have to be
 * watched. */
bool reread_is_pending(const struct app *app);
void reread_step(struct app *app);

/* To be called before another report is opened. */
void reread_note_shown(struct app *app);
/* Reads the open report again and says what has changed. */
void reread_shown(struct app *app);
/* Shows the open report, which was put off, after its file was `converted`, or that was given up. */
void reread_show_converted(struct app *app, bool converted);
/* Has a file read when there is time. */
void reread_queue(struct app *app, const char *path);
/* The open report anew, by the rules in force. */
void reread_by_other_rules(struct app *app);
/* Reports were compared: shows what the others say of the open one; `again` when that takes the place of something. */
void reread_compared(struct app *app, bool again);

#endif
