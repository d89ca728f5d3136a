#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/explain.h"
#include "check/sample_text.h"

static const struct language english;
static struct language other;

typedef void append_message(const struct finding *, const struct report *, const struct language *, struct strbuf *);

/* "place: message" of a finding. */
static void assert_appended(append_message *append, const struct language *language, const char *text, const char *id,
			    const char *place, const char *expected)
{
	struct strbuf out = {0};
	const struct examiner *examiner = examine_text(text, "a.txt");
	const struct finding *finding = finding_at(examiner, id, place);
	explain_append_place(finding, examiner->report.format, language, &out);
	strbuf_append_text(&out, ": ");
	append(finding, &examiner->report, language, &out);
	assert_string_equal(strbuf_text(&out), expected);
	strbuf_free(&out);
}

static void assert_explained_in(const struct language *language, const char *text, const char *id, const char *place,
				const char *expected)
{
	assert_appended(explain_append_message, language, text, id, place, expected);
}

static void assert_explained(const char *text, const char *id, const char *place, const char *expected)
{
	assert_explained_in(&english, text, id, place, expected);
}

static const char *unbalanced(void)
{
	return with(sample_text, "申请数量\t\t\t1\t0\t0\t0\t0\t0\t1", "申请数量\t\t\t2\t0\t0\t0\t0\t0\t1");
}

static const char *with_repeat(const char *values)
{
	struct strbuf row = {0};
	strbuf_printf(&row, "2.重复申请\t%s\n", values);
	const char *text = with(sample_text, "2.重复申请\t1\t0\t0\t0\t0\t0\t1\n", strbuf_text(&row));
	strbuf_free(&row);
	return text;
}

static void relations_of_columns(void **state)
{
	assert_explained(unbalanced(), "T3-BAL", "requests/natural",
			 "表三 自然人: 一、本年新收 5 + 二、上年结转 2 = 7 ≠ （七）总计 5 + 四、结转下年 1 = 6, difference 1");
	assert_explained(sample_text, "T3-BAL", "requests/enterprise",
			 "表三 商业企业: 一、本年新收 2 + 二、上年结转 0 = 2 = （七）总计 2 + 四、结转下年 0 = 2");
	/* A long sum leaves out what is 0. */
	assert_explained(with_repeat("2\t0\t0\t0\t0\t0\t2"), "T3-SUB", "requests/natural",
			 "表三 自然人: （一）予以公开 2 + （二）部分公开 1 + 1.不掌握 1 + 2.重复申请 2 = 6 ≠ （七）总计 5, "
			 "difference 1");
	assert_explained(sample_text, "T3-SUB", "requests/other", "表三 其他: 0 = （七）总计 0");
}

static void relations_of_rows(void **state)
{
	assert_explained(unbalanced(), "T3-ROW", "requests/carried_in",
			 "表三 二、上年结转: 自然人 2 ≠ 总计 1, difference 1");
	assert_explained(with(sample_text, "1\t1\t0\t0\t2", "1\t1\t0\t0\t4"), "T4-SUM", "disputes/after_review",
			 "表四 复议后起诉: 维持 1 + 纠正 1 + 其他 0 + 未结 0 = 2 ≠ 总计 4, difference -2");
	assert_explained(with(sample_text, "2\t1\t7", "9\t1\t7.5"), "T2-VALID", "proactive/normative",
			 "表二 行政规范性文件: 有效 7.5 < 制发 9 - 废止 1 = 8, difference -0.5");
	assert_explained(sample_text, "T2-VALID", "proactive/normative",
			 "表二 行政规范性文件: 有效 7 ≥ 制发 2 - 废止 1 = 1");
	assert_explained(with(sample_text, "2\t1\t7", "9（其中修订3件）\t1\t7"), "T2-VALID", "proactive/normative",
			 "表二 行政规范性文件: 有效 7 < 制发 9 - 废止 1 = 8, difference -1; a cell carries a remark, please "
			 "judge");
}

