/* The statistics: the sums of all reports, drawn as bars, each leading to its reports. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "browser.h"
#include "golden.h"

static void test_screen(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);
	assert_true(terminal_type(t, "t"));
	assert_true(golden_check(t, "statistics-80x24"));
	assert_true(terminal_type(t, "G"));
	assert_true(golden_check(t, "statistics-end-80x24"));
	/* Left and entered again, the cursor is where it was. */
	assert_true(terminal_type(t, "qt"));
	assert_true(golden_check(t, "statistics-end-80x24"));
	assert_true(terminal_type(t, "t"));
	assert_true(browser_shows(t, FIRST_TITLE));
	assert_int_equal(browser_quit(t), 0);
	t = browser_start_samples(state, 40, 120);
	assert_true(terminal_type(t, "t"));
	assert_true(golden_check(t, "statistics-120x40"));
	/* On a narrow screen there are no bars, but all the numbers. */
	terminal_resize(t, 10, 40);
	assert_true(terminal_settle(t));
	assert_true(golden_check(t, "statistics-40x10"));
	assert_true(terminal_type(t, "q"));
	assert_int_equal(browser_quit(t), 0);
}

/* The first line is a rule: as many reports as it says are in the list then. */
static void test_leads_to_reports(void **state)
{
	int nreports = 0;
	char wanted[64];
	struct terminal *t = browser_start_samples(state, 24, 80);
	assert_true(terminal_type(t, "t"));
	/* Id, title, number, bar: the number is the last one of the row. */
	for (const char *text = browser_cursor_text(t); *text; text++)
		if (text[0] == ' ' && text[1] >= '0' && text[1] <= '9')
			sscanf(text, "%d", &nreports);
	assert_in_range(nreports, 1, 100);
	assert_true(terminal_type(t, "<Enter>"));
	snprintf(wanted, sizeof wanted, "Reports 1/%d ", nreports);
	assert_true(terminal_wait_text(t, wanted, TERMINAL_TIMEOUT_MS));
	assert_true(browser_shows(t, "Only rule:"));
	/* A heading leads nowhere. */
	assert_true(terminal_type(t, "tgg<Enter>"));
	assert_true(browser_shows(t, "Statistics of "));
	assert_true(terminal_type(t, "q"));
	assert_int_equal(browser_quit(t), 0);
}

static void test_ascii(void **state)
{
	const struct terminal_options options = {0};
	struct terminal *t = browser_start(state, &options, "--ascii", SAMPLES, NULL);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	assert_true(terminal_type(t, "t"));
	assert_true(browser_shows(t, "####"));
	assert_false(browser_shows(t, "█"));
	assert_true(terminal_type(t, "q"));
	assert_int_equal(browser_quit(t), 0);
}

/* Where block characters are two columns wide, bars are of ASCII. */
static void test_gb18030(void **state)
{
	if (!browser_make_gb18030(state))
		skip();
	char path[BROWSER_PATH_NBYTES + 16];
	snprintf(path, sizeof path, "LOCPATH=%s", browser_path(state, ""));
	const char *const env[] = {path, NULL};
	const struct terminal_options options = {
		.nrows = 24, .ncols = 80, .locale = "zh_CN.GB18030", .charset = "GB18030", .env = env};
	struct terminal *t = browser_start(state, &options, "--lang=en", SAMPLES, NULL);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	assert_true(terminal_type(t, "t"));
	assert_true(golden_check(t, "statistics-gb18030"));
	assert_int_equal(terminal_ninvalid(t), 0);
	assert_true(terminal_type(t, "q"));
	assert_int_equal(browser_quit(t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_screen), BROWSER_TEST(test_leads_to_reports), BROWSER_TEST(test_ascii),
		BROWSER_TEST(test_gb18030),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
