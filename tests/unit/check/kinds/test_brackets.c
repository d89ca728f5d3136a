#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/raised.h"
#include "check/sample_text.h"

static void halves_that_are_missing(void **state)
{
	assert_raised("W-BRKT", "按照《关于公开〈目录〉的通知（某办〔2020〕9号）办理。", "warning fail unclosed 《\n");
	assert_raised("W-BRKT", "按照关于公开目录的通知》办理。", "warning fail stray 》\n");
	assert_raised("W-BRKT", "落实“先审查、后公开原则。", "warning fail unclosed “\n");
	assert_raised("W-BRKT", "按照某办〔202130号文件办理。", "warning fail unclosed 〔\n");
	assert_raised("W-BRKT", "公开年报（含附表。", "warning fail unclosed （\n");
	assert_raised("W-BRKT", "落实”先审查“原则。", "warning fail stray ”\nwarning fail unclosed “\n");
}

static void halves_in_another_line(void **state)
{
	assert_raised("W-BRKT", "按照《关于推进柳桥镇\n2023年公开目录的通知》办理。", "");
	assert_raised("W-BRKT", "召开了“春节前后服务企业用工和促进返乡人员就业创业专项活动”“建设一流\n\n- 2 -\n\n第一方阵”等发布会。", "");
	assert_raised("W-BRKT", "按照《通知\n\n第二行没有后半。\n\n第三行》也不算。", "warning fail unclosed 《\nwarning fail stray 》\n");
}

static void wrong_order_and_kind(void **state)
{
	assert_raised("W-BRKT", "根据《关于印发《目录》的通知》办理。", "notice fail nested 《\n");
	assert_raised("W-BRKT", "根据《关于印发<目录>的通知》办理。", "notice fail angles <目录>\n");
	assert_raised("W-BRKT", "根据《关于目录（试行》）办理。", "notice fail crossed 》\n");
	assert_raised("W-BRKT", "根据某办[2021]30号办理。", "notice fail number [2021]30号\n");
	assert_raised("W-BRKT", "按期（每月）公开年报(含附表)。", "notice fail parentheses \n");
	assert_raised("W-BRKT", "按期(每月)公开年报(含附表)。", "");
}

static void what_matches(void **state)
{
	assert_raised("W-BRKT", "根据《关于印发〈目录〉的通知》（某办〔2021〕30号）和《办法》，落实“先审查（含复核）、后公开”原则。", "");
	assert_raised("W-BRKT", "1）上墙；2）上网；一）入户；（3）上船。", "");
	assert_raised("W-BRKT", "(一)主动公开。网址<http://a.b/c>，见[1]。", "");
	assert_raised("W-BRKT", "《甲》《乙》“丙”“丁”〔戊〕（己）。", "");
}

static void half_width_brackets_are_one_finding(void **state)
{
	const struct examiner *examiner = examine_text(
		with(sample_text, "收到政府信息公开申请8件。", "收到(含上年)申请8件(均已答复)。\n\n（一）（二）（三）另有(镇级)网页。"), "a.txt");
	const struct finding *finding = finding_at(examiner, "W-BRKT", "section/1");
	assert_int_equal(finding->count, 3);
	assert_int_equal(finding->line, 7);
}

static void joined_lines_leave_a_doubt(void **state)
{
	examine_text(with(sample_text, "全年公开信息120条，", "按照《关于公开目录的通知办理，"), "a.txt");
	const struct examiner *examiner =
		examine_text(with(sample_text, "全年公开信息120条，",
				  "按照《关于公开目录的通知，全年在县政府网站和镇村公开栏公开\n信息120条，"),
			     "a.txt");
	assert_int_equal(finding_at(examiner, "W-BRKT", "section/1")->cause, CAUSE_UNKNOWN);
	examiner = examine_text(with(sample_text, "全年公开信息120条，", "按照《关于公开目录的通知办理，"), "a.txt");
	assert_int_equal(finding_at(examiner, "W-BRKT", "section/1")->cause, CAUSE_SOURCE);
}

static void titles_in_other_words(void **state)
{
	assert_raised("F-CITE", "按照《国务院办公厅关于印发〈政府信息公开信息处理费用管理办法〉的通知》办理。",
		      "warning fail wording 《国务院办公厅关于印发〈政府信息公开信息处理费用管理办法〉的通知》\n");
	assert_raised("F-CITE", "按照《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉通知》办理。",
		      "warning fail wording 《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉通知》\n");
	assert_raised("F-CITE", "按照《政府信息公开信息处理费管理办法》（国办函〔2020〕190号）办理。",
		      "warning fail number 国办函〔2020〕190号\n");
	assert_raised("W-QUOTE", "根据《中华人民共和国政府信息公开条列》编制。",
		      "notice fail wording 《中华人民共和国政府信息公开条列》\n");
	assert_raised("W-QUOTE", "按照《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕20号）编制。",
		      "notice fail number 国办公开办函〔2021〕20号\n");
}

static void titles_with_wrong_marks(void **state)
{
	assert_raised("F-CITE", "按照《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知（国办函〔2020〕109号）办理。",
		      "notice fail marks 《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知\n");
	assert_raised("F-CITE", "按照《国务院办公厅关于印发政府信息公开信息处理费管理办法的通知》办理。",
		      "notice fail marks 《国务院办公厅关于印发政府信息公开信息处理费管理办法的通知》\n");
	/* The kind of bracket is a matter of W-BRKT. */
	assert_raised("F-CITE", "按照《国务院办公厅关于印发<政府信息公开信息处理费管理办法>的通知》办理。", "");
	assert_raised("W-QUOTE", "按照《国务院办公厅政府信息与政务公开办公室关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知》编制。", "");
}

static void titles_of_other_documents(void **state)
{
	assert_raised("F-CITE", "按照《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》（国办函〔2020〕109号）办理。", "");
	assert_raised("W-QUOTE", "根据《中华人民共和国政府信息公开条例》《政府信息公开条例》《条例》和《松塘县政府信息公开办法》编制。", "");
	assert_raised("W-QUOTE", "印发《松塘县政府信息公开工作规定》《政府信息主动公开目录》（松政办〔2021〕30号）。", "");
	assert_raised("W-QUOTE", "按照《中华人民共和国政府信息公开工作年度报告格式（试行）》（国办公开办函〔2019〕60号）编制。", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(halves_that_are_missing),
		cmocka_unit_test(halves_in_another_line),
		cmocka_unit_test(wrong_order_and_kind),
		cmocka_unit_test(what_matches),
		cmocka_unit_test(half_width_brackets_are_one_finding),
		cmocka_unit_test(joined_lines_leave_a_doubt),
		cmocka_unit_test(titles_in_other_words),
		cmocka_unit_test(titles_with_wrong_marks),
		cmocka_unit_test(titles_of_other_documents),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
