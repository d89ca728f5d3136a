/* Blocks: what every reader makes of a file, one at a time, in the order of the source.
 *
 * A paragraph is a line of running text; a row is a line of a table with its cells. All texts are views of the text
 * that was read and live as long as it does. */
#ifndef GOUJI_READ_BLOCK_H
#define GOUJI_READ_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum { BLOCK_MAX_CELLS = 64 };

enum block_kind { BLOCK_PARAGRAPH, BLOCK_ROW };

struct block_cell {
	struct str text;                /* without blanks at both ends; may hold line breaks */
	uint32_t line;                  /* in the source, from 1 */
	uint32_t column;                /* in the source, from 1, in code points */
	bool covered;                   /* no cell of its own: another cell spans its place, and it is empty */
};

struct block {
	enum block_kind kind;
	uint32_t line;                  /* where the block begins in the source, from 1 */
	/* Paragraphs. */
	struct str text;                /* without heading marks, wrapping ** and blanks at both ends; not empty */
	uint8_t heading_level;          /* number of leading #, 0 for none */
	/* Rows. */
	bool grid;                      /* cells stand in columns: cell i is in column i of the table */
	/* There were more cells: than BLOCK_MAX_CELLS, or numbers that cannot be told apart */
	bool truncated;
	size_t ncells;
	const struct block_cell *cells; /* valid only during the call */
};

/* What takes the blocks. */
struct block_sink {
	void (*take)(void *context, const struct block *block);
	void *context;
};

#endif
