/* ASCII, whatever the locale. */
#ifndef GOUJI_BASE_ASCII_H
#define GOUJI_BASE_ASCII_H

#include "base/bits.h"

static inline bool ascii_is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static inline bool ascii_is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* The letter of a capital one; any other byte as it is. */
static inline char ascii_lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte | 0x20) : byte;
}

/* The value of a digit of numbers to base 16 or less, with letters of either size; 16 for any other byte. */
static inline unsigned ascii_digit_value(char byte)
{
	unsigned digit = (unsigned)(unsigned char)byte - '0', letter = (unsigned)(unsigned char)(byte | 0x20) - 'a';
	return digit <= 9 ? digit : letter <= 5 ? letter + 10 : 16;
}

/* Whether a text begins with another, given in small letters, in letters of any size. */
static inline bool ascii_starts_with(struct str text, const char *lower)
{
	size_t i = 0;
	while (lower[i] && i < text.nbytes && ascii_lower(text.ptr[i]) == lower[i])
		i++;
	return !lower[i];
}

/* Whether byte `i` of a text is a digit; false behind its end. */
static inline bool ascii_is_digit_at(struct str text, size_t i)
{
	return i < text.nbytes && ascii_is_digit(text.ptr[i]);
}

/* The first byte from `i` on that is no digit. */
static inline size_t ascii_skip_digits(struct str text, size_t i)
{
	while (ascii_is_digit_at(text, i))
		i++;
	return i;
}

/* How many ASCII bytes a text begins with, looked at eight at a time. */
static inline size_t ascii_run_nbytes(struct str text)
{
	size_t nbytes = 0;
	for (; text.nbytes - nbytes >= sizeof(uint64_t); nbytes += sizeof(uint64_t)) {
		uint64_t others = bits_word(text.ptr + nbytes) & UINT64_C(0x8080808080808080);
		if (others)
			return nbytes + (size_t)__builtin_ctzll(others) / 8;
	}
	while (nbytes < text.nbytes && (unsigned char)text.ptr[nbytes] < 0x80)
		nbytes++;
	return nbytes;
}

#endif
