/* The terminal: its files (term*.c) are the only ones that call curses. Everything above it draws rows of text in
 * roles. */
#ifndef GOUJI_UI_TERM_H
#define GOUJI_UI_TERM_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"
#include "base/width.h"
#include "ui/theme.h"

struct term;

enum term_colour { TERM_COLOUR_AUTO, TERM_COLOUR_ALWAYS, TERM_COLOUR_NEVER };

struct term_options {
	enum term_colour colour;        /* AUTO: colour where the terminal has it and NO_COLOR is not set */
	const sigset_t *wait_mask;      /* signals held back while waiting for keys; NULL: those of the process */
	const struct theme *theme;      /* what roles look like; must outlive the terminal */
	enum width_ambiguous ambiguous; /* 0: by the locale's character set */
	bool mouse;                     /* clicks and the wheel are told */
	/* Asks the terminal, and goes by the character set where that gives no answer */
	bool measure_ambiguous;
	bool ascii;                     /* no line drawing, no characters of our own beyond ASCII */
};

/* Keys beyond plain characters, which are their code points. */
enum term_key {
	TERM_KEY_NONE = 0,              /* nothing was typed */
	TERM_KEY_FIRST = 0x110000,
	TERM_KEY_UP = TERM_KEY_FIRST,
	TERM_KEY_DOWN,
	TERM_KEY_LEFT,
	TERM_KEY_RIGHT,
	TERM_KEY_PAGE_UP,
	TERM_KEY_PAGE_DOWN,
	TERM_KEY_HOME,
	TERM_KEY_END,
	TERM_KEY_BACKSPACE,
	TERM_KEY_DELETE,
	TERM_KEY_BACK_TAB,
	TERM_KEY_RESIZE,                /* the terminal has another size now */
	TERM_KEY_MOUSE,                 /* see term_mouse */
	TERM_KEY_PASTE,                 /* what follows is pasted, not typed, */
	TERM_KEY_PASTE_END,             /* up to here */
	TERM_KEY_F1,
	TERM_KEY_F12 = TERM_KEY_F1 + 11,
	TERM_KEY_OTHER,                 /* one without a name here, as F13 */
	TERM_KEY_HANGUP,                /* the terminal is gone */
};

enum term_button { TERM_BUTTON_LEFT, TERM_BUTTON_WHEEL_UP, TERM_BUTTON_WHEEL_DOWN };

/* What was pressed, and where. */
struct term_mouse {
	enum term_button button;
	size_t row, col;
};

/* Takes over the terminal. NULL with `error` set when standard input or output is no terminal, or TERM is unknown or
 * cannot move the cursor. setlocale must have been called. */
struct term *term_open(const struct term_options *options, struct error *error);
/* Gives the terminal back as it was. */
void term_close(struct term *term);

/* The size of the screen, as of the last resize that was read. */
size_t term_nrows(const struct term *term);
size_t term_ncols(const struct term *term);
/* How wide the terminal draws ambiguous characters, from the locale's character set. */
enum width_ambiguous term_ambiguous(const struct term *term);

/* What stands, in one column, where text is cut off at its end or its front: … or, on a terminal that may not show that
 * in one column, > or <. */
enum term_cut { TERM_CUT_END, TERM_CUT_FRONT };
const char *term_cut_mark(const struct term *term, enum term_cut cut);

/* Drawing: to a screen in memory, shown at once by term_flush. */
void term_erase(struct term *term);
/* Writes `text` from column `col` of row `row` in a role, clipped to `ncols` columns and padded with blanks to exactly
 * that many. `selected` shows it as the cursor line. Text is sanitised on the way. */
void term_put(struct term *term, size_t row, size_t col, size_t ncols, struct str text, enum theme_role role,
	      bool selected);
/* A vertical line from `row` down over `nrows` rows: line drawing where the terminal has it. */
void term_vertical_line(struct term *term, size_t row, size_t col, size_t nrows);
/* Sends what has changed. The cursor rests at `row`, `col`; it is only shown where the user is to type. */
void term_flush(struct term *term, size_t row, size_t col, bool cursor_shown);
/* Redraws everything at the next flush, for a terminal that others wrote to. */
void term_invalidate(struct term *term);

/* Gives the terminal to another program, and takes it back. Between the two nothing else of the terminal may be
 * used. */
void term_suspend(struct term *term);
void term_resume(struct term *term);
/* Whether the terminal's character set is UTF-8. */
bool term_is_utf8(const struct term *term);
/* Appends `text`, as it is, in the terminal's character set; '?' stands for what that does not have, in
 * the same number of columns. */
void term_encode(const struct term *term, struct str text, struct strbuf *out);
/* Asks the terminal to put `text` on the clipboard of the machine it runs on (OSC 52). Terminals that cannot ignore
 * it. */
void term_copy(struct term *term, struct str text);

enum { TERM_MAX_NWAKES = 8 };

/* Whether keys are waiting to be read. */
bool term_has_input(void);
/* Waits for a key, for bytes on one of `nwakes` descriptors (at most TERM_MAX_NWAKES; -1: none), or for `timeout_ms`
 * (-1: for ever). TERM_KEY_NONE when it was not a key; a signal that was caught also ends the wait. */
int term_read_key(struct term *term, const int *wake_fds, size_t nwakes, int timeout_ms);
/* What was pressed last, after TERM_KEY_MOUSE. */
struct term_mouse term_mouse(const struct term *term);

#endif
