#include "base/literals_parts.h"

#include "base/wide.h"

/* The unit at `i`, with what follows it; 0 follows the last one. It is always written, so that nothing need be
 * guessed. */
static inline size_t take_place(const struct literals *literals, const struct units *units, size_t i,
				uint32_t *places, size_t count)
{
	uint32_t bits = literals->beginnings[literals_beginning(units->codes[i])];
	places[count] = (uint32_t)(2 * i);
	count += bits >> LITERALS_LONE_BIT;
	places[count] = (uint32_t)(2 * i + 1);
	return count + (bits >> literals_second_bit(units->codes[i + 1]) & 1);
}

size_t literals_find_places_plain(const struct literals *literals, const struct units *units, uint32_t *places)
{
	size_t count = 0;
	for (size_t i = 0; i < units->count; i++)
		count = take_place(literals, units, i, places, count);
	return count;
}

#ifdef HAS_WIDE

enum { NUNITS = 16, FEW = 4 };

/* What the filter has for eight units, each in the low half of its lane: as the sign of the low half of a lane the bit
 * for words of one unit, as that of the high half the bit for the unit that is the high half of the lane of `pairs`. */
WIDE static inline __m256i look_up(const struct literals *literals, __m256i pairs)
{
	const int *beginnings = (const int *)(const void *)literals->beginnings;
	const __m256i factors = _mm256_set1_epi32((int)(LITERALS_SECOND_FACTOR << 16 | LITERALS_FIRST_FACTOR));
	__m256i hashes = _mm256_mullo_epi16(pairs, factors), second = _mm256_srli_epi32(hashes, 32 - 5);
	__m256i first = _mm256_srli_epi32(_mm256_slli_epi32(hashes, 16), 32 - LITERALS_BEGINNINGS_LOG2);
	__m256i bits = _mm256_i32gather_epi32(beginnings, first, 4);
	second = _mm256_min_epu32(second, _mm256_set1_epi32(LITERALS_LONE_BIT - 1));
	__m256i seconds = _mm256_sllv_epi32(bits, _mm256_sub_epi32(_mm256_set1_epi32(31), second));
	return _mm256_blend_epi16(_mm256_srli_epi32(bits, 16), seconds, 0xAA);
}

/* Two bits for each of sixteen units, the first for words of one unit. */
WIDE static inline uint32_t look_up_all(const struct literals *literals, const uint16_t *codes)
{
	__m256i even = look_up(literals, wide_load(codes));
	__m256i odd = look_up(literals, wide_load(codes + 1));
	/* Bytes keep the signs of the halves, two for a unit, and come to stand as the units do. */
	even = _mm256_packs_epi16(even, even);
	odd = _mm256_packs_epi16(odd, odd);
	return wide_mask(_mm256_unpacklo_epi16(even, odd));
}

WIDE static size_t find_wide(const struct literals *literals, const struct units *units, uint32_t *places)
{
	uint32_t *to = places;
	for (size_t i = 0; i < units->count; i += NUNITS) {
		uint32_t bits = look_up_all(literals, units->codes + i);
		if (units->count - i < NUNITS)
			bits &= (UINT32_C(1) << 2 * (units->count - i)) - 1;
		uint32_t *end = to + __builtin_popcount(bits);
		/* A few are written however many there are: guessing their number wrong takes longer. */
		for (unsigned n = 0; n < FEW || bits; n++, bits &= bits - 1)
			*to++ = (uint32_t)(2 * i) + _tzcnt_u32(bits);
		to = end;
	}
	return (size_t)(to - places);
}

#endif

size_t literals_find_places(const struct literals *literals, const struct units *units, uint32_t *places)
{
#ifdef HAS_WIDE
	if (wide_is_there())
		return find_wide(literals, units, places);
#endif
	return literals_find_places_plain(literals, units, places);
}
