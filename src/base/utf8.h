/* UTF-8: strict decoding (no surrogates, no overlong forms, nothing above U+10FFFF) and encoding. */
#ifndef GOUJI_BASE_UTF8_H
#define GOUJI_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum { UTF8_REPLACEMENT = 0xFFFD, UTF8_MAX_NBYTES = 4 };

/* One decoded character. When `valid` is false, `code_point` is U+FFFD and `nbytes` covers the one bad byte. */
struct utf8_char {
	uint32_t code_point;
	uint8_t nbytes;
	bool valid;
};

/* Whether a byte, signed or not, is one of a character of several bytes, but not its first. */
static inline bool utf8_is_tail(int byte)
{
	return (byte & 0xC0) == 0x80;
}

/* Whether a byte begins a character from U+4000 to U+9FFF, if it begins one at all: no blank and no mark, and a
 * character that folding leaves as it is. */
static inline bool utf8_leads_ideograph(int byte)
{
	return (byte & 0xFF) >= 0xE4 && (byte & 0xFF) <= 0xE9;
}

/* The character at the start of `s`, which must not be empty. */
struct utf8_char utf8_decode(struct str s);
/* Writes the UTF-8 form of a code point to `out` and returns its length; an impossible one is written as U+FFFD. */
size_t utf8_encode(uint32_t code_point, char out[UTF8_MAX_NBYTES]);
/* The offset of the first byte that is not valid UTF-8, or `s.nbytes` when all is. */
size_t utf8_find_invalid(struct str s);
/* How many code points `s` holds, a bad byte counting as one. */
size_t utf8_count(struct str s);
/* The same where `s` is valid, at a fraction of the price. */
size_t utf8_count_valid(struct str s);

#endif
