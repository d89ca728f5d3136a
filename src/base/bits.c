#include "base/bits.h"

enum { BYTE_NBITS = 8, WORD_NBITS = 64 };

void bits_write_bytes(struct bit_writer *writer)
{
	size_t nbytes = writer->npending / BYTE_NBITS;
	uint64_t bits = writer->pending;
	unsigned char bytes[sizeof(bits)];
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)(bits >> BYTE_NBITS * i);
	strbuf_append(writer->out, (struct str){(const char *)bytes, nbytes});
	writer->pending = nbytes == sizeof(bytes) ? 0 : bits >> BYTE_NBITS * nbytes;
	writer->npending %= BYTE_NBITS;
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

void bits_put_long_growing(struct bit_writer *writer, unsigned nmore, uint64_t rest, unsigned nrest)
{
	put_long(writer, (UINT64_C(1) << nmore) - 1, nmore + 1);
	put_long(writer, rest, nrest);
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
	writer->npending = (writer->npending + BYTE_NBITS - 1) / BYTE_NBITS * BYTE_NBITS;
	bits_write_bytes(writer);
}

uint64_t bits_look_at_last(const struct bit_reader *reader)
{
	struct str rest = str_slice(reader->bytes, reader->next / BYTE_NBITS, SIZE_MAX);
	char bytes[sizeof(uint64_t)] = {0};
	if (rest.nbytes)
		memcpy(bytes, rest.ptr, rest.nbytes < sizeof(bytes) ? rest.nbytes : sizeof(bytes));
	return bits_word(bytes) >> reader->next % BYTE_NBITS;
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

uint64_t bits_take_long_growing(struct bit_reader *reader, unsigned nmore, unsigned k)
{
	unsigned nrest = k + nmore;
	reader->next += nmore + 1;
	return take_long(reader, nrest) + (UINT64_C(1) << nrest) - (UINT64_C(1) << k);
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
