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

static void assert_arg(const struct finding *finding, size_t arg, const char *expected)
{
	assert_true(finding->nargs > arg);
	assert_string_equal(finding->args[arg].ptr, expected);
}

/* Order. */

static void sections_in_order(void **state)
{
	assert_rule(check(sample_text), "S-ORD", "pass 1 fail 0 look 0 na 0");
	/* A section that stands twice is not out of order, nor is one that is missing. */
	assert_rule(check(with(sample_text, "## 六、其他", "六、其他需要报告的事项\n\n六、其他")), "S-ORD",
		    "pass 1 fail 0 look 0 na 0");
	assert_rule(check(without(sample_text, "## 五、", "## 六、")), "S-ORD", "pass 1 fail 0 look 0 na 0");
}

static void sections_out_of_order(void **state)
{
	const char *text = with(sample_text, "## 五、存在的主要问题及改进情况", "## X");
	text = with(text, "## 六、其他需要报告的事项", "## 五、存在的主要问题及改进情况");
	const struct finding *finding = finding_at(check(with(text, "## X", "## 六、其他需要报告的事项")), "S-ORD", "section/5");
	assert_int_equal(finding->verdict, VERDICT_FAIL);
	assert_int_equal(finding->severity, SEVERITY_WARNING);
	assert_int_equal(finding->line, 68);
	assert_arg(finding, 0, "五");
	assert_arg(finding, 1, "六");
}

/* Ordinals. */

static void a_heading_of_another_number(void **state)
{
	const struct examiner *examiner = check(with(sample_text, "## 六、其他需要", "## 七、其他需要"));
	assert_open_in(examiner, "S- D-", "S-NUM warning fail section/6\n");
	assert_arg(finding_at(examiner, "S-NUM", "section/6"), 1, "六");
}

static void subheadings_like_sections(void **state)
{
	const char *text = with(sample_text, "全年公开信息120条", "一、主动公开情况\n\n二、依申请公开情况\n\n全年公开信息120条");
	const struct finding *finding = finding_at(check(text), "S-NUM", "section/1");
	assert_int_equal(finding->verdict, VERDICT_FAIL);
	assert_int_equal(finding->line, 7);
	assert_int_equal(finding->count, 2);
}

static void ordinals_of_a_lower_level(void **state)
{
	const char *text = with(sample_text, "全年公开信息120条", "（一）主动公开政府信息情况\n\n1.其他需要报告的事项\n\n全年公开信息120条");
	assert_rule(check(text), "S-NUM", "pass 1 fail 0 look 0 na 0");
	/* One alone, and a long sentence, are no numbering. */
	text = with(sample_text, "全年公开信息120条", "一、主动公开情况\n\n全年公开信息120条");
	assert_rule(check(text), "S-NUM", "pass 1 fail 0 look 0 na 0");
	/* Word numbers its headings itself: converted, they have none. */
	assert_rule(check(with(sample_text, "## 六、其他", "## 其他")), "S-NUM", "pass 1 fail 0 look 0 na 0");
}

/* Words. */

static void headings_of_the_form(void **state)
{
	static const char *const accepted[] = {
		"## 五、政府信息公开工作存在的主要问题及改进情况", "**五、存在的主要问题及改进情况**",
		"五、 存在的主要问题 及改进情况",
	};
	for (size_t i = 0; i < 3; i++)
		assert_rule(check(with(sample_text, "## 五、存在的主要问题及改进情况", accepted[i])), "S-HEAD",
			    "pass 1 fail 0 look 0 na 0");
	assert_rule(check(with(sample_text, "## 四、政府信息公开行政复议、行政诉讼情况",
			       "## 四、政府信息公开行政复议和行政诉讼情况")), "S-HEAD", "pass 1 fail 0 look 0 na 0");
}

static void headings_in_other_words(void **state)
{
	const struct examiner *examiner = check(with(sample_text, "## 四、政府信息公开行政复议、行政诉讼情况",
						     "## 四、政府信息公开行政法复议、行政诉讼情况"));
	assert_open_in(examiner, "S- D-", "S-HEAD warning fail section/4\n");
	assert_arg(finding_at(examiner, "S-HEAD", "section/4"), 0, "政府信息公开行政法复议、行政诉讼情况");
	assert_open_in(check(with(sample_text, "## 五、存在的主要问题及改进情况", "## 五、存在问题及改进情况")), "S- D-",
		    "S-HEAD warning fail section/5\n");
}

/* One notice for all of them. */
static void headings_with_other_marks(void **state)
{
	const char *text = with(sample_text, "## 四、政府信息公开行政复议、行政诉讼情况", "## 四、政府信息公开行政复议行政诉讼情况");
	text = with(text, "## 五、存在的主要问题及改进情况", "## 五、存在的主要问题和改进情况");
	assert_open_in(check(text), "S- D-", "S-HEAD notice fail report 2\n");
}

/* What the preamble names. */

static void parts_that_are_there(void **state)
{
	static const char *const sentences[] = {
		"本报告由总体情况、主动公开政府信息情况等六个部分组成。", "全文共6部分。", "本报告包括六部分内容。",
		"各部分单位共同编制。", "第三部分包括一张表。", "由总体情况和附件组成。",
	};
	for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++) {
		const struct examiner *examiner =
			check(with(sample_text, "\n\n## 一、", with("\n\nX\n\n## 一、", "X", sentences[i])));
		assert_rule(examiner, "D-PARTS", i < 3 ? "pass 1 fail 0 look 0 na 0" : "pass 0 fail 0 look 0 na 0");
	}
}

static void parts_that_are_not(void **state)
{
	const char *text = with(sample_text, "\n\n## 一、", "\n\n本报告分为五个部分。\n\n## 一、");
	assert_open_in(check(text), "S- D-", "D-PARTS notice fail preamble\n");
	text = with(sample_text, "\n\n## 一、",
		    "\n\n全文包括总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，存在的主要问题及改进情况，其他需要报告的事项。\n\n## 一、");
	assert_rule(check(text), "D-PARTS", "pass 1 fail 0 look 0 na 0");
	const struct examiner *examiner = check(without(text, "## 五、", "## 六、"));
	assert_open_in(examiner, "S- D-", "D-PARTS notice fail preamble\nS-SEC error fail section/5\n");
	assert_arg(finding_at(examiner, "D-PARTS", "preamble"), 2, "存在的主要问题及改进情况");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sections_in_order),
		cmocka_unit_test(sections_out_of_order),
		cmocka_unit_test(a_heading_of_another_number),
		cmocka_unit_test(subheadings_like_sections),
		cmocka_unit_test(ordinals_of_a_lower_level),
		cmocka_unit_test(headings_of_the_form),
		cmocka_unit_test(headings_in_other_words),
		cmocka_unit_test(headings_with_other_marks),
		cmocka_unit_test(parts_that_are_there),
		cmocka_unit_test(parts_that_are_not),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
