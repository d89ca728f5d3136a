/* The program run with one call of the C library made to fail (preload.c), and what it may do then. The program is
 * $GOUJI, the library that of its build. */
#ifndef TESTS_FAULT_FAULTED_H
#define TESTS_FAULT_FAULTED_H

#include <stdbool.h>
#include <stddef.h>

enum {
	FAULTED_PATH_NBYTES = 512,
	FAULTED_STATUS_TROUBLE = 2,
	FAULTED_LIMIT_S = 30,           /* a run that takes longer hangs */
};

/* A directory with reports, verdicts and room for what runs write, removed at the end. */
struct faulted {
	char directory[256];
	char store[FAULTED_PATH_NBYTES];        /* verdicts, in it */
	char other[FAULTED_PATH_NBYTES];        /* a colleague's */
	const char *changed;            /* what faults change, from the directory; or NULL */
	const char *changed_from;       /* the file whose bytes it gets */
};

struct terminal;

/* What a run has left. The texts are to be freed with faulted_forget. */
struct outcome {
	int status;                     /* of its exit, or minus the signal's number */
	long nkilobytes;                /* resident at most */
	char *out, *err;
};

/* Why the program or the library cannot be used for these tests, or NULL. */
const char *faulted_reason_to_skip(void);
/* The same for faults of memory: sanitizers have their own. */
bool faulted_is_sanitized(void);

/* Removes what runs have written in a directory of that name. */
void faulted_clear(const struct faulted *faulted, const char *name);

void faulted_start(struct faulted *faulted);
void faulted_stop(struct faulted *faulted);
/* Makes the reports: each kind of file, links, directories; below `directory`/reports, which the file "list" names. */
void faulted_make_reports(struct faulted *faulted);
/* Copies a file of the project, and one that is in the directory. */
void faulted_take(const struct faulted *faulted, const char *from, const char *name);
void faulted_copy(const struct faulted *faulted, const char *from, const char *to);
void faulted_write(const struct faulted *faulted, const char *name, const char *bytes, size_t nbytes);
/* Makes both stores with some verdicts in each. */
void faulted_make_stores(struct faulted *faulted);
/* Puts the own store back as it was made. */
void faulted_restore(struct faulted *faulted);

/* Runs the program in the directory with arguments that end with NULL, and `fault` (NULL: none) as FAULT. */
struct outcome faulted_run(const struct faulted *faulted, const char *fault, const char *const *arguments);
void faulted_forget(struct outcome *outcome);
/* The same in a terminal, which the caller ends with terminal_stop; nothing is waited for. */
struct terminal *faulted_browse(const struct faulted *faulted, const char *fault, const char *const *arguments);
/* How many calls of the family the last run has made that had `family:0:EIO` as its fault. */
unsigned long faulted_told(const struct faulted *faulted);
/* How many a run makes. */
unsigned long faulted_count(const struct faulted *faulted, const char *family, const char *const *arguments);

/* The numbers of the calls that are to fail, of `count`, from the last to the first: all with FAULT_EVERY in the
 * environment, else `wanted` ones. */
struct choice {
	unsigned long step, next, nleft;
};
struct choice faulted_choose(unsigned long count, unsigned long wanted);
/* The same, with at most `most` of them where that would be all. */
struct choice faulted_choose_some(unsigned long count, unsigned long wanted, unsigned long most);
/* The next one, or 0. */
unsigned long faulted_next(struct choice *choice);

#endif
