/* Files that have to be converted when their report is opened, for nothing that was made of them could be kept: keys
 * are answered meanwhile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "browser.h"

#define CONVERTING "being converted"

/* No directory can be made there. */
static const char *const without_cache[] = {"XDG_CACHE_HOME=/dev/null/none", NULL};

static void assert_shown(struct terminal *t, const char *text)
{
	assert_true(terminal_wait_text(t, text, BROWSER_WAIT_MS));
	assert_true(terminal_settle(t));
}

/* A report of its own and one that a converter has to read, which is held from now on. The cursor is on the first. */
static struct terminal *start(void **state)
{
	const struct terminal_options options = {.env = without_cache};
	struct terminal *t;

	browser_write_held(state, "d/b.docx");
	browser_copy_sample(state, "tingyu/2023-jyj.txt", "d/a.txt", NULL, NULL);
	browser_release(state);
	t = browser_start(state, &options, browser_path(state, "d"), NULL);
	assert_true(browser_wait_loaded(t, NULL));
	assert_true(terminal_wait_text(t, "1/", BROWSER_WAIT_MS));
	browser_hold(state);
	return t;
}

static void go_to_held(struct terminal *t)
{
	assert_true(terminal_type(t, "j"));
	assert_true(terminal_wait_text(t, CONVERTING, BROWSER_WAIT_MS));
}

static void test_keys_are_answered(void **state)
{
	struct terminal *t = start(state);

	go_to_held(t);
	assert_shown(t, "converting b.docx ...");
	assert_true(terminal_type(t, "?"));
	assert_shown(t, "Keys (q or ?");
	assert_true(terminal_type(t, "q"));
	assert_shown(t, CONVERTING);
	/* It comes when it is there; what was made of it is opened again without a converter. */
	browser_release(state);
	assert_shown(t, FIRST_TITLE);
	assert_false(browser_shows(t, "converting"));
	browser_hold(state);
	assert_true(terminal_type(t, "nn"));
	assert_non_null(strstr(browser_cursor_text(t), "T3-BAL"));
	assert_int_equal(browser_quit(t), 0);
}

static void test_given_up(void **state)
{
	struct terminal *t = start(state);

	go_to_held(t);
	assert_true(terminal_type(t, "<Esc>"));
	assert_shown(t, "Stopped; r");
	/* It is not begun again by itself, but by a key. */
	assert_true(terminal_wait_idle(t, 500));
	assert_false(browser_shows(t, CONVERTING));
	assert_true(terminal_send(t, "r"));
	assert_shown(t, CONVERTING);
	browser_release(state);
	assert_shown(t, FIRST_TITLE);
	assert_int_equal(browser_quit(t), 0);
}

/* Who goes on to another report reads that one, and this one on the way back. */
static void test_left(void **state)
{
	struct terminal *t = start(state);

	go_to_held(t);
	assert_true(terminal_type(t, "k"));
	assert_shown(t, "汀榆县教育局 2023");
	browser_release(state);
	assert_true(terminal_wait_gone(t, "converting b.docx", BROWSER_WAIT_MS));
	assert_true(browser_shows(t, "汀榆县教育局 2023"));
	assert_true(terminal_type(t, "j"));
	assert_shown(t, FIRST_TITLE);
	assert_int_equal(browser_quit(t), 0);
}

/* Last year's report is converted to compare with it. */
static void test_compared(void **state)
{
	struct terminal *t;

	browser_copy_sample(state, "tingyu/2023-huaizhu.txt", "d/c.txt", NULL, NULL);
	t = start(state);
	assert_true(terminal_type(t, "G"));
	assert_shown(t, "汀榆县槐渚镇人民政府 2023");
	assert_true(terminal_type(t, "="));
	assert_shown(t, "converting b.docx ...");
	assert_true(terminal_type(t, "<Esc>"));
	assert_true(terminal_type(t, "="));
	assert_shown(t, "converting b.docx ...");
	browser_release(state);
	assert_shown(t, "Tables: 10 of");
	assert_true(terminal_type(t, "q"));
	assert_int_equal(browser_quit(t), 0);
}

/* It is no reason to stay. */
static void test_quit(void **state)
{
	struct terminal *t = start(state);

	go_to_held(t);
	assert_int_equal(browser_quit(t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_keys_are_answered),
		BROWSER_TEST(test_given_up),
		BROWSER_TEST(test_left),
		BROWSER_TEST(test_compared),
		BROWSER_TEST(test_quit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
