#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/fold.h"

static void assert_folded(struct str text, const char *expected)
{
	char out[256];
	size_t nbytes = fold_text(text, out, sizeof(out));
	assert_int_equal(nbytes, strlen(expected));
	assert_memory_equal(out, expected, nbytes);
}

static void letters_and_digits_stay(void **state)
{
	assert_folded(STR("abc123"), "abc123");
	assert_folded(STR("政府信息公开"), "政府信息公开");
	assert_folded(STR("㐀𠀀⺀"), "㐀𠀀⺀");
	assert_folded(STR("éж"), "éж");
	assert_folded(STR("々〇"), "々〇");
}

static void widths_and_cases_do_not_count(void **state)
{
	assert_folded(STR("ABC"), "abc");
	assert_folded(STR("ＡＢＣａｂｃ１２３"), "abcabc123");
	assert_folded(STR("（１）（ｂ）"), "1b");
}

static void punctuation_and_blanks_go(void **state)
{
	assert_folded(STR("（七） 总 计"), "七总计");
	assert_folded(STR("(七)总计"), "七总计");
	assert_folded(STR("3.危及“三安全一稳定”"), "3危及三安全一稳定");
	assert_folded(STR("3、危及\"三安全一稳定\""), "3危及三安全一稳定");
	assert_folded(STR("《甲》〈乙〉「丙」【丁】〔戊〕"), "甲乙丙丁戊");
	assert_folded(STR("甲，乙。丙；丁：戊！己？庚、辛…壬—癸"), "甲乙丙丁戊己庚辛壬癸");
	assert_folded(STR("甲　乙\xc2\xa0丙\t丁\n戊\xef\xbb\xbf己"), "甲乙丙丁戊己");
	assert_folded(STR("甲·乙・丙①丁％戊￥己～庚"), "甲乙丙丁戊己庚");
	assert_folded(STR("+-=<>/\\|_*#@"), "");
	assert_folded(STR("e\xcc\x81"), "e");
}

static void bad_bytes_go(void **state)
{
	assert_folded(STR("甲\xff乙\xe4\xb8"), "甲乙");
	assert_folded(STR("\xee\x80\x80\xf3\xa0\x80\x81"), "");
	assert_folded(STR(""), "");
	assert_folded((struct str){NULL, 0}, "");
}

/* Whole characters only, and what comes behind one that does not fit is left out too. */
static void stops_at_the_capacity(void **state)
{
	char out[8] = "xxxxxxx";
	assert_int_equal(fold_text(STR("政府a"), out, 7), 7);
	assert_int_equal(fold_text(STR("政府信"), out, 7), 6);
	assert_int_equal(fold_text(STR("政府信a"), out, 8), 6);
	assert_int_equal(fold_text(STR("政"), out, 2), 0);
	assert_int_equal(fold_text(STR("政"), out, 0), 0);
	memset(out, 'x', sizeof(out));
	fold_text(STR("政府信"), out, 7);
	assert_int_equal(out[6], 'x');
}

static void hashes(void **state)
{
	assert_true(fold_hash(FOLD_HASH_SEED, STR("")) == UINT64_C(0xcbf29ce484222325));
	assert_true(fold_hash(FOLD_HASH_SEED, STR("a")) == UINT64_C(0xaf63dc4c8601ec8c));
	assert_true(fold_hash(FOLD_HASH_SEED, STR("foobar")) == UINT64_C(0x85944171f73967e8));
	assert_true(fold_hash(fold_hash(FOLD_HASH_SEED, STR("foo")), STR("bar")) == UINT64_C(0x85944171f73967e8));
	assert_true(fold_hash(FOLD_HASH_SEED, STR("\xff")) == UINT64_C(0xaf64724c8602eb6e));
}

static void similarity(void **state)
{
	assert_int_equal(fold_similarity(STR("abcd"), STR("abcd")), 100);
	assert_int_equal(fold_similarity(STR("abcd"), STR("abd")), 75);
	assert_int_equal(fold_similarity(STR("abd"), STR("abcd")), 75);
	assert_int_equal(fold_similarity(STR("abcd"), STR("dcba")), 25);
	assert_int_equal(fold_similarity(STR("abcd"), STR("xyz")), 0);
	assert_int_equal(fold_similarity(STR("abcd"), STR("")), 0);
	assert_int_equal(fold_similarity(STR(""), STR("")), 100);
	assert_int_equal(fold_similarity(STR("axbxcxd"), STR("abcd")), 57);
	assert_int_equal(fold_similarity(STR("aab"), STR("aba")), 66);
	/* Characters, not bytes. */
	assert_int_equal(fold_similarity(STR("其他法律行政法规禁止公开"), STR("其他法律法规禁止公开")), 83);
	assert_int_equal(fold_similarity(STR("一二三四"), STR("一二三五")), 75);
}

static void similarity_of_long_texts(void **state)
{
	char a[200], b[200];
	memset(a, 'a', sizeof(a));
	memset(b, 'a', sizeof(b));
	memset(b + FOLD_MAX_CHARS, 'b', sizeof(b) - FOLD_MAX_CHARS);
	assert_int_equal(fold_similarity((struct str){a, sizeof(a)}, (struct str){b, sizeof(b)}), 100);
	b[FOLD_MAX_CHARS - 1] = 'b';
	assert_int_equal(fold_similarity((struct str){a, sizeof(a)}, (struct str){b, sizeof(b)}), 98);
	assert_int_equal(fold_similarity((struct str){a, 32}, (struct str){a, sizeof(a)}), 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_and_digits_stay),
		cmocka_unit_test(widths_and_cases_do_not_count),
		cmocka_unit_test(punctuation_and_blanks_go),
		cmocka_unit_test(bad_bytes_go),
		cmocka_unit_test(stops_at_the_capacity),
		cmocka_unit_test(hashes),
		cmocka_unit_test(similarity),
		cmocka_unit_test(similarity_of_long_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
