#include "ui/term_probe.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/* Two wide characters, which end in the fifth column where UTF-8 is spoken, then an ambiguous one. */
static const char question[] = "\r中中\033[6n\r①\033[6n\r\033[K";

enum { NANSWERS = 2, WIDE_COL = 5, NARROW_COL = 2, AMBIGUOUS_WIDE_COL = 3 };

static long now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000L + now.tv_nsec / 1000000L;
}

/* The length of an answer ESC [ row ; col R at the beginning of a text, with its column; 0 when there is none. */
static size_t match_answer(const char *text, long *col)
{
	char *end;
	if (strncmp(text, "\033[", 2) != 0)
		return 0;
	strtol(text + 2, &end, 10);
	if (end == text + 2 || *end != ';')
		return 0;
	const char *start = end + 1;
	*col = strtol(start, &end, 10);
	return end > start && *end == 'R' ? (size_t)(end + 1 - text) : 0;
}

/* Takes the answers out of what has come in so far; how many there are. What is left is what was typed. */
static size_t take_answers(const char *text, size_t nbytes, struct term_probe *probe, long cols[NANSWERS])
{
	size_t nanswers = 0;
	probe->ntyped = 0;
	for (size_t i = 0; i < nbytes;) {
		long col;
		size_t length = nanswers < NANSWERS ? match_answer(text + i, &col) : 0;
		if (length)
			cols[nanswers++] = col;
		else if ((unsigned char)text[i] < 0x80 && probe->ntyped < sizeof(probe->typed))
			probe->typed[probe->ntyped++] = text[i];
		i += length ? length : 1;
	}
	return nanswers;
}

/* Reads until both answers are there or the time is up. */
static void read_answers(int wait_ms, struct term_probe *probe)
{
	char text[256] = "";
	size_t nbytes = 0;
	long until = now_ms() + wait_ms, cols[NANSWERS] = {0};
	for (long left = wait_ms; left > 0 && nbytes < sizeof(text) - 1; left = until - now_ms()) {
		struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
		if (poll(&input, 1, (int)left) <= 0)
			continue;
		ssize_t nread = read(STDIN_FILENO, text + nbytes, sizeof(text) - 1 - nbytes);
		if (nread <= 0)
			break;
		nbytes += (size_t)nread;
		text[nbytes] = '\0';
		if (take_answers(text, nbytes, probe, cols) == NANSWERS)
			break;
	}
	if (cols[0] == WIDE_COL && cols[1] == NARROW_COL)
		probe->ambiguous = WIDTH_AMBIGUOUS_1;
	if (cols[0] == WIDE_COL && cols[1] == AMBIGUOUS_WIDE_COL)
		probe->ambiguous = WIDTH_AMBIGUOUS_2;
}

struct term_probe term_probe(int wait_ms)
{
	struct term_probe probe = {0};
	struct termios before, raw;
	const char *name = getenv("TERM");
	if (!name || strcmp(name, "linux") == 0 || strcmp(name, "dumb") == 0 || tcgetattr(STDIN_FILENO, &before) != 0)
		return probe;
	raw = before;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	raw.c_cc[VMIN] = 0;
	raw.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	if (write(STDOUT_FILENO, question, sizeof(question) - 1) == (ssize_t)sizeof(question) - 1)
		read_answers(wait_ms, &probe);
	tcsetattr(STDIN_FILENO, TCSANOW, &before);
	return probe;
}
