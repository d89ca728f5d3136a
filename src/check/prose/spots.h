/* The places of a text where a number or a mark of punctuation may begin: a bit for each byte, found in one go. */
#ifndef GOUJI_CHECK_PROSE_SPOTS_H
#define GOUJI_CHECK_PROSE_SPOTS_H

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

/* The spots of a map that are still ahead. */
struct spots_left {
	const uint64_t *map;
	size_t word;                    /* of the map */
	uint64_t bits;                  /* of that word, without those that were taken */
};

/* Those at or behind byte `i`. */
static inline struct spots_left spots_from(const uint64_t *map, size_t i)
{
	return (struct spots_left){map, i / SPOTS_NBITS,
				   map[i / SPOTS_NBITS] >> i % SPOTS_NBITS << i % SPOTS_NBITS};
}

/* Takes the next one, if there is one before `end`; else returns `end`. */
static inline size_t spots_take(struct spots_left *left, size_t end)
{
	while (!left->bits) {
		if ((left->word + 1) * SPOTS_NBITS >= end)
			return end;
		left->bits = left->map[++left->word];
	}
	size_t spot = left->word * SPOTS_NBITS + (size_t)__builtin_ctzll(left->bits);
	left->bits &= left->bits - 1;
	return spot < end ? spot : end;
}

#endif
