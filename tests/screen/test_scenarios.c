/* What people come for, and how many keys it takes them. A text that is typed at a prompt counts as one key, being
 * another one for everybody. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

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
	KEYS_A_VERDICT = 2,
	KEYS_TO_LAST_YEAR = 1,          /* then n from one finding or change to the next */
	KEYS_TO_NOTICES = 2,            /* of all reports */
	MAX_NLINES = 10,                /* that the check of one report prints */
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

/* What a command line of the program prints, to be freed, and in `*status` how it ended: run(state, "check
 * 'a.txt'"). */
static char *run(void **state, const char *arguments, int *status)
{
	char command[BROWSER_PATH_NBYTES], *text, *program = realpath(browser_program(), NULL);

	snprintf(command, sizeof command, "cd '%s' && { '%s' %s; } >.out 2>.err", browser_path(state, ""), program,
		 arguments);
	free(program);
	*status = system(command);
	*status = WIFEXITED(*status) ? WEXITSTATUS(*status) : -1;
	text = browser_read_file(browser_path(state, ".out"));
	return text;
}

static void assert_prints(void **state, const char *arguments, int status, const char *text)
{
	int ended;
	char *printed = run(state, arguments, &ended);

	if (ended != status || strstr(printed, text) == NULL)
		fail_msg("%s ended with %d and printed:\n%s", arguments, ended, printed);
	free(printed);
}

