/* Digits and the beginnings of marks; the fast way to them against the plain one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/prose/spots.h"

enum { MAX_NBYTES = 300 };

/* The first spot at or behind byte `i`, or `end`. */
static size_t next_spot(const uint64_t *map, size_t i, size_t end)
{
	struct spots_left left = spots_from(map, i);
	return spots_take(&left, end);
}

static void spots_of_a_text(void **state)
{
	struct str text = STR("公开12条，共3件。");
	const size_t expected[] = {6, 7, 11, 17, 21};
	uint64_t map[spots_nwords(MAX_NBYTES)];
	size_t n = 0;
	spots_find(text, map);
	struct spots_left left = spots_from(map, 0);
	for (size_t i; (i = spots_take(&left, text.nbytes)) < text.nbytes;)
		assert_int_equal(i, expected[n++]);
	assert_int_equal(n, sizeof(expected) / sizeof(*expected));
	assert_int_equal(next_spot(map, 8, 11), 11);
	assert_int_equal(next_spot(map, 8, 12), 11);
	assert_int_equal(next_spot(map, 24, 24), 24);
}

/* Spots that are words of the map apart, and the ends of both. */
static void spots_far_apart(void **state)
{
	uint64_t map[spots_nwords(MAX_NBYTES)];
	char bytes[MAX_NBYTES];
	memset(bytes, 'a', sizeof(bytes));
	bytes[0] = bytes[63] = bytes[64] = bytes[255] = '1';
	spots_find((struct str){bytes, sizeof(bytes)}, map);
	assert_int_equal(next_spot(map, 0, MAX_NBYTES), 0);
	assert_int_equal(next_spot(map, 1, MAX_NBYTES), 63);
	assert_int_equal(next_spot(map, 64, MAX_NBYTES), 64);
	assert_int_equal(next_spot(map, 65, MAX_NBYTES), 255);
	assert_int_equal(next_spot(map, 65, 255), 255);
	assert_int_equal(next_spot(map, 256, MAX_NBYTES), MAX_NBYTES);
	assert_int_equal(next_spot(map, MAX_NBYTES, MAX_NBYTES), MAX_NBYTES);
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
		cmocka_unit_test(spots_far_apart),
		cmocka_unit_test(the_same_as_the_plain_way),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
