/* Any bytes as text with drawings: the blocks hold what their contract says, come in the order of the text, and the
 * texts of cells in the order of the row. Built like fuzz_report.c. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "read/drawn.h"

struct reading {
	struct drawn_reader reader;
	const char *start;              /* of reader.text, which does not move */
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
	check(text.ptr >= reading->start && text.ptr + text.nbytes <= reading->start + reading->reader.text.nbytes);
	check(str_trim(text).nbytes == text.nbytes);
}

static void take(void *context, const struct block *block)
{
	struct reading *reading = context;
	const char *end = NULL;
	if (!reading->start)
		reading->start = reading->reader.text.ptr;
	check(reading->start == reading->reader.text.ptr);
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
		check(cell->line >= 1 && cell->line <= reading->nlines && cell->column >= 1);
		check(!cell->covered || !cell->text.nbytes);
		check(!cell->text.nbytes || !end || cell->text.ptr >= end);
		end = cell->text.nbytes ? cell->text.ptr + cell->text.nbytes : end;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reading reading = {.nlines = 1};
	struct str text = {(const char *)data, size};
	for (size_t i = 0; i < size; i++)
		reading.nlines += data[i] == '\n';
	check(drawn_may_hold(text) == drawn_may_hold_plain(text));
	drawn_read_blocks(&reading.reader, text, &(struct block_sink){take, &reading});
	drawn_reader_free(&reading.reader);
	return 0;
}
