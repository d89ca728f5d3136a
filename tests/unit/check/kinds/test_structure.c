#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/kinds/structure.h"
#include "check/sample_text.h"

static const struct examiner *check(const char *text)
{
	return examine_text(text, "a.txt");
}

static void assert_finding(const struct examiner *examiner, const char *id, const char *place, unsigned count,
			   unsigned line, enum cause cause)
{
	const struct finding *finding = finding_at(examiner, id, place);
	assert_int_equal(finding->count, count);
	assert_int_equal(finding->line, line);
	assert_int_equal(finding->cause, cause);
	assert_null(finding->relation);
}

static void missing_sections(void **state)
{
	const struct examiner *examiner = check(without(sample_text, "## 五、", "## 六、"));
	assert_open(examiner, "S-SEC error fail section/5\n");
	/* Where it should stand: at the section behind it, or at the end. */
	assert_finding(examiner, "S-SEC", "section/5", 0, 64, CAUSE_UNKNOWN);
	examiner = check(without(sample_text, "## 六、", "本年未收取"));
	assert_open(examiner, "S-SEC error fail section/6\n");
	assert_finding(examiner, "S-SEC", "section/6", 0, 72, CAUSE_UNKNOWN);
}

static void doubled_sections(void **state)
{
	const struct examiner *examiner =
		check(with(sample_text, "## 六、其他需要报告的事项", "六、其他需要报告的事项\n\n六、其他需要报告的事项"));
	assert_open(examiner, "S-SEC warning fail section/6\n");
	assert_finding(examiner, "S-SEC", "section/6", 2, 70, CAUSE_UNKNOWN);
	assert_int_equal(examiner->findings.nfailed[SEVERITY_WARNING], 1);
	assert_int_equal(examiner->findings.nfailed[SEVERITY_ERROR], 0);
}

static void missing_tables(void **state)
{
	const char *text = without(sample_text, "第二十条第（一）项", "\n## 三、");
	const struct examiner *examiner = check(with(text, "## 三、", "没有规范性文件。\n\n## 三、"));
	assert_open(examiner, "S-TBL error fail proactive\n");
	assert_finding(examiner, "S-TBL", "proactive", 0, 9, CAUSE_UNKNOWN);
	assert_rule(examiner, "N-BLANK", "pass 2 fail 0 look 0 na 0");
	assert_rule(examiner, "S-ROW", "pass 2 fail 0 look 0 na 0");
}

/* Pages lose their tables on the way, all of them: whether they had any is not known. */
static void no_table_at_all(void **state)
{
	const char *text = without(sample_text, "第二十条第（一）项", "\n## 三、");
	text = without(text, "（本列数据", "\n## 四、");
	text = without(text, "行政复议\t\t\t\t\t行政诉讼", "\n## 五、");
	const struct examiner *examiner = check(text);
	assert_open(examiner, "S-TBL error look disputes\nS-TBL error look proactive\nS-TBL error look requests\n");
	assert_int_equal(examiner->findings.nfailed[SEVERITY_ERROR], 0);
}

static void table_in_another_layout(void **state)
{
	const char *text = without(sample_text, "第二十条第（一）项", "\n## 三、");
	const struct examiner *examiner =
		check(with(text, "## 三、", "图一：本年制发件数、现行有效件数\n\n## 三、"));
	assert_open(examiner, "S-TBL error look proactive\n");
	assert_int_equal(examiner->findings.nfailed[SEVERITY_NOTICE], 1);
	assert_int_equal(examiner->findings.nfailed[SEVERITY_ERROR], 0);
}

/* Its cells were met, and cannot be told apart. */
static void table_without_order(void **state)
{
	const char *text = without(sample_text, "第二十条第（一）项", "\n## 三、");
	const struct examiner *examiner =
		check(with(text, "## 三、", "信息内容 本年制发件数 规章 0 行政规范性文件 0\n\n## 三、"));
	assert_open(examiner, "N-LOST notice fail proactive 10\n");
	assert_int_equal(examiner->findings.nfailed[SEVERITY_ERROR], 0);
}

/* A part of table two: one finding for the table, none for its rows. */
/* A row that stands in the text, in a layout that was not understood, is not missing; nor is any of a table that was
 * not. */
static void unread_rows(void **state)
{
	const char *text = with(sample_text, "\t\t3.要求提供公开出版物\t0\t0\t0\t0\t0\t0\t0\n",
				"（五）不予处理 / 3.要求提供公开出版物 / 0 / 0 / 0 / 0 / 0 / 0 / 0\n");
	const struct examiner *examiner = check(text);
	assert_int_equal(examiner->report.rows[row_named("requests/rejected.published")].line, 0);
	assert_rule(examiner, "S-ROW", "pass 3 fail 0 look 0 na 0");
	text = with(sample_text, "规章\t0\t0\t0", "规章\ta\tb\tc");
	text = with(text, "行政许可\t30", "行政许可\t三十");
	examiner = check(without(text, "行政规范性文件\t", "第二十条第（五）项"));
	assert_rule(examiner, "S-ROW", "pass 3 fail 0 look 0 na 0");
}

/* A heading that stands in the text anyhow is not missing. */
static void unread_headings(void **state)
{
	const struct examiner *examiner = check(with(sample_text, "## 五、", "12 \\section{五、"));
	assert_finding(examiner, "S-SEC", "section/5", 0, 68, CAUSE_UNKNOWN);
	assert_rule(examiner, "S-SEC", "pass 5 fail 0 look 1 na 0");
}

