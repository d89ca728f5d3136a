#include "read/decoder_units.h"

#include <stdint.h>
#include <string.h>

#include "base/wide.h"

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

enum { BLOCK_NBYTES = 16 };

WIDE static inline __m128i load_units(const char *p, bool big_endian)
{
	__m128i units = _mm_loadu_si128((const __m128i *)(const void *)p);
	return big_endian ? _mm_or_si128(_mm_slli_epi16(units, 8), _mm_srli_epi16(units, 8)) : units;
}

/* The bytes of four characters, each in 32 bits, side by side: by a bit for each that takes three bytes, not one. */
#define ONE(i) 4 * (i)
#define THREE(i) 4 * (i), 4 * (i) + 1, 4 * (i) + 2
static const uint8_t orders[][BLOCK_NBYTES] = {
	{ONE(0), ONE(1), ONE(2), ONE(3)},	{THREE(0), ONE(1), ONE(2), ONE(3)},
	{ONE(0), THREE(1), ONE(2), ONE(3)},	{THREE(0), THREE(1), ONE(2), ONE(3)},
	{ONE(0), ONE(1), THREE(2), ONE(3)},	{THREE(0), ONE(1), THREE(2), ONE(3)},
	{ONE(0), THREE(1), THREE(2), ONE(3)},	{THREE(0), THREE(1), THREE(2), ONE(3)},
	{ONE(0), ONE(1), ONE(2), THREE(3)},	{THREE(0), ONE(1), ONE(2), THREE(3)},
	{ONE(0), THREE(1), ONE(2), THREE(3)},	{THREE(0), THREE(1), ONE(2), THREE(3)},
	{ONE(0), ONE(1), THREE(2), THREE(3)},	{THREE(0), ONE(1), THREE(2), THREE(3)},
	{ONE(0), THREE(1), THREE(2), THREE(3)}, {THREE(0), THREE(1), THREE(2), THREE(3)},
};

/* Writes four units, each in 32 bits, of which those that are set in `threes` take three bytes and the others are
 * ASCII; sixteen bytes are written. Returns how many count. */
WIDE static inline size_t put_four(__m128i units, unsigned threes, char *to)
{
	__m128i low = _mm_slli_epi32(_mm_and_si128(units, _mm_set1_epi32(0x3F)), 16);
	__m128i middle = _mm_slli_epi32(_mm_and_si128(units, _mm_set1_epi32(0xFC0)), 2);
	__m128i high = _mm_or_si128(_mm_srli_epi32(units, 12), _mm_set1_epi32(0x8080E0));
	__m128i chars = _mm_or_si128(_mm_or_si128(low, middle), high);
	chars = _mm_blendv_epi8(chars, units, _mm_cmpgt_epi32(_mm_set1_epi32(0x80), units));
	__m128i order = _mm_loadu_si128((const __m128i *)(const void *)orders[threes]);
	_mm_storeu_si128((__m128i *)(void *)to, _mm_shuffle_epi8(chars, order));
	return 4 + 2 * (size_t)__builtin_popcount(threes);
}

/* Characters of three bytes and ASCII in any order, eight units at a time; others unit by unit. */
WIDE static size_t decode_mixed(struct str *rest, bool big_endian, char *out)
{
	const __m128i zero = _mm_setzero_si128();
	char *to = out;
	while (rest->nbytes >= BLOCK_NBYTES) {
		__m128i units = load_units(rest->ptr, big_endian);
		__m128i upper = _mm_and_si128(units, _mm_set1_epi16((short)0xF800));
		__m128i ascii = _mm_cmpeq_epi16(_mm_and_si128(units, _mm_set1_epi16((short)0xFF80)), zero);
		__m128i two = _mm_andnot_si128(ascii, _mm_cmpeq_epi16(upper, zero));
		__m128i others = _mm_or_si128(two, _mm_cmpeq_epi16(upper, _mm_set1_epi16((short)0xD800)));
		struct str block = str_slice(*rest, 0, BLOCK_NBYTES);
		*rest = str_slice(*rest, BLOCK_NBYTES, rest->nbytes);
		if (!_mm_testz_si128(others, others)) {
			to += decoder_units_decode_plain(&block, big_endian, to);
			rest->ptr -= block.nbytes;
			rest->nbytes += block.nbytes;
			if (block.nbytes)
				return (size_t)(to - out);
			continue;
		}
		unsigned threes = ~(unsigned)_mm_movemask_epi8(_mm_packs_epi16(ascii, zero)) & 0xFF;
		to += put_four(_mm_unpacklo_epi16(units, zero), threes & 0xF, to);
		to += put_four(_mm_unpackhi_epi16(units, zero), threes >> 4, to);
	}
	return (size_t)(to - out) + decoder_units_decode_plain(rest, big_endian, to);
}

#endif

size_t decoder_units_decode(struct str *rest, bool big_endian, char *out)
{
#ifdef HAS_WIDE
	if (wide_is_there())
		return decode_mixed(rest, big_endian, out);
#endif
	return decoder_units_decode_plain(rest, big_endian, out);
}
