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
	__m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)p);
	__m256i distance = _mm256_sub_epi8(bytes, _mm256_set1_epi8('0'));
	__m256i digits = _mm256_cmpeq_epi8(_mm256_min_epu8(distance, _mm256_set1_epi8(9)), distance);
	__m256i marks = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8((char)0xE3)),
					_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8((char)0xEF)));
	return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(digits, marks));
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

void spots_find(struct str text, uint64_t *map)
{
	if (wide_is_there())
		find_wide(text, map);
	else
		spots_find_plain(text, map);
}

#else

void spots_find(struct str text, uint64_t *map)
{
	spots_find_plain(text, map);
}

#endif
