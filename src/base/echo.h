/* Where a text may say the same twice in a row: "政府政府". */
#ifndef GOUJI_BASE_ECHO_H
#define GOUJI_BASE_ECHO_H

#include <stddef.h>

#include "base/units.h"

/* The lengths that are looked for, in units. */
enum { ECHO_MIN_NUNITS = 2, ECHO_MAX_NUNITS = 12 };

/* The first unit from `start` on where a stretch of one of these lengths begins that stands once more right behind
 * itself; `units->count` when there is none. Sixteen units at a time where the processor can. */
size_t echo_find(const struct units *units, size_t start);
/* The same one by one: what the other is tested against. */
size_t echo_find_plain(const struct units *units, size_t start);

#endif
