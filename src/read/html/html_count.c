#include "read/html/html_count.h"

#include <stddef.h>

#include "base/utf8.h"
#include "base/wide.h"

void html_count_plain(struct html_place *place, const char *from, const char *to)
{
	for (; from < to; from++) {
		place->column += !utf8_is_tail(*from);
		if (*from != '\n')
			continue;
		place->line++;
		place->column = 1;
	}
}

#ifdef HAS_WIDE

enum { BLOCK_NBYTES = 64 };

/* Sixty-four bytes as masks with a bit for each; those behind `to` do not count. Without branches but for the next
 * block: whether a line ends comes in no order. */
WIDE static void count_wide(struct html_place *place, const char *from, const char *to, const char *end)
{
	uint32_t line = place->line, column = place->column;
	const __m256i newline = _mm256_set1_epi8('\n'), last_tail = _mm256_set1_epi8((char)0xBF);
	for (; from < to && end - from >= BLOCK_NBYTES; from += BLOCK_NBYTES) {
		__m256i low = _mm256_loadu_si256((const __m256i *)(const void *)from);
		__m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(from + BLOCK_NBYTES / 2));
		size_t nleft = (size_t)(to - from);
		uint64_t counted = UINT64_MAX >> (BLOCK_NBYTES - (nleft < BLOCK_NBYTES ? nleft : BLOCK_NBYTES));
		uint64_t newlines = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, newline)) |
				    (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, newline)) << 32;
		/* 80-BF are the lowest ones as signed numbers. */
		uint64_t heads = (uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(low, last_tail)) |
				 (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(high, last_tail)) << 32;
		newlines &= counted;
		/* Behind the last one. */
		uint64_t behind = newlines ? ~(UINT64_MAX >> __builtin_clzll(newlines | 1)) : UINT64_MAX;
		line += (uint32_t)__builtin_popcountll(newlines);
		column = (newlines ? 1 : column) + (uint32_t)__builtin_popcountll(heads & counted & behind);
	}
	*place = (struct html_place){line, column};
	html_count_plain(place, from, to);
}

void html_count(struct html_place *place, const char *from, const char *to, const char *end)
{
	if (wide_is_there())
		count_wide(place, from, to, end);
	else
		html_count_plain(place, from, to);
}

#else

void html_count(struct html_place *place, const char *from, const char *to, const char *end)
{
	(void)end;
	html_count_plain(place, from, to);
}

#endif