static void bounds(void **state)
{
	const char *text = without(with_repeat("4\t0\t0\t0\t0\t0\t4"), "\t（七）总计\t\t5", "四、结转下年度继续办理\t");
	assert_explained(with(text, "1.属于国家秘密\t0", "1.属于国家秘密\t/"), "T3-BOUND", "requests/natural",
			 "表三 自然人: （一）予以公开 2 + （二）部分公开 1 + 1.不掌握 1 + 2.重复申请 4 = 8 (1 cell not read left "
			 "out) > 一、本年新收 5 + 二、上年结转 1 = 6, difference 2");
}

static void why_not_assessable(void **state)
{
	assert_explained(with_repeat("/\t0\t0\t0\t0\t0\t1"), "T3-SUB", "requests/natural",
			 "表三 自然人: not assessable: 2.重复申请 is blank");
	assert_explained(with_repeat("一\t0\t0\t0\t0\t0\t1"), "T3-SUB", "requests/natural",
			 "表三 自然人: not assessable: 2.重复申请 is not a number");
	assert_explained(with_repeat("1\t0\t1"), "T3-ROW", "requests/rejected.repeat",
			 "表三 2.重复申请: not assessable: 自然人 could not be read");
	assert_explained(without(sample_text, "\t\t2.重复申请", "\t\t3.要求"), "T3-SUB", "requests/total",
			 "表三 总计: not assessable: 2.重复申请 is not there");
	assert_explained(with(sample_text, "1\t0\t0\t1\t2", "9223372036854\t9223372036854\t0\t1\t2"), "T4-SUM",
			 "disputes/review", "表四 行政复议: not assessable: the sum is too large");
}

static void cells_of_a_table(void **state)
{
	assert_explained(with_repeat("/\t0\t\t0\t0\t0\t1"), "N-BLANK", "requests",
			 "表三: 2 cells are blank; a blank is not taken for 0");
	assert_explained(with_repeat("1\t0\t1"), "N-LOST", "requests",
			 "表三: 7 cells could not be read; what needs them is not assessed");
}

static void rows_of_a_table(void **state)
{
	assert_explained(without(sample_text, "\t\t2.重复申请", "\t\t3.要求"), "S-ROW", "requests",
			 "表三: 1 of 25 rows is missing: 2.重复申请");
	assert_explained(without(sample_text, "\t\t2.重复申请", "\t\t2.申请人"), "S-ROW", "requests",
			 "表三: 5 of 25 rows are missing: 2.重复申请; 3.公开出版物; 4.大量反复; 5.确认或重出具; "
			 "1.逾期不补正");
	assert_explained(sample_text, "S-ROW", "disputes", "表四: 0 of 3 rows are missing");
}

/* In brief the first rows of many are named, and all are counted; nothing is left out that one more name could say. */
static void rows_in_brief(void **state)
{
	const char *five = without(sample_text, "\t\t2.重复申请", "\t\t2.申请人");
	const char *six = without(sample_text, "\t\t2.重复申请", "\t\t3.其他");
	assert_appended(explain_append_brief, &english, five, "S-ROW", "requests",
			"表三: 5 of 25 rows are missing: 2.重复申请; 3.公开出版物; 4.大量反复; 5.确认或重出具; 1.逾期不补正");
	assert_appended(explain_append_brief, &english, six, "S-ROW", "requests",
			"表三: 6 of 25 rows are missing: 2.重复申请; 3.公开出版物; 4.大量反复; 5.确认或重出具 and others: 6 rows");
	assert_explained(six, "S-ROW", "requests",
			 "表三: 6 of 25 rows are missing: 2.重复申请; 3.公开出版物; 4.大量反复; 5.确认或重出具; "
			 "1.逾期不补正; 2.逾期不缴费");
}

static void sections(void **state)
{
	assert_explained(without(sample_text, "## 五、", "## 六、"), "S-SEC", "section/5",
			 "section 五: missing: 五、存在的主要问题及改进情况");
	assert_explained(with(sample_text, "## 一、总体情况", "一、总体情况\n一、总体情况"), "S-SEC", "section/1",
			 "section 一: stands 2 times: 一、总体情况");
	assert_explained(sample_text, "S-SEC", "section/6", "section 六: there: 六、其他需要报告的事项");
}

