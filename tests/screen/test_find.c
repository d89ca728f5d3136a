/* Finding things: in the report, in the list, in all reports; filter, order, folders. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "browser.h"
#include "golden.h"

static void assert_shown(struct terminal *t, const char *text)
{
	if (!terminal_wait_text(t, text, BROWSER_WAIT_MS))
		terminal_print(t, text);
	assert_true(browser_shows(t, text));
}

static void assert_cursor(struct terminal *t, const char *text)
{
	assert_true(terminal_settle(t));
	if (strstr(browser_cursor_text(t), text) != NULL)
		return;
	terminal_print(t, text);
	fail_msg("the cursor is not at \"%s\"", text);
}

/* Waits until all reports were looked through. */
static void wait_searched(struct terminal *t)
{
	const struct timespec pause = {0, 20 * 1000 * 1000};
	for (int i = 0; i < BROWSER_WAIT_MS / 20 && browser_shows(t, "  searching "); i++) {
		nanosleep(&pause, NULL);
		terminal_settle(t);
	}
	assert_false(browser_shows(t, "  searching "));
}

/* The report moves while one types, and Esc goes back. */
static void test_search_in_report(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "<Enter>/排涝站"));
	assert_shown(t, "Search (regular expression: / first): 排涝站");
	assert_shown(t, "排涝站的占地");
	assert_true(terminal_type(t, "<Enter>"));
	assert_shown(t, "1 match; . and , go to it");
	assert_true(golden_check(t, "find-in-report-80x24"));
	/* Wrapped over a row's end, and with blanks in the text. */
	assert_true(terminal_type(t, "g/2022年12月31日<Enter>"));
	assert_shown(t, "1 match;");
	assert_true(terminal_type(t, "g/申请<Enter>"));
	assert_true(terminal_type(t, "G."));
	assert_shown(t, "Match 1 of 16, from the beginning again");
	assert_true(terminal_type(t, "."));
	assert_shown(t, "Match 3 of 16 ");
	assert_true(terminal_type(t, "g,"));
	assert_shown(t, " of 16, from the end again");
	assert_true(terminal_type(t, "g//[0-9]+件<Enter>"));
	assert_shown(t, "; . and , go");
	assert_true(terminal_type(t, "/(<Enter>"));
	assert_true(terminal_type(t, "g//(<Enter>"));
	assert_shown(t, "missing closing parenthesis");
	assert_true(terminal_type(t, "/没有这样的文字<Enter>"));
	assert_shown(t, "Not found");
	/* n still goes to findings. */
	assert_true(terminal_type(t, "n"));
	assert_cursor(t, "! T3-BAL");
	assert_int_equal(browser_quit(t), 0);
}

/* The label of a row is found as it is printed, and as the form has it, where a shorter one is drawn. */
static void test_labels(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "<Enter>/属于三类内部事务信息<Enter>"));
	assert_shown(t, "1 match;");
	assert_cursor(t, " 5.内部事务 ");
	/* Once for the head of the columns, of each table. */
	assert_true(terminal_type(t, "g/商业企业<Enter>"));
	assert_shown(t, "1 match;");
	assert_cursor(t, "企业 科研");
	assert_true(terminal_type(t, "g//^.*放弃.*$<Enter>"));
	assert_shown(t, "Not found");
	assert_int_equal(browser_quit(t), 0);
}

/* Headings and labels by the initials of their pinyin too; prose is not looked through for those. */
static void test_labels_by_pinyin(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "<Enter>/xzss<Enter>"));
	assert_shown(t, "; . and , go");
	assert_cursor(t, "四、政府信息公开行政复议、行政诉讼情况");
	assert_true(terminal_type(t, "g/nbsw<Enter>"));
	assert_shown(t, "1 match;");
	assert_cursor(t, " 5.内部事务 ");
	/* A character of several readings by each of them: 不予重复处理 is zf and cf. */
	assert_true(terminal_type(t, "g/dlff<Enter>"));
	assert_cursor(t, " 4.大量反复 ");
	assert_true(terminal_type(t, "g/plzdzd<Enter>"));
	assert_shown(t, "Not found");
	assert_true(terminal_type(t, "g:czdzywt<Enter>"));
	assert_cursor(t, "五、存在的主要问题");
	assert_true(terminal_type(t, "g:gcxxx<Enter>"));
	assert_cursor(t, " 6.过程性信息 ");
	assert_true(terminal_type(t, "g:总计<Enter>"));
	assert_cursor(t, "（七）总计");
	assert_int_equal(browser_quit(t), 0);
}

