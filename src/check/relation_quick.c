#include "check/relation_quick.h"

#include "check/assessed.h"

/* Of a value; RULE_MAX_TERMS of them do not overflow. */
#define VALUE_LIMIT (INT64_MAX / RULE_MAX_TERMS)

/* Marks the relations that are evaluated where each can be assessed: those in whose place no other rule stands. */
static void mark_evaluated(const struct rules *rules, bool evaluated[RULE_MAX_RELATIONS])
{
	struct assessed assessed = {0};
	for (size_t i = 0; i < rules->nrelations; i++) {
		const struct relation *relation = &rules->relations[i];
		uint64_t *place = assessed_place(&assessed, relation);
		evaluated[i] = !relation->rule->off && !relation->over_years && !(*place & relation->instead_of);
		if (evaluated[i])
			*place |= UINT64_C(1) << relation->rule->linear;
	}
}

const struct plain_relations *plain_relations_make(struct arena *arena, const struct rules *rules)
{
	struct plain_relations *plain =
		arena_alloc(arena, 1, sizeof(*plain) + rules->nrelations * sizeof(*plain->list));
	bool evaluated[RULE_MAX_RELATIONS];
	size_t count = 0;
	mark_evaluated(rules, evaluated);
	for (size_t table = 0; table < FORMAT_MAX_TABLES; table++) {
		plain->first[table] = count;
		for (size_t i = 0; i < rules->nrelations; i++)
			if (evaluated[i] && rules->relations[i].table == (int)table)
				plain->list[count++] = &rules->relations[i];
	}
	plain->first[FORMAT_MAX_TABLES] = count;
	return plain;
}

void relation_take_values(struct relation_values *values, const struct report *report)
{
	const struct format *format = report->format;
	for (size_t i = 0; i < format->ntables; i++) {
		const struct format_table *table = &format->tables[i];
		const struct cell *cells = &report->cells[table->first_cell];
		decimal *list = &values->list[table->first_cell], all = 0;
		unsigned some = CELL_READ, every = CELL_READ;
		values->plain[i] = false;
		if (!report->tables[i].line)
			continue;
		/* All are READ where neither "or" nor "and" makes another status of it. Where all together are below
		 * the limit, each one is. */
		for (size_t j = 0; j < table->ncells; j++) {
			list[j] = cells[j].value;
			all |= list[j];
			some |= cells[j].status;
			every &= cells[j].status;
		}
		values->plain[i] = some == CELL_READ && every == CELL_READ && all >= 0 && all < VALUE_LIMIT;
	}
}

decimal relation_residual(const struct relation *relation, const struct relation_values *values)
{
	decimal residual = 0;
	for (size_t i = 0; i < relation->nadded; i++)
		residual += values->list[relation->cells[i]];
	for (size_t i = relation->nadded; i < relation->nterms; i++)
		residual -= values->list[relation->cells[i]];
	return residual;
}

bool relation_holds_at(const struct relation *relation, decimal residual)
{
	switch (relation->comparison) {
	case COMPARE_AT_MOST:
		return residual <= 0;
	case COMPARE_AT_LEAST:
		return residual >= 0;
	case COMPARE_EQUAL:
		break;
	}
	return residual == 0;
}
