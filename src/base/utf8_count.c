#include "base/utf8.h"

#include "base/wide.h"

/* How many bytes of a text from `i` on are tails. */
static size_t count_tails(struct str s, size_t i)
{
	size_t ntails = 0;
	uint64_t eight;
	/* Of the bytes of a character all but the first one have the top bits 10. */
	for (; i + sizeof(eight) <= s.nbytes; i += sizeof(eight)) {
		memcpy(&eight, s.ptr + i, sizeof(eight));
		ntails +=
			((eight >> 7 & ~(eight >> 6) & UINT64_C(0x0101010101010101)) * UINT64_C(0x0101010101010101)) >>
			56;
	}
	for (; i < s.nbytes; i++)
		ntails += ((unsigned char)s.ptr[i] & 0xC0) == 0x80;
	return ntails;
}

#ifdef HAS_WIDE

enum { BLOCK_NBYTES = 32 };

WIDE static inline uint32_t mask_of(__m256i bytes)
{
	return (uint32_t)_mm256_movemask_epi8(bytes);
}

/* Bytes E1-EC, EE and EF: two tails of any kind follow. As signed numbers 80-BF are the lowest, C0-FF come behind
 * them. */
WIDE static inline uint32_t find_leads(__m256i x)
{
	__m256i other = _mm256_or_si256(_mm256_cmpgt_epi8(x, _mm256_set1_epi8((char)0xEF)),
					_mm256_cmpeq_epi8(x, _mm256_set1_epi8((char)0xED)));
	return mask_of(_mm256_andnot_si256(other, _mm256_cmpgt_epi8(x, _mm256_set1_epi8((char)0xE0))));
}

/* Goes over characters up to `stop` or behind it; their count. */
static size_t count_chars(const char **p, const char *stop, const char *end)
{
	size_t count = 0;
	for (; *p < stop; count++)
		*p += utf8_decode((struct str){*p, (size_t)(end - *p)}).nbytes;
	return count;
}

/* In blocks of ASCII and the usual characters of three bytes tails stand exactly behind leads, and all other bytes are
 * characters. Where others come they are counted one by one up to the end of the block. */
WIDE static size_t count_wide(struct str s)
{
	const char *p = s.ptr, *end = p + s.nbytes;
	size_t count = 0;
	uint64_t wanted = 0;            /* tails of the last character that are still ahead */
	while (end - p >= BLOCK_NBYTES) {
		__m256i x = _mm256_loadu_si256((const __m256i *)(const void *)p);
		uint32_t leads = find_leads(x), tails = mask_of(_mm256_cmpgt_epi8(_mm256_set1_epi8((char)0xC0), x));
		uint64_t expected = (uint64_t)leads << 1 | (uint64_t)leads << 2 | wanted;
		if (tails == (uint32_t)expected && mask_of(x) == (leads | tails)) {
			count += BLOCK_NBYTES - (size_t)__builtin_popcount(tails);
			wanted = expected >> BLOCK_NBYTES;
			p += BLOCK_NBYTES;
			continue;
		}
		/* Back to where the last character began. */
		const char *stop = p + BLOCK_NBYTES;
		count -= wanted != 0;
		p -= wanted == 3 ? 1 : wanted == 1 ? 2 : 0;
		wanted = 0;
		count += count_chars(&p, stop, end);
	}
	count -= wanted != 0;
	p -= wanted == 3 ? 1 : wanted == 1 ? 2 : 0;
	return count + utf8_count_plain((struct str){p, (size_t)(end - p)});
}

size_t utf8_count(struct str s)
{
	if (s.nbytes < BLOCK_NBYTES || !wide_is_there())
		return utf8_count_plain(s);
	return count_wide(s);
}

WIDE static size_t count_tails_wide(struct str s)
{
	size_t i = 0, ntails = 0;
	for (; i + BLOCK_NBYTES <= s.nbytes; i += BLOCK_NBYTES) {
		__m256i x = _mm256_loadu_si256((const __m256i *)(const void *)(s.ptr + i));
		ntails += (size_t)__builtin_popcount(mask_of(_mm256_cmpgt_epi8(_mm256_set1_epi8((char)0xC0), x)));
	}
	return ntails + count_tails(s, i);
}

size_t utf8_count_valid(struct str s)
{
	bool wide = wide_is_there();
	return s.nbytes - (wide ? count_tails_wide(s) : count_tails(s, 0));
}

#else

size_t utf8_count_valid(struct str s)
{
	return s.nbytes - count_tails(s, 0);
}

size_t utf8_count(struct str s)
{
	return utf8_count_plain(s);
}

#endif
