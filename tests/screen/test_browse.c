/* Going through the samples: list, outline, report, findings, help. */
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
#include "ui/action.h"

enum { LIST_NCOLS = 24, RED = 1, MAX_NPLACES = 300, PLACE_NBYTES = 512 };

static void assert_cursor(struct terminal *t, const char *text)
{
	if (strstr(browser_cursor_text(t), text) != NULL)
		return;
	terminal_print(t, text);
	fail_msg("the cursor is not at \"%s\"", text);
}

static void assert_shown(struct terminal *t, const char *text)
{
	assert_true(terminal_wait_text(t, text, BROWSER_WAIT_MS));
	assert_true(terminal_settle(t));
}

static void test_sizes(void **state)
{
	static const struct {
		int nrows, ncols;
		const char *start, *finding;
	} sizes[] = {
		{24, 80, "browse-start-80x24", "browse-finding-80x24"},
		{40, 120, "browse-start-120x40", "browse-finding-120x40"},
		{50, 200, "browse-start-200x50", "browse-finding-200x50"},
		{20, 60, "browse-start-60x20", "browse-finding-60x20"},
		{10, 40, "browse-start-40x10", "browse-finding-40x10"},
	};
	bool same = true;

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct terminal *t = browser_start_samples(state, sizes[i].nrows, sizes[i].ncols);

		same &= golden_check(t, sizes[i].start);
		assert_true(terminal_type(t, "n"));
		assert_cursor(t, "! T3-BAL 表三 自然人");
		same &= golden_check(t, sizes[i].finding);
		assert_int_equal(browser_quit(t), 0);
	}
	assert_true(same);
}

static void test_too_small(void **state)
{
	const struct terminal_options options = {.nrows = 9, .ncols = 39};
	struct terminal *t = browser_start(state, &options, SAMPLES, NULL);

	assert_true(terminal_wait_text(t, "Too small: needs 40x10. q quits", BROWSER_WAIT_MS));
	assert_true(golden_check(t, "browse-too-small-39x9"));
	/* Nothing but leaving has an effect. */
	assert_true(terminal_type(t, "nj?s"));
	assert_string_equal(terminal_row_text(t, 0), "Too small: needs 40x10. q quits");
	terminal_resize(t, 24, 80);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	assert_true(browser_shows(t, "Reports 1/" NSAMPLES " by path"));
	terminal_resize(t, 24, 39);
	assert_true(terminal_wait_text(t, "Too small: needs 40x10. q quits", BROWSER_WAIT_MS));
	/* However narrow it is, it is told how to leave. */
	terminal_resize(t, 4, 12);
	assert_true(terminal_wait_text(t, "Too small:\nneeds 40x10.\nq quits", BROWSER_WAIT_MS));
	assert_int_equal(browser_quit(t), 0);
}

/* Of names that do not fit the place is left out that the row above has; a name that fits stays whole. */
static void test_names_of_one_place(void **state)
{
	struct terminal *t = browser_start_samples(state, 42, 80);

	assert_true(browser_shows(t, ">2022 汀榆县槐渚镇 !2 i1"));
	assert_true(browser_shows(t, " 2022 …市场监督管… !3"));
	assert_true(browser_shows(t, " 2022 …自然资源局  !2"));
	assert_true(browser_shows(t, " 2023 汀榆县教育局 !1"));
	assert_true(browser_shows(t, " 2022 …卫生健康局  !2"));
	/* Behind a report of another place it has its own. */
	assert_true(terminal_type(t, "f砚麓区卫生<Enter>"));
	assert_true(browser_shows(t, ">2022 砚麓区卫生…  !2"));
	assert_true(browser_shows(t, " 2023 …卫生健康局 "));
	assert_int_equal(browser_quit(t), 0);
}

