#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "read/blocks.h"

static void a_row_a_line(void **state)
{
	assert_blocks("甲 | |||\n乙 | 丙 | 丁 | 戊 |\n己 | 1 | 2 | 3 |\n庚 | 4 | ||\n",
		      "1 lines|甲|\n2 lines|乙|丙|丁|戊|\n3 lines|己|1|2|3|\n4 lines|庚|4|\n");
	assert_blocks("甲 | 乙 |\n文\n", "1 lines|甲|乙|\n2 文\n");
	assert_blocks("**甲** | **1** |\n", "1 lines|甲|1|\n");
	assert_blocks("甲 |\n乙\n", "1 甲\n2 乙\n");
}

static void a_bar_before_each_row(void **state)
{
	assert_blocks("| 甲 | |||\n| 己 | 1 | 2 | 3 |\n| 庚 | 4 | ||\n", "1 lines|甲|\n2 lines|己|1|2|3|\n3 lines|庚|4|\n");
	assert_blocks("|\n甲 | 1 | |||\n|\n乙 | 2 | 3 |\n", "2 lines|甲|1|\n4 lines|乙|2|3|\n");
}

/* Without what fills rows up, rows with | at both ends are Markdown, whose empty cells are cells. */
static void markdown(void **state)
{
	assert_blocks("| 己 | 1 | 2 | |\n", "1 grid|己|1|2||\n");
	assert_blocks("|己|1|||\n", "1 grid|己|1|||\n");
	assert_blocks("| | | |\n| 己 | 1 |\n", "2 grid|己|1|\n");
}

/* The last | alone may be an empty cell, or fill the row up. */
static void empty_cells_in_rows(void **state)
{
	assert_blocks("甲 | |||\n己 | 1 | | 3 |\n", "1 lines|甲|\n2 lines|己|1||3|\n");
	assert_blocks("甲 | |||\n己 | 1 | 2 | |\n", "1 lines|甲|\n2 lines|己|1|2|\n");
	assert_blocks("甲 | |||\n己 | 1 | | |\n", "1 lines|甲|\n2 lines|己|1||\n");
	assert_blocks("甲 | |||\n己 | 1 | | ||\n", "1 lines|甲|\n2 lines|己|1||\n");
	assert_blocks("己 | 1 | 2 | |\n", "1 lines|己|1|2||\n");
}

/* The rule below a head, with as many columns as the table. */
static void rules_below_heads(void **state)
{
	assert_blocks("甲 | 乙 | |\n---|---|---|\n丙 | 1 | |\n", "1 lines|甲|乙||\n3 lines|丙|1|\n");
	assert_blocks("| 甲 | ||\n|---|---|---|\n| 丙 | 1 | |\n", "1 lines|甲|\n3 lines|丙|1|\n");
	assert_blocks("| 甲 | 乙 |\n|---|---|\n| 丙 | |\n", "1 grid|甲|乙|\n3 grid|丙||\n");
}

static void a_cell_a_line(void **state)
{
	/* Filled up in the line of the last cell, or in one of its own; the widest row is not. */
	assert_blocks("甲 | ||\n乙 |\n丙 |\n丁 |\n戊 |\n1 |\n2 |\n己 |\n3 | |\n庚 |\n4 | |\n",
		      "1 lines|甲|\n2 lines|乙|丙@3|丁@4|\n5 lines|戊|1@6|2@7|\n8 lines|己|3@9|\n10 lines|庚|4@11|\n");
	assert_blocks("甲 |\n||\n乙 |\n丙 |\n丁 |\n戊 |\n1 |\n2 |\n己 |\n||\n",
		      "1 甲\n3 lines|乙|丙@4|丁@5|\n6 lines|戊|1@7|2@8|\n9 lines|己|\n");
}

/* Blanks at the ends of lines and before |, as text stands in the source of a page. */
static void blanks_around_bars(void **state)
{
	assert_blocks("甲  |  \n    ||\n乙  |  \n  丙 |  \n  丁  |  \n  \n戊  |  \n  1  |  \n 2 |\n \n己 |  \n ||\n",
		      "1 甲\n3 lines|乙|丙@4|丁@5|\n7 lines|戊|1@8|2@9|\n11 lines|己|\n");
}

static void a_bar_in_a_line_before_each_row(void **state)
{
	assert_blocks("|\n甲 | ||\n|\n戊 |\n1 |\n2 |\n|\n己 |\n3 | |\n|\n庚 |\n4 | |\n文\n",
		      "2 lines|甲|\n4 lines|戊|1@5|2@6|\n8 lines|己|3@9|\n11 lines|庚|4@12|\n13 文\n");
	/* Nothing filled up: a text behind numbers begins a row. */
	assert_blocks("|\n戊 |\n1 |\n|\n己 |\n3 |\n", "2 lines|戊|1@3|\n5 lines|己|3@6|\n");
}

