/* Any bytes as text: no cell is covered or stands above its row. Built like fuzz_report.c. */
#include <stddef.h>
#include <stdint.h>

#include "blocks.h"
#include "read/text.h"

static void take(void *context, const struct block *block)
{
	check_block(context, block);
	for (size_t i = 0; block->kind == BLOCK_ROW && i < block->ncells; i++)
		check(!block->cells[i].covered && block->cells[i].line >= block->line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	struct reading reading = {.text = text, .nlines = 1 + (uint32_t)str_count(text, '\n')};
	text_read_blocks(text, &(struct block_sink){take, &reading});
	return 0;
}
