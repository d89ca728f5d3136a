/* What happens for every word and every cell of a page, in line. Private to src/read/html/. */
#ifndef GOUJI_READ_HTML_HTML_RUN_H
#define GOUJI_READ_HTML_HTML_RUN_H

#include "base/alloc.h"
#include "read/html/html_page.h"

/* Text begins in the open cell: at its beginning or behind the end of a block element. */
static inline void html_part_begin(struct html_page *page, struct html_place place)
{
	struct html_table *table = &page->table;
	struct html_cell *cell = &table->cells[table->ncells - 1];
	if (table->nparts == table->parts_capacity)
		table->parts =
			alloc_grow(table->parts, table->nparts, &table->parts_capacity, sizeof(*table->parts));
	table->parts[table->nparts++] = (struct html_part){
		.start = page->reader->text.nbytes, .place = place, .heading_level = page->heading_level};
	if (!cell->nparts++)
		cell->place = place;
}

/* The first character of a run, or the first one behind a block element in a cell. */
static inline void html_begin_piece(struct html_page *page, size_t offset, bool empty)
{
	const struct html_table *table = &page->table;
	/* Where the parser is taken to have found a text may lie before its cell. */
	if (table->in_cell && offset < table->cells[table->ncells - 1].tag_offset)
		offset = table->cells[table->ncells - 1].tag_offset;
	struct html_place place = html_locate(page, offset);
	if (table->in_cell)
		html_part_begin(page, place);
	if (!empty)
		return;
	page->run_place = place;
	page->run_heading_level = page->heading_level;
}

/* The buffer never grows: views of it have been handed out. It has room for everything (see reserve_text in html.c);
 * should an entity ever give more than it was reckoned with, the word is left out. */
static inline bool html_has_room(struct html_page *page, size_t nbytes)
{
	const struct strbuf *text = &page->reader->text;
	if (text->capacity - text->nbytes >= nbytes + 2)
		return true;
	html_say_no_room(page);
	return false;
}

/* Makes the run ready for a word, which is not empty and for which there is room. */
static inline void html_begin_word(struct html_page *page, size_t offset)
{
	struct html_run *run = &page->run;
	struct strbuf *text = &page->reader->text;
	bool empty = text->nbytes == run->start;
	if (run->blank && !empty)
		text->ptr[text->nbytes++] = ' ';
	if (empty || run->broken)
		html_begin_piece(page, offset, empty);
	run->blank = run->broken = false;
}

/* Appends a text that holds no blanks, and is not empty; it begins at `offset` in the source. */
static inline void html_append_word(struct html_page *page, struct str word, size_t offset)
{
	struct strbuf *text = &page->reader->text;
	if (!html_has_room(page, word.nbytes))
		return;
	html_begin_word(page, offset);
	memcpy(text->ptr + text->nbytes, word.ptr, word.nbytes);
	text->nbytes += word.nbytes;
	text->ptr[text->nbytes] = '\0';
}

/* A blank stands before what comes next. */
static inline void html_separate(struct html_page *page)
{
	page->run.blank = true;
}

static inline void html_end_paragraph(struct html_page *page)
{
	size_t nbytes = page->reader->text.nbytes;
	if (page->run.start == nbytes)
		page->run = (struct html_run){.start = nbytes};
	else
		html_emit_run(page);
}

/* A block element begins or ends: the paragraph with it; in a cell, a blank stands before what comes next. */
static inline void html_break(struct html_page *page)
{
	if (page->table.in_cell)
		page->run.blank = page->run.broken = true;
	else
		html_end_paragraph(page);
}

/* Ends the cell that is open. */
static inline void html_close_cell(struct html_page *page)
{
	struct html_table *table = &page->table;
	struct html_cell *cell = &table->cells[table->ncells - 1];
	table->in_cell = false;
	cell->end = page->reader->text.nbytes;
	if (!cell->nparts && !cell->place.line)
		cell->place = html_locate(page, cell->tag_offset);
	page->run = (struct html_run){.start = cell->end};
}

/* Whether a cell in the innermost table, to begin now, only has to be put behind those of its row. */
static inline bool html_cell_is_next(const struct html_page *page)
{
	const struct html_table *table = &page->table;
	return table->in_row && !table->in_cell && !table->dropping && table->gathering && table->depth &&
	       page->reader->text.nbytes == page->run.start && table->ncells < table->cells_capacity &&
	       table->rows[table->nrows - 1].ncells < BLOCK_MAX_CELLS;
}

/* Puts it there, where there is room for it; the spans are from 1 to the largest ones. */
static inline void html_open_cell(struct html_page *page, size_t offset, unsigned colspan, unsigned rowspan)
{
	struct html_table *table = &page->table;
	page->run.blank = page->run.broken = false;
	table->rows[table->nrows - 1].ncells++;
	table->cells[table->ncells++] = (struct html_cell){
		.first_part = table->nparts,
		.end = page->reader->text.nbytes,
		.tag_offset = offset,
		.colspan = (uint16_t)colspan,
		.rowspan = (uint16_t)rowspan,
	};
	table->in_cell = true;
}

/* Begins a cell; most only have to be put behind those of their row. */
static inline void html_put_cell(struct html_page *page, size_t offset, unsigned colspan, unsigned rowspan)
{
	bool plain = colspan && colspan <= HTML_MAX_COLSPAN && rowspan && rowspan <= HTML_MAX_ROWSPAN;
	if (plain && html_cell_is_next(page))
		html_open_cell(page, offset, colspan, rowspan);
	else
		html_cell_begin(page, offset, colspan, rowspan);
}

static inline void html_end_cell(struct html_page *page)
{
	if (page->table.in_cell)
		html_close_cell(page);
	else
		html_cell_end(page);
}

#endif
