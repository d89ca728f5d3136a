/* Verdicts and notes in the browser: given, withdrawn, kept, outdated, and when they cannot be saved. */
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

#include "base/alloc.h"
#include "browser.h"
#include "golden.h"

/* The report of the test, with the store beside it. */
static struct terminal *start_as(void **state, const char *reviewer, int nrows, int ncols)
{
	const char *const env[] = {reviewer, NULL};
	struct terminal_options options = {.nrows = nrows, .ncols = ncols, .env = env};
	char report[BROWSER_PATH_NBYTES], store[BROWSER_PATH_NBYTES];
	snprintf(report, sizeof report, "%s", browser_path(state, "a.txt"));
	snprintf(store, sizeof store, "--verdicts=%s", browser_path(state, "store/verdicts.db"));
	struct terminal *t = browser_start(state, &options, store, report, NULL);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	return t;
}

static struct terminal *start(void **state, int nrows, int ncols)
{
	return start_as(state, "GOUJI_REVIEWER=tester", nrows, ncols);
}

static void copy_report(void **state)
{
	browser_copy_sample(state, "tingyu/2022-huaizhu.txt", "a.txt", NULL, NULL);
}

/* Confirmed with one key, there after a restart, withdrawn with the same key. */
static void test_confirm(void **state)
{
	copy_report(state);
	struct terminal *t = start(state, 24, 80);
	assert_true(terminal_type(t, "ny"));
	assert_true(browser_shows(t, "Confirmed (u takes it back)"));
	assert_true(terminal_type(t, "k"));
	assert_true(browser_shows(t, "[confirmed]"));
	assert_true(golden_check(t, "judge-confirmed-80x24"));
	assert_int_equal(browser_quit(t), 0);
	t = start(state, 24, 80);
	assert_true(terminal_type(t, "n"));
	assert_true(browser_shows(t, "[confirmed]"));
	assert_true(terminal_type(t, "y"));
	assert_true(browser_shows(t, "Verdict withdrawn"));
	assert_false(browser_shows(t, "[confirmed]"));
	assert_true(terminal_type(t, "u"));
	assert_true(browser_shows(t, "[confirmed]"));
	assert_int_equal(browser_quit(t), 0);
}

/* A dismissed finding is one quiet line, passed over by n, and shown in full on request. */
static void test_dismiss(void **state)
{
	copy_report(state);
	struct terminal *t = start(state, 24, 80);
	assert_true(terminal_type(t, "nd"));
	assert_true(browser_shows(t, "- T3-BAL"));
	assert_false(browser_shows(t, "! T3-BAL 表三 自然人: "));
	/* It is counted apart from the others, and not as an error. */
	assert_true(browser_shows(t, "2022  !1  i1  dismissed: 1"));
	assert_true(browser_shows(t, ":2022.汀榆县槐渚镇 !1 i1"));
	assert_true(terminal_type(t, "z"));
	assert_true(browser_shows(t, "! T3-BAL 表三 自然人: "));
	assert_true(terminal_type(t, "zgn"));
	assert_null(strstr(browser_cursor_text(t), "自然人"));
	assert_true(terminal_type(t, "u"));
	assert_true(browser_shows(t, "Taken back: T3-BAL requests/natural"));
	assert_false(browser_shows(t, "dismissed"));
	assert_true(terminal_type(t, "uuu"));
	assert_true(browser_shows(t, "Nothing to take back"));
	assert_true(browser_shows(t, ":2022 汀榆县槐渚镇 !2 i1"));
	assert_int_equal(browser_quit(t), 0);
}

static void test_note(void **state)
{
	copy_report(state);
	struct terminal *t = start(state, 24, 80);
	assert_true(terminal_type(t, "nm请电话核实<Enter>"));
	assert_true(browser_shows(t, "Noted (u takes it back)"));
	assert_int_equal(browser_quit(t), 0);
	t = start(state, 24, 80);
	assert_true(terminal_type(t, "n"));
	assert_true(browser_shows(t, "请电话核实]"));
	/* The note is there to be changed; Esc leaves it as it was. */
	assert_true(terminal_type(t, "m"));
	assert_true(browser_shows(t, "Note: 请电话核实"));
	assert_true(terminal_type(t, "<C-u>x<Enter>"));
	assert_true(browser_shows(t, ": x]"));
	assert_int_equal(browser_quit(t), 0);
}

