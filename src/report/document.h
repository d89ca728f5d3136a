/* The text of a report as it was recognised: titles, paragraphs, headings and the places of tables, in the order of the
 * source. Texts are views of the text that was read. */
#ifndef GOUJI_REPORT_DOCUMENT_H
#define GOUJI_REPORT_DOCUMENT_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "report/recognise.h"

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
	struct document_label *labels;  /* in the order of the source; see recognise_events.label */
};

/* Events that gather `document` while a report is recognised; what it held before goes. */
struct recognise_events document_events(struct document *document);
void document_free(struct document *document);

#endif
