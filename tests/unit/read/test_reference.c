/* Character references. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "read/reference.h"

static void assert_reference(const char *text, size_t nbytes, uint32_t code)
{
	uint32_t found = 0;
	const char *end = text + strlen(text), *behind = reference_take(text, end, &found);
	assert_ptr_equal(behind, text + nbytes);
	assert_int_equal(found, code);
	/* Nothing behind the end is looked at. */
	for (const char *cut = text + 1; cut < behind; cut++)
		assert_null(reference_take(text, cut, &found));
}

static void assert_none(const char *text)
{
	uint32_t code;
	assert_null(reference_take(text, text + strlen(text), &code));
}

static void numbers(void **state)
{
	assert_reference("&#x4e00;;", 8, 0x4E00);
	assert_reference("&#x4E0A;x", 8, 0x4E0A);
	assert_reference("&#19968;", 8, 0x4E00);
	assert_reference("&#xA0;", 6, 0xA0);
	assert_reference("&#x20000;", 9, 0x20000);
	assert_reference("&#x10FFFF;", 10, 0x10FFFF);
	assert_reference("&#0;", 4, 0);
	assert_none("&#x110000;");
	assert_none("&#x;");
	assert_none("&#;");
	assert_none("&#x4g00;");
	assert_none("&#12a4;");
	assert_none("&#x4e00 ");
	assert_none("&#0000000065;");
}

static void names(void **state)
{
	assert_reference("&amp;", 5, '&');
	assert_reference("&lt;b", 4, '<');
	assert_reference("&hellip;", 8, 0x2026);
	assert_reference("&ensp;", 6, 0x2002);
	assert_none("&nbsp;");
	assert_none("&am;");
	assert_none("&ampx;");
	assert_none("&;");
	assert_none("& amp;");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers),
		cmocka_unit_test(names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
