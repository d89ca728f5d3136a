/* All checks of one report. */
#ifndef GOUJI_CHECK_CHECK_H
#define GOUJI_CHECK_CHECK_H

#include "check/finding.h"
#include "check/rule.h"
#include "report/report.h"

/* Evaluates every rule on a recognised report and replaces `findings` by the outcome, passed instances included, in the
 * order of the source. A report that is not checked has no findings. */
void check_report(const struct rules *rules, const struct report *report, struct findings *findings);

#endif
