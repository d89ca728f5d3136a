/* Files that change, appear and vanish under the browser, which reads them again by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "browser.h"

#define SAMPLE "tingyu/2022-huaizhu.txt"
enum { MAX_NTRIES = 30 };

#define NEW_REQUESTS "一、本年新收政府信息公开申请数量\t\t"

static void assert_shown(struct terminal *t, const char *text)
{
	assert_true(terminal_wait_text(t, text, BROWSER_WAIT_MS));
	assert_true(terminal_settle(t));
}

static struct terminal *start_at(void **state, const char *name)
{
	struct terminal_options options = {0};
	char store[BROWSER_PATH_NBYTES];

	snprintf(store, sizeof store, "--verdicts=%s", browser_path(state, "store/verdicts.db"));
	return browser_start(state, &options, store, browser_path(state, name), NULL);
}

/* Two reports in "d". */
static struct terminal *start(void **state)
{
	struct terminal *t;

	browser_copy_sample(state, SAMPLE, "d/a.txt", NULL, NULL);
	browser_copy_sample(state, "tingyu/2023-jyj.txt", "d/sub/b.txt", NULL, NULL);
	t = start_at(state, "d");
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	return t;
}

/* Renames a file of the test's directory. */
static void rename_file(void **state, const char *from, const char *to)
{
	char path[BROWSER_PATH_NBYTES];

	snprintf(path, sizeof path, "%s", browser_path(state, from));
	assert_int_equal(rename(path, browser_path(state, to)), 0);
}

/* The numbers are put right in place: what was found there is gone, the place stays. */
static void test_written_in_place(void **state)
{
	struct terminal *t = start(state);

	assert_true(terminal_type(t, "nn"));
	assert_non_null(strstr(browser_cursor_text(t), "T3-BAL"));
	browser_copy_sample(state, SAMPLE, "d/a.txt", NEW_REQUESTS "1", NEW_REQUESTS "2");
	assert_shown(t, "Read again: ");
	assert_non_null(strstr(terminal_row_text(t, 23), "less"));
	assert_true(terminal_cursor(t).row > 1);
	/* Another screen stays as it is; the file is read when that is left. */
	assert_true(terminal_type(t, "?"));
	browser_copy_sample(state, SAMPLE, "d/a.txt", NULL, NULL);
	assert_true(terminal_wait_idle(t, 500));
	assert_false(browser_shows(t, "Read again"));
	assert_true(terminal_send(t, "q"));
	assert_shown(t, "Read again: ");
	/* The next key takes the message away, and nothing is read again without a change. */
	assert_true(terminal_type(t, "j"));
	assert_true(terminal_wait_idle(t, 500));
	assert_false(browser_shows(t, "Read again"));
	assert_int_equal(browser_quit(t), 0);
}

/* As most editors do it. A verdict on other numbers is kept. */
static void test_renamed_over(void **state)
{
	struct terminal *t = start(state);

	assert_true(terminal_type(t, "ny"));
	assert_true(browser_shows(t, "Confirmed"));
	browser_copy_sample(state, SAMPLE, "d/.a.txt.new", "216条", "217条");
	rename_file(state, "d/.a.txt.new", "d/a.txt");
	assert_shown(t, "Read again: ");
	assert_true(terminal_type(t, "k"));
	assert_true(browser_shows(t, "[confirmed]"));
	assert_int_equal(browser_quit(t), 0);
}

