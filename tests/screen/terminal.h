/* A program running in a terminal emulator, for tests of what is on the screen.
 *
 * Rows and columns are counted from 0. Every wait has a deadline; when it passes, the screen is printed on stderr and
 * the wait reports failure. Text is UTF-8. Running out of memory, ptys or processes ends the test program. */
#ifndef TESTS_SCREEN_TERMINAL_H
#define TESTS_SCREEN_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	TERMINAL_TIMEOUT_MS = 10000,     /* the deadline of waits that take none */
	TERMINAL_TIMED_OUT = -1000,      /* result of terminal_wait_exit: still running */
	TERMINAL_COLOUR_DEFAULT = -1,    /* a cell colour that the program did not choose */
	TERMINAL_COLOUR_RGB = 0x1000000, /* set in cell colours that are 0xRRGGBB and not an index */
};

/* Value of terminal_options.locale: neither LC_ALL, LC_CTYPE nor LANG is in the environment. */
#define TERMINAL_LOCALE_UNSET ""

struct terminal_options {
	const char *const *argv; /* ends with NULL; argv[0] is looked up in PATH when it has no slash */
	int nrows, ncols;        /* 0: 24 rows, 80 columns */
	const char *term;        /* TERM; NULL: xterm-256color. Keys are always sent as xterm sends them. */
	const char *locale;      /* LC_ALL; NULL: C.UTF-8; TERMINAL_LOCALE_UNSET: none */
	const char *charset;     /* what the terminal itself speaks, as iconv names it; NULL: UTF-8 */
	bool wide_ambiguous;     /* it draws characters of ambiguous width (“ — ①) two columns wide; all of them as 〓 */
	int bytes_per_second;    /* of the line that output comes over; 0: as fast as it can */
	const char *cwd;         /* directory to start in; NULL: that of the test. Not for finding argv[0]. */
	/* Changes to the environment, ends with NULL; may itself be NULL. "NAME=VALUE" sets, "NAME" alone removes.
	 * Without it: PATH of the test, HOME=/tmp, TERM, LC_ALL, and variables that steer sanitizers and coverage. */
	const char *const *env;
};

struct terminal_cell {
	bool bold, dim, italic, underline, blink, reverse, strike;
	int fg, bg;  /* colour index, TERMINAL_COLOUR_DEFAULT, or TERMINAL_COLOUR_RGB | 0xRRGGBB */
	uint32_t ch; /* the base character; ' ' for an empty cell, 0 for the second column of a wide character */
	int width;   /* columns of the character; 0 for the second column of a wide one */
};

struct terminal_cursor {
	int row, col;
	bool is_visible;
};

struct terminal;

/* Starts the program in a session of its own. Never NULL; a program that cannot be executed says so on its screen and
 * exits with status 127. */
struct terminal *terminal_start(const struct terminal_options *options);
/* Kills the program if it still runs and frees everything. NULL is allowed. */
void terminal_stop(struct terminal *t);

/* Types keys: plain text, and names in angle brackets: <Enter> <Tab> <S-Tab> <Esc> <Space> <Backspace> <Up> <Down>
 * <Left> <Right> <Home> <End> <PageUp> <PageDown> <Insert> <Delete> <F1>..<F12>, <lt> for '<'. Before a name or a
 * character: C- (control), A- (alt), S- (shift), as in <C-l>, <A-x>, <C-Right>. Cursor keys follow the mode which the
 * program asked for. False, with a message, for an unknown name or when the program does not take its input.
 * All keys of one call arrive together. */
bool terminal_send(struct terminal *t, const char *keys);
/* Sends bytes as they are, without conversion. */
bool terminal_send_bytes(struct terminal *t, const void *bytes, size_t nbytes);
/* terminal_send, then terminal_settle. */
bool terminal_type(struct terminal *t, const char *keys);

/* Waits until the program has reacted to the last input, signal or change of size, and everything it wrote is on the
 * screen: it sleeps, has left no input unread and has no output under way. A program that waits with a short timeout
 * counts as asleep: after a lone <Esc>, wait for the text instead. True at once for a program that ended. */
bool terminal_settle(struct terminal *t);
/* Waits until `text` is somewhere on the screen, or until it is nowhere; '\n' in `text` stands for the end of a row
 * after removing trailing blanks. Fails early when the program has ended. The rest of the screen may still be on its
 * way: terminal_settle before looking at it. */
bool terminal_wait_text(struct terminal *t, const char *text, int timeout_ms);
bool terminal_wait_gone(struct terminal *t, const char *text, int timeout_ms);
/* Waits until the program has written nothing for `quiet_ms`; takes at least that long. Prefer terminal_settle. */
bool terminal_wait_idle(struct terminal *t, int quiet_ms);
/* Waits for the end of the program: its exit status, or minus the number of the signal that killed it, or
 * TERMINAL_TIMED_OUT. What it wrote last is on the screen. */
int terminal_wait_exit(struct terminal *t);

/* Rows without trailing blanks, joined by '\n', without one at the end. Valid until the next call on `t`. */
const char *terminal_screen_text(struct terminal *t);
const char *terminal_row_text(struct terminal *t, int row);
/* The first place of `text` (within one row), in columns. */
bool terminal_find(struct terminal *t, const char *text, int *row, int *col);
struct terminal_cell terminal_cell_attrs(const struct terminal *t, int row, int col);
struct terminal_cursor terminal_cursor(const struct terminal *t);
void terminal_size(const struct terminal *t, int *nrows, int *ncols);
/* Prints the screen in a frame on stderr, under a line of text that says why. */
void terminal_print(struct terminal *t, const char *reason);

/* Changes the size; the program gets SIGWINCH. */
void terminal_resize(struct terminal *t, int nrows, int ncols);
/* Sends a signal to the program. */
void terminal_signal(struct terminal *t, int signo);
/* Lets the terminal vanish: the program gets SIGHUP, reads end of file and cannot write. */
void terminal_hangup(struct terminal *t);

/* Bytes that the program wrote, before any conversion; the log is valid until the next call on `t`. */
size_t terminal_nbytes(const struct terminal *t);
const char *terminal_raw(const struct terminal *t, size_t *nbytes);
/* Bytes among them that were invalid in the charset of the terminal; each shows as U+FFFD. */
size_t terminal_ninvalid(const struct terminal *t);
size_t terminal_nbells(const struct terminal *t);
/* The program switched to the alternate screen. */
bool terminal_is_altscreen(const struct terminal *t);
/* The tty is in the state of a shell: line by line, echo, signals from keys. */
bool terminal_is_cooked(const struct terminal *t);
/* Processor time of the program, all processes it waited for included; 0 before terminal_wait_exit reported its end. */
uint64_t terminal_cpu_us(const struct terminal *t);
/* Size, locale and kind of the terminal in words: "80x24 C.UTF-8 TERM=xterm-256color". */
const char *terminal_description(struct terminal *t);

#endif
