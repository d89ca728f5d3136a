/* The text of a report as it was recognised: titles, paragraphs, headings and the places of tables, in the order of the
 * source. Texts are views of the text that was read. */
#ifndef GOUJI_REPORT_DOCUMENT_H
#define GOUJI_REPORT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "read/block.h"

enum document_kind {
	DOCUMENT_TITLE,
	DOCUMENT_PARAGRAPH,
	DOCUMENT_HEADING,               /* of a section: see section */
	DOCUMENT_TABLE,                 /* where a table of the form begins: see table */
	DOCUMENT_STRAY_ROW,             /* a row that belongs to no table of the form; its cells follow as text */
};

struct document_item {
	enum document_kind kind;
	uint32_t line;                  /* in the source, from 1 */
	struct str text;                /* for stray rows the whole line */
	uint8_t section;                /* of a heading: which; of all else: the one it stands in, 0 before the first */
	uint8_t table;
};

/* A cell of the head of a table, or the label of a row, as printed. */
struct document_label {
	uint32_t line;
	int16_t row;                    /* of the form; FORMAT_NONE for a head */
	uint8_t table;
	uint8_t place;                  /* its number among the cells of its row in the source */
	struct str text;
};

/* Zero-initialise it; it is used again for the next report. */
struct document {
	size_t nitems;
	size_t capacity;
	struct document_item *items;
	size_t nlabels, labels_capacity;
	struct document_label *labels;  /* in the order of the source; none of those that were broken off */
};

/* A report comes, maybe again from the start: what it held before goes. Then the report's blocks come as they are
 * recognised, in the order of the source. */
void document_begin(struct document *document);
void document_add_paragraph(struct document *document, const struct block *block, bool is_title);
void document_add_heading(struct document *document, const struct block *block, unsigned section);
/* A table of the form, at its first head or row. */
void document_add_table(struct document *document, size_t table, uint32_t line);
/* A row that belongs to no table of the form. */
void document_add_stray_row(struct document *document, const struct block *block);
/* An empty one is none. */
void document_add_label(struct document *document, const struct document_label *label);
/* At the end: a paragraph of this text turns out to be the heading of a section, or a heading to be none (0). */
void document_settle(struct document *document, struct str text, unsigned section);
void document_free(struct document *document);

#endif
