/* Tables wider than their pane: labels and heads stay, whole columns move beside them. */
/* memmem is no part of POSIX. */
#define _GNU_SOURCE
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

#define SAMPLE "data/samples/yanlu/2024-qzf.txt"
#define STATE_FILE ".home/.local/state/gouji/state"

enum {
	RED = 1,
	STEP_NBYTES = 500,              /* of a column moved in 22 rows of a table */
};

/* Opens the sample alone, with the report in focus, under a configuration, and types keys one by one. */
static struct terminal *open_with(void **state, const struct terminal_options *options, const char *config,
				  const char *keys)
{
	browser_write_text(state, ".home/.config/gouji/config", config);
	struct terminal *t = browser_start(state, options, SAMPLE, NULL);

	assert_true(browser_wait_loaded(t, NULL));
	assert_true(terminal_type(t, "<Enter>"));
	for (const char *key = keys; *key != '\0'; key++)
		assert_true(terminal_type(t, (const char[]){*key, '\0'}));
	return t;
}

static struct terminal *open_at(void **state, int nrows, int ncols, const char *config, const char *keys)
{
	const struct terminal_options options = {.nrows = nrows, .ncols = ncols};

	return open_with(state, &options, config, keys);
}

/* Each number of the rows below the heads ends where the head of its column ends, and no row has any half of a
 * character at the edges of the columns. Returns how many rows there were. */
static int assert_aligned(struct terminal *t, int left, int right)
{
	int head_row, head_col, nrows, ncols, count = 0;

	terminal_size(t, &nrows, &ncols);
	assert_true(browser_find_from(t, 1, "申请人情况", &head_row, &head_col));
	for (int row = head_row + 1; row < nrows - 1; row++) {
		const char *text = terminal_row_text(t, row);
		bool is_row = strstr(text, "0    0") != NULL || strstr(text, "!92") != NULL;

		if (!is_row || strstr(text, "T3-") != NULL)
			continue;
		count++;
		for (int col = left; col < right; col++) {
			struct terminal_cell cell = terminal_cell_attrs(t, row, col);
			struct terminal_cell next = terminal_cell_attrs(t, row, col + 1);
			struct terminal_cell head = terminal_cell_attrs(t, head_row, col + 1);
			bool ends = cell.ch >= '0' && cell.ch <= '9' && (next.ch < '0' || next.ch > '9');

			/* The second half of the head's last character is above the last digit. */
			if (ends)
				assert_true(terminal_cell_attrs(t, head_row, col).ch == 0 && head.ch == ' ');
		}
	}
	return count;
}

static void test_at_40_columns(void **state)
{
	struct terminal *t = open_at(state, 20, 40, "", "nn");

	assert_true(golden_check(t, "columns-finding-40x20"));
	assert_in_range(assert_aligned(t, 16, 39), 5, 15);
	assert_true(terminal_type(t, "^"));
	assert_true(golden_check(t, "columns-first-40x20"));
	assert_in_range(assert_aligned(t, 16, 39), 5, 15);
	assert_true(terminal_type(t, ")"));
	assert_true(golden_check(t, "columns-second-40x20"));
	assert_in_range(assert_aligned(t, 16, 39), 5, 15);
	/* No further than to the last column, and back by as many steps. */
	assert_true(terminal_type(t, ")"));
	assert_false(browser_shows(t, "总计 >"));
	assert_true(terminal_type(t, ")"));
	assert_true(browser_shows(t, "< 公益 法律 其他 总计"));
	assert_true(terminal_type(t, "L"));
	assert_true(browser_shows(t, "< 公益 法律 其他 总计"));
	assert_true(terminal_type(t, "(("));
	assert_true(browser_shows(t, "< 企业 科研 公益 法律"));
	assert_true(terminal_type(t, "H"));
	assert_true(browser_shows(t, " 自然人 企业 科研 公益"));
	assert_false(browser_shows(t, "< "));
	assert_true(terminal_type(t, "$"));
	assert_true(browser_shows(t, "< 公益 法律 其他 总计"));
	assert_int_equal(browser_quit(t), 0);
}

/* The label and the head stay while one moves down and sideways; what is above the table's heads has none. */
static void test_heads_and_labels_stay(void **state)
{
	struct terminal *t = open_at(state, 10, 40, "", "nn$");

	assert_true(golden_check(t, "columns-last-40x10"));
	for (int i = 0; i < 15; i++) {
		assert_true(terminal_type(t, "j"));
		assert_non_null(strstr(terminal_row_text(t, 1), "申请人情况    < 公益 法律 其他 总计"));
		assert_true(strncmp(browser_cursor_text(t), ">", 1) == 0);
	}
	for (int i = 0; i < 40; i++) {
		assert_true(terminal_type(t, "k"));
		assert_true(strncmp(browser_cursor_text(t), ">", 1) == 0);
	}
}

