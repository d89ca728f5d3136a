/* Tables whose rows stand beside each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/sample_text.h"

enum { MAX_ROWS = 32, NCOLUMNS = 7 };

static struct report expected;

/* Table three of the sample: the last label of each row, and its numbers. */
static struct {
	size_t nrows;
	struct str labels[MAX_ROWS], numbers[MAX_ROWS][NCOLUMNS];
} table;

static const char *const heads[NCOLUMNS] = {"自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"};

static void read_row(struct str line)
{
	struct str cell, label = {0};
	size_t n = 0;
	while (str_split(&line, '\t', &cell)) {
		bool number = cell.nbytes && cell.ptr[0] >= '0' && cell.ptr[0] <= '9' && !str_contains(cell, STR("."));
		if (number && n++ < NCOLUMNS)
			table.numbers[table.nrows][n - 1] = cell;
		else if (cell.nbytes && !number)
			label = cell;
	}
	table.labels[table.nrows] = label;
	table.nrows += n == NCOLUMNS && label.nbytes;
}

static int know_table(void **state)
{
	know(state);
	expected = examine_text(sample_text, "a.txt")->report;
	struct str rest = str_from(sample_text), line;
	while (str_split(&rest, '\n', &line))
		read_row(line);
	assert_int_equal(table.nrows, 25);
	return 0;
}

/* A cell that is to be another one than in the sample; column 0 is that of the labels. */
struct change {
	size_t row, column;
	const char *text;
};

static void append_cell(struct strbuf *out, size_t row, size_t column, const struct change *change)
{
	strbuf_append_byte(out, '\t');
	if (change && change->row == row && change->column == column)
		strbuf_append_text(out, change->text);
	else
		strbuf_append(out, column ? table.numbers[row][column - 1] : table.labels[row]);
}

/* The sample with table three on its side, without `left_out` of its columns (0: none). */
static const char *turned(const struct change *change, size_t left_out)
{
	struct strbuf out = {0};
	for (size_t column = 0; column <= NCOLUMNS; column++) {
		if (column && column == left_out)
			continue;
		strbuf_append_text(&out, column ? heads[column - 1] : "申请人情况");
		for (size_t row = 0; row < table.nrows; row++)
			append_cell(&out, row, column, change);
		strbuf_append_byte(&out, '\n');
	}
	const char *text = without(sample_text, "（本列数据", "## 四、");
	text = with(text, "## 四、", with("X\n## 四、", "X", strbuf_text(&out)));
	strbuf_free(&out);
	return text;
}

static void assert_same_cells(const struct report *report)
{
	for (size_t i = 0; i < known_format->ncells; i++) {
		assert_int_equal(report->cells[i].status, expected.cells[i].status);
		assert_int_equal(report->cells[i].value, expected.cells[i].value);
	}
}

static void table_three(void **state)
{
	const struct examiner *examiner = examine_text(turned(NULL, 0), "a.txt");
	assert_same_cells(&examiner->report);
	assert_open(examiner, "");
}

static void a_fault_in_it(void **state)
{
	struct change change = {0, 1, "9"};
	const struct examiner *examiner = examine_text(turned(&change, 0), "a.txt");
	assert_int_equal(finding_at(examiner, "T3-BAL", "requests/natural")->verdict, VERDICT_FAIL);
	assert_int_equal(finding_at(examiner, "T3-ROW", "requests/new")->verdict, VERDICT_FAIL);
}

static void blanks(void **state)
{
	struct change change = {3, 2, "/"};
	const struct report *report = &examine_text(turned(&change, 0), "a.txt")->report;
	assert_int_equal(report->cells[cell_named("requests/partial/enterprise")].status, CELL_BLANK);
	assert_int_equal(report->cells[cell_named("requests/new/natural")].status, CELL_READ);
}

/* What is not whole is not read, and nobody is accused. */
static void assert_unread(const char *text)
{
	const struct examiner *examiner = examine_text(text, "a.txt");
	for (size_t i = 0; i < known_format->ncells; i++)
		if (format_cell_table(known_format, i) == &known_format->tables[table_named("requests")])
			assert_false(cell_has_number(&examiner->report.cells[i]));
	assert_int_equal(examiner->findings.nfailed[SEVERITY_ERROR], 0);
}

