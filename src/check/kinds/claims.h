/* Claims: what the running text says of the numbers in the tables, as data. See data/rules/prose.rules for the
 * lines. */
#ifndef GOUJI_CHECK_KINDS_CLAIMS_H
#define GOUJI_CHECK_KINDS_CLAIMS_H

#include "check/kind.h"

extern const struct check_kind claims_kind;

#endif
