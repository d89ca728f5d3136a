#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "render/grid.h"

static const struct rendered_grid grid = {.label_ncols = 14, .ncolumns = 7, .column_ncols = {7, 5, 5, 9, 5, 5, 5}};

enum { MIN_NCOLS = 14 + 3 + 9, MAX_NCOLS = 14 + 3 + 41 };

static size_t sum_ncols(size_t first, size_t end)
{
	size_t ncols = 0;
	for (; first < end; first++)
		ncols += grid.column_ncols[first];
	return ncols;
}

/* Whole columns, as many as have room; and to the right no further than to the last one. */
static void windows(void **state)
{
	for (size_t ncols = MIN_NCOLS; ncols <= MAX_NCOLS + 5; ncols++) {
		size_t last = grid_last_first(&grid, ncols);
		for (size_t first = 0; first < 20; first++) {
			struct grid_window window = grid_window(&grid, ncols, first);
			assert_int_equal(window.first, first < last ? first : last);
			assert_true(window.end > window.first);
			assert_int_equal(window.from_ncols, grid.label_ncols + sum_ncols(0, window.first));
			assert_int_equal(window.to_ncols, grid.label_ncols + sum_ncols(0, window.end));
			assert_true(17 + sum_ncols(window.first, window.end) <= ncols);
			assert_true(window.end == grid.ncolumns ||
				    17 + sum_ncols(window.first, window.end + 1) > ncols);
			assert_int_equal(window.end == grid.ncolumns, first >= last);
		}
	}
	assert_int_equal(grid_last_first(&grid, MAX_NCOLS), 0);
	assert_int_equal(grid_last_first(&grid, MAX_NCOLS - 1), 1);
	assert_int_equal(grid_last_first(&grid, MIN_NCOLS), 6);
}

/* The nearest window that shows both; the same one where it does already. */
static void revealing(void **state)
{
	for (size_t ncols = MIN_NCOLS; ncols <= MAX_NCOLS; ncols++)
		for (size_t first = 0; first <= grid_last_first(&grid, ncols); first++)
			for (size_t from = 0; from < grid.ncolumns; from++)
				for (size_t to = from; to < grid.ncolumns; to++) {
					struct grid_window before = grid_window(&grid, ncols, first);
					size_t found = grid_reveal(&grid, ncols, first, from, to);
					struct grid_window after = grid_window(&grid, ncols, found);
					assert_int_equal(after.first, found);
					bool shows_from = after.first <= from && from < after.end;
					bool shows_to = after.first <= to && to < after.end;
					assert_true(shows_from || shows_to);
					if (17 + sum_ncols(from, to + 1) <= ncols)
						assert_true(shows_from && shows_to);
					if (before.first <= from && to < before.end)
						assert_int_equal(found, first);
				}
	/* To the right no further than needed, to the left up to the first of them. */
	assert_int_equal(grid_reveal(&grid, 39, 0, 3, 3), 1);
	assert_int_equal(grid_reveal(&grid, 39, 3, 1, 2), 1);
	/* No room for both: one that is in view stays, else the first one comes. */
	assert_int_equal(grid_reveal(&grid, 39, 4, 0, 6), 4);
	assert_int_equal(grid_reveal(&grid, 39, 2, 0, 6), 0);
}

/* ---- Heads ---- */

enum { TABLE = RENDERED_TABLE, SHARED = RENDERED_SHARED_HEAD, HEAD = RENDERED_HEAD, CELLS = RENDERED_CELLS };

/* Heads of a view of `nrows` rows from `top` on, as a number of two digits: the rows they are, first the shared one. */
static int heads_at(const struct rendering *rendering, size_t top, size_t nrows)
{
	size_t heads[GRID_MAX_NHEADS];
	size_t count = grid_find_heads(rendering, top, nrows, heads);
	return count == 0 ? 0 : count == 1 ? (int)heads[0] : (int)(heads[0] * 10 + heads[1]);
}

static void heads_stay_above_their_rows(void **state)
{
	static const uint8_t kinds[] = {RENDERED_TEXT, TABLE, SHARED, HEAD, CELLS, CELLS, CELLS, CELLS,
					RENDERED_FINDING, RENDERED_TEXT};
	struct rendered_row rows[10];
	const struct rendering rendering = {.rows = rows, .nrows = 10};
	for (size_t i = 0; i < 10; i++)
		rows[i] = (struct rendered_row){.kind = kinds[i],
						.table = i > 0 && i < 9 ? 0 : FORMAT_NONE,
						.finding = i == 8 ? 0 : -1};
	static const int high[] = {0, 0, 0, 0, 23, 23, 23, 0, 0, 0}, low[] = {0, 0, 0, 0, 3, 3, 3, 3, 0, 0};
	for (size_t top = 0; top < 10; top++) {
		assert_int_equal(heads_at(&rendering, top, 30), high[top]);
		assert_int_equal(heads_at(&rendering, top, 29), low[top]);
		assert_int_equal(heads_at(&rendering, top, 3), 0);
	}
	assert_int_equal(heads_at(&rendering, 99, 30), 0);
}

/* Those of one block neither stand above the rows of the next nor hide its heads. */
static void heads_of_blocks(void **state)
{
	static const uint8_t kinds[] = {TABLE, HEAD,  CELLS, CELLS, CELLS, HEAD,
					CELLS, CELLS, CELLS, TABLE, HEAD,  CELLS};
	struct rendered_row rows[12];
	const struct rendering rendering = {.rows = rows, .nrows = 12};
	for (size_t i = 0; i < 12; i++)
		rows[i] = (struct rendered_row){
			.kind = kinds[i], .table = i > 8, .finding = -1};
	static const int expected[] = {0, 0, 1, 1, 0, 0, 5, 5, 0, 0, 0, 0};
	for (size_t top = 0; top < 12; top++)
		assert_int_equal(heads_at(&rendering, top, 20), expected[top]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(windows),
		cmocka_unit_test(revealing),
		cmocka_unit_test(heads_stay_above_their_rows),
		cmocka_unit_test(heads_of_blocks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
