/* Rules that find nothing themselves, but say how failures are explained: which slips a hint may name (slip.h). */
#ifndef GOUJI_CHECK_HINTS_HINTS_H
#define GOUJI_CHECK_HINTS_HINTS_H

#include "check/hints/slip.h"
#include "check/kind.h"

/* Its rules list the names of slips; where such a rule is off, no hint goes by them. */
extern const struct check_kind hints_kind;

/* Takes the slips of hint rules that are off out of `slips`. False with `error` set when a rule names an unknown
 * one. */
bool hints_apply(const struct rules *rules, struct slips *slips, struct error *error);

#endif
