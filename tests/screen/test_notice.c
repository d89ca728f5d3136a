/* Return notices written from the browser: of a report, of all in the list, over a file that is there, and when the
 * file cannot be written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "browser.h"
#include "golden.h"

#define NAME "汀榆县槐渚镇人民政府2022退回意见.txt"

/* The program with the test's directory as the current one, reading what is in its folder `in`. */
static struct terminal *start(void **state, int nrows, int ncols, const char *limit)
{
	const char *const env[] = {"GOUJI_REVIEWER=tester", NULL};
	const struct terminal_options options = {
		.nrows = nrows, .ncols = ncols, .env = env, .cwd = browser_path(state, "")};
	char *program = realpath(browser_program(), NULL), command[256];
	snprintf(command, sizeof command, "%s exec \"$0\" --verdicts=store/verdicts.db in", limit);
	struct terminal *t = browser_run(state, &options, "sh", "-c", command, program, NULL);
	free(program);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	return t;
}

static void copy_report(void **state)
{
	browser_copy_sample(state, "tingyu/2022-huaizhu.txt", "in/a.txt", NULL, NULL);
}

static size_t count_files(void **state)
{
	DIR *directory = opendir(browser_path(state, ""));
	size_t count = 0;
	assert_non_null(directory);
	while (readdir(directory))
		count++;
	closedir(directory);
	return count;
}

static void assert_file(void **state, const char *name, const char *first, const char *second)
{
	char *text = browser_read_file(browser_path(state, name));
	const char *one = strstr(text, first), *two = strstr(text, second);
	if (!one || !two || two < one)
		fail_msg("not %s before %s in: %s", first, second, text);
	free(text);
}

static void assert_lacks(void **state, const char *name, const char *what)
{
	char *text = browser_read_file(browser_path(state, name));
	if (strstr(text, what))
		fail_msg("%s in: %s", what, text);
	free(text);
}

/* The name is offered; what was confirmed comes first, what was dismissed is left out. */
static void test_one(void **state)
{
	copy_report(state);
	struct terminal *t = start(state, 24, 80, "");
	assert_true(terminal_type(t, "nd" "nny" "e"));
	assert_true(browser_shows(t, NAME));
	assert_true(golden_check(t, "notice-asked-80x24"));
	assert_true(terminal_type(t, "<Enter>"));
	assert_true(browser_shows(t, "written to 汀榆县槐渚镇人民政府2022退回意见.t"));
	assert_true(golden_check(t, "notice-written-80x24"));
	assert_file(state, NAME, "槐渚镇人民政府, 2022", "confirmed: 1");
	assert_file(state, NAME, " 1. 表三  N-SPLIT, line 62 (confirmed)", " 2. 表三 总计  T3-BAL, line 68 (not judged)");
	assert_lacks(state, NAME, "自然人  T3-BAL");
	assert_int_equal(browser_quit(t), 0);
}

/* A file that is there is only replaced when that was said once more. */
static void test_replace(void **state)
{
	copy_report(state);
	browser_write_text(state, "a.md", "mine");
	struct terminal *t = start(state, 24, 80, "");
	assert_true(terminal_type(t, "e<C-u>a.md<Enter>"));
	assert_true(browser_shows(t, "It is there already. Replace it? (y/n)"));
	assert_true(terminal_type(t, "n"));
	assert_true(browser_shows(t, "Nothing was written"));
	assert_file(state, "a.md", "mine", "");
	assert_true(terminal_type(t, "e<C-u>a.md<Enter>y"));
	assert_true(browser_shows(t, "2 findings of 1 report written to a.md"));
	assert_file(state, "a.md", "# Return notice", "| T3-BAL |");
	/* Esc at either question writes nothing. */
	assert_true(terminal_type(t, "e<C-u>b.csv<Esc>"));
	assert_true(terminal_wait_gone(t, "Write the notice to", TERMINAL_TIMEOUT_MS));
	assert_true(terminal_wait_text(t, "Nothing was written", TERMINAL_TIMEOUT_MS));
	assert_int_equal(access(browser_path(state, "b.csv"), F_OK), -1);
	assert_true(terminal_type(t, "e<C-u>b.csv<Enter>"));
	assert_file(state, "b.csv", "Agency,Year,File", "T3-BAL");
	/* The answer is no name that would be recalled. */
	assert_true(terminal_type(t, "e<C-u><Up>"));
	assert_true(browser_shows(t, "(.txt .md .csv): b.csv"));
	assert_true(terminal_type(t, "<Up>"));
	assert_true(browser_shows(t, "(.txt .md .csv): a.md"));
	assert_true(terminal_type(t, "<C-g>"));
	assert_int_equal(browser_quit(t), 0);
}