/* The list learns of reports that are not open, of new ones and of those that have gone. */
static void test_other_files(void **state)
{
	struct terminal *t = start(state);

	assert_true(browser_shows(t, "Reports 1/2"));
	browser_copy_sample(state, "tingyu/2024-jyj.txt", "d/sub/c.txt", NULL, NULL);
	assert_shown(t, "new: c.txt");
	assert_shown(t, "Reports 1/3");
	browser_copy_sample(state, "tingyu/2023-jyj.txt", "d/sub/b.txt", "1", "2");
	assert_shown(t, "changed: b.txt");
	assert_int_equal(unlink(browser_path(state, "d/sub/b.txt")), 0);
	assert_shown(t, "deleted: b.txt");
	assert_shown(t, "Reports 1/3");
	assert_non_null(strstr(terminal_row_text(t, 2), "- "));
	assert_true(terminal_type(t, "j"));
	assert_true(browser_shows(t, "3 files"));
	assert_true(browser_shows(t, "1 unchecked"));
	/* It comes back. */
	browser_copy_sample(state, "tingyu/2023-jyj.txt", "d/sub/b.txt", NULL, NULL);
	for (int i = 0; i < MAX_NTRIES && !browser_shows(t, "0 unchecked"); i++) {
		assert_true(terminal_type(t, "k"));
		assert_true(terminal_wait_idle(t, 300));
	}
	assert_true(browser_shows(t, "0 unchecked"));
	assert_int_equal(browser_quit(t), 0);
}

static void test_new_directory(void **state)
{
	struct terminal *t = start(state);

	browser_copy_sample(state, "tingyu/2024-jyj.txt", "e/deep/x.txt", NULL, NULL);
	browser_copy_sample(state, "tingyu/2024-jyj.txt", "e/y.txt", NULL, NULL);
	rename_file(state, "e", "d/e");
	assert_shown(t, "Reports 1/4");
	browser_copy_sample(state, "tingyu/2024-jyj.txt", "d/e/deep/z.txt", NULL, NULL);
	assert_shown(t, "Reports 1/5");
	assert_int_equal(browser_quit(t), 0);
}

/* The open report vanishes: it stays to be read, and is read again when it is back. */
static void test_open_report_vanishes(void **state)
{
	struct terminal *t = start(state);

	assert_true(terminal_type(t, "n"));
	assert_int_equal(unlink(browser_path(state, "d/a.txt")), 0);
	assert_shown(t, "deleted: a.txt");
	assert_true(browser_shows(t, "T3-BAL"));
	browser_copy_sample(state, SAMPLE, "d/a.txt", NULL, NULL);
	assert_shown(t, "Read again: the findings are the same");
	assert_int_equal(browser_quit(t), 0);
}

/* Beside a single file that was named, nothing appears. */
static void test_single_file(void **state)
{
	struct terminal *t;

	browser_copy_sample(state, SAMPLE, "d/a.txt", NULL, NULL);
	t = start_at(state, "d/a.txt");
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	browser_copy_sample(state, SAMPLE, "d/b.txt", NULL, NULL);
	browser_copy_sample(state, SAMPLE, "d/a.txt", "汛期值守", "汛期值班");
	assert_shown(t, "Read again: the findings are the same");
	assert_true(browser_shows(t, "Reports 1/1"));
	assert_int_equal(browser_quit(t), 0);
}

#define ZHELIN "../../tests/samples/zhelin/"

/* What stands on the screen, to be freed. */
static char *copy_screen(struct terminal *t)
{
	char *copy = strdup(terminal_screen_text(t));

	assert_non_null(copy);
	return copy;
}

/* The report of the year before comes, changes and goes, and what is found beside it with it; in the end all is as
 * after a fresh start. */
