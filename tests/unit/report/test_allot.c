#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "report/allot.h"

/* The rows of one table, as the recogniser gathers them. */
static struct allot_row rows[FORMAT_MAX_ROWS];
static size_t nrows;
static struct report report;

static void start(void)
{
	nrows = 0;
	report = (struct report){.format = known_format};
}

/* What stands behind a label: numbers, "_" for a blank, "x" for a text, "5*" for a number with a remark. */
static void read_values(struct allot_row *row, const char *values)
{
	struct str rest = str_from(values), word;
	while (rest.nbytes && str_split(&rest, ' ', &word)) {
		struct str digits = str_slice(word, 0, word.nbytes - str_ends_with(word, STR("*")));
		struct cell *cell = &row->values[row->nvalues++];
		*cell = (struct cell){.line = row->line, .status = CELL_READ};
		if (str_equal(word, STR("_")))
			cell->status = CELL_BLANK;
		else if (str_equal(word, STR("x")))
			cell->status = CELL_TEXT;
		else if (str_ends_with(word, STR("*")))
			cell->status = CELL_NOTED;
		if (cell_has_value(cell))
			assert_true(decimal_parse(digits, &cell->value));
	}
}

static struct allot_row *add_row(const char *name, const char *values)
{
	struct allot_row *row = &rows[nrows++];
	size_t number = row_named(name);
	*row = (struct allot_row){
		.row = (int16_t)number,
		.line = (uint32_t)nrows,
		.ncolumns = (uint8_t)format_row_block(known_format, number)->ncolumns,
		.start = FORMAT_NONE,
	};
	read_values(row, values);
	return row;
}

/* A row of a grid, with its label in the column before `first`. */
static void add(const char *name, unsigned first, const char *values)
{
	struct allot_row *row = add_row(name, values);
	row->grid = true;
	row->first = (uint8_t)first;
}

/* A row of one cell a line, where nothing tells the columns. */
static void add_lines(const char *name, const char *values)
{
	add_row(name, values)->first = 1;
}

static void allot(int head)
{
	allot_rows(rows, nrows, head, known_format, report.cells);
}

static void complete_rows(void **state)
{
	start();
	add("requests/new", 1, "1 2 3 4 5 6 21");
	add("requests/granted", 2, "7 6 5 4 3 2 27");
	add("requests/refused.law", 3, "0 0 1* 0 x 0 1");
	add_lines("requests/processed", "9 8 7 6 5 4 39");
	allot(FORMAT_NONE);
	assert_row(&report, "requests/new", "1 2 3 4 5 6 21");
	assert_row(&report, "requests/granted", "7 6 5 4 3 2 27");
	assert_row(&report, "requests/refused.law", "0 0 1* 0 x 0 1");
	assert_row(&report, "requests/processed", "9 8 7 6 5 4 39");
	assert_row(&report, "requests/carried_in", ". . . . . . .");
	assert_int_equal(report.cells[cell_named("requests/granted/total")].line, 2);
}

static void padding_around_the_numbers(void **state)
{
	start();
	add("requests/new", 1, "_ 1 2 3 4 5 6 21 _");
	add("requests/carried_in", 1, "_ _ 1 0 0 0 0 0 1");
	add("requests/processed", 1, "1 2 3 4 5 6 21 _ _");
	add_lines("requests/carried_out", "_ 1 0 0 0 0 0 1 _");
	allot(FORMAT_NONE);
	assert_row(&report, "requests/new", "1 2 3 4 5 6 21");
	assert_row(&report, "requests/carried_in", "1 0 0 0 0 0 1");
	assert_row(&report, "requests/processed", "1 2 3 4 5 6 21");
	assert_row(&report, "requests/carried_out", "1 0 0 0 0 0 1");
}

