/* Tables without cells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/sample_text.h"

static struct report expected;
static struct arena arena;

/* The sample with each run of tabs, and of line ends between rows where `lines`, as `separator`. */
static const char *separated(const char *source, const char *separator)
{
	struct strbuf out = {0};
	struct str rest = str_from(source), line, cell;
	while (str_split(&rest, '\n', &line)) {
		bool first = true;
		while (str_split(&line, '\t', &cell)) {
			if (!cell.nbytes)
				continue;
			strbuf_append_text(&out, first ? "" : separator);
			strbuf_append(&out, cell);
			first = false;
		}
		strbuf_append_byte(&out, '\n');
	}
	const char *copy = arena_copy(&arena, strbuf_view(&out)).ptr;
	strbuf_free(&out);
	return copy;
}

static void assert_same_cells(const struct report *report)
{
	assert_int_equal(report->state, REPORT_RECOGNISED);
	for (size_t i = 0; i < known_format->ncells; i++) {
		struct strbuf name = {0};
		format_append_cell_name(known_format, i, &name);
		if (report->cells[i].status != expected.cells[i].status ||
		    report->cells[i].value != expected.cells[i].value)
			fail_msg("%s", strbuf_text(&name));
		strbuf_free(&name);
	}
	assert_int_equal(report->nheadings, 6);
}

static void cells_aligned_by_blanks(void **state)
{
	static const char *const separators[] = {" ", "     ", "　", "\xc2\xa0", "\n", "\n\n", " \n"};
	for (size_t i = 0; i < sizeof(separators) / sizeof(*separators); i++) {
		const struct examiner *examiner = examine_text(separated(sample_text, separators[i]), "a.txt");
		assert_same_cells(&examiner->report);
		assert_open(examiner, "");
	}
}

static void failures_are_found_all_the_same(void **state)
{
	const char *text = with(sample_text, "申请数量\t\t\t1\t0\t0\t0\t0\t0\t1", "申请数量\t\t\t2\t0\t0\t0\t0\t0\t2");
	assert_open(examine_text(separated(text, " "), "a.txt"),
		    "T3-BAL error fail requests/natural 7 6\nT3-BAL error fail requests/total 10 9\n");
	assert_open(examine_text(separated(text, "\n"), "a.txt"),
		    "T3-BAL error fail requests/natural 7 6\nT3-BAL error fail requests/total 10 9\n");
}

/* A table that came as text and comes again, as where a page was copied twice, is no prose; words of a table that was
 * read from cells are. */
static void a_table_that_comes_again(void **state)
{
	static const char again[] = "复议后起诉\n结果维持 结果纠正 其他结果 尚未审结 总计\n1 0 0 1 2 0 0 0 0 0 1 1 0 0 2\n\n";
	static const char mark[] = "一些栏目更新不及时";
	const char *text = with(sample_text, mark, with(with("XY", "X", again), "Y", mark));
	const struct examiner *examiner = examine_text(text, "a.txt");
	assert_true(str_contains(strbuf_view(&examiner->prose.bytes), STR("复议后起诉")));
	const char *table = without(text, "行政复议\t", "## 五、");
	text = with(table, "## 五、", with("行政复议 行政诉讼 未经复议直接起诉 X## 五、", "X", again));
	examiner = examine_text(text, "a.txt");
	assert_same_cells(&examiner->report);
	assert_false(str_contains(strbuf_view(&examiner->prose.bytes), STR("复议后起诉")));
}

/* A row with another count of numbers than columns, at which the table is not to be trusted, accuses nobody. */
static void numbers_too_many_or_too_few(void **state)
{
	const char *text = separated(with(sample_text, "2.重复申请\t1\t0", "2.重复申请\t1\t0\t0"), " ");
	const struct examiner *examiner = examine_text(text, "a.txt");
	assert_int_equal(examiner->findings.nfailed[SEVERITY_ERROR], 0);
	assert_row(&examiner->report, "requests/rejected.repeat", "? ? ? ? ? ? ?");
	/* The others are only inferred: each adds up by itself. */
	assert_row(&examiner->report, "requests/processed", "5^ 2^ 0^ 0^ 1^ 0^ 8^");
	assert_row(&examiner->report, "proactive/normative", "2 1 7");
	text = separated(with(sample_text, "2.重复申请\t1\t0\t0\t0\t0\t0\t1", "2.重复申请\t1\t0\t0\t0\t0\t1"), " ");
	examiner = examine_text(text, "a.txt");
	assert_int_equal(examiner->findings.nfailed[SEVERITY_ERROR], 0);
	assert_row(&examiner->report, "requests/rejected.repeat", "? ? ? ? ? ? ?");
}

