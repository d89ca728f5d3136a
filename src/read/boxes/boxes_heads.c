/* Heads over the numbers: words broken over lines, and heads of several columns. */
#include "read/boxes/boxes_parts.h"

/* From line to line: in font sizes, and in steps of the lines below. */
#define WIDEST_STEP 4.5
#define WIDER_STEP 1.6

struct heads {
	struct boxes_pages *pages;
	struct boxes_grid *grid;
	int *columns;                   /* of each head: the first one it stands over */
	bool *upper;                    /* it stands over several, or above such a one */
};

static const struct boxes_piece *piece_of(const struct heads *heads, size_t i)
{
	return &heads->pages->pieces[heads->grid->heads[i]];
}

/* Whether a head of several columns stands between two heights. */
static bool parted(const struct heads *heads, const bool *wide, double above, double below)
{
	for (size_t i = 0; i < heads->grid->nheads; i++)
		if (wide[i] && piece_of(heads, i)->y > above && piece_of(heads, i)->y < below)
			return true;
	return false;
}

/* Heads are kept from the lowest to the highest: goes up one column and cuts it off where it does not go on. */
static void cut_column(struct heads *heads, const bool *wide, int column)
{
	const struct boxes_piece *last = NULL;
	double last_step = 1e9;
	bool cut = false;
	for (size_t i = 0; i < heads->grid->nheads; i++) {
		const struct boxes_piece *piece = piece_of(heads, i);
		if (heads->columns[i] != column || wide[i])
			continue;
		if (last) {
			double step = last->y - piece->y;
			cut |= step > WIDEST_STEP * piece->size || step > WIDER_STEP * last_step ||
			       parted(heads, wide, piece->y, last->y);
			last_step = step > piece->size / 2 ? step : last_step;
		}
		heads->upper[i] = cut;
		last = piece;
	}
}

static void find_columns(struct heads *heads)
{
	struct boxes_grid *grid = heads->grid;
	bool *wide = arena_alloc(&heads->pages->reader->scratch, grid->nheads + 1, sizeof(*wide));
	for (size_t i = 0; i < grid->nheads; i++) {
		const struct boxes_piece *piece = piece_of(heads, i);
		size_t ncovered;
		heads->columns[i] = boxes_column_of(grid, piece->x0, piece->x1, piece->size, &ncovered);
		wide[i] = ncovered > 1 || boxes_is_wide_head(heads->pages, grid, i);
		for (size_t j = 0; wide[i] && j < grid->ncolumns; j++) {
			if (grid->right[j] > piece->x0 + 0.2 * piece->size) {
				heads->columns[i] = (int)j;
				break;
			}
		}
		heads->upper[i] = wide[i];
	}
	for (int column = 0; column < (int)grid->ncolumns; column++)
		cut_column(heads, wide, column);
}

static void add_cell(struct heads *heads, const size_t *pieces, size_t npieces, int column, size_t row)
{
	struct boxes_cell *cell = boxes_add_cell(heads->pages, heads->grid, pieces, npieces);
	cell->column = (int)heads->grid->nlabel_columns + column;
	cell->row = (int)row;
	cell->is_head = true;
}

/* Labels of the head: the lowest stands in its last row, those above it in rows of their own before all others. */
static void number_labels(struct boxes_grid *grid, size_t nlabels, size_t last_row)
{
	size_t count = 0;
	for (size_t i = 0; i < grid->ncells; i++)
		if (grid->cells[i].is_head && grid->cells[i].row == BOXES_NONE)
			grid->cells[i].row = (int)(++count == nlabels ? last_row : count - 1);
}

void boxes_place_heads(struct boxes_pages *pages, struct boxes_grid *grid)
{
	struct arena *arena = &pages->reader->scratch;
	struct heads heads = {.pages = pages, .grid = grid};
	size_t nlabels = 0, row, npieces, *pieces = arena_alloc(arena, grid->nheads + 1, sizeof(*pieces));
	heads.columns = arena_alloc(arena, grid->nheads + 1, sizeof(*heads.columns));
	heads.upper = arena_alloc(arena, grid->nheads + 1, sizeof(*heads.upper));
	for (size_t i = 0; i < grid->ncells; i++)
		nlabels += grid->cells[i].is_head;
	if (!grid->nheads)
		return;
	find_columns(&heads);
	row = nlabels ? nlabels - 1 : 0;
	uint32_t line = 0;
	for (size_t i = grid->nheads; i-- > 0;) {
		if (!heads.upper[i])
			continue;
		row += line && piece_of(&heads, i)->line != line;
		line = piece_of(&heads, i)->line;
		add_cell(&heads, &grid->heads[i], 1, heads.columns[i], row);
	}
	row += line != 0;
	for (int column = 0; column < (int)grid->ncolumns; column++) {
		npieces = 0;
		for (size_t i = grid->nheads; i-- > 0;)
			if (!heads.upper[i] && heads.columns[i] == column)
				pieces[npieces++] = grid->heads[i];
		if (npieces)
			add_cell(&heads, pieces, npieces, column, row);
	}
	number_labels(grid, nlabels, row);
	grid->nhead_rows = row + 1;
}
