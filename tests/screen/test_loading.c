/* Many reports: the list is in use while they are loaded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "browser.h"

enum {
	NDIRECTORIES = 20,
	NREPORTS = 2000,
};

static const struct terminal_options plain = {0};

/* Starts it on reports in twenty directories, under "d", and on two that come first and last in the list and are not
 * loaded before they are released. */
static struct terminal *start_many(void **state, const struct terminal_options *options)
{
	char paths[3][BROWSER_PATH_NBYTES], name[64];

	browser_copy_sample(state, "tingyu/2022-huaizhu.txt", "report", NULL, NULL);
	for (int i = 0; i < NREPORTS; i++) {
		snprintf(name, sizeof name, "d/%02d/%04d.txt", i % NDIRECTORIES, i);
		browser_link(state, "report", name);
	}
	browser_write_held(state, "a/first.docx");
	browser_write_held(state, "z/last.docx");
	snprintf(paths[0], sizeof paths[0], "%s", browser_path(state, "d"));
	snprintf(paths[1], sizeof paths[1], "%s", browser_path(state, "a"));
	snprintf(paths[2], sizeof paths[2], "%s", browser_path(state, "z"));
	return browser_start(state, options, paths[0], paths[1], paths[2], NULL);
}

/* Lets the rest be loaded. */
static void load_rest(void **state, struct terminal *t)
{
	browser_release(state);
	assert_true(terminal_wait_gone(t, "loading ...", BROWSER_WAIT_MS));
	assert_true(terminal_settle(t));
}

static void test_list_is_used_while_loading(void **state)
{
	struct terminal *t = start_many(state, &plain);

	assert_true(terminal_wait_text(t, "Reports 1/", BROWSER_WAIT_MS));
	assert_true(terminal_send(t, "<PageDown>jn"));
	assert_true(terminal_wait_text(t, "T3-BAL Received", BROWSER_WAIT_MS));
	assert_true(terminal_wait_text(t, "/2000 ", BROWSER_WAIT_MS));
	assert_true(browser_shows(t, "loading ..."));
	/* How much there is, where that is known. */
	assert_true(terminal_wait_text(t, "loading ... 2000 of 2002  ", BROWSER_WAIT_MS));
	load_rest(state, t);
	assert_non_null(strstr(terminal_row_text(t, 0), "/2002 "));
	assert_true(browser_is_line_straight(t, 23, 24));
	assert_true(terminal_send(t, "<Esc>"));
	assert_true(terminal_wait_text(t, "2002 files, 2002 !", BROWSER_WAIT_MS));
	assert_true(terminal_type(t, "G"));
	assert_true(browser_shows(t, "Reports 2002/2002"));
	assert_int_equal(browser_quit(t), 0);
}

/* The path of the open report, from the status line of a wide terminal with the cursor on its first finding. */
static void read_path(struct terminal *t, char *path, size_t nbytes)
{
	const char *text, *place;

	assert_true(terminal_wait_text(t, "T3-BAL Received", BROWSER_WAIT_MS));
	text = terminal_row_text(t, 49);
	place = strstr(text, "/d/");
	assert_non_null(place);
	snprintf(path, nbytes, "%.*s", (int)strcspn(place, ":"), place);
}

/* Entries come in above and below: the cursor moves with its report, which stays open. Then findings come in above the
 * one that the cursor of the report is on, from holding the reports against each other: it stays there. */
static void test_selection_stays(void **state)
{
	const struct terminal_options wide = {.nrows = 50, .ncols = 200};
	struct terminal *t = start_many(state, &wide);
	char before[256], after[256];
	int position;

	assert_true(terminal_wait_text(t, "Reports 1/", BROWSER_WAIT_MS));
	assert_true(terminal_send(t, "Gkn"));
	read_path(t, before, sizeof before);
	assert_true(terminal_wait_text(t, "/2000 ", BROWSER_WAIT_MS));
	load_rest(state, t);
	assert_true(terminal_wait_text(t, "~ G-FILE", BROWSER_WAIT_MS));
	assert_true(terminal_settle(t));
	read_path(t, after, sizeof after);
	assert_string_equal(after, before);
	/* The cursor of the list is where that path is in order, below the one that came last. */
	assert_int_equal(sscanf(terminal_row_text(t, 0), " Reports %d/2002", &position), 1);
	assert_int_equal(position, atoi(before + 3) * (NREPORTS / NDIRECTORIES) + atoi(before + 6) / NDIRECTORIES + 2);
	assert_int_equal(browser_quit(t), 0);
}

