#include "base/wake.h"

#include <fcntl.h>
#include <unistd.h>

void wake_open(struct wake *wake)
{
	if (pipe(wake->fds) < 0)
		wake->fds[0] = wake->fds[1] = -1;
	for (size_t i = 0; i < 2 && wake->fds[i] >= 0; i++) {
		fcntl(wake->fds[i], F_SETFL, O_NONBLOCK);
		fcntl(wake->fds[i], F_SETFD, FD_CLOEXEC);
	}
}

void wake_close(struct wake *wake)
{
	for (size_t i = 0; i < 2 && wake->fds[i] >= 0; i++)
		close(wake->fds[i]);
}

void wake_signal(const struct wake *wake)
{
	/* A full pipe is as good: its reader wakes up all the same. */
	ssize_t written = write(wake->fds[1], "", 1);
	(void)written;
}

void wake_drain(const struct wake *wake)
{
	char drained[64];
	while (read(wake->fds[0], drained, sizeof(drained)) > 0)
		;
}
