/* Columns of numbers. */
#include "read/boxes/boxes_parts.h"

#include <stdlib.h>

struct span {
	double x0, x1;
};

static int by_left_edge(const void *a, const void *b)
{
	const struct span *p = a, *q = b;
	return p->x0 < q->x0 ? -1 : p->x0 > q->x0 ? 1 : p->x1 < q->x1 ? -1 : p->x1 > q->x1;
}

static int by_number(const void *a, const void *b)
{
	double p = *(const double *)a, q = *(const double *)b;
	return p < q ? -1 : p > q;
}

double boxes_quantile(double *numbers, size_t count, double share)
{
	if (!count)
		return 0;
	qsort(numbers, count, sizeof(*numbers), by_number);
	return numbers[(size_t)(share * (double)(count - 1) + 0.5)];
}

static void add_column(struct boxes_grid *grid, struct span span)
{
	if (grid->ncolumns == BOXES_MAX_COLUMNS) {
		grid->uncertain = true;
		return;
	}
	grid->left[grid->ncolumns] = span.x0;
	grid->right[grid->ncolumns++] = span.x1;
}

/* Runs of spans that overlap. */
static void cluster(struct boxes_grid *grid, struct span *spans, size_t nspans)
{
	grid->ncolumns = 0;
	if (nspans)
		qsort(spans, nspans, sizeof(*spans), by_left_edge);
	for (size_t i = 0, end; i < nspans; i = end) {
		struct span column = spans[i];
		for (end = i + 1; end < nspans && spans[end].x0 < column.x1; end++)
			column.x1 = spans[end].x1 > column.x1 ? spans[end].x1 : column.x1;
		add_column(grid, column);
	}
}

static struct span span_of(const struct boxes_pages *pages, const struct boxes_row *row, size_t i)
{
	return (struct span){pages->pieces[row->values[i]].x0, pages->pieces[row->values[i]].x1};
}

/* Whether every number of every row has a column of its own. */
static bool all_apart(const struct boxes_pages *pages, const struct boxes_grid *grid)
{
	for (size_t i = 0; i < grid->nrows; i++) {
		int last = BOXES_NONE;
		for (size_t j = 0; j < grid->rows[i].nvalues; j++) {
			struct span span = span_of(pages, &grid->rows[i], j);
			size_t ncovered;
			int column = boxes_column_of(grid, span.x0, span.x1, 0, &ncovered);
			if (column <= last)
				return false;
			last = column;
		}
	}
	return true;
}

/* Columns from those rows that have the most numbers: in a full table each of their numbers is one. */
static void take_full_rows(const struct boxes_pages *pages, struct boxes_grid *grid, size_t most)
{
	grid->ncolumns = 0;
	for (size_t i = 0; i < grid->nrows; i++) {
		const struct boxes_row *row = &grid->rows[i];
		for (size_t j = 0; row->nvalues == most && j < most && j < BOXES_MAX_COLUMNS; j++) {
			struct span span = span_of(pages, row, j);
			if (j == grid->ncolumns)
				add_column(grid, span);
			grid->left[j] = span.x0 < grid->left[j] ? span.x0 : grid->left[j];
			grid->right[j] = span.x1 > grid->right[j] ? span.x1 : grid->right[j];
		}
	}
}

int boxes_column_of(const struct boxes_grid *grid, double x0, double x1, double size, size_t *ncovered)
{
	int best = BOXES_NONE;
	double best_score = 0;
	*ncovered = 0;
	for (size_t i = 0; i < grid->ncolumns; i++) {
		double from = x0 > grid->left[i] ? x0 : grid->left[i], to = x1 < grid->right[i] ? x1 : grid->right[i];
		double score = to - from; /* below 0: how far away it is */
		*ncovered += score > 0.2 * size;
		if (best == BOXES_NONE || score > best_score) {
			best = (int)i;
			best_score = score;
		}
	}
	return best;
}

static bool touch(const struct boxes_piece *head, double x0, double x1)
{
	return head->x0 < x1 && x0 < head->x1;
}

bool boxes_is_wide_head(const struct boxes_pages *pages, const struct boxes_grid *grid, size_t index)
{
	const struct boxes_piece *head = &pages->pieces[grid->heads[index]];
	double least_x1 = 1e18, greatest_x0 = -1e18;
	for (size_t i = 0; i < index; i++) {
		const struct boxes_piece *lower = &pages->pieces[grid->heads[i]];
		if (lower->y > head->y && touch(lower, head->x0, head->x1)) {
			least_x1 = lower->x1 < least_x1 ? lower->x1 : least_x1;
			greatest_x0 = lower->x0 > greatest_x0 ? lower->x0 : greatest_x0;
		}
	}
	return greatest_x0 >= least_x1;
}