/* Until the first key the first report of all is the selected one, whichever was loaded first. */
static void test_first_report_is_selected(void **state)
{
	struct terminal *t = start_many(state, &plain);

	assert_true(terminal_wait_text(t, "Reports 1/2000 by path", BROWSER_WAIT_MS));
	load_rest(state, t);
	assert_true(browser_shows(t, "2002 files"));
	assert_true(browser_shows(t, "Reports 1/2002 by path"));
	assert_int_equal(terminal_cell_attrs(t, 1, 0).ch, '>');
}

/* How much there is is told though nothing more comes. */
static void test_total_alone(void **state)
{
	struct terminal *t;

	browser_copy_sample(state, "tingyu/2022-huaizhu.txt", "d/a.txt", NULL, NULL);
	browser_write_held(state, "d/b.docx");
	browser_write_held(state, "d/c.docx");
	t = browser_start(state, &plain, browser_path(state, "d"), NULL);
	assert_true(terminal_wait_text(t, "loading ... 1 of 3  ", BROWSER_WAIT_MS));
	load_rest(state, t);
	assert_true(browser_shows(t, "3 files"));
	assert_int_equal(browser_quit(t), 0);
}

static void test_help_while_loading(void **state)
{
	struct terminal *t = start_many(state, &plain);

	assert_true(terminal_wait_text(t, "Reports 1/", BROWSER_WAIT_MS));
	assert_true(terminal_send(t, "?"));
	assert_true(terminal_wait_text(t, "Keys (q or ?", BROWSER_WAIT_MS));
	assert_true(terminal_wait_text(t, "loading ...", BROWSER_WAIT_MS));
	load_rest(state, t);
	assert_false(browser_shows(t, "Reports"));
	assert_true(terminal_type(t, "q"));
	assert_true(browser_shows(t, "/2002 "));
	assert_true(browser_is_line_straight(t, 23, 24));
}

/* Filter and order that were set before: what comes in is put where it belongs, or left out. */
static void test_filter_and_order_hold(void **state)
{
	const struct terminal_options options = {.ncols = 120};
	char paths[2][BROWSER_PATH_NBYTES];
	struct terminal *t;

	browser_copy_sample(state, "yanlu/2024-qzf.txt", "d/many.txt", NULL, NULL);
	browser_copy_sample(state, "tingyu/2023-jyj.txt", "d/one.txt", NULL, NULL);
	browser_copy_sample(state, "tingyu/2022-zf.txt", "d/none.txt", NULL, NULL);
	browser_write_held(state, "z/two.docx");
	snprintf(paths[0], sizeof paths[0], "%s", browser_path(state, "d"));
	snprintf(paths[1], sizeof paths[1], "%s", browser_path(state, "z"));
	t = browser_start(state, &options, paths[0], paths[1], NULL);
	assert_true(terminal_wait_text(t, "Reports 1/3 ", BROWSER_WAIT_MS));
	assert_true(terminal_type(t, "ferrors<Enter>s"));
	assert_true(terminal_wait_text(t, "Reports 1/2 /errors by errors", BROWSER_WAIT_MS));
	assert_true(terminal_type(t, "j"));
	assert_true(browser_shows(t, "loading ..."));
	load_rest(state, t);
	/* Between the one with seven and the one with one; the cursor stays on that. */
	assert_true(browser_shows(t, "Reports 3/3 /errors by errors"));
	assert_non_null(strstr(browser_cursor_text(t), "2023 汀榆县教育局"));
	assert_non_null(strstr(terminal_row_text(t, 2), "2022 汀榆县槐渚镇"));
	assert_true(browser_shows(t, "3 shown (errors) of 4 files"));
	assert_int_equal(browser_quit(t), 0);
}

/* A file that is named twice is listed twice; every key gets past it. */
static void test_same_file_twice(void **state)
{
	struct terminal *t = browser_start(state, &plain, FIRST_SAMPLE, FIRST_SAMPLE, FIRST_SAMPLE, NULL);
	static const char *const titles[] = {"Reports 2/3", "Reports 3/3", "Reports 3/3", "Reports 2/3", "Reports 1/3"};
	static const char *const keys[] = {"J", "J", "J", "K", "K"};

	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		assert_true(terminal_type(t, keys[i]));
		assert_non_null(strstr(terminal_row_text(t, 0), titles[i]));
	}
	for (int i = 0; i < 40 && !browser_shows(t, "No further finding"); i++)
		assert_true(terminal_type(t, "n"));
	assert_true(browser_shows(t, "No further finding"));
	assert_non_null(strstr(terminal_row_text(t, 0), "Reports 3/3"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_list_is_used_while_loading),
		BROWSER_TEST(test_selection_stays),
		BROWSER_TEST(test_first_report_is_selected),
		BROWSER_TEST(test_total_alone),
		BROWSER_TEST(test_help_while_loading),
		BROWSER_TEST(test_filter_and_order_hold),
		BROWSER_TEST(test_same_file_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
