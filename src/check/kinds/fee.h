/* The fee for handling information: whether it is reported, and whether it fits the tables. */
#ifndef GOUJI_CHECK_KINDS_FEE_H
#define GOUJI_CHECK_KINDS_FEE_H

#include "check/kind.h"

extern const struct check_kind fee_reported;
extern const struct check_kind fee_amount;
extern const struct check_kind fee_applications;

#endif
