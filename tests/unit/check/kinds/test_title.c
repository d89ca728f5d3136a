#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/sample_text.h"

#include "check/kinds/body_names.h"

static const char title[] = "# 松塘县柳桥镇人民政府2023年政府信息公开工作年度报告";

static const struct examiner *check(const char *text)
{
	return examine_text(text, "a.txt");
}

static void whole_titles(void **state)
{
	static const char *const titles[] = {
		"# 松塘县柳桥镇 2023 年政府信息公开 工作年度报告", "松塘县柳桥镇2023年度政府信息公开年度报告",
		"松塘县柳桥镇人民政府2023年\n\n政府信息公开工作年度报告", "松塘县柳桥镇人民政府\n\n2023年政府信息公开工作年度报告",
		"2023年松塘县柳桥镇政府信息公开工作年度报告", "标题: 松塘县柳桥镇2023年政府信息公开工作年度报告",
		"松塘县柳桥镇2023年信息公开\n\n松塘县柳桥镇2023年政府信息公开工作年度报告",
		"松塘县柳桥镇2023年政府信息公开工作年度报告 松塘县柳桥镇2023年政府信息公开工作年度报告",
		"松塘县柳桥镇政府信息公开工作2023年度报告", "松塘县柳桥镇\n\n政府信息公开2023年年度报告",
	};
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		assert_rule(check(with(sample_text, title, titles[i])), "D-TITLE", "pass 1 fail 0 look 0 na 0");
	/* A text without its title is an excerpt: nothing is said. */
	assert_rule(check(with(sample_text, title, "")), "D-TITLE", "pass 0 fail 0 look 0 na 0");
}

static void damaged_titles(void **state)
{
	static const struct {
		const char *title;
		unsigned message;
	} cases[] = {
		{"松塘县柳桥镇人民政府2023年", 0},
		{"松塘县柳桥镇2023年信息公开工作年度报告", 1},
		{"名称：松塘县柳桥镇2023年信息公开工作年度报告 发布日期：2024年01月21日", 1},
		{"松塘县柳桥镇信息公开工作2023年度报告", 1},
		{"松塘县柳桥镇2023年政府信息公开工作告年度报", 1},
		{"松塘县柳桥镇2023年2023年政府信息公开工作年度报告", 2},
		{"松塘县柳桥镇2023年年政府信息公开工作年度报告", 2},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct examiner *examiner = check(with(sample_text, title, cases[i].title));
		assert_open_in(examiner, "S- D-", "D-TITLE warning fail title\n");
		assert_int_equal(finding_at(examiner, "D-TITLE", "title")->message, cases[i].message);
	}
}

/* Names. */

static bool agree(const char *a, const char *b)
{
	return body_names_agree(str_from(a), str_from(b), &known.words) &&
	       body_names_agree(str_from(b), str_from(a), &known.words);
}

static void names_of_one_body(void **state)
{
	assert_true(agree("松塘县柳桥镇人民政府", "松塘县柳桥镇"));
	assert_true(agree("松塘县柳桥镇人民政府", "柳桥镇"));
	assert_true(agree("松塘县人民政府办公室", "松塘县人民政府"));
	assert_true(agree("松塘县人民政府办公厅", "松塘县政府办公室"));
	assert_true(agree("松塘县 柳桥镇", "松塘县柳桥镇"));
	assert_true(agree("鄂前旗", "鄂托克前旗"));
	assert_true(agree("松塘县柳桥街道办事处", "柳桥街道"));
	assert_false(agree("松塘县柳桥镇", "松塘县槐荫镇"));
	assert_false(agree("松塘县教育局", "松塘县民政局"));
	assert_false(agree("松塘县柳桥镇人民政府", "松塘县柳桥乡人民政府"));
}

static void the_name_in_the_preamble(void **state)
{
	static const struct {
		const char *sentence, *counts;
	} cases[] = {
		{"现公布《柳桥镇2023年政府信息公开工作年度报告》。", "pass 1 fail 0 look 0 na 0"},
		{"依据《松塘县2023年政务公开要点》，公布《松塘县柳桥镇人民政府2023年政府信息公开工作年度报告》。", "pass 1 fail 0 look 0 na 0"},
		{"现公布《松塘县槐荫镇2023年政府信息公开工作年度报告》。", "pass 0 fail 1 look 0 na 0"},
		{"依据《中华人民共和国政府信息公开条例》编制。", "pass 0 fail 0 look 0 na 0"},
		{"现公布《2023年政府信息公开工作年度报告》。", "pass 0 fail 0 look 0 na 0"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_rule(check(with(sample_text, "本报告所列数据", with("X本报告所列数据", "X", cases[i].sentence))), "D-NAME",
			    cases[i].counts);
}

static void the_name_of_the_file(void **state)
{
	assert_rule(examine_text(sample_text, "x/柳桥镇2023年政府信息公开工作年度报告.txt"), "D-NAME",
		    "pass 1 fail 0 look 0 na 0");
	const struct examiner *examiner = examine_text(sample_text, "x/槐荫镇2023年政府信息公开工作年度报告.txt");
	assert_open_in(examiner, "S- D-", "D-NAME warning fail title\n");
	assert_rule(examine_text(sample_text, "x/槐荫镇.txt"), "D-NAME", "pass 0 fail 0 look 0 na 0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_titles),
		cmocka_unit_test(damaged_titles),
		cmocka_unit_test(names_of_one_body),
		cmocka_unit_test(the_name_in_the_preamble),
		cmocka_unit_test(the_name_of_the_file),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