/* A key that finds nothing to do says so. */
static void test_nothing_to_do(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "<Enter>j<Enter>"));
	assert_true(browser_shows(t, "No finding is under the cursor; n goes to the next one"));
	assert_true(terminal_type(t, "g{"));
	assert_true(browser_shows(t, "No earlier section"));
	assert_true(terminal_type(t, "G}"));
	assert_true(browser_shows(t, "No further section"));
	assert_true(terminal_type(t, "z"));
	assert_true(browser_shows(t, "Dismissed findings: in full"));
	assert_true(terminal_type(t, "z"));
	assert_true(browser_shows(t, "Dismissed findings: folded"));
	assert_int_equal(browser_quit(t), 0);
}

/* A key without a name is answered like one without a meaning. */
static void test_other_key(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "<Insert>"));
	assert_true(browser_shows(t, "This key has no meaning here; ? shows the keys"));
	assert_int_equal(browser_quit(t), 0);
}

/* What a finding is about is seen with it, though the table is longer than the screen; its other rows come back. */
static void test_rows_of_a_finding(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "n"));
	assert_non_null(strstr(terminal_row_text(t, 2), "│^一、本年新收          !1"));
	assert_non_null(strstr(terminal_row_text(t, 3), "│^二、上年结转          !0"));
	assert_non_null(strstr(terminal_row_text(t, 4), "│   1.信访举报"));
	assert_true(terminal_type(t, "j"));
	assert_non_null(strstr(terminal_row_text(t, 2), "│^一、本年新收          !1"));
	assert_true(terminal_type(t, "kk"));
	assert_non_null(strstr(terminal_row_text(t, 2), "│   3.仍不明确"));
	assert_non_null(strstr(terminal_row_text(t, 3), "│  （五）不予处理"));
	/* Where all are in sight nothing is out of its place. */
	terminal_resize(t, 50, 120);
	assert_true(terminal_settle(t));
	assert_true(terminal_type(t, "gn"));
	assert_non_null(strstr(browser_cursor_text(t), "T3-BAL"));
	assert_false(browser_shows(t, "^一"));
	assert_int_equal(browser_quit(t), 0);
}

/* What other programs have for help and for moving. */
static void test_keys_of_others(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "<C-n><C-n><C-p>"));
	assert_non_null(strstr(terminal_row_text(t, 0), "Reports 2/" NSAMPLES));
	assert_true(terminal_type(t, "<F1>"));
	assert_true(browser_shows(t, "Keys (q or ?"));
	assert_true(terminal_type(t, "<C-n>"));
	assert_true(terminal_type(t, "<F1>"));
	assert_false(browser_shows(t, "Keys (q or ?"));
	/* As terminals send it that terminfo does not describe. */
	assert_true(terminal_send_bytes(t, "\033[11~", 5));
	assert_true(terminal_wait_text(t, "Keys (q or ?", BROWSER_WAIT_MS));
	assert_true(terminal_type(t, "q"));
	assert_int_equal(browser_quit(t), 0);
}

/* One key after the start: the marked cells and the line that explains them. */
static void test_first_finding(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);
	int row, col;

	assert_true(terminal_type(t, "n"));
	assert_true(browser_find_from(t, 0, "!2    0    0    0    0    0   !2", &row, &col));
	for (int i = 0; i < 2; i++) {
		struct terminal_cell cell = terminal_cell_attrs(t, row, col + i);

		assert_int_equal(cell.ch, "!2"[i]);
		assert_true(cell.bold);
		assert_int_equal(cell.fg, RED);
	}
	assert_int_equal(terminal_cell_attrs(t, row, col + 6).fg, TERMINAL_COLOUR_DEFAULT);
	assert_true(terminal_cell_attrs(t, row, col + 6).dim);
	assert_true(browser_find_from(t, 0, "表三 自然人: 一、本年新收 1 + 二、上年结转", &row, &col));
	assert_int_equal(row, terminal_cursor(t).row);
	assert_true(browser_find_from(t, row + 1, "0 = 1 ≠ （七）总计 2 + 四、结转下年 0 = 2,", &row, &col));
	assert_shown(t, "difference -1");
	assert_non_null(strstr(terminal_row_text(t, 23), "T3-BAL"));
	assert_true(browser_is_line_straight(t, 23, LIST_NCOLS));
}

