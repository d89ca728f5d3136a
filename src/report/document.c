#include "report/document.h"

#include <stdlib.h>

#include "base/alloc.h"

static struct document_item *add_item(struct document *document, enum document_kind kind, uint32_t line,
				      struct str text)
{
	uint8_t section = document->nitems ? document->items[document->nitems - 1].section : 0;
	document->items =
		alloc_grow(document->items, document->nitems, &document->capacity, sizeof(*document->items));
	struct document_item *item = &document->items[document->nitems++];
	*item = (struct document_item){.kind = kind, .line = line, .text = text, .section = section};
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

static void take_label(void *context, size_t table, int row, size_t place, const struct block_cell *cell)
{
	struct document *document = context;
	if (document->nlabels == document->labels_capacity)
		document->labels = alloc_grow(document->labels, document->nlabels, &document->labels_capacity,
					      sizeof(*document->labels));
	document->labels[document->nlabels++] = (struct document_label){.line = cell->line,
									.row = (int16_t)row,
									.table = (uint8_t)table,
									.place = (uint8_t)place,
									.text = cell->text};
}

static void take_settled(void *context, const struct block *block, unsigned section)
{
	struct document *document = context;
	for (size_t i = 0; i < document->nitems; i++) {
		struct document_item *item = &document->items[i];
		if (item->text.ptr != block->text.ptr)
			continue;
		uint8_t outer = i ? item[-1].section : 0;
		item->kind = section ? DOCUMENT_HEADING : DOCUMENT_PARAGRAPH;
		item->section = section ? (uint8_t)section : outer;
		for (size_t j = i + 1; j < document->nitems && document->items[j].kind != DOCUMENT_HEADING; j++)
			document->items[j].section = item->section;
		return;
	}
}

static void begin(void *context)
{
	struct document *document = context;
	document->nitems = document->nlabels = 0;
}

struct recognise_events document_events(struct document *document)
{
	return (struct recognise_events){
		.paragraph = take_paragraph, .heading = take_heading, .table = take_table, .stray_row = take_stray_row,
		.label = take_label, .begin = begin, .settled = take_settled, .context = document,
	};
}

void document_free(struct document *document)
{
	free(document->items);
	free(document->labels);
	*document = (struct document){0};
}
