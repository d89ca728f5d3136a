/* Checks of the headings of the sections: their order, their ordinals and their words. */
#ifndef GOUJI_CHECK_HEADINGS_H
#define GOUJI_CHECK_HEADINGS_H

#include "check/kind.h"

extern const struct check_kind headings_order, headings_numbers, headings_words;

/* The section whose heading a line of text is when its ordinal is not looked at, although it is that of another section
 * (四、存在的主要问题及改进情况); 0 for all else. The ordinal that stands there is set. */
unsigned headings_find_renumbered(const struct format *format, struct str text, unsigned *ordinal);
/* Whether the heading of a section stands in the text under the ordinal of another one. */
bool headings_is_renumbered(const struct check *check, unsigned section);

#endif
