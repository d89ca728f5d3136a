/* Which rows of numbers are one table, and what else stands in it. */
#include "read/boxes/boxes_parts.h"

/* In font sizes: gaps that a table's head or a label of several lines does not have. */
#define HEAD_GAP 8.0
#define LABEL_GAP 3.2

struct boxes_cell *boxes_add_cell(const struct boxes_pages *pages, struct boxes_grid *grid, const size_t *pieces,
				  size_t npieces)
{
	struct boxes_reader *reader = pages->reader;
	const struct boxes_piece *first = &pages->pieces[pieces[0]], *last = &pages->pieces[pieces[npieces - 1]];
	struct boxes_cell *cell = &grid->cells[grid->ncells++];
	size_t start = reader->text.nbytes;
	*cell = (struct boxes_cell){.text = first->text, .line = first->line, .source_column = first->column,
				    .y = (first->y + last->y) / 2, .row = BOXES_NONE};
	for (size_t i = 0; i < npieces; i++) {
		if (npieces > 1)
			boxes_put_joined(reader, start, pages->pieces[pieces[i]].text);
		pages->pieces[pieces[i]].taken = true;
		grid->first_piece = pieces[i] < grid->first_piece ? pieces[i] : grid->first_piece;
	}
	if (npieces > 1)
		cell->text = boxes_text_from(reader, start);
	return cell;
}

static double leftmost(const struct boxes_pages *pages, const struct boxes_row *row)
{
	return pages->pieces[row->values[0]].x0;
}

static bool is_head(const struct boxes_pages *pages, const struct boxes_row *row, size_t piece)
{
	return boxes_side_of(pages, row, piece) == BOXES_HEAD;
}

static bool is_breaker(const struct boxes_pages *pages, const struct boxes_row *row, size_t piece)
{
	return pages->pieces[piece].alone && boxes_side_of(pages, row, piece) == BOXES_ACROSS;
}

static bool stands_below_any(const struct boxes_pages *pages, const struct boxes_row *rows, size_t nrows,
			     const struct boxes_piece *piece)
{
	for (size_t i = nrows; i-- > 0;) {
		for (size_t j = 0; j < rows[i].nvalues; j++) {
			const struct boxes_piece *upper = &pages->pieces[rows[i].values[j]];
			if (boxes_overlap(upper, piece))
				return true;
		}
	}
	return false;
}

/* Whether most of a row's numbers stand below numbers of the rows before it: on another page they need not. */
static bool stands_below(const struct boxes_pages *pages, const struct boxes_row *rows, size_t nrows)
{
	const struct boxes_row *lower = &rows[nrows];
	size_t nfitting = 0;
	for (size_t i = 0; i < lower->nvalues; i++)
		nfitting += stands_below_any(pages, rows, nrows, &pages->pieces[lower->values[i]]);
	return nfitting * 2 > lower->nvalues;
}

/* Whether a new table, or at least a new set of columns, begins with the row behind `nrows` rows of one table. */
static bool begins_grid(const struct boxes_pages *pages, const struct boxes_row *rows, size_t nrows)
{
	const struct boxes_row *upper = &rows[nrows - 1], *lower = &rows[nrows];
	for (size_t i = upper->first; i < pages->npieces && i <= lower->last; i++) {
		const struct boxes_piece *piece = &pages->pieces[i];
		if (piece->taken || piece->y < upper->y + piece->size * 0.5 || piece->y > lower->y - piece->size * 0.5)
			continue;
		if (is_breaker(pages, upper, i) || is_breaker(pages, lower, i) || is_head(pages, lower, i) ||
		    is_head(pages, upper, i))
			return true;
	}
	return upper->page != lower->page && !stands_below(pages, rows, nrows);
}

/* Gathers the heads: walks up from the first row to what is no part of the table. `floor` is the first piece that may
 * belong to it. Returns the first piece of the head's first line. */
static size_t gather_heads(struct boxes_pages *pages, struct boxes_grid *grid, size_t floor)
{
	const struct boxes_row *row = &grid->rows[0];
	double top = row->y;
	size_t first = row->first;
	grid->heads = arena_alloc(&pages->reader->scratch, BOXES_MAX_HEADS, sizeof(*grid->heads));
	grid->heads_end = top - 1e9;
	for (size_t i = row->last; i-- > floor && grid->nheads < BOXES_MAX_HEADS;) {
		struct boxes_piece *piece = &pages->pieces[i];
		if (piece->taken || piece->y > row->y - piece->size * 0.5)
			continue;
		if (is_breaker(pages, row, i) || top - piece->y > HEAD_GAP * piece->size)
			break;
		if (!is_head(pages, row, i))
			continue;
		piece->taken = true;
		grid->heads[grid->nheads++] = i;
		if (piece->y > grid->heads_end)
			grid->heads_end = piece->y;
		top = piece->y < top ? piece->y : top;
		first = i < first ? i : first;
	}
	while (first > floor && pages->pieces[first - 1].line == pages->pieces[first].line)
		first--;
	return first;
}

