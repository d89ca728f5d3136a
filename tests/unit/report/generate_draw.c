/* Tables of made reports drawn with lines, their texts broken to the width of their columns. */
#include <stdlib.h>

#include "base/utf8.h"
#include "base/width.h"
#include "report/generate.h"

enum { MAX_NCOLUMNS = SHEET_MAX_CELLS + 1, MAX_NROWS = SHEET_MAX_LINES, MAX_NLINES = 12, WIDEST = 1000 };
enum { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8 };

/* Lines by the arms of their characters; a blank for none. */
static const char *const styles[][16] = {
	{" ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼"},
	{" ", "║", "║", "║", "═", "╝", "╗", "╣", "═", "╚", "╔", "╠", "═", "╩", "╦", "╬"},
	{" ", "┃", "┃", "┃", "━", "┛", "┓", "┫", "━", "┗", "┏", "┣", "━", "┻", "┳", "╋"},
	{" ", "|", "|", "|", "-", "+", "+", "+", "-", "+", "+", "+", "-", "+", "+", "+"},
	/* Without junctions at the sides, and where nothing goes on below: not for tables cut to pieces, which may be
	 * left without any. */
	{" ", "|", "|", "|", "-", "+", "+", "|", "-", "+", "+", "|", "-", "-", "-", "+"},
};
enum { NBOX_STYLES = 3, NSTYLES = 5, NPLAIN_LINES = 24 };

struct place {
	struct str text;
	bool numeric;
	size_t column, ncolumns, row, nrows;
};

struct drawing {
	struct made *made;
	size_t nrows, ncolumns, nplaces;
	bool wide;                      /* Chinese characters count two columns */
	size_t padding;
	struct place places[MAX_NROWS * MAX_NCOLUMNS];
	bool taken[MAX_NROWS][MAX_NCOLUMNS];
	size_t widths[MAX_NCOLUMNS], heights[MAX_NROWS]; /* without the lines */
	size_t xs[MAX_NCOLUMNS + 1], ys[MAX_NROWS + 1];  /* of the lines */
	/* By y and x: characters, 0 for what the one before takes; arms. */
	uint32_t *chars;
	uint8_t *arms;
};

static size_t width_in(const struct drawing *drawing, uint32_t c)
{
	return drawing->wide ? (size_t)width_of(c, WIDTH_AMBIGUOUS_1) : 1;
}

/* Takes what fits `ncols` off `*rest`; numbers are not broken. */
static struct str take_line(const struct drawing *drawing, struct str *rest, size_t ncols)
{
	size_t n = 0, width = 0;
	while (n < rest->nbytes && rest->ptr[n] != '\v') {
		struct utf8_char c = utf8_decode(str_slice(*rest, n, rest->nbytes));
		width += width_in(drawing, c.code_point);
		if (width > ncols && n)
			break;
		n += c.nbytes;
	}
	struct str line = str_slice(*rest, 0, n);
	*rest = str_slice(*rest, n + (n < rest->nbytes && rest->ptr[n] == '\v'), rest->nbytes);
	return line;
}

static size_t text_width(const struct drawing *drawing, struct str text)
{
	size_t width = 0;
	for (; text.nbytes; text = str_slice(text, utf8_decode(text).nbytes, text.nbytes))
		width += width_in(drawing, utf8_decode(text).code_point);
	return width;
}

static size_t span_width(const struct drawing *drawing, const struct place *place)
{
	size_t width = place->ncolumns - 1;
	for (size_t i = 0; i < place->ncolumns; i++)
		width += drawing->widths[place->column + i];
	return width - 2 * drawing->padding;
}

static size_t count_lines(const struct drawing *drawing, const struct place *place)
{
	struct str rest = place->text;
	size_t count = 0;
	for (; rest.nbytes; count++)
		take_line(drawing, &rest, place->numeric ? WIDEST : span_width(drawing, place));
	return count;
}

/* Gives every place of the sheet to a cell. */
static void place_cells(struct drawing *drawing, const struct sheet_line *lines)
{
	for (size_t r = 0; r < drawing->nrows; r++)
		drawing->ncolumns = lines[r].ncells > drawing->ncolumns ? lines[r].ncells : drawing->ncolumns;
	for (size_t r = 0; r < drawing->nrows; r++)
		for (size_t c = 0; c < drawing->ncolumns; c++) {
			if (drawing->taken[r][c])
				continue;
			struct sheet_cell cell = {.cell = FORMAT_NONE};
			if (c < lines[r].ncells)
				cell = lines[r].cells[c];
			struct place place = {.text = cell.text, .numeric = cell.cell != FORMAT_NONE, .column = c,
					      .row = r, .nrows = cell.nrows ? cell.nrows : 1};
			while (place.ncolumns < (cell.ncolumns ? cell.ncolumns : 1u) &&
			       c + place.ncolumns < drawing->ncolumns && !drawing->taken[r][c + place.ncolumns])
				place.ncolumns++;
			if (place.nrows > drawing->nrows - r)
				place.nrows = drawing->nrows - r;
			for (size_t i = 0; i < place.nrows; i++)
				for (size_t j = 0; j < place.ncolumns; j++)
					drawing->taken[r + i][c + j] = true;
			drawing->places[drawing->nplaces++] = place;
		}
}

