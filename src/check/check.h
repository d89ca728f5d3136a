/* All checks of one report. */
#ifndef GOUJI_CHECK_CHECK_H
#define GOUJI_CHECK_CHECK_H

#include "check/kind.h"
#include "check/relation.h"

/* Evaluates every rule on a recognised report and replaces the findings by the outcome, passed instances included, in
 * the order of the source. A report that is not checked has no findings. */
void check_report(const struct check *check);
/* Makes errors and warnings from the finding `first` on a matter for a person: a text may have lost parts on its
 * way. */
void check_doubt(struct findings *findings, size_t first);
/* Puts findings into the order of the source. */
void check_sort(struct findings *findings);
/* What an evaluated relation comes to as a finding of `report`. */
struct finding check_relation_finding(const struct relation *relation, const struct relation_result *result,
				      const struct report *report);

#endif
