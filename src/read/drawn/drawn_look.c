/* The first look at a text: hardly any has a drawing, so it must cost nothing. */

#include "base/wide.h"

#include "read/drawn/drawn.h"

enum { SIGN_NBYTES = 3 };

/* Whether the bytes at `p` begin a sign of drawings: U+2500 to U+257F, ｜, +- and +=. */
static bool is_sign(const char *p)
{
	switch (*p) {
	case '\xE2':
		return p[1] == '\x94' || p[1] == '\x95';
	case '\xEF':
		return p[1] == '\xBD' && p[2] == '\x9C';
	case '+':
		return p[1] == '-' || p[1] == '=';
	default:
		return false;
	}
}

bool drawn_may_hold_plain(struct str text)
{
	for (size_t i = 0; i + SIGN_NBYTES <= text.nbytes; i++)
		if (is_sign(text.ptr + i))
			return true;
	return false;
}

#ifdef HAS_WIDE

enum { BLOCK_NBYTES = 4 * WIDE_NBYTES, LOOK_NBYTES = BLOCK_NBYTES + SIGN_NBYTES - 1 };

/* The places among 32 where signs may begin, by two bytes. 94 and 95, and - and =, differ in one bit. */
WIDE static __m256i find_signs(const char *p)
{
	__m256i first = wide_load(p), second = wide_load(p + 1);
	__m256i box = _mm256_and_si256(wide_equal(first, '\xE2'),
				       wide_equal(_mm256_or_si256(second, _mm256_set1_epi8(1)), '\x95'));
	__m256i bar = _mm256_and_si256(wide_equal(first, '\xEF'), wide_equal(second, '\xBD'));
	__m256i plus = _mm256_and_si256(wide_equal(first, '+'),
					wide_equal(_mm256_or_si256(second, _mm256_set1_epi8('=' - '-')), '='));
	return _mm256_or_si256(_mm256_or_si256(box, bar), plus);
}

/* A block of places at once; the last ones together with what comes before. */
WIDE static bool look_wide(struct str text)
{
	const char *p = text.ptr, *last = text.ptr + text.nbytes - LOOK_NBYTES;
	for (;; p = last - p > BLOCK_NBYTES ? p + BLOCK_NBYTES : last) {
		__m256i found = find_signs(p);
		for (size_t i = WIDE_NBYTES; i < BLOCK_NBYTES; i += WIDE_NBYTES)
			found = _mm256_or_si256(found, find_signs(p + i));
		if (!_mm256_testz_si256(found, found) && drawn_may_hold_plain((struct str){p, LOOK_NBYTES}))
			return true;
		if (p == last)
			return false;
	}
}

#endif

bool drawn_may_hold(struct str text)
{
#ifdef HAS_WIDE
	if (text.nbytes >= LOOK_NBYTES && wide_is_there())
		return look_wide(text);
#endif
	return drawn_may_hold_plain(text);
}
