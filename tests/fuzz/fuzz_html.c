/* Any bytes as a web page: the blocks hold what their contract says, and are the same with the parser and without.
 * Built like fuzz_report.c. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "read/html/html.h"

struct reading {
	const struct html_reader *reader;
	const char *text;               /* where the texts were when the first block came */
	uint32_t nlines;                /* in the page */
	uint64_t hash;                  /* of all that came */
};

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_text(const struct reading *reading, struct str text)
{
	const struct strbuf *all = &reading->reader->text;
	if (!text.nbytes)
		return;
	check(text.ptr >= all->ptr && text.ptr + text.nbytes <= all->ptr + all->nbytes);
	check(utf8_find_invalid(text) == text.nbytes);
	check(str_trim(text).nbytes == text.nbytes);
}

static void note(struct reading *reading, uint32_t line, uint32_t column, struct str text)
{
	reading->hash = fold_hash(reading->hash * 31 + line * UINT64_C(1000003) + column, text);
}

static void take(void *context, const struct block *block)
{
	struct reading *reading = context;
	note(reading, block->line, block->heading_level,
	     block->kind == BLOCK_PARAGRAPH ? block->text : (struct str){0});
	if (!reading->text)
		reading->text = reading->reader->text.ptr;
	check(reading->text == reading->reader->text.ptr);
	check(block->line >= 1 && block->line <= reading->nlines);
	if (block->kind == BLOCK_PARAGRAPH) {
		check(block->text.nbytes > 0 && block->heading_level <= 6);
		check_text(reading, block->text);
		return;
	}
	check(block->grid && block->ncells >= 1 && block->ncells <= BLOCK_MAX_CELLS);
	for (size_t i = 0; i < block->ncells; i++) {
		const struct block_cell *cell = &block->cells[i];
		check_text(reading, cell->text);
		note(reading, cell->line, cell->column, cell->text);
		check(cell->line >= 1 && cell->line <= reading->nlines && cell->column >= 1);
	}
}

static uint64_t read_page(struct html_reader *reader, struct str page, bool parses)
{
	struct reading reading = {.reader = reader, .nlines = 1};
	for (size_t i = 0; i < page.nbytes; i++)
		reading.nlines += page.ptr[i] == '\n';
	reader->always_parses = parses;
	html_read_blocks(reader, page, &(struct block_sink){take, &reading});
	return reading.hash + (reader->limit != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct html_reader reader;
	struct str page = {(const char *)data, size};
	(void)html_is_markup(page);
	check(read_page(&reader, page, false) == read_page(&reader, page, true));
	return 0;
}
