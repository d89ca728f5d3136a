/* Rows of cells by memory, where a reader has made blocks of a file: what report/quick.h does for lines of text, for
 * web pages.
 *
 * What the plain code made of a row is remembered: of one with numbers by its cells up to the first of them, of one
 * that is the head of a table by all of its cells. Where these come again, and nothing but short numbers and empty
 * cells behind them, the row is taken the same way, and its labels are not looked up. recogniser_take is the whole
 * meaning of quick_cells_take. */
#ifndef GOUJI_REPORT_QUICK_CELLS_H
#define GOUJI_REPORT_QUICK_CELLS_H

#include <stdint.h>

#include "report/quick_meaning.h"
#include "report/recognise.h"

enum {
	QUICK_CELLS_NROWS = 512,        /* a power of two; a row has its place in one of two */
	QUICK_CELLS_MAX_NBYTES = 240,   /* of the texts that a row is told by, */
	QUICK_CELLS_MAX_NCELLS = 24,    /* and of its cells */
};

/* A row of the form or the head of a table, as it was spelled. */
struct quick_cells_row {
	const struct labels *labels;    /* NULL: an empty entry */
	uint16_t next;                  /* the number of what stood behind it the last time */
	uint16_t nbytes;
	uint8_t ncells;                 /* that it is told by */
	uint16_t shapes[QUICK_CELLS_MAX_NCELLS]; /* of each cell: the length of its text, and whether it is covered */
	char bytes[QUICK_CELLS_MAX_NBYTES]; /* their texts */
	struct quick_meaning meaning;
};

/* Zero-initialise it; for one thread and one set of words. */
struct quick_cells {
	uint16_t last;                  /* the number of the row that was met last */
	struct quick_cells_row rows[QUICK_CELLS_NROWS];
};

/* Takes a block as recogniser_take does. */
void quick_cells_take(struct quick_cells *quick, struct recogniser *recogniser, const struct block *block);

#endif
