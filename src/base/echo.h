/* Where a text may say the same twice in a row: "政府政府". */
#ifndef GOUJI_BASE_ECHO_H
#define GOUJI_BASE_ECHO_H

#include "base/str.h"

/* The lengths that are looked for: two to twelve characters of three bytes. */
enum { ECHO_CHAR_NBYTES = 3, ECHO_MIN_NBYTES = 2 * ECHO_CHAR_NBYTES, ECHO_MAX_NBYTES = 12 * ECHO_CHAR_NBYTES };

/* The first place at or behind byte `start` where a stretch of bytes of one of these lengths begins that stands once
 * more right behind itself; `text.nbytes` when there is none. Sixty-four places at a time where the processor can;
 * elsewhere the first place is `start` itself: looking for the words is then as good as looking for this. */
size_t echo_find(struct str text, size_t start);
/* The same place by place: what the other is tested against. */
size_t echo_find_plain(struct str text, size_t start);

#endif
