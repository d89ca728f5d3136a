/* What holds of the blocks of any text, for the targets of what reads text: they come in the order of its lines, and
 * are parts of it. */
#ifndef GOUJI_TESTS_FUZZ_BLOCKS_H
#define GOUJI_TESTS_FUZZ_BLOCKS_H

#include <stdlib.h>

#include "read/block.h"

struct reading {
	struct str text;                /* that all texts of the blocks are parts of */
	uint32_t nlines, line;          /* in it; of the block before */
};

static inline void check(bool holds)
{
	if (!holds)
		abort();
}

static inline void check_part(struct str text, struct str whole)
{
	if (!text.nbytes)
		return;
	check(text.ptr >= whole.ptr && text.ptr + text.nbytes <= whole.ptr + whole.nbytes);
	check(str_trim(text).nbytes == text.nbytes);
}

static inline void check_block(struct reading *reading, const struct block *block)
{
	check(block->line >= reading->line && block->line >= 1 && block->line <= reading->nlines);
	reading->line = block->line;
	if (block->kind == BLOCK_PARAGRAPH) {
		check(block->text.nbytes > 0 && block->heading_level <= 6);
		check_part(block->text, reading->text);
		return;
	}
	check(block->ncells >= 1 && block->ncells <= BLOCK_MAX_CELLS);
	for (size_t i = 0; i < block->ncells; i++) {
		const struct block_cell *cell = &block->cells[i];
		check_part(cell->text, reading->text);
		check(cell->line >= 1 && cell->line <= reading->nlines && cell->column >= 1);
		check(!cell->covered || !cell->text.nbytes);
	}
}

#endif
