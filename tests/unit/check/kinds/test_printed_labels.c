#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/sample_text.h"

static const struct examiner *check(const char *text)
{
	return examine_text(text, "a.txt");
}

/* Words. */

static void labels_of_the_form(void **state)
{
	assert_rule(check(sample_text), "S-LAB", "pass 3 fail 0 look 0 na 0");
	assert_rule(check(one_cell_a_line(sample_text)), "S-LAB", "pass 3 fail 0 look 0 na 0");
	/* Marks, width and blanks. */
	const char *text = with(sample_text, "3.危及“三安全一稳定”", "３、危及 \"三安全一稳定\"");
	text = with(text, "（一）予以公开", "(一) 予以公开");
	assert_rule(check(with(text, "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未", "结果 维持\t结果 纠正\t其他结果\t尚未审结\t总计\t未")),
		    "S-LAB", "pass 3 fail 0 look 0 na 0");
}

static void labels_in_other_words(void **state)
{
	const struct examiner *examiner =
		check(with(sample_text, "2.其他法律行政法规禁止公开", "2.其他法律法规禁止公开"));
	assert_open_in(examiner, "S- D-", "S-LAB warning fail requests 1\n");
	const struct finding *finding = finding_at(examiner, "S-LAB", "requests");
	assert_int_equal(finding->line, 36);
	assert_string_equal(finding->args[0].ptr, "2.其他法律法规禁止公开");
	assert_string_equal(finding->args[1].ptr, "2.其他法律行政法规禁止公开");
	const char *text = with(sample_text, "重新出具已获取信息", "重新出具已取得信息");
	assert_open_in(check(with(text, "2.其他法律行政法规禁止公开", "2.其他法律法规禁止公开")), "S- D-", "S-LAB warning fail requests 2\n");
	assert_open_in(check(with(sample_text, "本年废止件数", "本年废纸件数")), "S- D-", "S-LAB warning fail proactive 1\n");
	assert_open_in(check(with(sample_text, "行政规范性文件", "规范性文件")), "S- D-", "S-LAB warning fail proactive 1\n");
}

/* What conversion does to a label is no fault of the report. */
static void damaged_labels(void **state)
{
	static const struct {
		const char *old, *new;
	} damages[] = {
		{"6.属于四类过程性信息\t0\t0\t0\t0\t0\t0\t0\n", "6.属于四类过程性\t0\t0\t0\t0\t0\t0\t0\n\t\t信息\t\t\t\t\t\t\t\n"},
		{"5.要求行政机关确认或重新出具已获取信息\t0\t0\t0\t0\t0\t0\t0\n",
		 "5.要求行政机关确认或重新出具已取得\t0\t0\t0\t0\t0\t0\t0\n\t\t信息\t\t\t\t\t\t\t\n"},
		{"3.其他\t", "其他\t"},
		{"（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开"},
		{"行政规范性文件\t", "行政\t规范性文件\t"},
		{"本年收费金额（单位：万元）", "本年收费金额"},
	};
	for (size_t i = 0; i < sizeof(damages) / sizeof(*damages); i++)
		assert_rule(check(with(sample_text, damages[i].old, damages[i].new)), "S-LAB",
			    "pass 3 fail 0 look 0 na 0");
}

/* Columns. */

static void columns_of_the_form(void **state)
{
	assert_rule(check(sample_text), "S-COL", "pass 3 fail 0 look 0 na 0");
	assert_rule(check(one_cell_a_line(sample_text)), "S-COL", "pass 3 fail 0 look 0 na 0");
	/* A table cut by a page has its whole head twice; 总计 may stand a line higher. */
	const char *head = "\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\n";
	assert_rule(check(with(sample_text, "本年制发件数\t本年废止件数\t现行有效件数\n", "本年制发件数\t本年废止件数\t现行有效件数\n"
			       "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n")), "S-COL", "pass 3 fail 0 look 0 na 0");
	assert_rule(check(with(sample_text, head, "\t\t\t\t商业 企业\t科研 机构\t社会公益组织\t法律服务机构\t其他\t\n")), "S-COL",
		    "pass 3 fail 0 look 0 na 0");
	/* A head that cannot be told is damaged: nothing is said. */
	assert_rule(check(with(sample_text, "科研机构\t社会公益组织", "科研\t社会公益组织")), "S-COL",
		    "pass 2 fail 0 look 0 na 0");
}

static void a_column_is_missing(void **state)
{
	const char *text = without(sample_text, "规章\t0\t0\t0", "第二十条第（五）项");
	text = with(text, "本年制发件数\t本年废止件数\t现行有效件数\n", "本年制发件数\t现行有效件数\n规章\t0\t0\n行政规范性文件\t2\t7\n");
	const struct finding *finding = finding_at(check(text), "S-COL", "proactive");
	assert_int_equal(finding->verdict, VERDICT_FAIL);
	assert_int_equal(finding->severity, SEVERITY_ERROR);
	assert_string_equal(finding->args[0].ptr, "本年废止件数");
	/* The numbers are there: only the head lost a cell. */
	finding = finding_at(check(with(sample_text, "本年废止件数", "")), "S-COL", "proactive");
	assert_int_equal(finding->verdict, VERDICT_LOOK);
}

static void columns_out_of_place(void **state)
{
	const struct finding *finding = finding_at(check(with(sample_text, "本年制发件数\t本年废止件数", "本年废止件数\t本年制发件数")),
						   "S-COL", "proactive");
	assert_int_equal(finding->verdict, VERDICT_FAIL);
	assert_int_equal(finding->severity, SEVERITY_WARNING);
	finding = finding_at(check(with(sample_text, "商业企业\t科研机构", "商业企业\t商业企业\t科研机构")), "S-COL", "requests");
	assert_int_equal(finding->verdict, VERDICT_FAIL);
	assert_string_equal(finding->args[0].ptr, "商业企业");
}

/* Rows. */

static void rows_that_stand_twice(void **state)
{
#define ROW "\t\t2.重复申请\t1\t0\t0\t0\t0\t0\t1\n"
	assert_open_in(check(with(sample_text, ROW, ROW ROW)), "S- D-", "S-ROW warning fail requests 1\n");
#undef ROW
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_of_the_form),
		cmocka_unit_test(labels_in_other_words),
		cmocka_unit_test(damaged_labels),
		cmocka_unit_test(columns_of_the_form),
		cmocka_unit_test(a_column_is_missing),
		cmocka_unit_test(columns_out_of_place),
		cmocka_unit_test(rows_that_stand_twice),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