static void test_names_by_pinyin(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "/jyj<Enter>"));
	assert_cursor(t, "2023 汀榆县教育局");
	assert_true(terminal_type(t, "."));
	assert_cursor(t, "2024 汀榆县教育局");
	assert_true(terminal_type(t, ","));
	assert_cursor(t, "2023 汀榆县教育局");
	assert_true(terminal_type(t, "/教育<Enter>"));
	assert_cursor(t, "教育局");
	assert_int_equal(browser_quit(t), 0);
}

static void test_filter(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "ferrors year:2023"));
	/* The list follows while one types. */
	assert_shown(t, "汀榆县青箬乡");
	assert_true(terminal_type(t, "<Enter>"));
	assert_shown(t, "shown (errors year:2023) of ");
	/* The report follows when the cursor has rested for a while. */
	assert_shown(t, "本报告是汀榆县教育局");
	assert_true(golden_check(t, "find-filter-80x24"));
	assert_cursor(t, "2023 ");
	/* n stays among them. */
	assert_true(terminal_type(t, "n]"));
	assert_true(strstr(terminal_row_text(t, 0), "2023") != NULL);
	/* A fault is said, and the list stays. */
	assert_true(terminal_type(t, "f<C-u>year:x<Enter>"));
	assert_shown(t, "column 6: a number is expected");
	/* Esc takes back what was typed. */
	assert_true(terminal_send(t, "f<C-u>jyj<Esc>"));
	assert_shown(t, "shown (errors year:2023) of ");
	assert_true(terminal_type(t, "f<C-u>jyj<Enter>"));
	assert_shown(t, "shown (jyj) of ");
	assert_true(terminal_type(t, "f<C-u>nothing-like-this<Enter>"));
	assert_shown(t, "0/0 /");
	assert_true(terminal_type(t, "njk]J"));
	assert_true(terminal_type(t, "f<C-u><Enter>"));
	assert_shown(t, "/" NSAMPLES " by path");
	assert_int_equal(browser_quit(t), 0);
}

static void test_order_and_folders(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 120);

	assert_true(terminal_type(t, "s"));
	assert_shown(t, "by errors");
	assert_true(terminal_type(t, "S"));
	assert_shown(t, "reversed");
	assert_true(terminal_type(t, "Ssssssss"));
	assert_shown(t, "by path");
	assert_true(terminal_type(t, "#g"));
	assert_cursor(t, "- data/samples/tingyu/");
	assert_true(golden_check(t, "find-folders-120x24"));
	assert_true(terminal_type(t, "<Enter>"));
	assert_cursor(t, "+ data/samples/tingyu/");
	assert_true(terminal_type(t, "j"));
	assert_cursor(t, "- data/samples/yanlu/");
	/* A finding in a folder that is folded away is not passed over in silence, and nothing breaks. */
	assert_true(terminal_type(t, "nn#"));
	assert_shown(t, "/" NSAMPLES " by path");
	assert_int_equal(browser_quit(t), 0);
}

