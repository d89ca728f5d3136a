/* Tables by memory: most rows of the form are spelled like a row of some report before, to the last byte of their labels.
 *
 * What the plain code made of a row is remembered by the bytes of the row up to its first number. Where these come again
 * with nothing but short numbers behind them, the row is taken the same way, and is neither cut into cells nor are its
 * labels looked up. All other lines go through the plain code: text_read_blocks with recogniser_take is the whole meaning
 * of quick_read. */
#ifndef GOUJI_REPORT_QUICK_H
#define GOUJI_REPORT_QUICK_H

#include <stdint.h>

#include "base/str.h"
#include "read/text.h"
#include "report/recognise.h"

enum {
	QUICK_NROWS = 1024,             /* a power of two; a row has its place in one of two */
	QUICK_MAX_NBYTES = 200,         /* of what stands before the first number */
	QUICK_MAX_BLANKS = 4,           /* empty cells between label and first number */
};

/* How the cells of a row are set apart. */
enum quick_layout { QUICK_TABS, QUICK_CELLS, QUICK_PIPES };

/* Where a cell stands, from where its row begins. */
struct quick_place {
	uint16_t nlines;                /* further down */
	uint16_t column;
};

/* A row of the form, as it was spelled. */
struct quick_row {
	const struct labels *labels;    /* NULL: an empty entry */
	int16_t row, table;
	uint16_t nbytes;                /* up to the first number */
	uint8_t layout;                 /* enum quick_layout */
	uint8_t label;                  /* which cell is the label */
	bool moved;                     /* see struct report_row */
	bool tells;                     /* of the label is told */
	uint16_t label_offset, label_nbytes;
	struct quick_place label_place, number_place;
	uint8_t nblanks;
	struct quick_place blanks[QUICK_MAX_BLANKS];
	struct quick_row *next;         /* what stood behind it the last time, or NULL */
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
	struct quick_row rows[QUICK_NROWS];
};

/* Reads `text` (UTF-8) into a recogniser that was begun with it. */
void quick_read(struct quick *quick, struct recogniser *recogniser, struct str text);

#endif
