#include "base/clip_plain.h"

#include <stdint.h>

#include "base/wide.h"

enum { FIRST_LEAD = 0xE3, LAST_LEAD = 0xE9, DELETE = 0x7F };

static bool is_tail(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

bool clip_is_plain_slowly(struct str text, char separator)
{
	for (size_t i = 0; i < text.nbytes;) {
		unsigned char c = (unsigned char)text.ptr[i];
		bool wide = c >= FIRST_LEAD && c <= LAST_LEAD && text.nbytes - i >= 3 && is_tail(text.ptr[i + 1]) &&
			    is_tail(text.ptr[i + 2]);
		if (!wide && (c < ' ' || c >= DELETE || c == '"' || text.ptr[i] == separator))
			return false;
		i += wide ? 3 : 1;
	}
	return true;
}

#ifdef HAS_WIDE

enum { BLOCK_NBYTES = 32 };

WIDE static inline uint32_t mask_of(__m256i bytes)
{
	return (uint32_t)_mm256_movemask_epi8(bytes);
}

/* Without the mark and the separator. Compared as signed numbers: tails are the lowest bytes, then come leads, then
 * ASCII. `*wanted` are the tails that the block before has left to come. */
WIDE static inline bool is_plain_block(const char *p, char mark, char separator, uint64_t *wanted)
{
	__m256i x = _mm256_loadu_si256((const __m256i *)(const void *)p);
	__m256i refused = _mm256_or_si256(_mm256_cmpeq_epi8(x, _mm256_set1_epi8(mark)),
					  _mm256_cmpeq_epi8(x, _mm256_set1_epi8(separator)));
	refused = _mm256_or_si256(refused, _mm256_cmpeq_epi8(x, _mm256_set1_epi8(DELETE)));
	__m256i ascii = _mm256_andnot_si256(refused, _mm256_cmpgt_epi8(x, _mm256_set1_epi8(' ' - 1)));
	__m256i leads = _mm256_andnot_si256(_mm256_cmpgt_epi8(x, _mm256_set1_epi8((char)LAST_LEAD)),
					    _mm256_cmpgt_epi8(x, _mm256_set1_epi8((char)(FIRST_LEAD - 1))));
	uint64_t lead_mask = mask_of(leads), tails = lead_mask << 1 | lead_mask << 2 | *wanted;
	uint32_t tail_mask = mask_of(_mm256_cmpgt_epi8(_mm256_set1_epi8((char)0xC0), x));
	*wanted = tails >> BLOCK_NBYTES;
	return tail_mask == (uint32_t)tails && (mask_of(ascii) | (uint32_t)lead_mask | tail_mask) == UINT32_MAX;
}

WIDE static bool is_plain_wide(struct str text, char mark, char separator)
{
	uint64_t wanted = 0;
	size_t i = 0;
	for (; text.nbytes - i >= BLOCK_NBYTES; i += BLOCK_NBYTES)
		if (!is_plain_block(text.ptr + i, mark, separator, &wanted))
			return false;
	char last[BLOCK_NBYTES];
	memset(last, 'x', sizeof(last));
	if (i < text.nbytes)
		memcpy(last, text.ptr + i, text.nbytes - i);
	return is_plain_block(last, mark, separator, &wanted);
}

bool clip_is_plain(struct str text, char separator)
{
	return wide_is_there() ? is_plain_wide(text, '"', separator) : clip_is_plain_slowly(text, separator);
}

bool clip_shows_all(struct str text)
{
	return wide_is_there() && is_plain_wide(text, DELETE, DELETE);
}

#else

bool clip_is_plain(struct str text, char separator)
{
	return clip_is_plain_slowly(text, separator);
}

bool clip_shows_all(struct str text)
{
	(void)text;
	return false;
}

#endif