/* Where its last number was lost, none of the others is two: here 2 and 3, 31 would make up 38 with the 2 before. */
static void line_of_numbers_with_one_lost(void **state)
{
	const char *text = with(sample_text, "1\t1\t0\t0\t2\n", "2\t23\t31\t38\n");
	const struct examiner *examiner = examine_text(separated(text, " "), "a.txt");
	for (size_t i = 0; i < known_format->ncells; i++)
		assert_int_not_equal(examiner->report.cells[i].status, CELL_INFERRED);
	examiner = examine_text(separated(text, "\n"), "a.txt");
	for (size_t i = 0; i < known_format->ncells; i++)
		assert_int_not_equal(examiner->report.cells[i].status, CELL_INFERRED);
}

/* What begins with a superfluous 0 is several numbers. */
static void zeros_run_together(void **state)
{
	const char *text = with(sample_text, "1\t2\t0\t0\t0\t0\t0\t1\t", "1\t2\t00\t0\t00\t1\t");
	const struct examiner *examiner = examine_text(separated(text, " "), "a.txt");
	assert_row(&examiner->report, "disputes/review", "1^ 0^ 0^ 1^ 2^");
	assert_row(&examiner->report, "disputes/after_review", "1^ 1^ 0^ 0^ 2^");
}

/* Where blanks stand between the numbers of other rows, three digits are one number. */
static void one_number_of_three(void **state)
{
	const char *text = with(sample_text, "规章\t0\t0\t0", "规章\t855");
	text = separated(with(text, "行政许可\t30", "行政许可\t30\t30"), " ");
	assert_row(&examine_text(text, "a.txt")->report, "proactive/regulation", "? ? ?");
	assert_row(&examine_text(text, "a.txt")->report, "proactive/normative", "2^ 1^ 7^");
}

/* A letter behind digits may be a digit misread: the number is not what stands before it. */
static void digits_with_letters(void **state)
{
	const char *text = with(sample_text, "规章\t0\t0\t0", "规章\t0\t0\t0\t0\t1");
	text = with(text, "行政许可\t30", "行政许可\t3O");
	const struct examiner *examiner = examine_text(separated(with(text, "行政处罚\t4", "行政处罚\t4〇"), " "), "a.txt");
	assert_row(&examiner->report, "proactive/licence", "?");
	assert_row(&examiner->report, "proactive/penalty", "?");
	assert_row(&examiner->report, "proactive/coercion", "0^");
}

/* All labels first, then all numbers: none of them is placed. */
static void labels_and_numbers_apart(void **state)
{
	struct strbuf labels = {0}, numbers = {0};
	struct str rest = str_from(sample_text), line, cell;
	while (str_split(&rest, '\n', &line))
		while (str_split(&line, '\t', &cell)) {
			char last = cell.nbytes ? cell.ptr[cell.nbytes - 1] : ' ';
			bool number = last >= '0' && last <= '9';
			strbuf_append(number ? &numbers : &labels, cell);
			strbuf_append_byte(number ? &numbers : &labels, '\n');
		}
	strbuf_append(&labels, strbuf_view(&numbers));
	const struct examiner *examiner = examine_text(strbuf_text(&labels), "a.txt");
	for (size_t i = 0; i < known_format->ncells; i++)
		assert_false(cell_has_value(&examiner->report.cells[i]));
	assert_int_equal(examiner->findings.nfailed[SEVERITY_ERROR], 0);
	strbuf_free(&labels);
	strbuf_free(&numbers);
}

#define ZEROS "\t0\t0\t0\t0\t0\t0\t0"

