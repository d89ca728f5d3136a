/* The hashes of every eight characters in a row, of which each bin keeps the least. */
#ifndef GOUJI_CHECK_ACROSS_SHINGLES_H
#define GOUJI_CHECK_ACROSS_SHINGLES_H

#include <stddef.h>
#include <stdint.h>

enum { SHINGLE_NCHARS = 8, SHINGLE_NBINS = 64 };

/* Multiplier of the hashes. */
#define SHINGLE_FACTOR UINT64_C(0x9E3779B97F4A7C15)

/* Hashes each shingle of `count` characters in a row: the bin is told by the leading bits, and its least value of the
 * last 32 bits is kept. Four characters before and behind `chars` may be looked at. */
void shingles_take(const uint16_t *chars, size_t count, uint32_t least[SHINGLE_NBINS]);
/* The same, one shingle at a time: what the other is tested against. */
void shingles_take_plain(const uint16_t *chars, size_t count, uint32_t least[SHINGLE_NBINS]);

#endif
