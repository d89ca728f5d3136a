/* Digits and the beginnings of marks; the fast way to them against the plain one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/spots.h"

enum { MAX_NBYTES = 300 };

static void spots_of_a_text(void **state)
{
	struct str text = STR("公开12条，共3件。");
	const size_t expected[] = {6, 7, 11, 17, 21};
	uint64_t map[spots_nwords(MAX_NBYTES)];
	size_t n = 0;
	spots_find(text, map);
	for (size_t i = 0; (i = spots_next(map, i, text.nbytes)) < text.nbytes; i++)
		assert_int_equal(i, expected[n++]);
	assert_int_equal(n, sizeof(expected) / sizeof(*expected));
	assert_int_equal(spots_next(map, 8, 11), 11);
	assert_int_equal(spots_next(map, 8, 12), 11);
	assert_int_equal(spots_next(map, 30, 24), 24);
}

static void the_same_as_the_plain_way(void **state)
{
	uint64_t random = 1, map[spots_nwords(MAX_NBYTES)], expected[spots_nwords(MAX_NBYTES)];
	char bytes[MAX_NBYTES];
	for (size_t nbytes = 0; nbytes <= MAX_NBYTES; nbytes++) {
		for (size_t i = 0; i < nbytes; i++) {
			random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
			bytes[i] = (char)(random >> 40);
			if (random >> 60 < 4)
				bytes[i] = "09/:\xE3\xEF\xEE\xF0"[random >> 50 & 7];
		}
		spots_find((struct str){bytes, nbytes}, map);
		spots_find_plain((struct str){bytes, nbytes}, expected);
		assert_memory_equal(map, expected, spots_nwords(nbytes) * sizeof(*map));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spots_of_a_text),
		cmocka_unit_test(the_same_as_the_plain_way),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
