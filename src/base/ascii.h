/* Classes of ASCII bytes, whatever the locale. */
#ifndef GOUJI_BASE_ASCII_H
#define GOUJI_BASE_ASCII_H

#include "base/str.h"

static inline bool ascii_is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static inline bool ascii_is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
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

#endif
