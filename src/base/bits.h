/* Numbers written bit by bit, the lowest bit of a byte first.
 *
 * Two codes for numbers of unknown size. `bits_put_growing` takes few bits for those below 2^k and two more each time
 * the number doubles (Golomb's exponential code: as many ones as the length exceeds k, a zero, the rest).
 * `bits_put_sized` writes the length of the number in a field of some bits, then what is below its leading bit. */
#ifndef GOUJI_BASE_BITS_H
#define GOUJI_BASE_BITS_H

#include <stdint.h>

#include "base/str.h"

enum { BITS_MAX_AT_ONCE = 56 };

/* Appends to `out`; zero-initialise the rest. */
struct bit_writer {
	struct strbuf *out;
	uint64_t pending;
	unsigned npending;
};

/* Bits behind the end are 0. */
struct bit_reader {
	struct str bytes;
	size_t next;                    /* bit */
};

/* The length of a number without leading zeros; 0 for 0. */
static inline unsigned bits_length(uint64_t number)
{
	return number ? 64 - (unsigned)__builtin_clzll(number) : 0;
}

/* Writes the `count` low bits, at most BITS_MAX_AT_ONCE; above them there must be none. */
void bits_put(struct bit_writer *writer, uint64_t bits, unsigned count);
/* A number below 2^48. */
void bits_put_growing(struct bit_writer *writer, uint64_t number, unsigned k);
/* The length must fit in `size_nbits`, at most 7. */
void bits_put_sized(struct bit_writer *writer, uint64_t number, unsigned size_nbits);
/* Fills the last byte up. */
void bits_flush(struct bit_writer *writer);

/* How many bits these take. */
static inline unsigned bits_count_growing(uint64_t number, unsigned k)
{
	return 2 * bits_length((number >> k) + 1) - 1 + k;
}

static inline unsigned bits_count_sized(uint64_t number, unsigned size_nbits)
{
	unsigned length = bits_length(number);
	return size_nbits + (length ? length - 1 : 0);
}

/* The next `count` bits, at most BITS_MAX_AT_ONCE. */
uint64_t bits_take(struct bit_reader *reader, unsigned count);
/* What bits_put_growing and bits_put_sized have written; of other bits some number. */
uint64_t bits_take_growing(struct bit_reader *reader, unsigned k);
uint64_t bits_take_sized(struct bit_reader *reader, unsigned size_nbits);

#endif
