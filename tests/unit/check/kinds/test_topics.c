#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/sample_text.h"

static const char spoken[] = "政务公开纳入工作考核，社会评议为良好，没有责任追究情形。";

static const struct examiner *check(const char *text)
{
	return examine_text(text, "a.txt");
}

static void five_matters(void **state)
{
	assert_rule(check(sample_text), "S-SUB5", "pass 1 fail 0 look 0 na 0");
	const char *text = with(sample_text, "发布前经过审核，网站专栏按时更新。", "");
	const struct finding *finding = finding_at(check(text), "S-SUB5", "section/1");
	assert_int_equal(finding->verdict, VERDICT_FAIL);
	assert_string_equal(finding->args[0].ptr, "政府信息管理、平台建设");
	/* The words may stand in another section of the same matters, but headings and the preamble do not count. */
	text = with(text, "第二十条第（一）项", "文件发布前登记公开属性，在公众号发布。\n\n第二十条第（一）项");
	assert_rule(check(text), "S-SUB5", "pass 1 fail 0 look 0 na 0");
}

/* Reports of 2019 and 2020 follow another circular. */
static void five_matters_since_2021(void **state)
{
	const char *text = with(sample_text, "柳桥镇人民政府2023年政府", "柳桥镇人民政府2020年政府");
	assert_rule(check(with(text, "发布前经过审核，网站专栏按时更新。", "")), "S-SUB5", "pass 0 fail 0 look 0 na 0");
}

static void governments(void **state)
{
	static const char *const bodies[] = {"松塘县人民政府", "松塘县柳桥镇", "松塘县柳桥乡人民政府", "松塘市", "松塘旗"};
	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		const char *text = with(sample_text, "# 松塘县柳桥镇人民政府", with("# X", "X", bodies[i]));
		assert_rule(check(text), "S-ART50", "pass 1 fail 0 look 0 na 0");
		const struct finding *finding = finding_at(check(with(text, spoken, "")), "S-ART50", "section/1");
		assert_int_equal(finding->verdict, VERDICT_FAIL);
		assert_string_equal(finding->args[0].ptr, "工作考核、社会评议、责任追究");
		finding = finding_at(check(with(text, spoken, "开展考核，没有问责。")), "S-ART50", "section/1");
		assert_string_equal(finding->args[0].ptr, "社会评议");
	}
}

static void bodies_that_are_exempt(void **state)
{
	static const char *const bodies[] = {
		"松塘县教育局", "松塘县柳桥街道办事处", "松塘县人民政府办公室", "松塘经济技术开发区", "松塘高新区管理委员会", "松塘新区",
	};
	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		const char *text = with(sample_text, "# 松塘县柳桥镇人民政府", with("# X", "X", bodies[i]));
		assert_rule(check(with(text, spoken, "")), "S-ART50", "pass 0 fail 0 look 0 na 0");
	}
}

static void key_points_are_for_local_rules(void **state)
{
	assert_rule(check(sample_text), "S-KEYPT", "pass 0 fail 0 look 0 na 0");
	assert_true(rules_find(known_rules, STR("S-KEYPT"))->off);
}

/* What a file of rules may say. */
static void lines_of_such_a_rule(void **state)
{
	static const struct {
		const char *lines, *fault;
	} cases[] = {
		{"  topic \"a\"\n", "expected words"},
		{"  section x\n", "expected the number of a section"},
		{"  from 21\n", "expected a year"},
		{"  to 2021\n", "expected topic, section or from"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena = {0};
		struct strbuf text = {0};
		struct error error = {""};
		struct rules *rules = rules_new(&arena, known_format, known_rules->quantities);
		strbuf_printf(
			&text,
			"rule X notice \"x\"\n  check topics\n  message missing \"x\"\n  en-message missing \"x\"\n%s",
			cases[i].lines);
		assert_false(rules_parse(rules, &arena, strbuf_view(&text), "x.rules", &error));
		assert_non_null(strstr(error.text, cases[i].fault));
		rules_release(rules);
		strbuf_free(&text);
		arena_free(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(five_matters),
		cmocka_unit_test(five_matters_since_2021),
		cmocka_unit_test(governments),
		cmocka_unit_test(bodies_that_are_exempt),
		cmocka_unit_test(key_points_are_for_local_rules),
		cmocka_unit_test(lines_of_such_a_rule),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
