/* One form of letters, digits and marks: see prose.h. */
#ifndef GOUJI_REPORT_PROSE_NORMALISE_H
#define GOUJI_REPORT_PROSE_NORMALISE_H

#include "base/str.h"

/* Appends `text` in the one form, without putting anything together; bytes that are not valid UTF-8 become U+FFFD.
 * Stretches that stay as they are, most of every text, are copied as a whole. */
void prose_normalise(struct strbuf *out, struct str text);
/* The same for a text that is known to be valid: what is read from files is made so. */
void prose_normalise_valid(struct strbuf *out, struct str text);
/* The same character by character: what the others are tested against. */
void prose_normalise_plain(struct strbuf *out, struct str text);

#endif
