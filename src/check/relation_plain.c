#include "check/relation_plain.h"

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

bool relation_table_is_plain(const struct report *report, size_t table)
{
	const struct format_table *form = &report->format->tables[table];
	const struct cell *cells = &report->cells[form->first_cell];
	decimal all = 0;
	unsigned some = CELL_READ, every = CELL_READ;
	if (!report->tables[table].line)
		return false;
	/* All are READ where neither "or" nor "and" makes another status of it. Where all together are below the limit,
	 * each one is. */
	for (size_t i = 0; i < form->ncells; i++) {
		all |= cells[i].value;
		some |= cells[i].status;
		every &= cells[i].status;
	}
	return some == CELL_READ && every == CELL_READ && all >= 0 && all < VALUE_LIMIT;
}

decimal relation_residual(const struct relation *relation, const struct cell *cells)
{
	decimal residual = 0;
	for (size_t i = 0; i < relation->nadded; i++)
		residual += cells[relation->cells[i]].value;
	for (size_t i = relation->nadded; i < relation->nterms; i++)
		residual -= cells[relation->cells[i]].value;
	return residual;
}