/* Where the cursor stands: the report's number in the list, its title, and the row that the cursor is on. */
static void describe_place(struct terminal *t, char *place, size_t nbytes)
{
	const char *title = terminal_row_text(t, 0), *separator = strstr(title, "│");
	int nwritten = snprintf(place, nbytes, "%.12s %s ", title, separator != NULL ? separator : "");
	const char *row = strstr(browser_cursor_text(t), "│>");

	assert_non_null(row);
	snprintf(place + nwritten, nbytes - (size_t)nwritten, "%s", row);
}

/* Types a key again and again until the message says that there is nothing more; the places it went to. */
static size_t walk(struct terminal *t, const char *key, const char *end, char (*places)[PLACE_NBYTES])
{
	size_t count = 0;

	for (;;) {
		assert_true(terminal_type(t, key));
		if (strstr(terminal_row_text(t, 23), end) != NULL)
			return count;
		assert_in_range(count, 0, MAX_NPLACES - 1);
		describe_place(t, places[count++], PLACE_NBYTES);
	}
}

/* Findings in the samples, as the check command counts them. */
static size_t count_findings(const char *severity)
{
	char command[1024], line[16] = "0";
	FILE *pipe;

	snprintf(command, sizeof command, "'%s' check %s | grep -v 'not checked' | grep -c ': %s'", browser_program(),
	         SAMPLES, severity);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	assert_non_null(fgets(line, sizeof line, pipe));
	pclose(pipe);
	return (size_t)strtoul(line, NULL, 10);
}

/* n stops at every finding of every report, N at the same ones in reverse, x and X at the errors among them. */
static void test_findings_across_reports(void **state)
{
	static char all[MAX_NPLACES][PLACE_NBYTES], other[MAX_NPLACES][PLACE_NBYTES];
	struct terminal *t = browser_start_samples(state, 24, 80);
	size_t count = walk(t, "n", "No further finding", all), nerrors = 0;

	assert_int_equal(count, count_findings("[a-z]*: [A-Z]"));
	assert_true(golden_check(t, "browse-last-finding"));
	assert_non_null(strstr(all[0], "! T3-BAL 表三 自然人"));
	/* The last one is under the cursor already. */
	assert_int_equal(walk(t, "N", "No earlier finding", other), count - 1);
	for (size_t i = 0; i + 1 < count; i++)
		assert_string_equal(other[i], all[count - 2 - i]);
	assert_int_equal(walk(t, "x", "No further finding", other), count_findings("error: [A-Z]") - 1);
	for (size_t i = 1; i < count; i++)
		if (strstr(all[i], "! ") != NULL)
			assert_string_equal(other[nerrors++], all[i]);
	assert_int_equal(nerrors, count_findings("error: [A-Z]") - 1);
	assert_int_equal(walk(t, "X", "No earlier finding", other), nerrors);
	assert_string_equal(other[nerrors - 1], all[0]);
	/* The message goes with the next key. */
	assert_true(terminal_send(t, "<Esc>"));
	assert_true(terminal_wait_gone(t, "No earlier finding", BROWSER_WAIT_MS));
}

/* The pane whose first column that is has the focus. */
static bool has_focus(struct terminal *t, int col)
{
	struct terminal_cell cell = terminal_cell_attrs(t, 0, col);

	return cell.ch == '*' && cell.reverse;
}

