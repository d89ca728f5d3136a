/* ASCII, whatever the locale. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/ascii.h"
#include "random_next.h"

static void digits(void **state)
{
	static const char all[] = "0123456789abcdefABCDEF";
	for (int byte = 0; byte < 256; byte++) {
		const char *place = byte ? strchr(all, byte) : NULL;
		unsigned value = !place ? 16 : place - all < 16 ? (unsigned)(place - all) : (unsigned)(place - all - 6);
		assert_int_equal(ascii_digit_value((char)byte), value);
		assert_int_equal(ascii_is_digit((char)byte), value < 10);
	}
	assert_int_equal(ascii_skip_digits(STR("a12b"), 1), 3);
	assert_int_equal(ascii_skip_digits(STR("12"), 0), 2);
	assert_false(ascii_is_digit_at(STR("1"), 1));
}

static void sizes_of_letters(void **state)
{
	assert_int_equal(ascii_lower('A'), 'a');
	assert_int_equal(ascii_lower('Z'), 'z');
	assert_int_equal(ascii_lower('@'), '@');
	assert_int_equal(ascii_lower('['), '[');
	assert_true(ascii_starts_with(STR("<MeTa x"), "<meta"));
	assert_true(ascii_starts_with(STR("x"), ""));
	assert_false(ascii_starts_with(STR("<met"), "<meta"));
	assert_false(ascii_starts_with(STR("<mete"), "<meta"));
}

/* At every length, with another byte anywhere or nowhere. */
static void runs(void **state)
{
	uint64_t random = 1;
	char bytes[50];
	for (int round = 0; round < 20000; round++) {
		size_t nbytes = random_next(&random) % sizeof(bytes), other = random_next(&random) % sizeof(bytes);
		for (size_t i = 0; i < nbytes; i++)
			bytes[i] = (char)(random_next(&random) % 0x80);
		if (other < nbytes)
			bytes[other] = (char)(0x80 + random_next(&random) % 0x80);
		assert_int_equal(ascii_run_nbytes((struct str){bytes, nbytes}), other < nbytes ? other : nbytes);
	}
	assert_int_equal(ascii_run_nbytes((struct str){NULL, 0}), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digits),
		cmocka_unit_test(sizes_of_letters),
		cmocka_unit_test(runs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
