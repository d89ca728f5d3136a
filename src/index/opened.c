#include "index/opened.h"

#include <stdlib.h>

#include "base/alloc.h"

static struct document_item *add_item(struct opened *opened, enum document_kind kind, uint32_t line, struct str text)
{
	opened->items = alloc_grow(opened->items, opened->nitems, &opened->capacity, sizeof(*opened->items));
	struct document_item *item = &opened->items[opened->nitems++];
	*item = (struct document_item){.kind = kind, .line = line, .text = text};
	return item;
}

static void take_paragraph(void *context, const struct block *block, bool is_title)
{
	add_item(context, is_title ? DOCUMENT_TITLE : DOCUMENT_PARAGRAPH, block->line, block->text);
}

static void take_heading(void *context, const struct block *block, unsigned section)
{
	add_item(context, DOCUMENT_HEADING, block->line, block->text)->section = (uint8_t)section;
}

static void take_table(void *context, size_t table, uint32_t line)
{
	add_item(context, DOCUMENT_TABLE, line, (struct str){0})->table = (uint8_t)table;
}

/* The cells of a row are views of one line: the row's text runs from the first to the last of them. */
static void take_stray_row(void *context, const struct block *block)
{
	struct str text = {0};
	for (size_t i = 0; i < block->ncells; i++) {
		struct str cell = block->cells[i].text;
		if (!cell.nbytes)
			continue;
		if (!text.nbytes)
			text = cell;
		text.nbytes = (size_t)(cell.ptr + cell.nbytes - text.ptr);
	}
	add_item(context, DOCUMENT_STRAY_ROW, block->line, text);
}

static void begin(void *context)
{
	((struct opened *)context)->nitems = 0;
}

static void start(struct opened *opened, const struct knowledge *knowledge, const char *path)
{
	if (!opened->examiner)
		opened->examiner = examiner_new(knowledge);
	char *copy = alloc_copy_text(path);
	free(opened->path);
	opened->path = copy;
	opened->nitems = 0;
}

void opened_open(struct opened *opened, const struct knowledge *knowledge, const char *path)
{
	const struct recognise_events events = {take_paragraph, take_heading, take_table, take_stray_row, begin, opened};
	start(opened, knowledge, path);
	examiner_examine(opened->examiner, opened->path, &events);
}

void opened_open_bytes(struct opened *opened, const struct knowledge *knowledge, const char *path, struct str bytes)
{
	const struct recognise_events events = {take_paragraph, take_heading, take_table, take_stray_row, begin, opened};
	start(opened, knowledge, path);
	examiner_examine_bytes(opened->examiner, opened->path, bytes, &events);
}

void opened_free(struct opened *opened)
{
	examiner_free(opened->examiner);
	free(opened->path);
	free(opened->items);
	*opened = (struct opened){0};
}