/* A grid of nine columns for a label area of three and seven numbers: the last number is not there. */
static void grid_cut_at_its_edge(void **state)
{
	start();
	add("requests/new", 1, "_ 1 2 3 4 5 6 21");
	add("requests/granted", 2, "1 2 3 4 5 6 21");
	add("requests/refused.law", 3, "1 2 3 4 5 6");
	add("requests/refused.security", 3, "0 0 0 0 0 7");
	allot(2);
	assert_row(&report, "requests/new", "1 2 3 4 5 6 21");
	assert_row(&report, "requests/granted", "1 2 3 4 5 6 21");
	assert_row(&report, "requests/refused.law", "1 2 3 4 5 6 ?");
	assert_row(&report, "requests/refused.security", "0 0 0 0 0 7 ?");
	assert_int_equal(report.cells[cell_named("requests/refused.law/total")].line, 3);
}

/* (七) stands in the second label column of the cut grid and its blank third one is no cell of the table. */
static void leading_blank_of_a_wide_label(void **state)
{
	start();
	add("requests/new", 1, "_ 1 2 3 4 5 6 21");
	add("requests/refused.law", 3, "1 2 3 4 5 6");
	add("requests/processed", 2, "_ 1 2 3 4 5 6");
	add("requests/carried_out", 2, "_ 0 0 0 0 0 0");
	allot(2);
	assert_row(&report, "requests/processed", "1 2 3 4 5 6 ?");
	assert_row(&report, "requests/carried_out", "0 0 0 0 0 0 ?");
}

/* Where blanks stand among the numbers of the table, such a blank may be a cell: nothing is certain. */
static void leading_blank_where_blanks_are_cells(void **state)
{
	start();
	add("requests/new", 1, "_ 1 _ 3 4 5 6 19");
	add("requests/refused.law", 3, "1 2 3 4 5 6");
	add("requests/processed", 2, "_ 1 2 3 4 5 6");
	allot(2);
	assert_row(&report, "requests/new", "1 _ 3 4 5 6 19");
	assert_row(&report, "requests/refused.law", "1 2 3 4 5 6 ?");
	assert_row(&report, "requests/processed", "? ? ? ? ? ? ?");
}

static void blanks_inside_a_row(void **state)
{
	start();
	add("requests/new", 1, "_ 1 0 0 0 0 0 1");
	add("requests/granted", 2, "1 _ _ 0 0 0 1");
	add("requests/partial", 2, "_ 1 0 0 0 0 1");
	add("requests/carried_in", 1, "_ 1 0 0 0 0 0 _");
	allot(2);
	assert_row(&report, "requests/granted", "1 _ _ 0 0 0 1");
	assert_row(&report, "requests/partial", "_ 1 0 0 0 0 1");
	assert_row(&report, "requests/carried_in", "1 0 0 0 0 0 _");
}

static void blank_rows(void **state)
{
	start();
	add("requests/new", 1, "_ _ _ _ _ _ _");
	add("requests/granted", 2, "_ _ _ _ _ _");
	add_lines("requests/partial", "_ _ _ _ _ _ _");
	add_lines("requests/carried_in", "_ _");
	add_lines("requests/carried_out", "");
	allot(FORMAT_NONE);
	assert_row(&report, "requests/new", "_ _ _ _ _ _ _");
	assert_row(&report, "requests/granted", "? ? ? ? ? ? ?");
	assert_row(&report, "requests/partial", "_ _ _ _ _ _ _");
	assert_row(&report, "requests/carried_in", "? ? ? ? ? ? ?");
	assert_row(&report, "requests/carried_out", "? ? ? ? ? ? ?");
}

/* Where the cells of one that is wider begin is not known: it says nothing of the next row. */
static void a_blank_row_above(void **state)
{
	start();
	add("requests/new", 1, "_ _ 5 2 0 0 1 0 8");
	add("requests/granted", 2, "_ _ _ _ _ _ _ _");
	add("requests/partial", 2, "_ 4 _ _ _ _ _ _");
	add("requests/refused.law", 3, "1 _ 2 _ _ _ 3");
	allot(FORMAT_NONE);
	assert_row(&report, "requests/granted", "_ _ _ _ _ _ _");
	assert_row(&report, "requests/partial", "4 _ _ _ _ _ _");
	assert_row(&report, "requests/refused.law", "1 _ 2 _ _ _ 3");
}