static void test_find_in_all(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "\\排涝站<Enter>"));
	assert_shown(t, "\"排涝站\": ");
	assert_shown(t, "某自然村排涝站");
	wait_searched(t);
	assert_true(golden_check(t, "find-in-all-80x24"));
	/* Of a place further on than the screen is wide so much is left out that the match is there. */
	terminal_resize(t, 24, 60);
	assert_true(terminal_wait_text(t, "某自然村排涝站…", BROWSER_WAIT_MS));
	assert_true(terminal_settle(t));
	terminal_resize(t, 24, 80);
	assert_true(terminal_wait_gone(t, "某自然村排涝站…", BROWSER_WAIT_MS));
	assert_true(terminal_wait_text(t, "申请1件，申请内容为某自然村排涝站", BROWSER_WAIT_MS));
	assert_true(terminal_type(t, "<Enter>"));
	assert_shown(t, "排涝站的占地");
	assert_shown(t, FIRST_TITLE);
	/* The results are kept. */
	assert_true(terminal_type(t, "\\<Enter>"));
	assert_shown(t, "\"排涝站\": ");
	assert_true(terminal_type(t, "q"));
	assert_true(terminal_type(t, "\\没有这样的文字<Enter>"));
	assert_shown(t, ": 0 places in 0 reports");
	assert_true(terminal_type(t, "<Enter>jG"));
	assert_true(terminal_type(t, "q"));
	assert_int_equal(browser_quit(t), 0);
}

/* What is typed on the way to a filter may hide the report one is at: it is selected again where the filter in the end
 * holds for it, or is taken back. */
static void test_filter_keeps_selection(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "GkkK"));
	assert_cursor(t, "2024 …卫生健康局");
	assert_true(terminal_type(t, "fwsjkj year:2024<Enter>"));
	assert_shown(t, "shown (wsjkj year:2024)");
	assert_cursor(t, "2024 砚麓区卫生");
	assert_true(terminal_type(t, "f<C-u><Enter>"));
	assert_shown(t, "Reports 36/" NSAMPLES);
	assert_cursor(t, "2024 …卫生健康局");
	assert_true(terminal_type(t, "<Enter>Gfnothing like this"));
	assert_shown(t, "0/0 /");
	/* The open report and the place in it are as they were. */
	assert_true(terminal_send(t, "<C-c>"));
	assert_shown(t, "Reports 36/" NSAMPLES);
	assert_shown(t, "砚麓区卫生健康局 2024");
	assert_cursor(t, "│>");
	assert_true(terminal_cursor(t).row > 10);
	assert_int_equal(browser_quit(t), 0);
}

/* Results are there and in use while other files are still looked through; Control-C stops that. */
static void test_find_streams(void **state)
{
	/* Without a cache the file is converted once more for the search. */
	const char *const env[] = {"XDG_CACHE_HOME=/dev/null/none", NULL};
	const struct terminal_options options = {.env = env};
	struct terminal *t;

	browser_copy_sample(state, "tingyu/2022-huaizhu.txt", "in/a.txt", NULL, NULL);
	browser_copy_sample(state, "tingyu/2023-jyj.txt", "in/b.txt", NULL, NULL);
	browser_write_held(state, "in/c.docx");
	browser_release(state);
	t = browser_start(state, &options, browser_path(state, "in"), NULL);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	assert_true(browser_shows(t, "Reports 1/3"));
	browser_hold(state);
	assert_true(terminal_send(t, "\\排涝站<Enter>"));
	assert_shown(t, "\"排涝站\": 1 place in 1 report  searching 2/3 ... (C-c stops)");
	/* Keys are answered meanwhile: help, a hit, back to the hits. */
	assert_true(terminal_send(t, "?"));
	assert_true(terminal_wait_gone(t, "searching", BROWSER_WAIT_MS));
	assert_true(terminal_send(t, "?\\<Enter>"));
	assert_shown(t, "searching 2/3");
	assert_true(terminal_send(t, "<Enter>"));
	assert_shown(t, "排涝站的占地");
	assert_true(terminal_send(t, "\\<Enter>"));
	assert_shown(t, "searching 2/3");
	/* Another search does not wait for this one. */
	assert_true(terminal_send(t, "q\\教育局<Enter>"));
	/* The text of the first search stands there until the second has a hit: that is waited for first. */
	assert_shown(t, "\"教育局\": ");
	assert_shown(t, "in 1 report  searching 2/3");
	assert_true(terminal_send(t, "q\\排涝站<Enter>"));
	assert_shown(t, "\"排涝站\": 1 place in 1 report  searching 2/3");
	assert_true(terminal_send(t, "<C-c>"));
	assert_true(terminal_wait_gone(t, "searching", BROWSER_WAIT_MS));
	assert_shown(t, "\"排涝站\": 1 place in 1 report");
	assert_true(terminal_send(t, "<Enter>"));
	assert_shown(t, "排涝站的占地");
	assert_int_equal(browser_quit(t), 0);
}

