#include "cost.h"

#include <stdio.h>
#include <stdlib.h>

/* A copy of the characters on the screen, row by row, to be freed. */
static uint32_t *copy_screen(struct terminal *t, int *nrows, int *ncols)
{
	uint32_t *copy;

	terminal_size(t, nrows, ncols);
	copy = calloc((size_t)*nrows * (size_t)*ncols, sizeof *copy);
	if (copy == NULL)
		abort();
	for (int row = 0; row < *nrows; row++)
		for (int col = 0; col < *ncols; col++)
			copy[row * *ncols + col] = terminal_cell_attrs(t, row, col).ch;
	return copy;
}

static size_t nbytes_of(uint32_t character)
{
	return character == 0 ? 0 : character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
}

/* Bytes of what stands in a row from the first to the last cell that has changed; blanks at its end are not counted. */
static size_t count_row(const uint32_t *before, const uint32_t *after, int ncols)
{
	int first = 0, end = ncols;
	size_t nbytes = 0;

	while (first < end && before[first] == after[first])
		first++;
	while (end > first && (before[end - 1] == after[end - 1] || after[end - 1] == ' '))
		end--;
	for (int col = first; col < end; col++)
		nbytes += nbytes_of(after[col]);
	return nbytes;
}

/* The same of whole rows of panes: of what stands between two lines, where any of it has changed. */
static size_t count_pane_rows(const uint32_t *before, const uint32_t *after, int ncols)
{
	const uint32_t line = 0x2502;
	size_t nbytes = 0;

	for (int start = 0, end; start < ncols; start = end + 1) {
		int last = -1;
		size_t sum = 0, until_last = 0;

		for (end = start; end < ncols && after[end] != line; end++) {
			sum += nbytes_of(after[end]);
			if (after[end] != ' ')
				until_last = sum;
			if (before[end] != after[end])
				last = end;
		}
		nbytes += last >= 0 ? until_last : 0;
	}
	return nbytes;
}

/* How many panes have changed, the lines between them being where they were. The last row is no pane's. */
static size_t count_panes(const uint32_t *before, const uint32_t *after, int nrows, int ncols)
{
	const uint32_t line = 0x2502;
	size_t count = 0;

	for (int start = 0, end; start < ncols; start = end + 1) {
		bool changed = false;

		for (end = start; end < ncols && after[end + ncols] != line; end++)
			for (int row = 0; row < nrows - 1; row++)
				changed |= before[row * ncols + end] != after[row * ncols + end];
		count += changed;
	}
	return count;
}

static int compare_sizes(const void *a, const void *b)
{
	size_t first = *(const size_t *)a, second = *(const size_t *)b;

	return (first > second) - (first < second);
}

static struct cost measure(struct terminal *t, const char *key, size_t count, size_t max_npanes)
{
	struct cost cost = {0};
	size_t costs[COST_MAX_NSTEPS];
	int nrows, ncols;
	uint32_t *before = copy_screen(t, &nrows, &ncols);

	if (count == 0 || count > COST_MAX_NSTEPS)
		abort();
	for (size_t i = 0; i < count; i++) {
		size_t nbytes = terminal_nbytes(t);
		uint32_t *after;

		terminal_type(t, key);
		nbytes = terminal_nbytes(t) - nbytes;
		after = copy_screen(t, &nrows, &ncols);
		if (count_panes(before, after, nrows, ncols) <= max_npanes) {
			costs[cost.nsteps++] = nbytes;
			cost.mean += nbytes;
			for (int row = 0; row < nrows; row++) {
				cost.text += count_row(before + row * ncols, after + row * ncols, ncols);
				cost.rows += count_pane_rows(before + row * ncols, after + row * ncols, ncols);
			}
		}
		free(before);
		before = after;
	}
	free(before);
	if (cost.nsteps == 0)
		return cost;
	qsort(costs, cost.nsteps, sizeof *costs, compare_sizes);
	cost.mean /= cost.nsteps;
	cost.text /= cost.nsteps;
	cost.rows /= cost.nsteps;
	cost.median = costs[cost.nsteps / 2];
	cost.most = costs[cost.nsteps - 1];
	return cost;
}

struct cost cost_measure(struct terminal *t, const char *key, size_t count)
{
	return measure(t, key, count, SIZE_MAX);
}

struct cost cost_measure_in_pane(struct terminal *t, const char *key, size_t count)
{
	return measure(t, key, count, 1);
}
