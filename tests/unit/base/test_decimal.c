#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/decimal.h"

static void assert_parses(const char *text, int64_t expected, const char *shortest)
{
	decimal value = 42;
	struct strbuf buf = {0};
	if (!decimal_parse(str_from(text), &value))
		fail_msg("'%s' is not read", text);
	assert_int_equal(value, expected);
	decimal_append(&buf, value);
	assert_string_equal(strbuf_text(&buf), shortest);
	strbuf_free(&buf);
}

static void reads_and_writes(void **state)
{
	assert_parses("0", 0, "0");
	assert_parses("-0", 0, "0");
	assert_parses("12", 12000000, "12");
	assert_parses("+12", 12000000, "12");
	assert_parses("-3", -3000000, "-3");
	assert_parses("7215.19", 7215190000, "7215.19");
	assert_parses("007.50", 7500000, "7.5");
	assert_parses("-0.000001", -1, "-0.000001");
	assert_parses("0.100", 100000, "0.1");
	assert_parses("100", 100000000, "100");
	assert_parses("1.000000000", 1000000, "1");
	assert_parses("1.2345670", 1234567, "1.234567");
	assert_parses("10.050", 10050000, "10.05");
}

static void reads_up_to_the_limits(void **state)
{
	decimal value = 42;
	assert_parses("9223372036854.775807", INT64_MAX, "9223372036854.775807");
	assert_parses("-9223372036854.775808", INT64_MIN, "-9223372036854.775808");
	assert_false(decimal_parse(STR("9223372036854.775808"), &value));
	assert_false(decimal_parse(STR("-9223372036854.775809"), &value));
	assert_false(decimal_parse(STR("9223372036855"), &value));
	assert_false(decimal_parse(STR("-9223372036855"), &value));
	assert_false(decimal_parse(STR("99999999999999999999999999"), &value));
	assert_int_equal(value, 42);
}

static void refuses_what_is_no_number(void **state)
{
	static const char *const texts[] = {
		"", "-", "+", ".", "1.", ".5", "-.5", " 1", "1 ", "1,000", "1.2.3", "--1", "1e3", "0x1",
		"1.2345678", "1.0000001", "１２", "一", "1-", "1.-2", "a", "1.2a", "1.2000000a",
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		decimal value = 42;
		if (decimal_parse(str_from(texts[i]), &value))
			fail_msg("'%s' is read", texts[i]);
		assert_int_equal(value, 42);
	}
	decimal value = 42;
	assert_false(decimal_parse((struct str){NULL, 0}, &value));
	assert_false(decimal_parse(STR("1\0"), &value));
}

static void sums(void **state)
{
	decimal sum = 0;
	for (int i = 0; i < 10; i++)
		assert_true(decimal_add(&sum, DECIMAL_ONE / 10));
	assert_int_equal(sum, DECIMAL_ONE);
	assert_true(decimal_add(&sum, -3 * DECIMAL_ONE));
	assert_int_equal(sum, -2 * DECIMAL_ONE);
}

static void sums_do_not_overflow(void **state)
{
	decimal sum = INT64_MAX - 1;
	assert_true(decimal_add(&sum, 1));
	assert_false(decimal_add(&sum, 1));
	assert_int_equal(sum, INT64_MAX);
	assert_true(decimal_add(&sum, INT64_MIN));
	assert_int_equal(sum, -1);
	assert_true(decimal_add(&sum, INT64_MIN + 1));
	assert_false(decimal_add(&sum, -1));
	assert_false(decimal_add(&sum, INT64_MIN));
	assert_int_equal(sum, INT64_MIN);
	assert_true(decimal_add(&sum, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_and_writes),
		cmocka_unit_test(reads_up_to_the_limits),
		cmocka_unit_test(refuses_what_is_no_number),
		cmocka_unit_test(sums),
		cmocka_unit_test(sums_do_not_overflow),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
