/* What shows only by several pieces of a cell, or by several rows. */
#include "read/drawn/drawn_parts.h"

#include "read/value.h"

static bool is_digits(struct str text)
{
	for (size_t i = 0; i < text.nbytes; i++)
		if ((text.ptr[i] < '0' || text.ptr[i] > '9') && text.ptr[i] != '.')
			return false;
	return true;
}

bool drawn_is_broken_number(const struct drawn_cell *cell)
{
	enum { PADDING_NBYTES = 2 };
	const struct drawn_piece *piece = cell->first;
	if (!piece || !piece->next || !is_digits(piece->text))
		return false;
	for (; piece->next; piece = piece->next)
		if (piece->text.nbytes + PADDING_NBYTES < piece->room || piece->next->line != piece->line + 1 ||
		    !is_digits(piece->next->text))
			return false;
	return true;
}

/* The column behind the last cell of a row that is not empty, if it is a number; else 0. */
static size_t find_end(const struct drawn_cell *cells, size_t count)
{
	while (count && !cells[count - 1].first)
		count--;
	const struct drawn_cell *last = count ? &cells[count - 1] : NULL;
	return last && value_is_likely(last->first->text) ? last->column_end : 0;
}

size_t drawn_find_numbers_end(const struct drawn_grid *grid)
{
	enum { MIN_ROWS = 3 };
	size_t found = 0, nrows = 0;
	const struct drawn_cell *cells = grid->cells;
	for (size_t r = 0, count; r < grid->nrows; r++, cells += count) {
		count = 0;
		while (cells + count < grid->cells + grid->ncells && cells[count].row == r)
			count++;
		size_t end = find_end(cells, count);
		nrows = end > found ? 1 : nrows + (end && end == found);
		found = end > found ? end : found;
	}
	return nrows >= MIN_ROWS ? found : 0;
}
