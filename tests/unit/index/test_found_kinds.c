/* Combinations of what was found, each kept once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "index/found_kinds.h"

static struct index_found make(unsigned number)
{
	struct index_found found;
	/* What lies between the members does not count. */
	memset(&found, number % 2 ? 0xAA : 0, sizeof(found));
	for (size_t i = 0; i < SEVERITY_NLEVELS; i++)
		found.nfailed[i] = number / 2 % 50 * (i == 1);
	for (size_t i = 0; i < 4; i++)
		found.rules[i] = i == number / 100 % 4 ? number / 400 : 0;
	return found;
}

static void each_once(void **state)
{
	struct found_kinds kinds = {0};
	uint32_t places[4000];
	for (unsigned i = 0; i < 4000; i++) {
		struct index_found found = make(i);
		places[i] = found_kinds_place(&kinds, &found);
		assert_in_range(places[i], 0, i);
	}
	for (unsigned i = 0; i < 4000; i++) {
		struct index_found found = make(i ^ 1), kept = found_kinds_at(&kinds, places[i]);
		assert_int_equal(found_kinds_place(&kinds, &found), places[i]);
		assert_memory_equal(kept.nfailed, found.nfailed, sizeof(found.nfailed));
		assert_memory_equal(kept.rules, found.rules, sizeof(found.rules));
	}
	/* The first 400 differ in the counts alone, 50 of them. */
	assert_int_equal(kinds.count, 50 + 9 * 4 * 50);
	found_kinds_free(&kinds);
	assert_int_equal(kinds.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
