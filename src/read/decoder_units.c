#include "read/decoder_units.h"

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__) && defined(__GNUC__)
#define HAS_WIDE 1
#include <emmintrin.h>
#endif

size_t decoder_units_decode_plain(struct str *rest, bool big_endian, char *out)
{
	const unsigned char *p = (const unsigned char *)rest->ptr;
	size_t left = rest->nbytes;
	char *to = out;
	for (; left >= 2; p += 2, left -= 2) {
		unsigned unit = (unsigned)p[!big_endian] << 8 | p[big_endian];
		if (unit < 0x80) {
			*to++ = (char)unit;
		} else if (unit < 0x800) {
			*to++ = (char)(0xC0 | unit >> 6);
			*to++ = (char)(0x80 | (unit & 0x3F));
		} else if (unit >= 0xD800 && unit <= 0xDFFF) {
			break;
		} else {
			*to++ = (char)(0xE0 | unit >> 12);
			*to++ = (char)(0x80 | (unit >> 6 & 0x3F));
			*to++ = (char)(0x80 | (unit & 0x3F));
		}
	}
	rest->ptr = (const char *)p;
	rest->nbytes = left;
	return (size_t)(to - out);
}

#ifdef HAS_WIDE

enum { BLOCK_NUNITS = 8, BLOCK_NBYTES = 16 };

static inline __m128i load_units(const unsigned char *p, bool big_endian)
{
	__m128i units = _mm_loadu_si128((const __m128i *)(const void *)p);
	return big_endian ? _mm_or_si128(_mm_slli_epi16(units, 8), _mm_srli_epi16(units, 8)) : units;
}

/* How many units from the first one on have all bits set in `mask`. */
static inline size_t count_leading(__m128i mask)
{
	return (size_t)__builtin_ctz(~(unsigned)_mm_movemask_epi8(mask)) / 2;
}

/* How many units from the first one on are characters of three bytes: not below 800, and no surrogates. */
static inline size_t count_three_bytes(__m128i units)
{
	__m128i upper = _mm_and_si128(units, _mm_set1_epi16((short)0xF800));
	__m128i others = _mm_or_si128(_mm_cmpeq_epi16(upper, _mm_setzero_si128()),
				      _mm_cmpeq_epi16(upper, _mm_set1_epi16((short)0xD800)));
	return count_leading(_mm_xor_si128(others, _mm_set1_epi16(-1)));
}

/* Four units, each in 32 bits, as characters of three bytes; a byte more than they take is written. */
static inline void put_three_bytes(__m128i units, char *to)
{
	__m128i low = _mm_slli_epi32(_mm_and_si128(units, _mm_set1_epi32(0x3F)), 16);
	__m128i middle = _mm_slli_epi32(_mm_and_si128(units, _mm_set1_epi32(0xFC0)), 2);
	__m128i high = _mm_or_si128(_mm_srli_epi32(units, 12), _mm_set1_epi32(0x8080E0));
	__m128i bytes = _mm_or_si128(_mm_or_si128(low, middle), high);
	uint32_t chars[4];
	_mm_storeu_si128((__m128i *)(void *)chars, bytes);
	for (size_t i = 0; i < 4; i++)
		memcpy(to + 3 * i, &chars[i], sizeof(chars[i]));
}

/* Runs of characters of three bytes and of ASCII, eight units at a time: all of them are written, and as many count as
 * are of the kind. */
size_t decoder_units_decode(struct str *rest, bool big_endian, char *out)
{
	const unsigned char *p = (const unsigned char *)rest->ptr, *end = p + rest->nbytes;
	char *to = out;
	while (end - p >= BLOCK_NBYTES) {
		__m128i units = load_units(p, big_endian);
		size_t nunits = count_three_bytes(units), nbytes = 3 * nunits;
		if (nunits) {
			put_three_bytes(_mm_unpacklo_epi16(units, _mm_setzero_si128()), to);
			put_three_bytes(_mm_unpackhi_epi16(units, _mm_setzero_si128()), to + 12);
		} else {
			__m128i upper = _mm_and_si128(units, _mm_set1_epi16((short)0xFF80));
			nbytes = nunits = count_leading(_mm_cmpeq_epi16(upper, _mm_setzero_si128()));
			_mm_storel_epi64((__m128i *)(void *)to, _mm_packus_epi16(units, units));
		}
		if (!nunits) {
			struct str one = {(const char *)p, 2};
			nbytes = decoder_units_decode_plain(&one, big_endian, to);
			nunits = nbytes > 0;
		}
		if (!nunits)
			break;
		p += 2 * nunits;
		to += nbytes;
	}
	rest->ptr = (const char *)p;
	rest->nbytes = (size_t)(end - p);
	return (size_t)(to - out) + decoder_units_decode_plain(rest, big_endian, to);
}

#else

size_t decoder_units_decode(struct str *rest, bool big_endian, char *out)
{
	return decoder_units_decode_plain(rest, big_endian, out);
}

#endif
