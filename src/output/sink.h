/* A sink: where output goes. Takes UTF-8, converts it where the terminal wants another character set, and remembers the
 * first write that failed.
 *
 * A reader that goes away (`gouji check | head`) ends the program by SIGPIPE as it does other tools; where SIGPIPE is
 * ignored, the write fails with EPIPE like any other. */
#ifndef GOUJI_OUTPUT_SINK_H
#define GOUJI_OUTPUT_SINK_H

#include <stdio.h>

#include "base/str.h"

struct sink;

/* A sink that writes to `file`, which stays the caller's. `charset` is an iconv name, NULL for UTF-8 as it comes. What
 * does not exist in the character set becomes '?'. */
struct sink *sink_open(FILE *file, const char *charset);
/* A sink that keeps what is written to it. */
struct sink *sink_open_memory(void);
/* What a sink of the latter kind holds, valid until the next write; and empties it. */
struct str sink_contents(const struct sink *sink);
void sink_forget(struct sink *sink);
/* Writes what is left and releases the sink. Returns the errno of the first write that failed, or 0. */
int sink_close(struct sink *sink);

/* Writes UTF-8 text in whole characters: it may stay in a buffer until the next flush. */
void sink_write(struct sink *sink, struct str text);
void sink_flush(struct sink *sink);
/* The errno of the first write that failed, or 0. Nothing is written any more after that. */
int sink_error(const struct sink *sink);

#endif