static void test_focus(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	/* The list has the focus; the outline takes its place, the report keeps its own. */
	assert_true(has_focus(t, 0));
	assert_true(terminal_type(t, "<Tab>"));
	assert_true(browser_shows(t, "Outline"));
	assert_true(golden_check(t, "browse-outline-80x24"));
	assert_true(terminal_type(t, "<Tab>"));
	assert_true(has_focus(t, LIST_NCOLS + 1));
	assert_false(has_focus(t, 0));
	assert_true(browser_shows(t, "Outline"));
	assert_true(terminal_type(t, "<Tab>"));
	assert_true(browser_shows(t, "Reports 1/" NSAMPLES));
	assert_true(has_focus(t, 0));
	assert_true(terminal_type(t, "<S-Tab>"));
	assert_true(has_focus(t, LIST_NCOLS + 1));
	assert_true(terminal_type(t, "<S-Tab>"));
	assert_true(browser_shows(t, "Outline"));
	assert_true(terminal_send(t, "<Esc>"));
	assert_shown(t, "Reports 1/" NSAMPLES);
	/* h and l end at the outer panes. */
	assert_true(terminal_type(t, "lll"));
	assert_true(has_focus(t, LIST_NCOLS + 1));
	assert_true(terminal_type(t, "hhh"));
	assert_true(browser_shows(t, "Reports 1/" NSAMPLES));
	assert_true(has_focus(t, 0));
	/* Enter opens what the cursor is on, at once. */
	assert_true(terminal_type(t, "j<Enter>"));
	assert_true(has_focus(t, LIST_NCOLS + 1));
	assert_true(browser_shows(t, "汀榆县市场监督管理局 2022  !3"));
}

static void test_outline_moves_report(void **state)
{
	struct terminal *t = browser_start_samples(state, 40, 120);
	int row, col;

	assert_true(terminal_type(t, "l"));
	assert_true(terminal_type(t, "jjj"));
	assert_cursor(t, " 表二 主动公开政府信息情…│");
	assert_non_null(strstr(terminal_row_text(t, 1), "│:表二 主动公开政府信息情况"));
	assert_true(terminal_type(t, "jjj"));
	assert_cursor(t, "! T3-BAL 表三 自然人");
	assert_true(browser_find_from(t, 1, ":  ! T3-BAL 表三 自然人: 一、本年新收 1", &row, &col));
	assert_true(terminal_type(t, "G"));
	assert_true(browser_find_from(t, 1, ":六、其他需要报告的事项", &row, &col));
	/* And the report moves the outline: its cursor has a mark. */
	assert_true(terminal_type(t, "<Enter>g"));
	assert_int_equal(terminal_cell_attrs(t, 1, 35).ch, ':');
	assert_true(terminal_type(t, "G"));
	assert_true(terminal_find(t, "│:六、其他需要报告的事项", &row, &col));
	assert_true(browser_is_line_straight(t, 39, 34));
	assert_true(browser_is_line_straight(t, 39, 61));
}

/* ] and [ pass over what has no findings. */
static void test_reports_with_findings(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "["));
	assert_shown(t, "No earlier report with findings");
	assert_true(terminal_type(t, "<Enter>]"));
	assert_shown(t, "汀榆县市场监督管理局 2022  !3");
	assert_true(terminal_type(t, "]"));
	assert_false(browser_shows(t, "all zero  "));
	assert_true(terminal_type(t, "[["));
	assert_shown(t, FIRST_TITLE);
}

