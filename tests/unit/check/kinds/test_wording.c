#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/raised.h"
#include "check/sample_text.h"

static void slips_of_the_list(void **state)
{
	assert_raised("W-TYPO", "如对本年府报告有疑问，请来电。", "notice fail found 本年府\n");
	assert_raised("W-TYPO", "健全登记、答复、归档工作制定，加强规范。", "notice fail found 工作制定，\n");
	assert_raised("W-TYPO", "公开栏目齐全，，更新及时。", "notice fail found ，，\n");
	/* Of one phrase in one section there is one finding. */
	assert_raised("W-TYPO", "本年府报告。又见本年府报告。", "notice fail found 本年府\n");
}

static void words_that_hold_a_slip_by_chance(void **state)
{
	assert_raised("W-TYPO", "公民可以申请公开，专栏目录齐全。", "");
	assert_raised("W-TYPO", "工作制定了计划。", "");
	assert_raised("W-TYPO", "省略如下……其余不变。", "");
}

static void terms_are_old_from_a_year_on(void **state)
{
	assert_raised("W-OLD", "公开扶贫领域信息9条。", "notice fail found 扶贫领域\n");
	const char *text = with(sample_text, "柳桥镇人民政府2023年", "柳桥镇人民政府2021年");
	text = with(text, "全年公开信息120条，", "公开扶贫领域信息9条，");
	assert_report_raises("W-OLD", text, "");
	assert_raised("W-OLD", "巩固脱贫攻坚成果，原国土资源局的档案已移交。", "");
}

static void letters_to_a_superior(void **state)
{
	const char *period = "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。";
	assert_report_raises("W-LETTER",
			     with(sample_text, period, "县政务公开领导小组办公室：\n\n本报告统计期限自2023年1月1日起至12月31日止。"),
			     "notice fail addressed 县政务公开领导小组办公室：\n");
	assert_report_raises("W-LETTER", with(sample_text, "本年未收取信息处理费。", "本年未收取信息处理费。\n\n特此报告。"),
			     "notice fail phrased 特此报告\n");
	assert_report_raises("W-LETTER", with(sample_text, period, "现将2023年情况报告如下："), "");
	assert_report_raises("W-LETTER", with(sample_text, period, "联系单位：柳桥镇人民政府，电话："), "");
	assert_report_raises("W-LETTER", with(sample_text, "全年公开信息120条", "牵头单位是县政府办公室：全年公开信息120条"), "");
}

static void sentences_that_stand_twice(void **state)
{
	assert_raised("W-DUP", "持续完善平台建设。持续完善平台建设。按统一部署推进。", "warning fail sentence 持续完善平台建设。\n");
	assert_raised("W-DUP", "4. 持续完善平台建设。持续完善平台建设。", "warning fail sentence 持续完善平台建设。\n");
	assert_raised("W-DUP", "（一）抓好信息公开培训\n\n抓好信息公开培训。组织三期。", "warning fail sentence 抓好信息公开培训。\n");
	/* Over the line end of the source. */
	assert_raised("W-DUP", "按照县里统一部署全面推进各项村务公开。按照县里统一部署全\n面推进各项村务公开。",
		      "warning fail sentence 按照县里统一部署全面推进各项村务公开。\n");
	assert_raised("W-DUP", "没有。没有。", "");
	assert_raised("W-DUP", "继续加强培训工作。其后另有安排。继续加强培训工作。", "");
}

static void words_that_stand_twice(void **state)
{
	assert_raised("W-DUP", "公开补助补助发放情况。", "warning look meeting 补助补助\n");
	assert_raised("W-DUP", "公开公示栏公示栏照片。", "warning fail word 公示栏公示栏\n");
	assert_raised("W-DUP", "镇政府政府信息公开工作人员人员不足，逐条逐条核对，一个一个答复，层层落实。", "");
	assert_raised("W-DUP", "全镇4个村一村一栏、一事一议，二〇二〇年以来2020年2020号文件，三三两两。", "");
	assert_raised("W-DUP", "公开补助、补助发放情况。", "");
}

static void names_may_repeat_themselves(void **state)
{
	const char *text = with(sample_text, "松塘县柳桥镇人民政府2023年", "松塘县柳桥柳桥镇人民政府2023年");
	assert_report_raises("W-DUP", with(text, "全年公开信息120条，", "柳桥柳桥镇全年公开信息120条，"), "");
}

