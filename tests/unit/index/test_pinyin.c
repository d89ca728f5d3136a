#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "index/pinyin.h"

static bool finds(const char *text, const char *name)
{
	struct pinyin_query query;
	assert_true(pinyin_compile(&query, str_from(text)));
	return pinyin_match(&query, str_from(name), NULL);
}

static void assert_place(const char *text, const char *name, const char *found)
{
	struct pinyin_query query;
	struct pinyin_range ranges[PINYIN_MAX_WORDS];
	assert_true(pinyin_compile(&query, str_from(text)));
	if (!pinyin_match(&query, str_from(name), ranges))
		fail_msg("'%s' does not find %s", text, name);
	size_t nbytes = ranges[query.nwords - 1].end - ranges[query.nwords - 1].start;
	assert_int_equal(nbytes, strlen(found));
	assert_memory_equal(name + ranges[query.nwords - 1].start, found, nbytes);
}

static void initials_of_successive_characters(void **state)
{
	assert_place("kglk", "叶城县喀格勒克镇", "喀格勒克");
	assert_place("glkz", "叶城县喀格勒克镇", "格勒克镇");
	assert_place("y", "喀什地区叶城县", "叶");
	assert_false(finds("klk", "叶城县喀格勒克镇"));
	assert_false(finds("kglkzz", "叶城县喀格勒克镇"));
	/* The first start that goes on; a false start before it does no harm. */
	assert_place("ss", "上海市江区沙石镇", "沙石");
	assert_place("aab", "aaab", "aab");
}

static void letters_digits_and_ideographs_match_themselves(void **state)
{
	assert_place("kglk镇", "喀格勒克镇", "喀格勒克镇");
	assert_place("喀g勒k", "喀格勒克镇", "喀格勒克");
	assert_place("2023zf", "report-2023zf.txt", "2023zf");
	assert_place("2z", "北京12中", "2中");
	assert_false(finds("喀格勤", "喀格勒克镇"));
	assert_place("é", "café", "é");
}

static void case_and_width_do_not_count(void **state)
{
	assert_place("KGLK", "喀格勒克镇", "喀格勒克");
	assert_place("ｋｇ", "喀格勒克镇", "喀格");
	assert_place("gdp", "全国ＧＤＰ报告", "ＧＤＰ");
	assert_place("（本级", "某县(本级)", "(本级");
	assert_place("Q9", "第ｑ９号", "ｑ９");
}

/* Blanks and punctuation of the name do not interrupt, a slash does. */
static void between_characters_of_the_name(void **state)
{
	assert_place("tyxbj", "汀榆县（本级）", "汀榆县（本级");
	assert_place("ty", "汀 · 榆", "汀 · 榆");
	assert_place("2022-zf", "a/2022-zf.txt", "2022-zf");
	assert_place("2022zf", "a/2022-zf.txt", "2022-zf");
	assert_false(finds("xz", "汀榆县/镇"));
	assert_place("县/镇", "汀榆县/镇", "县/镇");
	assert_false(finds("ty", "汀"));
	assert_false(finds("ty", "汀（"));
}

static void words_must_all_match(void **state)
{
	assert_place("2023 kg", "2023 喀格勒克镇", "喀格");
	assert_place("kg　2023", "2023 喀格勒克镇", "2023");
	assert_false(finds("2022 kg", "2023 喀格勒克镇"));
	assert_false(finds("kg 2022", "2023 喀格勒克镇"));
	assert_true(finds("", "喀格"));
	assert_true(finds(" 　\t", ""));
	assert_false(finds("k", ""));
	struct pinyin_query query;
	assert_true(pinyin_compile_word(&query, STR("a b")));
	assert_true(pinyin_match(&query, STR("xa by"), NULL));
	assert_false(pinyin_match(&query, STR("b a"), NULL));
}

