/* What shows only by several pieces of a cell, or by several rows. */
#include "read/drawn/drawn_parts.h"

#include "base/ascii.h"
#include "read/value.h"

static bool is_digits(struct str text)
{
	for (size_t i = 0; i < text.nbytes; i++)
		if (!ascii_is_digit(text.ptr[i]) && text.ptr[i] != '.')
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

/* Where the numbers of a row begin, and the column behind its last cell that is not empty, if that is a number. */
static struct drawn_numbers find_numbers(const struct drawn_cell *cells, size_t count)
{
	size_t first = 0;
	while (count && !cells[count - 1].first)
		count--;
	while (first < count && !(cells[first].first && value_is_numeric(cells[first].first->text)))
		first++;
	if (first == count || !value_is_likely(cells[count - 1].first->text))
		return (struct drawn_numbers){0};
	return (struct drawn_numbers){cells[first].column, cells[count - 1].column_end};
}

struct drawn_numbers drawn_find_numbers(const struct drawn_grid *grid)
{
	enum { MIN_ROWS = 3 };
	struct drawn_numbers found = {0};
	size_t nrows = 0;
	const struct drawn_cell *cells = grid->cells;
	for (size_t r = 0, count; r < grid->nrows; r++, cells += count) {
		count = 0;
		while (cells + count < grid->cells + grid->ncells && cells[count].row == r)
			count++;
		struct drawn_numbers row = find_numbers(cells, count);
		bool further = row.end > found.end;
		nrows = further ? 1 : nrows + (row.end && row.end == found.end && row.start == found.start);
		found = further ? row : found;
	}
	return nrows >= MIN_ROWS ? found : (struct drawn_numbers){0};
}
