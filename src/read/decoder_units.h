/* UTF-16 without surrogates, unit by unit: most of such texts hold nothing else. Private to decoder.c. */
#ifndef GOUJI_READ_DECODER_UNITS_H
#define GOUJI_READ_DECODER_UNITS_H

#include <stdbool.h>

#include "base/str.h"

/* Takes units off the front of `*rest` and writes them as UTF-8 to `out`, which has room for twice as many bytes as
 * `*rest` holds. Stops before a surrogate or half a unit. Returns the bytes written. */
size_t decoder_units_decode(struct str *rest, bool big_endian, char *out);
/* The same unit by unit: what the other is tested against. */
size_t decoder_units_decode_plain(struct str *rest, bool big_endian, char *out);

#endif
