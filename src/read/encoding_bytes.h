/* What the parts of the detector and the decoder know about the bytes of an encoding. Internal to src/read/. */
#ifndef GOUJI_READ_ENCODING_BYTES_H
#define GOUJI_READ_ENCODING_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "read/encoding.h"

/* The length of the byte order mark of `encoding` that `bytes` starts with, or 0. */
size_t encoding_bom_nbytes(enum encoding encoding, struct str bytes);
/* Whether `rest` is nothing but the beginning of a UTF-8 character whose end is missing. */
bool encoding_utf8_is_cut(struct str rest);

/* What the beginning of a text holds behind its ASCII, if it is in one of the double byte sets. */
struct encoding_tally {
	size_t nchars;                  /* of more than one byte */
	size_t nbad;
	long weight;                    /* how common they are, in all */
};

/* encoding_statistics.c: whether bytes are no text at all, UTF-8, or UTF-8 with some damage. */
bool encoding_is_binary(struct str bytes);
bool encoding_is_utf8(struct str bytes);
bool encoding_is_damaged_utf8(struct str bytes);
/* UTF-16 or UTF-32 without a mark by what is usual in them; UNKNOWN when it is neither. */
enum encoding encoding_find_wide(struct str bytes);
/* The same, unit by unit. */
enum encoding encoding_find_wide_plain(struct str bytes);

/* encoding_double.c: the same for GB18030 and Big5. */
enum encoding encoding_find_double_byte(struct str bytes);
/* Whether all of `bytes` can be GB18030, or Big5; false for other encodings. */
bool encoding_bytes_are(enum encoding encoding, struct str bytes);
/* Reads at most so many characters of more than one byte as the statistics are made of. A character cut off at the end
 * is no fault. */
struct encoding_tally encoding_tally(struct str bytes, enum encoding encoding);
/* The same, one by one: what the other is tested against. */
struct encoding_tally encoding_tally_plain(struct str bytes, enum encoding encoding);

#endif