static void add_label(struct boxes_pages *pages, struct boxes_grid *grid, size_t piece)
{
	struct boxes_piece *label = &pages->pieces[piece];
	if (!label->taken && label->x1 <= grid->value_x0 + 0.3 * label->size && grid->nlabels < BOXES_MAX_LABEL_LINES)
		grid->labels[grid->nlabels++] = piece;
}

/* Gathers what stands to the left of the numbers, from `first` to before `end`; above the head, or else the first row,
 * and below the last row, as far as there is no wide gap. */
static void gather_labels(struct boxes_pages *pages, struct boxes_grid *grid, size_t first, size_t end)
{
	const struct boxes_row *top = &grid->rows[0], *bottom = &grid->rows[grid->nrows - 1];
	double above = top->y, below = bottom->y;
	size_t from = first < top->first ? first : top->first, to = bottom->last + 1;
	while (!grid->nheads && from > first && !is_breaker(pages, top, from - 1)) {
		const struct boxes_piece *piece = &pages->pieces[from - 1];
		if (piece->y < above - LABEL_GAP * piece->size)
			break;
		above = piece->y < above ? piece->y : above;
		from--;
	}
	while (to < end && pages->pieces[to].y < below + LABEL_GAP * pages->pieces[to].size &&
	       !is_breaker(pages, bottom, to)) {
		below = pages->pieces[to].y > below ? pages->pieces[to].y : below;
		to++;
	}
	grid->labels = arena_alloc(&pages->reader->scratch, to - from + 1, sizeof(*grid->labels));
	for (size_t i = from; i < to; i++)
		add_label(pages, grid, i);
}

static double least_x0(const struct boxes_pages *pages, const struct boxes_grid *grid)
{
	double least = leftmost(pages, &grid->rows[0]);
	for (size_t i = 1; i < grid->nrows; i++)
		if (leftmost(pages, &grid->rows[i]) < least)
			least = leftmost(pages, &grid->rows[i]);
	return least;
}

size_t boxes_find_grids(struct boxes_pages *pages, struct boxes_row *rows, size_t nrows, struct boxes_grid **grids)
{
	struct boxes_grid *all = arena_alloc(&pages->reader->scratch, nrows + 1, sizeof(*all));
	size_t ngrids = 0;
	for (size_t i = 0, end; i < nrows; i = end) {
		for (end = i + 1; end < nrows && end - i < BOXES_MAX_GRID_ROWS; end++)
			if (begins_grid(pages, rows + i, end - i))
				break;
		all[ngrids] = (struct boxes_grid){.rows = rows + i, .nrows = end - i};
		all[ngrids].value_x0 = least_x0(pages, &all[ngrids]);
		ngrids++;
	}
	/* Heads first: labels at the end of one table reach down to the head of the next. */
	for (size_t i = 0; i < ngrids; i++) {
		const struct boxes_row *above = i ? &all[i - 1].rows[all[i - 1].nrows - 1] : NULL;
		size_t floor = above ? above->last + 1 : 0;
		if (floor > all[i].rows[0].first)
			floor = all[i].rows[0].first;
		all[i].first_piece = gather_heads(pages, &all[i], floor);
	}
	for (size_t i = 0; i < ngrids; i++) {
		const struct boxes_row *above = i ? &all[i - 1].rows[all[i - 1].nrows - 1] : NULL;
		size_t first = all[i].nheads ? all[i].first_piece : above ? above->last + 1 : 0;
		size_t end = i + 1 < ngrids ? all[i + 1].first_piece : pages->npieces;
		gather_labels(pages, &all[i], first, end);
		all[i].first_piece = all[i].rows[0].first;
		size_t ncells = all[i].nlabels + all[i].nheads + 1;
		all[i].cells = arena_alloc(&pages->reader->scratch, ncells, sizeof(*all[i].cells));
		boxes_find_columns(pages, &all[i]);
		boxes_place_labels(pages, &all[i]);
		boxes_place_heads(pages, &all[i]);
		boxes_find_ragged(pages, &all[i]);
	}
	*grids = all;
	return ngrids;
}
