/* What reading of drawings is made of: characters, stretches of lines, grids. Internal to src/read/drawn/. */
#ifndef GOUJI_READ_DRAWN_DRAWN_PARTS_H
#define GOUJI_READ_DRAWN_DRAWN_PARTS_H

#include <stdint.h>

#include "read/drawn/drawn.h"

enum {
	DRAWN_MAX_LINES = 8192,         /* of one drawing; longer ones are not read */
	DRAWN_MAX_CHARS = 4096,         /* of one of its lines */
	DRAWN_MAX_SPANS = BLOCK_MAX_CELLS + 1, /* cells beside each other, and what is left of an open frame */
	DRAWN_MAX_JUNCTIONS = 2 * BLOCK_MAX_CELLS,
};

/* Which way the lines go from a character. */
enum drawn_arm { DRAWN_UP = 1, DRAWN_DOWN = 2, DRAWN_LEFT = 4, DRAWN_RIGHT = 8 };

enum { DRAWN_UPRIGHT = DRAWN_UP | DRAWN_DOWN, DRAWN_LEVEL = DRAWN_LEFT | DRAWN_RIGHT };

/* What lines are made of. */
enum drawn_family { DRAWN_BOX, DRAWN_ASCII };

/* How the place of a character in its line is counted. */
enum drawn_measure {
	DRAWN_NARROW,                   /* in columns of a terminal, ambiguous characters taking one */
	DRAWN_CHARS,                    /* in characters */
	DRAWN_WIDE,                     /* in columns, ambiguous characters taking two */
	DRAWN_BARS,                     /* in bars: text between two of them is one column */
	DRAWN_NMEASURES,
};

enum drawn_kind {
	DRAWN_PLAIN,                    /* no drawing after all */
	DRAWN_GRID,                     /* with level lines */
	DRAWN_ROWS,                     /* bars alone: every line is a row */
};

/* Lines that belong together. */
struct drawn_stretch {
	enum drawn_kind kind;
	enum drawn_family family;
	struct str text;
	size_t nlines;
	uint32_t line;                  /* of the first one, in the source, from 1 */
	const char *no_rules_end;       /* lines with bars up to here have been searched for rules in vain */
};

/* A character of a drawing; of a text, what it is taken for. */
struct drawn_char {
	uint32_t code_point;
	uint8_t nbytes;
	uint8_t arms;                   /* of enum drawn_arm; 0: text */
};

/* Where a character of a line stands. */
struct drawn_place {
	uint32_t offset, x;
	uint8_t nbytes, width;
	uint8_t arms;                   /* of a line; 0: text */
	bool is_blank;
};

/* A line that is being measured. */
struct drawn_ruler {
	enum drawn_family family;
	enum drawn_measure measure;
	struct str text;
	size_t nplaces;
	struct drawn_place *places;     /* room for DRAWN_MAX_CHARS, or all bytes of the stretch */
	size_t first, last;             /* those that are not blank; first is nplaces when all are */
	bool has_rule;                  /* a level line, or a part of one */
	bool is_rule;                   /* nothing but lines, without a gap */
	uint32_t nbars;
};

/* Text between two lines, in one line of the source. */
struct drawn_span {
	uint32_t x0, x1;                /* its first column and the one behind its last */
	struct str text;                /* with its blanks */
};

/* One line of a drawing by columns: spans of text, and lines everywhere else. */
struct drawn_line {
	bool has_rule;
	size_t nspans;
	struct drawn_span spans[DRAWN_MAX_SPANS];
};

/* Where the frame of a drawing is, and where upright lines meet level ones. */
struct drawn_frame {
	bool is_open;                   /* it has no upright line at its sides */
	uint32_t end, text_end;         /* the column behind the longest rule, and that behind the longest other line */
	uint32_t nbars;                 /* of all lines; for DRAWN_BARS */
	size_t njunctions;
	struct { uint32_t x0, x1; } junctions[DRAWN_MAX_JUNCTIONS]; /* by column */
};

