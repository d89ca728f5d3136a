#include "base/utf8_clean.h"

#include <stdint.h>

#include "base/utf8.h"
#include "base/wide.h"

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
	/* Nothing may be added to a null pointer. */
	if (!s.nbytes)
		return true;
	const unsigned char *p = (const unsigned char *)s.ptr, *end = p + s.nbytes;
	while (p < end)
		if (!pass_char(&p, end))
			return false;
	return true;
}

#ifdef HAS_WIDE

enum { BLOCK_NBYTES = 32 };

/* Thirty-two bytes as masks with a bit for each. */
struct masks {
	uint32_t beyond_ascii, tails, controls;
	uint32_t leads;                 /* E1-EC, EE and EF: two tails of any kind follow */
};

WIDE static uint32_t mask_of(__m256i bytes)
{
	return (uint32_t)_mm256_movemask_epi8(bytes);
}

/* Bytes from `first` to `last`, compared as signed numbers: 80-BF are the lowest ones, C0-FF come behind them, then
 * ASCII. */
WIDE static __m256i between(__m256i x, int first, int last)
{
	return _mm256_andnot_si256(_mm256_cmpgt_epi8(x, _mm256_set1_epi8((char)last)),
				   _mm256_cmpgt_epi8(x, _mm256_set1_epi8((char)(first - 1))));
}

WIDE static struct masks look_at_block(const unsigned char *p)
{
	__m256i x = _mm256_loadu_si256((const __m256i *)(const void *)p);
	__m256i low = _mm256_andnot_si256(between(x, '\t', '\r'), between(x, 0, ' ' - 1));
	__m256i leads = _mm256_andnot_si256(_mm256_cmpeq_epi8(x, _mm256_set1_epi8((char)0xED)),
					    between(x, 0xE1 - 256, 0xEF - 256));
	return (struct masks){
		.beyond_ascii = mask_of(x),
		.tails = mask_of(_mm256_cmpgt_epi8(_mm256_set1_epi8((char)0xC0), x)),
		.controls = mask_of(_mm256_or_si256(low, _mm256_cmpeq_epi8(x, _mm256_set1_epi8(0x7F)))),
		.leads = mask_of(leads),
	};
}

/* Blocks of ASCII and of the usual characters of three bytes are told by masks: tails stand exactly behind leads. Where
 * another character comes, the plain look takes over up to the end of the block. */
WIDE static bool is_clean_wide(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr, *end = p + s.nbytes;
	uint64_t wanted = 0;            /* tails that the block before has left to come */
	while (end - p >= BLOCK_NBYTES) {
		struct masks masks = look_at_block(p);
		uint64_t tails = (uint64_t)masks.leads << 1 | (uint64_t)masks.leads << 2 | wanted;
		if (masks.controls)
			return false;
		if (masks.tails == (uint32_t)tails && masks.beyond_ascii == (masks.leads | masks.tails)) {
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

bool utf8_is_clean(struct str s)
{
	return s.nbytes >= BLOCK_NBYTES && wide_is_there() ? is_clean_wide(s) : utf8_is_clean_plain(s);
}

#else

bool utf8_is_clean(struct str s)
{
	return utf8_is_clean_plain(s);
}

#endif
