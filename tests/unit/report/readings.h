/* The same text read by the plain code and by memory (report/quick.h): what the two make of it, compared to the last
 * cell. */
#ifndef GOUJI_TESTS_REPORT_READINGS_H
#define GOUJI_TESTS_REPORT_READINGS_H

#include <stdlib.h>

#include "check/knowledge.h"
#include "read/html/html.h"
#include "report/document.h"
#include "report/quick.h"
#include "report/quick_cells.h"

/* Zero-initialise it. */
struct readings {
	struct recogniser plain, quick;
	struct report plain_report, quick_report;
	struct document plain_document, quick_document;
	struct quick memory;
	struct quick_cells cells;       /* the memory of rows of blocks */
	struct html_reader page;
};

static void readings_take(void *context, const struct block *block)
{
	recogniser_take(context, block);
}

static inline void readings_begin(struct recogniser *recogniser, struct report *report, const struct form *form,
				  const struct words *words, struct document *document, struct str text)
{
	recogniser->format = form->format;
	recogniser->labels = form->labels;
	recogniser->words = words;
	recogniser->document = document;
	recogniser_begin(recogniser, report, text);
}

static inline bool readings_same_cells(const struct report *a, const struct report *b)
{
	for (size_t i = 0; i < a->format->ncells; i++) {
		const struct cell *x = &a->cells[i], *y = &b->cells[i];
		if (x->status != y->status || x->value != y->value || x->line != y->line || x->column != y->column ||
		    x->raw.offset != y->raw.offset || x->raw.nbytes != y->raw.nbytes)
			return false;
	}
	return true;
}

static inline bool readings_same_rows(const struct report *a, const struct report *b)
{
	for (size_t i = 0; i < a->format->nrows; i++) {
		const struct report_row *x = &a->rows[i], *y = &b->rows[i];
		if (x->line != y->line || x->repairs != y->repairs || x->moved != y->moved ||
		    x->repeated != y->repeated || x->mentioned != y->mentioned)
			return false;
	}
	for (size_t i = 0; i < a->format->ntables; i++) {
		const struct report_table *x = &a->tables[i], *y = &b->tables[i];
		if (x->line != y->line || x->mentioned != y->mentioned || x->nrows_found != y->nrows_found ||
		    x->nrows_with_cells != y->nrows_with_cells || x->nlost != y->nlost || x->nblank != y->nblank ||
		    x->ntext != y->ntext)
			return false;
	}
	return true;
}

static inline bool readings_same_head(const struct report *a, const struct report *b)
{
	if (a->state != b->state || strcmp(a->agency, b->agency) != 0 || a->year != b->year ||
	    a->agency_source != b->agency_source || a->year_source != b->year_source ||
	    a->title_line != b->title_line || a->last_line != b->last_line ||
	    a->sections_mentioned != b->sections_mentioned || a->nheadings != b->nheadings)
		return false;
	for (size_t i = 0; i < a->nheadings; i++) {
		const struct report_heading *x = &a->headings[i], *y = &b->headings[i];
		if (x->section != y->section || x->line != y->line || x->text.offset != y->text.offset ||
		    x->text.nbytes != y->text.nbytes)
			return false;
	}
	return true;
}

static inline bool readings_same_text(struct str a, struct str b)
{
	return a.nbytes == b.nbytes && (!a.nbytes || a.ptr == b.ptr);
}

static inline bool readings_same_document(const struct document *a, const struct document *b)
{
	if (a->nitems != b->nitems || a->nlabels != b->nlabels)
		return false;
	for (size_t i = 0; i < a->nitems; i++) {
		const struct document_item *x = &a->items[i], *y = &b->items[i];
		if (x->kind != y->kind || x->line != y->line || x->section != y->section || x->table != y->table ||
		    !readings_same_text(x->text, y->text))
			return false;
	}
	for (size_t i = 0; i < a->nlabels; i++) {
		const struct document_label *x = &a->labels[i], *y = &b->labels[i];
		if (x->line != y->line || x->row != y->row || x->table != y->table || x->place != y->place ||
		    !readings_same_text(x->text, y->text))
			return false;
	}
	return true;
}

/* What differs between the two, or NULL. */
static inline const char *readings_difference(const struct readings *readings)
{
	if (readings->plain.foreign_tables != readings->quick.foreign_tables)
		return "form";
	if (!readings_same_head(&readings->plain_report, &readings->quick_report))
		return "head";
	if (!readings_same_rows(&readings->plain_report, &readings->quick_report))
		return "rows";
	if (!readings_same_cells(&readings->plain_report, &readings->quick_report))
		return "cells";
	if (!readings_same_document(&readings->plain_document, &readings->quick_document))
		return "document";
	return NULL;
}

/* Reads `text` (UTF-8) both ways; returns what differs, or NULL. */
static inline const char *readings_compare(struct readings *readings, const struct form *form,
					   const struct words *words, struct str text)
{
	readings_begin(&readings->plain, &readings->plain_report, form, words, &readings->plain_document, text);
	text_read_blocks(text, &(struct block_sink){readings_take, &readings->plain});
	recogniser_finish(&readings->plain, "2023.txt");
	readings_begin(&readings->quick, &readings->quick_report, form, words, &readings->quick_document, text);
	quick_read(&readings->memory, &readings->quick, text);
	recogniser_finish(&readings->quick, "2023.txt");
	return readings_difference(readings);
}

static inline void readings_take_both(void *context, const struct block *block)
{
	struct readings *readings = context;
	if (readings->page.text.nbytes)
		readings->plain.text = readings->quick.text = strbuf_view(&readings->page.text);
	recogniser_take(&readings->plain, block);
	quick_cells_take(&readings->cells, &readings->quick, block);
}

/* The same for the blocks of a text or a page, row by row. */
static inline const char *readings_compare_cells(struct readings *readings, const struct form *form,
						 const struct words *words, struct str text)
{
	const struct block_sink sink = {readings_take_both, readings};
	strbuf_clear(&readings->page.text);
	readings_begin(&readings->plain, &readings->plain_report, form, words, &readings->plain_document, text);
	readings_begin(&readings->quick, &readings->quick_report, form, words, &readings->quick_document, text);
	if (html_is_markup(text))
		html_read_blocks(&readings->page, text, &sink);
	else
		text_read_blocks(text, &sink);
	recogniser_finish(&readings->plain, "2023.txt");
	recogniser_finish(&readings->quick, "2023.txt");
	return readings_difference(readings);
}

static inline void readings_free(struct readings *readings)
{
	document_free(&readings->plain_document);
	document_free(&readings->quick_document);
	html_reader_free(&readings->page);
}

#endif
