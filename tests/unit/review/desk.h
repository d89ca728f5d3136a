/* What the tests of src/review/ share: a directory of their own, stores in it, and findings to judge. */
#ifndef DESK_H
#define DESK_H

#include <stdbool.h>
#include <stddef.h>

#include "review/store.h"

enum { DESK_PATH_NBYTES = 400 };

/* A directory that desk_stop removes with its files. */
struct desk {
	char directory[256];
	char path[DESK_PATH_NBYTES];    /* of the store, in it */
};

void desk_start(struct desk *desk);
void desk_stop(struct desk *desk);
/* Writes the path of a name in the directory. */
void desk_name(const struct desk *desk, const char *name, char path[DESK_PATH_NBYTES]);

/* Opens the store of this author, whose clock stands still; fails the test when there is an error. */
struct store *desk_open(const struct desk *desk, const char *author);
struct store *desk_open_path(const char *path, const char *author);
/* The same, expecting an error that has these words. */
struct store *desk_open_badly(const char *path, const char *words);

/* The finding of this fingerprint: T3-BAL at requests/natural in the report of one agency. */
struct subject desk_subject(uint64_t fingerprint);

void assert_judged(const struct judgement *judgement, enum judgement_kind kind, const char *note, const char *author);
/* Fails unless the error has these words. */
void assert_error(const struct error *error, const char *words);
/* Fails unless SQLite finds the file sound and it has this many rows. */
void assert_sound(const char *path, size_t nrows);

/* Runs `work` in a process of its own and returns its exit status; -1 when a signal ended it. In there, nothing of
 * cmocka may be used. */
int run_apart(int (*work)(const struct desk *desk), const struct desk *desk);

#endif
