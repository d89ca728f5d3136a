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

void document_begin(struct document *document)
{
	document->nitems = document->nlabels = 0;
}

void document_add_paragraph(struct document *document, const struct block *block, bool is_title)
{
	add_item(document, is_title ? DOCUMENT_TITLE : DOCUMENT_PARAGRAPH, block->line, block->text);
}

void document_add_heading(struct document *document, const struct block *block, unsigned section)
{
	add_item(document, DOCUMENT_HEADING, block->line, block->text)->section = (uint8_t)section;
}

void document_add_table(struct document *document, size_t table, uint32_t line)
{
	add_item(document, DOCUMENT_TABLE, line, (struct str){0})->table = (uint8_t)table;
}

/* The cells of a row are views of one line: the row's text runs from the first to the last of them. */
void document_add_stray_row(struct document *document, const struct block *block)
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
	add_item(document, DOCUMENT_STRAY_ROW, block->line, text);
}

void document_add_label(struct document *document, const struct document_label *label)
{
	if (!label->text.nbytes)
		return;
	document->labels = alloc_grow(document->labels, document->nlabels, &document->labels_capacity,
				      sizeof(*document->labels));
	document->labels[document->nlabels++] = *label;
}

void document_settle(struct document *document, struct str text, unsigned section)
{
	for (size_t i = 0; i < document->nitems; i++) {
		struct document_item *item = &document->items[i];
		if (item->text.ptr != text.ptr)
			continue;
		uint8_t outer = i ? item[-1].section : 0;
		item->kind = section ? DOCUMENT_HEADING : DOCUMENT_PARAGRAPH;
		item->section = section ? (uint8_t)section : outer;
		for (size_t j = i + 1; j < document->nitems && document->items[j].kind != DOCUMENT_HEADING; j++)
			document->items[j].section = item->section;
		return;
	}
}

void document_free(struct document *document)
{
	free(document->items);
	free(document->labels);
	*document = (struct document){0};
}
