/* A file descriptor that one thread makes readable and another one waits for with poll. */
#ifndef GOUJI_BASE_WAKE_H
#define GOUJI_BASE_WAKE_H

#include <stddef.h>

struct wake {
	int fds[2];                     /* to be read, to be written; -1 when the system has none left */
};

void wake_open(struct wake *wake);
void wake_close(struct wake *wake);
/* Makes it readable. From any thread, and from a signal handler. */
void wake_signal(const struct wake *wake);
/* Makes it unreadable again. */
void wake_drain(const struct wake *wake);

/* How many threads work in the background: one for each processor, at most `max`. */
size_t wake_count_threads(size_t max);

#endif
