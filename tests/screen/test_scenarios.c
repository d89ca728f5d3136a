/* What people come for, and how many keys it takes them. A text that is typed at a prompt counts as one key, being
 * another one for everybody. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "browser.h"

#define OWN_REPORT "tingyu/2022-huaizhu.txt"
#define NEW_REQUESTS "一、本年新收政府信息公开申请数量\t\t"

enum {
	NFINDINGS = 6,                  /* judged in a row */
	KEYS_TO_FIRST_ERROR = 4,
	KEYS_TO_NEXT_ERROR = 1,
	KEYS_A_FINDING = 3,
	KEYS_TO_A_NAME = 3,             /* and what is looked for */
	KEYS_TO_DISMISS = 3,            /* and what is noted */
};

/* The program with a store of its own and a path of the test's directory, or the samples. */
static struct terminal *start(void **state, const char *name, const char *roster)
{
	const struct terminal_options options = {0};
	char store[BROWSER_PATH_NBYTES], roster_option[BROWSER_PATH_NBYTES], path[BROWSER_PATH_NBYTES];

	snprintf(store, sizeof store, "--verdicts=%s", browser_path(state, "store/verdicts.db"));
	snprintf(roster_option, sizeof roster_option, "--roster=%s", browser_path(state, roster != NULL ? roster : ""));
	snprintf(path, sizeof path, "%s", name != NULL ? browser_path(state, name) : SAMPLES);
	return browser_start(state, &options, store, path, roster != NULL ? roster_option : NULL, NULL);
}

static size_t count_keys(const char *keys)
{
	size_t count = 0;

	for (; *keys != '\0'; keys += *keys == '<' ? strcspn(keys, ">") + 1 : 1)
		count++;
	return count;
}

/* Types keys, counts them, and waits for what they are to show. */
static void type(struct terminal *t, const char *keys, size_t *nkeys, const char *shown)
{
	*nkeys += count_keys(keys);
	assert_true(terminal_type(t, keys));
	assert_true(terminal_wait_text(t, shown, BROWSER_WAIT_MS));
	assert_true(terminal_settle(t));
}

/* Types the text of a prompt, which counts as one key. */
static void type_text(struct terminal *t, const char *text, size_t *nkeys)
{
	*nkeys += 1;
	assert_true(terminal_type(t, text));
}

/* A clerk looks at the report that is to be published, finds what is wrong in it, and puts that right. */
static void test_own_report(void **state)
{
	struct terminal *t;
	size_t nkeys = 0;

	browser_copy_sample(state, OWN_REPORT, "own.txt", NULL, NULL);
	t = start(state, "own.txt", NULL);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	type(t, "x", &nkeys, "! T3-BAL 表三 自然人: 一、本年新收 1 + 二、上年结转");
	assert_in_range(nkeys, 1, KEYS_TO_FIRST_ERROR);
	/* The relation, both its sides, the difference, and what may be behind it. */
	assert_true(browser_shows(t, "difference -1"));
	assert_true(browser_shows(t, "perhaps"));
	nkeys = 0;
	type(t, "x", &nkeys, "! T3-BAL 表三 总计");
	assert_in_range(nkeys, 1, KEYS_TO_NEXT_ERROR);
	/* A note; then the file is put right in another program, and no key is needed to see that. */
	assert_true(terminal_type(t, "m已告知<Enter>"));
	browser_copy_sample(state, OWN_REPORT, "own.txt", NEW_REQUESTS "1", NEW_REQUESTS "2");
	assert_true(terminal_wait_text(t, "Read again: ", BROWSER_WAIT_MS));
	/* Put back, the note is there again. */
	browser_copy_sample(state, OWN_REPORT, "own.txt", NULL, NULL);
	assert_true(terminal_wait_text(t, "已告知", BROWSER_WAIT_MS));
	assert_int_equal(browser_quit(t), 0);
}

