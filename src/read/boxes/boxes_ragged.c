/* Rows of a table whose numbers are not level with each other: set at different heights, or in fonts of other sizes,
 * the numbers of one row look like two rows with blanks, and where they belong is not certain.
 *
 * The signs of it are neighbours that have no column in common and stand closer than lines do, or closer than rows do
 * and have all columns of the table together, or of which one has no label; and a few numbers close to others (the
 * second lines of numbers that are broken in their cells, when they were not put together). Such rows are ragged, and
 * so are rows with text among their numbers or with numbers at the edge of the page: their numbers are left out, and as
 * others of the table may have lost numbers too, the whole grid is uncertain. */
#include "read/boxes/boxes_parts.h"

#include "base/ascii.h"

/* In font sizes: what is level, the least step between lines, the greatest between two lines of a cell, and how far the
 * numbers of one row may stand apart. */
#define LEVEL 0.5
#define LINE_STEP 1.0
#define WRAPPED 1.8
#define ROW_HEIGHT 4.0
#define EDGE 2.0                        /* in points */

static bool are_apart(const struct boxes_pages *pages, const struct boxes_row *a, const struct boxes_row *b)
{
	for (size_t i = 0; i < a->nvalues; i++)
		for (size_t j = 0; j < b->nvalues; j++)
			if (boxes_overlap(&pages->pieces[a->values[i]], &pages->pieces[b->values[j]]))
				return false;
	return true;
}

static bool has_label(const struct boxes_grid *grid, size_t row)
{
	for (size_t i = 0; i < grid->ncells; i++)
		if (!grid->cells[i].is_head && grid->cells[i].row == (int)row)
			return true;
	return false;
}

static bool are_parts(const struct boxes_pages *pages, const struct boxes_grid *grid, size_t upper)
{
	const struct boxes_row *a = &grid->rows[upper], *b = &grid->rows[upper + 1];
	double size = a->size > b->size ? a->size : b->size, step = b->y - a->y;
	size_t fewer = a->nvalues < b->nvalues ? a->nvalues : b->nvalues, more = a->nvalues + b->nvalues - fewer;
	bool labelled = has_label(grid, upper) && has_label(grid, upper + 1);
	if (step < WRAPPED * size && !labelled && fewer * 2 <= more)
		return true;
	if (step > ROW_HEIGHT * size || !are_apart(pages, a, b))
		return false;
	return step < LINE_STEP * size || (step < WRAPPED * size && a->nvalues + b->nvalues >= grid->ncolumns) ||
	       !labelled;
}

/* A label that ends in a digit right before the numbers: it may be the first of them. */
static bool may_end_in_number(const struct boxes_piece *piece, const struct boxes_row *row, double value_x0)
{
	return ascii_is_digit_at(piece->text, piece->text.nbytes - 1) && piece->x1 < row->label_x1 + EDGE &&
	       piece->x1 > value_x0 - row->size;
}

/* Text among the numbers of a row, and numbers close to it, that were taken for nothing. */
static bool has_strays(const struct boxes_pages *pages, const struct boxes_row *row, double value_x0)
{
	struct boxes_range near = boxes_neighbours(row->values[0], pages->npieces);
	for (size_t i = near.first; i < near.end; i++) {
		const struct boxes_piece *piece = &pages->pieces[i];
		double step = boxes_distance(piece->y, row->y);
		if (!piece->is_value && step < LEVEL * row->size && may_end_in_number(piece, row, value_x0))
			return true;
		if (!piece->taken && step < (piece->is_value ? WRAPPED : LEVEL) * row->size &&
		    piece->x0 > row->label_x1)
			return true;
	}
	return false;
}

/* Numbers at the edge of the page may go on behind it. */
static bool is_cut(const struct boxes_pages *pages, const struct boxes_row *row)
{
	for (size_t i = 0; i < row->nvalues; i++)
		if (pages->width > 0 && pages->pieces[row->values[i]].x1 > pages->width - EDGE)
			return true;
	return false;
}

void boxes_find_ragged(const struct boxes_pages *pages, struct boxes_grid *grid)
{
	for (size_t i = 0; i + 1 < grid->nrows; i++)
		if (are_parts(pages, grid, i))
			grid->rows[i].ragged = grid->rows[i + 1].ragged = true;
	for (size_t i = 0; i < grid->nrows; i++) {
		grid->rows[i].ragged |= is_cut(pages, &grid->rows[i]) ||
					(grid->rows[i].has_label && has_strays(pages, &grid->rows[i], grid->value_x0));
		grid->uncertain |= grid->rows[i].ragged;
	}
}
