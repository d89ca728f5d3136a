/* The terminal's state. Internal to ui/term*.c, the only files that call curses. */
#ifndef GOUJI_UI_TERM_PARTS_H
#define GOUJI_UI_TERM_PARTS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <wchar.h>

#define NCURSES_NOMACROS 1
#include <curses.h>

#include "base/str.h"
#include "base/width.h"
#include "ui/term.h"
#include "ui/term_paint.h"

struct look {
	attr_t attributes;
	short pair;
	bool shows_on_blanks;           /* a blank looks otherwise than a plain one */
	struct pen pen;                 /* the same for the painter */
};

struct term {
	SCREEN *screen;
	struct paint *paint;            /* NULL: curses paints */
	WINDOW *input;                  /* a pad: reading from a window would refresh it first */
	size_t nrows, ncols;
	struct winsize window_size;     /* as the tty told it last */
	struct termios settings;        /* of the tty, before curses */
	bool ascii;                     /* lines are drawn in ASCII */
	bool utf8;                      /* every character can be sent */
	enum width_ambiguous ambiguous;
	const struct theme *theme;
	struct look looks[THEME_NROLES];
	struct strbuf clipped;
	wchar_t *wide;
	size_t wide_capacity;
	size_t last_row, last_end;      /* where the last text that was put ended, and how it looked */
	struct look last_look;
	bool cursor_shown;
	bool marks_pastes;              /* it was asked to tell what is pasted from what is typed */
	struct term_mouse mouse;
	unsigned nstalls;
	const sigset_t *wait_mask;
};

/* Leaves curses: the tty is again as the shell has it. */
void term_give_back(struct term *term);
/* What the terminal shows is not known any more. */
void term_forget(struct term *term);
/* Has a size that the terminal has got while nobody told of it, as while the program was stopped, told by the next
 * key. */
void term_look_at_size(struct term *term);
/* Asks the terminal to mark what is pasted, or not to any more; where it may not understand that, nothing. */
void term_mark_pastes(struct term *term, bool wanted);
/* Takes over the size that curses goes by, and the one that the tty tells. */
void term_take_size(struct term *term);

#endif