static void test_reports_are_compared_again(void **state)
{
	struct terminal *t;
	char *before, *after, *fresh;

	browser_copy_sample(state, ZHELIN "2023-jtj.txt", "d/b.txt", NULL, NULL);
	t = start_at(state, "d");
	assert_true(browser_wait_loaded(t, "2023年政府信息公开"));
	assert_true(terminal_type(t, "<Enter>g"));
	assert_true(terminal_wait_idle(t, 300));
	before = copy_screen(t);
	assert_null(strstr(before, "!3"));
	browser_copy_sample(state, ZHELIN "2022-jtj.txt", "d/a.txt", NULL, NULL);
	assert_shown(t, "new: a.txt; the open report has 0 findings less, 6 more");
	assert_shown(t, "!3");
	assert_true(terminal_type(t, "x"));
	assert_shown(t, "X-TREND");
	/* Next year's report changes with last year's numbers. */
	browser_copy_sample(state, ZHELIN "2022-jtj.txt", "d/a.txt", "\t41\n", "\t43\n");
	assert_shown(t, "changed: a.txt; the open report has ");
	assert_int_equal(unlink(browser_path(state, "d/a.txt")), 0);
	assert_shown(t, "deleted: a.txt; the open report has ");
	assert_true(terminal_type(t, "g"));
	assert_true(terminal_wait_gone(t, "!3", BROWSER_WAIT_MS));
	browser_copy_sample(state, ZHELIN "2022-jtj.txt", "d/a.txt", NULL, NULL);
	assert_shown(t, "the open report has 0 findings less, 6 more");
	assert_true(terminal_type(t, "<Backspace>k<Enter>g"));
	assert_true(terminal_wait_idle(t, 300));
	after = copy_screen(t);
	assert_int_equal(browser_quit(t), 0);
	t = start_at(state, "d");
	assert_shown(t, "!3");
	assert_true(terminal_type(t, "<Enter>g"));
	assert_true(terminal_wait_idle(t, 300));
	fresh = copy_screen(t);
	assert_string_equal(after, fresh);
	assert_int_equal(browser_quit(t), 0);
	free(before);
	free(after);
	free(fresh);
}

/* A file that a converter has to read: keys are answered while it does, whether the file has changed or a key asked for
 * it to be read again. */
static void test_converted_file(void **state)
{
	struct terminal *t;

	browser_write_held(state, "d/a.docx");
	browser_copy_sample(state, "tingyu/2023-jyj.txt", "d/b.txt", NULL, NULL);
	browser_release(state);
	t = start_at(state, "d");
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	browser_write_held(state, "d/a.docx");
	assert_true(browser_wait_held(t, state));
	/* What changes meanwhile is kept for later, and is nothing that the program has to look at again and again. */
	browser_copy_sample(state, "tingyu/2024-jyj.txt", "d/c.txt", NULL, NULL);
	assert_true(terminal_type(t, "nn"));
	assert_non_null(strstr(browser_cursor_text(t), "T3-BAL"));
	assert_true(terminal_type(t, "?"));
	assert_shown(t, "Keys (q or ?");
	assert_true(terminal_type(t, "q"));
	browser_release(state);
	assert_shown(t, "new: c.txt");
	assert_shown(t, "/3 by path");
	assert_non_null(strstr(browser_cursor_text(t), "T3-BAL"));
	assert_true(terminal_type(t, "k"));
	browser_write_held(state, "d/a.docx");
	assert_true(browser_wait_held(t, state));
	browser_release(state);
	assert_shown(t, "Read again: the findings are the same");
	/* Its text is in the cache now; another state of the file is not. */
	assert_true(terminal_type(t, "k"));
	assert_false(browser_shows(t, "Read again: "));
	assert_true(terminal_send(t, "r"));
	assert_shown(t, "Read again: the findings are the same");
	browser_write_held(state, "d/a.docx");
	assert_true(terminal_type(t, "kr"));
	assert_shown(t, "The file is being converted");
	assert_true(terminal_type(t, "N"));
	assert_non_null(strstr(browser_cursor_text(t), "T3-BAL"));
	/* And it is no reason to stay. */
	assert_int_equal(browser_quit(t), 0);
}

int main(void)
{
#ifdef __linux__
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_written_in_place), BROWSER_TEST(test_renamed_over),
		BROWSER_TEST(test_other_files),      BROWSER_TEST(test_new_directory),
		BROWSER_TEST(test_open_report_vanishes), BROWSER_TEST(test_single_file),
		BROWSER_TEST(test_converted_file),
		BROWSER_TEST(test_reports_are_compared_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
#else
	puts("1..1\nok 1 # SKIP this system does not tell of changes");
	return 0;
#endif
}
