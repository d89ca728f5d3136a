/* Checks of the numbers in tables: what they are, and what they say together. */
#ifndef GOUJI_CHECK_KINDS_NUMBERS_H
#define GOUJI_CHECK_KINDS_NUMBERS_H

#include "check/kind.h"

/* numbers.c: one finding for each table that is there. */
extern const struct check_kind numbers_integers, numbers_forms, numbers_notes, numbers_all_zero;
/* numbers_proactive.c: table two. */
extern const struct check_kind numbers_rulemaking, numbers_fee_unit, numbers_authority, numbers_repeal,
	numbers_procurement;
/* numbers_requests.c: tables three and four. */
extern const struct check_kind numbers_fee_notice, numbers_lawsuits, numbers_disputes, numbers_no_disputes;

#endif
