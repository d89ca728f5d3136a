/* Files that change in watched directories, as the system tells of them (inotify, on Linux; elsewhere nothing is told).
 *
 * Programs write files in many ways: in place, in several writes, under another name and then renamed. What is told is
 * therefore only that something became of a path; it is told once for a burst, when nothing more has happened for
 * WATCH_QUIET_MS. The caller looks at what is there then. */
#ifndef GOUJI_INDEX_WATCH_H
#define GOUJI_INDEX_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum {
	WATCH_QUIET_MS = 200,
	WATCH_LONGEST_MS = 2000,        /* what goes on for longer is told in between */
	WATCH_MAX_DIRECTORIES = 256,    /* the system's own limit is shared by all programs of a person */
	WATCH_MAX_PATHS = 2000,         /* in a burst; more of them are as if events had been lost */
};

struct watch;

/* Watches nothing yet. */
struct watch *watch_new(void);
void watch_free(struct watch *watch);
/* Watches a directory for files that appear, change and vanish directly in it: "" for the working directory, else a
 * path with its slash at the end, as it is to stand in front of the names that are told. One that is watched already
 * stays so. False when it cannot be watched. */
bool watch_add(struct watch *watch, struct str directory);

/* Whether the system tells of changes. */
bool watch_is_open(const struct watch *watch);
/* A file descriptor that becomes readable when something has happened; -1 when there is none, and while a burst is
 * being taken: watch_read leaves what happens meanwhile where it is, to be waited for again after that. */
int watch_fd(const struct watch *watch);
/* Takes in what has happened. Times are milliseconds of any clock that only goes forward. */
void watch_read(struct watch *watch, int64_t now_ms);
/* Milliseconds until watch_take has something to tell; 0 when it has, -1 when nothing is waiting. */
int watch_wait_ms(const struct watch *watch, int64_t now_ms);
/* The next path, once there is quiet, in a buffer that is valid until the next call; NULL when there is none (any
 * more). Hidden names are not told. Directories are, when they appear, with a slash at the end. */
const char *watch_take(struct watch *watch, int64_t now_ms);
/* True once after the system has lost events: anything may have changed. */
bool watch_take_overflow(struct watch *watch);

#endif