/* Numbers level with the first line of a label stand in the middle of it. */
static void labels_broken_at_their_numbers(void **state)
{
	const char *text = with(sample_text, "7.属于行政执法案卷" ZEROS, "7." ZEROS "\n属于行政\n执法案卷");
	text = with(text, "4.保护第三方合法权益" ZEROS, "4.保护" ZEROS "\n第三方合法权益");
	text = with(text, "行政处罚\t", "行政\t");
	text = with(text, "行政强制\t", "处罚\n行政\t");
	text = with(text, "第二十条第（八）项", "强制\n第二十条第（八）项");
	const struct examiner *examiner = examine_text(separated(text, " "), "a.txt");
	assert_same_cells(&examiner->report);
	assert_int_equal(examiner->report.rows[row_named("requests/refused.enforcement")].repairs, REPAIR_JOINED);
	assert_open(examiner, "N-SPLIT notice fail proactive 2\nN-SPLIT notice fail requests 2\n");
	/* Without its end, 7. may be any row: then nothing of the table is taken. */
	text = with(sample_text, "7.属于行政执法案卷" ZEROS, "7." ZEROS "\n见附件");
	examiner = examine_text(separated(text, " "), "a.txt");
	assert_row(&examiner->report, "requests/refused.enforcement", "? ? ? ? ? ? ?");
	assert_int_equal(examiner->findings.nfailed[SEVERITY_ERROR], 0);
}

/* Where all words that only stand in the table are broken, its heads tell that it is there. */
static void tables_told_by_their_heads(void **state)
{
	const char *text = with(sample_text, "未经复议直接起诉", "未经复\n议直接起诉");
	text = with(text, "复议后起诉", "复议后\n起诉");
	const struct examiner *examiner = examine_text(separated(text, "\n"), "a.txt");
	assert_same_cells(&examiner->report);
	assert_open(examiner, "");
	/* One such word alone may stand in any text. */
	text = with(sample_text, "全年公开信息120条", "结果维持\n收到\n全年公开信息120条");
	assert_open(examine_text(text, "a.txt"), "");
	assert_int_equal(examine_text("结果维持\n\n5\n", "a.txt")->report.state, REPORT_NOT_A_REPORT);
}

/* A mark for "nothing" behind the label of a row is its first cell. */
static void rows_that_begin_with_a_blank(void **state)
{
	static const char *const blanks[] = {"/", "—", "无", "ー"}, *const separators[] = {"\n", " ", "\n\n"};
	for (size_t i = 0; i < sizeof(blanks) / sizeof(*blanks) * 3; i++) {
		struct strbuf zeros = {0}, line = {0};
		for (size_t j = 0; j < 15; j++)
			strbuf_printf(j < 7 ? &zeros : &line, "\t%s", blanks[i / 3]);
		strbuf_append(&line, strbuf_view(&zeros));
		const char *text = with(sample_text, "1.属于国家秘密" ZEROS, "1.属于国家秘密");
		text = with(text, "1.属于国家秘密", with("1.属于国家秘密X", "X", strbuf_text(&zeros)));
		text = with(text, "）\t\t1\t0\t0\t0\t0\t0\t1\n", with("）\tX\t1\t0\t0\t0\t0\t1\n", "X", blanks[i / 3]));
		text = with(text, "1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t1\t1\t0\t0\t2", strbuf_text(&line) + 1);
		const struct report *report = &examine_text(separated(text, separators[i % 3]), "a.txt")->report;
		assert_row(report, "requests/refused.state_secret", "_ _ _ _ _ _ _");
		assert_row(report, "requests/partial", "_ 1 0 0 0 0 1");
		assert_row(report, "requests/new", "5 2 0 0 1 0 8");
		assert_row(report, "disputes/after_review", "_ _ _ _ _");
		strbuf_free(&zeros);
		strbuf_free(&line);
	}
	/* In a sentence below the heads of a table a dash is no cell. */
	const char *text = with(sample_text, "规章\t0", "规章 — 现行有效的\n规章\t0");
	assert_row(&examine_text(separated(text, "\n"), "a.txt")->report, "proactive/regulation", "0 0 0");
}

static int setup(void **state)
{
	know(state);
	expected = examine_text(sample_text, "a.txt")->report;
	return 0;
}

static int teardown(void **state)
{
	arena_free(&arena);
	return forget_texts(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_aligned_by_blanks),
		cmocka_unit_test(failures_are_found_all_the_same),
cmocka_unit_test(a_table_that_comes_again),
		cmocka_unit_test(numbers_too_many_or_too_few),
		cmocka_unit_test(line_of_numbers_with_one_lost),
		cmocka_unit_test(zeros_run_together),
		cmocka_unit_test(one_number_of_three),
		cmocka_unit_test(digits_with_letters),
		cmocka_unit_test(labels_and_numbers_apart),
		cmocka_unit_test(labels_broken_at_their_numbers),
		cmocka_unit_test(tables_told_by_their_heads),
		cmocka_unit_test(rows_that_begin_with_a_blank),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
