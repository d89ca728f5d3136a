/* What checks of years share. Internal to src/check/kinds/. */
#ifndef GOUJI_CHECK_KINDS_YEARS_PARTS_H
#define GOUJI_CHECK_KINDS_YEARS_PARTS_H

#include "check/kind.h"

/* Whether the year of the report was read in the report itself, before its text. */
bool years_is_sure(const struct report *report);
/* The next year with its 年 in `text`, a part of the prose, at or behind `*offset`; else 0. As identity_find_year, but
 * only places of 年 are looked at: no blank stands before one there. */
int years_find_next(const struct check *check, struct str text, size_t *offset, size_t *end);

#endif