static void too_few_numbers(void **state)
{
	start();
	add("requests/new", 2, "1 2 3 4 5 6 21");
	add("requests/carried_in", 2, "1 2 3 4 5 6 21");
	add("requests/granted", 2, "1 2 3 4 5 15");
	add("requests/partial", 2, "1 2 3");
	add("requests/processed", 1, "1 2 3 4 5 6");
	add_lines("requests/refused.law", "1 2 3 4 5 15");
	add_lines("requests/refused.inquiry", "1");
	allot(2);
	assert_row(&report, "requests/granted", "? ? ? ? ? ? ?");
	assert_row(&report, "requests/partial", "? ? ? ? ? ? ?");
	assert_row(&report, "requests/processed", "? ? ? ? ? ? ?");
	assert_row(&report, "requests/refused.law", "? ? ? ? ? ? ?");
	assert_row(&report, "requests/refused.inquiry", "? ? ? ? ? ? ?");
	assert_int_equal(report.cells[cell_named("requests/partial/natural")].line, 4);
}

/* Columns of rows in a grid say nothing of rows of one cell a line. Where those have other counts than their numbers, a
 * blank at an end may be padding, and a number missing. */
static void rows_beside_a_grid(void **state)
{
	start();
	add("requests/new", 1, "_ 1 2 3 4 5 6 21");
	add("requests/refused.law", 3, "1 2 3 4 5 6");
	add("requests/refused.security", 3, "1 2 3 4 5 6");
	add_row("requests/granted", "1 2 3 4 5 6")->first = 3;
	add_row("requests/partial", "_ 1 2 3 4 5 6")->first = 2;
	allot(2);
	assert_row(&report, "requests/refused.security", "1 2 3 4 5 6 ?");
	assert_row(&report, "requests/granted", "? ? ? ? ? ? ?");
	assert_row(&report, "requests/partial", "? ? ? ? ? ? ?");
}

/* Two numbers too few at the edge of the grid, and one too few with a blank between them, are not what a cut leaves. */
static void not_cut_at_the_edge(void **state)
{
	start();
	add("requests/new", 2, "1 2 3 4 5 6 21");
	add("requests/carried_in", 2, "1 2 3 4 5 6 21");
	add("requests/granted", 4, "1 2 3 4 5");
	add("requests/partial", 3, "1 2 _ 4 5 6");
	allot(FORMAT_NONE);
	assert_row(&report, "requests/granted", "? ? ? ? ? ? ?");
	assert_row(&report, "requests/partial", "? ? ? ? ? ? ?");
}

/* Rows that lost their zeros do not end at an edge where others have numbers behind it. */
static void no_edge(void **state)
{
	start();
	add("requests/new", 1, "5 2 0 0 1 0 8");
	add("requests/carried_in", 1, "6 6 12");
	add("requests/granted", 1, "6 8 14");
	add("requests/partial", 1, "1 2 3");
	allot(FORMAT_NONE);
	assert_row(&report, "requests/new", "5 2 0 0 1 0 8");
	assert_row(&report, "requests/granted", "? ? ? ? ? ? ?");
}

static void too_many_numbers(void **state)
{
	start();
	add("requests/new", 2, "1 2 3 4 5 6 21 0");
	add("requests/granted", 2, "1 _ 2 3 4 5 6 21");
	add_lines("requests/partial", "1 2 3 4 5 6 21 21");
	allot(2);
	assert_row(&report, "requests/new", "? ? ? ? ? ? ?");
	assert_row(&report, "requests/granted", "? ? ? ? ? ? ?");
	assert_row(&report, "requests/partial", "? ? ? ? ? ? ?");
}

