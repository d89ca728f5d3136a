/* What is said on standard error: messages, and how far a long run has come. */
#ifndef GOUJI_DIAGNOSE_H
#define GOUJI_DIAGNOSE_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/catalog.h"
#include "output/sink.h"

struct diagnostics {
	struct sink *sink;              /* on standard error */
	struct sink *output;            /* flushed before a message, to keep their order; or NULL */
	const struct catalog *catalog;
	bool trouble;                   /* something was said that makes the exit status 2 */
	bool is_terminal;               /* standard error is one */
	bool shows_progress;
	bool progress_stands;           /* on the terminal's line */
	struct timespec progress_time;  /* when it was shown last */
};

/* `charset` as for sink_open. */
void diagnose_start(struct diagnostics *diagnostics, const char *charset, const struct catalog *catalog);
void diagnose_stop(struct diagnostics *diagnostics);

/* Says "gouji: ..." in a line of its own, and that there was trouble. Controls in file names are made visible. */
void diagnose(struct diagnostics *diagnostics, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same for what is no trouble. */
void diagnose_note(struct diagnostics *diagnostics, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Shows how many files were seen, where that is wanted and not more often than every 100 ms. */
void diagnose_progress(struct diagnostics *diagnostics, size_t nfiles);
/* Erases it again. */
void diagnose_end_progress(struct diagnostics *diagnostics);

#endif
