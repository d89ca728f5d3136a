/* The statistics: the sums of all reports, drawn as bars, each leading to its reports. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "browser.h"
#include "golden.h"

/* The program on reports of two folders; few of them, so that other samples change nothing here. */
static struct terminal *start(void **state, struct terminal_options options, const char *option)
{
	static const char *const samples[][2] = {
		{"tingyu/2022-huaizhu.txt", "in/甲县/a.txt"}, {"tingyu/2022-scj.txt", "in/甲县/b.txt"},
		{"tingyu/2023-scj.txt", "in/乙县/c.txt"},     {"tingyu/2022-zf.txt", "in/乙县/d.txt"},
		{"tingyu/2023-zf.txt", "in/乙县/e.txt"},      {"yanlu/2022-zjj.txt", "in/甲县/f.txt"},
		{"yanlu/notice.txt", "in/甲县/g.txt"},
	};
	char *program = realpath(browser_program(), NULL), *cwd = strdup(browser_path(state, ""));
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		browser_copy_sample(state, samples[i][0], samples[i][1], NULL, NULL);
	options.cwd = cwd;
	struct terminal *t = browser_run(state, &options, program, "--verdicts=verdicts.db", option, "in", NULL);
	free(program);
	free(cwd);
	assert_true(browser_wait_loaded(t, NULL));
	return t;
}

static struct terminal *start_at(void **state, int nrows, int ncols)
{
	return start(state, (struct terminal_options){.nrows = nrows, .ncols = ncols}, "--lang=en");
}

static void test_screen(void **state)
{
	struct terminal *t = start_at(state, 24, 80);
	assert_true(terminal_type(t, "t"));
	assert_true(golden_check(t, "statistics-80x24"));
	assert_true(terminal_type(t, "G"));
	assert_true(golden_check(t, "statistics-end-80x24"));
	/* Left and entered again, the cursor is where it was. */
	assert_true(terminal_type(t, "qt"));
	assert_true(golden_check(t, "statistics-end-80x24"));
	assert_true(terminal_type(t, "t"));
	assert_true(browser_shows(t, "Reports 1/7"));
	assert_int_equal(browser_quit(t), 0);
	t = start_at(state, 40, 120);
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
	struct terminal *t = start_at(state, 24, 80);
	assert_true(terminal_type(t, "t"));
	/* Id, title, number, bar: the number is the last one of the row. */
	for (const char *text = browser_cursor_text(t); *text; text++)
		if (text[0] == ' ' && text[1] >= '0' && text[1] <= '9')
			sscanf(text, "%d", &nreports);
	assert_in_range(nreports, 1, 100);
	assert_true(terminal_type(t, "<Enter>"));
	snprintf(wanted, sizeof wanted, "*1/%d ", nreports);
	assert_true(terminal_wait_text(t, wanted, TERMINAL_TIMEOUT_MS));
	assert_true(browser_shows(t, "Only rule:"));
	/* The last line is a class of new applications. */
	assert_true(terminal_type(t, "tG<Enter>"));
	assert_true(browser_shows(t, "Only requests>=50 requests<=99"));
	assert_true(terminal_wait_text(t, "*1/", TERMINAL_TIMEOUT_MS));
	/* A heading leads nowhere. */
	assert_true(terminal_type(t, "tgg<Enter>"));
	assert_true(browser_shows(t, "Statistics of "));
	assert_true(terminal_type(t, "q"));
	assert_int_equal(browser_quit(t), 0);
}

/* Back in the statistics, at the line that led away, with the filter that was there before; no more behind another
 * filter. */
static void test_leads_back(void **state)
{
	struct terminal *t = start_at(state, 24, 80);
	assert_true(terminal_type(t, "fyear:2022<Enter>tj<Enter>"));
	assert_true(browser_shows(t, "Only rule:T3-BAL (f changes that, Esc leads back)"));
	assert_true(terminal_send(t, "<Enter><Esc>"));
	assert_true(terminal_wait_text(t, "*1/1 /rule:T3-BAL", TERMINAL_TIMEOUT_MS));
	assert_true(terminal_send(t, "<Esc>"));
	assert_true(terminal_wait_text(t, "*Statistics of ", TERMINAL_TIMEOUT_MS));
	assert_true(terminal_settle(t));
	assert_non_null(strstr(browser_cursor_text(t), " T3-BAL "));
	assert_true(terminal_type(t, "q"));
	assert_true(browser_shows(t, "/year:2022"));
	/* Another filter was set meanwhile: it stays. */
	assert_true(terminal_type(t, "t<Enter>f<C-u>year:2023<Enter>"));
	assert_true(terminal_send(t, "<Esc>"));
	assert_true(terminal_wait_text(t, "*Statistics of ", TERMINAL_TIMEOUT_MS));
	assert_true(terminal_type(t, "q"));
	assert_true(browser_shows(t, "/year:2023"));
	assert_int_equal(browser_quit(t), 0);
}

static void test_ascii(void **state)
{
	struct terminal *t = start(state, (struct terminal_options){0}, "--ascii");
	assert_true(terminal_type(t, "t"));
	assert_true(browser_shows(t, "####"));
	assert_false(browser_shows(t, "█"));
	assert_true(terminal_type(t, "q"));
	assert_int_equal(browser_quit(t), 0);
}

/* Where block characters are two columns wide, bars are of ASCII. */
static void test_gb18030(void **state)
{
	struct terminal_options options = {.nrows = 24, .ncols = 80};
	if (!browser_use_gb18030(state, &options))
		skip();
	struct terminal *t = start(state, options, "--lang=en");
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
		BROWSER_TEST(test_gb18030),	   BROWSER_TEST(test_leads_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
