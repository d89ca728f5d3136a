#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/utf8.h"

static void assert_decodes(struct str s, uint32_t code_point, size_t nbytes)
{
	struct utf8_char c = utf8_decode(s);
	assert_true(c.valid);
	assert_int_equal(c.code_point, code_point);
	assert_int_equal(c.nbytes, nbytes);
}

static void assert_bad(struct str s)
{
	struct utf8_char c = utf8_decode(s);
	assert_false(c.valid);
	assert_int_equal(c.code_point, UTF8_REPLACEMENT);
	assert_int_equal(c.nbytes, 1);
}

static void decodes_each_length(void **state)
{
	assert_decodes(STR("ab"), 'a', 1);
	assert_decodes(STR("\0"), 0, 1);
	assert_decodes(STR("·x"), 0xB7, 2);
	assert_decodes(STR("中x"), 0x4E2D, 3);
	assert_decodes(STR("𠮷x"), 0x20BB7, 4);
	assert_decodes(STR("\xEF\xBF\xBD"), UTF8_REPLACEMENT, 3);
}

static void refuses_bad_forms(void **state)
{
	assert_bad(STR("\x80"));
	assert_bad(STR("\xBF\x80"));
	assert_bad(STR("\xC0\x80"));
	assert_bad(STR("\xC1\xBF"));
	assert_bad(STR("\xE0\x9F\xBF"));
	assert_bad(STR("\xF0\x8F\xBF\xBF"));
	assert_bad(STR("\xED\xA0\x80"));
	assert_bad(STR("\xED\xBF\xBF"));
	assert_bad(STR("\xF4\x90\x80\x80"));
	assert_bad(STR("\xF5\x80\x80\x80"));
	assert_bad(STR("\xF8\x88\x80\x80\x80"));
	assert_bad(STR("\xFF"));
	assert_decodes(STR("\xED\x9F\xBF"), 0xD7FF, 3);
	assert_decodes(STR("\xEE\x80\x80"), 0xE000, 3);
	assert_decodes(STR("\xF4\x8F\xBF\xBF"), 0x10FFFF, 4);
}

static void refuses_broken_and_cut_characters(void **state)
{
	assert_bad(STR("\xC2"));
	assert_bad(STR("\xC2""a"));
	assert_bad(STR("\xE4\xB8"));
	assert_bad(STR("\xE4\xB8""a"));
	assert_bad(STR("\xE4""a\xAD"));
	assert_bad(STR("\xF0\xA0\xAE"));
	assert_bad(STR("\xF0\xA0\xAE""a"));
	assert_bad(STR("\xF0\xA0""a\xB7"));
	assert_bad(STR("\xF0""a\xAE\xB7"));
	assert_bad(STR("\xE4\xB8\xC0"));
}

/* Every code point comes back, with the length that its size asks for. */
static void encoding_is_undone_by_decoding(void **state)
{
	for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point++) {
		char bytes[UTF8_MAX_NBYTES];
		size_t nbytes = utf8_encode(code_point, bytes);
		struct utf8_char c = utf8_decode((struct str){bytes, nbytes});
		uint32_t expected = code_point >= 0xD800 && code_point <= 0xDFFF ? UTF8_REPLACEMENT : code_point;
		size_t expected_nbytes = expected < 0x80 ? 1 : expected < 0x800 ? 2 : expected < 0x10000 ? 3 : 4;
		if (!c.valid || c.code_point != expected || c.nbytes != nbytes || nbytes != expected_nbytes)
			fail_msg("U+%04X", (unsigned)code_point);
	}
	char bytes[UTF8_MAX_NBYTES];
	assert_int_equal(utf8_encode(0x110000, bytes), 3);
	assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

/* The reference: what the Unicode standard's table 3-7 allows for the first two bytes. */
static bool table_allows(unsigned first, unsigned second)
{
	unsigned low = 0x80, high = 0xBF;
	if (first == 0xE0)
		low = 0xA0;
	else if (first == 0xED)
		high = 0x9F;
	else if (first == 0xF0)
		low = 0x90;
	else if (first == 0xF4)
		high = 0x8F;
	return first >= 0xC2 && first <= 0xF4 && second >= low && second <= high;
}

static void all_pairs_of_first_bytes(void **state)
{
	for (unsigned first = 0x80; first <= 0xFF; first++)
		for (unsigned second = 0; second <= 0xFF; second++) {
			char bytes[] = {(char)first, (char)second, '\x80', '\x80'};
			struct utf8_char c = utf8_decode((struct str){bytes, sizeof(bytes)});
			if (c.valid != table_allows(first, second))
				fail_msg("%02X %02X", first, second);
		}
}

static void finds_invalid(void **state)
{
	struct str none = {NULL, 0};
	assert_int_equal(utf8_find_invalid(none), 0);
	assert_int_equal(utf8_find_invalid(STR("收到和处理 abcdefghijkl 公开")), strlen("收到和处理 abcdefghijkl 公开"));
	for (size_t place = 0; place < 40; place++) {
		char bytes[41];
		memset(bytes, 'a', sizeof(bytes));
		bytes[place] = '\xFF';
		assert_int_equal(utf8_find_invalid((struct str){bytes, sizeof(bytes)}), place);
	}
	assert_int_equal(utf8_find_invalid(STR("中文\xE4\xB8")), 6);
	assert_int_equal(utf8_find_invalid(STR("\xD6\xD0\xCE\xC4")), 0);
}

static void counts(void **state)
{
	struct str none = {NULL, 0};
	assert_int_equal(utf8_count(none), 0);
	assert_int_equal(utf8_count(STR("abcdefghij")), 10);
	assert_int_equal(utf8_count(STR("中文a𠮷")), 4);
	assert_int_equal(utf8_count(STR("a\xE4\xB8""b")), 4);
	assert_int_equal(utf8_count(STR("e\xCC\x81")), 2);
	struct str text = STR("公开120条，é𠮷……abcdefghijklm。末");
	for (size_t i = 0; i <= text.nbytes; i++)
		if (i == text.nbytes || ((unsigned char)text.ptr[i] & 0xC0) != 0x80)
			assert_int_equal(utf8_count_valid(str_slice(text, 0, i)), utf8_count(str_slice(text, 0, i)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes_each_length),
		cmocka_unit_test(refuses_bad_forms),
		cmocka_unit_test(refuses_broken_and_cut_characters),
		cmocka_unit_test(encoding_is_undone_by_decoding),
		cmocka_unit_test(all_pairs_of_first_bytes),
		cmocka_unit_test(finds_invalid),
		cmocka_unit_test(counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
