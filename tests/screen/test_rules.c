/* Rules that are read again while the browser is open. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "browser.h"

static void assert_shown(struct terminal *t, const char *text)
{
	assert_true(terminal_wait_text(t, text, BROWSER_WAIT_MS));
	assert_true(terminal_settle(t));
}

/* The browser on three reports, with a rule file "own.rules" and a directory "config/gouji" of the person's own. */
static struct terminal *start(void **state)
{
	char store[BROWSER_PATH_NBYTES], rules[BROWSER_PATH_NBYTES], config[BROWSER_PATH_NBYTES];
	const char *const env[] = {config, NULL};
	struct terminal_options options = {.ncols = 100, .env = env};

	snprintf(config, sizeof config, "XDG_CONFIG_HOME=%s", browser_path(state, "config"));
	snprintf(store, sizeof store, "--verdicts=%s", browser_path(state, "store/verdicts.db"));
	snprintf(rules, sizeof rules, "--rules=%s", browser_path(state, "own.rules"));
	return browser_start(state, &options, store, rules, browser_path(state, "d"), NULL);
}

static struct terminal *start_with(void **state, const char *rules)
{
	struct terminal *t;

	browser_copy_sample(state, "tingyu/2022-huaizhu.txt", "d/a.txt", NULL, NULL);
	browser_copy_sample(state, "../../tests/samples/zhelin/2022-jtj.txt", "d/b.txt", NULL, NULL);
	browser_copy_sample(state, "../../tests/samples/zhelin/2023-jtj.txt", "d/c.txt", NULL, NULL);
	browser_write_text(state, "config/gouji/config", "");
	browser_write_text(state, "own.rules", rules);
	t = start(state);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	assert_shown(t, "!3");
	return t;
}

/* What stands on the screen, to be freed. */
static char *copy_screen(struct terminal *t)
{
	char *copy;

	assert_true(terminal_wait_idle(t, 300));
	copy = strdup(terminal_screen_text(t));
	assert_non_null(copy);
	return copy;
}

/* A rule of another level: counts, the open report and the list of changes follow, the place and the verdict stay. */
static void test_another_level(void **state)
{
	struct terminal *t = start_with(state, "");
	int row;

	assert_true(terminal_type(t, "nndk"));
	assert_true(terminal_type(t, "j"));
	assert_true(browser_shows(t, "!2"));
	assert_non_null(strstr(browser_cursor_text(t), "T3-BAL"));
	row = terminal_cursor(t).row;
	browser_write_text(state, "own.rules", "change T3-BAL\n  severity notice\n");
	assert_true(terminal_type(t, "R"));
	assert_shown(t, "Rules read again: 0 findings more, 0 less, 2 of another level (C lists them)");
	assert_true(browser_shows(t, "i T3-BAL 表三 自然人"));
	assert_non_null(strstr(browser_cursor_text(t), "- T3-BAL"));
	assert_int_equal(terminal_cursor(t).row, row);
	assert_true(browser_shows(t, "[dismissed]"));
	assert_false(browser_shows(t, "!2"));
	/* What others say of a report stays. */
	assert_true(browser_shows(t, "!3"));
	assert_true(terminal_type(t, "C"));
	assert_true(browser_shows(t, "Changed by the rules: 2 findings of 1 report  "));
	assert_true(browser_shows(t, "!>i T3-BAL requests/natural"));
	assert_true(terminal_type(t, "<Enter>"));
	assert_non_null(strstr(browser_cursor_text(t), "i T3-BAL 表三 自然人"));
	assert_true(terminal_type(t, "fchanged<Enter>"));
	assert_true(browser_shows(t, "1/1 /changed"));
	assert_int_equal(browser_quit(t), 0);
}

/* Rules that are off, beside last year's report too, and a new one of the person's own directory: in the end all is as
 * after a fresh start with these rules. */
static void test_as_after_a_fresh_start(void **state)
{
	struct terminal *t = start_with(state, "");
	char *again, *fresh;

	browser_write_text(state, "own.rules", "change T3-BAL\n  off\nchange X-TREND\n  off\n");
	browser_write_text(state, "config/gouji/rules/more.rules",
			   "rule A-ALL warning \"全部公开\" for each column of requests\n  granted = processed\n");
	assert_true(terminal_type(t, "R"));
	assert_shown(t, "Rules read again: ");
	assert_null(strstr(terminal_row_text(t, 23), " 0 findings more"));
	assert_null(strstr(terminal_row_text(t, 23), " 0 less"));
	assert_true(terminal_type(t, "frule:A-ALL<Enter>"));
	assert_true(terminal_type(t, "g<Enter>G"));
	again = copy_screen(t);
	assert_int_equal(browser_quit(t), 0);
	t = start(state);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	assert_shown(t, "!2");
	assert_true(terminal_type(t, "frule:A-ALL<Enter>"));
	assert_true(terminal_type(t, "g<Enter>G"));
	fresh = copy_screen(t);
	assert_string_equal(again, fresh);
	free(again);
	free(fresh);
	/* A filter that names a rule that is gone falls away. */
	browser_write_text(state, "config/gouji/rules/more.rules", "");
	assert_true(terminal_type(t, "R"));
	assert_shown(t, "The filter rule:A-ALL fits the rules no more");
	assert_true(browser_shows(t, "/3"));
	assert_int_equal(browser_quit(t), 0);
}

/* A fault is told with its place, and the old rules stay. */
static void test_bad_rules(void **state)
{
	struct terminal *t = start_with(state, "change T3-BAL\n  severity warning\n");

	assert_true(terminal_type(t, "C"));
	assert_shown(t, "The rules were not read again yet");
	browser_write_text(state, "own.rules", "change T3-BAL\n  severity dire\n");
	assert_true(terminal_type(t, "R"));
	assert_shown(t, "own.rules:2:12: ");
	assert_true(terminal_type(t, "nn"));
	assert_non_null(strstr(browser_cursor_text(t), "~ T3-BAL"));
	browser_write_text(state, "own.rules", "change T3-BAL\n  severity warning\n");
	assert_true(terminal_type(t, "R"));
	assert_shown(t, "Rules read again: the findings are the same");
	assert_true(terminal_type(t, "C"));
	assert_shown(t, "The rules read again have changed no finding");
	assert_int_equal(browser_quit(t), 0);
}

/* Files go on changing behind it. */
static void test_files_change_after_it(void **state)
{
	struct terminal *t = start_with(state, "");
	char path[BROWSER_PATH_NBYTES];

	browser_write_text(state, "own.rules", "change T3-BAL\n  off\n");
	assert_true(terminal_type(t, "R"));
	assert_shown(t, "Rules read again: ");
	browser_copy_sample(state, "tingyu/2023-jyj.txt", "other.txt", NULL, NULL);
	snprintf(path, sizeof path, "%s", browser_path(state, "other.txt"));
	assert_int_equal(rename(path, browser_path(state, "d/a.txt")), 0);
#ifdef __linux__
	/* It is seen by itself, once: nothing of that comes behind the rules. */
	assert_shown(t, "Read again: ");
#endif
	assert_true(terminal_type(t, "r"));
	assert_shown(t, "Read again: ");
	assert_true(terminal_type(t, "R"));
	assert_shown(t, "Rules read again: the findings are the same");
	assert_int_equal(browser_quit(t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_another_level),
		BROWSER_TEST(test_as_after_a_fresh_start),
		BROWSER_TEST(test_bad_rules),
		BROWSER_TEST(test_files_change_after_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
