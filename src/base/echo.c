#include "base/echo.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/wide.h"

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
	BLOCK_NBYTES = 2 * WIDE_NBYTES,
	STEP_NBYTES = BLOCK_NBYTES - ECHO_MIN_NBYTES + 1,
	LOOK_NBYTES = BLOCK_NBYTES + ECHO_MAX_NBYTES,
};

/* A bit for each byte of a block that is the same as the one at `p`. */
WIDE static inline uint64_t find_same(__m256i low, __m256i high, const char *p)
{
	return wide_mask_both(_mm256_cmpeq_epi8(low, wide_load(p)),
			      _mm256_cmpeq_epi8(high, wide_load(p + WIDE_NBYTES)));
}

/* The first place of a block at `p`, which are those of the text from `i` on, where a stretch stands twice;
 * BLOCK_NBYTES when there is none. Where as many bytes as the shortest stretch has are the same, the rest is
 * compared. */
WIDE static size_t find_in_block(struct str text, size_t i, const char *p)
{
	size_t first = BLOCK_NBYTES;
	__m256i low = wide_load(p);
	__m256i high = wide_load(p + WIDE_NBYTES);
	for (size_t n = ECHO_MIN_NBYTES; n <= ECHO_MAX_NBYTES; n += ECHO_CHAR_NBYTES) {
		uint64_t same = find_same(low, high, p + n);
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

/* What the lanes of a block at `p` have in common with those `n` bytes behind it. */
#define SAME_LANES(nbits, p, n)                                             \
	_mm256_or_si256(_mm256_cmpeq_epi##nbits(low, wide_load((p) + (n))), \
			_mm256_cmpeq_epi##nbits(high, wide_load((p) + (n) + WIDE_NBYTES)))

/* Whether a stretch that stands twice may begin at the first places of the block at `p`, as many as a step has, or
 * before it and reach into it: where one begins, this or the next block tells. Nine same bytes that begin there have
 * a lane of four in one of the two, fifteen a lane of eight. */
WIDE static bool may_hold(const char *p)
{
	enum { MIN_FOUR_NBYTES = 9, MIN_EIGHT_NBYTES = 15 };
	__m256i low = wide_load(p);
	__m256i high = wide_load(p + WIDE_NBYTES);
	__m256i lanes = _mm256_setzero_si256();
	for (size_t n = MIN_FOUR_NBYTES; n < MIN_EIGHT_NBYTES; n += ECHO_CHAR_NBYTES)
		lanes = _mm256_or_si256(lanes, SAME_LANES(32, p, n));
	for (size_t n = MIN_EIGHT_NBYTES; n <= ECHO_MAX_NBYTES; n += ECHO_CHAR_NBYTES)
		lanes = _mm256_or_si256(lanes, SAME_LANES(64, p, n));
	if (!_mm256_testz_si256(lanes, lanes))
		return true;
	uint64_t same = find_same(low, high, p + ECHO_MIN_NBYTES);
	uint64_t three = same & same >> 1 & same >> 2;
	return three & three >> ECHO_CHAR_NBYTES;
}

/* The first place from byte `i` on, before `end`, where a stretch stands twice; `end` when there is none. There are
 * LOOK_NBYTES at each. */
WIDE static size_t find_between(struct str text, size_t i, size_t end)
{
	size_t place;
	for (; i < end; i += STEP_NBYTES)
		if ((place = find_in_block(text, i, text.ptr + i)) < BLOCK_NBYTES)
			return i + place < end ? i + place : end;
	return end;
}

WIDE static size_t find_wide(struct str text, size_t start)
{
	char last[LOOK_NBYTES + STEP_NBYTES];
	size_t i = start, place;
	for (; i + STEP_NBYTES + LOOK_NBYTES <= text.nbytes; i += STEP_NBYTES) {
		if (!may_hold(text.ptr + i))
			continue;
		size_t from = i > start + ECHO_MAX_NBYTES ? i - ECHO_MAX_NBYTES : start;
		if ((place = find_between(text, from, i + STEP_NBYTES)) < i + STEP_NBYTES)
			return place;
	}
	for (i = i > start + ECHO_MAX_NBYTES ? i - ECHO_MAX_NBYTES : start; i < text.nbytes; i += STEP_NBYTES) {
		memset(last, 0, sizeof(last));
		memcpy(last, text.ptr + i, text.nbytes - i < sizeof(last) ? text.nbytes - i : sizeof(last));
		if ((place = find_in_block(text, i, last)) < BLOCK_NBYTES)
			return i + place;
	}
	return text.nbytes;
}

#endif

size_t echo_find(struct str text, size_t start)
{
#ifdef HAS_WIDE
	if (wide_is_there())
		return find_wide(text, start);
#endif
	(void)text;
	return start;
}
