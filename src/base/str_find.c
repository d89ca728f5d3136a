/* Finding and counting in texts, thirty-two bytes at a time where the processor can. */
#include "base/str.h"

#include <stdint.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define HAS_WIDE 1
#include <immintrin.h>
#endif

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

static size_t count_plain(struct str s, char byte)
{
	size_t count = 0;
	for (size_t i = 0; i < s.nbytes; i++)
		count += s.ptr[i] == byte;
	return count;
}

#ifdef HAS_WIDE

enum { WIDE_NBYTES = 32 };

#define WIDE __attribute__((target("avx2,popcnt")))

static bool has_wide(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
}

WIDE static uint32_t equal_mask(const char *p, __m256i byte)
{
	__m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)p);
	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, byte));
}

/* Two bytes of the needle are compared at thirty-two places at once; all of it only where both are right. */
WIDE static size_t find_wide(struct str s, struct str needle)
{
	size_t first = anchor_of(needle), second = needle.nbytes - 1 > first ? needle.nbytes - 1 : first - 1;
	size_t nplaces = s.nbytes - needle.nbytes + 1, place = 0;
	const __m256i a = _mm256_set1_epi8(needle.ptr[first]), b = _mm256_set1_epi8(needle.ptr[second]);
	for (; place + WIDE_NBYTES <= nplaces; place += WIDE_NBYTES) {
		uint32_t mask = equal_mask(s.ptr + place + first, a) & equal_mask(s.ptr + place + second, b);
		for (; mask; mask &= mask - 1) {
			size_t found = place + (size_t)__builtin_ctz(mask);
			if (memcmp(s.ptr + found, needle.ptr, needle.nbytes) == 0)
				return found;
		}
	}
	return find_from(s, needle, place);
}

WIDE static size_t count_wide(struct str s, char byte)
{
	size_t count = 0, i = 0;
	const __m256i wanted = _mm256_set1_epi8(byte);
	for (; i + WIDE_NBYTES <= s.nbytes; i += WIDE_NBYTES)
		count += (size_t)__builtin_popcount(equal_mask(s.ptr + i, wanted));
	return count + count_plain(str_slice(s, i, s.nbytes), byte);
}

#else

static bool has_wide(void)
{
	return false;
}

static size_t find_wide(struct str s, struct str needle)
{
	return find_from(s, needle, 0);
}

static size_t count_wide(struct str s, char byte)
{
	return count_plain(s, byte);
}

#endif

size_t str_find(struct str s, struct str needle)
{
	enum { SHORT_NBYTES = 64 };
	if (s.nbytes < SHORT_NBYTES || needle.nbytes < 2 || needle.nbytes > s.nbytes || !has_wide())
		return str_find_plain(s, needle);
	return find_wide(s, needle);
}

size_t str_count(struct str s, char byte)
{
	return has_wide() ? count_wide(s, byte) : count_plain(s, byte);
}