static void small_blocks(void **state)
{
	start();
	add("proactive/regulation", 1, "0 1 2");
	add("proactive/normative", 1, "_ 1 2");
	add("proactive/licence", 1, "7 _ _");
	add("proactive/penalty", 1, "_ 8 _");
	add("proactive/coercion", 1, "_");
	add_lines("proactive/fee", "");
	allot(FORMAT_NONE);
	assert_row(&report, "proactive/regulation", "0 1 2");
	assert_row(&report, "proactive/normative", "_ 1 2");
	assert_row(&report, "proactive/licence", "7");
	assert_row(&report, "proactive/penalty", "8");
	assert_row(&report, "proactive/coercion", "_");
	assert_row(&report, "proactive/fee", "?");
}

static void small_blocks_with_another_count(void **state)
{
	start();
	add("proactive/regulation", 1, "1 2");
	add("proactive/normative", 1, "1 2 3 4");
	add("proactive/licence", 1, "1 2");
	allot(FORMAT_NONE);
	assert_row(&report, "proactive/regulation", "? ? ?");
	assert_row(&report, "proactive/normative", "? ? ?");
	assert_row(&report, "proactive/licence", "?");
}

static void assert_across(const char *values, bool placed, const char *review, const char *direct, const char *after)
{
	start();
	struct allot_row *line = add_row("disputes/review", values);
	line->grid = true;
	assert_int_equal(allot_across(line, known_format, table_named("disputes"), report.cells), placed);
	assert_row(&report, "disputes/review", review);
	assert_row(&report, "disputes/direct", direct);
	assert_row(&report, "disputes/after_review", after);
}

static void line_of_a_table_across(void **state)
{
	static const char lost[] = "? ? ? ? ?";
	assert_across("1 2 3 4 10 5 6 7 8 26 9 0 0 0 9", true, "1 2 3 4 10", "5 6 7 8 26", "9 0 0 0 9");
	assert_across("_ 1 2 3 4 10 5 6 7 8 26 9 0 0 0 9 _", true, "1 2 3 4 10", "5 6 7 8 26", "9 0 0 0 9");
	assert_across("_ 2 3 4 9 5 6 7 8 26 9 0 0 0 _", true, "_ 2 3 4 9", "5 6 7 8 26", "9 0 0 0 _");
	assert_across("1 2 3 4 10 5 _ 7 8 26 9 0 0 0 9", true, "1 2 3 4 10", "5 _ 7 8 26", "9 0 0 0 9");
	assert_across("_ _ _ _ _ _ _ _ _ _ _ _ _ _ _", true, "_ _ _ _ _", "_ _ _ _ _", "_ _ _ _ _");
	assert_across("1 2 3 4 10 5 6 7 8 26 9 0 0 0", false, lost, lost, lost);
	assert_across("1 2 3 4 10 5 6 7 8 26 9 0 0 0 9 9", false, lost, lost, lost);
	assert_across("_ 1 2 3 4 10 5 6 7 8 26 9 0 0 0 _", false, lost, lost, lost);
	assert_across("1", false, lost, lost, lost);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(complete_rows),
		cmocka_unit_test(padding_around_the_numbers),
		cmocka_unit_test(grid_cut_at_its_edge),
		cmocka_unit_test(leading_blank_of_a_wide_label),
		cmocka_unit_test(leading_blank_where_blanks_are_cells),
		cmocka_unit_test(blanks_inside_a_row),
		cmocka_unit_test(blank_rows),
		cmocka_unit_test(a_blank_row_above),
		cmocka_unit_test(too_few_numbers),
		cmocka_unit_test(rows_beside_a_grid),
		cmocka_unit_test(not_cut_at_the_edge),
		cmocka_unit_test(no_edge),
		cmocka_unit_test(too_many_numbers),
		cmocka_unit_test(small_blocks),
		cmocka_unit_test(small_blocks_with_another_count),
		cmocka_unit_test(line_of_a_table_across),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