/* A clerk looks at the report that is to be published, finds what is wrong in it, and puts that right. */
static void test_own_report(void **state)
{
	struct terminal *t;
	size_t nkeys = 0, nlines = 0;
	char *printed;
	int status;

	browser_copy_sample(state, OWN_REPORT, "own.txt", NULL, NULL);
	/* One command tells whether it can be published. */
	printed = run(state, "check --lang=en own.txt", &status);
	assert_int_equal(status, 1);
	for (const char *line = printed; (line = strchr(line, '\n')) != NULL; line++)
		nlines++;
	assert_in_range(nlines, 1, MAX_NLINES);
	assert_non_null(strstr(printed, "own.txt:68: error: T3-BAL requests/natural: "));
	free(printed);
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
	int counts[5], nleft;

	browser_write_text(state, "roster.txt", "汀榆县教育局\n汀榆县水利局 2023\n");
	t = start(state, NULL, "roster.txt");
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	/* One glance, no key: who is missing, how the reports are, and how much is to be done. */
	assert_true(terminal_wait_text(t, "not filed 1; " NSAMPLES " files, ", BROWSER_WAIT_MS));
	assert_true(terminal_settle(t));
	assert_int_equal(sscanf(strstr(terminal_row_text(t, 23), "files"),
				"files, %d !, %d ~, %d zero, %d unchecked, %d to judge", &counts[0], &counts[1],
				&counts[2], &counts[3], &counts[4]),
			 5);
	assert_true(terminal_type(t, "M"));
	assert_true(browser_shows(t, "汀榆县水利局 2023"));
	assert_true(terminal_type(t, "q"));
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
	assert_int_equal(sscanf(strstr(terminal_row_text(t, 23), "unchecked"), "unchecked, %d to judge", &nleft), 1);
	assert_int_equal(nleft, counts[4] - (int)njudged);
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

/* At the end every body gets a notice: body, place, problem, formula and values. */
static void test_return_notices(void **state)
{
	struct terminal *t;
	size_t nkeys = 0;
	char *text, keys[BROWSER_PATH_NBYTES + 8];

	browser_copy_sample(state, OWN_REPORT, "in/a.txt", NULL, NULL);
	browser_copy_sample(state, "yanlu/2022-zjj.txt", "in/b.txt", NULL, NULL);
	t = start(state, "in", NULL);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	assert_true(terminal_type(t, "xd"));
	type(t, "E", &nkeys, "Write the notice to");
	/* Where it goes to is the test's own directory. */
	snprintf(keys, sizeof keys, "<C-u>%s", browser_path(state, "notice.txt"));
	assert_true(terminal_type(t, keys));
	type(t, "<Enter>", &nkeys, " reports written to ");
	assert_in_range(nkeys, 1, KEYS_TO_NOTICES);
	text = browser_read_file(browser_path(state, "notice.txt"));
	assert_non_null(strstr(text, "槐渚镇人民政府, 2022"));
	assert_non_null(strstr(text, "表三 总计  T3-BAL, line 68"));
	assert_non_null(strstr(text, "一、本年新收 + 二、上年结转 = （七）总计 + 四、结转下年"));
	assert_null(strstr(text, "表三 自然人  T3-BAL"));
	free(text);
	assert_int_equal(browser_quit(t), 0);
}

/* An assessor scores all reports with one command, by rules of his own too; judges in the browser; and a colleague
 * reads a second time. */
static void test_second_reading(void **state)
{
	static const char *const reviewers[] = {"wang", "li"};
	struct terminal *t;

	browser_copy_sample(state, OWN_REPORT, "in/a.txt", NULL, NULL);
	browser_copy_sample(state, "yanlu/2022-zjj.txt", "in/b.txt", NULL, NULL);
	browser_write_text(state, "own.rules", "rule L-ALL notice \"收到的都公开\" for each column of requests\n"
					       "  new <= granted\n");
	assert_prints(state, "check --all --format=csv --rules=own.rules in", 1, ",L-ALL,notice,fail,");
	assert_prints(state, "check --all --format=csv --rules=own.rules in", 1, ",L-ALL,notice,pass,");
	for (size_t i = 0; i < 2; i++) {
		char store[BROWSER_PATH_NBYTES], reviewer[64];
		const char *const env[] = {reviewer, NULL};
		const struct terminal_options options = {.env = env};
		size_t nkeys = 0;

		snprintf(reviewer, sizeof reviewer, "GOUJI_REVIEWER=%s", reviewers[i]);
		snprintf(store, sizeof store, "--verdicts=%s/%s.db", browser_path(state, ""), reviewers[i]);
		t = browser_start(state, &options, store, browser_path(state, "in"), NULL);
		assert_true(browser_wait_loaded(t, FIRST_TITLE));
		type(t, "n", &nkeys, "T3-BAL");
		type(t, i == 0 ? "y" : "d", &nkeys, i == 0 ? "Confirmed" : "Dismissed");
		assert_in_range(nkeys, 1, KEYS_A_VERDICT);
		nkeys = 0;
		type(t, "ny", &nkeys, "Confirmed");
		assert_in_range(nkeys, 1, KEYS_A_VERDICT);
		assert_int_equal(browser_quit(t), 0);
	}
	/* His word and the colleague's, where they are not the same; and only there. */
	assert_prints(state, "verdicts --lang=en --verdicts=wang.db li.db", 1,
		      "T3-BAL requests/natural: dismissed (li, ");
	assert_prints(state, "verdicts --lang=en --verdicts=wang.db", 0, "T3-BAL requests/total: confirmed (wang, ");
}

/* This year's report beside last year's. */
static void test_last_year(void **state)
{
	struct terminal *t;
	size_t nkeys = 0;

	browser_copy_sample(state, "tingyu/2022-xingwan.txt", "in/a.txt", "四、结转下年度继续办理\t\t\t0",
			    "四、结转下年度继续办理\t\t\t7");
	browser_copy_sample(state, "tingyu/2023-xingwan.txt", "in/b.txt", NULL, NULL);
	t = start(state, "in", NULL);
	assert_true(browser_wait_loaded(t, NULL));
	assert_true(terminal_type(t, "j"));
	type(t, "=", &nkeys, "X-CARRY");
	assert_in_range(nkeys, 1, KEYS_TO_LAST_YEAR);
	/* On top the relation over the two years, with both its sides. */
	assert_true(terminal_type(t, "n"));
	assert_non_null(strstr(browser_cursor_text(t), "! X-CARRY"));
	/* Then the cells that have changed. */
	for (int i = 0; i < MAX_NLINES && strstr(browser_cursor_text(t), "→") == NULL; i++)
		assert_true(terminal_type(t, "n"));
	assert_non_null(strstr(browser_cursor_text(t), "→"));
	/* The same key: the text, with numbers and years left out of account. */
	nkeys = 0;
	type(t, "=", &nkeys, "% as before");
	assert_in_range(nkeys, 1, KEYS_TO_LAST_YEAR);
	assert_true(terminal_type(t, "q"));
	assert_int_equal(browser_quit(t), 0);
}

/* A researcher takes all cells into a table of his own: one that could not be read is no 0. */
static void test_data_set(void **state)
{
	browser_copy_sample(state, "yanlu/2024-wjj.txt", "in/a.txt", NULL, NULL);
	browser_copy_sample(state, "yanlu/notice.txt", "in/b.txt", NULL, NULL);
	assert_prints(state, "export in", 0, "path,agency,year,template,table,row,column,value,status,raw,line");
	assert_prints(state, "export in", 0, ",requests,refused.law,total,,lost,,");
	assert_prints(state, "export in", 0, ",requests,new,natural,");
	/* And which could not be read, and why. */
	assert_prints(state, "export --lang=en in 2>&1", 0, "in/b.txt: not checked: ");
}

/* An instructor looks for typical faults, each with an example. */
static void test_typical_faults(void **state)
{
	browser_copy_sample(state, OWN_REPORT, "in/a.txt", NULL, NULL);
	browser_copy_sample(state, "yanlu/2022-zjj.txt", "in/b.txt", NULL, NULL);
	assert_prints(state, "stats --lang=en in", 0, "T3-BAL          1       2  Received and carried in");
	assert_prints(state, "stats --lang=en in", 0, "      in/a.txt:68: 表三 自然人: 一、本年新收 1");
}

/* A journalist looks for a place by its name, in all reports, and quotes file and line. */
static void test_name_in_all_reports(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);
	size_t nkeys = 0;

	type(t, "\\", &nkeys, "Search in all reports");
	type_text(t, "排涝站", &nkeys);
	type(t, "<Enter>", &nkeys, "\"排涝站\": 1 place in 1 report");
	assert_true(browser_shows(t, " 12: "));
	nkeys--;
	assert_in_range(nkeys, 1, KEYS_TO_A_NAME);
	type(t, "<Enter>", &nkeys, "排涝站的占地");
	assert_in_range(nkeys, 1, KEYS_TO_A_NAME);
	/* Or by a rule. */
	nkeys = 0;
	assert_true(terminal_type(t, "<Backspace><Backspace>"));
	type(t, "f", &nkeys, "Show only:");
	type_text(t, "T3-BAL", &nkeys);
	type(t, "<Enter>", &nkeys, "shown (T3-BAL)");
	assert_in_range(nkeys, 1, KEYS_TO_A_NAME);
	type(t, "n", &nkeys, "! T3-BAL 表三");
	/* Or the most lawsuits or applications first. */
	nkeys = 0;
	type(t, "al", &nkeys, "/T3-BAL by lawsuits");
	assert_in_range(nkeys, 1, KEYS_TO_A_NAME);
	nkeys = 0;
	type(t, "ar", &nkeys, "/T3-BAL by requests");
	assert_in_range(nkeys, 1, KEYS_TO_A_NAME);
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

/* The same where the rule is wrong for the place: its level is changed, and what that changed is listed. */
static void test_rule_of_another_level(void **state)
{
	const struct terminal_options options = {.ncols = 100};
	char rules[BROWSER_PATH_NBYTES], path[BROWSER_PATH_NBYTES];
	struct terminal *t;
	size_t nkeys = 0;

	snprintf(rules, sizeof rules, "--rules=%s", browser_path(state, "own.rules"));
	snprintf(path, sizeof path, "%s", browser_path(state, "own.txt"));
	browser_write_text(state, "own.rules", "");
	browser_copy_sample(state, OWN_REPORT, "own.txt", NULL, NULL);
	t = browser_start(state, &options, rules, path, NULL);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	browser_write_text(state, "own.rules", "change T3-BAL\n  severity notice\n");
	type(t, "R", &nkeys, "of another level (C lists them)");
	type(t, "C", &nkeys, "!>i T3-BAL ");
	type(t, "<Enter>", &nkeys, "i T3-BAL 表三");
	assert_in_range(nkeys, 1, KEYS_TO_DISMISS);
	assert_int_equal(browser_quit(t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_own_report),
		BROWSER_TEST(test_many_reports),
		BROWSER_TEST(test_return_notices),
		BROWSER_TEST(test_second_reading),
		BROWSER_TEST(test_last_year),
		BROWSER_TEST(test_data_set),
		BROWSER_TEST(test_typical_faults),
		BROWSER_TEST(test_name_in_all_reports),
		BROWSER_TEST(test_false_alarm),
		BROWSER_TEST(test_rule_of_another_level),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
