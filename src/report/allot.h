/* Which number of a row belongs to which column.
 *
 * A row with as many numbers in one run as its block has columns is plain. Conversions from PDF and Word also leave
 * rows with blanks, with padding before and after the numbers, and rows that lost numbers. What cannot be placed with
 * certainty is LOST: a number in the wrong column would accuse a report of errors that it does not have. */
#ifndef GOUJI_REPORT_ALLOT_H
#define GOUJI_REPORT_ALLOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "report/cell.h"
#include "report/format.h"

enum { ALLOT_MAX_VALUES = 24 };

/* A row of the source: what stands behind its label. */
struct allot_row {
	int16_t row;                    /* of the form */
	uint32_t line;                  /* in the source */
	uint8_t ncolumns;               /* of its block */
	uint8_t first;                  /* column of values[0] in the source */
	uint8_t nvalues;
	bool grid;                      /* columns of the source are columns of the table */
	/* Known to hold a number for each column of its block, with nothing but blanks beside */
	bool is_full;
	uint8_t nleading;               /* blanks before the numbers, where it is full */
	int16_t start;                  /* column of the first cell, once known; else FORMAT_NONE */
	struct cell values[ALLOT_MAX_VALUES]; /* READ, NOTED, BLANK or TEXT */
};

/* Places the values of `nrows` rows of one table, in the order of the source, into `cells` (indexed like the form's
 * cells). `head` is the source column where the table's head has its first column, or FORMAT_NONE. */
void allot_rows(struct allot_row *rows, size_t nrows, int head, const struct format *format, struct cell *cells);

/* The same for a table whose rows stand side by side: one line of numbers for `table`. False when the line does not fit
 * and every cell was set LOST. */
bool allot_across(const struct allot_row *line, const struct format *format, size_t table, struct cell *cells);

#endif
