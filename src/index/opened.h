/* A report opened for reading: the recognised report with its findings, and the blocks of its text in order. */
#ifndef GOUJI_INDEX_OPENED_H
#define GOUJI_INDEX_OPENED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "check/examine.h"

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
	struct str text;                /* view of the source text; for stray rows the whole line */
	uint8_t section;
	uint8_t table;
};

/* Zero-initialise it, set nothing; opened_free releases it. */
struct opened {
	struct examiner *examiner;      /* report, findings and text live in it */
	char *path;
	size_t nitems;
	size_t capacity;
	struct document_item *items;
};

/* Opens the file at `path` and forgets the one that was open. What is wrong with it stands in the report's state. */
void opened_open(struct opened *opened, const struct knowledge *knowledge, const char *path);
/* The same for bytes that are already there. */
void opened_open_bytes(struct opened *opened, const struct knowledge *knowledge, const char *path, struct str bytes);
void opened_free(struct opened *opened);

static inline const struct report *opened_report(const struct opened *opened)
{
	return &opened->examiner->report;
}

static inline const struct findings *opened_findings(const struct opened *opened)
{
	return &opened->examiner->findings;
}

#endif
