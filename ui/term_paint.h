/* Painting without curses, for terminals that speak ECMA-48 and UTF-8 as nearly all do: what changed since the last
 * time is sent in fewer bytes. Internal to ui/term*.c. */
#ifndef GOUJI_UI_TERM_PAINT_H
#define GOUJI_UI_TERM_PAINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

#include "base/str.h"
#include "base/width.h"

/* How a character looks. */
struct pen {
	uint8_t marks;                  /* enum theme_attribute */
	int8_t foreground, background;  /* enum theme_colour */
};

enum { PAINT_MAX_NCHARS = 5 };          /* a character and what combines with it */

/* A column of the screen. */
struct cell_shown {
	wchar_t text[PAINT_MAX_NCHARS]; /* ends with 0 when shorter; none: the right half of a wide character */
	struct pen pen;
};

/* What the terminal can do beyond what painting needs. */
struct paint_abilities {
	uint8_t marks;                  /* enum theme_attribute that it has */
	bool erases_characters;         /* ECH */
	bool moves_in_row;              /* CHA */
	bool scrolls;                   /* DECSTBM with SU and SD */
};

struct paint {
	struct paint_abilities can;
	size_t nrows, ncols;
	struct cell_shown *next, *shown; /* what is to be shown, and what the terminal shows */
	bool *touched;                  /* rows of `next` that were drawn in */
	uint64_t *hashes;               /* of the rows of both */
	bool known;                     /* `shown` is right */
	struct strbuf out;
	size_t row, col;                /* of the cursor */
	bool placed;                    /* they are known */
	bool pending;                   /* behind the last column: the next character would wrap */
	struct pen pen;
};

/* A painter for a screen of this size. */
struct paint *paint_new(const struct paint_abilities *can, size_t nrows, size_t ncols);
void paint_free(struct paint *paint);
/* Another size; all is to be drawn again. */
void paint_resize(struct paint *paint, size_t nrows, size_t ncols);
/* The terminal shows nothing, with its cursor anywhere and plain attributes. */
void paint_forget(struct paint *paint);
void paint_erase(struct paint *paint);
/* Draws characters from a column on, and blanks behind them up to `ncols` columns. */
void paint_put(struct paint *paint, size_t row, size_t col, size_t ncols, const wchar_t *characters, size_t count,
	       enum width_ambiguous ambiguous, struct pen pen);
/* Fills `out` with what has to be sent, the cursor being at `row`, `col` in the end. */
void paint_collect(struct paint *paint, size_t row, size_t col);

/* Sequences (term_sequences.c): appended to `out`, which the state of cursor and pen follows. */
void paint_move(struct paint *paint, size_t row, size_t col);
void paint_set_pen(struct paint *paint, struct pen pen);
void paint_character(struct paint *paint, const struct cell_shown *cell, size_t ncols);

static inline bool pen_is_same(struct pen a, struct pen b)
{
	return a.marks == b.marks && a.foreground == b.foreground && a.background == b.background;
}

/* Whether a blank looks otherwise than a plain one. */
bool pen_shows_on_blanks(struct pen pen);
extern const struct pen pen_plain;

#endif
