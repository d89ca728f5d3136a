#include "check/relation_quick.h"

/* Of a value; RULE_MAX_TERMS of them do not overflow. */
#define VALUE_LIMIT (INT64_MAX / RULE_MAX_TERMS)

void relation_take_values(struct relation_values *values, const struct report *report)
{
	const struct format *format = report->format;
	for (size_t i = 0; i < format->ntables; i++) {
		const struct format_table *table = &format->tables[i];
		bool whole = report->tables[i].line > 0;
		for (size_t j = table->first_cell; whole && j < (size_t)table->first_cell + table->ncells; j++) {
			const struct cell *cell = &report->cells[j];
			whole = cell_has_value(cell) && cell->value < VALUE_LIMIT && cell->value > -VALUE_LIMIT;
			values->list[j] = cell->value;
		}
		values->whole[i] = whole;
	}
}

bool relation_holds(const struct relation *relation, const struct relation_values *values)
{
	decimal difference = 0;
	if (relation->over_years || !values->whole[relation->table])
		return false;
	for (size_t i = 0; i < relation->nadded; i++)
		difference += values->list[relation->cells[i]];
	for (size_t i = relation->nadded; i < relation->nterms; i++)
		difference -= values->list[relation->cells[i]];
	return relation->comparison == COMPARE_EQUAL     ? difference == 0
	       : relation->comparison == COMPARE_AT_MOST ? difference <= 0
							 : difference >= 0;
}