/* Sections, lines and headings, and back to where one came from. */
static void test_jumps(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "<Enter>:"));
	assert_true(browser_shows(t, "Go to (line, s3, words of a heading):"));
	assert_true(terminal_type(t, "s5<Enter>"));
	assert_cursor(t, "五、存在的主要问题");
	assert_true(terminal_type(t, ":行政复议<Enter>"));
	assert_cursor(t, "四、政府信息公开行政复议");
	assert_true(terminal_type(t, ":三<Enter>"));
	assert_cursor(t, "三、收到和处理");
	assert_true(terminal_type(t, "}"));
	assert_cursor(t, "表三");
	assert_true(terminal_type(t, "{{"));
	assert_cursor(t, "表二");
	assert_true(terminal_type(t, "<lt><lt>"));
	assert_cursor(t, "表三");
	assert_true(terminal_type(t, ">"));
	assert_cursor(t, "三、收到和处理");
	assert_true(terminal_type(t, ":99999<Enter>"));
	assert_true(terminal_type(t, ":no such heading<Enter>"));
	assert_true(browser_shows(t, "There is no such place in the report"));
	/* What was typed comes back; Esc and an emptied line leave the prompt. */
	assert_true(terminal_type(t, ":<Up>"));
	assert_true(browser_shows(t, "heading): no such heading"));
	assert_true(terminal_type(t, "<Up><Up>"));
	assert_true(browser_shows(t, "heading): 三"));
	assert_true(terminal_type(t, "<Down><C-u>"));
	assert_true(terminal_type(t, "<Backspace>"));
	assert_false(browser_shows(t, "Go to ("));
	assert_true(terminal_send(t, ":12<Esc>"));
	assert_true(terminal_wait_text(t, "?: help", BROWSER_WAIT_MS));
	assert_false(browser_shows(t, "Go to ("));
	assert_int_equal(browser_quit(t), 0);
}

/* Back to a place that is in other rows by now, and to a report that a filter has taken out of the list. */
static void test_back_to_what_has_moved(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "nn"));
	assert_cursor(t, "T3-BAL 表三 总计");
	assert_true(terminal_type(t, ":1<Enter>"));
	terminal_resize(t, 40, 60);
	assert_true(terminal_settle(t));
	assert_true(terminal_type(t, "<lt>"));
	assert_cursor(t, "T3-BAL 表三 总计");
	terminal_resize(t, 24, 80);
	assert_true(terminal_settle(t));
	assert_true(terminal_type(t, "J"));
	assert_true(terminal_type(t, "<Backspace>fzero<Enter>"));
	assert_shown(t, " shown (zero)");
	assert_true(terminal_type(t, "<lt>"));
	assert_shown(t, "汀榆县槐渚镇人民政府 2022  !2");
	assert_cursor(t, "T3-BAL 表三 总计");
	assert_int_equal(browser_quit(t), 0);
}

static void test_next_report(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "K"));
	assert_shown(t, "This is the first report");
	assert_true(terminal_type(t, "<Enter>J"));
	assert_shown(t, "汀榆县市场监督管理局 2022  !3");
	assert_true(browser_shows(t, "Reports 2/" NSAMPLES));
	assert_true(terminal_type(t, "J"));
	assert_shown(t, "汀榆县荇湾镇人民政府 2022  all zero");
	assert_true(terminal_type(t, "KK"));
	assert_shown(t, FIRST_TITLE);
	assert_true(browser_shows(t, "Reports 1/" NSAMPLES));
	/* In the list the report follows when the cursor has rested. */
	assert_true(terminal_send(t, "<Esc>"));
	assert_true(terminal_type(t, "GJ"));
	assert_shown(t, "This is the last report");
	assert_shown(t, "砚麓区霁岩乡人民政府 2024  all zero");
	assert_true(terminal_type(t, "k"));
	assert_shown(t, "Not checked: not an annual report on open government");
}

static void test_orders(void **state)
{
	struct terminal *t = browser_start_samples(state, 40, 120);
	static const char *const names[] = {
		"by errors", "by agency", "by year", "by warnings", "by notices", "by requests", "by lawsuits",
		"by path",
	};
	static const char *const goldens[sizeof names / sizeof names[0]] = {
		"browse-by-severity", "browse-by-agency", "browse-by-year",
	};

	assert_true(terminal_type(t, "jjj"));
	assert_shown(t, "云碓镇人民政府 2022  ~1");
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		assert_true(terminal_type(t, "s"));
		assert_true(browser_shows(t, names[i]));
		/* A column of numbers leaves less room for the name. */
		assert_cursor(t, ">2022 云碓镇");
		if (goldens[i] != NULL)
			assert_true(golden_check(t, goldens[i]));
	}
	assert_true(browser_shows(t, "Reports 4/" NSAMPLES));
}

