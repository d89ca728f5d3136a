/* Texts that clip_sanitise() shows as they are. */
#ifndef GOUJI_BASE_CLIP_PLAIN_H
#define GOUJI_BASE_CLIP_PLAIN_H

#include "base/str.h"

/* Whether a text is printable ASCII and characters from U+3000 to U+9FFF and nothing else, with neither a quotation
 * mark nor `separator` (of ASCII), so that it stands as it is in a field of a table as well. */
bool clip_is_plain(struct str text, char separator);
/* The same, one character at a time: what the other is tested against. */
bool clip_is_plain_slowly(struct str text, char separator);
/* Whether clip_sanitise() shows all of a text as it is, quotation marks included. False may mean that it was not looked
 * at. */
bool clip_shows_all(struct str text);

#endif
