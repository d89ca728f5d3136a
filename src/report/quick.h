/* Tables by memory: most rows of the form are spelled like a row of some report before, to the last byte of their
 * labels.
 *
 * What the plain code made of a row is remembered: of one with numbers by its bytes up to the first of them, of one
 * that is the head of a table by all of its bytes. Where these come again, and nothing but short numbers behind them,
 * the row is taken the same way, and is neither cut into cells nor are its labels looked up. The same goes for
 * headings. All other lines go through the plain code: text_read_blocks with recogniser_take is the whole meaning of
 * quick_read. */
#ifndef GOUJI_REPORT_QUICK_H
#define GOUJI_REPORT_QUICK_H

#include <stdint.h>

#include "base/str.h"
#include "read/text.h"
#include "report/quick_meaning.h"
#include "report/recognise.h"

enum {
	QUICK_NROWS = 1024,             /* a power of two */
	QUICK_NPLACES = 4,              /* where a row may have its place */
	QUICK_MAX_NBYTES = 240,         /* of what a row is told by */
	QUICK_MAX_BLANKS = 4,           /* empty cells between label and first number */
	QUICK_MAX_LABELS = 15,
};

/* How the cells of a row are set apart. */
enum quick_layout { QUICK_TABS, QUICK_CELLS, QUICK_PIPES };

/* Where a cell stands, from where its row begins. */
struct quick_place {
	uint16_t nlines;                /* further down */
	uint16_t column;
};

/* A text of a row, by its offset in it. */
struct quick_label {
	uint16_t offset, nbytes;
	uint8_t place;                  /* its number among the cells */
	uint8_t nlines;                 /* further down than the row */
};

/* A row of the form, the head of a table, or a heading, as it was spelled. */
struct quick_row {
	const struct labels *labels;    /* NULL: an empty entry */
	struct quick_row *next;         /* what stood behind it the last time, or NULL */
	uint16_t nbytes;                /* up to the first number; of heads and headings, all */
	uint16_t nlines;                /* of a head or a heading */
	uint8_t layout;                 /* enum quick_layout */
	struct quick_meaning meaning;
	/* Of a row with numbers: */
	uint8_t nblanks;
	struct quick_place number, blanks[QUICK_MAX_BLANKS];
	/* Of a heading: */
	uint8_t section, heading_level;
	/* What labels are told of; of a heading, its text: */
	uint8_t nlabels;
	struct quick_label told[QUICK_MAX_LABELS];
	char bytes[QUICK_MAX_NBYTES];
};

/* Zero-initialise it; for one thread and one set of words. */
struct quick {
	struct recogniser *recogniser;
	struct text_reader reader;
	const char *row_start;          /* of the row that the plain code is reading */
	uint32_t row_line;
	size_t nblocks;                 /* that the plain code has made of it, */
	struct block block;             /* and the last of them */
	struct quick_row *last;         /* the row that was met last, or NULL */
	uint16_t tags[QUICK_NROWS];     /* a part of the hash of each row: most that are not known show by it */
	struct quick_row rows[QUICK_NROWS];
};

/* Reads `text` (UTF-8) into a recogniser that was begun with it. */
void quick_read(struct quick *quick, struct recogniser *recogniser, struct str text);

#endif
