/* Checks of the form itself: sections, tables and rows that must be there, cells that must be filled. */
#ifndef GOUJI_CHECK_STRUCTURE_H
#define GOUJI_CHECK_STRUCTURE_H

#include "check/finding.h"

/* Adds the findings of a rule that names a check of the structure: one for each table or section. */
void structure_check_rule(const struct rule *rule, const struct report *report, struct findings *findings);

/* Whether a row of the form is missing from a table that is there: not found, not mentioned, and not in a block that is
 * missing as a whole. */
bool structure_row_is_missing(const struct report *report, size_t row);
/* Whether a block of a table that is there has none of its rows. */
bool structure_block_is_missing(const struct report *report, const struct format_block *block);

#endif
