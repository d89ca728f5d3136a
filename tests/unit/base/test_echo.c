/* Where stretches stand twice; the fast look against the plain one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/echo.h"
#include "random_next.h"

static struct units units;

/* `place` is the number of a character. */
static void assert_echo(const char *text, size_t start, size_t place)
{
	units_read(&units, str_from(text));
	assert_int_equal(echo_find_plain(&units, start), place);
	assert_int_equal(echo_find(&units, start), place);
}

static void what_stands_twice(void **state)
{
	assert_echo("", 0, 0);
	assert_echo("政府政府", 0, 0);
	assert_echo("县政府政府信息", 0, 1);
	assert_echo("县政府政府信息", 2, 7);
	assert_echo("政政", 0, 2);
	assert_echo("甲乙丙丁戊己庚辛壬癸子丑甲乙丙丁戊己庚辛壬癸子丑", 0, 0);
	assert_echo("甲乙丙丁戊己庚辛壬癸子丑寅甲乙丙丁戊己庚辛壬癸子丑寅", 0, 26);
	assert_echo("公开政府信息公开", 0, 8);
	assert_echo("共1212件", 0, 1);
}

/* Few characters, so that some stand twice; texts of every length around those of a block. */
static void the_same_as_the_plain_look(void **state)
{
	static const char *const chars[] = {"一", "二", "丈", "三", "，", "1", "七", "个", "\n", "人"};
	uint64_t random = 1;
	size_t nfound = 0;
	for (int round = 0; round < 50000; round++) {
		char bytes[400];
		size_t nbytes = 0, wanted = random_next(&random) % 390, nchoices = 3 + random_next(&random) % 8;
		while (nbytes < wanted) {
			const char *c = chars[random_next(&random) % nchoices];
			size_t copied = random_next(&random) % 20 ? 0 : random_next(&random) % 40;
			if (copied && copied <= nbytes && nbytes + copied < sizeof(bytes)) {
				memcpy(bytes + nbytes, bytes + nbytes - copied, copied);
				nbytes += copied;
				continue;
			}
			memcpy(bytes + nbytes, c, strlen(c));
			nbytes += strlen(c);
		}
		/* Copies may begin inside of a character, which is all the same here. */
		units_read(&units, (struct str){bytes, nbytes});
		for (size_t at = 0; at < units.count; at++) {
			size_t place = echo_find_plain(&units, at);
			assert_int_equal(echo_find(&units, at), place);
			nfound += place < units.count;
			at = place;
		}
	}
	assert_true(nfound > 10000);
}

static int release(void **state)
{
	units_free(&units);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_stands_twice),
		cmocka_unit_test(the_same_as_the_plain_look),
	};
	return cmocka_run_group_tests(tests, NULL, release);
}