/* What is covered by the heads of single columns, from left to right. */
static size_t find_head_spans(const struct boxes_pages *pages, const struct boxes_grid *grid, struct span *spans)
{
	struct boxes_grid heads = {0};
	size_t nspans = 0;
	for (size_t i = 0; i < grid->nheads; i++) {
		const struct boxes_piece *head = &pages->pieces[grid->heads[i]];
		if (!boxes_is_wide_head(pages, grid, i))
			spans[nspans++] = (struct span){head->x0, head->x1};
	}
	cluster(&heads, spans, nspans);
	for (size_t i = 0; i < heads.ncolumns; i++)
		spans[i] = (struct span){heads.left[i], heads.right[i]};
	return heads.ncolumns;
}

/* Whether column `column` can be that of head `head`: it does not reach over to where the next heads are. */
static bool can_be(const struct boxes_grid *grid, size_t column, const struct span *heads, size_t nheads, size_t head)
{
	return (head == 0 || grid->left[column] >= heads[head - 1].x1) &&
	       (head + 1 == nheads || grid->right[column] <= heads[head + 1].x0);
}

/* Sets the head of each column, with the order kept, as far to the left or to the right as it goes. */
static bool assign(const struct boxes_grid *grid, const struct span *heads, size_t nheads, bool from_right,
		   size_t *found)
{
	size_t next = 0;
	for (size_t i = 0; i < grid->ncolumns; i++) {
		size_t column = from_right ? grid->ncolumns - 1 - i : i;
		while (next < nheads && !can_be(grid, column, heads, nheads, from_right ? nheads - 1 - next : next))
			next++;
		if (next == nheads)
			return false;
		found[column] = from_right ? nheads - 1 - next : next;
		next++;
	}
	return true;
}

/* Columns without any number are known by their heads alone. When it is not certain which of the heads have numbers
 * below them, the columns are uncertain. */
static void add_empty_columns(const struct boxes_pages *pages, struct boxes_grid *grid)
{
	struct span heads[BOXES_MAX_HEADS];
	size_t first[BOXES_MAX_COLUMNS], last[BOXES_MAX_COLUMNS];
	size_t nheads = find_head_spans(pages, grid, heads);
	grid->nexpected = nheads > grid->nexpected ? nheads : grid->nexpected;
	if (nheads <= grid->ncolumns || nheads > BOXES_MAX_COLUMNS)
		return;
	grid->uncertain = !assign(grid, heads, nheads, false, first) || !assign(grid, heads, nheads, true, last) ||
			  memcmp(first, last, grid->ncolumns * sizeof(*first)) != 0;
	for (size_t i = nheads, column = grid->ncolumns; i-- > 0;) {
		bool has_numbers = !grid->uncertain && column > 0 && first[column - 1] == i;
		column -= has_numbers;
		grid->right[i] = has_numbers ? grid->right[column] : heads[i].x1;
		grid->left[i] = has_numbers ? grid->left[column] : heads[i].x0;
	}
	grid->ncolumns = nheads;
}

void boxes_find_columns(const struct boxes_pages *pages, struct boxes_grid *grid)
{
	size_t nspans = 0, most = 0;
	for (size_t i = 0; i < grid->nrows; i++) {
		nspans += grid->rows[i].nvalues;
		most = grid->rows[i].nvalues > most ? grid->rows[i].nvalues : most;
	}
	struct span *spans = arena_alloc(&pages->reader->scratch, nspans + 1, sizeof(*spans));
	nspans = 0;
	for (size_t i = 0; i < grid->nrows; i++)
		for (size_t j = 0; j < grid->rows[i].nvalues; j++)
			spans[nspans++] = span_of(pages, &grid->rows[i], j);
	cluster(grid, spans, nspans);
	grid->nexpected = grid->ncolumns > most ? grid->ncolumns : most;
	if (!grid->uncertain && !all_apart(pages, grid)) {
		take_full_rows(pages, grid, most);
		grid->uncertain = !all_apart(pages, grid);
	}
	if (!grid->uncertain)
		add_empty_columns(pages, grid);
}
