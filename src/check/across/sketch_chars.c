#include "check/across/sketch_chars.h"

#include <stdbool.h>

#include "base/wide.h"

enum { NUMBER_MARK = '#', CHAR_NBYTES = 3, FIRST_LETTER = 0x3400, END_OF_LETTERS = 0xFF00 };

/* Takes a run of digits, and of what stands between them. */
static size_t skip_number(struct str text, size_t at)
{
	while (at < text.nbytes && ((text.ptr[at] >= '0' && text.ptr[at] <= '9') || text.ptr[at] == '.' ||
				    text.ptr[at] == ',' || text.ptr[at] == '%'))
		at++;
	return at;
}

static bool is_latin(unsigned char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Takes the character at `at`, or the number; returns the place behind it. */
static inline size_t take_one(struct str text, size_t at, uint16_t *chars, size_t *count)
{
	const unsigned char *p = (const unsigned char *)text.ptr + at;
	if (*p >= 0xE0 && *p < 0xF0 && text.nbytes - at >= CHAR_NBYTES) {
		uint32_t c = (*p & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
		chars[*count] = (uint16_t)c;
		*count += c >= FIRST_LETTER && c < END_OF_LETTERS;
		return at + CHAR_NBYTES;
	}
	if (*p >= '0' && *p <= '9') {
		chars[(*count)++] = NUMBER_MARK;
		return skip_number(text, at + 1);
	}
	if (*p < 0x80) {
		chars[*count] = *p;
		*count += is_latin(*p);
		return at + 1;
	}
	return at + (*p < 0xE0 ? 2 : 4);
}

size_t sketch_read_chars_plain(struct str *text, uint16_t *chars, size_t capacity)
{
	size_t count = 0, at = 0;
	while (at < text->nbytes && count < capacity)
		at = take_one(*text, at, chars, &count);
	*text = str_slice(*text, at, text->nbytes);
	return count;
}

#ifdef HAS_WIDE

/* Eight characters of three bytes are looked at in two halves of sixteen bytes. */
enum { BLOCK_NCHARS = 8, HALF_NBYTES = 12, LOOK_NBYTES = HALF_NBYTES + 16 };

/* The characters of a block, a lane for each, and a bit for each that has three bytes. */
struct block {
	__m256i chars;
	unsigned three;
};

/* The bytes of each character come into one lane, the last one lowest; then six bits of each are put together. */
WIDE static inline struct block look_at_block(const char *p)
{
	const __m256i places = _mm256_setr_epi8(2, 1, 0, -1, 5, 4, 3, -1, 8, 7, 6, -1, 11, 10, 9, -1,
						2, 1, 0, -1, 5, 4, 3, -1, 8, 7, 6, -1, 11, 10, 9, -1);
	__m128i low = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i high = _mm_loadu_si128((const __m128i *)(const void *)(p + HALF_NBYTES));
	__m256i bytes = _mm256_shuffle_epi8(_mm256_inserti128_si256(_mm256_castsi128_si256(low), high, 1), places);
	__m256i leads = _mm256_and_si256(bytes, _mm256_set1_epi32(0xF00000));
	__m256i three = _mm256_cmpeq_epi32(leads, _mm256_set1_epi32(0xE00000));
	__m256i bits = _mm256_and_si256(bytes, _mm256_set1_epi32(0x0F3F3F));
	__m256i pairs = _mm256_maddubs_epi16(bits, _mm256_set1_epi32(0x014001));
	return (struct block){
		.chars = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x10000001)),
		.three = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(three)),
	};
}

WIDE static inline unsigned find_letters(__m256i chars)
{
	__m256i letters = _mm256_and_si256(_mm256_cmpgt_epi32(chars, _mm256_set1_epi32(FIRST_LETTER - 1)),
					   _mm256_cmpgt_epi32(_mm256_set1_epi32(END_OF_LETTERS), chars));
	return (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(letters));
}

/* Writes those of four characters that have a bit in `kept`, and something behind them; returns how many. */
WIDE static inline size_t write_kept(uint16_t *to, __m128i chars, unsigned kept)
{
	/* By `kept`: where the bytes of the characters come from. */
	static const uint8_t places[16][8] = {
		{0},		  {0, 1},	    {4, 5},	      {0, 1, 4, 5},
		{8, 9},		  {0, 1, 8, 9},	    {4, 5, 8, 9},     {0, 1, 4, 5, 8, 9},
		{12, 13},	  {0, 1, 12, 13},   {4, 5, 12, 13},   {0, 1, 4, 5, 12, 13},
		{8, 9, 12, 13},	  {0, 1, 8, 9, 12, 13}, {4, 5, 8, 9, 12, 13}, {0, 1, 4, 5, 8, 9, 12, 13},
	};
	__m128i order = _mm_loadl_epi64((const __m128i *)(const void *)places[kept]);
	_mm_storel_epi64((__m128i *)(void *)to, _mm_shuffle_epi8(chars, order));
	return (size_t)__builtin_popcount(kept);
}

/* Takes the characters of three bytes at the beginning of a block, those before `end`; returns the bytes they take. */
WIDE static inline size_t take_block(const char *p, const char *end, uint16_t **to)
{
	struct block block = look_at_block(p);
	size_t nthree = (size_t)__builtin_ctz(~block.three);
	if (end - p < BLOCK_NCHARS * CHAR_NBYTES && nthree * CHAR_NBYTES > (size_t)(end - p))
		nthree = (size_t)(end - p) / CHAR_NBYTES;
	unsigned kept = find_letters(block.chars) & ((1u << nthree) - 1);
	*to += write_kept(*to, _mm256_castsi256_si128(block.chars), kept & 0xF);
	*to += write_kept(*to, _mm256_extracti128_si256(block.chars, 1), kept >> 4);
	return nthree * CHAR_NBYTES;
}

/* Blocks as long as there is room for one, and bytes to look at; what is not of three bytes is taken by itself. */
WIDE static size_t read_wide(struct str *text, const char *end, uint16_t *chars, size_t capacity)
{
	const char *p = text->ptr, *text_end = p + text->nbytes;
	uint16_t *to = chars, *full = chars + capacity;
	while (p < text_end && end - p >= LOOK_NBYTES && full - to >= BLOCK_NCHARS) {
		size_t nbytes = take_block(p, text_end, &to), count = 0;
		p += nbytes;
		if (nbytes == BLOCK_NCHARS * CHAR_NBYTES || p == text_end)
			continue;
		p += take_one((struct str){p, (size_t)(text_end - p)}, 0, to, &count);
		to += count;
	}
	*text = (struct str){p, (size_t)(text_end - p)};
	size_t count = (size_t)(to - chars);
	return p == text_end ? count : count + sketch_read_chars_plain(text, to, capacity - count);
}

#endif

size_t sketch_read_chars(struct str *text, const char *end, uint16_t *chars, size_t capacity)
{
#ifdef HAS_WIDE
	if (wide_is_there())
		return read_wide(text, end, chars, capacity);
#endif
	(void)end;
	return sketch_read_chars_plain(text, chars, capacity);
}
