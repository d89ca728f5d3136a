#include "base/echo.h"

#include <stdbool.h>
#include <stdint.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define HAS_WIDE 1
#include <immintrin.h>
#endif

/* How many bytes from `i` on are those that stand `distance` bytes behind them; at most `distance`. */
static size_t count_same(struct str text, size_t i, size_t distance)
{
	size_t count = 0;
	while (count < distance && i + count + distance < text.nbytes &&
	       text.ptr[i + count] == text.ptr[i + count + distance])
		count++;
	return count;
}

size_t echo_find_plain(struct str text, size_t start)
{
	for (size_t i = start; i < text.nbytes; i++)
		for (size_t n = ECHO_MIN_NBYTES; n <= ECHO_MAX_NBYTES; n += ECHO_CHAR_NBYTES)
			if (count_same(text, i, n) == n)
				return i;
	return text.nbytes;
}

#ifdef HAS_WIDE

/* A block is as many places as a mask has bits; those that the shortest stretch would leave are looked at in the
 * next. */
enum {
	BLOCK_NBYTES = 64,
	STEP_NBYTES = BLOCK_NBYTES - ECHO_MIN_NBYTES + 1,
	LOOK_NBYTES = BLOCK_NBYTES + ECHO_MAX_NBYTES,
};

#define WIDE __attribute__((target("avx2")))

WIDE static inline uint64_t same_half(__m256i bytes, const char *p)
{
	__m256i others = _mm256_loadu_si256((const __m256i *)(const void *)p);
	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, others));
}

/* The first place of a block at `p`, which are those of the text from `i` on, where a stretch stands twice;
 * BLOCK_NBYTES when there is none. Where as many bytes as the shortest stretch has are the same, the rest is
 * compared. */
WIDE static size_t find_in_block(struct str text, size_t i, const char *p)
{
	size_t first = BLOCK_NBYTES;
	__m256i low = _mm256_loadu_si256((const __m256i *)(const void *)p);
	__m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(p + BLOCK_NBYTES / 2));
	for (size_t n = ECHO_MIN_NBYTES; n <= ECHO_MAX_NBYTES; n += ECHO_CHAR_NBYTES) {
		uint64_t same = same_half(low, p + n) | same_half(high, p + n + BLOCK_NBYTES / 2) << BLOCK_NBYTES / 2;
		uint64_t three = same & same >> 1 & same >> 2;
		for (uint64_t six = three & three >> 3; six;) {
			size_t place = (size_t)__builtin_ctzll(six);
			uint64_t differing = ~(same >> place);
			size_t end = place + (differing ? (size_t)__builtin_ctzll(differing) : BLOCK_NBYTES);
			if (place >= first)
				break;
			/* What ends inside of the block too soon is no stretch. */
			if ((end >= place + n || end >= BLOCK_NBYTES) && count_same(text, i + place, n) == n)
				first = place;
			six = end < BLOCK_NBYTES ? six >> end << end : 0;
		}
	}
	return first;
}

WIDE static size_t find_wide(struct str text, size_t start)
{
	char last[LOOK_NBYTES + STEP_NBYTES];
	size_t i = start, place;
	for (; i + LOOK_NBYTES <= text.nbytes; i += STEP_NBYTES)
		if ((place = find_in_block(text, i, text.ptr + i)) < BLOCK_NBYTES)
			return i + place;
	for (; i < text.nbytes; i += STEP_NBYTES) {
		memset(last, 0, sizeof(last));
		memcpy(last, text.ptr + i, text.nbytes - i);
		if ((place = find_in_block(text, i, last)) < BLOCK_NBYTES)
			return i + place;
	}
	return text.nbytes;
}

size_t echo_find(struct str text, size_t start)
{
	return __builtin_cpu_supports("avx2") ? find_wide(text, start) : start;
}

#else

size_t echo_find(struct str text, size_t start)
{
	return start;
}

#endif
