#include "check/across/sketch_chars.h"

#include "base/wide.h"

enum { NUMBER_MARK = '#', FIRST_LETTER = 0x3400, END_OF_LETTERS = 0xFF00 };
/* Halves of characters of four bytes. */
enum { FIRST_HALF = 0xD800, END_OF_HALVES = 0xE000 };

static bool is_latin(unsigned c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_letter(uint16_t c)
{
	return c < 0x80 ? is_latin(c)
			: c >= FIRST_LETTER && c < END_OF_LETTERS && !(c >= FIRST_HALF && c < END_OF_HALVES);
}

size_t sketch_keep_chars_plain(const uint16_t *codes, size_t count, bool *in_number, uint16_t *chars)
{
	size_t nkept = 0;
	for (size_t i = 0; i < count; i++) {
		uint16_t c = codes[i];
		bool digit = c >= '0' && c <= '9';
		chars[nkept] = digit ? NUMBER_MARK : c;
		nkept += digit ? !*in_number : is_letter(c);
		*in_number = digit || (*in_number && (c == '.' || c == ',' || c == '%'));
	}
	return nkept;
}

#ifdef HAS_WIDE

enum { BLOCK_NCODES = 16, GROUP_NCODES = 4 };

/* From `first` on, before `end`. */
WIDE static inline __m256i between(__m256i codes, int first, int end)
{
	__m256i distance = _mm256_sub_epi16(codes, _mm256_set1_epi16((int16_t)first));
	__m256i most = _mm256_set1_epi16((int16_t)(end - 1 - first));
	return _mm256_cmpeq_epi16(_mm256_min_epu16(distance, most), distance);
}

WIDE static inline __m256i equal(__m256i codes, char c)
{
	return _mm256_cmpeq_epi16(codes, _mm256_set1_epi16(c));
}

/* A bit for each of sixteen lanes. */
WIDE static inline uint32_t lanes(__m256i mask)
{
	__m256i bytes = _mm256_permute4x64_epi64(_mm256_packs_epi16(mask, mask), 0x08);
	return (uint32_t)_mm_movemask_epi8(_mm256_castsi256_si128(bytes));
}

/* A bit for each of the first `count` codes that count. */
WIDE static inline uint32_t find_kept(__m256i codes, __m256i digits, size_t count, bool *in_number)
{
	__m256i latin = between(_mm256_or_si256(codes, _mm256_set1_epi16(0x20)), 'a', 'z' + 1);
	__m256i letters = _mm256_or_si256(between(codes, FIRST_LETTER, FIRST_HALF),
					  between(codes, END_OF_HALVES, END_OF_LETTERS));
	__m256i marks = _mm256_or_si256(_mm256_or_si256(equal(codes, '.'), equal(codes, ',')), equal(codes, '%'));
	uint32_t kept = lanes(_mm256_or_si256(latin, letters)), digit = lanes(digits), before = *in_number;
	/* One bit up, so that what is before them comes first. A bit that is added to a run goes through to its end. */
	uint32_t seeds = digit << 1 | before, runs = (digit | lanes(marks)) << 1 | before;
	uint32_t numbers = runs & (~(runs + seeds) | seeds);
	*in_number = numbers >> count & 1;
	return (kept | (digit & ~numbers)) & ((UINT32_C(1) << count) - 1);
}

/* Writes those of four codes that have a bit in `kept`, and something behind them; returns how many. */
WIDE static inline size_t write_kept(uint16_t *to, __m128i codes, unsigned kept)
{
	/* By `kept`: where the bytes of the codes come from. */
	static const uint8_t places[1 << GROUP_NCODES][2 * GROUP_NCODES] = {
		{0},		{0, 1},		    {2, 3},	      {0, 1, 2, 3},
		{4, 5},		{0, 1, 4, 5},	    {2, 3, 4, 5},     {0, 1, 2, 3, 4, 5},
		{6, 7},		{0, 1, 6, 7},	    {2, 3, 6, 7},     {0, 1, 2, 3, 6, 7},
		{4, 5, 6, 7},	{0, 1, 4, 5, 6, 7}, {2, 3, 4, 5, 6, 7}, {0, 1, 2, 3, 4, 5, 6, 7},
	};
	__m128i order = _mm_loadl_epi64((const __m128i *)(const void *)places[kept]);
	_mm_storel_epi64((__m128i *)(void *)to, _mm_shuffle_epi8(codes, order));
	return (size_t)__builtin_popcount(kept);
}

WIDE static size_t keep_wide(const uint16_t *codes, size_t count, bool *in_number, uint16_t *chars)
{
	uint16_t *to = chars;
	for (size_t i = 0; i < count; i += BLOCK_NCODES) {
		__m256i block = wide_load(codes + i);
		__m256i digits = between(block, '0', '9' + 1);
		size_t nhere = count - i < BLOCK_NCODES ? count - i : BLOCK_NCODES;
		uint32_t kept = find_kept(block, digits, nhere, in_number);
		block = _mm256_blendv_epi8(block, _mm256_set1_epi16(NUMBER_MARK), digits);
		__m128i low = _mm256_castsi256_si128(block), high = _mm256_extracti128_si256(block, 1);
		to += write_kept(to, low, kept & 0xF);
		to += write_kept(to, _mm_srli_si128(low, 8), kept >> 4 & 0xF);
		to += write_kept(to, high, kept >> 8 & 0xF);
		to += write_kept(to, _mm_srli_si128(high, 8), kept >> 12);
	}
	return (size_t)(to - chars);
}

#endif

size_t sketch_keep_chars(const uint16_t *codes, size_t count, bool *in_number, uint16_t *chars)
{
#ifdef HAS_WIDE
	if (wide_is_there())
		return keep_wide(codes, count, in_number, chars);
#endif
	return sketch_keep_chars_plain(codes, count, in_number, chars);
}
