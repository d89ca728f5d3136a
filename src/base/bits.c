#include "base/bits.h"

enum { BYTE_NBITS = 8, WORD_NBITS = 64 };

void bits_put(struct bit_writer *writer, uint64_t bits, unsigned count)
{
	writer->pending |= bits << writer->npending;
	writer->npending += count;
	for (; writer->npending >= BYTE_NBITS; writer->npending -= BYTE_NBITS) {
		strbuf_append_byte(writer->out, (char)(unsigned char)writer->pending);
		writer->pending >>= BYTE_NBITS;
	}
}

/* Up to all 64 bits. */
static void put_long(struct bit_writer *writer, uint64_t bits, unsigned count)
{
	enum { HALF = WORD_NBITS / 2 };
	if (count > HALF) {
		bits_put(writer, bits & UINT32_MAX, HALF);
		bits >>= HALF;
		count -= HALF;
	}
	bits_put(writer, bits, count);
}

void bits_put_growing(struct bit_writer *writer, uint64_t number, unsigned k)
{
	unsigned nmore = bits_length((number >> k) + 1) - 1;
	uint64_t rest = number + (UINT64_C(1) << k) - (UINT64_C(1) << (k + nmore));
	put_long(writer, (UINT64_C(1) << nmore) - 1, nmore + 1);
	put_long(writer, rest, k + nmore);
}

void bits_put_sized(struct bit_writer *writer, uint64_t number, unsigned size_nbits)
{
	unsigned length = bits_length(number);
	bits_put(writer, length, size_nbits);
	if (length > 1)
		put_long(writer, number - (UINT64_C(1) << (length - 1)), length - 1);
}

void bits_flush(struct bit_writer *writer)
{
	if (writer->npending)
		bits_put(writer, 0, BYTE_NBITS - writer->npending);
}

static inline uint64_t word_of(const char *bytes)
{
	uint64_t word = 0;
	for (size_t i = 0; i < sizeof(word); i++)
		word |= (uint64_t)(unsigned char)bytes[i] << BYTE_NBITS * i;
	return word;
}

static uint64_t last_word(struct str rest)
{
	char bytes[sizeof(uint64_t)] = {0};
	if (rest.nbytes)
		memcpy(bytes, rest.ptr, rest.nbytes);
	return word_of(bytes);
}

/* At least BITS_MAX_AT_ONCE bits from the next on. */
static inline uint64_t look(const struct bit_reader *reader)
{
	size_t first = reader->next / BYTE_NBITS;
	bool inside = first < reader->bytes.nbytes && reader->bytes.nbytes - first >= sizeof(uint64_t);
	uint64_t word =
		inside ? word_of(reader->bytes.ptr + first) : last_word(str_slice(reader->bytes, first, SIZE_MAX));
	return word >> reader->next % BYTE_NBITS;
}

uint64_t bits_take(struct bit_reader *reader, unsigned count)
{
	uint64_t bits = look(reader) & ((UINT64_C(1) << count) - 1);
	reader->next += count;
	return bits;
}

/* Up to 63 bits. */
static uint64_t take_long(struct bit_reader *reader, unsigned count)
{
	enum { HALF = WORD_NBITS / 2 };
	if (count <= BITS_MAX_AT_ONCE)
		return bits_take(reader, count);
	uint64_t low = bits_take(reader, HALF);
	return low | bits_take(reader, count - HALF) << HALF;
}

uint64_t bits_take_growing(struct bit_reader *reader, unsigned k)
{
	enum { MAX_NMORE = 48 };
	uint64_t word = look(reader);
	unsigned nmore = (unsigned)__builtin_ctzll(~word | UINT64_C(1) << MAX_NMORE), nrest = k + nmore;
	uint64_t leading = UINT64_C(1) << nrest, rest;
	reader->next += nmore + 1;
	if (nmore + 1 + nrest <= BITS_MAX_AT_ONCE) {
		rest = word >> (nmore + 1) & (leading - 1);
		reader->next += nrest;
	} else {
		rest = take_long(reader, nrest);
	}
	return rest + leading - (UINT64_C(1) << k);
}

uint64_t bits_take_sized(struct bit_reader *reader, unsigned size_nbits)
{
	unsigned length = (unsigned)bits_take(reader, size_nbits);
	if (length > WORD_NBITS)
		length = WORD_NBITS;
	if (!length)
		return 0;
	return take_long(reader, length - 1) | UINT64_C(1) << (length - 1);
}