/* A | alone is an empty cell; one before the next row, and one that may fill the row up, are none. */
static void empty_cells_in_lines(void **state)
{
	assert_blocks("|\n戊 |\n|\n2 |\n||\n", "2 lines|戊|@3|2@4|\n");
	assert_blocks("|\n戊 |\n1 |\n|\n|\n|\n己 |\n3 |\n", "2 lines|戊|1@3|@4|\n7 lines|己|3@8|\n");
	assert_blocks("|\n戊 |\n1 |\n|\n||\n|\n己 |\n|\n", "2 lines|戊|1@3|@4|\n7 lines|己|\n");
	assert_blocks("甲 | ||\n戊 |\n1 |\n|\n||\n己 |\n", "1 lines|甲|\n2 lines|戊|1@3|@4|\n6 lines|己|\n");
}

/* Heads are followed by numbers that have no label. */
static void numbers_below_heads(void **state)
{
	assert_blocks("甲 | |||\n子 |\n丑 |\n寅 |\n卯 |\n1 |\n2 |\n3 |\n4 |\n",
		      "1 lines|甲|\n2 lines|子|丑@3|寅@4|卯@5|\n6 lines|1|2@7|3@8|4@9|\n");
	assert_blocks("|\n子 |\n丑 |\n寅 |\n卯 |\n|\n1 |\n2 |\n3 |\n4 |\n文\n",
		      "2 lines|子|丑@3|寅@4|卯@5|\n7 lines|1|2@8|3@9|4@10|\n11 文\n");
	assert_blocks("|\n子 |\n丑 |\n寅 |\n卯 |\n|\n|\n2 |\n||\n", "2 lines|子|丑@3|寅@4|卯@5|\n7 lines||2@8|\n");
}

/* Labels may begin with digits; numbers may have words and signs. */
static void labels_and_values(void **state)
{
	assert_blocks("|\n1.甲 |\n12 |\n0.5 |\n减3 |\n增１２ |\n—— |\n/ |\n无 |\n７ |\n3元 |\n2、乙 |\n1 |\n3．丙 |\n",
		      "2 lines|1.甲|12@3|0.5@4|减3@5|增１２@6|——@7|/@8|无@9|７@10|3元@11|\n"
		      "12 lines|2、乙|1@13|\n14 lines|3．丙|\n");
}

static void empty_lines_and_pages(void **state)
{
	assert_blocks("|\n\n戊 |\n\n1 |\n  \n2 |\n\n|\n己 |\n3 |\n", "3 lines|戊|1@5|2@7|\n10 lines|己|3@11|\n");
	assert_blocks("|\n戊 |\n1 |\n- 4 -\n|\n己 |\n3 |\n", "2 lines|戊|1@3|\n4 - 4 -\n6 lines|己|3@7|\n");
	assert_blocks("|\n戊 |\n1 |\n\t2\n\t3\n", "2 lines|戊|1@3|\n4 lines|2|3@5|\n");
	assert_blocks("|\n戊 |\n1 |\na\tb\n", "2 lines|戊|1@3|\n4 grid|a|b|\n");
}

static void the_end_of_a_table(void **state)
{
	assert_blocks("甲 | |||\n戊 |\n1 |\n乙\n|\n己 |\n2 |\n丙\n",
		      "1 lines|甲|\n2 lines|戊|1@3|\n4 乙\n6 lines|己|2@7|\n8 丙\n");
	assert_blocks("|\n", "");
	assert_blocks("|||\n|\n|||", "");
}

static void many_cells(void **state)
{
	struct strbuf text = {0}, out = {0};
	strbuf_append_text(&text, "|\n甲 |\n");
	for (size_t i = 0; i < BLOCK_MAX_CELLS; i++)
		strbuf_append_text(&text, "1 |\n");
	strbuf_append_text(&text, "|\n乙 |\n2 |\n");
	append_blocks(strbuf_view(&text), &out);
	assert_non_null(strstr(strbuf_text(&out), "|…\n"));
	assert_non_null(strstr(strbuf_text(&out), "lines|乙|2@69|\n"));
	strbuf_free(&text);
	strbuf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_a_line),
		cmocka_unit_test(a_bar_before_each_row),
		cmocka_unit_test(markdown),
		cmocka_unit_test(empty_cells_in_rows),
		cmocka_unit_test(rules_below_heads),
		cmocka_unit_test(a_cell_a_line),
		cmocka_unit_test(blanks_around_bars),
		cmocka_unit_test(a_bar_in_a_line_before_each_row),
		cmocka_unit_test(empty_cells_in_lines),
		cmocka_unit_test(numbers_below_heads),
		cmocka_unit_test(labels_and_values),
		cmocka_unit_test(empty_lines_and_pages),
		cmocka_unit_test(the_end_of_a_table),
		cmocka_unit_test(many_cells),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
