/* The characters of a text that count when texts are compared: letters, and one mark for each number. */
#ifndef GOUJI_CHECK_ACROSS_SKETCH_CHARS_H
#define GOUJI_CHECK_ACROSS_SKETCH_CHARS_H

#include <stdint.h>

#include "base/str.h"

enum { SKETCH_CHARS_ROOM = 8 };

/* Takes characters off the front of a valid text, up to `capacity` of them that count, and returns how many: numbers
 * become one mark, what is no letter goes. Letters are Latin ones and those of three bytes from U+3400 to U+FEFF.
 * `chars` has room for SKETCH_CHARS_ROOM more. Up to `end`, behind the text, bytes may be looked at. */
size_t sketch_read_chars(struct str *text, const char *end, uint16_t *chars, size_t capacity);
/* The same, one character at a time: what the other is tested against. */
size_t sketch_read_chars_plain(struct str *text, uint16_t *chars, size_t capacity);

#endif
