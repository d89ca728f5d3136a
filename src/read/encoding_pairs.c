#include "read/encoding_pairs.h"

#include <stdint.h>

#include "base/wide.h"

static inline bool is_of_pair(unsigned char byte)
{
	return byte >= 0xA1 && byte <= 0xFE;
}

size_t encoding_pairs_nbytes_plain(struct str s)
{
	size_t i = 0;
	while (i < s.nbytes) {
		unsigned char byte = (unsigned char)s.ptr[i];
		if (byte < 0x80)
			i++;
		else if (is_of_pair(byte) && i + 1 < s.nbytes && is_of_pair((unsigned char)s.ptr[i + 1]))
			i += 2;
		else
			break;
	}
	return i;
}

#ifdef HAS_WIDE

enum { BLOCK_NBYTES = 2 * WIDE_NBYTES };

#define EVEN UINT64_C(0x5555555555555555)

/* A bit for each byte of a block that is no ASCII; false when one of them is in no pair. */
WIDE static inline bool look_at_block(const char *p, uint64_t *beyond_ascii)
{
	__m256i low = wide_load(p);
	__m256i high = wide_load(p + WIDE_NBYTES);
	/* As signed numbers, 80 to A0 are the lowest ones and FF is -1. */
	const __m256i first = _mm256_set1_epi8((char)0xA1), none = _mm256_set1_epi8((char)0xFF);
	__m256i bad = _mm256_or_si256(
		_mm256_or_si256(_mm256_cmpgt_epi8(first, low), _mm256_cmpgt_epi8(first, high)),
		_mm256_or_si256(_mm256_cmpeq_epi8(low, none), _mm256_cmpeq_epi8(high, none)));
	*beyond_ascii = wide_mask_both(low, high);
	return _mm256_testz_si256(bad, bad);
}

/* Every run of bytes that are no ASCII has an even number of them: one that begins at an even place ends before an even
 * one. To add the beginnings of runs carries each to the place behind its end. */
WIDE static size_t pairs_wide(struct str s)
{
	const char *p = s.ptr, *end = s.ptr + s.nbytes;
	uint64_t bytes;
	bool half = false;              /* the block before ended within a pair */
	for (; end - p >= BLOCK_NBYTES && look_at_block(p, &bytes); p += BLOCK_NBYTES) {
		if (half && !(bytes & 1))
			break;
		bytes -= half;
		uint64_t starts = bytes & ~(bytes << 1), odd_behind;
		uint64_t even_behind = bytes + (starts & EVEN);
		bool goes_on = __builtin_add_overflow(bytes, starts & ~EVEN, &odd_behind);
		if ((even_behind & ~bytes & ~EVEN) | (odd_behind & ~bytes & EVEN))
			break;
		half = goes_on;
	}
	return (size_t)(p - s.ptr) - half;
}

#endif

size_t encoding_pairs_nbytes(struct str s)
{
#ifdef HAS_WIDE
	if (s.nbytes >= BLOCK_NBYTES && wide_is_there())
		return pairs_wide(s);
#endif
	(void)s;
	return 0;
}
