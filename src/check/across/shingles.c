#include "check/across/shingles.h"

#include "base/fold.h"
#include "base/wide.h"

enum { BIN_SHIFT = 58 };

#define FACTOR_2 (SHINGLE_FACTOR * SHINGLE_FACTOR)
#define FACTOR_4 (FACTOR_2 * FACTOR_2)
#define FACTOR_8 (FACTOR_4 * FACTOR_4)

/* Keeps the least without a branch, which could not be foreseen. */
static inline void keep_least(uint32_t *least, uint64_t hash)
{
	uint32_t value = (uint32_t)hash, kept = least[hash >> BIN_SHIFT];
	least[hash >> BIN_SHIFT] = value < kept ? value : kept;
}

void shingles_take_plain(const uint16_t *chars, size_t count, uint32_t least[SHINGLE_NBINS])
{
	uint64_t rolling = 0;
	size_t i = 0;
	if (count < SHINGLE_NCHARS)
		return;
	for (; i < SHINGLE_NCHARS - 1; i++)
		rolling = rolling * SHINGLE_FACTOR + chars[i];
	for (; i < count; i++) {
		uint64_t oldest = i < SHINGLE_NCHARS ? 0 : chars[i - SHINGLE_NCHARS];
		rolling = rolling * SHINGLE_FACTOR + (chars[i] - oldest * FACTOR_8);
		keep_least(least, hash_mix(rolling));
	}
}

#ifdef HAS_WIDE

enum { NLANES = 4 };

/* The low halves of products of 64 bits. */
WIDE static inline __m256i multiply(__m256i x, uint64_t factor)
{
	const __m256i low = _mm256_set1_epi64x((int64_t)(factor & UINT32_MAX));
	const __m256i high = _mm256_set1_epi64x((int64_t)(factor >> 32));
	__m256i middle = _mm256_add_epi64(_mm256_mul_epu32(_mm256_srli_epi64(x, 32), low), _mm256_mul_epu32(x, high));
	return _mm256_add_epi64(_mm256_mul_epu32(x, low), _mm256_slli_epi64(middle, 32));
}

/* The same for numbers below 2^32. */
WIDE static inline __m256i multiply_short(__m256i x, uint64_t factor)
{
	const __m256i low = _mm256_set1_epi64x((int64_t)(factor & UINT32_MAX));
	const __m256i high = _mm256_set1_epi64x((int64_t)(factor >> 32));
	return _mm256_add_epi64(_mm256_mul_epu32(x, low), _mm256_slli_epi64(_mm256_mul_epu32(x, high), 32));
}

WIDE static inline __m256i mix_step(__m256i x, uint64_t factor)
{
	return multiply(_mm256_xor_si256(x, _mm256_srli_epi64(x, 33)), factor);
}

/* hash_mix() of each lane. */
WIDE static inline __m256i mix(__m256i x)
{
	x = mix_step(mix_step(x, UINT64_C(0xff51afd7ed558ccd)), UINT64_C(0xc4ceb9fe1a85ec53));
	return _mm256_xor_si256(x, _mm256_srli_epi64(x, 33));
}

WIDE static inline __m256i load_chars(const uint16_t *chars)
{
	return _mm256_cvtepu16_epi64(_mm_loadl_epi64((const __m128i *)(const void *)chars));
}

/* Sums of the last two and of the last four characters at four places, each times its power of the factor. */
struct sums {
	__m256i two, four;
};

/* Those at the four places from `chars` on, behind `before`: two sums of two make one of four. */
WIDE static inline struct sums add_up(const uint16_t *chars, struct sums before)
{
	struct sums sums;
	sums.two = _mm256_add_epi64(multiply_short(load_chars(chars - 1), SHINGLE_FACTOR), load_chars(chars));
	__m256i two_back = _mm256_permute2x128_si256(before.two, sums.two, 0x21);
	sums.four = _mm256_add_epi64(multiply(two_back, FACTOR_2), sums.two);
	return sums;
}

/* Begins one character before the text, so that the eighth is the first of four. */
WIDE static void take_wide(const uint16_t *chars, size_t count, uint32_t least[SHINGLE_NBINS])
{
	struct sums before = {_mm256_setzero_si256(), _mm256_setzero_si256()};
	before = add_up(chars + NLANES - 1, add_up(chars - 1, before));
	for (size_t i = SHINGLE_NCHARS - 1; i < count; i += NLANES) {
		uint64_t hashes[NLANES];
		struct sums sums = add_up(chars + i, before);
		__m256i rolling = _mm256_add_epi64(multiply(before.four, FACTOR_4), sums.four);
		_mm256_storeu_si256((__m256i *)(void *)hashes, mix(rolling));
		before = sums;
		if (count - i < NLANES) {
			for (size_t lane = 0; lane < count - i; lane++)
				keep_least(least, hashes[lane]);
			break;
		}
		keep_least(least, hashes[0]);
		keep_least(least, hashes[1]);
		keep_least(least, hashes[2]);
		keep_least(least, hashes[3]);
	}
}

void shingles_take(const uint16_t *chars, size_t count, uint32_t least[SHINGLE_NBINS])
{
	if (count < SHINGLE_NCHARS)
		return;
	if (wide_is_there())
		take_wide(chars, count, least);
	else
		shingles_take_plain(chars, count, least);
}

#else

void shingles_take(const uint16_t *chars, size_t count, uint32_t least[SHINGLE_NBINS])
{
	shingles_take_plain(chars, count, least);
}

#endif
