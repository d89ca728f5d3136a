/* Finding and counting in texts, thirty-two bytes at a time where the processor can. */
#include "base/str.h"

#include <stdint.h>

#include "base/wide.h"

/* The byte of a needle that is looked for: in Chinese text the first byte of a character is one of six, and the third
 * tells most characters apart. */
enum { ANCHOR = 2 };

static size_t anchor_of(struct str needle)
{
	return needle.nbytes > ANCHOR ? ANCHOR : needle.nbytes - 1;
}

/* The same as str_find for needles that are neither empty nor longer than the text, among the places from `from` on. */
static size_t find_from(struct str s, struct str needle, size_t from)
{
	size_t anchor = anchor_of(needle);
	const char *place = s.ptr + from + anchor;
	const char *end = s.ptr + (s.nbytes - needle.nbytes) + 1 + anchor;
	while (place < end) {
		place = memchr(place, needle.ptr[anchor], (size_t)(end - place));
		if (!place)
			break;
		if (memcmp(place - anchor, needle.ptr, needle.nbytes) == 0)
			return (size_t)(place - anchor - s.ptr);
		place++;
	}
	return s.nbytes;
}

size_t str_find_plain(struct str s, struct str needle)
{
	if (needle.nbytes == 0)
		return 0;
	return needle.nbytes > s.nbytes ? s.nbytes : find_from(s, needle, 0);
}

size_t str_find_either_plain(struct str s, char a, char b)
{
	size_t i = 0;
	while (i < s.nbytes && s.ptr[i] != a && s.ptr[i] != b)
		i++;
	return i;
}

#ifdef HAS_WIDE

enum { WIDE_NBYTES = 32, HALF_NBYTES = 16 };

WIDE static uint32_t equal_mask(const char *p, __m256i byte)
{
	__m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)p);
	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, byte));
}

WIDE static uint32_t equal_half(const char *p, __m128i byte)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
	return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, byte));
}

/* The first place of the needle among those of a mask, a bit per place from `place` on; the length of the text when
 * it is at none of them. */
static inline size_t find_masked(struct str s, struct str needle, size_t place, uint32_t mask)
{
	for (; mask; mask &= mask - 1) {
		size_t found = place + (size_t)__builtin_ctz(mask);
		if (str_same_bytes(s.ptr + found, needle.ptr, needle.nbytes))
			return found;
	}
	return s.nbytes;
}

/* Two bytes of the needle are compared at thirty-two places at once, or sixteen where there are no more; all of it only
 * where both are right. The last places are looked at together with some that were looked at before. */
WIDE static size_t find_wide(struct str s, struct str needle)
{
	size_t first = anchor_of(needle), second = needle.nbytes - 1 > first ? needle.nbytes - 1 : first - 1;
	size_t nplaces = s.nbytes - needle.nbytes + 1, found;
	const char *a = s.ptr + first, *b = s.ptr + second;
	if (nplaces < WIDE_NBYTES) {
		const __m128i byte = _mm_set1_epi8(needle.ptr[first]), other = _mm_set1_epi8(needle.ptr[second]);
		size_t last = nplaces - HALF_NBYTES;
		found = find_masked(s, needle, 0, equal_half(a, byte) & equal_half(b, other));
		return found < s.nbytes ? found
					: find_masked(s, needle, last,
						      equal_half(a + last, byte) & equal_half(b + last, other));
	}
	const __m256i byte = _mm256_set1_epi8(needle.ptr[first]), other = _mm256_set1_epi8(needle.ptr[second]);
	for (size_t place = 0; place + WIDE_NBYTES < nplaces; place += WIDE_NBYTES) {
		found = find_masked(s, needle, place, equal_mask(a + place, byte) & equal_mask(b + place, other));
		if (found < s.nbytes)
			return found;
	}
	size_t last = nplaces - WIDE_NBYTES;
	return find_masked(s, needle, last, equal_mask(a + last, byte) & equal_mask(b + last, other));
}

WIDE static size_t find_either_wide(struct str s, char a, char b)
{
	const __m256i first = _mm256_set1_epi8(a), second = _mm256_set1_epi8(b);
	size_t i = 0;
	for (; i + WIDE_NBYTES <= s.nbytes; i += WIDE_NBYTES) {
		__m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)(s.ptr + i));
		__m256i equal = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, first), _mm256_cmpeq_epi8(bytes, second));
		uint32_t mask = (uint32_t)_mm256_movemask_epi8(equal);
		if (mask)
			return i + (size_t)__builtin_ctz(mask);
	}
	return i + str_find_either_plain(str_slice(s, i, s.nbytes), a, b);
}

#else

enum { HALF_NBYTES = 16 };

static size_t find_wide(struct str s, struct str needle)
{
	return find_from(s, needle, 0);
}

static size_t find_either_wide(struct str s, char a, char b)
{
	return str_find_either_plain(s, a, b);
}

#endif

size_t str_find(struct str s, struct str needle)
{
	if (needle.nbytes < 2 || needle.nbytes + HALF_NBYTES > s.nbytes + 1 || !wide_is_there())
		return str_find_plain(s, needle);
	return find_wide(s, needle);
}

size_t str_count(struct str s, char byte)
{
	size_t count = 0;
	for (size_t i = 0; i < s.nbytes; i++)
		count += s.ptr[i] == byte;
	return count;
}

size_t str_find_either(struct str s, char a, char b)
{
	return wide_is_there() ? find_either_wide(s, a, b) : str_find_either_plain(s, a, b);
}