/* A piece of a cell's text, in one line of the source. */
struct drawn_piece {
	struct str text;                /* without blanks at both ends; not empty */
	uint32_t line, column;
	size_t room;                    /* that the cell has in the line: in bytes, or columns if they are more */
	bool is_numeric;
	struct drawn_piece *next;
};

/* A rectangle with lines around it. Rows and columns are those of the grid. */
struct drawn_cell {
	uint32_t x0, x1;
	size_t row, row_end, column, column_end;
	struct drawn_piece *first, *last;
	struct drawn_cell *next;        /* that was closed before */
};

/* A row of the grid: lines of text without a level line between them. */
struct drawn_row {
	uint32_t line, line_end;        /* of the source */
	struct drawn_row *before;
};

struct drawn_grid {
	struct arena *arena;
	size_t ncells;
	struct drawn_cell *cells;       /* by rows, in each by columns */
	size_t nrows, ncolumns;
	struct drawn_row *rows;
};

/* drawn_chars.c */
/* The character at the start of `rest`, which is not empty. */
struct drawn_char drawn_next_char(struct str rest, enum drawn_family family);
uint32_t drawn_char_width(uint32_t code_point, enum drawn_measure measure);
/* Whether a text ends, or begins, with a character of numbers or any other of ASCII. */
bool drawn_ends_narrow(struct str text);
bool drawn_begins_narrow(struct str text);

/* drawn_find.c */
/* Whether a drawing begins with the first line of `rest`. What looks like one at first is a stretch, too, of kind
 * PLAIN: no drawing begins in any of its lines. To be asked with the stretch that was found before, zeroed at first. */
bool drawn_find(struct str rest, struct drawn_stretch *stretch);

/* drawn_lines.c */
/* Takes the characters of a line to places of `ruler`; false when there are too many, or tabs. Level characters that
 * are no line have no arms there. */
bool drawn_measure_line(struct drawn_ruler *ruler, struct str text);

/* drawn_frame.c */
/* Finds the frame of a stretch; false when there is none that all lines keep to. */
bool drawn_find_frame(struct drawn_ruler *ruler, const struct drawn_stretch *stretch, struct drawn_frame *frame);
/* Takes the line that was measured last to pieces; false where it has too many, or does not keep to the frame. */
bool drawn_cut_line(const struct drawn_ruler *ruler, const struct drawn_frame *frame, struct drawn_line *line);
/* The numbers of the upright lines at the sides of a span; false where no level line meets them. */
bool drawn_frame_find(const struct drawn_frame *frame, const struct drawn_span *span, size_t *left, size_t *right);

/* drawn_grid.c */
/* Makes the grid of a stretch; false where it is none. What it is made of is in `arena`. */
bool drawn_make_grid(const struct drawn_stretch *stretch, struct arena *arena, struct drawn_grid *grid);

/* drawn_cells.c */
/* Whether the pieces of a cell are one number that was broken where a line was full, as pandoc does. */
bool drawn_is_broken_number(const struct drawn_cell *cell);
/* The columns from the first to behind the last of the numbers, where the same columns are empty behind them in all
 * rows with numbers, and rows enough have them there to tell that none lacks a cell; else zeros. */
struct drawn_numbers {
	size_t start, end;
};
struct drawn_numbers drawn_find_numbers(const struct drawn_grid *grid);

/* drawn_emit.c */
void drawn_emit_grid(struct drawn_reader *reader, const struct drawn_grid *grid, const struct block_sink *sink);
/* Whether a cell of rows that have bars alone has a number. */
bool drawn_rows_hold_numbers(const struct drawn_stretch *stretch);
/* Those rows. */
void drawn_emit_rows(struct drawn_reader *reader, const struct drawn_stretch *stretch, const struct block_sink *sink);
/* A drawing that is no grid: rows without numbers. */
void drawn_emit_unread(struct drawn_reader *reader, const struct drawn_stretch *stretch,
		       const struct block_sink *sink);

#endif
