/* The screen takes another size: the place in the document stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "browser.h"

enum { NCOPIES = 300 };

static const struct {
	int nrows, ncols;
} sizes[] = {{24, 80}, {40, 120}, {12, 45}, {50, 200}, {5, 20}, {24, 80}};

enum { NSIZES = sizeof sizes / sizeof sizes[0] };

/* Goes through the sizes; the text is in the cursor's row on every screen that has room for one. */
static void assert_place_kept(struct terminal *t, const char *text)
{
	for (size_t i = 0; i < NSIZES; i++) {
		terminal_resize(t, sizes[i].nrows, sizes[i].ncols);
		if (sizes[i].nrows < 10) {
			assert_true(terminal_wait_text(t, "Too small", BROWSER_WAIT_MS));
			continue;
		}
		assert_true(terminal_settle(t));
		if (strstr(browser_cursor_text(t), text) == NULL) {
			terminal_print(t, text);
			fail_msg("at %dx%d the cursor is not at \"%s\"", sizes[i].ncols, sizes[i].nrows, text);
		}
	}
}

static void test_finding_stays(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "xxxx"));
	assert_place_kept(t, "! T3-BOUND 表三 总计");
	assert_true(terminal_type(t, "x"));
	assert_place_kept(t, "! S-ROW 表三");
}

static void test_paragraph_stays(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "<Enter>G"));
	assert_place_kept(t, "2023年1月13日");
	/* The cursor is on the first row of a paragraph of several. */
	for (int i = 0; i < 12 && strstr(browser_cursor_text(t), ">    （一）主动公开") == NULL; i++)
		assert_true(terminal_type(t, i == 0 ? "g" : "j"));
	assert_place_kept(t, ">    （一）主动公开");
	/* A row of a table. */
	assert_true(terminal_type(t, "nkk"));
	assert_non_null(strstr(browser_cursor_text(t), "（七）总计"));
	assert_place_kept(t, "（七）总计");
}

static void test_list_and_outline_stay(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	/* In the list the name alone is too long for some sizes. */
	assert_true(terminal_type(t, "Gkkk"));
	assert_place_kept(t, "卫生健康局");
	assert_true(terminal_type(t, "g<Tab>jjjjjj"));
	assert_place_kept(t, "! T3-BAL 表三");
}

static void test_resize_in_help(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "?"));
	for (size_t i = 0; i < NSIZES; i++) {
		terminal_resize(t, sizes[i].nrows, sizes[i].ncols);
		assert_true(terminal_wait_text(t, sizes[i].nrows < 10 ? "Too small" : "Keys (q or ?", BROWSER_WAIT_MS));
		assert_true(terminal_settle(t));
		assert_false(browser_shows(t, "Reports"));
	}
	assert_true(terminal_type(t, "q"));
	assert_true(browser_shows(t, "Reports 1/" NSAMPLES));
	assert_true(browser_is_line_straight(t, 23, 24));
	assert_int_equal(browser_quit(t), 0);
}

static void test_resize_while_loading(void **state)
{
	const struct terminal_options options = {0};
	struct terminal *t;
	char name[64];

	for (int i = 0; i < NCOPIES; i++) {
		snprintf(name, sizeof name, "%03d.txt", i);
		browser_copy_sample(state, "tingyu/2022-huaizhu.txt", name, NULL, NULL);
	}
	t = browser_start(state, &options, browser_path(state, ""), NULL);
	assert_true(terminal_wait_text(t, "Reports", BROWSER_WAIT_MS));
	for (size_t i = 0; i < 5 * NSIZES; i++) {
		int nrows = sizes[i % NSIZES].nrows;

		terminal_resize(t, nrows, sizes[i % NSIZES].ncols);
		assert_true(terminal_wait_text(t, nrows < 10 ? "Too small" : "Reports", BROWSER_WAIT_MS));
	}
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	assert_true(browser_shows(t, "300 files, 300 !"));
	assert_true(browser_is_line_straight(t, 23, 24));
	assert_int_equal(browser_quit(t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_finding_stays),
		BROWSER_TEST(test_paragraph_stays),
		BROWSER_TEST(test_list_and_outline_stay),
		BROWSER_TEST(test_resize_in_help),
		BROWSER_TEST(test_resize_while_loading),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