/* The list tells a report that is done with from one that was begun, and says so without colour, now and after a
 * restart. */
static void test_done(void **state)
{
	copy_report(state);
	struct terminal *t = start(state, 24, 80);
	assert_true(browser_shows(t, ">2022 汀榆县槐渚镇 !2 i1"));
	assert_true(terminal_type(t, "ny"));
	assert_true(browser_shows(t, ":2022.汀榆县槐渚镇 !2 i1"));
	assert_true(terminal_type(t, "nd"));
	assert_true(terminal_cell_attrs(t, 1, 20).bold);
	assert_true(terminal_type(t, "n"));
	assert_true(browser_shows(t, " 3/3 a.txt:"));
	assert_true(terminal_type(t, "y"));
	assert_true(browser_shows(t, ":2022v汀榆县槐渚镇 !1 i1"));
	assert_false(terminal_cell_attrs(t, 1, 20).bold);
	assert_int_equal(browser_quit(t), 0);
	t = start(state, 24, 80);
	assert_true(terminal_wait_text(t, ">2022v汀榆县槐渚镇 !1 i1", TERMINAL_TIMEOUT_MS));
	/* Without an error that was not dismissed it is no report with errors, but one that is done with. */
	assert_true(terminal_type(t, "nd"));
	assert_true(browser_shows(t, ":2022v汀榆县槐渚镇    i1"));
	assert_true(terminal_type(t, "<Esc>ferrors<Enter>"));
	assert_true(browser_shows(t, "0/0 /errors"));
	assert_true(terminal_type(t, "f<C-u>judged=3 open=0<Enter>"));
	assert_true(browser_shows(t, ">2022v汀榆县槐渚镇    i1"));
	assert_int_equal(browser_quit(t), 0);
}

/* A report that leaves the list with its last verdict: what stands in its place then comes next, by every way. */
static void test_judged_leaves_list(void **state)
{
	static const char *const ways[] = {"J", "]", "x", "<Esc><Enter>"};
	const struct terminal_options options = {0};
	char store[BROWSER_PATH_NBYTES];

	browser_copy_sample(state, "tingyu/2022-huaizhu.txt", "d/a.txt", NULL, NULL);
	browser_copy_sample(state, "tingyu/2023-jyj.txt", "d/b.txt", NULL, NULL);
	browser_copy_sample(state, "tingyu/2024-jyj.txt", "d/c.txt", NULL, NULL);
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		snprintf(store, sizeof store, "--verdicts=%s-%zu.db", browser_path(state, "verdicts"), i);
		struct terminal *t = browser_start(state, &options, store, browser_path(state, "d"), NULL);
		assert_true(browser_wait_loaded(t, FIRST_TITLE));
		assert_true(terminal_type(t, "ferrors<Enter>"));
		assert_true(browser_shows(t, "1/3 /errors"));
		assert_true(terminal_type(t, "xdxd"));
		assert_true(browser_shows(t, "1/2 /errors"));
		assert_true(terminal_type(t, ways[i]));
		assert_true(terminal_wait_text(t, "汀榆县教育局 2023", BROWSER_WAIT_MS));
		assert_int_equal(browser_quit(t), 0);
	}
}

/* A note that was begun is there again, whether it was left by a key or with the terminal; one that did not change is
 * nothing to bring back. */
static void test_note_kept(void **state)
{
	char home[BROWSER_PATH_NBYTES];
	copy_report(state);
	snprintf(home, sizeof home, "XDG_STATE_HOME=%s", browser_path(state, "state"));
	struct terminal *t = start_as(state, home, 24, 80);
	assert_true(terminal_send(t, "nm一条说明<Esc>"));
	assert_true(terminal_wait_text(t, "No note was written; m and Up bring its text back", TERMINAL_TIMEOUT_MS));
	assert_false(browser_shows(t, "一条说明"));
	assert_true(terminal_type(t, "m<Up>"));
	assert_true(browser_shows(t, "Note: 一条说明"));
	assert_true(terminal_type(t, "<Enter>"));
	assert_true(browser_shows(t, "[not judged: 一条说明]"));
	assert_true(terminal_send(t, "m<Esc>"));
	assert_true(terminal_wait_gone(t, "Note:", TERMINAL_TIMEOUT_MS));
	assert_false(browser_shows(t, "No note was written"));
	assert_true(terminal_type(t, "m<C-u>另一条"));
	assert_true(browser_shows(t, "Note: 另一条"));
	terminal_hangup(t);
	assert_true(terminal_wait_exit(t) > 0);
	t = start_as(state, home, 24, 80);
	assert_true(terminal_type(t, "nm<Up>"));
	assert_true(browser_shows(t, "Note: 另一条"));
	assert_true(terminal_type(t, "<C-g>"));
	assert_int_equal(browser_quit(t), 0);
}

