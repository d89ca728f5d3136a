/* What keys cost on the line. The figures themselves are printed by `make bench`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "browser.h"
#include "cost.h"

enum {
	STEP_NBYTES = 20,               /* inside the view */
	STEP_MEAN_NBYTES = 60,          /* scrolling now and then */
	SWITCH_NBYTES = 45,
	WIDE_NROWS = 50,
	WIDE_NCOLS = 200,
	MAX_NTRIES = 20,
};

static void type(struct terminal *t, const char *keys)
{
	assert_true(terminal_type(t, keys));
	assert_true(terminal_wait_idle(t, 300));
}

/* Of some tries the first one with nearly all of its keys, else the one with most of them. */
static struct cost measure(struct terminal *t, const char *before, const char *key, size_t count)
{
	struct cost best = {0};

	for (int i = 0; i < MAX_NTRIES && best.nsteps < count - count / 10; i++) {
		struct cost cost;

		type(t, before);
		cost = cost_measure_in_pane(t, key, count);
		if (cost.nsteps > best.nsteps)
			best = cost;
	}
	assert_true(best.nsteps > 0);
	return best;
}

static void test_steps_of_the_list(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_in_range(measure(t, "g", "j", 10).mean, 1, STEP_NBYTES);
	assert_in_range(measure(t, "g", "j", 41).mean, 1, STEP_MEAN_NBYTES);
	t = browser_start_samples(state, WIDE_NROWS, WIDE_NCOLS);
	assert_in_range(measure(t, "g", "j", 40).mean, 1, STEP_NBYTES);
}

static void test_steps_of_the_report(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	type(t, "<Enter>");
	assert_in_range(measure(t, "g", "j", 10).mean, 1, STEP_NBYTES);
	/* Prose, which brings a new row of text with each step in half a page of them. */
	assert_in_range(measure(t, "g", "j", 80).median, 1, STEP_NBYTES);
}

/* A page costs the text of its rows and a tenth; in the list a little more, for the colours of its short rows. */
static void test_pages(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);
	struct cost cost = measure(t, "g", "<PageDown>", 1);

	assert_in_range(cost.mean, 1, cost.rows * 6 / 5);
	type(t, "<Enter>");
	cost = measure(t, "g", "<PageDown>", 4);
	assert_in_range(cost.mean, 1, cost.rows * 11 / 10);
}

static void test_switch_of_panes(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_in_range(cost_measure(t, "<Enter>", 1).mean, 1, SWITCH_NBYTES);
	assert_in_range(cost_measure(t, "<Backspace>", 1).mean, 1, SWITCH_NBYTES);
	t = browser_start_samples(state, WIDE_NROWS, WIDE_NCOLS);
	assert_in_range(cost_measure(t, "<Tab>", 6).most, 1, SWITCH_NBYTES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_steps_of_the_list),
		BROWSER_TEST(test_steps_of_the_report),
		BROWSER_TEST(test_pages),
		BROWSER_TEST(test_switch_of_panes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
