/* Any bytes as text with drawings: the texts of cells come in the order of the row, and are parts of the reader's text,
 * which does not move. Built like fuzz_report.c. */
#include <stddef.h>
#include <stdint.h>

#include "blocks.h"
#include "read/drawn/drawn.h"

struct drawing {
	struct drawn_reader reader;
	struct reading reading;
};

static void take(void *context, const struct block *block)
{
	struct drawing *drawing = context;
	struct reading *reading = &drawing->reading;
	const char *end = NULL;
	check(!reading->text.ptr || reading->text.ptr == drawing->reader.text.ptr);
	reading->text = strbuf_view(&drawing->reader.text);
	check_block(reading, block);
	for (size_t i = 0; block->kind == BLOCK_ROW && i < block->ncells; i++) {
		struct str text = block->cells[i].text;
		check(!text.nbytes || !end || text.ptr >= end);
		end = text.nbytes ? text.ptr + text.nbytes : end;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	struct drawing drawing = {.reading.nlines = 1 + (uint32_t)str_count(text, '\n')};
	check(drawn_may_hold(text) == drawn_may_hold_plain(text));
	drawn_read_blocks(&drawing.reader, text, &(struct block_sink){take, &drawing});
	drawn_reader_free(&drawing.reader);
	return 0;
}
