#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/sample_text.h"


static const char signature[] = "松塘县柳桥镇人民政府\n\n2024年1月16日\n";

static const struct examiner *check(const char *text)
{
	return examine_text(text, "a.txt");
}

static const char *signed_as(const char *text)
{
	return with(sample_text, signature, text);
}

static void signatures(void **state)
{
	static const char *const texts[] = {
		"松塘县柳桥镇人民政府\n\n2024年1月16日\n", "2024年1月16日\n\n松塘县柳桥镇人民政府\n", "柳桥镇人民政府2024年1月16日\n",
		"松塘县柳桥镇人民政府办公室\n二〇二四年一月十六日\n", "2024-01-16\n", "松塘县柳桥镇人民政府\n\n2024 年 1 月 16 日\n",
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_rule(check(signed_as(texts[i])), "D-SIGN", "pass 1 fail 0 look 0 na 0");
}

static void no_signature(void **state)
{
	assert_open_in(check(signed_as("")), "S- D-", "D-SIGN notice fail signature\n");
	assert_open_in(check(signed_as("2024年1月16日起执行新的办法。\n")), "S- D-", "D-SIGN notice fail signature\n");
	/* A date of the page before the report is none of its own. */
	const char *text = with(signed_as(""), "本报告所列数据", "2024年1月16日\n\n本报告所列数据");
	assert_open_in(check(text), "S- D-", "D-SIGN notice fail signature\n");
}

static void signed_in_another_year(void **state)
{
	const struct examiner *examiner = check(signed_as("松塘县柳桥镇人民政府\n\n2023年12月20日\n"));
	assert_open_in(examiner, "S- D-", "D-SIGN warning fail signature\n");
	const struct finding *finding = finding_at(examiner, "D-SIGN", "signature");
	assert_int_equal(finding->line, 74);
	assert_string_equal(finding->args[0].ptr, "2023年12月20日");
	assert_open_in(check(signed_as("2025年1月16日\n")), "S- D-", "D-SIGN warning fail signature\n");
}

static void signed_by_another_body(void **state)
{
	const struct examiner *examiner = check(signed_as("松塘县槐荫镇人民政府\n\n2024年1月16日\n"));
	assert_open_in(examiner, "S- D-", "D-SIGN warning fail signature\n");
	assert_string_equal(finding_at(examiner, "D-SIGN", "signature")->args[0].ptr, "松塘县槐荫镇人民政府");
}

/* The deadline. */

static const char *signed_by(const char *body, const char *day)
{
	const char *text = signed_as(with("X年Y日\n", "X年Y日", day));
	return with(text, "# 松塘县柳桥镇人民政府2023年", with("# X2023年", "X", body));
}

static void deadlines(void **state)
{
	static const struct {
		const char *body, *day, *counts;
	} cases[] = {
		{"松塘县教育局", "2024年1月31日", "pass 1 fail 0 look 0 na 0"},
		{"松塘县教育局", "2024年2月1日", "pass 0 fail 1 look 0 na 0"},
		{"松塘县发展和改革委员会", "2024年3月1日", "pass 0 fail 1 look 0 na 0"},
		{"松塘县人民政府", "2024年3月31日", "pass 1 fail 0 look 0 na 0"},
		{"松塘县人民政府", "2024年4月1日", "pass 0 fail 1 look 0 na 0"},
		{"松塘县柳桥镇人民政府", "2024年6月1日", "pass 0 fail 0 look 0 na 0"},
		{"松塘县柳桥街道办事处", "2024年6月1日", "pass 0 fail 0 look 0 na 0"},
		{"松塘经济开发区管理委员会", "2024年6月1日", "pass 0 fail 0 look 0 na 0"},
		/* A day of another year is another fault. */
		{"松塘县教育局", "2025年3月1日", "pass 0 fail 0 look 0 na 0"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_rule(check(signed_by(cases[i].body, cases[i].day)), "D-LATE", cases[i].counts);
}

/* A page may have been put up again. */
static void published_late(void **state)
{
	const char *text = signed_by("松塘县教育局", "2024年1月20日");
	text = with(text, "本报告所列数据", "发布日期：2024-03-05 09:30\n\n本报告所列数据");
	const struct examiner *examiner = check(text);
	assert_rule(examiner, "D-LATE", "pass 1 fail 0 look 1 na 0");
	assert_rule(check(with(text, "2024-03-05", "2024-01-25")), "D-LATE", "pass 2 fail 0 look 0 na 0");
}

/* A local file may add deadlines: a line that comes later and names a longer end counts. */
static void lines_of_the_rule(void **state)
{
	static const struct {
		const char *line;
		bool good;
	} cases[] = {
		{"deadline \"镇人民政府\" 01-20", true}, {"deadline \"a\" \"b\" 12-31", true}, {"deadline \"a\" none", true},
		{"deadline \"a\" 13-01", false},      {"deadline \"a\" 1", false},
		         {"deadline \"a\" 01-20x", false},
		{"deadline 01-20", false},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena = {0};
		struct strbuf text = {0};
		struct error error = {""};
		struct rules *rules = rules_new(&arena, known_format, known_rules->quantities);
		strbuf_printf(
			&text,
			"rule X notice \"x\"\n  check deadline\n  message signed \"x\"\n  en-message signed \"x\"\n"
			"  message published \"x\"\n  en-message published \"x\"\n  %s\n",
			cases[i].line);
		assert_int_equal(rules_parse(rules, &arena, strbuf_view(&text), "x.rules", &error), cases[i].good);
		rules_release(rules);
		strbuf_free(&text);
		arena_free(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signatures),
		cmocka_unit_test(no_signature),
		cmocka_unit_test(signed_in_another_year),
		cmocka_unit_test(signed_by_another_body),
		cmocka_unit_test(deadlines),
		cmocka_unit_test(published_late),
		cmocka_unit_test(lines_of_the_rule),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
