/* Grids as row blocks. */
#include "read/boxes/boxes_parts.h"

/* Rows of numbers this many of the least steps apart have room for another between them. */
#define ROOM_FOR_ROW 1.8
/* Numbers may stand as many font sizes above or below their label, when it has several lines. */
#define NEAR_LABEL 3.0

struct emitter {
	const struct boxes_pages *pages;
	const struct boxes_grid *grid;
	const struct block_sink *sink;
	uint32_t line;                  /* of the last block: lines do not go back */
	bool left_out;                  /* numbers of the row */
	size_t ncells;
	struct block_cell cells[BLOCK_MAX_CELLS];
};

static void begin_row(struct emitter *emitter)
{
	emitter->ncells = emitter->grid->nlabel_columns + emitter->grid->ncolumns;
	emitter->left_out = false;
	memset(emitter->cells, 0, sizeof(emitter->cells));
}

static void set_cell(struct emitter *emitter, size_t index, struct str text, uint32_t line, uint32_t column)
{
	if (index < emitter->ncells)
		emitter->cells[index] = (struct block_cell){.text = text, .line = line, .column = column};
}

static void set_label(struct emitter *emitter, const struct boxes_cell *cell)
{
	set_cell(emitter, (size_t)cell->column, cell->text, cell->line, cell->source_column);
}

/* A row's own label reaches to the numbers. Where no heads tell how many columns there are, a covered cell at the end
 * says that the numbers count by themselves, not by where the row ends. */
static void cover_cells(struct emitter *emitter, size_t label_column)
{
	const struct boxes_grid *grid = emitter->grid;
	for (size_t i = label_column + 1; i < grid->nlabel_columns; i++)
		emitter->cells[i].covered = true;
	if (!grid->nheads && grid->nlabels)
		emitter->cells[emitter->ncells++].covered = true;
}

/* Empty cells get the line of their row. */
static void end_row(struct emitter *emitter, uint32_t line, bool grid)
{
	for (size_t i = 0; i < emitter->ncells; i++)
		if (!emitter->cells[i].line)
			emitter->cells[i] = (struct block_cell){
				.text = {"", 0}, .line = line, .column = 1, .covered = emitter->cells[i].covered};
	struct block block = {.kind = BLOCK_ROW, .line = line, .grid = grid, .truncated = emitter->left_out,
			      .ncells = emitter->ncells, .cells = emitter->cells};
	emitter->sink->take(emitter->sink->context, &block);
	emitter->line = line;
}

static uint32_t not_before(const struct emitter *emitter, uint32_t line)
{
	return line > emitter->line ? line : emitter->line;
}

/* What begins like the label of a row may be one that stands over the numbers: then its numbers are not known. */
static void leave_out_numbers(struct emitter *emitter)
{
	bool nothing_else;
	size_t nkept = 0;
	for (size_t i = 0; i < emitter->ncells; i++)
		if (boxes_begins_item(emitter->cells[i].text, &nothing_else))
			nkept = i + 1;
	emitter->ncells = nkept ? nkept : emitter->ncells;
}

static void emit_heads(struct emitter *emitter)
{
	const struct boxes_grid *grid = emitter->grid;
	for (size_t row = 0; row < grid->nhead_rows; row++) {
		uint32_t line = 0;
		begin_row(emitter);
		for (size_t i = 0; i < grid->ncells; i++) {
			const struct boxes_cell *cell = &grid->cells[i];
			if (!cell->is_head || cell->row != (int)row)
				continue;
			set_label(emitter, cell);
			line = !line || cell->line < line ? cell->line : line;
		}
		leave_out_numbers(emitter);
		if (line)
			end_row(emitter, not_before(emitter, line), true);
	}
}

static bool is_in_grid(const struct boxes_grid *grid, size_t piece)
{
	for (size_t i = 0; i < grid->nrows; i++)
		for (size_t j = 0; j < grid->rows[i].nvalues; j++)
			if (grid->rows[i].values[j] == piece)
				return true;
	return false;
}

/* Whether numbers that are none of the table's stand near a label: they may be its own. */
static bool has_numbers_near(const struct emitter *emitter, const struct boxes_cell *cell, const struct boxes_row *row)
{
	const struct boxes_pages *pages = emitter->pages;
	struct boxes_range near = boxes_neighbours(row->values[0], pages->npieces);
	for (size_t i = near.first; i < near.end; i++) {
		const struct boxes_piece *piece = &pages->pieces[i];
		double away = boxes_distance(piece->y, cell->y);
		if (piece->is_value && away < NEAR_LABEL * row->size && !is_in_grid(emitter->grid, i))
			return true;
	}
	return false;
}

