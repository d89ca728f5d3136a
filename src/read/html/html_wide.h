/* Sixty-four bytes of a page at once. Private to src/read/html/. */
#ifndef GOUJI_READ_HTML_HTML_WIDE_H
#define GOUJI_READ_HTML_HTML_WIDE_H

#include <stddef.h>
#include <stdint.h>

#include "base/wide.h"

#ifdef HAS_WIDE

/* For masks of up to thirty-two bytes. */
static const unsigned char html_wide_ones[2 * WIDE_NBYTES] = {
	0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
	0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
};

/* The first `nbytes` bytes at `p`, and zeros behind them. */
WIDE static inline __m256i html_wide_first(const char *p, size_t nbytes)
{
	size_t count = nbytes < WIDE_NBYTES ? nbytes : WIDE_NBYTES;
	return _mm256_and_si256(wide_load(p), wide_load(html_wide_ones + WIDE_NBYTES - count));
}

WIDE static inline uint64_t html_wide_mask(__m256i low, __m256i high, char byte)
{
	return wide_mask_both(wide_equal(low, byte), wide_equal(high, byte));
}

WIDE static inline uint64_t html_wide_blanks(__m256i low, __m256i high)
{
	const __m256i space = _mm256_set1_epi8(' ');
	__m256i blank_low = _mm256_cmpeq_epi8(_mm256_min_epu8(low, space), low);
	__m256i blank_high = _mm256_cmpeq_epi8(_mm256_min_epu8(high, space), high);
	return wide_mask_both(blank_low, blank_high);
}

/* A bit for each byte that ends a word, as in html_find_word_end(), but for the last two. */
WIDE static inline uint64_t html_wide_word_ends(__m256i low, __m256i high)
{
	const __m256i least = _mm256_set1_epi8((char)0xBE);
	uint64_t ends = html_wide_blanks(low, high) | html_wide_mask(low, high, '<') | html_wide_mask(low, high, '&');
	uint64_t zeros = html_wide_mask(low, high, '\x80');
	uint64_t above = wide_mask_both(_mm256_cmpeq_epi8(_mm256_max_epu8(low, least), low),
					_mm256_cmpeq_epi8(_mm256_max_epu8(high, least), high));
	ends |= html_wide_mask(low, high, '\xC2') & html_wide_mask(low, high, '\xA0') >> 1;
	ends |= html_wide_mask(low, high, '\xE3') & zeros >> 1 & zeros >> 2;
	ends |= html_wide_mask(low, high, '\xEF') & html_wide_mask(low, high, '\xBF') >> 1 & above >> 2;
	return ends;
}

#endif

#endif
