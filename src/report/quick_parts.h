/* The parts of quick.h. Internal to src/report/. */
#ifndef GOUJI_REPORT_QUICK_PARTS_H
#define GOUJI_REPORT_QUICK_PARTS_H

#include "report/quick.h"

enum { QUICK_MAX_DIGITS = 9 };          /* before the point */

/* How many bytes the line end at `p` has: a line feed, and maybe a carriage return before it. 0 when there is none. */
static inline size_t quick_line_end_nbytes(const char *p, const char *end)
{
	if (p < end && *p == '\n')
		return 1;
	return end - p > 1 && p[0] == '\r' && p[1] == '\n' ? 2 : 0;
}

/* quick_find.c: what a row is told by. */
/* Whether a text is a number that is read by memory: digits and maybe a point with places behind it. */
bool quick_is_number(struct str text);
/* How the row whose first line is given sets its cells apart. */
enum quick_layout quick_layout_of(struct str line);
/* What stands before the first number of the row at `start`, whose first line ends at `line_end`, as far as that shows
 * by its bytes; empty when there is none. */
struct str quick_beginning(const char *start, const char *line_end, const char *end, enum quick_layout layout);
/* All bytes of that row; empty where its end is not met. */
struct str quick_whole(const char *start, const char *line_end, const char *end, enum quick_layout layout);
/* The row that is known by `bytes`, or NULL. */
struct quick_row *quick_find(struct quick *quick, struct str bytes);
/* An empty entry for a row that is told by `bytes`; another one may have to go. What stood behind it the last time is
 * kept. NULL for too many bytes. */
struct quick_row *quick_add(struct quick *quick, struct str bytes);

/* quick_fill.c: the numbers of a row that is known. */
/* The values of the row at hand, and where in the text it is. */
struct quick_filling {
	struct allot_row *row;
	const char *text;               /* the whole, from which raw texts are counted */
	uint32_t line, column;          /* of the last cell */
	uint32_t nvalues, nnumbers;
	uint32_t end;                   /* place behind the last number */
};

/* Takes an empty cell; false when there are too many. */
bool quick_fill_blank(struct quick_filling *filling);
/* Takes the numbers from `p` to the end of the row: the place behind it, or NULL when there is something else in it
 * than short numbers and empty cells. */
const char *quick_fill(struct quick_filling *filling, enum quick_layout layout, const char *p, const char *end);

/* quick_rows.c: rows that are known. */
/* Takes the row at `start`, if it is the one that stood behind the last row before: returns the place behind it and
 * counts its lines. NULL when it is not. */
const char *quick_take_next(struct quick *quick, const char *start, const char *end);
/* Takes the row at `start`, whose first line ends at `line_end`, if it is known. */
const char *quick_take_row(struct quick *quick, const char *start, const char *line_end, const char *end);
/* Takes the row of numbers alone at `start`, where it is the line of a table whose rows stand side by side. */
const char *quick_take_across(struct quick *quick, const char *start, const char *end);
/* Takes the rule below the head of a Markdown table at `start`, where there is one between |. */
const char *quick_take_rule(struct quick *quick, const char *start, const char *end);

/* quick_learn.c: what a row that the plain code has just taken is. */
/* Remembers the row from `quick->row_start` to `end` that the plain code has just taken, if it can be
 * told by its bytes. */
void quick_learn_row(struct quick *quick, const char *end);
/* The same for the heading that the plain code has just made of the line from `quick->row_start` to `end`. */
void quick_learn_heading(struct quick *quick, const char *end);

#endif
