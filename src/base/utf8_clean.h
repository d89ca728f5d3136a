/* Whether bytes are a text in UTF-8: valid, and without control characters. */
#ifndef GOUJI_BASE_UTF8_CLEAN_H
#define GOUJI_BASE_UTF8_CLEAN_H

#include <stdbool.h>

#include "base/str.h"

/* Whether all of `s` is valid and holds no control characters but tabs, line ends, vertical tabs and form feeds.
 * Sixty-four bytes at a time where the processor can. */
bool utf8_is_clean(struct str s);
/* The same; where it is, tells whether one of & , ; < stands in it, too: those matter to who reads it. */
bool utf8_look(struct str s, bool *has_signs);
/* The same character by character: what the others are tested against. */
bool utf8_is_clean_plain(struct str s);
bool utf8_has_signs_plain(struct str s);

#endif
