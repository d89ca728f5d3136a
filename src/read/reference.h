/* Character references of web pages and XML: characters written by their names or numbers. */
#ifndef GOUJI_READ_REFERENCE_H
#define GOUJI_READ_REFERENCE_H

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"

/* What reference_take does with those that are not of four digits to base 16. */
const char *reference_take_any(const char *p, const char *end, uint32_t *code);

/* The place behind the reference that begins at `p`, a "&", as &amp; &#8220; &#x4e00; with its semicolon; sets the code
 * point. NULL when there is none of a number that is a code point, or of the names that reports have (but &nbsp;). */
static inline const char *reference_take(const char *p, const char *end, uint32_t *code)
{
	enum { NBYTES = 8 };
	if (end - p < NBYTES || memcmp(p, "&#x", 3) != 0 || p[NBYTES - 1] != ';')
		return reference_take_any(p, end, code);
	unsigned a = ascii_digit_value(p[3]), b = ascii_digit_value(p[4]), c = ascii_digit_value(p[5]),
		 d = ascii_digit_value(p[6]);
	*code = a << 12 | b << 8 | c << 4 | d;
	return (a | b | c | d) < 16 ? p + NBYTES : NULL;
}

#endif