/* On a high screen the heads that several columns share stay too. */
static void test_shared_heads_stay(void **state)
{
	struct terminal *t = open_at(state, 40, 120, "", "nnnn");

	assert_true(golden_check(t, "columns-heads-120x40"));
	assert_non_null(strstr(terminal_row_text(t, 1), "法人或其他组织"));
	assert_non_null(strstr(terminal_row_text(t, 2), "申请人情况"));
}

/* Panes that were made wider leave the report few columns. */
static void test_narrow_panes(void **state)
{
	struct terminal *t = open_at(state, 24, 80, "set list-width 39\n", "nn");

	assert_true(golden_check(t, "columns-finding-80x24"));
	assert_in_range(assert_aligned(t, 56, 79), 5, 20);
	assert_true(browser_is_line_straight(t, 23, 39));
	t = open_at(state, 40, 120, "set list-width 48\nset outline-width 30\n", "nn)");
	assert_true(golden_check(t, "columns-finding-120x40"));
	t = open_at(state, 50, 200, "set list-width 80\nset outline-width 76\n", "nnn");
	assert_true(golden_check(t, "columns-finding-200x50"));
	assert_in_range(assert_aligned(t, 176, 199), 5, 40);
}

/* Numbers of a province take more room than the panes leave as they are. */
static void test_large_numbers(void **state)
{
	static const struct {
		int nrows, ncols;
		const char *golden;
	} sizes[] = {{24, 80, "columns-large-80x24"}, {20, 60, "columns-large-60x20"}};
	char *cwd = strdup(browser_path(state, "")), *program = realpath(browser_program(), NULL);

	browser_copy_sample(state, "yanlu/2024-qzf.txt", "in/a.txt", "71\t12\t1\t0\t6\t2\t92",
			    "710000000071\t12\t1\t0\t6\t2\t920000000092");
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		const struct terminal_options options = {.nrows = sizes[i].nrows, .ncols = sizes[i].ncols, .cwd = cwd};
		struct terminal *t = browser_run(state, &options, program, "in", NULL);

		assert_true(browser_wait_loaded(t, NULL));
		assert_true(terminal_type(t, "nnn"));
		assert_true(golden_check(t, sizes[i].golden));
		assert_true(browser_shows(t, "!920000000092"));
		assert_true(terminal_type(t, "^"));
		assert_true(browser_shows(t, "!710000000071  !12"));
		assert_false(browser_shows(t, "!920000000092"));
		assert_int_equal(browser_quit(t), 0);
	}
	free(program);
	free(cwd);
}

/* A mark at the edge is that of a cell out of view, in its colour; without colour it is the same character. */
static void test_marks_at_the_edges(void **state)
{
	const struct terminal_options plain = {
		.nrows = 20, .ncols = 40, .env = (const char *const[]){"NO_COLOR=1", NULL}};
	struct terminal *t = open_at(state, 20, 40, "", "nn^");
	int row, col;

	assert_true(browser_find_from(t, 1, "一、本年新收", &row, &col));
	assert_int_equal(terminal_cell_attrs(t, row, 39).ch, '!');
	assert_int_equal(terminal_cell_attrs(t, row, 39).fg, RED);
	assert_true(browser_find_from(t, 1, "（一）予以公", &row, &col));
	assert_int_equal(terminal_cell_attrs(t, row, 39).ch, ' ');
	assert_true(browser_find_from(t, 1, "申请人情况", &row, &col));
	assert_int_equal(terminal_cell_attrs(t, row, 39).ch, '>');
	assert_true(terminal_type(t, "$"));
	assert_true(browser_find_from(t, 1, "二、上年结转", &row, &col));
	assert_int_equal(terminal_cell_attrs(t, row, 39).ch, ' ');
	assert_int_equal(terminal_cell_attrs(t, row, 15).ch, '!');
	t = open_with(state, &plain, "", "nn^");
	assert_true(golden_check(t, "columns-first-plain"));
}

/* Going to a finding, to a match, or through the outline brings the column into view. */
static void test_columns_come_into_view(void **state)
{
	struct terminal *t = open_at(state, 24, 80, "set list-width 39\n", "nnnn");

	/* The total is there since the finding before. */
	assert_non_null(strstr(browser_cursor_text(t), "T3-BAL 表三 自然人"));
	assert_true(browser_shows(t, "自然人 企业"));
	assert_true(terminal_type(t, "n"));
	assert_non_null(strstr(browser_cursor_text(t), "T3-BAL 表三 总计"));
	assert_true(browser_shows(t, "< 公益 法律 其他 总计"));
	assert_true(terminal_type(t, "N"));
	assert_true(browser_shows(t, "自然人 企业"));
	assert_true(terminal_type(t, "/!92<Enter>"));
	assert_true(browser_shows(t, "< 公益 法律 其他 总计"));
	assert_true(terminal_type(t, "/33<Enter>"));
	assert_non_null(strstr(browser_cursor_text(t), "予以公"));
	assert_true(browser_shows(t, "自然人 企业"));
	/* A label is in view anyway. */
	assert_true(terminal_type(t, "$/执法案卷<Enter>"));
	assert_true(browser_shows(t, "< 公益 法律 其他 总计"));
	assert_int_equal(browser_quit(t), 0);
}

