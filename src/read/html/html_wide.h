/* Sixty-four bytes of a page at once. Private to src/read/html/. */
#ifndef GOUJI_READ_HTML_HTML_WIDE_H
#define GOUJI_READ_HTML_HTML_WIDE_H

#include <stddef.h>
#include <stdint.h>

#include "base/wide.h"

enum { HTML_WIDE_STEP = 32 };

#ifdef HAS_WIDE

/* For masks of up to thirty-two bytes. */
static const unsigned char html_wide_ones[2 * HTML_WIDE_STEP] = {
	0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
	0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
};

WIDE static inline __m256i html_wide_load(const void *p)
{
	return _mm256_loadu_si256((const __m256i *)p);
}

/* The first `nbytes` bytes at `p`, and zeros behind them. */
WIDE static inline __m256i html_wide_first(const char *p, size_t nbytes)
{
	size_t count = nbytes < HTML_WIDE_STEP ? nbytes : HTML_WIDE_STEP;
	return _mm256_and_si256(html_wide_load(p), html_wide_load(html_wide_ones + HTML_WIDE_STEP - count));
}

WIDE static inline uint64_t html_wide_mask(__m256i low, __m256i high, char byte)
{
	const __m256i bytes = _mm256_set1_epi8(byte);
	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, bytes)) |
	       (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, bytes)) << HTML_WIDE_STEP;
}

WIDE static inline uint64_t html_wide_blanks(__m256i low, __m256i high)
{
	const __m256i space = _mm256_set1_epi8(' ');
	__m256i blank_low = _mm256_cmpeq_epi8(_mm256_min_epu8(low, space), low);
	__m256i blank_high = _mm256_cmpeq_epi8(_mm256_min_epu8(high, space), high);
	return (uint32_t)_mm256_movemask_epi8(blank_low) |
	       (uint64_t)(uint32_t)_mm256_movemask_epi8(blank_high) << HTML_WIDE_STEP;
}

/* A bit for each byte that ends a word, as in html_find_word_end(), but for the last two. */
WIDE static inline uint64_t html_wide_word_ends(__m256i low, __m256i high)
{
	const __m256i least = _mm256_set1_epi8((char)0xBE);
	uint64_t ends = html_wide_blanks(low, high) | html_wide_mask(low, high, '<') | html_wide_mask(low, high, '&');
	uint64_t zeros = html_wide_mask(low, high, '\x80');
	uint64_t above = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_max_epu8(low, least), low)) |
			 (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_max_epu8(high, least), high))
				 << HTML_WIDE_STEP;
	ends |= html_wide_mask(low, high, '\xC2') & html_wide_mask(low, high, '\xA0') >> 1;
	ends |= html_wide_mask(low, high, '\xE3') & zeros >> 1 & zeros >> 2;
	ends |= html_wide_mask(low, high, '\xEF') & html_wide_mask(low, high, '\xBF') >> 1 & above >> 2;
	return ends;
}

#endif

#endif
