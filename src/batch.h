/* Many files, reported one after the other: what `check` and `export` have in common. */
#ifndef GOUJI_BATCH_H
#define GOUJI_BATCH_H

#include "check/across/across.h"
#include "diagnose.h"
#include "options.h"
#include "output/writing.h"
#include "queue.h"

struct batch {
	/* Set by the caller. */
	const struct options *options;
	struct diagnostics *diagnostics;
	struct writing *writing;
	writing_report *write;
	writing_report *write_findings; /* of the files beside each other, or NULL: they are not compared */
	const struct roster *roster;    /* NULL for none */
	bool tells_unchecked;           /* the output cannot say that a file was not checked: standard error does */
	bool prompt;                    /* the output is watched: flush it while it grows */
	/* What came of it. */
	size_t nfiles, nchecked;
	bool incomplete;                /* the system did not let us read all of it */
	size_t nfound[SEVERITY_NLEVELS]; /* open findings by level */
	size_t not_assessable;
	bool failed;                    /* a check failed at or above the severity of --fail-on */
	/* Working memory. */
	struct queue *queue;
	size_t nkept, kept_capacity;
	struct across_report *kept;
};

/* Examines and writes every file that the options name. Stops when the output cannot be written. */
void batch_run(struct batch *batch);

#endif
