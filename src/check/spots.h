/* The places of a text where a number or a mark of punctuation may begin: a bit for each byte, found in one go. */
#ifndef GOUJI_CHECK_SPOTS_H
#define GOUJI_CHECK_SPOTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum { SPOTS_NBITS = 64 };              /* in a word of the map */

/* How many words the map of a text takes. */
static inline size_t spots_nwords(size_t nbytes)
{
	return nbytes / SPOTS_NBITS + 1;
}

/* Sets the bits of digits and of the bytes E3 and EF, with which 、。 and ，：；！？（） begin, and clears the others. `map`
 * has spots_nwords() words. Sixty-four bytes at a time where the processor can. */
void spots_find(struct str text, uint64_t *map);
/* The same byte by byte: what the other is tested against. */
void spots_find_plain(struct str text, uint64_t *map);

/* The first spot at or behind byte `i`, or `end`. */
static inline size_t spots_next(const uint64_t *map, size_t i, size_t end)
{
	if (i >= end)
		return end;
	size_t word = i / SPOTS_NBITS;
	uint64_t bits = map[word] >> i % SPOTS_NBITS << i % SPOTS_NBITS;
	while (!bits && ++word * SPOTS_NBITS < end)
		bits = map[word];
	size_t spot = bits ? word * SPOTS_NBITS + (size_t)__builtin_ctzll(bits) : end;
	return spot < end ? spot : end;
}

#endif
