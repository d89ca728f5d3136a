#include "check/prose/spots.h"

#include <stdbool.h>

#include "base/wide.h"

static bool is_spot(unsigned char byte)
{
	return (byte >= '0' && byte <= '9') || byte == 0xE3 || byte == 0xEF;
}

void spots_find_plain(struct str text, uint64_t *map)
{
	memset(map, 0, spots_nwords(text.nbytes) * sizeof(*map));
	for (size_t i = 0; i < text.nbytes; i++)
		map[i / SPOTS_NBITS] |= (uint64_t)is_spot((unsigned char)text.ptr[i]) << i % SPOTS_NBITS;
}

#ifdef HAS_WIDE

WIDE static inline uint32_t spots_of_half(const char *p)
{
	__m256i bytes = wide_load(p);
	__m256i marks = _mm256_or_si256(wide_equal(bytes, '\xE3'), wide_equal(bytes, '\xEF'));
	return wide_mask(_mm256_or_si256(wide_among(bytes, '0', 10), marks));
}

WIDE static void find_wide(struct str text, uint64_t *map)
{
	char last[SPOTS_NBITS] = {0};
	size_t i = 0;
	for (; i + SPOTS_NBITS <= text.nbytes; i += SPOTS_NBITS)
		*map++ = spots_of_half(text.ptr + i) |
			 (uint64_t)spots_of_half(text.ptr + i + SPOTS_NBITS / 2) << SPOTS_NBITS / 2;
	if (i < text.nbytes)
		memcpy(last, text.ptr + i, text.nbytes - i);
	*map = spots_of_half(last) | (uint64_t)spots_of_half(last + SPOTS_NBITS / 2) << SPOTS_NBITS / 2;
}

#endif

void spots_find(struct str text, uint64_t *map)
{
#ifdef HAS_WIDE
	if (wide_is_there()) {
		find_wide(text, map);
		return;
	}
#endif
	spots_find_plain(text, map);
}
