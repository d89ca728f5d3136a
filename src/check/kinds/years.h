/* Checks of the years in a report: of the work it tells of, of the report it announces,
 * of the statistics period, of the form of its tables and of the form it cites. */
#ifndef GOUJI_CHECK_KINDS_YEARS_H
#define GOUJI_CHECK_KINDS_YEARS_H

#include "check/kind.h"

extern const struct check_kind years_of_work, years_announced, years_period, years_form, years_citation;

#endif