/* Places with readings that are not the usual ones of their characters. */
static void awkward_places(void **state)
{
	static const char *const places[][2] = {
		{"cq", "重庆"}, {"zq", "重庆"}, {"cs", "长沙"}, {"yq", "乐清"}, {"sx", "单县"}, {"kj", "会稽"},
		{"py", "番禺"}, {"xx", "浚县"}, {"yl", "尉犁"}, {"ht", "洪洞"}, {"ys", "铅山"}, {"de", "东阿"},
		{"xm", "厦门"}, {"xz", "解州"}, {"xj", "荥经"}, {"zy", "枞阳"}, {"by", "泌阳"}, {"qw", "犍为"},
		{"ss", "鄯善"}, {"bz", "亳州"}, {"qz", "衢州"}, {"lz", "泸州"}, {"ql", "邛崃"}, {"px", "郫县"},
		{"tg", "潼关"}, {"yz", "鄞州"}, {"sz", "深圳"}, {"bb", "蚌埠"}, {"la", "六安"}, {"dc", "都昌"},
		{"tz", "台州"},
	};
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		if (!finds(places[i][0], places[i][1]))
			fail_msg("'%s' does not find %s", places[i][0], places[i][1]);
	assert_false(finds("h", "格"));
	/* No letter finds what stands beside the ideographs with readings. */
	for (char letter[] = "a"; letter[0] <= 'z'; letter[0]++) {
		assert_int_equal(finds(letter, "重"), letter[0] == 'c' || letter[0] == 'z');
		assert_false(finds(letter, "\u4DFF\uA000"));
	}
}

static void bad_bytes(void **state)
{
	assert_true(finds("k", "\xE5\x96喀"));
	assert_false(finds("k", "\xE5\x96"));
	assert_false(finds("k", "\xE5"));
	assert_false(finds("k", "\xFF\xE9\x87"));
	assert_true(finds("k", "\xFFk"));
}

static void queries_that_are_too_long(void **state)
{
	struct pinyin_query query;
	assert_true(pinyin_compile(&query, STR("a b c d e f g h ")));
	assert_false(pinyin_compile(&query, STR("a b c d e f g h i")));
	char text[PINYIN_MAX_CHARS + 1];
	memset(text, 'a', sizeof(text));
	assert_true(pinyin_compile(&query, (struct str){text, PINYIN_MAX_CHARS}));
	assert_false(pinyin_compile(&query, (struct str){text, PINYIN_MAX_CHARS + 1}));
}

static int compare(const char *a, const char *b)
{
	int result = pinyin_compare(str_from(a), str_from(b)), reverse = pinyin_compare(str_from(b), str_from(a));
	assert_true(result < 0 ? reverse > 0 : result > 0 ? reverse < 0 : reverse == 0);
	return result;
}

static void order(void **state)
{
	static const char *const ordered[] = {
		"", "12", "Z", "阿克陶县", "北京市", "北京市海淀区", "喀什地区", "叶城县", "张家口市",
	};
	assert_true(compare("阿克陶县", "北京市") < 0);
	assert_true(compare("昂素镇", "北京市") < 0);
	assert_true(compare("北京市", "北京市海淀区") < 0);
	assert_true(compare("喀什", "喀喇沁") > 0);
	assert_true(compare("Z", "阿") < 0);
	assert_true(compare("张家口", "叶城") > 0);
	assert_int_equal(compare("叶城", "叶城"), 0);
	assert_true(compare("\xFF", "\xEF\xBF\xBD") != 0);
	assert_true(compare("\xE5\x96" "A", "\xE5\x96\x80") != 0);
	assert_true(compare("叶\x80", "叶\x80\x81") < 0);
	assert_true(compare("叶城", "叶尔") < 0);
	for (size_t i = 1; i < sizeof(ordered) / sizeof(*ordered); i++)
		assert_true(compare(ordered[i - 1], ordered[i]) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(initials_of_successive_characters),
		cmocka_unit_test(letters_digits_and_ideographs_match_themselves),
		cmocka_unit_test(case_and_width_do_not_count),
		cmocka_unit_test(between_characters_of_the_name),
		cmocka_unit_test(words_must_all_match),
		cmocka_unit_test(awkward_places),
		cmocka_unit_test(bad_bytes),
		cmocka_unit_test(queries_that_are_too_long),
		cmocka_unit_test(order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