static void test_outline(void **state)
{
	struct terminal *t = open_at(state, 24, 80, "set outline-width 39\n", "nnnn");

	assert_true(terminal_type(t, "h"));
	assert_true(browser_shows(t, "自然人 企业"));
	assert_true(terminal_type(t, "j"));
	assert_true(browser_shows(t, "< 公益 法律 其他 总计"));
	assert_true(terminal_type(t, "k"));
	assert_true(browser_shows(t, "自然人 企业"));
	/* Sideways from there, too. */
	assert_true(terminal_type(t, ")"));
	assert_true(browser_shows(t, "< 企业 科研 公益 法律"));
}

/* Another report begins with its first column, however this one stood. */
static void test_another_report(void **state)
{
	const struct terminal_options options = {.nrows = 24, .ncols = 40};
	struct terminal *t;

	browser_copy_sample(state, "yanlu/2024-qzf.txt", "in/a.txt", NULL, NULL);
	browser_copy_sample(state, "yanlu/2024-qzf.txt", "in/b.txt", NULL, NULL);
	t = browser_start(state, &options, browser_path(state, "in"), NULL);
	assert_true(browser_wait_loaded(t, NULL));
	assert_true(terminal_type(t, "<Enter>}}}}}"));
	assert_true(browser_shows(t, " 自然人 企业"));
	assert_true(terminal_type(t, "$"));
	assert_true(browser_shows(t, "< 公益 法律 其他 总计"));
	assert_true(terminal_type(t, "J}}}}}"));
	assert_true(browser_shows(t, " 自然人 企业"));
}

/* A table that fits does not move; where none is too wide that is said. */
static void test_nothing_to_move(void **state)
{
	struct terminal *t = open_at(state, 24, 80, "", "nn)");

	assert_true(browser_shows(t, "No table here is wider than its pane"));
	assert_true(browser_shows(t, "自然人 企业 科研 公益 法律 其他 总计"));
	t = open_at(state, 20, 40, "", "nnnnnn");
	assert_true(browser_shows(t, "维持 纠正 其他 未结 总计"));
}

/* On the ordinary screen the whole of a table stands, in the width of that. */
static void test_print(void **state)
{
	struct terminal *t = open_at(state, 150, 80, "set list-width 39\n", "nn");

	assert_true(terminal_send(t, "P"));
	assert_true(terminal_wait_text(t, "Enter goes back", BROWSER_WAIT_MS));
	assert_true(browser_shows(t, "自然人  企业  科研  公益  法律  其他  总计"));
	assert_true(terminal_type(t, "<Enter>"));
	assert_int_equal(browser_quit(t), 0);
}

/* Stacked or not is a key, remembered; what is configured comes first. */
static void test_stacked_or_not(void **state)
{
	struct terminal *t = open_at(state, 20, 40, "", "nn");
	char *text;

	assert_true(browser_shows(t, "< 公益 法律 其他 总计"));
	assert_true(terminal_type(t, "w"));
	assert_true(browser_shows(t, "Wide tables: numbers below their labels"));
	assert_true(browser_shows(t, "自然人 企业 科研 公益 法律 其他 总计"));
	assert_non_null(strstr(browser_cursor_text(t), "T3-ROW"));
	assert_int_equal(browser_quit(t), 0);
	text = browser_read_file(browser_path(state, STATE_FILE));
	assert_non_null(strstr(text, "\nwide-tables stacked\n"));
	free(text);
	t = open_at(state, 20, 40, "", "nn");
	assert_true(browser_shows(t, "自然人 企业 科研 公益 法律 其他 总计"));
	assert_true(terminal_type(t, "w"));
	assert_true(browser_shows(t, "Wide tables: scrolled by columns"));
	assert_true(browser_shows(t, "公益 >"));
	assert_true(terminal_type(t, "w"));
	assert_int_equal(browser_quit(t), 0);
	t = open_at(state, 20, 40, "set wide-tables columns\n", "nn");
	assert_true(browser_shows(t, "< 公益 法律 其他 总计"));
	assert_int_equal(browser_quit(t), 0);
	t = open_at(state, 20, 40, "", "nnw");
	assert_int_equal(browser_quit(t), 0);
	t = open_at(state, 20, 40, "", "nn");
	assert_true(browser_shows(t, "< 公益 法律 其他 总计"));
	assert_int_equal(browser_quit(t), 0);
	t = open_at(state, 20, 40, "set wide-tables stacked\n", "nn");
	assert_true(browser_shows(t, "自然人 企业 科研 公益 法律 其他 总计"));
}