/* Any column in two keys; the same once more turns the order round. */
static void test_order_by_letter(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 120);
	static const struct {
		const char *key, *name;
	} columns[] = {
		{"e", "by errors"},  {"a", "by agency"},   {"y", "by year"},     {"w", "by warnings"},
		{"n", "by notices"}, {"r", "by requests"}, {"l", "by lawsuits"}, {"p", "by path"},
	};

	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
		assert_true(terminal_type(t, "a"));
		assert_true(
			browser_shows(t, "Sort by p)ath e)rrors a)gency y)ear w)arnings n)otices r)equests l)awsuits"));
		assert_true(terminal_type(t, columns[i].key));
		assert_non_null(strstr(terminal_row_text(t, 0), columns[i].name));
		assert_false(browser_shows(t, "Sort by"));
	}
	assert_null(strstr(terminal_row_text(t, 0), "reversed"));
	assert_true(terminal_type(t, "ap"));
	assert_non_null(strstr(terminal_row_text(t, 0), "by path reversed"));
	assert_true(terminal_type(t, "ax"));
	assert_true(browser_shows(t, "There is no such column"));
	assert_true(terminal_type(t, "a<Enter>"));
	assert_non_null(strstr(terminal_row_text(t, 0), "by path reversed"));
	assert_false(browser_shows(t, "Sort by"));
}

/* Between the name and the number of errors. */
static void test_blank_before_counts(void **state)
{
	static const int ncols[] = {80, 100, 120};

	for (size_t i = 0; i < sizeof ncols / sizeof ncols[0]; i++) {
		struct terminal *t = browser_start_samples(state, 40, ncols[i]);
		int nseen = 0;

		for (int row = 1; row < 39; row++)
			for (int col = 1; col < ncols[i] / 3; col++)
				if (terminal_cell_attrs(t, row, col).ch == '!') {
					assert_int_equal(terminal_cell_attrs(t, row, col - 1).ch, ' ');
					nseen++;
				}
		assert_true(nseen > 10);
	}
}

/* Two numbers in a row of table three are put right while the report is open. */
static void test_reload(void **state)
{
	const struct terminal_options options = {.nrows = 24, .ncols = 80};
	struct terminal *t;

	browser_copy_sample(state, "tingyu/2022-huaizhu.txt", "a.txt", NULL, NULL);
	browser_copy_sample(state, "tingyu/2022-scj.txt", "b.txt", NULL, NULL);
	t = browser_start(state, &options, browser_path(state, ""), NULL);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	assert_shown(t, "2 files, 2 !,");
	assert_true(terminal_type(t, "n"));
	browser_copy_sample(state, "tingyu/2022-huaizhu.txt", "a.txt",
	                    "二、上年结转政府信息公开申请数量\t\t0\t0\t0\t0\t0\t0\t0",
	                    "二、上年结转政府信息公开申请数量\t\t1\t0\t0\t0\t0\t0\t1");
	assert_true(terminal_type(t, "r"));
	assert_shown(t, "Read again");
	assert_true(terminal_wait_gone(t, "! T3-BAL", 0));
	assert_null(strstr(terminal_row_text(t, 0), "!"));
	assert_null(strstr(terminal_row_text(t, 1), "!"));
	assert_true(terminal_send(t, "<Esc>"));
	assert_shown(t, "2 files, 1 !,");
	/* The file is gone. */
	assert_int_equal(remove(browser_path(state, "a.txt")), 0);
	assert_true(terminal_type(t, "r"));
	assert_shown(t, "No such file");
	assert_true(terminal_type(t, "gG"));
	assert_shown(t, "汀榆县市场监督管理局 2022  !3");
	assert_int_equal(browser_quit(t), 0);
}

