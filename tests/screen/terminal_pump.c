/* Bytes between the program and the emulator, and waiting for what they bring. */
#include "terminal_internal.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	MAX_READ_BYTES = 1 << 20, /* at once, so that a program that never stops writing does not outrun deadlines */
	CHECK_MS = 2,             /* how often to look for something that poll does not report */
	SLOW_READ_BYTES = 64,     /* at once from a slow line */
	LAST_OUTPUT_MS = 200,     /* how long to wait for more output of a program that ended */
};

static void show(struct terminal *t, size_t nbytes)
{
	bytes_append(&t->raw, t->incoming.ptr, nbytes);
	decoder_feed(&t->decoder, t->incoming.ptr, nbytes);
	vterm_input_write(t->vt, t->decoder.text.ptr, t->decoder.text.nbytes);
	t->incoming.nbytes -= nbytes;
	memmove(t->incoming.ptr, t->incoming.ptr + nbytes, t->incoming.nbytes);
}

/* Removes the marker of terminal_settle; true when it was there, *nbytes is then its place. */
static bool take_marker(struct terminal *t, size_t *nbytes)
{
	size_t nmarker;
	const char *marker = terminal_marker(&nmarker);

	for (size_t i = 0; i + nmarker <= t->incoming.nbytes; i++) {
		if (memcmp(t->incoming.ptr + i, marker, nmarker) != 0)
			continue;
		t->incoming.nbytes -= nmarker;
		memmove(t->incoming.ptr + i, t->incoming.ptr + i + nmarker, t->incoming.nbytes - i);
		t->is_marker_due = false;
		*nbytes = i;
		return true;
	}
	return false;
}

/* Shows what was read. */
static void show_incoming(struct terminal *t)
{
	size_t nbytes = t->incoming.nbytes;

	if (t->is_marker_due && !take_marker(t, &nbytes) && !t->is_eof) {
		size_t nmarker;

		/* The last bytes may be the beginning of the marker. */
		terminal_marker(&nmarker);
		nbytes = nbytes >= nmarker ? nbytes - nmarker + 1 : 0;
	}
	if (nbytes > 0)
		show(t, nbytes);
	if (!t->is_marker_due && t->incoming.nbytes > 0)
		show(t, t->incoming.nbytes);
}

/* Reads what there is. */
static size_t read_output(struct terminal *t)
{
	size_t nread = 0;

	while (nread < MAX_READ_BYTES) {
		char data[16384];
		bool is_slow = t->bytes_per_second > 0;
		ssize_t n = read(t->master_fd, data, is_slow ? SLOW_READ_BYTES : sizeof data);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			break;
		if (n <= 0) {
			t->is_eof = true;
			break;
		}
		bytes_append(&t->incoming, data, (size_t)n);
		nread += (size_t)n;
		if (is_slow) {
			poll(NULL, 0, (int)n * 1000 / t->bytes_per_second);
			break;
		}
	}
	return nread;
}

/* Writes what the program takes without waiting. */
static void write_input(struct terminal *t)
{
	ssize_t n;

	if (t->outgoing.nbytes == 0 || t->master_fd < 0)
		return;
	terminal_note_stimulus(t);
	n = write(t->master_fd, t->outgoing.ptr, t->outgoing.nbytes);
	if (n <= 0)
		return;
	t->outgoing.nbytes -= (size_t)n;
	memmove(t->outgoing.ptr, t->outgoing.ptr + n, t->outgoing.nbytes);
}

bool terminal_pump(struct terminal *t, int timeout_ms)
{
	struct pollfd master = {.fd = t->master_fd, .events = POLLIN};
	size_t nread;

	if (t->is_eof || poll(&master, 1, timeout_ms) <= 0)
		return false;
	nread = read_output(t);
	if (nread == 0 && !t->is_eof)
		return false;
	t->active_ms = terminal_now_ms();
	show_incoming(t);
	/* Answers to questions of the program. */
	write_input(t);
	return true;
}

static bool fail(struct terminal *t, const char *what, const char *text)
{
	struct bytes reason = {0};

	bytes_append_text(&reason, t->is_eof ? "the program ended before: " : "waited in vain for: ");
	bytes_append_text(&reason, what);
	bytes_append_text(&reason, text);
	terminal_print(t, reason.ptr);
	free(reason.ptr);
	return false;
}

bool terminal_flush(struct terminal *t)
{
	uint64_t deadline_ms = terminal_now_ms() + TERMINAL_TIMEOUT_MS;

	write_input(t);
	while (t->outgoing.nbytes > 0) {
		if (t->is_eof || terminal_now_ms() >= deadline_ms) {
			bytes_clear(&t->outgoing);
			return fail(t, "the program taking its input", "");
		}
		terminal_pump(t, CHECK_MS);
		write_input(t);
	}
	return true;
}

static bool wait_presence(struct terminal *t, const char *text, int timeout_ms, bool is_wanted)
{
	uint64_t deadline_ms = terminal_now_ms() + (uint64_t)timeout_ms;

	terminal_pump(t, 0);
	while ((strstr(terminal_screen_text(t), text) != NULL) != is_wanted) {
		uint64_t now_ms = terminal_now_ms();

		if (t->is_eof || now_ms >= deadline_ms)
			return fail(t, is_wanted ? "the text " : "the disappearance of ", text);
		terminal_pump(t, (int)(deadline_ms - now_ms));
	}
	return true;
}

bool terminal_wait_text(struct terminal *t, const char *text, int timeout_ms)
{
	return wait_presence(t, text, timeout_ms, true);
}

bool terminal_wait_gone(struct terminal *t, const char *text, int timeout_ms)
{
	return wait_presence(t, text, timeout_ms, false);
}

bool terminal_wait_idle(struct terminal *t, int quiet_ms)
{
	uint64_t deadline_ms = terminal_now_ms() + (uint64_t)quiet_ms + TERMINAL_TIMEOUT_MS;

	while (terminal_pump(t, quiet_ms)) {
		if (terminal_now_ms() >= deadline_ms)
			return fail(t, "silence", "");
	}
	return true;
}

int terminal_wait_exit(struct terminal *t)
{
	uint64_t deadline_ms = terminal_now_ms() + TERMINAL_TIMEOUT_MS;

	while (!terminal_reap(t)) {
		if (terminal_now_ms() >= deadline_ms) {
			fail(t, "the end of the program", "");
			return TERMINAL_TIMED_OUT;
		}
		if (t->is_eof)
			poll(NULL, 0, CHECK_MS);
		else
			terminal_pump(t, CHECK_MS);
	}
	/* The pty reports its end behind the last output, unless another process has it still open. */
	deadline_ms = terminal_now_ms() + LAST_OUTPUT_MS;
	while (!t->is_eof && terminal_now_ms() < deadline_ms)
		terminal_pump(t, CHECK_MS);
	return t->exit_status;
}
