#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <wchar.h>

#include "base/width.h"

static int narrow(uint32_t code_point)
{
	return width_of(code_point, WIDTH_AMBIGUOUS_1);
}

static int wide(uint32_t code_point)
{
	return width_of(code_point, WIDTH_AMBIGUOUS_2);
}

static void assert_width(uint32_t code_point, int expected)
{
	assert_int_equal(narrow(code_point), expected);
	assert_int_equal(wide(code_point), expected);
}

static void ascii_and_controls(void **state)
{
	for (uint32_t c = 0; c < 0x20; c++)
		assert_width(c, -1);
	for (uint32_t c = 0x20; c < 0x7F; c++)
		assert_width(c, 1);
	for (uint32_t c = 0x7F; c < 0xA0; c++)
		assert_width(c, -1);
	assert_width(0xD7FF, 1);
	assert_width(0xD800, -1);
	assert_width(0xDFFF, -1);
	assert_width(0x10FFFF, 1);
	assert_width(0x110000, -1);
	assert_width(UINT32_MAX, -1);
}

static void wide_characters(void **state)
{
	static const uint32_t list[] = {
		0x1100, 0x115F, 0x3000, 0x3001, 0x3400, 0x4DC0, 0x4DFF, 0x4E00, 0x4E2D, 0x9FFF, 0xA000, 0xAC00,
		0xD7A3, 0xF900, 0xFF01, 0xFF5E, 0xFFE5, 0x1F600, 0x20000, 0x2A6DF, 0x2FFFD, 0x3FFFD,
	};
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		assert_width(list[i], 2);
	assert_width(0x303F, 1);
	assert_width(0xFF61, 1);
	assert_width(0x1F1E6, 1);
}

static void zero_width_characters(void **state)
{
	static const uint32_t list[] = {
		0x300, 0x36F, 0x483, 0x5BF, 0x1160, 0x11FF, 0x200B, 0x200D, 0x200F, 0x202E, 0x2060, 0x20DD, 0x302A,
		0x3099, 0xD7B0, 0xD7FB, 0xFE00, 0xFE0F, 0xFEFF, 0xE0001, 0xE0100, 0xE01EF,
	};
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		assert_width(list[i], 0);
}

static void ambiguous_characters(void **state)
{
	/* · “ ” — … ① Ⅰ × □ α Я, soft hyphen, U+FFFD, private use */
	static const uint32_t list[] = {
		0xB7, 0x201C, 0x201D, 0x2014, 0x2026, 0x2460, 0x2160, 0xD7, 0x25A1, 0x3B1, 0x42F, 0xAD, 0xFFFD,
		0xE000, 0xF8FF, 0xF0000, 0x10FFFD,
	};
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		assert_int_equal(narrow(list[i]), 1);
		assert_int_equal(wide(list[i]), 2);
	}
	assert_width(0xA9, 1);
	assert_width(0x600, 1);
}

static void ambiguous_by_character_set(void **state)
{
	static const char *const two[] = {
		"GBK", "GB18030", "GB2312", "gb18030", "BIG5", "Big5-HKSCS", "EUC-TW", "EUC-CN",
	};
	static const char *const one[] = {"UTF-8", "ANSI_X3.4-1968", "ISO-8859-1", "EUC-JP", "", "G", "BIG"};
	for (size_t i = 0; i < sizeof(two) / sizeof(two[0]); i++)
		assert_int_equal(width_ambiguous_for(two[i]), WIDTH_AMBIGUOUS_2);
	for (size_t i = 0; i < sizeof(one) / sizeof(one[0]); i++)
		assert_int_equal(width_ambiguous_for(one[i]), WIDTH_AMBIGUOUS_1);
	assert_int_equal(width_ambiguous_for(NULL), WIDTH_AMBIGUOUS_1);
}

#ifdef __GLIBC__
#include <gnu/libc-version.h>

/* Where we differ on purpose: NUL is a control character, and the circled numbers of U+3248 to U+324F are plain "A". */
static bool differs_on_purpose(uint32_t code_point)
{
	return code_point == 0 || (code_point >= 0x3248 && code_point <= 0x324F);
}

/* glibc up to 2.39 has Unicode 15.0 at the most, as the table; later ones know characters that the table does not. */
static size_t tolerated_differences(void)
{
	int minor = 0;
	sscanf(gnu_get_libc_version(), "2.%d", &minor);
	return minor <= 39 ? 0 : 400;
}

/* Code points that glibc does not know have -1 there, and the width of their block here. */
static void agrees_with_glibc(void **state)
{
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		skip();
	size_t differences = 0, compared = 0;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		int theirs = wcwidth((wchar_t)c), ours = narrow(c);
		if ((theirs == -1 && ours >= 0) || differs_on_purpose(c))
			continue;
		compared++;
		if (theirs != ours) {
			differences++;
			print_message("U+%04X: glibc %d, table %d\n", (unsigned)c, theirs, ours);
		}
	}
	setlocale(LC_CTYPE, "C");
	assert_true(compared > 250000);
	assert_true(differences <= tolerated_differences());
}
#else
static void agrees_with_glibc(void **state)
{
	skip();
}
#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ascii_and_controls),
		cmocka_unit_test(wide_characters),
		cmocka_unit_test(zero_width_characters),
		cmocka_unit_test(ambiguous_characters),
		cmocka_unit_test(ambiguous_by_character_set),
		cmocka_unit_test(agrees_with_glibc),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
