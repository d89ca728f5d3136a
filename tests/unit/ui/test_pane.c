/* A pane over a report: views, cursor and the heads of tables that stay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "check/examined.h"
#include "render/rendering.h"
#include "ui/pane.h"

static const struct language english;
static struct opened opened;
static struct rendering rendering;

enum { MAX_NSTEPS = 2000 };

static struct pane make_pane(size_t nrows)
{
	return (struct pane){.rendering = &rendering, .rect = {0, 0, nrows, 40}};
}

/* The cursor is in view, below the heads that stay. */
static void assert_sound(const struct pane *pane)
{
	assert_true(pane->cursor < rendering.nrows);
	assert_true(pane->cursor >= pane_first_row(pane));
	assert_true(pane->cursor < pane->top + pane_visible_count(pane));
}

/* Goes on with an action until nothing moves; marks the rows that were in view. */
static void move_to_end(struct pane *pane, enum action_id action, bool *seen)
{
	size_t nsteps = 0;
	do {
		assert_sound(pane);
		for (size_t row = pane_first_row(pane); row < pane->top + pane_visible_count(pane); row++)
			if (row < rendering.nrows)
				seen[row] = true;
		assert_true(nsteps++ < MAX_NSTEPS);
	} while (pane_move(pane, rendering.nrows, action));
}

/* Whatever one moves by, in whatever height, no row is passed over. */
static void every_row_is_seen(void **state)
{
	static const enum action_id pairs[][2] = {
		{ACTION_DOWN, ACTION_UP},
		{ACTION_PAGE_DOWN, ACTION_PAGE_UP},
		{ACTION_HALF_PAGE_DOWN, ACTION_HALF_PAGE_UP},
	};
	for (size_t nrows = 9; nrows < 60; nrows++)
		for (size_t i = 0; i < 2 * sizeof(pairs) / sizeof(*pairs); i++) {
			struct pane pane = make_pane(nrows);
			bool *seen = calloc(rendering.nrows, sizeof(*seen));
			if (i % 2)
				pane_move(&pane, rendering.nrows, ACTION_BOTTOM);
			move_to_end(&pane, pairs[i / 2][i % 2], seen);
			assert_int_equal(pane.cursor, i % 2 ? 0 : rendering.nrows - 1);
			for (size_t row = 0; row < rendering.nrows; row++)
				assert_true(seen[row]);
			free(seen);
		}
}

/* All of an explanation is brought into view, unless that would leave less than a quarter of the view above its first
 * row. */
static void explanations_are_seen(void **state)
{
	for (size_t nrows = 9; nrows < 60; nrows++)
		for (size_t row = 0; row + 6 < rendering.nrows; row++)
			for (size_t last = row; last <= row + 6; last++) {
				struct pane pane = make_pane(nrows);
				pane_go_to(&pane, rendering.nrows, row, 6);
				size_t top = pane.top, visible = pane_visible_count(&pane);
				pane_show_to(&pane, rendering.nrows, last);
				assert_sound(&pane);
				assert_true(pane.top >= top);
				if (last < top + visible)
					assert_int_equal(pane.top, top);
				else if (last >= pane.top + visible)
					assert_in_range(pane.cursor - pane_first_row(&pane), 0, visible / 4 + 1);
			}
}

static void any_row_can_be_gone_to(void **state)
{
	for (size_t nrows = 9; nrows < 40; nrows += 3)
		for (unsigned eighths = 0; eighths < 8; eighths++) {
			struct pane pane = make_pane(nrows);
			for (size_t i = 0; i < rendering.nrows * 4; i++) {
				/* Forwards in steps of 7, then backwards in steps of 1 to 3. */
				size_t stride = i < rendering.nrows ? 7 : rendering.nrows - i / rendering.nrows;
				size_t row = i * stride % rendering.nrows;
				pane_go_to(&pane, rendering.nrows, row, eighths);
				assert_int_equal(pane.cursor, row);
				assert_sound(&pane);
			}
		}
}

/* Upwards the view follows before the cursor comes below the heads; a pane of something else has none. */
static void heads_take_room(void **state)
{
	struct pane pane = make_pane(31);
	size_t row = 0;
	while (rendering.rows[row].kind != RENDERED_SHARED_HEAD)
		row++;
	pane.top = row + 5;
	pane.cursor = row + 8;
	assert_int_equal(pane_first_row(&pane), row + 7);
	assert_true(pane_move(&pane, rendering.nrows, ACTION_UP));
	assert_int_equal(pane.top, row + 5);
	assert_true(pane_move(&pane, rendering.nrows, ACTION_UP));
	assert_int_equal(pane.top, row + 6 - 30 / 2);
	pane.rendering = NULL;
	assert_int_equal(pane_first_row(&pane), pane.top);
}

static int setup(void **state)
{
	const struct render_options options = {
		.ncols = 39, .ambiguous = WIDTH_AMBIGUOUS_1, .language = &english, .grids = true};
	if (know(state))
		return -1;
	opened_open(&opened, &known, in_source_tree("data/samples/yanlu/2024-qzf.txt"));
	rendering_build(&rendering, &opened, &options);
	return rendering.nrows > 100 && rendering.ngrids ? 0 : -1;
}

static int teardown(void **state)
{
	opened_free(&opened);
	rendering_free(&rendering);
	return forget(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_is_seen),
		cmocka_unit_test(explanations_are_seen),
		cmocka_unit_test(any_row_can_be_gone_to),
		cmocka_unit_test(heads_take_room),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