/* An office looks at all that came in. Who has not filed is on the first screen; then errors are judged one by one. */
static void test_many_reports(void **state)
{
	struct terminal *t;
	size_t nkeys = 0, njudged;

	browser_write_text(state, "roster.txt", "汀榆县教育局\n汀榆县水利局 2023\n");
	t = start(state, NULL, "roster.txt");
	assert_true(terminal_wait_text(t, "not filed 1: 汀榆县水利局", BROWSER_WAIT_MS));
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	for (njudged = 0; njudged < NFINDINGS; njudged++) {
		type(t, "x", &nkeys, "> ");
		assert_non_null(strstr(browser_cursor_text(t), "! "));
		type(t, njudged % 2 ? "d" : "y", &nkeys, njudged % 2 ? "Dismissed" : "Confirmed");
	}
	assert_in_range(nkeys, 1, KEYS_A_FINDING * njudged);
	/* And on to the next report that has something left. */
	type(t, "]", &nkeys, "!");
	/* The worst first, and only what has errors. */
	nkeys = 0;
	assert_true(terminal_type(t, "<Backspace>"));
	type(t, "s", &nkeys, "by errors");
	type(t, "f", &nkeys, "Show only:");
	type_text(t, "errors", &nkeys);
	type(t, "<Enter>", &nkeys, "shown (errors)");
	assert_in_range(nkeys, 1, KEYS_A_FINDING + 1);
	assert_int_equal(browser_quit(t), 0);
	/* All of them are kept. */
	t = start(state, NULL, NULL);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	assert_true(terminal_type(t, "fjudged<Enter>"));
	assert_true(terminal_wait_text(t, "shown (judged)", BROWSER_WAIT_MS));
	assert_true(terminal_settle(t));
	assert_false(browser_shows(t, " 0 shown"));
	assert_int_equal(browser_quit(t), 0);
}

/* A journalist looks for a place by its name, in all reports, and quotes file and line. */
static void test_name_in_all_reports(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);
	size_t nkeys = 0;

	type(t, "\\", &nkeys, "Search in all reports");
	type_text(t, "排涝站", &nkeys);
	type(t, "<Enter>", &nkeys, "\"排涝站\": 1 places in 1 reports");
	assert_true(browser_shows(t, " 12: "));
	nkeys--;
	assert_in_range(nkeys, 1, KEYS_TO_A_NAME);
	type(t, "<Enter>", &nkeys, "排涝站的占地");
	assert_in_range(nkeys, 1, KEYS_TO_A_NAME);
	/* Or by a rule. */
	nkeys = 0;
	assert_true(terminal_type(t, "<Backspace>"));
	type(t, "f", &nkeys, "Show only:");
	type_text(t, "T3-BAL", &nkeys);
	type(t, "<Enter>", &nkeys, "shown (T3-BAL)");
	assert_in_range(nkeys, 1, KEYS_TO_A_NAME);
	type(t, "n", &nkeys, ".txt:");
	assert_int_equal(browser_quit(t), 0);
}

/* A maintainer meets a false alarm: dismissed, with a note that says why. */
static void test_false_alarm(void **state)
{
	struct terminal *t;
	size_t nkeys = 0;

	browser_copy_sample(state, OWN_REPORT, "own.txt", NULL, NULL);
	t = start(state, "own.txt", NULL);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	assert_true(terminal_type(t, "n"));
	type(t, "d", &nkeys, "Dismissed");
	type(t, "m", &nkeys, "Note:");
	assert_true(terminal_type(t, "本地口径"));
	type(t, "<Enter>", &nkeys, "Noted");
	assert_in_range(nkeys, 1, KEYS_TO_DISMISS);
	assert_true(browser_shows(t, "本地口径"));
	assert_int_equal(browser_quit(t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_own_report),
		BROWSER_TEST(test_many_reports),
		BROWSER_TEST(test_name_in_all_reports),
		BROWSER_TEST(test_false_alarm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