/* Numbers right behind a group are those of a row of another form, in whatever layout. */
static void foreign_group(void **state)
{
	const char *text = without(sample_text, "\t（六）其他处理", "\t（七）总计");
	const struct examiner *examiner = check(with(text, "\t（七）总计", "\t（六）其他处理  0 0 0 0 0 0 0\n\t（七）总计"));
	assert_rule(examiner, "S-ROW", "pass 3 fail 0 look 0 na 0");
}

/* A table in the heads of another form, in a layout that was not understood, is there. */
static void foreign_table(void **state)
{
	const char *text = without(sample_text, "第二十条第（一）项", "\n## 三、");
	const struct examiner *examiner = check(with(text, "## 三、", "行政许可-上一年项目数量：3；行政许可-本年增/减：1\n\n## 三、"));
	assert_finding(examiner, "S-TBL", "proactive", 0, 9, CAUSE_UNKNOWN);
	assert_rule(examiner, "S-TBL", "pass 2 fail 0 look 1 na 0");
}

static void missing_block(void **state)
{
	const char *text = without(sample_text, "第二十条第（六）项", "第二十条第（八）项");
	const struct examiner *examiner = check(text);
	assert_open(examiner, "S-TBL error fail proactive 1\n");
	const struct format_block *blocks = known_format->tables[table_named("proactive")].blocks;
	assert_true(structure_block_is_missing(&examiner->report, &blocks[2]));
	assert_false(structure_block_is_missing(&examiner->report, &blocks[1]));
	assert_false(structure_row_is_missing(&examiner->report, row_named("proactive/penalty")));
}

static void missing_rows(void **state)
{
	const char *text = without(sample_text, "\t\t3.要求提供公开出版物", "\t（六）其他处理");
	const struct examiner *examiner = check(text);
	assert_open(examiner, "S-ROW error fail requests 3\n");
	/* Behind the last row before the first that is missing. */
	assert_finding(examiner, "S-ROW", "requests", 3, 47, CAUSE_UNKNOWN);
	assert_true(structure_row_is_missing(&examiner->report, row_named("requests/rejected.excessive")));
	assert_false(structure_row_is_missing(&examiner->report, row_named("requests/rejected.repeat")));
	assert_false(structure_row_is_missing(&examiner->report, row_named("requests/rejected.repeat") - 2));
	examiner = check(without(sample_text, "规章\t0", "行政规范性文件\t"));
	assert_open(examiner, "S-ROW error fail proactive 1\n");
	assert_finding(examiner, "S-ROW", "proactive", 1, 13, CAUSE_UNKNOWN);
}

static void repaired_rows(void **state)
{
	const char *text = with(sample_text, "6.属于四类过程性信息\t0\t0\t0\t0\t0\t0\t0\n",
				"6.属于四类过程性\t0\t0\t0\t0\t0\t0\t0\n\n\t\t信息\t\t\t\t\t\t\t\n");
	const struct examiner *examiner = check(with(text, "4.保护第三方合法权益", "4.保护第三人的合法权益"));
	assert_open(examiner, "N-SPLIT notice fail requests 2\nS-LAB warning fail requests 1\n");
	assert_finding(examiner, "N-SPLIT", "requests", 2, 38, CAUSE_EXTRACTION);
	assert_finding(examiner, "N-SPLIT", "proactive", 0, 13, CAUSE_UNKNOWN);
}

static void blank_cells(void **state)
{
	const char *text = with(sample_text, "行政许可\t30", "行政许可\t—");
	text = with(text, "2.重复申请\t1\t0\t0\t0\t0\t0\t1", "2.重复申请\t1\t\t无\t/\t0\t0\t1");
	const struct examiner *examiner = check(text);
	assert_open(examiner, "N-BLANK warning fail proactive 1\nN-BLANK warning fail requests 3\n");
	assert_finding(examiner, "N-BLANK", "proactive", 1, 17, CAUSE_SOURCE);
	assert_finding(examiner, "N-BLANK", "requests", 3, 47, CAUSE_SOURCE);
	assert_finding(examiner, "N-BLANK", "disputes", 0, 62, CAUSE_UNKNOWN);
}

static void lost_cells(void **state)
{
	const char *text = with(sample_text, "行政许可\t30", "行政许可\t三十");
	text = with(text, "2.重复申请\t1\t0\t0\t0\t0\t0\t1", "2.重复申请\t1\t0\t0\t1");
	const struct examiner *examiner = check(text);
	assert_open(examiner, "N-LOST notice fail proactive 1\nN-LOST notice fail requests 7\n");
	assert_finding(examiner, "N-LOST", "proactive", 1, 17, CAUSE_EXTRACTION);
	assert_finding(examiner, "N-LOST", "requests", 7, 47, CAUSE_EXTRACTION);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(missing_sections),
		cmocka_unit_test(doubled_sections),
		cmocka_unit_test(missing_tables),
		cmocka_unit_test(no_table_at_all),
		cmocka_unit_test(table_in_another_layout),
		cmocka_unit_test(table_without_order),
		cmocka_unit_test(unread_rows),
		cmocka_unit_test(unread_headings),
		cmocka_unit_test(foreign_group),
		cmocka_unit_test(foreign_table),
		cmocka_unit_test(missing_block),
		cmocka_unit_test(missing_rows),
		cmocka_unit_test(repaired_rows),
		cmocka_unit_test(blank_cells),
		cmocka_unit_test(lost_cells),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
