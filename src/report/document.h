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

/* Zero-initialise it; it is used again for the next report. */
struct document {
	size_t nitems;
	size_t capacity;
	struct document_item *items;
};

/* Events that gather `document` while a report is recognised; what it held before goes. */
struct recognise_events document_events(struct document *document);
void document_free(struct document *document);

#endif
