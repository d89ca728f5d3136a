/* Signals that end a program while a converter runs that nobody else would stop. */
#ifndef GOUJI_READ_CONVERT_SIGNALS_H
#define GOUJI_READ_CONVERT_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

/* From here on SIGINT, SIGTERM and SIGHUP wait, as far as this thread takes them. */
void convert_hold_signals(sigset_t *before);
/* Whether one of them waits that would not be ignored. */
bool convert_must_stop(void);
/* What has waited has its effect now. */
void convert_release_signals(const sigset_t *before);

#endif
