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

enum { BLOCK_NBYTES = 2 * WIDE_NBYTES };

/* Sixty-four bytes as masks with a bit for each; those behind `to` do not count. Without branches but for the next
 * block: whether a line ends comes in no order. */
WIDE static void count_wide(struct html_place *place, const char *from, const char *to, const char *end)
{
	uint32_t line = place->line, column = place->column;
	for (; from < to && end - from >= BLOCK_NBYTES; from += BLOCK_NBYTES) {
		__m256i low = wide_load(from);
		__m256i high = wide_load(from + WIDE_NBYTES);
		size_t nleft = (size_t)(to - from);
		uint64_t counted = UINT64_MAX >> (BLOCK_NBYTES - (nleft < BLOCK_NBYTES ? nleft : BLOCK_NBYTES));
		uint64_t newlines = wide_mask_both(wide_equal(low, '\n'), wide_equal(high, '\n'));
		uint64_t heads = ~wide_mask_both(wide_tails(low), wide_tails(high));
		newlines &= counted;
		/* Behind the last one. */
		uint64_t behind = newlines ? ~(UINT64_MAX >> __builtin_clzll(newlines | 1)) : UINT64_MAX;
		line += (uint32_t)__builtin_popcountll(newlines);
		column = (newlines ? 1 : column) + (uint32_t)__builtin_popcountll(heads & counted & behind);
	}
	*place = (struct html_place){line, column};
	html_count_plain(place, from, to);
}

#endif

void html_count(struct html_place *place, const char *from, const char *to, const char *end)
{
#ifdef HAS_WIDE
	if (wide_is_there()) {
		count_wide(place, from, to, end);
		return;
	}
#endif
	(void)end;
	html_count_plain(place, from, to);
}
