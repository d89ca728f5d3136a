/* Any bytes as text with commas between values: the blocks come in the order of its lines, and are parts of the
 * reader's text, which does not move. Built like fuzz_report.c. */
#include <stddef.h>
#include <stdint.h>

#include "blocks.h"
#include "read/delimited.h"

struct delimiting {
	struct delimited_reader reader;
	struct reading reading;
};

static void take(void *context, const struct block *block)
{
	struct delimiting *delimiting = context;
	struct reading *reading = &delimiting->reading;
	check(!reading->text.ptr || reading->text.ptr == delimiting->reader.text.ptr);
	reading->text = strbuf_view(&delimiting->reader.text);
	check_block(reading, block);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	struct delimiting delimiting = {.reading.nlines = 1 + (uint32_t)str_count(text, '\n')};
	delimited_holds(text);
	delimited_read_blocks(&delimiting.reader, text, &(struct block_sink){take, &delimiting});
	delimited_reader_free(&delimiting.reader);
	return 0;
}
