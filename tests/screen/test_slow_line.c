/* A line of 5 kB/s, as of a bad mobile connection: what is typed ahead is not watched screen by screen, and what stands
 * on the screen at last is the same as on any other line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "browser.h"
#include "golden.h"

enum {
	SPEED = 5000,                   /* bytes a second */
	SCREEN_NBYTES = 5000,           /* of a whole screen of 80x24: a second of such a line */
	NKEYS = 10,
};

static const struct terminal_options slow = {.bytes_per_second = SPEED};

static struct terminal *start_slow(void **state)
{
	struct terminal *t = browser_start(state, &slow, SAMPLES, NULL);

	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	return t;
}

static void test_first_screens(void **state)
{
	struct terminal *t = start_slow(state);

	assert_true(golden_check(t, "browse-start-80x24"));
	assert_true(terminal_type(t, "n"));
	assert_true(golden_check(t, "browse-finding-80x24"));
	assert_true(browser_is_line_straight(t, 23, 24));
	assert_int_equal(browser_quit(t), 0);
}

/* Keys that are there before the screen of the first has gone out. */
static void test_typed_ahead(void **state)
{
	char keys[NKEYS + 1], one_by_one[256];
	struct terminal *t = browser_start_samples(state, 24, 80);
	size_t nbytes;

	for (int i = 0; i < NKEYS; i++) {
		keys[i] = 'n';
		assert_true(terminal_type(t, "n"));
	}
	keys[NKEYS] = '\0';
	snprintf(one_by_one, sizeof one_by_one, "%s", terminal_row_text(t, 0));
	t = start_slow(state);
	nbytes = terminal_nbytes(t);
	assert_true(terminal_type(t, keys));
	assert_string_equal(terminal_row_text(t, 0), one_by_one);
	assert_in_range(terminal_nbytes(t) - nbytes, 1, SCREEN_NBYTES);
	/* And what is typed while much is still on its way. */
	assert_true(terminal_send(t, "  b "));
	assert_true(terminal_send(t, "Gg"));
	assert_true(terminal_send(t, "?"));
	assert_true(terminal_wait_text(t, "Keys (q or ?", BROWSER_WAIT_MS));
	assert_true(terminal_type(t, "q"));
	assert_string_equal(terminal_row_text(t, 0), one_by_one);
	assert_true(browser_is_line_straight(t, 23, 24));
	assert_int_equal(browser_quit(t), 0);
}

/* The terminal shrinks while a screen is on its way to it. */
static void test_resize(void **state)
{
	struct terminal *t = start_slow(state);

	assert_true(terminal_send(t, "n"));
	terminal_resize(t, 20, 60);
	assert_true(terminal_send(t, " "));
	terminal_resize(t, 24, 80);
	assert_true(terminal_settle(t));
	assert_true(terminal_type(t, "gn"));
	assert_true(golden_check(t, "browse-finding-80x24"));
	assert_int_equal(browser_quit(t), 0);
}

/* The line goes down in the middle of a screen. */
static void test_hangup(void **state)
{
	struct terminal *t = start_slow(state);

	assert_true(terminal_send(t, "?"));
	terminal_hangup(t);
	assert_int_not_equal(terminal_wait_exit(t), TERMINAL_TIMED_OUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_first_screens),
		BROWSER_TEST(test_typed_ahead),
		BROWSER_TEST(test_resize),
		BROWSER_TEST(test_hangup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
