/* Table four in other layouts than the form's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/sample_text.h"

static struct report expected;

/* The numbers of the sample, in all layouts. */
static const char beside[] =
	"行政复议\t\t结果维持\t1\n\t\t结果纠正\t0\n\t\t其他结果\t0\n\t\t尚未审结\t1\n\t\t总计\t2\n"
	"行政诉讼\t未经复议直接起诉\t结果维持\t0\n\t\t结果纠正\t0\n\t\t其他结果\t0\n\t\t尚未审结\t0\n\t\t总计\t0\n"
	"\t复议后起诉\t结果维持\t1\n\t\t结果纠正\t1\n\t\t其他结果\t0\n\t\t尚未审结\t0\n\t\t总计\t2\n";
static const char rows_above[] =
	"项目\t行政复议\t行政诉讼\t\n\t\t未经复议直接起诉\t复议后起诉\n结果维持\t1\t0\t1\n结果纠正\t0\t0\t1\n"
	"其他结果\t0\t0\t0\n尚未审结\t1\t0\t0\n总计\t2\t0\t2\n";
static const char columns_above[] =
	"\t\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n行政复议\t\t1\t0\t0\t1\t2\n"
	"行政诉讼\t未经复议直接起诉\t0\t0\t0\t0\t0\n\t复议后起诉\t1\t1\t0\t0\t2\n";

static const char *with_table(const char *table)
{
	const char *text = without(sample_text, "行政复议\t\t", "\n## 五、");
	return with(text, "\n## 五、", with("X\n## 五、", "X", table));
}

static int know_numbers(void **state)
{
	know(state);
	expected = examine_text(sample_text, "a.txt")->report;
	return 0;
}

static void assert_read(const char *table)
{
	const struct examiner *examiner = examine_text(with_table(table), "a.txt");
	for (size_t i = 0; i < known_format->ncells; i++) {
		assert_int_equal(examiner->report.cells[i].status, expected.cells[i].status);
		assert_int_equal(examiner->report.cells[i].value, expected.cells[i].value);
	}
	assert_open(examiner, "");
}

static void every_layout(void **state)
{
	assert_read(beside);
	assert_read(rows_above);
	assert_read(columns_above);
	/* After reports in the form's layout, whose rows are known by then. */
	for (size_t i = 0; i < 3; i++)
		examine_text(sample_text, "a.txt");
	assert_read(rows_above);
	assert_read(columns_above);
	assert_read(beside);
}

/* All labels on all lines, in another order; heads in one line. */
static void other_labels(void **state)
{
	assert_read(with(beside, "\t\t结果纠正\t0\n\t\t其他结果\t0\n\t\t尚未审结\t1\n",
			 "行政复议\t\t尚未审结\t1\n行政复议\t\t其他结果\t0\n行政复议\t\t结果纠正\t0\n"));
	assert_read(with(rows_above, "行政诉讼\t\n\t\t", ""));
}

static void lines_and_blanks(void **state)
{
	const struct report *report = &examine_text(with_table(with(beside, "尚未审结\t1", "尚未审结\t/")), "a.txt")->report;
	assert_int_equal(report->cells[cell_named("disputes/review/pending")].status, CELL_BLANK);
	assert_int_equal(report->cells[cell_named("disputes/review/total")].status, CELL_READ);
	size_t upheld = cell_named("disputes/review/upheld"), after = cell_named("disputes/after_review/upheld");
	assert_int_equal(report->cells[after].line - report->cells[upheld].line, 10);
	report = &examine_text(with_table(with(columns_above, "1\t2\n", "\t2\n")), "a.txt")->report;
	assert_int_equal(report->cells[cell_named("disputes/review/pending")].status, CELL_BLANK);
}

static void a_fault_in_it(void **state)
{
	const struct examiner *examiner = examine_text(with_table(with(rows_above, "维持\t1\t", "维持\t9\t")), "a.txt");
	assert_int_equal(finding_at(examiner, "T4-SUM", "disputes/review")->verdict, VERDICT_FAIL);
}

static void assert_unread(const char *table)
{
	const struct examiner *examiner = examine_text(with_table(table), "a.txt");
	for (size_t i = 0; i < known_format->ncells; i++)
		if (format_cell_table(known_format, i) == &known_format->tables[table_named("disputes")])
			assert_false(cell_has_number(&examiner->report.cells[i]));
	assert_int_equal(examiner->findings.nfailed[SEVERITY_ERROR], 0);
}

/* What is not whole is not read, and nobody is accused. */
static void not_whole(void **state)
{
	static const struct {
		const char *table, *old, *new;
	} changes[] = {
		{beside, "\t\t尚未审结\t1\n", ""},
		{beside, "\t\t尚未审结\t1\n", "\t\t尚未审结\t若干\n"},
		{beside, "\t\t尚未审结\t1\n", "\t\t其他结果\t1\n"},
		{beside, "\t\t尚未审结\t1\n", "\t\t尚未审结\t1\t3\n"},
		{beside, "\t\t尚未审结\t1\n", "\t\t尚未审结\t\t1\n"},
		{beside, "\t\t尚未审结\t1\n", "\t\t尚未审结\t1\n\t\t甲\t1\n"},
		{beside, "\t\t尚未审结\t1\n", "\t\t尚未审结\t1\n\t\t尚未审结\t3\n"},
		{beside, "\t\t尚未审结\t1\n", "\t甲\t尚未审结\t1\n"},
		{beside, "\t复议后起诉\t", "\t\t"},
		{beside, "\t未经复议直接起诉\t", "\t\t"},
		{beside, "\t复议后起诉\t", "\t未经复议直接起诉\t"},
		{rows_above, "\t复议后起诉\n", "\t\n"},
		{rows_above, "\t复议后起诉\n", "\t未经复议直接起诉\n"},
		{rows_above, "\t复议后起诉\n", "\t甲\n"},
		{rows_above, "\t复议后起诉\n", "\t复议后起诉\t甲\n"},
		{rows_above, "其他结果\t0\t0\t0\n", "其他结果\t0\t0\t0\t甲\n"},
		{rows_above, "其他结果\t0\t0\t0\n", ""},
		{rows_above, "其他结果\t0\t0\t0\n", "其他结果\t0\t0\n"},
		{rows_above, "其他结果\t0\t0\t0\n", "其他结果\t0\t0\t0\t0\n"},
		{rows_above, "其他结果\t0\t0\t0\n", "甲\t0\t0\t0\n"},
		{rows_above, "其他结果\t0\t0\t0\n", "结果纠正\t0\t0\t0\n"},
		{columns_above, "\t总计\n", "\t总计\t总计\n"},
		{columns_above, "\t复议后起诉\t", "\t甲\t"},
		{columns_above, "\t复议后起诉\t", "\t未经复议直接起诉\t"},
		{columns_above, "行政复议\t\t1", "行政复议\t1\t1"},
	};
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++)
		if (strcmp(changes[i].new, "\t复议后起诉\t") != 0)
			assert_unread(with(changes[i].table, changes[i].old, changes[i].new));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_layout),	    cmocka_unit_test(other_labels),
		cmocka_unit_test(lines_and_blanks), cmocka_unit_test(a_fault_in_it),
		cmocka_unit_test(not_whole),
	};
	return cmocka_run_group_tests(tests, know_numbers, forget_texts);
}