/* What tells all of a finding goes on to the next one. */
static void test_detail_goes_on(void **state)
{
	copy_report(state);
	struct terminal *t = start(state, 24, 80);
	assert_true(terminal_type(t, "ni"));
	assert_true(browser_shows(t, ":68  n: next  q: back"));
	assert_true(browser_shows(t, "表三 自然人: "));
	assert_true(terminal_type(t, "n"));
	assert_true(browser_shows(t, ":68  n: next  q: back"));
	assert_true(browser_shows(t, "表三 总计: "));
	assert_true(terminal_type(t, "nn"));
	assert_true(browser_shows(t, "N-SPLIT Rows put right by the form"));
	assert_true(browser_shows(t, "No further finding"));
	assert_true(terminal_type(t, "X"));
	assert_true(browser_shows(t, "表三 总计: "));
	assert_true(terminal_type(t, "q"));
	assert_true(browser_shows(t, " 2/3 a.txt:68 T3-BAL"));
	/* A key that does nothing there says so. */
	assert_true(terminal_type(t, "i/"));
	assert_true(browser_shows(t, "This key has no meaning here; ? shows the keys"));
	assert_true(terminal_type(t, "q"));
	assert_int_equal(browser_quit(t), 0);
}

/* A verdict of a report that one has left is taken back with its name. */
static void test_undo_elsewhere(void **state)
{
	copy_report(state);
	browser_copy_sample(state, "tingyu/2022-scj.txt", "b.txt", NULL, NULL);
	char a[BROWSER_PATH_NBYTES], store[BROWSER_PATH_NBYTES];
	snprintf(a, sizeof a, "%s", browser_path(state, "a.txt"));
	snprintf(store, sizeof store, "--verdicts=%s", browser_path(state, "store/verdicts.db"));
	struct terminal *t = browser_start(state, &(struct terminal_options){.nrows = 24, .ncols = 100}, store, a,
					   browser_path(state, "b.txt"), NULL);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	assert_true(terminal_type(t, "nyJ"));
	assert_true(browser_shows(t, "*汀榆县市场监督管理局 2022"));
	assert_true(terminal_type(t, "u"));
	assert_true(browser_shows(t, "Taken back: T3-BAL requests/natural, 汀榆县槐渚镇人民政府 2022"));
	assert_int_equal(browser_quit(t), 0);
}

/* Two reviewers with one store, at the same time. What one says the other sees; where they differ, both are named. */
static void test_two_reviewers(void **state)
{
	struct terminal *mine, *theirs;
	struct browser *browser = *state;

	copy_report(state);
	mine = start_as(state, "GOUJI_REVIEWER=wang", 24, 80);
	browser->t = NULL;
	theirs = start_as(state, "GOUJI_REVIEWER=li", 24, 80);
	assert_true(terminal_type(mine, "ny"));
	assert_true(browser_shows(mine, "Confirmed"));
	assert_true(terminal_type(theirs, "nd"));
	assert_true(browser_shows(theirs, "[dismissed; wang: confirmed]"));
	assert_true(terminal_type(theirs, "ny"));
	assert_true(terminal_type(mine, "r"));
	assert_true(browser_shows(mine, "[dismissed; wang: confirmed]"));
	/* The one and the other word are kept, whoever ends first. */
	assert_int_equal(browser_quit(theirs), 0);
	assert_true(terminal_type(mine, "nnd"));
	assert_int_equal(browser_quit(mine), 0);
	terminal_stop(mine);
	mine = start_as(state, "GOUJI_REVIEWER=wang", 24, 80);
	assert_true(terminal_type(mine, "n"));
	assert_true(browser_shows(mine, "[dismissed; wang: confirmed]"));
	assert_true(browser_shows(mine, "difference -1 [confirmed]"));
	assert_true(terminal_type(mine, "<C-d>"));
	assert_true(browser_shows(mine, "- N-SPLIT 表三 [dismissed]"));
	assert_int_equal(browser_quit(mine), 0);
}

