/* Arithmetic in the prose: totals and their parts, shares, rates, growth, what is said twice, and numbered lists. */
#ifndef GOUJI_CHECK_KINDS_SUMS_H
#define GOUJI_CHECK_KINDS_SUMS_H

#include "check/kind.h"

extern const struct check_kind sums_parts;
extern const struct check_kind sums_shares;
extern const struct check_kind sums_whole;
extern const struct check_kind sums_rates;
extern const struct check_kind sums_growth;
extern const struct check_kind sums_twice;
extern const struct check_kind sums_ordinals;

#endif
