/* Hashes of eight characters in a row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/fold.h"
#include "check/across/shingles.h"

enum { NBEFORE = 4, MAX_NCHARS = 120 };

static uint16_t chars[NBEFORE + MAX_NCHARS + NBEFORE];

static void make_chars(uint64_t seed)
{
	for (size_t i = 0; i < sizeof(chars) / sizeof(*chars); i++)
		chars[i] = (uint16_t)hash_mix(seed * 1000 + i);
}

/* Both ways keep the same of any characters, and what stands before and behind them does not count. */
static void both_ways_agree(void **state)
{
	for (size_t count = 0; count <= MAX_NCHARS; count++) {
		uint32_t plain[SHINGLE_NBINS], wide[SHINGLE_NBINS];
		for (size_t i = 0; i < SHINGLE_NBINS; i++)
			plain[i] = wide[i] = i % 7 ? UINT32_MAX : UINT32_MAX / 100;
		make_chars(count);
		shingles_take_plain(chars + NBEFORE, count, plain);
		for (size_t i = 0; i < NBEFORE; i++)
			chars[i] = chars[NBEFORE + count + i] = UINT16_MAX;
		shingles_take(chars + NBEFORE, count, wide);
		assert_memory_equal(plain, wide, sizeof(plain));
	}
}

/* Each shingle is hashed once: of two texts that follow each other, with the last seven of the first before the second,
 * the same is kept as of both in one. */
static void parts_are_the_whole(void **state)
{
	uint32_t whole[SHINGLE_NBINS], parts[SHINGLE_NBINS];
	make_chars(77);
	for (size_t cut = SHINGLE_NCHARS - 1; cut < MAX_NCHARS; cut++) {
		memset(whole, 0xFF, sizeof(whole));
		memset(parts, 0xFF, sizeof(parts));
		shingles_take(chars + NBEFORE, MAX_NCHARS, whole);
		shingles_take(chars + NBEFORE, cut, parts);
		size_t second = cut - (SHINGLE_NCHARS - 1);
		shingles_take(chars + NBEFORE + second, MAX_NCHARS - second, parts);
		assert_memory_equal(whole, parts, sizeof(whole));
	}
}

/* One of eight characters, by the book. */
static void one_shingle(void **state)
{
	uint32_t least[SHINGLE_NBINS];
	uint64_t sum = 0;
	make_chars(5);
	memset(least, 0xFF, sizeof(least));
	for (size_t i = 0; i < SHINGLE_NCHARS; i++)
		sum = sum * SHINGLE_FACTOR + chars[NBEFORE + i];
	shingles_take(chars + NBEFORE, SHINGLE_NCHARS - 1, least);
	for (size_t i = 0; i < SHINGLE_NBINS; i++)
		assert_true(least[i] == UINT32_MAX);
	shingles_take(chars + NBEFORE, SHINGLE_NCHARS, least);
	for (size_t i = 0; i < SHINGLE_NBINS; i++)
		assert_true(least[i] == (i == hash_mix(sum) >> 58 ? (uint32_t)hash_mix(sum) : UINT32_MAX));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_ways_agree),
		cmocka_unit_test(parts_are_the_whole),
		cmocka_unit_test(one_shingle),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
