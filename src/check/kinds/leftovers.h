/* Checks for what a writer forgot: instructions of the form that stayed in the text, numbers never filled in, pictures
 * in the place of tables. */
#ifndef GOUJI_CHECK_KINDS_LEFTOVERS_H
#define GOUJI_CHECK_KINDS_LEFTOVERS_H

#include "check/kind.h"

/* leftovers_gaps has lines `pattern "guard" "expression"`: the expression (PCRE2, over the text of prose.h) is tried on
 * paragraphs that hold the guard. */
extern const struct check_kind leftovers_instructions, leftovers_gaps, leftovers_pictures;

/* Whether the text of a section holds the mark of a picture. */
bool leftovers_has_picture(const struct check *check, unsigned section);
/* The same of the mark that a converter left in the place of a table. */
bool leftovers_has_lost_table(const struct check *check, unsigned section);

#endif
