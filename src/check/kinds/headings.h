/* Checks of the headings of the sections: their order, their ordinals and their words. */
#ifndef GOUJI_CHECK_KINDS_HEADINGS_H
#define GOUJI_CHECK_KINDS_HEADINGS_H

#include "check/kind.h"

extern const struct check_kind headings_order, headings_numbers, headings_words;

/* The section of the form with this number, or NULL. */
const struct format_section *headings_find_section(const struct format *format, unsigned number);
/* Whether the heading of a section stands in the text under the ordinal of another one. */
bool headings_is_renumbered(const struct check *check, unsigned section);

#endif
