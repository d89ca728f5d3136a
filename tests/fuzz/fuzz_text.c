/* Any bytes as text: the blocks hold what their contract says, and come in the order of the text. Built like
 * fuzz_report.c. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "read/text.h"

struct reading {
	struct str text;
	uint32_t nlines, line;          /* in the text; of the block before */
};

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_text(const struct reading *reading, struct str text)
{
	if (!text.nbytes)
		return;
	check(text.ptr >= reading->text.ptr && text.ptr + text.nbytes <= reading->text.ptr + reading->text.nbytes);
	check(str_trim(text).nbytes == text.nbytes);
}

static void take(void *context, const struct block *block)
{
	struct reading *reading = context;
	check(block->line >= reading->line && block->line >= 1 && block->line <= reading->nlines);
	reading->line = block->line;
	if (block->kind == BLOCK_PARAGRAPH) {
		check(block->text.nbytes > 0 && block->heading_level <= 6);
		check_text(reading, block->text);
		return;
	}
	check(block->ncells >= 1 && block->ncells <= BLOCK_MAX_CELLS);
	for (size_t i = 0; i < block->ncells; i++) {
		const struct block_cell *cell = &block->cells[i];
		check_text(reading, cell->text);
		check(cell->line >= block->line && cell->line <= reading->nlines && cell->column >= 1);
		check(!cell->covered);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reading reading = {.text = {(const char *)data, size}, .nlines = 1};
	for (size_t i = 0; i < size; i++)
		reading.nlines += data[i] == '\n';
	text_read_blocks(reading.text, &(struct block_sink){take, &reading});
	return 0;
}
