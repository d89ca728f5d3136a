/* A file descriptor that one thread makes readable and another one waits for with poll. */
#ifndef GOUJI_BASE_WAKE_H
#define GOUJI_BASE_WAKE_H

struct wake {
	int fds[2];                     /* to be read, to be written; -1 when the system has none left */
};

/* Never fails: without descriptors the other calls do nothing. */
void wake_open(struct wake *wake);
void wake_close(struct wake *wake);
/* Makes it readable. From any thread, and from a signal handler. */
void wake_signal(const struct wake *wake);
/* Makes it unreadable again. */
void wake_drain(const struct wake *wake);

#endif
