/* The tables of a report: every kind of cell, at every width. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "browser.h"
#include "golden.h"

enum { REPORT_COL = 25, RED = 1, MAGENTA = 5 };

/* Opens a sample alone, with the report in focus, and types keys. */
static struct terminal *open_sample(void **state, int nrows, int ncols, const char *path, const char *keys)
{
	const struct terminal_options options = {.nrows = nrows, .ncols = ncols};
	struct terminal *t = browser_start(state, &options, path, NULL);

	assert_true(browser_wait_loaded(t, NULL));
	assert_true(terminal_type(t, "<Enter>"));
	for (const char *key = keys; *key != '\0'; key++)
		assert_true(terminal_type(t, (const char[]){*key, '\0'}));
	return t;
}

static struct terminal_cell cell_of(struct terminal *t, const char *row_text, int offset)
{
	int row, col;

	if (!browser_find_from(t, 1, row_text, &row, &col))
		fail();
	return terminal_cell_attrs(t, row, col + offset);
}

static void test_table_three(void **state)
{
	struct terminal *t = open_sample(state, 24, 80, "data/samples/yanlu/2024-qzf.txt", "nn");

	assert_non_null(strstr(browser_cursor_text(t), "! T3-ROW 表三 5.内部事务: 法律 2 ≠ 总计 3"));
	assert_true(golden_check(t, "tables-three-80x24"));
	assert_true(browser_is_line_straight(t, 23, REPORT_COL - 1));
}

/* The heads of the columns are above the numbers, or in the first row when they would have left the pane. */
static void test_heads_stay(void **state)
{
	static const char head[] = "申请人情况        自然人 企业 科研 公益 法律 其他 总计";
	struct terminal *t = open_sample(state, 24, 80, "data/samples/yanlu/2024-qzf.txt", "nn");
	int nfirst = 0;

	for (int i = 0; i < 40 && !browser_shows(t, "表四 政府信息公开"); i++) {
		assert_true(browser_shows(t, head));
		nfirst += strstr(terminal_row_text(t, 1), head) != NULL;
		assert_true(terminal_type(t, "j"));
		assert_non_null(strstr(browser_cursor_text(t), "│>"));
	}
	assert_in_range(nfirst, 5, 39);
	assert_true(terminal_type(t, "G"));
	assert_false(browser_shows(t, head));
	/* Upwards, too, the cursor's own row is shown, not hidden by the heads. */
	for (int i = 0; i < 60; i++) {
		assert_true(terminal_type(t, "k"));
		assert_non_null(strstr(browser_cursor_text(t), "│>"));
	}
}

static void test_table_four(void **state)
{
	struct terminal *t = open_sample(state, 24, 80, "data/samples/yanlu/2024-qzf.txt", "nnnnnn");

	assert_non_null(strstr(browser_cursor_text(t), "! T4-SUM 表四 复议后起诉: 维持 3 + 纠正 0 + 其他 0"));
	assert_true(golden_check(t, "tables-four-80x24"));
	/* A blank cell looks like nothing that was read. */
	assert_int_equal(cell_of(t, "_     _     1     5", 0).ch, '_');
	assert_int_equal(cell_of(t, "!3    !0    !0    !1    !3", 0).fg, RED);
	assert_true(cell_of(t, "!3    !0    !0    !1    !3", 0).bold);
	assert_int_equal(cell_of(t, "!3    !0    !0    !1    !3", 6).ch, '!');
	assert_true(browser_shows(t, "_ blank"));
}

static void test_lost_cells(void **state)
{
	struct terminal *t = open_sample(state, 24, 80, "data/samples/yanlu/2024-wjj.txt", "n");

	assert_true(golden_check(t, "tables-lost-80x24"));
	assert_int_equal(cell_of(t, "0    0    0    0    0    0    ?", 30).ch, '?');
	assert_int_equal(cell_of(t, "0    0    0    0    0    0    ?", 30).fg, MAGENTA);
	assert_int_equal(cell_of(t, "0    0    0    0    0    0    ?", 25).ch, '0');
	assert_int_equal(cell_of(t, "0    0    0    0    0    0    ?", 25).fg, TERMINAL_COLOUR_DEFAULT);
	assert_true(browser_shows(t, "? not read"));
}

static void test_missing_rows(void **state)
{
	struct terminal *t = open_sample(state, 24, 80, "data/samples/yanlu/2023-zjj.txt", "n");

	assert_true(golden_check(t, "tables-missing-80x24"));
	assert_int_equal(cell_of(t, "3.公开出版物     (row is missing)", 17).ch, '(');
	assert_int_equal(cell_of(t, "3.公开出版物     (row is missing)", 17).fg, MAGENTA);
}

/* A number with a remark has an asterisk, a remark below the table, and its own level of finding. */
static void test_remarks(void **state)
{
	struct terminal *t = open_sample(state, 24, 80, "data/samples/yanlu/2023-qzf.txt", "n");

	assert_non_null(strstr(browser_cursor_text(t), "T2-VALID"));
	assert_true(browser_shows(t, "i22*"));
	assert_true(golden_check(t, "tables-remark-80x24"));
}

static void test_official_labels(void **state)
{
	struct terminal *t = open_sample(state, 50, 200, "data/samples/yanlu/2024-qzf.txt", "nn");

	assert_true(browser_shows(t, "自然人  商业企业  科研机构  社会公益组织  法律服务机构  其他"));
	assert_true(golden_check(t, "tables-three-200x50"));
	assert_true(terminal_type(t, "nnnn"));
	assert_true(browser_shows(t, "结果维持  结果纠正  其他结果  尚未审结  总计"));
}

static void test_stacked(void **state)
{
	struct terminal *t = open_sample(state, 20, 40, "data/samples/yanlu/2024-qzf.txt", "wnn");

	assert_non_null(strstr(terminal_row_text(t, 1), "    自然人 企业 科研 公益 法律 其他 总计"));
	assert_true(golden_check(t, "tables-three-40x20"));
	assert_true(terminal_type(t, "nnnn"));
	assert_true(golden_check(t, "tables-four-40x20"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_table_three),   BROWSER_TEST(test_heads_stay),
		BROWSER_TEST(test_table_four),    BROWSER_TEST(test_lost_cells),
		BROWSER_TEST(test_missing_rows),  BROWSER_TEST(test_remarks),
		BROWSER_TEST(test_official_labels), BROWSER_TEST(test_stacked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
