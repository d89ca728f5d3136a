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

/* Whether a relation goes on a run of its rule: with as many cells, all of them one step further. The second one tells
 * the step. */
static bool goes_on(const struct relation_run *run, const struct relation *relation)
{
	const struct relation *first = run->relations[0];
	ptrdiff_t distance = relation->cells[0] - first->cells[0];
	if (run->count == RELATION_NLANES || !first->nterms || first->rule != relation->rule ||
	    first->comparison != relation->comparison || first->nadded != relation->nadded ||
	    first->nterms != relation->nterms || distance <= 0 ||
	    (run->count > 1 && distance != (ptrdiff_t)(run->count * run->step)))
		return false;
	for (size_t i = 1; i < first->nterms; i++)
		if (relation->cells[i] - first->cells[i] != distance)
			return false;
	return true;
}

static void add_relation(struct relation_runs *runs, size_t first, size_t *count, const struct relation *relation)
{
	if (*count == first || !goes_on(&runs->list[*count - 1], relation))
		runs->list[(*count)++] = (struct relation_run){0};
	struct relation_run *last = &runs->list[*count - 1];
	last->relations[last->count++] = relation;
	if (last->count == 2)
		last->step = (size_t)(relation->cells[0] - last->relations[0]->cells[0]);
}

const struct relation_runs *relation_runs_make(struct arena *arena, const struct rules *rules)
{
	struct relation_runs *runs =
		arena_alloc(arena, 1, sizeof(*runs) + rules->nrelations * sizeof(*runs->list));
	bool evaluated[RULE_MAX_RELATIONS];
	size_t count = 0;
	mark_evaluated(rules, evaluated);
	for (size_t table = 0; table < FORMAT_MAX_TABLES; table++) {
		runs->first[table] = count;
		for (size_t i = 0; i < rules->nrelations; i++)
			if (evaluated[i] && rules->relations[i].table == (int)table)
				add_relation(runs, runs->first[table], &count, &rules->relations[i]);
	}
	runs->first[FORMAT_MAX_TABLES] = count;
	return runs;
}

/* Left sides minus right sides of relations whose cells lie beside each other, in lanes that a compiler makes vectors
 * of. Lanes that the run does not use get any number. */
static void make_lanes(const struct relation *first, const decimal *values, uint64_t residuals[RELATION_NLANES])
{
	uint64_t lanes[RELATION_NLANES] = {0};
	size_t i = 0;
	for (; i < first->nadded; i++)
		for (size_t lane = 0; lane < RELATION_NLANES; lane++)
			lanes[lane] += (uint64_t)values[first->cells[i] + lane];
	for (; i < first->nterms; i++)
		for (size_t lane = 0; lane < RELATION_NLANES; lane++)
			lanes[lane] -= (uint64_t)values[first->cells[i] + lane];
	memcpy(residuals, lanes, sizeof(lanes));
}

bool relation_run_holds(const struct relation_run *run, const struct relation_values *values)
{
	const uint64_t sign = UINT64_C(1) << 63;
	const struct relation *first = run->relations[0];
	uint64_t residuals[RELATION_NLANES], wrong = 0;
	if (run->step == 1)
		make_lanes(first, values->list, residuals);
	else
		for (size_t i = 0; i < run->count; i++)
			residuals[i] = (uint64_t)relation_residual(run->relations[i], values);
	for (size_t i = 0; i < run->count; i++)
		wrong |= first->comparison == COMPARE_AT_MOST ? 0 - residuals[i] : residuals[i];
	return !(first->comparison == COMPARE_EQUAL ? wrong : wrong & sign);
}

void relation_take_values(struct relation_values *values, const struct report *report)
{
	const struct format *format = report->format;
	values->all_hold = false;
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