static void test_help(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);
	static const char *const sentences[] = {
#define SENTENCE(id, name, group, contexts, help) help,
		ACTION_LIST(SENTENCE)
#undef SENTENCE
	};
	bool seen[ACTION_NACTIONS] = {false};

	assert_true(terminal_type(t, "?"));
	assert_true(golden_check(t, "browse-help-80x24"));
	for (int page = 0; page < 6; page++) {
		for (size_t i = 0; i < ACTION_NACTIONS; i++)
			seen[i] |= strstr(terminal_screen_text(t), sentences[i]) != NULL;
		assert_true(terminal_type(t, "<PageDown>"));
	}
	for (size_t i = 0; i < ACTION_NACTIONS; i++)
		if (!seen[i])
			fail_msg("not in the help: %s", sentences[i]);
	assert_true(golden_check(t, "browse-help-end-80x24"));
	assert_true(terminal_type(t, "g"));
	assert_shown(t, "Movement");
	/* q leaves the help first, then the program. */
	assert_true(terminal_type(t, "q"));
	assert_shown(t, "Reports 1/" NSAMPLES);
	assert_true(terminal_type(t, "??"));
	assert_shown(t, "Reports 1/" NSAMPLES);
	assert_true(terminal_send(t, "?<Esc>"));
	assert_true(terminal_wait_gone(t, "Keys (q or ?", BROWSER_WAIT_MS));
	assert_int_equal(browser_quit(t), 0);
}

static void test_pages(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);
#define AT(number) " " number "/" NSAMPLES " "
	static const struct {
		const char *keys, *title;
	} steps[] = {
		{"G", AT(NSAMPLES)}, {"g", AT("1")}, {"<PageDown>", AT("22")}, {"<Space>", AT(NSAMPLES)},
		{"b", AT("18")}, {"<PageUp>", AT("1")}, {"<C-d>", AT("11")}, {"<C-u>", AT("1")},
		{"<End>", AT(NSAMPLES)}, {"<Home>", AT("1")}, {"<Down>j<Down>", AT("4")}, {"<Up>k", AT("2")},
		{"<C-f>", AT("23")}, {"<C-b>", AT("2")},
	};

	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		assert_true(terminal_type(t, steps[i].keys));
		if (strstr(terminal_row_text(t, 0), steps[i].title) == NULL)
			fail_msg("after %s: %s", steps[i].keys, terminal_row_text(t, 0));
		assert_int_equal(terminal_cell_attrs(t, terminal_cursor(t).row, 0).ch, '>');
	}
	assert_true(terminal_type(t, "Q"));
	assert_shown(t, "This key has no meaning here; ? shows the keys");
	assert_true(terminal_type(t, "k"));
	assert_non_null(strstr(terminal_row_text(t, 23), " " NSAMPLES " files, "));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_sizes),
		BROWSER_TEST(test_names_of_one_place), BROWSER_TEST(test_other_key), BROWSER_TEST(test_keys_of_others),
		BROWSER_TEST(test_rows_of_a_finding),
		BROWSER_TEST(test_nothing_to_do), BROWSER_TEST(test_too_small),
		BROWSER_TEST(test_first_finding),
		BROWSER_TEST(test_findings_across_reports),
		BROWSER_TEST(test_focus),
		BROWSER_TEST(test_outline_moves_report),
		BROWSER_TEST(test_next_report),
		BROWSER_TEST(test_reports_with_findings),
		BROWSER_TEST(test_jumps),
		BROWSER_TEST(test_back_to_what_has_moved),
		BROWSER_TEST(test_orders),
		BROWSER_TEST(test_order_by_letter),
		BROWSER_TEST(test_blank_before_counts),
		BROWSER_TEST(test_reload),
		BROWSER_TEST(test_help),
		BROWSER_TEST(test_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
