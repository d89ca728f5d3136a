/* Tables of a page: rows are gathered until the table ends, then laid out to a grid. */
#include "read/html/html_run.h"

#include <stdlib.h>

#include "base/catalog.h"

static const char too_many_cells[] = N_("cells in a row after the 64th column");

/* A row that is being laid out, and how many rows more each column is taken by a cell from above. */
struct grid {
	uint16_t carried[BLOCK_MAX_CELLS];
	size_t width;                   /* columns behind these are taken by none */
	size_t ncells;
	struct block_cell cells[BLOCK_MAX_CELLS];
};

/* Ends the cell that is open, or else the paragraph between cells. */
static void end_cell(struct html_page *page)
{
	struct html_table *table = &page->table;
	table->dropping = false;
	if (table->in_cell)
		html_close_cell(page);
	else
		html_end_paragraph(page);
}

static struct str text_between(const struct html_page *page, size_t start, size_t end)
{
	return str_trim(str_slice(strbuf_view(&page->reader->text), start, end - start));
}

static struct str text_of(const struct html_page *page, const struct html_cell *cell)
{
	size_t start = cell->nparts ? page->table.parts[cell->first_part].start : cell->end;
	return text_between(page, start, cell->end);
}

static void forget_rows(struct html_table *table)
{
	table->gathering = table->in_row = table->in_cell = table->group_ended = false;
	table->nrows = table->ncells = table->nparts = 0;
}

static void dissolve_cell(struct html_page *page, const struct html_cell *cell)
{
	size_t end = cell->first_part + cell->nparts;
	for (size_t i = cell->first_part; i < end; i++) {
		const struct html_part *part = &page->table.parts[i];
		struct str text = text_between(page, part->start, i + 1 < end ? part[1].start : cell->end);
		html_emit_paragraph(page, text, part->place, part->heading_level);
	}
}

/* The table is page layout: its cells become paragraphs. */
static void dissolve(struct html_page *page)
{
	for (size_t i = 0; i < page->table.ncells; i++)
		dissolve_cell(page, &page->table.cells[i]);
	forget_rows(&page->table);
}

static void put_cell(struct grid *grid, struct str text, struct html_place place)
{
	grid->cells[grid->ncells++] = (struct block_cell){.text = text, .line = place.line, .column = place.column};
}

static void put_covered_cell(struct grid *grid, struct html_place place)
{
	grid->cells[grid->ncells++] =
		(struct block_cell){.text = {.ptr = ""}, .line = place.line, .column = place.column, .covered = true};
}

/* Empty cells for the columns that are taken from above: those before the next free one, or all of them. */
static void put_carried(struct grid *grid, const bool taken[BLOCK_MAX_CELLS], const struct html_row *row, bool all)
{
	size_t end = grid->width;
	while (all && end > grid->ncells && !taken[end - 1])
		end--;
	while (grid->ncells < end && (all || taken[grid->ncells]))
		put_covered_cell(grid, row->place);
}

/* Puts a cell into the next free columns; false when there are none. */
static bool place_cell(struct html_page *page, struct grid *grid, const struct html_cell *cell)
{
	size_t start = grid->ncells;
	if (start == BLOCK_MAX_CELLS)
		return false;
	put_cell(grid, text_of(page, cell), cell->place);
	while (grid->ncells < BLOCK_MAX_CELLS && grid->ncells < start + cell->colspan)
		put_covered_cell(grid, cell->place);
	for (size_t i = start; i < grid->ncells; i++)
		if (grid->carried[i] < cell->rowspan - 1)
			grid->carried[i] = (uint16_t)(cell->rowspan - 1);
	if (cell->rowspan > 1 && grid->width < grid->ncells)
		grid->width = grid->ncells;
	return true;
}

static void clear_carried(struct grid *grid)
{
	memset(grid->carried, 0, sizeof(grid->carried));
	grid->width = 0;
}

