/* Counting characters in blocks against counting them one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/utf8.h"

static uint64_t next(uint64_t *random)
{
	*random = *random * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return *random >> 33;
}

/* Characters in a row, then a few bytes put wrong, at every length. The text is copied to where nothing but it may be
 * read. */
static void the_same_as_one_by_one(void **state)
{
	static const char *const chars[] = {"一", "（", "0", "12", "\t", "·", "é", "𠀀", "\xed\x9f\xbf", "ࠀ", "数", "据"};
	static const unsigned char bad[] = {0x80, 0xBF, 0xC0, 0xC2, 0xE0, 0xE1, 0xE4, 0xED, 0xEF, 0xF0, 0xFF, 'a'};
	uint64_t random = 1;
	for (int round = 0; round < 200000; round++) {
		char bytes[200];
		size_t nbytes = 0, wanted = next(&random) % 190, nchoices = next(&random) % 2 ? 3 : 12;
		while (nbytes < wanted) {
			const char *c = chars[next(&random) % nchoices];
			memcpy(bytes + nbytes, c, strlen(c));
			nbytes += strlen(c);
		}
		for (uint64_t n = next(&random) % 4; n > 0 && nbytes; n--)
			bytes[next(&random) % nbytes] = (char)bad[next(&random) % sizeof(bad)];
		size_t cut = nbytes ? next(&random) % 4 % nbytes : 0;
		char *copy = malloc(nbytes - cut + 1);
		memcpy(copy, bytes + cut, nbytes - cut);
		struct str text = {copy, nbytes - cut};
		assert_int_equal(utf8_count(text), utf8_count_plain(text));
		if (utf8_find_invalid(text) == text.nbytes)
			assert_int_equal(utf8_count_valid(text), utf8_count_plain(text));
		free(copy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_as_one_by_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
