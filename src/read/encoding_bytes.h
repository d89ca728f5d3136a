/* What the detector and the decoder both know about the bytes of an encoding. Private to encoding.c and decoder.c. */
#ifndef GOUJI_READ_ENCODING_BYTES_H
#define GOUJI_READ_ENCODING_BYTES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "read/encoding.h"

/* The length of the byte order mark of `encoding` that `bytes` starts with, or 0. */
size_t encoding_bom_nbytes(enum encoding encoding, struct str bytes);
/* Whether `rest` is nothing but the beginning of a UTF-8 character whose end is missing. */
bool encoding_utf8_is_cut(struct str rest);

#endif
