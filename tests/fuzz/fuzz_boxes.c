/* Any bytes as pages of words with their places: texts of blocks lie in the reader's text, which does not move. Built
 * like fuzz_report.c. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "read/boxes/boxes.h"

struct reading {
	const struct boxes_reader *reader;
	const char *start;              /* of the reader's text at the first block */
};

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_text(struct reading *reading, struct str text)
{
	if (!text.nbytes)
		return;
	if (!reading->start)
		reading->start = reading->reader->text.ptr;
	check(reading->reader->text.ptr == reading->start);
	check(text.ptr >= reading->start && text.ptr + text.nbytes <= reading->start + reading->reader->text.nbytes);
	check(utf8_find_invalid(text) == text.nbytes);
}

static void take(void *context, const struct block *block)
{
	struct reading *reading = context;
	check(block->line >= 1);
	if (block->kind == BLOCK_PARAGRAPH)
		check_text(reading, block->text);
	else
		check(block->ncells <= BLOCK_MAX_CELLS);
	for (size_t i = 0; block->kind == BLOCK_ROW && i < block->ncells; i++)
		check_text(reading, block->cells[i].text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct boxes_reader reader;
	struct str xml = {(const char *)data, size};
	struct reading reading = {&reader, NULL};
	boxes_read_blocks(&reader, xml, &(struct block_sink){take, &reading});
	return 0;
}