/* Links of a page have a name and a hint. */
static void links_above_the_title(void **state)
{
	struct strbuf text = {0};
	strbuf_append_text(&text, "• 无障碍浏览 无障碍浏览\n\n");
	strbuf_append_text(&text, sample_text);
	assert_report_raises("W-DUP", strbuf_text(&text), "");
	assert_report_raises("W-DUP", with(sample_text, "本报告所列数据", "无障碍浏览无障碍浏览。\n\n本报告所列数据"),
			     "warning fail word 无障碍浏览无障碍浏览\n");
	strbuf_free(&text);
}

/* W-CUT of a report with these lines as its section one. */
static void assert_cut(const char *lines, const char *expected)
{
	const char *text = without(sample_text, "全年公开信息", "\n\n## 二、");
	assert_report_raises("W-CUT", with(text, "## 一、总体情况\n\n", with("## 一、总体情况\n\nX", "X", lines)), expected);
}

static void paragraphs_that_break_off(void **state)
{
	assert_cut("加强重点领域信息公开，提升管理水平，\n\n（二）监督保障。按季通报。", "notice fail comma ，\n");
	assert_cut("加强重点领域信息公开，提升管理水平，", "notice fail comma ，\n");
	assert_cut("本年继续加强重点领域信息公开，把惠农补贴、项目招标、卫生救助三类信息印成活页，提升管理水平", "notice fail open \n");
	/* A line end of the source, heads of parts, lists and signatures. */
	assert_cut("本年继续加强重点领域信息公开，把惠农补贴、项目招标、\n卫生救助三类信息印成活页。", "");
	assert_cut("（一）加强组织领导，提升公开水平\n\n成立领导小组。", "");
	assert_cut("主要做法如下：\n\n一是上墙；\n\n二是上网；", "");
	assert_report_raises("W-CUT", with(sample_text, "本年未收取信息处理费。", "本年未收取信息处理费。\n\n柳桥镇人民政府\n\n2024年1月9日"), "");
}

static const char *problems(const char *text)
{
	return with(sample_text, "一些栏目更新不及时，明年改进。政策解读的图解偏少，每季度做两期，请村民代表试读以后再发布。", text);
}

static void section_five_without_contents(void **state)
{
	assert_report_raises("W-BOIL", sample_text, "");
	assert_report_raises("W-BOIL", problems(""), "warning fail empty \n");
	assert_report_raises("W-BOIL", problems("无。"), "warning fail none \n");
	assert_report_raises("W-BOIL", problems("公开意识有待加强，下一步继续改进。"), "notice fail short \n");
	assert_report_raises(
		"W-BOIL",
		problems(
			"政府信息公开工作取得了一定成效，但公开的及时性还不够，公开意识有待加强，队伍水平仍需进一步提高。下一步，将加大公开力度，切实丰富公开内容，不断增强工作自觉性。"),
		"notice look stock \n");
	assert_report_raises("W-BOIL", problems("个别站所的惠农补贴名单晚了一个月才上墙，河汊里的村民看不到；明年由驻村干部每旬送到船头，并在鱼汛前后各走访一遍。"), "");
	assert_report_raises("W-BOIL", without(sample_text, "## 五、", "## 六、"), "");
}

static void the_length_of_section_one_is_a_local_matter(void **state)
{
	assert_true(rules_find(known_rules, STR("W-LEN"))->off);
	assert_true(rules_find(known_rules, STR("F-NAME"))->off);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slips_of_the_list),
		cmocka_unit_test(words_that_hold_a_slip_by_chance),
		cmocka_unit_test(terms_are_old_from_a_year_on),
		cmocka_unit_test(letters_to_a_superior),
		cmocka_unit_test(sentences_that_stand_twice),
		cmocka_unit_test(words_that_stand_twice),
		cmocka_unit_test(names_may_repeat_themselves),
		cmocka_unit_test(links_above_the_title),
		cmocka_unit_test(paragraphs_that_break_off),
		cmocka_unit_test(section_five_without_contents),
		cmocka_unit_test(the_length_of_section_one_is_a_local_matter),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