/* What the keys send is what has changed: not the labels, not the other pane. */
static void test_bytes(void **state)
{
	struct terminal *t = open_at(state, 24, 80, "set list-width 39\n", "nn^");
	size_t before = terminal_nbytes(t), nbytes;
	const char *raw;

	assert_true(terminal_type(t, ")"));
	raw = terminal_raw(t, &nbytes);
	assert_in_range(nbytes - before, 1, STEP_NBYTES);
	assert_null(memmem(raw + before, nbytes - before, "公开", strlen("公开")));
	assert_null(memmem(raw + before, nbytes - before, "砚麓", strlen("砚麓")));
	assert_non_null(memmem(raw + before, nbytes - before, "法律", strlen("法律")));
	/* At the end nothing moves and nothing is sent. */
	assert_true(terminal_type(t, "$"));
	before = terminal_nbytes(t);
	assert_true(terminal_type(t, ")"));
	assert_int_equal(terminal_nbytes(t), before);
}

static void test_wide_ambiguous_characters(void **state)
{
	struct terminal *t = open_at(state, 20, 40, "set ambiguous-width 2\n", "nn^)");

	assert_true(browser_shows(t, "< 企业 科研 公益 法律"));
	assert_in_range(assert_aligned(t, 16, 39), 5, 15);
}

static void test_locales(void **state)
{
	const struct terminal_options c = {.nrows = 20, .ncols = 40, .locale = "C"};
	struct terminal_options gb18030 = {.nrows = 20, .ncols = 40};
	struct terminal *t = open_with(state, &c, "", "nn^)");

	assert_true(browser_shows(t, "< 企业 科研 公益 法律"));
	assert_int_equal(terminal_ninvalid(t), 0);
	if (!browser_use_gb18030(state, &gb18030))
		skip();
	t = browser_start(state, &gb18030, "--lang=en", SAMPLE, NULL);
	assert_true(browser_wait_loaded(t, NULL));
	assert_true(terminal_type(t, "nn^)"));
	assert_true(golden_check(t, "columns-second-gb18030"));
	assert_in_range(assert_aligned(t, 16, 39), 5, 15);
	assert_int_equal(terminal_ninvalid(t), 0);
}

/* Beside last year's report the same; `*` at the edge is a number that has changed. */
static void test_comparison(void **state)
{
	char *program = realpath(browser_program(), NULL), *cwd = strdup(browser_path(state, ""));
	const struct terminal_options options = {.nrows = 24, .ncols = 46, .cwd = cwd};
	struct terminal *t;

	browser_copy_sample(state, "tingyu/2023-zf.txt", "in/b.txt", NULL, NULL);
	browser_copy_sample(state, "tingyu/2024-zf.txt", "in/d.txt", NULL, NULL);
	t = browser_run(state, &options, program, "in", NULL);
	free(program);
	free(cwd);
	assert_true(browser_wait_loaded(t, NULL));
	assert_true(terminal_type(t, "G<Enter>="));
	for (int i = 0; i < 8; i++)
		assert_true(terminal_type(t, "n"));
	assert_true(browser_shows(t, "法律 >"));
	assert_true(terminal_type(t, ")"));
	assert_true(golden_check(t, "columns-compared-46x24"));
	assert_true(terminal_type(t, "w"));
	assert_true(browser_shows(t, "自然人 企业 科研 公益 法律 其他"));
	assert_true(terminal_type(t, "w"));
	assert_true(browser_shows(t, "< 企业"));
	/* The next change is in a column out of view. */
	assert_true(terminal_type(t, "n"));
	assert_non_null(strstr(browser_cursor_text(t), "→"));
	assert_true(terminal_type(t, "q"));
	assert_int_equal(browser_quit(t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_at_40_columns),
		BROWSER_TEST(test_heads_and_labels_stay),
		BROWSER_TEST(test_shared_heads_stay),
		BROWSER_TEST(test_narrow_panes),
		BROWSER_TEST(test_large_numbers),
		BROWSER_TEST(test_marks_at_the_edges),
		BROWSER_TEST(test_columns_come_into_view),
		BROWSER_TEST(test_outline),
		BROWSER_TEST(test_another_report),
		BROWSER_TEST(test_nothing_to_move),
		BROWSER_TEST(test_print),
		BROWSER_TEST(test_stacked_or_not),
		BROWSER_TEST(test_bytes),
		BROWSER_TEST(test_wide_ambiguous_characters),
		BROWSER_TEST(test_locales),
		BROWSER_TEST(test_comparison),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
