#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/sample_text.h"

static const char period[] = "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。";

static const struct examiner *check(const char *text)
{
	return examine_text(text, "a.txt");
}

static const char *saying(const char *sentence)
{
	return with(sample_text, "全年公开信息120条，", with("X全年公开信息120条，", "X", sentence));
}

/* Work. */

static void work_of_another_year(void **state)
{
	static const char *const sentences[] = {
		"2022年，我镇共制定规范性文件2件。", "2022年度，全镇收到申请3件。", "2022 年全年公开信息12条。", "2024年，我镇主动公开信息9条。",
		"工作平稳。2021年，本机关办理答复1件。", "2022年，柳桥镇人民政府办公室共制定规范性文件0件。",
		"\n\n（三）政府信息管理情况 2022年，我镇制定规范性文件2件。\n\n",
		"2022年，通过县政府网站公开信息12条。", "2022年度，未收到信息公开申请。",
	};
	for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++) {
		const struct finding *finding = finding_at(check(saying(sentences[i])), "D-YEAR", "section/1");
		assert_int_equal(finding->verdict, VERDICT_FAIL);
		assert_int_equal(finding->severity, SEVERITY_WARNING);
	}
}

static void years_that_are_right(void **state)
{
	static const char *const sentences[] = {
		"2023年，我镇共制定规范性文件2件。", "本镇获评2022-2023年度优秀政务新媒体，全年发布信息3条。",
		"2024年，我镇将公开更多信息。", "依据国办函〔2020〕109号办理。", "2022年，我镇公开信息90条，2023年公开120条。",
		"2022年，我镇被评为公开先进单位。", "与2022年相比，我镇发布信息增加3条。", "2022年以来，我镇共公开信息300条。",
		"2022年，桥镇公开信息3条。", "2022年，另一镇公开信息3条。", "\n\n（三）学习2022年，我镇公开信息。\n\n",
		"2020年，我镇成立公开领导小组，制定制度。", "对2022年制定的文件，我镇全部公开。", "2024年，全镇计划公开信息200条。",
	};
	for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++)
		assert_rule(check(saying(sentences[i])), "D-YEAR", "pass 1 fail 0 look 0 na 0");
	/* Plans for the next year. */
	assert_rule(check(with(sample_text, "一些栏目", "2024年，我镇主动公开信息要更及时。一些栏目")), "D-YEAR",
		    "pass 1 fail 0 look 0 na 0");
}

static void work_plans_and_file_names(void **state)
{
	assert_rule(check(saying("按照2022年县政务公开工作要点逐项落实。")), "D-YEAR", "pass 0 fail 0 look 1 na 0");
	assert_rule(check(saying("按照2023年县政务公开工作要点逐项落实。")), "D-YEAR", "pass 1 fail 0 look 0 na 0");
	assert_rule(check(saying("2022年，省里印发通知，我镇依政务公开工作要点落实。")), "D-YEAR", "pass 1 fail 0 look 0 na 0");
	assert_rule(examine_text(sample_text, "x/柳桥镇2022年报告.txt"), "D-YEAR", "pass 0 fail 0 look 1 na 0");
	assert_rule(examine_text(sample_text, "x/柳桥镇2023年报告.txt"), "D-YEAR", "pass 1 fail 0 look 0 na 0");
	assert_rule(examine_text(sample_text, "2022年/柳桥镇.txt"), "D-YEAR", "pass 1 fail 0 look 0 na 0");
}

/* The report that is announced. */

static const char *announcing(const char *sentence)
{
	return with(sample_text, period, with(with("XY", "X", period), "Y", sentence));
}