/* Whether a label without numbers is that of a row that was left blank: no numbers wait for a label, and the rows of
 * numbers above and below it leave room for one more. */
static bool is_blank_row(const struct emitter *emitter, const struct boxes_cell *cell)
{
	const struct boxes_grid *grid = emitter->grid;
	const struct boxes_row *nearest = &grid->rows[0];
	bool nothing_else;
	double above = -1e9, below = 1e9, least_step = 1e9;
	if (emitter->pages->has_tails || grid->uncertain || !grid->all_labelled ||
	    !boxes_begins_item(cell->text, &nothing_else))
		return false;
	for (size_t i = 0; i < grid->nrows; i++) {
		double y = grid->rows[i].y, step = i ? y - grid->rows[i - 1].y : least_step;
		least_step = step < least_step ? step : least_step;
		nearest = y < cell->y ? &grid->rows[i] : nearest;
		above = y < cell->y && y > above ? y : above;
		below = y >= cell->y && y < below ? y : below;
	}
	return below - above > ROOM_FOR_ROW * least_step && !has_numbers_near(emitter, cell, nearest);
}

/* Labels without numbers from one height to another. Unless their rows are blank for certain, their cells are left out:
 * then they are not known. */
static void emit_labels_above(struct emitter *emitter, double from, double to)
{
	for (size_t i = 0; i < emitter->grid->ncells; i++) {
		const struct boxes_cell *cell = &emitter->grid->cells[i];
		if (cell->row != BOXES_NONE || cell->y < from || cell->y >= to)
			continue;
		begin_row(emitter);
		emitter->left_out = !is_blank_row(emitter, cell);
		if (emitter->left_out)
			emitter->ncells = emitter->grid->nlabel_columns;
		set_label(emitter, cell);
		cover_cells(emitter, (size_t)cell->column);
		end_row(emitter, not_before(emitter, cell->line), true);
	}
}

/* Where numbers cannot be told into columns they stand one behind the other, and the row is none of a grid; a row that
 * may have blanks is left without numbers. */
static void set_values(struct emitter *emitter, const struct boxes_row *row)
{
	const struct boxes_grid *grid = emitter->grid;
	for (size_t i = 0; i < row->nvalues; i++) {
		const struct boxes_piece *piece = &emitter->pages->pieces[row->values[i]];
		size_t ncovered, column = i;
		if (!grid->uncertain)
			column = (size_t)boxes_column_of(grid, piece->x0, piece->x1, 0, &ncovered);
		set_cell(emitter, grid->nlabel_columns + column, piece->text, piece->line, piece->column);
	}
}

static bool is_complete(const struct boxes_grid *grid, const struct boxes_row *row)
{
	return !row->ragged && row->nvalues >= grid->nexpected;
}

static void emit_row(struct emitter *emitter, size_t index)
{
	const struct boxes_grid *grid = emitter->grid;
	const struct boxes_row *row = &grid->rows[index];
	uint32_t line = emitter->pages->pieces[row->first].line;
	begin_row(emitter);
	emitter->left_out = grid->uncertain && !is_complete(grid, row);
	if (grid->uncertain)
		emitter->ncells = grid->nlabel_columns + (emitter->left_out ? 0 : row->nvalues);
	if (emitter->ncells >= BLOCK_MAX_CELLS)
		emitter->ncells = BLOCK_MAX_CELLS - 1;
	size_t label_column = 0;
	for (size_t i = 0; i < grid->ncells; i++) {
		const struct boxes_cell *cell = &grid->cells[i];
		if (cell->is_head || cell->row != (int)index)
			continue;
		set_label(emitter, cell);
		label_column = (size_t)cell->column > label_column ? (size_t)cell->column : label_column;
	}
	set_values(emitter, row);
	cover_cells(emitter, label_column);
	end_row(emitter, not_before(emitter, line), !grid->uncertain);
}

void boxes_emit_grid(const struct boxes_pages *pages, const struct boxes_grid *grid, const struct block_sink *sink)
{
	struct emitter emitter = {.pages = pages, .grid = grid, .sink = sink};
	double above = -1e18;
	emit_heads(&emitter);
	for (size_t i = 0; i < grid->nrows; i++) {
		emit_labels_above(&emitter, above, grid->rows[i].y);
		above = grid->rows[i].y;
		emit_row(&emitter, i);
	}
	emit_labels_above(&emitter, above, 1e18);
}
