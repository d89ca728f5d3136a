/* For code that looks at many bytes at once where the processor can. Functions that do are WIDE, stand where HAS_WIDE
 * is defined, and are called only where wide_is_there(); a plain way does the same everywhere else. */
#ifndef GOUJI_BASE_WIDE_H
#define GOUJI_BASE_WIDE_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#define HAS_WIDE 1
#define WIDE __attribute__((target("avx2,bmi,popcnt")))

enum { WIDE_NBYTES = 32 };

static inline bool wide_is_there(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
}

/* Thirty-two bytes from `p` on. */
WIDE static inline __m256i wide_load(const void *p)
{
	return _mm256_loadu_si256((const __m256i *)p);
}

/* Sixteen bytes in both halves, as _mm256_shuffle_epi8() looks them up. */
WIDE static inline __m256i wide_load_table(const uint8_t table[WIDE_NBYTES / 2])
{
	return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table));
}

/* FF where the byte is this one, else 0. */
WIDE static inline __m256i wide_equal(__m256i bytes, char byte)
{
	return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte));
}

/* FF where it is one of `count` from `first` on, else 0. */
WIDE static inline __m256i wide_among(__m256i bytes, char first, char count)
{
	__m256i distance = _mm256_sub_epi8(bytes, _mm256_set1_epi8(first));
	return _mm256_cmpeq_epi8(_mm256_min_epu8(distance, _mm256_set1_epi8((char)(count - 1))), distance);
}

/* FF where it is a tail of a character in UTF-8, else 0: as signed numbers 80-BF are the lowest ones. */
WIDE static inline __m256i wide_tails(__m256i bytes)
{
	return _mm256_cmpgt_epi8(_mm256_set1_epi8((char)0xC0), bytes);
}

/* The top bits of the bytes, that of the first one lowest. */
WIDE static inline uint32_t wide_mask(__m256i bytes)
{
	return (uint32_t)_mm256_movemask_epi8(bytes);
}

/* The same of sixty-four bytes. */
WIDE static inline uint64_t wide_mask_both(__m256i low, __m256i high)
{
	return wide_mask(low) | (uint64_t)wide_mask(high) << WIDE_NBYTES;
}

#else

static inline bool wide_is_there(void)
{
	return false;
}

#endif

#endif