static void tables(void **state)
{
	const char *text = without(sample_text, "行政复议\t\t\t\t\t行政诉讼", "\n## 五、");
	assert_explained(text, "S-TBL", "disputes", "表四: the table is missing");
	assert_explained(sample_text, "S-TBL", "disputes", "表四: the table is there");
	assert_explained(with(text, "## 五、", "[TABLE]\n\n## 五、"), "S-TBL", "disputes",
			 "表四: the table was lost in conversion: a mark stands in its place");
	assert_explained(with(text, "## 五、", "复议后起诉 1 0 0 1 2\n\n## 五、"), "S-TBL", "disputes",
			 "表四: the table is there, in a layout that cannot be read");
	text = without(sample_text, "第二十条第（五）项", "第二十条第（八）项");
	assert_explained(text, "S-TBL", "proactive",
			 "表二: parts of the table are missing: 第二十条第（五）项; 第二十条第（六）项");
}

static void formulas(void **state)
{
	struct strbuf out = {0};
	const struct finding *finding =
		finding_at(examine_text(sample_text, "a.txt"), "T3-SUB", "requests/natural");
	explain_append_formula(finding->relation, &out);
	assert_string_equal(strbuf_text(&out), "（一）予以公开 + （二）部分公开 + （三）不予公开 + （四）无法提供 + （五）不予处理 + "
					       "（六）其他处理 = （七）总计");
	strbuf_clear(&out);
	finding = finding_at(examine_text(sample_text, "a.txt"), "T2-VALID", "proactive/regulation");
	explain_append_formula(finding->relation, &out);
	assert_string_equal(strbuf_text(&out), "有效 >= 制发 - 废止");
	strbuf_free(&out);
}

static void in_another_language(void **state)
{
	const struct rule *rule = rules_find(known_rules, STR("T3-BAL"));
	assert_true(str_equal(explain_rule_title(rule, &english), rule->title_en));
	assert_true(str_equal(explain_rule_why(rule, &english), rule->why_en));
	assert_true(str_equal(explain_rule_title(rule, &other), rule->title));
	assert_true(str_equal(explain_rule_why(rule, &other), rule->why));
	assert_false(str_equal(rule->title, rule->title_en));
	assert_explained_in(&other, unbalanced(), "T3-ROW", "requests/carried_in",
			    "表三 二、上年结转: 自然人 2 ≠ 总计 1，相差 1");
	assert_explained_in(&other, with_repeat("/\t0\t\t0\t0\t0\t1"), "N-BLANK", "requests", "表三: 空白 2 格");
	assert_explained_in(&other, without(sample_text, "## 五、", "## 六、"), "S-SEC", "section/5",
			    "第五部分: 缺：五、存在的主要问题及改进情况");
	assert_explained_in(&other, with_repeat("/\t0\t0\t0\t0\t0\t1"), "T3-SUB", "requests/natural",
			    "表三 自然人: not assessable: 2.重复申请未填");
}

static const char messages[] =
	"msgid \", difference \"\nmsgstr \"，相差 \"\n"
	"msgid \"%u cells are blank; a blank is not taken for 0\"\nmsgstr \"空白 %u 格\"\n"
	"msgid \"section %s\"\nmsgstr \"第%s部分\"\n"
	"msgid \"missing: \"\nmsgstr \"缺：\"\n"
	"msgid \" is blank\"\nmsgstr \"未填\"\n";

static struct catalog *catalog;

static int setup(void **state)
{
	struct error error;
	catalog = catalog_parse(STR(messages), "zh.po", &error);
	other = (struct language){.chinese = true, .catalog = catalog};
	return catalog ? know(state) : -1;
}

static int teardown(void **state)
{
	catalog_free(catalog);
	return forget_texts(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(relations_of_columns),
		cmocka_unit_test(relations_of_rows),
		cmocka_unit_test(bounds),
		cmocka_unit_test(why_not_assessable),
		cmocka_unit_test(cells_of_a_table),
		cmocka_unit_test(rows_of_a_table),
		cmocka_unit_test(rows_in_brief),
		cmocka_unit_test(sections),
		cmocka_unit_test(tables),
		cmocka_unit_test(formulas),
		cmocka_unit_test(in_another_language),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
