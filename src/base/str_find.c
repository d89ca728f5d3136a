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

static size_t count_plain(struct str s, char byte)
{
	size_t count = 0;
	for (size_t i = 0; i < s.nbytes; i++)
		count += s.ptr[i] == byte;
	return count;
}

#ifdef HAS_WIDE

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

/* Two bytes of the needle are compared at thirty-two places at once; all of it only where both are right. The last
 * places are looked at together with some that were looked at before. */
WIDE static size_t find_wide(struct str s, struct str needle)
{
	size_t first = anchor_of(needle), second = needle.nbytes - 1 > first ? needle.nbytes - 1 : first - 1;
	size_t last = s.nbytes - needle.nbytes + 1 - WIDE_NBYTES;
	for (size_t place = 0;; place = last - place > WIDE_NBYTES ? place + WIDE_NBYTES : last) {
		__m256i one = wide_equal(wide_load(s.ptr + place + first), needle.ptr[first]);
		__m256i other = wide_equal(wide_load(s.ptr + place + second), needle.ptr[second]);
		size_t found = find_masked(s, needle, place, wide_mask(_mm256_and_si256(one, other)));
		if (found < s.nbytes || place == last)
			return found;
	}
}

WIDE static size_t find_either_wide(struct str s, char a, char b)
{
	size_t i = 0;
	for (; i + WIDE_NBYTES <= s.nbytes; i += WIDE_NBYTES) {
		__m256i bytes = wide_load(s.ptr + i);
		uint32_t mask = wide_mask(_mm256_or_si256(wide_equal(bytes, a), wide_equal(bytes, b)));
		if (mask)
			return i + (size_t)__builtin_ctz(mask);
	}
	return i + str_find_either_plain(str_slice(s, i, s.nbytes), a, b);
}

WIDE static size_t count_wide(struct str s, char byte)
{
	size_t count = 0, i = 0;
	for (; i + WIDE_NBYTES <= s.nbytes; i += WIDE_NBYTES)
		count += (size_t)__builtin_popcount(wide_mask(wide_equal(wide_load(s.ptr + i), byte)));
	return count + count_plain(str_slice(s, i, s.nbytes), byte);
}

#endif

size_t str_find(struct str s, struct str needle)
{
#ifdef HAS_WIDE
	if (needle.nbytes >= 2 && needle.nbytes + WIDE_NBYTES <= s.nbytes + 1 && wide_is_there())
		return find_wide(s, needle);
#endif
	return str_find_plain(s, needle);
}

size_t str_find_either(struct str s, char a, char b)
{
#ifdef HAS_WIDE
	if (wide_is_there())
		return find_either_wide(s, a, b);
#endif
	return str_find_either_plain(s, a, b);
}

size_t str_count(struct str s, char byte)
{
#ifdef HAS_WIDE
	if (wide_is_there())
		return count_wide(s, byte);
#endif
	return count_plain(s, byte);
}
