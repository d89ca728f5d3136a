#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/str.h"
#include "load.h"

double load_seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void load_add_time(struct load_times *times, double seconds)
{
	if (times->count < LOAD_MAX_ROUNDS && seconds >= 0)
		times->list[times->count++] = seconds;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

double load_median(const struct load_times *times)
{
	struct load_times sorted = *times;
	if (!times->count)
		return -1;
	qsort(sorted.list, sorted.count, sizeof(*sorted.list), compare);
	return sorted.list[sorted.count / 2];
}

/* Starts a program; 0, or what kept it from being started. By posix_spawnp, for fork copies the page tables of what was
 * loaded here before: of 100,000 reports that takes as long as the first screen. */
static int start_program(pid_t *child, char *const *argv, const posix_spawn_file_actions_t *files, short flags)
{
	posix_spawnattr_t attributes;
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, flags);
	int error = posix_spawnp(child, argv[0], files, &attributes, argv, environ);
	posix_spawnattr_destroy(&attributes);
	return error;
}

double load_time_program(char *const *argv, const char *output)
{
	posix_spawn_file_actions_t files;
	pid_t child;
	int status;
	double start = load_seconds();
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, output ? output : "/dev/null",
					 O_WRONLY | O_CREAT | O_TRUNC, 0666);
	int error = start_program(&child, argv, &files, 0);
	posix_spawn_file_actions_destroy(&files);
	if (error || waitpid(child, &status, 0) < 0 || !WIFEXITED(status))
		return -1;
	return load_seconds() - start;
}

/* The first screen. */

/* The other end of a terminal of 80x24 that the program is started in; -1 when it cannot be. */
static int open_terminal(char *const *argv, pid_t *child)
{
	posix_spawn_file_actions_t files;
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	struct winsize size = {.ws_row = 24, .ws_col = 80};
	if (master < 0 || grantpt(master) < 0 || unlockpt(master) < 0)
		return -1;
	ioctl(master, TIOCSWINSZ, &size);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDIN_FILENO, ptsname(master), O_RDWR, 0);
	posix_spawn_file_actions_adddup2(&files, STDIN_FILENO, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&files, STDIN_FILENO, STDERR_FILENO);
	int error = start_program(child, argv, &files, POSIX_SPAWN_SETSID);
	posix_spawn_file_actions_destroy(&files);
	if (error)
		close(master);
	return error ? -1 : master;
}

double load_time_first_screen(char *const *argv, const char *expected)
{
	enum { WAIT_MS = 5000 };
	pid_t child;
	struct strbuf screen = {0};
	double start = load_seconds(), found = -1;
	int master = open_terminal(argv, &child);
	struct pollfd ready = {.fd = master, .events = POLLIN};
	while (master >= 0 && found < 0 && poll(&ready, 1, WAIT_MS) > 0) {
		char bytes[4096];
		ssize_t got = read(master, bytes, sizeof(bytes));
		if (got <= 0)
			break;
		strbuf_append(&screen, (struct str){bytes, (size_t)got});
		if (str_contains(strbuf_view(&screen), str_from(expected)))
			found = load_seconds() - start;
	}
	strbuf_free(&screen);
	if (master < 0)
		return -1;
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	close(master);
	return found;
}