/* `taken` is asked of columns behind the last cell only: the width may grow up to there. */
static void lay_out_row(struct html_page *page, struct grid *grid, const struct html_row *row)
{
	bool taken[BLOCK_MAX_CELLS], truncated = row->truncated;
	if (row->starts_group)
		clear_carried(grid);
	for (size_t i = 0; i < grid->width; i++)
		if ((taken[i] = grid->carried[i] > 0))
			grid->carried[i]--;
	grid->ncells = 0;
	for (size_t i = 0; i < row->ncells; i++) {
		put_carried(grid, taken, row, false);
		if (!place_cell(page, grid, &page->table.cells[row->first_cell + i]))
			truncated = true;
	}
	put_carried(grid, taken, row, true);
	if (!row->ncells)
		return;
	if (truncated)
		html_say_limit(page, too_many_cells);
	struct block block = {
		.kind = BLOCK_ROW,
		.line = row->place.line,
		.grid = true,
		.truncated = truncated,
		.ncells = grid->ncells,
		.cells = grid->cells,
	};
	page->sink->take(page->sink->context, &block);
}

static void lay_out(struct html_page *page)
{
	struct html_table *table = &page->table;
	struct grid grid;
	clear_carried(&grid);
	if (table->nrows)
		html_flush_title(page);
	for (size_t i = 0; i < table->nrows; i++)
		lay_out_row(page, &grid, &table->rows[i]);
	forget_rows(table);
}

void html_table_begin(struct html_page *page)
{
	struct html_table *table = &page->table;
	end_cell(page);
	if (table->gathering)
		dissolve(page);
	table->depth++;
	table->gathering = true;
}

void html_table_end(struct html_page *page)
{
	struct html_table *table = &page->table;
	end_cell(page);
	if (table->gathering)
		lay_out(page);
	if (table->depth)
		table->depth--;
}

void html_group(struct html_page *page)
{
	end_cell(page);
	page->table.in_row = false;
	page->table.group_ended = true;
}

void html_row_begin(struct html_page *page, size_t offset)
{
	struct html_table *table = &page->table;
	end_cell(page);
	if (!table->gathering)
		return;
	table->rows = alloc_grow(table->rows, table->nrows, &table->rows_capacity, sizeof(*table->rows));
	table->rows[table->nrows++] = (struct html_row){
		.first_cell = table->ncells, .place = html_locate(page, offset), .starts_group = table->group_ended};
	table->in_row = true;
	table->group_ended = false;
}

void html_row_end(struct html_page *page)
{
	end_cell(page);
	page->table.in_row = false;
}

/* 0 means "to the end of the group" for rows. */
static uint16_t clamp_rowspan(struct html_page *page, unsigned rowspan)
{
	if (rowspan > HTML_MAX_ROWSPAN)
		html_say_limit(page, N_("a cell over more than 1000 rows"));
	return rowspan && rowspan <= HTML_MAX_ROWSPAN ? (uint16_t)rowspan : HTML_MAX_ROWSPAN;
}

static uint16_t clamp_colspan(unsigned colspan)
{
	if (!colspan)
		return 1;
	return colspan <= HTML_MAX_COLSPAN ? (uint16_t)colspan : HTML_MAX_COLSPAN;
}

void html_cell_begin(struct html_page *page, size_t offset, unsigned colspan, unsigned rowspan)
{
	struct html_table *table = &page->table;
	if (!table->depth) {
		html_separate(page);
		return;
	}
	end_cell(page);
	if (!table->gathering)
		return;
	if (!table->in_row)
		html_row_begin(page, offset);
	struct html_row *row = &table->rows[table->nrows - 1];
	if (row->ncells == BLOCK_MAX_CELLS) {
		row->truncated = table->dropping = true;
		html_say_limit(page, too_many_cells);
		return;
	}
	table->cells = alloc_grow(table->cells, table->ncells, &table->cells_capacity, sizeof(*table->cells));
	html_open_cell(page, offset, clamp_colspan(colspan), clamp_rowspan(page, rowspan));
}

void html_cell_end(struct html_page *page)
{
	if (page->table.depth)
		end_cell(page);
	else
		html_separate(page);
}

void html_table_free(struct html_page *page)
{
	free(page->table.rows);
	free(page->table.cells);
	free(page->table.parts);
}
