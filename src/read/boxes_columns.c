/* Columns of numbers. */
#include "read/boxes_parts.h"

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

static void insert_column(struct boxes_grid *grid, struct span span)
{
	if (grid->ncolumns == BOXES_MAX_COLUMNS)
		return;
	size_t i = grid->ncolumns++;
	for (; i > 0 && grid->left[i - 1] > span.x0; i--) {
		grid->left[i] = grid->left[i - 1];
		grid->right[i] = grid->right[i - 1];
	}
	grid->left[i] = span.x0;
	grid->right[i] = span.x1;
}

static bool touch(const struct boxes_piece *head, double x0, double x1)
{
	return head->x0 < x1 && x0 < head->x1;
}

static bool touches_column(const struct boxes_grid *grid, const struct boxes_piece *head)
{
	for (size_t i = 0; i < grid->ncolumns; i++)
		if (touch(head, grid->left[i], grid->right[i]))
			return true;
	return false;
}

/* Whether heads beside each other stand below this one: then it is that of several columns. Heads are gathered from the
 * lowest to the highest. */
static bool is_wide(const struct boxes_pages *pages, const struct boxes_grid *grid, size_t index)
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

/* Whether most of the columns have a head that stands over their numbers. */
static bool heads_fit(const struct boxes_pages *pages, const struct boxes_grid *grid)
{
	size_t ncovered = 0;
	for (size_t i = 0; i < grid->ncolumns; i++) {
		bool covered = false;
		for (size_t j = 0; j < grid->nheads && !covered; j++)
			covered = touch(&pages->pieces[grid->heads[j]], grid->left[i], grid->right[i]);
		ncovered += covered;
	}
	return grid->nheads && ncovered * 3 >= grid->ncolumns * 2;
}

/* A column without any number is known by its head alone: one that neither stands over numbers itself nor has a part
 * that does. */
static void add_empty_columns(const struct boxes_pages *pages, struct boxes_grid *grid)
{
	bool *wide = arena_alloc(&pages->reader->scratch, grid->nheads + 1, sizeof(*wide));
	if (!heads_fit(pages, grid))
		return;
	for (size_t i = 0; i < grid->nheads; i++)
		wide[i] = is_wide(pages, grid, i);
	for (size_t i = 0; i < grid->nheads; i++) {
		const struct boxes_piece *head = &pages->pieces[grid->heads[i]];
		struct span span = {head->x0, head->x1};
		bool used = wide[i];
		for (size_t j = 0; j < grid->nheads && !used; j++) {
			const struct boxes_piece *part = &pages->pieces[grid->heads[j]];
			if (wide[j] || !touch(part, head->x0, head->x1))
				continue;
			used = touches_column(grid, part);
			span.x0 = part->x0 < span.x0 ? part->x0 : span.x0;
			span.x1 = part->x1 > span.x1 ? part->x1 : span.x1;
		}
		if (!used)
			insert_column(grid, span);
	}
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
	if (!grid->uncertain && !all_apart(pages, grid)) {
		take_full_rows(pages, grid, most);
		grid->uncertain = !all_apart(pages, grid);
	}
	if (!grid->uncertain)
		add_empty_columns(pages, grid);
}
