#include "base/utf8_clean.h"

#include <stdint.h>

#include "base/utf8.h"
#include "base/wide.h"

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
	if (end - c >= 3 && (unsigned char)(*c - 0xE1) <= 0xEC - 0xE1 && utf8_is_tail(c[1]) && utf8_is_tail(c[2])) {
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

bool utf8_has_signs_plain(struct str s)
{
	for (size_t i = 0; i < s.nbytes; i++)
		if (s.ptr[i] == '&' || s.ptr[i] == ',' || s.ptr[i] == ';' || s.ptr[i] == '<')
			return true;
	return false;
}

#ifdef HAS_WIDE

enum { BLOCK_NBYTES = 2 * WIDE_NBYTES };

/* The bytes of ASCII and of the usual characters, by their halves: one is among them where its high and its low half
 * have a kind in common. E1-EC, EE and EF begin characters of three bytes with two tails of any kind. */
enum {
	BLANK = 1,                      /* 09-0D */
	SIGN = 2,                       /* 20-6F, and tails */
	LAST_SIGN = 4,                  /* 70-7E */
	LEAD = 8,
	/* Of those, what utf8_look tells of: */
	LOWER = 16,                     /* & and the comma */
	UPPER = 32,                     /* ; and < */
	MOST = SIGN | LAST_SIGN | LEAD,
	MOST_OR_BLANK = MOST | BLANK,
};

static const uint8_t high_halves[] = {
	BLANK, 0, SIGN | LOWER, SIGN | UPPER, SIGN, SIGN, SIGN, LAST_SIGN, /* 00-7F */
	SIGN, SIGN, SIGN, SIGN, 0, 0, LEAD, 0, /* 80-FF */
};

static const uint8_t low_halves[] = {
	SIGN | LAST_SIGN, MOST, MOST, MOST, MOST, MOST, MOST | LOWER, MOST, MOST, /* 0-8 */
	MOST_OR_BLANK, MOST_OR_BLANK, MOST_OR_BLANK | UPPER, MOST_OR_BLANK | LOWER | UPPER, /* 9-C */
	SIGN | LAST_SIGN | BLANK, MOST, SIGN | LEAD, /* D-F */
};

struct halves {
	__m256i high, low;
};

/* Half a block: a bit each for tails and bytes beyond ASCII; of what kinds the bytes are, 0 for what is not usual. */
struct look {
	uint32_t tails, beyond_ascii;
	__m256i kinds;
};

WIDE static inline struct look look_at_half(const struct halves *halves, const unsigned char *p)
{
	const __m256i half = _mm256_set1_epi8(0x0F);
	__m256i x = wide_load(p);
	__m256i low = _mm256_shuffle_epi8(halves->low, _mm256_and_si256(x, half));
	__m256i high = _mm256_shuffle_epi8(halves->high, _mm256_and_si256(_mm256_srli_epi16(x, 4), half));
	return (struct look){
		.tails = wide_mask(wide_tails(x)),
		.beyond_ascii = wide_mask(x),
		.kinds = _mm256_and_si256(low, high),
	};
}

/* Blocks of ASCII and of the usual characters of three bytes are told by masks: tails stand exactly behind leads. Where
 * another character comes, the plain look takes over up to the end of the block. */
WIDE static bool look_wide(struct str s, bool *has_signs)
{
	const unsigned char *p = (const unsigned char *)s.ptr, *end = p + s.nbytes;
	const struct halves halves = {wide_load_table(high_halves), wide_load_table(low_halves)};
	const __m256i zero = _mm256_setzero_si256();
	__m256i kinds = zero;           /* of all so far */
	uint64_t wanted = 0;            /* tails that the block before has left to come */
	while (end - p >= BLOCK_NBYTES) {
		struct look a = look_at_half(&halves, p), b = look_at_half(&halves, p + WIDE_NBYTES);
		__m256i unusual = _mm256_or_si256(_mm256_cmpeq_epi8(a.kinds, zero), _mm256_cmpeq_epi8(b.kinds, zero));
		kinds = _mm256_or_si256(kinds, _mm256_or_si256(a.kinds, b.kinds));
		uint64_t tails = a.tails | (uint64_t)b.tails << WIDE_NBYTES;
		uint64_t leads = (a.beyond_ascii | (uint64_t)b.beyond_ascii << WIDE_NBYTES) & ~tails;
		if (_mm256_testz_si256(unusual, unusual) && tails == (leads << 1 | leads << 2 | wanted)) {
			wanted = leads >> (BLOCK_NBYTES - 1) | leads >> (BLOCK_NBYTES - 2);
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
	struct str rest = {(const char *)p, (size_t)(end - p)};
	*has_signs = !_mm256_testz_si256(kinds, _mm256_set1_epi8(LOWER | UPPER)) || utf8_has_signs_plain(rest);
	return utf8_is_clean_plain(rest);
}

#endif

bool utf8_look(struct str s, bool *has_signs)
{
#ifdef HAS_WIDE
	if (s.nbytes >= BLOCK_NBYTES && wide_is_there())
		return look_wide(s, has_signs);
#endif
	*has_signs = utf8_has_signs_plain(s);
	return utf8_is_clean_plain(s);
}

bool utf8_is_clean(struct str s)
{
	bool has_signs;
	return utf8_look(s, &has_signs);
}
