/* Checks of the form itself: sections, tables and rows that must be there, cells that must be filled. */
#ifndef GOUJI_CHECK_KINDS_STRUCTURE_H
#define GOUJI_CHECK_KINDS_STRUCTURE_H

#include "check/kind.h"

/* One finding for each table that is there. */
extern const struct check_kind structure_blank_cells, structure_lost_cells, structure_repaired_rows, structure_rows;
/* One finding for each section, and for each table of the form. */
extern const struct check_kind structure_sections, structure_tables;

/* Whether a row of the form is missing from a table that is there: not found, not mentioned, and not in a block that is
 * missing as a whole. */
bool structure_row_is_missing(const struct report *report, size_t row);
/* Whether a block of a table that is there has none of its rows. */
bool structure_block_is_missing(const struct report *report, const struct format_block *block);

#endif
