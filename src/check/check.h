/* All checks of one report. */
#ifndef GOUJI_CHECK_CHECK_H
#define GOUJI_CHECK_CHECK_H

#include "check/kind.h"

/* Evaluates every rule on a recognised report and replaces the findings by the outcome, passed instances included, in
 * the order of the source. A report that is not checked has no findings. */
void check_report(const struct check *check);

#endif
