/* The rules themselves: what is checked, as formula and sentence, and what it rests on. */
#ifndef GOUJI_OUTPUT_RULES_H
#define GOUJI_OUTPUT_RULES_H

#include "output/writing.h"

/* Writes one rule as text; `full` adds its scope, the names of the cells, its
 * sentences, thresholds and words, what it means, and an example. */
void rules_put_text(struct writing *writing, const struct rule *rule, bool full);

/* One JSON object a line: type id severity title scope table formulas relations why example source off. `formulas`
 * have the labels of the form, `relations` the names of the cells, as the rule is written. */
void rules_put_ndjson(struct writing *writing, const struct rule *rule);

/* The line of names, then one record for each rule; several formulas are separated by "; ". */
void rules_put_csv_head(struct writing *writing);
void rules_put_csv(struct writing *writing, const struct rule *rule);

#endif
