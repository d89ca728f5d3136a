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

/* Appends to `out`, all of it once bits_flush was called; zero-initialise the rest. */
struct bit_writer {
	struct strbuf *out;
	uint64_t pending;
	unsigned npending;              /* below 64 */
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

/* Writes out the whole bytes among the bits that are pending. */
void bits_write_bytes(struct bit_writer *writer);

/* Writes the `count` low bits, at most BITS_MAX_AT_ONCE; above them there must be none. */
static inline void bits_put(struct bit_writer *writer, uint64_t bits, unsigned count)
{
	if (writer->npending + count >= 64)
		bits_write_bytes(writer);
	writer->pending |= bits << writer->npending;
	writer->npending += count;
}

/* The same as bits_put_growing for a number of many bits: `nmore` ones, a zero, and `rest` in `nrest` bits. */
void bits_put_long_growing(struct bit_writer *writer, unsigned nmore, uint64_t rest, unsigned nrest);

/* A number below 2^48. */
static inline void bits_put_growing(struct bit_writer *writer, uint64_t number, unsigned k)
{
	/* Without its leading bit this is the rest. */
	uint64_t sum = number + (UINT64_C(1) << k);
	unsigned nrest = bits_length(sum) - 1, nmore = nrest - k;
	uint64_t rest = sum - (UINT64_C(1) << nrest), ones = (UINT64_C(1) << nmore) - 1;
	if (nmore + 1 + nrest <= BITS_MAX_AT_ONCE)
		bits_put(writer, ones | rest << (nmore + 1), nmore + 1 + nrest);
	else
		bits_put_long_growing(writer, nmore, rest, nrest);
}

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

/* The eight bytes at `bytes`, the lowest bits first. */
static inline uint64_t bits_word(const char *bytes)
{
	/* In this form compilers know it for one load. */
	const unsigned char *b = (const unsigned char *)bytes;
	return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 |
	       (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
}

/* What bits_look gives near the end. */
uint64_t bits_look_at_last(const struct bit_reader *reader);

/* At least BITS_MAX_AT_ONCE bits from the next on, which stay to be taken. */
static inline uint64_t bits_look(const struct bit_reader *reader)
{
	size_t first = reader->next / 8;
	if (first + sizeof(uint64_t) > reader->bytes.nbytes)
		return bits_look_at_last(reader);
	return bits_word(reader->bytes.ptr + first) >> reader->next % 8;
}

/* The next `count` bits, at most BITS_MAX_AT_ONCE. */
static inline uint64_t bits_take(struct bit_reader *reader, unsigned count)
{
	uint64_t bits = bits_look(reader) & ((UINT64_C(1) << count) - 1);
	reader->next += count;
	return bits;
}

/* The same as bits_take_growing for a number of many bits, before which `nmore` ones stand. */
uint64_t bits_take_long_growing(struct bit_reader *reader, unsigned nmore, unsigned k);

/* What bits_put_growing and bits_put_sized have written; of other bits some number. */
static inline uint64_t bits_take_growing(struct bit_reader *reader, unsigned k)
{
	enum { MAX_NMORE = 48 };
	uint64_t word = bits_look(reader);
	unsigned nmore = (unsigned)__builtin_ctzll(~word | UINT64_C(1) << MAX_NMORE), nrest = k + nmore;
	if (nmore + 1 + nrest > BITS_MAX_AT_ONCE)
		return bits_take_long_growing(reader, nmore, k);
	uint64_t leading = UINT64_C(1) << nrest;
	reader->next += nmore + 1 + nrest;
	return (word >> (nmore + 1) & (leading - 1)) + leading - (UINT64_C(1) << k);
}

uint64_t bits_take_sized(struct bit_reader *reader, unsigned size_nbits);

#endif
