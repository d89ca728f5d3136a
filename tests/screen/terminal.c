/* Life of a terminal: state, end of the program, small answers. */
#include "terminal_internal.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

void terminal_die(const char *what)
{
	fprintf(stderr, "terminal: %s: %s\n", what, strerror(errno));
	abort();
}

void *terminal_alloc(size_t nbytes)
{
	void *memory = calloc(1, nbytes);

	if (memory == NULL)
		terminal_die("calloc");
	return memory;
}

char *terminal_copy_text(const char *text)
{
	size_t nbytes = strlen(text) + 1;

	return memcpy(terminal_alloc(nbytes), text, nbytes);
}

void bytes_append(struct bytes *bytes, const void *data, size_t nbytes)
{
	size_t needed = bytes->nbytes + nbytes + 1;

	if (needed > bytes->capacity) {
		bytes->capacity = needed * 2;
		bytes->ptr = realloc(bytes->ptr, bytes->capacity);
		if (bytes->ptr == NULL)
			terminal_die("realloc");
	}
	if (nbytes > 0)
		memcpy(bytes->ptr + bytes->nbytes, data, nbytes);
	bytes->nbytes += nbytes;
	bytes->ptr[bytes->nbytes] = '\0';
}

void bytes_append_text(struct bytes *bytes, const char *text)
{
	bytes_append(bytes, text, strlen(text));
}

void bytes_clear(struct bytes *bytes)
{
	bytes->nbytes = 0;
	bytes_append(bytes, "", 0);
}

uint64_t terminal_now_ms(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		terminal_die("clock_gettime");
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* Processor time of all children that were waited for. */
static uint64_t reaped_cpu_us(void)
{
	struct rusage usage;

	if (getrusage(RUSAGE_CHILDREN, &usage) != 0)
		terminal_die("getrusage");
	return (uint64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 +
	       (uint64_t)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static bool reap(struct terminal *t, int flags)
{
	uint64_t before_us = reaped_cpu_us();
	int status;
	pid_t reaped;

	if (t->is_reaped)
		return true;
	do {
		reaped = waitpid(t->pid, &status, flags);
	} while (reaped < 0 && errno == EINTR);
	if (reaped < 0)
		terminal_die("waitpid");
	if (reaped == 0)
		return false;
	t->is_reaped = true;
	t->exit_status = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
	t->cpu_us = reaped_cpu_us() - before_us;
	return true;
}

bool terminal_reap(struct terminal *t)
{
	return reap(t, WNOHANG);
}

/* Kills the program, and what it runs in the foreground. */
static void kill_program(struct terminal *t)
{
	pid_t foreground = t->master_fd >= 0 ? tcgetpgrp(t->master_fd) : -1;

	if (foreground > 1)
		kill(-foreground, SIGKILL);
	if (terminal_reap(t))
		return;
	kill(-t->pid, SIGKILL);
	kill(t->pid, SIGKILL);
	reap(t, 0);
}

void terminal_stop(struct terminal *t)
{
	if (t == NULL)
		return;
	kill_program(t);
	if (t->master_fd >= 0)
		close(t->master_fd);
	vterm_free(t->vt);
	decoder_free(&t->decoder);
	if (t->charset != NULL)
		iconv_close(t->from_utf8);
	free(t->raw.ptr);
	free(t->incoming.ptr);
	free(t->outgoing.ptr);
	free(t->screen_text.ptr);
	free(t->row_text.ptr);
	free(t->description.ptr);
	free(t->locale);
	free(t->term);
	free(t->charset);
	free(t);
}

void terminal_resize(struct terminal *t, int nrows, int ncols)
{
	struct winsize size = {.ws_row = (unsigned short)nrows, .ws_col = (unsigned short)ncols};

	/* What the program wrote so far was meant for the old size. */
	terminal_pump(t, 0);
	vterm_set_size(t->vt, nrows, ncols);
	terminal_note_stimulus(t);
	if (t->master_fd >= 0 && ioctl(t->master_fd, TIOCSWINSZ, &size) != 0)
		terminal_die("TIOCSWINSZ");
}

void terminal_signal(struct terminal *t, int signo)
{
	terminal_note_stimulus(t);
	if (!t->is_reaped && kill(t->pid, signo) != 0)
		terminal_die("kill");
}

void terminal_hangup(struct terminal *t)
{
	terminal_pump(t, 0);
	if (t->master_fd >= 0)
		close(t->master_fd);
	t->master_fd = -1;
	t->is_eof = true;
}

size_t terminal_nbytes(const struct terminal *t)
{
	return t->raw.nbytes;
}

const char *terminal_raw(const struct terminal *t, size_t *nbytes)
{
	*nbytes = t->raw.nbytes;
	return t->raw.ptr != NULL ? t->raw.ptr : "";
}

size_t terminal_ninvalid(const struct terminal *t)
{
	return t->decoder.ninvalid;
}

size_t terminal_nbells(const struct terminal *t)
{
	return t->nbells;
}

bool terminal_is_altscreen(const struct terminal *t)
{
	return t->is_altscreen;
}

bool terminal_is_cooked(const struct terminal *t)
{
	struct termios mode;

	if (t->master_fd < 0 || tcgetattr(t->master_fd, &mode) != 0)
		return false;
	return (mode.c_lflag & ICANON) != 0 && (mode.c_lflag & ECHO) != 0 && (mode.c_lflag & ISIG) != 0 &&
	       (mode.c_iflag & ICRNL) != 0 && (mode.c_oflag & OPOST) != 0;
}

uint64_t terminal_cpu_us(const struct terminal *t)
{
	return t->cpu_us;
}

const char *terminal_description(struct terminal *t)
{
	char size[64];
	int nrows, ncols;

	terminal_size(t, &nrows, &ncols);
	snprintf(size, sizeof size, "%dx%d ", ncols, nrows);
	bytes_clear(&t->description);
	bytes_append_text(&t->description, size);
	bytes_append_text(&t->description, t->locale[0] != '\0' ? t->locale : "no-locale");
	bytes_append_text(&t->description, " TERM=");
	bytes_append_text(&t->description, t->term);
	if (t->charset != NULL) {
		bytes_append_text(&t->description, " charset=");
		bytes_append_text(&t->description, t->charset);
	}
	return t->description.ptr;
}