/* All reports of the list, in its order; those without findings have no place in it. */
static void test_all(void **state)
{
	copy_report(state);
	browser_copy_sample(state, "yanlu/2022-zjj.txt", "in/b.txt", NULL, NULL);
	browser_copy_sample(state, "tingyu/2022-zf.txt", "in/c.txt", NULL, NULL);
	struct terminal *t = start(state, 24, 80, "");
	assert_true(terminal_type(t, "E"));
	assert_true(browser_shows(t, ": 退回意见.txt"));
	assert_true(terminal_type(t, "<C-u>all.txt<Enter>"));
	assert_true(terminal_wait_text(t, "4 findings of 2 reports written to all.txt", TERMINAL_TIMEOUT_MS));
	assert_file(state, "all.txt", "File: in/a.txt", "File: in/b.txt");
	assert_lacks(state, "all.txt", "in/c.txt");
	assert_int_equal(count_files(state), 5);
	assert_int_equal(browser_quit(t), 0);
}

/* Esc stops it, and nothing is left behind. */
static void test_stop(void **state)
{
	enum { COUNT = 50 };
	char name[32];
	copy_report(state);
	for (int i = 0; i < COUNT; i++) {
		snprintf(name, sizeof name, "in/b%d.txt", i);
		browser_link(state, "in/a.txt", name);
	}
	struct terminal *t = start(state, 24, 80, "");
	size_t nfiles = count_files(state);
	/* The keys arrive together: the second is there before the first report is written. */
	assert_true(terminal_send(t, "E<Enter><Esc>"));
	assert_true(terminal_wait_text(t, "Stopped; no notice was written", TERMINAL_TIMEOUT_MS));
	assert_int_equal(count_files(state), nfiles);
	assert_int_equal(browser_quit(t), 0);
}

/* What cannot be written is said to be so, and no half file is left. */
static void test_trouble(void **state)
{
	copy_report(state);
	struct terminal *t = start(state, 24, 80, "");
	assert_true(terminal_type(t, "e<C-u>nowhere/a.txt<Enter>"));
	assert_true(browser_shows(t, "NOT WRITTEN: nowhere/a.txt: No such file or directory"));
	/* Text is no PDF. */
	assert_true(terminal_type(t, "e<C-u>in/a.PDF<Enter>"));
	assert_true(browser_shows(t, "NOT WRITTEN: in/a.PDF: the name must end in .txt, .md or .csv"));
	assert_int_equal(access(browser_path(state, "in/a.PDF"), F_OK), -1);
	assert_true(terminal_type(t, "e<C-u>in<Enter>y"));
	assert_true(browser_shows(t, "NOT WRITTEN: in: Is a directory"));
	/* Of a name that the line has no room for the reason is left. */
	assert_true(terminal_type(t, "e<C-u>nowhere/nowhere/nowhere/nowhere/nowhere/nowhere/a.txt<Enter>"));
	assert_true(browser_shows(t, "/a.txt: No such file or directory"));
	assert_true(browser_shows(t, "NOT WRITTEN: …"));
	assert_int_equal(browser_quit(t), 0);
	/* A disk that takes no byte any more. */
	size_t nfiles = count_files(state);
	t = start(state, 24, 80, "trap '' XFSZ; ulimit -f 0;");
	assert_true(terminal_type(t, "e<C-u>a.txt<Enter>"));
	assert_true(browser_shows(t, "NOT WRITTEN: a.txt: File too large"));
	assert_true(terminal_type(t, "E<C-u>b.txt<Enter>"));
	assert_true(terminal_wait_text(t, "NOT WRITTEN: b.txt: File too large", TERMINAL_TIMEOUT_MS));
	assert_int_equal(count_files(state), nfiles);
	assert_int_equal(browser_quit(t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_one), BROWSER_TEST(test_replace), BROWSER_TEST(test_all), BROWSER_TEST(test_stop),
		BROWSER_TEST(test_trouble),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
