/* The shortest sequences of ECMA-48 that take the cursor to a place and change the look of characters. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "ui/term_paint.h"
#include "ui/theme.h"

enum { SEQUENCE_NBYTES = 64 };

const struct pen pen_plain = {0, THEME_DEFAULT, THEME_DEFAULT};

bool pen_shows_on_blanks(struct pen pen)
{
	return pen.marks & (THEME_UNDERLINE | THEME_REVERSE) || pen.background != THEME_DEFAULT;
}

/* ---- The cursor ---- */

/* "\e[nC" for n columns to the right and so on, a number of 1 left out. */
static size_t format_step(char *out, size_t count, char final)
{
	if (count == 1)
		return (size_t)snprintf(out, SEQUENCE_NBYTES, "\033[%c", final);
	return (size_t)snprintf(out, SEQUENCE_NBYTES, "\033[%zu%c", count, final);
}

/* Keeps the shorter of two sequences. */
static void keep_shorter(char *best, const char *other)
{
	if (strlen(other) < strlen(best))
		memcpy(best, other, strlen(other) + 1);
}

/* The ways along a row; `before` takes the cursor to that row in its column. Behind the last column only those that do
 * not start from the cursor. */
static void try_along_row(const struct paint *paint, size_t col, const char *before, char *best)
{
	char way[2 * SEQUENCE_NBYTES], step[SEQUENCE_NBYTES] = "";
	if (col)
		format_step(step, col, 'C');
	snprintf(way, sizeof(way), "\r%s%s", before, step);
	keep_shorter(best, way);
	if (paint->pending)
		return;
	if (paint->can.moves_in_row) {
		snprintf(way, sizeof(way), "%s\033[%zuG", before, col + 1);
		keep_shorter(best, way);
	}
	step[0] = '\0';
	if (col > paint->col)
		format_step(step, col - paint->col, 'C');
	else if (col < paint->col)
		format_step(step, paint->col - col, 'D');
	snprintf(way, sizeof(way), "%s%s", before, step);
	keep_shorter(best, way);
}

void paint_move(struct paint *paint, size_t row, size_t col)
{
	enum { MAX_LINES = 3 };
	char best[2 * SEQUENCE_NBYTES];
	if (paint->placed && !paint->pending && paint->row == row && paint->col == col)
		return;
	if (row || col)
		snprintf(best, sizeof(best), col ? "\033[%zu;%zuH" : "\033[%zuH", row + 1, col + 1);
	else
		snprintf(best, sizeof(best), "\033[H");
	if (paint->placed && row >= paint->row && row - paint->row <= MAX_LINES)
		try_along_row(paint, col, &"\n\n\n"[MAX_LINES - (row - paint->row)], best);
	strbuf_append_text(&paint->out, best);
	paint->row = row;
	paint->col = col;
	paint->placed = true;
	paint->pending = false;
}

/* ---- The look ---- */

static const struct {
	uint8_t mark;
	char digit;
} marks[] = {{THEME_BOLD, '1'}, {THEME_DIM, '2'}, {THEME_UNDERLINE, '4'}, {THEME_REVERSE, '7'}};

/* Appends what `pen` has that `from` has not, as parameters. */
static void append_parameters(struct strbuf *out, struct pen from, struct pen pen)
{
	const char *separator = "";
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (pen.marks & ~from.marks & marks[i].mark) {
			strbuf_printf(out, "%s%c", separator, marks[i].digit);
			separator = ";";
		}
	if (pen.foreground != from.foreground) {
		strbuf_printf(out, "%s3%d", separator, pen.foreground == THEME_DEFAULT ? 9 : pen.foreground);
		separator = ";";
	}
	if (pen.background != from.background)
		strbuf_printf(out, "%s4%d", separator, pen.background == THEME_DEFAULT ? 9 : pen.background);
}

void paint_set_pen(struct paint *paint, struct pen pen)
{
	pen.marks &= paint->can.marks;
	if (pen_is_same(pen, paint->pen))
		return;
	strbuf_append_text(&paint->out, "\033[");
	if (paint->pen.marks & ~pen.marks && !pen_is_same(pen, pen_plain)) {
		strbuf_append_text(&paint->out, "0;");
		append_parameters(&paint->out, pen_plain, pen);
	} else if (!pen_is_same(pen, pen_plain)) {
		append_parameters(&paint->out, paint->pen, pen);
	}
	strbuf_append_byte(&paint->out, 'm');
	paint->pen = pen;
}

void paint_character(struct paint *paint, const struct cell_shown *cell, size_t ncols)
{
	/* A plain blank goes on with the look before it where that does not show. */
	bool is_blank = cell->text[0] == L' ' && cell->text[1] == 0 && pen_is_same(cell->pen, pen_plain);
	if (!is_blank || pen_shows_on_blanks(paint->pen))
		paint_set_pen(paint, cell->pen);
	for (size_t i = 0; i < PAINT_MAX_NCHARS && cell->text[i]; i++) {
		char bytes[UTF8_MAX_NBYTES];
		strbuf_append(&paint->out, (struct str){bytes, utf8_encode((uint32_t)cell->text[i], bytes)});
	}
	paint->col += ncols;
	paint->pending = paint->col >= paint->ncols;
}