static void not_whole(void **state)
{
	static const struct change changes[] = {
		{0, 1, "若干"}, {24, 7, "1\t2"}, {5, 0, "8.属于行政查询事项"}, {4, 0, "不知道"}, {3, 4, "0\t"},
	};
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++)
		assert_unread(turned(&changes[i], 0));
	for (size_t column = 1; column <= NCOLUMNS; column++)
		assert_unread(turned(NULL, column));
}

static void table_two(void **state)
{
	const char *text = without(sample_text, "信息内容\t本年制发", "第二十条第（五）项");
	const char *rows = "信息内容\t规章\t行政规范性文件\n本年制发件数\t0\t2\n本年废止件数\t0\t1\n现行有效件数\t0\t7\n";
	const struct report *report =
		&examine_text(with(text, "第二十条第（五）项", with("X第二十条第（五）项", "X", rows)), "a.txt")->report;
	assert_same_cells(report);
}

/* Blocks that have one row: the block's head and its label, and the number directly below. */
static const char *with_blocks(const char *blocks)
{
	const char *text = without(sample_text, "第二十条第（五）项", "\n## 三、");
	return with(text, "\n## 三、", with("X\n## 三、", "X", blocks));
}

static void blocks_of_one_row(void **state)
{
	const char *text = with_blocks("信息内容\t行政许可\n本年处理决定数量\t30\n"
				       "信息内容\t行政处罚\t行政强制\n本年处理决定数量\t4\t0\n"
				       "信息内容\t行政事业性收费\n本年收费金额（单位：万元）\t12.5\n");
	const struct examiner *examiner = examine_text(text, "a.txt");
	assert_same_cells(&examiner->report);
	assert_open(examiner, "");
}

static void blocks_of_one_row_that_are_not_whole(void **state)
{
	static const char *const blocks[] = {
		"信息内容\t行政许可\n本年处理决定数量\t若干\n",
		"信息内容\t行政许可\n本年处理决定数量\t30\t5\n",
		"信息内容\t行政许可\t甲\n本年处理决定数量\t30\t5\n",
		"信息内容\t行政许可\n甲\t1\n本年处理决定数量\t30\n",
		"行政许可\t信息内容\n30\t本年处理决定数量\n",
		"信息内容\t行政许可\n本年收费金额（单位：万元）\t30\n",
		"甲\t行政许可\n本年处理决定数量\t30\n",
	};
	size_t licence = cell_named("proactive/licence/decisions");
	for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks); i++) {
		const struct examiner *examiner = examine_text(with_blocks(blocks[i]), "a.txt");
		assert_false(cell_has_number(&examiner->report.cells[licence]));
	}
	/* What is given as the form has it is read, whatever stands before. */
	const char *text = with_blocks("信息内容\t行政许可\n行政许可\t30\n");
	assert_int_equal(examine_text(text, "a.txt")->report.cells[licence].value, 30 * DECIMAL_ONE);
}

/* Labels in two lines of the head: those that stand below a group in the second. */
static void groups_above_labels(void **state)
{
	struct strbuf out = {0};
	for (size_t line = 0; line < 2; line++) {
		strbuf_append_text(&out, line ? "" : "申请人情况");
		for (size_t row = 0; row < table.nrows; row++) {
			bool below = table.labels[row].ptr[0] >= '1' && table.labels[row].ptr[0] <= '9';
			strbuf_append_byte(&out, '\t');
			if (below == (line > 0))
				strbuf_append(&out, table.labels[row]);
		}
		strbuf_append_byte(&out, '\n');
	}
	const char *text = turned(NULL, 0), *head = strstr(text, "申请人情况\t"), *end = strchr(head, '\n');
	struct strbuf old = {0};
	strbuf_append(&old, (struct str){head, (size_t)(end + 1 - head)});
	assert_same_cells(&examine_text(with(text, strbuf_text(&old), strbuf_text(&out)), "a.txt")->report);
	strbuf_free(&old);
	strbuf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_three), cmocka_unit_test(a_fault_in_it), cmocka_unit_test(blanks),
		cmocka_unit_test(not_whole),   cmocka_unit_test(table_two),	cmocka_unit_test(groups_above_labels),
		cmocka_unit_test(blocks_of_one_row), cmocka_unit_test(blocks_of_one_row_that_are_not_whole),
	};
	return cmocka_run_group_tests(tests, know_table, forget_texts);
}
