/* Asking the terminal, on a pty whose other side is the test. */
/* memmem is no part of POSIX. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "ui/term_probe.h"

enum { LONG_WAIT_MS = 10000, NTYPED_FACTOR = 10, PART_NBYTES = 4 };

/* In a process whose terminal is the other side: the width, and ten times the number of bytes typed meanwhile. */
static void probe_and_exit(const char *name, int wait_ms)
{
	setsid();
	int fd = open(name, O_RDWR);
	if (fd < 0 || dup2(fd, STDIN_FILENO) < 0 || dup2(fd, STDOUT_FILENO) < 0)
		_exit(99);
	struct term_probe probe = term_probe(wait_ms);
	_exit((int)probe.ambiguous + NTYPED_FACTOR * (int)probe.ntyped);
}

/* Its exit status when the terminal, once asked, answers this, in two parts. */
static int probe_with(const char *term, const char *answer, int wait_ms)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY), status;
	char asked[256];
	setenv("TERM", term, 1);
	if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
		return 99;
	pid_t pid = fork();
	if (pid == 0)
		probe_and_exit(ptsname(master), wait_ms);
	struct pollfd input = {.fd = master, .events = POLLIN};
	for (size_t nbytes = 0; *answer && (nbytes == 0 || !memmem(asked, nbytes, "\033[K", 3));) {
		assert_int_equal(poll(&input, 1, LONG_WAIT_MS), 1);
		ssize_t nread = read(master, asked + nbytes, sizeof(asked) - nbytes);
		assert_true(nread > 0);
		nbytes += (size_t)nread;
	}
	size_t first = strlen(answer) < PART_NBYTES ? strlen(answer) : PART_NBYTES;
	assert_int_equal(write(master, answer, first), first);
	assert_int_equal(write(master, answer + first, strlen(answer) - first), strlen(answer) - first);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	close(master);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void answers(void **state)
{
	(void)state;
	assert_int_equal(probe_with("xterm", "\033[1;5R\033[1;2R", LONG_WAIT_MS), WIDTH_AMBIGUOUS_1);
	assert_int_equal(probe_with("xterm", "\033[24;5R\033[24;3R", LONG_WAIT_MS), WIDTH_AMBIGUOUS_2);
	/* One that takes each byte pair for a character, and one that shows wide ones in one column. */
	assert_int_equal(probe_with("xterm", "\033[1;7R\033[1;3R", LONG_WAIT_MS), 0);
	assert_int_equal(probe_with("xterm", "\033[1;3R\033[1;2R", LONG_WAIT_MS), 0);
}

static void typed_meanwhile(void **state)
{
	(void)state;
	assert_int_equal(probe_with("xterm", "jj\033[1;5Rk\033[1;3R", LONG_WAIT_MS),
			 WIDTH_AMBIGUOUS_2 + 3 * NTYPED_FACTOR);
	assert_int_equal(probe_with("xterm", "\033[A\033[1;5R\033[1;2R", LONG_WAIT_MS),
			 WIDTH_AMBIGUOUS_1 + 3 * NTYPED_FACTOR);
}

static void no_answer(void **state)
{
	(void)state;
	assert_int_equal(probe_with("xterm", "", 50), 0);
	assert_int_equal(probe_with("xterm", "\033[1;5R", 50), 0);
	/* These are not asked. */
	assert_int_equal(probe_with("linux", "", LONG_WAIT_MS), 0);
	assert_int_equal(probe_with("dumb", "", LONG_WAIT_MS), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers), cmocka_unit_test(typed_meanwhile), cmocka_unit_test(no_answer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
