/* What the parts of the detector and the decoder know about the bytes of an encoding. Internal to src/read/. */
#ifndef GOUJI_READ_ENCODING_BYTES_H
#define GOUJI_READ_ENCODING_BYTES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "read/encoding.h"

/* An ASCII letter in its small form. */
static inline char encoding_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Moves `*rest` on by at most `nbytes`. */
static inline void encoding_skip(struct str *rest, size_t nbytes)
{
	if (nbytes > rest->nbytes)
		nbytes = rest->nbytes;
	if (nbytes > 0)
		rest->ptr += nbytes;
	rest->nbytes -= nbytes;
}

/* The length of the byte order mark of `encoding` that `bytes` starts with, or 0. */
size_t encoding_bom_nbytes(enum encoding encoding, struct str bytes);
/* Whether `rest` is nothing but the beginning of a UTF-8 character whose end is missing. */
bool encoding_utf8_is_cut(struct str rest);

/* encoding_statistics.c: whether bytes are no text at all, UTF-8, or UTF-8 with some damage. */
bool encoding_is_binary(struct str bytes);
bool encoding_is_utf8(struct str bytes);
bool encoding_is_damaged_utf8(struct str rest);
/* Whether all of `bytes` can be GB18030, or Big5; false for other encodings. */
bool encoding_bytes_are(enum encoding encoding, struct str bytes);
/* UTF-16 or UTF-32 without a mark, GB18030 or Big5, by what is usual in each; UNKNOWN when it is neither. */
enum encoding encoding_find_wide(struct str bytes);
enum encoding encoding_find_double_byte(struct str bytes);

#endif
