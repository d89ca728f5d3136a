/* What the kinds of checks in sums*.c share. */
#ifndef GOUJI_CHECK_KINDS_SUMS_PARAGRAPHS_H
#define GOUJI_CHECK_KINDS_SUMS_PARAGRAPHS_H

#include "check/kind.h"
#include "check/prose/clauses.h"

/* Calls `visit` for each paragraph of running text that has numbers in digits; headings and titles are left out. */
void sums_visit(const struct check *check, const struct rule *rule,
		void (*visit)(const struct check *check, const struct rule *rule, size_t paragraph,
			      const struct clauses *clauses));

/* The same for paragraphs that hold a %. */
void sums_visit_percentages(const struct check *check, const struct rule *rule,
			    void (*visit)(const struct check *check, const struct rule *rule, size_t paragraph,
					  const struct clauses *clauses));

/* The number with its unit, as it stands in the paragraph. */
struct str sums_mark(const struct mention *mention);
bool sums_is_percent(const struct mention *mention);

/* What one is in the last printed place of the number: 0.01 for 17.46. */
double sums_last_place(const struct quantity *quantity);
/* Whether 100 * part / whole is printed as `percent`, rounded, or cut off behind its last place. */
bool sums_is_share(const struct quantity *percent, decimal part, decimal whole);

#endif