/* Other numbers: the verdict is not for them, but it is said that there was one. */
static void test_outdated(void **state)
{
	copy_report(state);
	struct terminal *t = start(state, 24, 80);
	assert_true(terminal_type(t, "ny"));
	char *text = browser_read_file(browser_path(state, "a.txt"));
	char *row = strstr(text, "一、本年新收政府信息公开申请数量\t\t1");
	assert_non_null(row);
	row[strlen("一、本年新收政府信息公开申请数量\t\t")] = '7';
	/* In one step: the program, which watches the file, never sees a half of it. */
	browser_write_text(state, ".a.txt", text);
	free(text);
	char *written = alloc_copy_text(browser_path(state, ".a.txt"));
	assert_int_equal(rename(written, browser_path(state, "a.txt")), 0);
	free(written);
	assert_true(terminal_type(t, "r"));
	assert_true(terminal_wait_text(t, "before its numbers", BROWSER_WAIT_MS));
	assert_int_equal(browser_quit(t), 0);
}

static void test_without_a_finding(void **state)
{
	copy_report(state);
	struct terminal *t = start(state, 24, 80);
	assert_true(terminal_type(t, "y"));
	assert_true(browser_shows(t, "No finding is under the cursor"));
	assert_int_equal(browser_quit(t), 0);
}

/* A store that cannot be written: said at once, kept while the program runs, and not thrown away by one key. */
static void test_no_store(void **state)
{
	copy_report(state);
	browser_write_text(state, "store", "in the way");
	struct terminal *t = start(state, 24, 80);
	assert_true(terminal_type(t, "ny"));
	assert_true(browser_shows(t, "NOT SAVED"));
	assert_true(terminal_type(t, "k"));
	assert_true(browser_shows(t, "[confirmed]"));
	assert_true(terminal_type(t, "q"));
	assert_true(browser_shows(t, "1 verdict could not be saved; q again quits"));
	/* Once the way is free the verdict is saved. */
	assert_int_equal(unlink(browser_path(state, "store")), 0);
	assert_int_equal(browser_quit(t), 0);
	t = start(state, 24, 80);
	assert_true(terminal_type(t, "n"));
	assert_true(browser_shows(t, "[confirmed]"));
	assert_int_equal(browser_quit(t), 0);
}

/* Enter on a finding tells all of it, and takes verdicts. */
static void test_detail(void **state)
{
	copy_report(state);
	struct terminal *t = start(state, 30, 80);
	assert_true(terminal_type(t, "n<Enter>"));
	assert_true(browser_shows(t, "What the rule means"));
	assert_true(golden_check(t, "judge-detail-80x30"));
	assert_true(terminal_type(t, "d"));
	assert_true(browser_shows(t, "Dismissed (u takes it back)"));
	assert_true(terminal_type(t, "i"));
	assert_true(terminal_type(t, "G"));
	assert_true(browser_shows(t, "tester: dismissed"));
	assert_true(terminal_type(t, "q"));
	assert_false(browser_shows(t, "tester: dismissed"));
	assert_int_equal(browser_quit(t), 0);
}

/* The terminal goes away right after a verdict: it is there the next time. */
static void test_hangup(void **state)
{
	copy_report(state);
	struct terminal *t = start(state, 24, 80);
	assert_true(terminal_type(t, "nd"));
	assert_true(browser_shows(t, "Dismissed"));
	terminal_hangup(t);
	t = start(state, 24, 80);
	assert_true(terminal_type(t, "<Enter>"));
	assert_true(terminal_type(t, "n"));
	assert_false(browser_shows(t, "! T3-BAL 表三 自然人: "));
	assert_int_equal(browser_quit(t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_confirm),	  BROWSER_TEST(test_dismiss),  BROWSER_TEST(test_note),
		BROWSER_TEST(test_judged_leaves_list),
		BROWSER_TEST(test_two_reviewers), BROWSER_TEST(test_outdated), BROWSER_TEST(test_without_a_finding),
		BROWSER_TEST(test_no_store),	  BROWSER_TEST(test_hangup),   BROWSER_TEST(test_detail),
		BROWSER_TEST(test_done), BROWSER_TEST(test_note_kept),
		BROWSER_TEST(test_undo_elsewhere), BROWSER_TEST(test_detail_goes_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
