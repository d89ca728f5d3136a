#include "base/utf8_clean.h"

#include "base/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static bool is_tail(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

static bool is_control(unsigned char byte)
{
	return byte < '\t' || (byte > '\r' && byte < ' ') || byte == 0x7F;
}

/* Goes over the next character; false when it is none of a clean text. */
static bool pass_char(const unsigned char **p, const unsigned char *end)
{
	const unsigned char *c = *p;
	if (*c < 0x80) {
		(*p)++;
		return !is_control(*c);
	}
	if (end - c >= 3 && (unsigned char)(*c - 0xE1) <= 0xEC - 0xE1 && is_tail(c[1]) && is_tail(c[2])) {
		*p += 3;
		return true;
	}
	struct utf8_char decoded = utf8_decode((struct str){(const char *)c, (size_t)(end - c)});
	*p += decoded.nbytes;
	return decoded.valid;
}

bool utf8_is_clean_plain(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr, *end = p + s.nbytes;
	while (p < end)
		if (!pass_char(&p, end))
			return false;
	return true;
}

#ifdef __SSE2__

enum { BLOCK_NBYTES = 16, BLOCK_MASK = 0xFFFF };

/* Sixteen bytes as masks with a bit for each. */
struct masks {
	unsigned beyond_ascii, tails, controls;
	unsigned leads;                 /* E1-EC, EE and EF: two tails of any kind follow */
};

static unsigned mask_of(__m128i bytes)
{
	return (unsigned)_mm_movemask_epi8(bytes);
}

/* Bytes compare as signed numbers: 80-BF are the lowest ones, C0-FF come behind them, then ASCII. */
static struct masks look_at_block(const unsigned char *p)
{
	__m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
	struct masks masks = {.beyond_ascii = mask_of(x)};
	__m128i line_ends = _mm_and_si128(_mm_cmpgt_epi8(x, _mm_set1_epi8('\t' - 1)), _mm_cmplt_epi8(x, _mm_set1_epi8('\r' + 1)));
	__m128i low = _mm_andnot_si128(line_ends, _mm_cmplt_epi8(x, _mm_set1_epi8(' ')));
	masks.controls = (mask_of(low) & ~masks.beyond_ascii) | mask_of(_mm_cmpeq_epi8(x, _mm_set1_epi8(0x7F)));
	masks.tails = mask_of(_mm_cmplt_epi8(x, _mm_set1_epi8((char)0xC0)));
	masks.leads = masks.beyond_ascii & mask_of(_mm_cmpgt_epi8(x, _mm_set1_epi8((char)0xE0))) &
		      ~mask_of(_mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xED))) &
		      ~mask_of(_mm_and_si128(_mm_cmpgt_epi8(x, _mm_set1_epi8((char)0xEF)), _mm_cmplt_epi8(x, _mm_setzero_si128())));
	return masks;
}

/* Blocks of ASCII and of the usual characters of three bytes are told by masks: tails stand exactly behind leads. Where
 * another character comes, the plain look takes over up to the end of the block. */
bool utf8_is_clean(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr, *end = p + s.nbytes;
	unsigned wanted = 0;            /* tails that the block before has left to come */
	while (end - p >= BLOCK_NBYTES) {
		struct masks masks = look_at_block(p);
		unsigned tails = masks.leads << 1 | masks.leads << 2 | wanted;
		if (masks.controls)
			return false;
		if (masks.tails == (tails & BLOCK_MASK) && masks.beyond_ascii == (masks.leads | masks.tails)) {
			wanted = tails >> BLOCK_NBYTES;
			p += BLOCK_NBYTES;
			continue;
		}
		/* Back to where the last character began. */
		const unsigned char *stop = p + BLOCK_NBYTES;
		p -= wanted == 3 ? 1 : wanted == 1 ? 2 : 0;
		wanted = 0;
		while (p < stop)
			if (!pass_char(&p, end))
				return false;
	}
	p -= wanted == 3 ? 1 : wanted == 1 ? 2 : 0;
	return utf8_is_clean_plain((struct str){(const char *)p, (size_t)(end - p)});
}

#else

bool utf8_is_clean(struct str s)
{
	return utf8_is_clean_plain(s);
}

#endif
