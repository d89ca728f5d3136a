#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "ui/layout.h"

enum { MAX_NROWS = 100, MAX_NCOLS = 300 };

static const struct layout_wishes no_wishes;

static void check_status(const struct layout *layout, size_t nrows, size_t ncols)
{
	assert_int_equal(layout->status.row, nrows - 1);
	assert_int_equal(layout->status.col, 0);
	assert_int_equal(layout->status.nrows, 1);
	assert_int_equal(layout->status.ncols, ncols);
}

/* Counts the columns of `rect` in `uses`; all rects above the status line have the same rows. */
static void use(unsigned char *uses, const struct rect *rect, size_t nrows, size_t ncols)
{
	assert_int_equal(rect->row, 0);
	assert_int_equal(rect->nrows, nrows - 1);
	assert_true(rect->ncols <= ncols && rect->col <= ncols - rect->ncols);
	for (size_t col = rect->col; col < rect->col + rect->ncols; col++)
		uses[col]++;
}

/* Panes and separators cover every column once. */
static void check_cover(const struct layout *layout, size_t nrows, size_t ncols)
{
	unsigned char uses[MAX_NCOLS] = {0};
	size_t npanes = 0;
	for (size_t i = 0; i < PANE_COUNT; i++) {
		if (layout->panes[i].ncols == 0)
			continue;
		npanes++;
		use(uses, &layout->panes[i], nrows, ncols);
	}
	assert_int_equal(npanes, layout->npanes);
	assert_int_equal(npanes, layout->nseparators + 1);
	for (size_t i = 0; i < layout->nseparators; i++) {
		assert_int_equal(layout->separators[i].ncols, 1);
		use(uses, &layout->separators[i], nrows, ncols);
	}
	for (size_t col = 0; col < ncols; col++)
		assert_int_equal(uses[col], 1);
}

static void check(size_t nrows, size_t ncols, enum pane_id focused, enum pane_id side)
{
	struct layout layout = layout_make(nrows, ncols, focused, side, no_wishes);
	check_status(&layout, nrows, ncols);
	assert_int_equal(layout.too_small, nrows < 10 || ncols < 40);
	if (layout.too_small) {
		assert_int_equal(layout.npanes, 0);
		assert_int_equal(layout.nseparators, 0);
		return;
	}
	check_cover(&layout, nrows, ncols);
	assert_true(layout.panes[focused].ncols > 0);
	assert_int_equal(layout.npanes, ncols < 80 ? 1 : ncols < 120 ? 2 : 3);
}

static void every_size_is_covered(void **state)
{
	for (size_t nrows = 1; nrows <= MAX_NROWS; nrows++)
		for (size_t ncols = 1; ncols <= MAX_NCOLS; ncols++)
			for (int focused = 0; focused < PANE_COUNT; focused++)
				for (int side = PANE_LIST; side <= PANE_OUTLINE; side++)
					check(nrows, ncols, (enum pane_id)focused, (enum pane_id)side);
}

static void no_screen_has_no_status(void **state)
{
	assert_int_equal(layout_make(0, 80, PANE_LIST, PANE_LIST, no_wishes).status.ncols, 0);
	assert_int_equal(layout_make(24, 0, PANE_LIST, PANE_LIST, no_wishes).status.ncols, 0);
	assert_true(layout_make(0, 0, PANE_LIST, PANE_LIST, no_wishes).too_small);
}

static void two_panes(void **state)
{
	struct layout layout = layout_make(24, 80, PANE_REPORT, PANE_OUTLINE, no_wishes);
	assert_int_equal(layout.panes[PANE_LIST].ncols, 0);
	assert_int_equal(layout.panes[PANE_OUTLINE].ncols, 24);
	assert_int_equal(layout.separators[0].col, 24);
	assert_int_equal(layout.panes[PANE_REPORT].col, 25);
	assert_int_equal(layout.panes[PANE_REPORT].ncols, 55);
	/* The focused pane is shown, whichever had the focus before. */
	layout = layout_make(24, 119, PANE_LIST, PANE_OUTLINE, no_wishes);
	assert_int_equal(layout.panes[PANE_LIST].ncols, 28);
	assert_int_equal(layout.panes[PANE_OUTLINE].ncols, 0);
}

static void three_panes(void **state)
{
	size_t last_list = 0, last_outline = 0, last_report = 0;
	for (size_t ncols = 120; ncols <= MAX_NCOLS; ncols++) {
		struct layout layout = layout_make(40, ncols, PANE_REPORT, PANE_LIST, no_wishes);
		size_t list = layout.panes[PANE_LIST].ncols, outline = layout.panes[PANE_OUTLINE].ncols;
		size_t report = layout.panes[PANE_REPORT].ncols;
		assert_in_range(list, 34, ncols < 160 ? 44 : 52);
		assert_in_range(outline, 26, ncols < 160 ? 34 : 38);
		assert_true(report >= 58);
		assert_true(list >= last_list && outline >= last_outline && report + 1 >= last_report);
		assert_true(layout.panes[PANE_LIST].col < layout.panes[PANE_OUTLINE].col);
		assert_true(layout.panes[PANE_OUTLINE].col < layout.panes[PANE_REPORT].col);
		last_list = list, last_outline = outline, last_report = report;
	}
	assert_int_equal(last_list, 52);
	assert_int_equal(last_outline, 38);
}

/* What the user wants is kept, but the report keeps room. */
static void wishes(void **state)
{
	const struct layout_wishes some = {.list_ncols = 30, .outline_ncols = 20};
	struct layout layout = layout_make(24, 80, PANE_LIST, PANE_LIST, some);
	assert_int_equal(layout.panes[PANE_LIST].ncols, 30);
	layout = layout_make(24, 160, PANE_LIST, PANE_LIST, some);
	assert_int_equal(layout.panes[PANE_LIST].ncols, 30);
	assert_int_equal(layout.panes[PANE_OUTLINE].ncols, 20);
	assert_int_equal(layout.panes[PANE_REPORT].ncols, 160 - 30 - 20 - 2);
	const struct layout_wishes much = {.list_ncols = 1000, .outline_ncols = 1000};
	for (size_t ncols = 80; ncols <= 300; ncols++)
		assert_true(layout_make(24, ncols, PANE_LIST, PANE_LIST, much).panes[PANE_REPORT].ncols >=
			    LAYOUT_MIN_NCOLS);
	const struct layout_wishes little = {.list_ncols = 1, .outline_ncols = 1};
	assert_int_equal(layout_make(24, 160, PANE_LIST, PANE_LIST, little).panes[PANE_LIST].ncols, 12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_size_is_covered),
		cmocka_unit_test(no_screen_has_no_status),
		cmocka_unit_test(two_panes),
		cmocka_unit_test(three_panes),
		cmocka_unit_test(wishes),
	};
	return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