static void announced_reports(void **state)
{
	static const char *const wrong[] = {
		"现公布《2022年政府信息公开工作年度报告》。", "根据规定，现发布柳桥镇人民政府2022年度政府信息公开年报，请予监督。",
		"现将我镇2024年政府信息公开工作情况报告如下：", "按照规定，编制柳桥镇2022年政府信息公开工作年度报告。",
		"我镇现向社会公布2022年信息公开工作年度报告（电子版可下载）。",
	};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		const struct finding *finding = finding_at(check(announcing(wrong[i])), "D-INTRO", "preamble");
		assert_int_equal(finding->verdict, VERDICT_FAIL);
		assert_int_equal(finding->severity, SEVERITY_WARNING);
	}
	assert_rule(check(announcing("现公布柳桥镇2023年度政府信息公开工作年度报告。")), "D-INTRO", "pass 1 fail 0 look 0 na 0");
	/* Where the title has no year, any of those in the preamble may be wrong. */
	const char *text = with(announcing(wrong[1]), "柳桥镇人民政府2023年政府", "柳桥镇人民政府政府");
	assert_rule(check(text), "D-INTRO", "pass 0 fail 0 look 1 na 0");
}

static void reports_that_are_not_announced(void **state)
{
	static const char *const sentences[] = {
		"按照《关于公布2022年政府信息公开工作年度报告的通知》，编制本报告。", "现公布《2022年政府信息公开工作年度报告》的格式。",
		"按照现公布的规定，2022年政府信息公开工作年度报告有误。", "现公布往年（2022年政府信息公开工作年度报告）。",
		"现将2022年政务公开要点的落实情况报告如下：", "现公布2022年政府信息公开工作要点。", "现公布2022年、2023年政府信息公开工作年度报告。",
		"见2022年政府信息公开工作年度报告。", "发布日期 2023-01-12 柳桥镇2022年政府信息公开工作年度报告。",
		"发布机构：柳桥镇2022年政府信息公开工作年度报告。",
	};
	for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++)
		assert_rule(check(announcing(sentences[i])), "D-INTRO", "pass 0 fail 0 look 0 na 0");
	/* What was published in the year may be the report of the year before. */
	assert_rule(check(saying("按时编制、公布柳桥镇2022年政府信息公开工作年度报告。")), "D-INTRO", "pass 0 fail 0 look 0 na 0");
	assert_rule(check(saying("现将我镇2022年政府信息公开工作情况报告如下：")), "D-INTRO", "pass 0 fail 1 look 0 na 0");
}

/* The period. */

static void periods_of_the_year(void **state)
{
	static const char *const sentences[] = {
		"本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。", "统计期限为2023年1月1日至12月31日。",
		"数据统计时间为 2023 年 1 月 1 日-2023 年 12 月 31 日。", "统计期限为2023年度。", "本报告反映2023年1月1日到2023年12月31日的情况。",
		"编制2023年报告，统计期限为2023年度，不再细分。", "编制2022年报告，统计期限自2023年1月1日始至12月31日。",
		"数据起止时间为2023年1月1日和2023年12月31日。", "数据起于2023年1月1日，止于2023年12月31日。",
	};
	for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++)
		assert_rule(check(with(sample_text, period, sentences[i])), "D-PERIOD", "pass 1 fail 0 look 0 na 0");
}

static void periods_that_are_wrong(void **state)
{
	static const char *const sentences[] = {
		"统计期限自2022年1月1日起至2022年12月31日止。", "统计期限自2023年1月1日起至2023年12月25日止。",
		"统计期限自2022年1月1日至2023年12月31日。", "统计期限为2023年2月1日至12月31日。",
		"现编制2023年报告，统计期限自2022年1月1日始至2022年12月31日止。", "数据核定时间点为2022年1月1日至2022年12月31日。",
	};
	for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++) {
		const struct finding *finding =
			finding_at(check(with(sample_text, period, sentences[i])), "D-PERIOD", "preamble");
		assert_int_equal(finding->verdict, VERDICT_FAIL);
		assert_int_equal(finding->severity, SEVERITY_WARNING);
	}
	/* Where the year is that of the file's name, it may be the wrong one. */
	const char *text = with(sample_text, "# 松塘县柳桥镇人民政府2023年政府信息公开工作年度报告\n", "");
	assert_rule(examine_text(text, "2022.txt"), "D-PERIOD", "pass 1 fail 0 look 0 na 0");
}

