/* Knowing, without waiting for some time and hoping, that the program is done with what it got.
 *
 * Two facts are needed. First, the program sleeps: the kernel says so in /proc, together with how often it went to
 * sleep; it must have done so at least once more than when the last input was sent, and have no input left to read.
 * Second, all its output has arrived: a marker is written to the slave side of the tty, behind that output, and read
 * back (and dropped) on the master side. The program must not have run in between. */
#include "terminal_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum {
	CHECK_MS = 1,
	/* A program that did not move for this long does not react to what it got. */
	UNMOVED_MS = 150,
};

enum program_state { PROGRAM_RUNS, PROGRAM_SLEEPS, PROGRAM_UNKNOWN };

const char *terminal_marker(size_t *nbytes)
{
	static const char marker[] = "\033_settled?\033\\";

	*nbytes = sizeof marker - 1;
	return marker;
}

/* The process that owns the screen. */
static pid_t foreground_process(const struct terminal *t)
{
	pid_t group = t->master_fd >= 0 ? tcgetpgrp(t->master_fd) : -1;

	return group > 1 ? group : t->pid;
}

/* Whether a process sleeps, and how often it went to sleep so far. */
static enum program_state process_state(pid_t pid, unsigned long *nsleeps)
{
	enum program_state state = PROGRAM_UNKNOWN;
	char line[256];
	FILE *status;

	*nsleeps = 0;
	snprintf(line, sizeof line, "/proc/%ld/status", (long)pid);
	status = fopen(line, "r");
	if (status == NULL)
		return state;
	while (fgets(line, sizeof line, status) != NULL) {
		char *value = strchr(line, ':');

		if (value == NULL)
			continue;
		value += 1 + strspn(value + 1, " \t");
		if (strncmp(line, "State:", 6) == 0)
			state = strchr("StTZX", value[0]) != NULL ? PROGRAM_SLEEPS : PROGRAM_RUNS;
		else if (strncmp(line, "voluntary_ctxt_switches:", 24) == 0)
			*nsleeps = strtoul(value, NULL, 10);
	}
	fclose(status);
	return state;
}

void terminal_note_stimulus(struct terminal *t)
{
	t->sleeper = foreground_process(t);
	process_state(t->sleeper, &t->nsleeps);
	t->active_ms = terminal_now_ms();
}

/* Bytes waiting to be read by the program. */
static int unread_input(int slave_fd)
{
	int nbytes = 0;

	return ioctl(slave_fd, FIONREAD, &nbytes) == 0 ? nbytes : 0;
}

/* Writes the marker behind the output of the program. It goes out in one piece, unless the program wakes up and fills
 * the tty just then. */
static bool send_marker(struct terminal *t, int slave_fd, uint64_t deadline_ms)
{
	size_t nmarker, nsent = 0;
	const char *marker = terminal_marker(&nmarker);

	while (nsent < nmarker && terminal_now_ms() < deadline_ms) {
		ssize_t n = write(slave_fd, marker + nsent, nmarker - nsent);

		if (n < 0 && (errno != EAGAIN || nsent == 0))
			return false;
		nsent += n > 0 ? (size_t)n : 0;
		t->is_marker_due = true;
		if (nsent < nmarker)
			terminal_pump(t, CHECK_MS);
	}
	return nsent == nmarker;
}

/* Lets all output arrive that was written before. */
static bool collect_output(struct terminal *t, int slave_fd, uint64_t deadline_ms)
{
	terminal_pump(t, 0);
	if (!t->is_marker_due && !send_marker(t, slave_fd, deadline_ms))
		return false;
	while (t->is_marker_due && !t->is_eof && terminal_now_ms() < deadline_ms)
		terminal_pump(t, CHECK_MS);
	return !t->is_marker_due;
}

/* One look at the program, with the slave side open. */
static bool is_settled(struct terminal *t, int slave_fd, uint64_t deadline_ms)
{
	pid_t pid = foreground_process(t);
	unsigned long nsleeps, nsleeps_later;
	enum program_state state = process_state(pid, &nsleeps);
	bool has_moved = state == PROGRAM_SLEEPS && (pid != t->sleeper || nsleeps != t->nsleeps);

	if (state == PROGRAM_RUNS || t->outgoing.nbytes > 0 || unread_input(slave_fd) > 0)
		return false;
	if (!has_moved && terminal_now_ms() - t->active_ms < UNMOVED_MS)
		return false;
	return collect_output(t, slave_fd, deadline_ms) && process_state(pid, &nsleeps_later) == state &&
	       nsleeps == nsleeps_later && foreground_process(t) == pid;
}

bool terminal_settle(struct terminal *t)
{
	uint64_t deadline_ms = terminal_now_ms() + TERMINAL_TIMEOUT_MS;

	while (terminal_now_ms() < deadline_ms) {
		int slave_fd;
		bool is_done;

		terminal_pump(t, 0);
		if (t->is_eof)
			return true;
		slave_fd = open(ptsname(t->master_fd), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
		if (slave_fd < 0)
			terminal_die("slave of the pty");
		is_done = is_settled(t, slave_fd, deadline_ms);
		close(slave_fd);
		if (is_done)
			return true;
		terminal_pump(t, CHECK_MS);
	}
	terminal_print(t, "waited in vain for the program to come to rest");
	return false;
}
