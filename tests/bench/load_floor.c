/* What a program would cost that tells cells from each other and understands none of them. */
#include <string.h>

#include "base/fold.h"
#include "base/wide.h"
#include "load.h"

enum { NKNOWN = 4096, MAX_NDIGITS = 9, MAX_LABEL_NBYTES = 64, BLOCK = 64 };

/* Numbers are read; of what may be a label a hash is looked up; prose is left alone. */
static uint64_t take_cell(const char *cell, size_t nbytes)
{
	static const uint8_t known[NKNOWN];
	uint64_t value = 0;
	if (nbytes > MAX_LABEL_NBYTES)
		return 0;
	if (!nbytes || nbytes > MAX_NDIGITS || *cell < '0' || *cell > '9')
		return known[hash_bytes((struct str){cell, nbytes}) % NKNOWN];
	for (size_t i = 0; i < nbytes; i++)
		value = value * 10 + (uint64_t)cell[i] - '0';
	return value;
}

/* A bit for each of the 64 bytes from `p` on that ends a cell: a tab, the end of a line, a bar. */
static uint64_t find_ends_plainly(const char *p)
{
	uint64_t ends = 0;
	for (unsigned i = 0; i < BLOCK; i++)
		ends |= (uint64_t)(p[i] == '\t' || p[i] == '\n' || p[i] == '|') << i;
	return ends;
}

#ifdef HAS_WIDE
WIDE static __m256i tell_ends(__m256i bytes)
{
	return _mm256_or_si256(wide_among(bytes, '\t', '\n' - '\t' + 1), wide_equal(bytes, '|'));
}

WIDE static uint64_t find_ends_wide(const char *p)
{
	return wide_mask_both(tell_ends(wide_load(p)), tell_ends(wide_load(p + WIDE_NBYTES)));
}
#else
#define find_ends_wide find_ends_plainly
#endif

uint64_t load_take_cells(struct str bytes)
{
	bool wide = wide_is_there();
	uint64_t sum = 0;
	size_t start = 0;
	for (size_t block = 0; block < bytes.nbytes; block += BLOCK) {
		const char *p = bytes.ptr + block;
		for (uint64_t ends = wide ? find_ends_wide(p) : find_ends_plainly(p); ends; ends &= ends - 1) {
			size_t end = block + (size_t)__builtin_ctzll(ends);
			sum += take_cell(bytes.ptr + start, end - start);
			start = end + 1;
		}
	}
	return sum;
}