static void no_period(void **state)
{
	const struct examiner *examiner = check(with(sample_text, period, "本报告依法编制。"));
	assert_open_in(examiner, "S- D-", "D-PERIOD notice fail preamble\n");
	/* Another range of days is no period. */
	assert_open_in(check(with(sample_text, period, "2023年6月1日至6月30日开展自查。")), "S- D-",
		       "D-PERIOD notice fail preamble\n");
}

/* Where characters were lost between the digits, the period was given. */
static void broken_periods(void **state)
{
	static const char *const sentences[] = {
		"本报告所列数据的统计期限自20231月1日起至202312月31日止。", "统计期限为 2023 11日到1231日。",
	};
	for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++)
		assert_rule(check(with(sample_text, period, sentences[i])), "D-PERIOD", "pass 0 fail 0 look 0 na 1");
	/* Numbers of other sentences, and short ones, tell nothing. */
	static const char *const others[] = {"所列数据均已核对。文号为20231201号。", "所列数据共2023条，邮编831000。"};
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_rule(check(with(sample_text, period, others[i])), "D-PERIOD", "pass 0 fail 1 look 0 na 0");
}

/* Forms. */

/* A text without its title is an excerpt: what else is not there is not missed. */
static void no_period_in_an_excerpt(void **state)
{
	const char *text = with(sample_text, "# 松塘县柳桥镇人民政府2023年政府信息公开工作年度报告\n", "");
	text = with(with(text, period, ""), "松塘县柳桥镇人民政府\n\n2024年1月16日\n", "");
	const struct examiner *examiner =
		examine_text(text, "松塘县柳桥镇人民政府2023年政府信息公开工作年度报告.txt");
	assert_int_equal(examiner->report.year, 2023);
	assert_open_in(examiner, "D-", "");
}

static void the_form_of_the_tables(void **state)
{
	assert_rule(check(sample_text), "S-VER", "pass 1 fail 0 look 0 na 0");
	const char *text = with(sample_text, "柳桥镇人民政府2023年政府", "柳桥镇人民政府2020年政府");
	const struct finding *finding = finding_at(check(text), "S-VER", "report");
	assert_int_equal(finding->verdict, VERDICT_FAIL);
	assert_string_equal(finding->args[0].ptr, "表二、表三");
	assert_string_equal(finding->args[2].ptr, "2019");
	/* Older reports have no form. */
	text = with(sample_text, "柳桥镇人民政府2023年政府", "柳桥镇人民政府2018年政府");
	assert_rule(check(text), "S-VER", "pass 0 fail 0 look 0 na 0");
}

static void the_form_cited(void **state)
{
	static const struct {
		const char *sentence;
		bool fails;
	} cases[] = {
		{"按照国办公开办函〔2019〕60号要求编制。", true},
		{"按照国办公开办函[2019]60号要求编制。", true},
		{"按照国办公开办函〔2021〕30号要求编制。", false},
		{"按照国办公开办函〔2021〕30号（替代国办公开办函〔2019〕60号）编制。", false},
		{"按照政办发〔2019〕60号要求编制。", false},
		{"按照国办公开办函〔2019〕160号要求编制。", false},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *text = with(sample_text, period, with("X本报告所列数据的统计期限为2023年度。", "X", cases[i].sentence));
		if (cases[i].fails)
			assert_open_in(check(text), "S- D-", "D-CITE warning fail preamble\n");
		else
			assert_open_in(check(text), "S- D-", "");
		text = with(text, "柳桥镇人民政府2023年政府", "柳桥镇人民政府2020年政府");
		assert_rule(check(text), "D-CITE", "pass 0 fail 0 look 0 na 0");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(work_of_another_year),
		cmocka_unit_test(years_that_are_right),
		cmocka_unit_test(work_plans_and_file_names),
		cmocka_unit_test(announced_reports),
		cmocka_unit_test(reports_that_are_not_announced),
		cmocka_unit_test(periods_of_the_year),
		cmocka_unit_test(periods_that_are_wrong),
		cmocka_unit_test(no_period),
		cmocka_unit_test(broken_periods),
		cmocka_unit_test(no_period_in_an_excerpt),
		cmocka_unit_test(the_form_of_the_tables),
		cmocka_unit_test(the_form_cited),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