/* Columns as wide as their numbers, and their other texts up to a limit. */
static void find_widths(struct drawing *drawing)
{
	static const size_t limits[] = {4, 8, 16, 40};
	size_t limit = limits[made_random(drawing->made, 4)];
	for (size_t c = 0; c < drawing->ncolumns; c++)
		drawing->widths[c] = 2 + 2 * drawing->padding;
	for (size_t i = 0; i < drawing->nplaces; i++) {
		const struct place *place = &drawing->places[i];
		size_t width = text_width(drawing, place->text), have = span_width(drawing, place);
		if (!place->numeric && width > limit)
			width = place->ncolumns > 1 ? 0 : limit;
		if (width > have)
			drawing->widths[place->column + place->ncolumns - 1] += width - have;
	}
}

static void find_heights(struct drawing *drawing)
{
	for (size_t r = 0; r < drawing->nrows; r++)
		drawing->heights[r] = 1;
	for (size_t i = 0; i < drawing->nplaces; i++) {
		const struct place *place = &drawing->places[i];
		size_t have = place->nrows - 1, wanted = count_lines(drawing, place);
		for (size_t r = place->row; r < place->row + place->nrows; r++)
			have += drawing->heights[r];
		if (wanted > have)
			drawing->heights[place->row + place->nrows - 1] += wanted - have;
	}
	for (size_t c = 0; c < drawing->ncolumns; c++)
		drawing->xs[c + 1] = drawing->xs[c] + drawing->widths[c] + 1;
	for (size_t r = 0; r < drawing->nrows; r++)
		drawing->ys[r + 1] = drawing->ys[r] + drawing->heights[r] + 1;
}

static size_t index_of(const struct drawing *drawing, size_t y, size_t x)
{
	return y * (drawing->xs[drawing->ncolumns] + 1) + x;
}

/* The frame of a cell, and its text in the middle of its height. */
static void draw_place(struct drawing *drawing, const struct place *place)
{
	size_t x0 = drawing->xs[place->column], x1 = drawing->xs[place->column + place->ncolumns];
	size_t y0 = drawing->ys[place->row], y1 = drawing->ys[place->row + place->nrows];
	for (size_t x = x0; x < x1; x++) {
		drawing->arms[index_of(drawing, y0, x)] |= RIGHT;
		drawing->arms[index_of(drawing, y1, x)] |= RIGHT;
		drawing->arms[index_of(drawing, y0, x + 1)] |= LEFT;
		drawing->arms[index_of(drawing, y1, x + 1)] |= LEFT;
	}
	for (size_t y = y0; y < y1; y++) {
		drawing->arms[index_of(drawing, y, x0)] |= DOWN;
		drawing->arms[index_of(drawing, y, x1)] |= DOWN;
		drawing->arms[index_of(drawing, y + 1, x0)] |= UP;
		drawing->arms[index_of(drawing, y + 1, x1)] |= UP;
	}
	struct str rest = place->text;
	size_t y = y0 + 1 + (y1 - y0 - 1 - count_lines(drawing, place)) / 2;
	for (; rest.nbytes; y++) {
		struct str line = take_line(drawing, &rest, place->numeric ? WIDEST : span_width(drawing, place));
		size_t x = x0 + 1 + drawing->padding;
		while (line.nbytes) {
			struct utf8_char c = utf8_decode(line);
			size_t width = width_in(drawing, c.code_point);
			drawing->chars[index_of(drawing, y, x)] = c.code_point;
			if (width > 1)
				drawing->chars[index_of(drawing, y, x + 1)] = 0;
			x += width;
			line = str_slice(line, c.nbytes, line.nbytes);
		}
	}
}

static void write_canvas(const struct drawing *drawing, const char *const style[16], size_t indent, struct strbuf *out)
{
	size_t width = drawing->xs[drawing->ncolumns] + 1;
	for (size_t y = 0; y <= drawing->ys[drawing->nrows]; y++) {
		strbuf_append_repeat(out, ' ', indent);
		for (size_t x = 0; x < width; x++) {
			char bytes[UTF8_MAX_NBYTES];
			uint32_t c = drawing->chars[index_of(drawing, y, x)];
			if (drawing->arms[index_of(drawing, y, x)])
				strbuf_append_text(out, style[drawing->arms[index_of(drawing, y, x)]]);
			else if (c)
				strbuf_append(out, (struct str){bytes, utf8_encode(c, bytes)});
		}
		strbuf_append_byte(out, '\n');
	}
}

void made_draw_table(struct made *made, const struct sheet_line *lines, size_t nlines, struct strbuf *out)
{
	struct drawing *drawing = calloc(1, sizeof(*drawing));
	drawing->made = made;
	drawing->nrows = nlines;
	drawing->wide = made_random(made, 3) > 0;
	unsigned style = made_random(made, nlines < NPLAIN_LINES ? NSTYLES - 1 : NSTYLES);
	/* A cell that - fills looks like a line. */
	drawing->padding = style < NBOX_STYLES ? made_random(made, 2) : 1;
	place_cells(drawing, lines);
	find_widths(drawing);
	find_heights(drawing);
	size_t nchars = index_of(drawing, drawing->ys[nlines] + 1, 0);
	drawing->chars = calloc(nchars, sizeof(*drawing->chars));
	drawing->arms = calloc(nchars, 1);
	for (size_t i = 0; i < nchars; i++)
		drawing->chars[i] = ' ';
	for (size_t i = 0; i < drawing->nplaces; i++)
		draw_place(drawing, &drawing->places[i]);
	write_canvas(drawing, styles[style], made_random(made, 3), out);
	free(drawing->chars);
	free(drawing->arms);
	free(drawing);
}
