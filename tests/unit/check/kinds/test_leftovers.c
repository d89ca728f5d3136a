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

/* The clean report with one more sentence in its first section. */
static const char *saying(const char *sentence)
{
	return with(sample_text, "全年公开信息120条，", with("X全年公开信息120条，", "X", sentence));
}

static void instructions(void **state)
{
	assert_rule(check(sample_text), "S-PASTE", "pass 1 fail 0 look 0 na 0");
	const char *text = with(sample_text, "第二十条第（一）项", "该部分以表格形式报告。表格如下：\n\n第二十条第（一）项");
	const struct finding *finding = finding_at(check(text), "S-PASTE", "section/2");
	assert_int_equal(finding->verdict, VERDICT_FAIL);
	assert_int_equal(finding->severity, SEVERITY_WARNING);
	assert_int_equal(finding->line, 11);
	assert_rule(check(saying("（文字描述）。")), "S-PASTE", "pass 0 fail 1 look 0 na 0");
	assert_rule(check(saying("具体数据如下表所示，以文字描述为辅。")), "S-PASTE", "pass 1 fail 0 look 0 na 0");
}

static void numbers_never_filled_in(void **state)
{
	static const char *const sentences[] = {
		"全年共主动公开条。", "共公开政府信息   条，其中动态12条。", "主动公开信息  条。", "累计发布信息条，", "合计 件。",
		"公开信息XX条。", "制发文件××件，", "20XX年，我镇公开信息3条。", "答复___件。", "依据国办公开办函〔〕30号。",
		"全年公开信息Ｘ Ｘ条。",
	};
	for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++) {
		const struct finding *finding = finding_at(check(saying(sentences[i])), "S-TODO", "section/1");
		assert_int_equal(finding->verdict, VERDICT_FAIL);
		assert_int_equal(finding->severity, SEVERITY_ERROR);
		assert_true(finding->quote.nbytes > 0 && finding->mark_nbytes > 0);
	}
}

static void numbers_that_are_there(void **state)
{
	static const char *const sentences[] = {
		"全年共主动公开12条。", "共 12 条。", "公开信息条目清晰。", "每条信息条分缕析。", "公共条件改善。", "逐件核对，合计件数无误。",
		"实行计件考核。", "收到申请件均已答复。", "XX镇的做法值得学习。", "依据〔2021〕30号。", "每年月日均有更新。",
		"年月日期填写完整。", "共条目30个。", "信息发布实行一条一审。",
	};
	for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++)
		assert_rule(check(saying(sentences[i])), "S-TODO", "pass 1 fail 0 look 0 na 0");
}

/* Where letters were lost, the number may have been. */
static void numbers_lost_with_other_letters(void **state)
{
	assert_rule(check(saying("我镇\xff共主动公开条。")), "S-TODO", "pass 0 fail 0 look 1 na 0");
}

static void tables_as_pictures(void **state)
{
	const char *text = without(sample_text, "第二十条第（一）项", "\n## 三、");
	const struct examiner *examiner = check(with(text, "\n## 三、", "![](表二.png)\n\n## 三、"));
	assert_open_in(examiner, "S- D-", "S-IMG warning fail proactive\n");
	assert_rule(examiner, "S-TBL", "pass 2 fail 0 look 0 na 1");
	assert_int_equal(finding_at(examiner, "S-IMG", "proactive")->line, 11);
	examiner = check(with(text, "\n## 三、", "1705995746322.jpg\n\n## 三、"));
	assert_rule(examiner, "S-TBL", "pass 2 fail 0 look 0 na 1");
	/* A picture beside the table is none in its place. */
	assert_rule(check(with(sample_text, "第二十条第（一）项", "![](图.png)\n\n第二十条第（一）项")), "S-IMG",
		    "pass 3 fail 0 look 0 na 0");
	assert_rule(check(text), "S-TBL", "pass 2 fail 1 look 0 na 0");
}

/* What pandoc leaves of a table with cells that span others. */
static void tables_lost_in_conversion(void **state)
{
	const char *text = without(sample_text, "第二十条第（一）项", "\n## 三、");
	const struct examiner *examiner = check(with(text, "\n## 三、", "[TABLE]\n\n## 三、"));
	assert_rule(examiner, "S-TBL", "pass 2 fail 0 look 1 na 0");
	assert_int_equal(finding_at(examiner, "S-TBL", "proactive")->cause, CAUSE_EXTRACTION);
	/* Beside the table it is some other one. */
	assert_rule(check(with(sample_text, "第二十条第（一）项", "[TABLE]\n\n第二十条第（一）项")), "S-TBL",
		    "pass 3 fail 0 look 0 na 0");
	assert_rule(check(with(text, "\n## 三、", "见附件[TABLE]。\n\n## 三、")), "S-TBL", "pass 2 fail 1 look 0 na 0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(instructions),
		cmocka_unit_test(numbers_never_filled_in),
		cmocka_unit_test(numbers_that_are_there),
		cmocka_unit_test(numbers_lost_with_other_letters),
		cmocka_unit_test(tables_as_pictures),
		cmocka_unit_test(tables_lost_in_conversion),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
