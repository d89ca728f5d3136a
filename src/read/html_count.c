#include "read/html_count.h"

#include <stddef.h>

#include "base/wide.h"

void html_count_plain(struct html_place *place, const char *from, const char *to)
{
	for (; from < to; from++) {
		place->column += ((unsigned char)*from & 0xC0) != 0x80;
		if (*from != '\n')
			continue;
		place->line++;
		place->column = 1;
	}
}

#ifdef HAS_WIDE

enum { BLOCK_NBYTES = 32 };

/* Thirty-two bytes as masks with a bit for each; those behind `to` do not count. */
WIDE static void count_wide(struct html_place *place, const char *from, const char *to, const char *end)
{
	uint32_t line = place->line, column = place->column;
	for (; from < to && end - from >= BLOCK_NBYTES; from += BLOCK_NBYTES) {
		__m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)from);
		uint32_t newlines = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\n')));
		/* 80-BF are the lowest ones as signed numbers. */
		uint32_t heads = (uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(bytes, _mm256_set1_epi8((char)0xBF)));
		if (to - from < BLOCK_NBYTES) {
			uint32_t counted = ((uint32_t)1 << (to - from)) - 1;
			newlines &= counted;
			heads &= counted;
		}
		if (newlines) {
			line += (uint32_t)__builtin_popcount(newlines);
			/* Behind the last one; shifted twice, as it may be the thirty-second. */
			heads = heads >> (31 - __builtin_clz(newlines)) >> 1;
			column = 1;
		}
		column += (uint32_t)__builtin_popcount(heads);
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
