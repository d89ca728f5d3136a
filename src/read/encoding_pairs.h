/* Texts in GB18030 or Big5 whose characters have both bytes from A1 to FE, as nearly all have. Private to
 * encoding_double.c. */
#ifndef GOUJI_READ_ENCODING_PAIRS_H
#define GOUJI_READ_ENCODING_PAIRS_H

#include "base/str.h"

/* How many bytes `s` begins with that are ASCII and pairs of bytes from A1 to FE; may be less than there are. They end
 * behind a whole pair. */
size_t encoding_pairs_nbytes(struct str s);
/* All that there are, a byte at a time: what the other is tested against. */
size_t encoding_pairs_nbytes_plain(struct str s);

#endif
