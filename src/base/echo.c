#include "base/echo.h"

#include "base/wide.h"

/* The first unit of those from `start` to `end` where `n` units stand that stand once more right behind them; `end`
 * when there is none. */
static size_t find_length(const struct units *units, size_t start, size_t end, size_t n)
{
	const uint16_t *codes = units->codes;
	for (size_t i = start; i < end && i + 2 * n <= units->count; i++)
		if (codes[i] == codes[i + n] && memcmp(codes + i, codes + i + n, n * sizeof(*codes)) == 0)
			return i;
	return end;
}

size_t echo_find_plain(const struct units *units, size_t start)
{
	size_t found = units->count;
	for (size_t n = ECHO_MIN_NUNITS; n <= ECHO_MAX_NUNITS; n++)
		found = find_length(units, start, found, n);
	return found;
}

#ifdef HAS_WIDE

enum { BLOCK_NUNITS = 16 };

/* Lanes of sixteen units that are those `n` behind them. Of two same units in a row one and the next are the same, of
 * three two fill a lane of two, of seven four a lane of four. */
WIDE static inline __m256i same_lanes(__m256i block, const uint16_t *codes, size_t n)
{
	enum { MIN_TWO_NUNITS = 3, MIN_FOUR_NUNITS = 7 };
	if (n >= MIN_FOUR_NUNITS)
		return _mm256_cmpeq_epi64(block, wide_load(codes + n));
	if (n >= MIN_TWO_NUNITS)
		return _mm256_cmpeq_epi32(block, wide_load(codes + n));
	return _mm256_and_si256(_mm256_cmpeq_epi16(block, wide_load(codes + n)),
				_mm256_cmpeq_epi16(wide_load(codes + 1), wide_load(codes + 1 + n)));
}

/* Whether a stretch that stands twice may begin at one of sixteen units or reach into them. */
WIDE static inline bool may_hold(const uint16_t *codes)
{
	__m256i block = wide_load(codes), same = _mm256_setzero_si256();
	for (size_t n = ECHO_MIN_NUNITS; n <= ECHO_MAX_NUNITS; n++)
		same = _mm256_or_si256(same, same_lanes(block, codes, n));
	return !_mm256_testz_si256(same, same);
}

/* The first unit from `start` on, before `end`, where one begins that reaches into the sixteen at `codes`, or begins
 * there; `end` when there is none. */
WIDE static size_t find_in_block(const struct units *units, size_t start, size_t end, const uint16_t *codes)
{
	const uint16_t *next = codes + BLOCK_NUNITS;
	__m256i block = wide_load(codes), next_block = wide_load(next);
	for (size_t n = ECHO_MIN_NUNITS; n <= ECHO_MAX_NUNITS; n++) {
		__m256i same = _mm256_or_si256(same_lanes(block, codes, n), same_lanes(next_block, next, n));
		if (!_mm256_testz_si256(same, same))
			end = find_length(units, start, end, n);
	}
	return end;
}

WIDE static size_t find_wide(const struct units *units, size_t start)
{
	for (size_t i = start; i < units->count; i += BLOCK_NUNITS) {
		const uint16_t *codes = units->codes + i;
		size_t end = units->count - i < BLOCK_NUNITS ? units->count : i + BLOCK_NUNITS;
		if (!may_hold(codes))
			continue;
		size_t found =
			find_in_block(units, i - start > ECHO_MAX_NUNITS ? i - ECHO_MAX_NUNITS : start, end, codes);
		if (found < end)
			return found;
	}
	return units->count;
}

#endif

size_t echo_find(const struct units *units, size_t start)
{
#ifdef HAS_WIDE
	if (wide_is_there())
		return find_wide(units, start);
#endif
	return echo_find_plain(units, start);
}