/* From a report that the results have led to Esc leads back to them, to the hit that was opened; once one has gone to
 * the list it does not any more. The help lies over them. */
static void test_back_to_results(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "\\土地<Enter>"));
	assert_shown(t, "\"土地\": 5 places in 3 reports");
	wait_searched(t);
	assert_true(terminal_type(t, "jj?"));
	assert_shown(t, "Go to the next finding");
	assert_true(terminal_type(t, "q"));
	assert_cursor(t, "10: 一是主动公开");
	assert_true(terminal_type(t, "<Enter>jj"));
	assert_shown(t, "*汀榆县自然资源局 2023");
	assert_true(terminal_send(t, "<Esc>"));
	assert_shown(t, "places in 3 reports");
	assert_cursor(t, "10: 一是主动公开");
	assert_true(terminal_type(t, "j<Enter>"));
	assert_shown(t, "*汀榆县自然资源局 2024");
	assert_true(terminal_type(t, "h"));
	assert_shown(t, "*Outline");
	assert_true(terminal_type(t, "h"));
	assert_shown(t, "*Reports ");
	assert_true(terminal_type(t, "l"));
	assert_true(terminal_send(t, "<Esc>"));
	assert_shown(t, "*Reports ");
	/* The last results, once more. */
	assert_true(terminal_type(t, "\\<Enter>"));
	assert_cursor(t, " 7: …条");
	assert_true(terminal_send(t, "<Esc>"));
	assert_shown(t, "*Reports ");
	assert_int_equal(browser_quit(t), 0);
}

/* With a filter that names rules n goes through the findings of these alone. */
static void test_findings_of_a_rule(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "frule:N-SPLIT<Enter>n"));
	assert_cursor(t, ">i N-SPLIT");
	assert_shown(t, "*汀榆县槐渚镇人民政府 2022");
	assert_shown(t, " 3/3 2022-huaizhu.txt");
	assert_true(terminal_type(t, "n"));
	assert_cursor(t, ">i N-SPLIT");
	assert_false(browser_shows(t, "*汀榆县槐渚镇人民政府 2022"));
	assert_true(terminal_type(t, "N"));
	assert_shown(t, "*汀榆县槐渚镇人民政府 2022");
	assert_cursor(t, ">i N-SPLIT");
	/* No error is of that rule. */
	assert_true(terminal_type(t, "X"));
	assert_shown(t, "No earlier finding");
	assert_true(terminal_type(t, "f<C-u><Enter><Enter>gn"));
	assert_cursor(t, "! T3-BAL");
	assert_int_equal(browser_quit(t), 0);
}

/* In the list Esc takes the filter away, and tells how to have it again. */
static void test_back_from_filter(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "ferrors year:2024<Enter>j"));
	assert_shown(t, "*2/6 ");
	assert_true(terminal_send(t, "<Esc>"));
	assert_shown(t, "All reports are shown again; f and Up bring the filter back");
	assert_shown(t, "/" NSAMPLES " by path");
	assert_cursor(t, ">2024 汀榆县教育局");
	assert_true(terminal_type(t, "f<Up><Enter>"));
	assert_shown(t, "*2/6 ");
	assert_int_equal(browser_quit(t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_search_in_report),  BROWSER_TEST(test_labels),
		BROWSER_TEST(test_labels_by_pinyin),  BROWSER_TEST(test_names_by_pinyin),
		BROWSER_TEST(test_filter),             BROWSER_TEST(test_filter_keeps_selection),
		BROWSER_TEST(test_order_and_folders), BROWSER_TEST(test_find_in_all),
		BROWSER_TEST(test_find_streams),
		BROWSER_TEST(test_back_to_results), BROWSER_TEST(test_back_from_filter),
		BROWSER_TEST(test_findings_of_a_rule),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
