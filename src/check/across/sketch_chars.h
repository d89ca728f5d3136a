/* The characters of a text that count when texts are compared: letters, and one mark for each number. */
#ifndef GOUJI_CHECK_ACROSS_SKETCH_CHARS_H
#define GOUJI_CHECK_ACROSS_SKETCH_CHARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What may be looked at behind the units, and written behind the characters. */
enum { SKETCH_CHARS_ROOM = 16 };

/* Takes those of `count` units of UTF-16 (see base/units.h), and returns how many: numbers become one mark, what is
 * no letter goes. Letters are Latin ones and those of one unit from U+3400 to U+FEFF. `*in_number`: the units before
 * end in a number. There are SKETCH_CHARS_ROOM more units that may be looked at, and `chars` has room for as many
 * more. Sixteen at a time where the processor can. */
size_t sketch_keep_chars(const uint16_t *codes, size_t count, bool *in_number, uint16_t *chars);
/* The same one by one: what the other is tested against. */
size_t sketch_keep_chars_plain(const uint16_t *codes, size_t count, bool *in_number, uint16_t *chars);

#endif
