#include "check/check.h"

#include <stdlib.h>

#include "check/assessed.h"
#include "check/relation_plain.h"

static bool same_place(const struct relation *a, const struct relation *b)
{
	return a->rule == b->rule && a->table == b->table && a->row == b->row && a->column == b->column;
}

/* A table that was read whole leaves no doubt that its numbers are those of the report. */
static enum cause find_cause(const struct report *report, int table)
{
	const struct report_table *t = &report->tables[table];
	return t->nlost == 0 && t->ntext == 0 && t->nrows_found == t->nrows_with_cells ? CAUSE_SOURCE : CAUSE_UNKNOWN;
}

/* Where a relation is reported: the line of the last cell it names that was found, which is where the form prints
 * it. */
static uint32_t find_line(const struct relation *relation, const struct report *report)
{
	uint32_t line = 0;
	for (size_t i = 0; i < relation->nterms; i++) {
		const struct operand *term = &relation->terms[i];
		uint32_t cell_line = term->last_year ? 0 : report->cells[term->cell].line;
		if (cell_line > line)
			line = cell_line;
	}
	return line ? line : report->tables[relation->table].line;
}

struct finding check_relation_finding(const struct relation *relation, const struct relation_result *result,
				      const struct report *report)
{
	struct finding finding = {
		.rule = relation->rule,
		.relation = relation,
		.severity = relation->rule->severity,
		.verdict = VERDICT_NA,
		.table = relation->table,
		.unread_cell = (int16_t)result->unread_cell,
		.unread_last_year = result->unread_last_year,
		.line = find_line(relation, report),
		.has_sides = result->assessable,
		.left = result->left,
		.right = result->right,
	};
	if (!result->assessable)
		return finding;
	finding.verdict = VERDICT_PASS;
	if (result->holds)
		return finding;
	bool look = relation->rule->look_always || (relation->rule->look_if_noted && result->noted);
	finding.verdict = look ? VERDICT_LOOK : VERDICT_FAIL;
	finding.cause = finding.verdict == VERDICT_FAIL ? find_cause(report, relation->table) : CAUSE_UNKNOWN;
	return finding;
}

/* Which of two outcomes for one rule and place is worth more to say: a failure, then a pass, then "not assessable". */
static bool outranks(enum verdict a, enum verdict b)
{
	static const int ranks[VERDICT_NVERDICTS] = {
		[VERDICT_NA] = 0, [VERDICT_PASS] = 1, [VERDICT_LOOK] = 2, [VERDICT_FAIL] = 3,
	};
	return ranks[a] > ranks[b];
}

/* Evaluates a relation. A rule with several relations for a place (they bound the same numbers) has one finding
 * there. */
static bool evaluate(const struct relation *relation, const struct report *report, struct findings *findings)
{
	struct relation_result result = relation_evaluate(relation, report);
	if (findings->skips_passes && result.assessable && result.holds && relation->rule->nformulas == 1)
		return true;
	struct finding finding = check_relation_finding(relation, &result, report);
	struct finding *same = NULL;
	for (size_t j = findings->count; j-- > 0 && findings->list[j].rule == relation->rule && !same;)
		if (same_place(findings->list[j].relation, relation))
			same = &findings->list[j];
	if (!same)
		findings_add(findings, finding);
	else if (outranks(finding.verdict, same->verdict))
		findings_replace(findings, same, finding);
	return result.assessable;
}

/* A table in which every cell was read: what holds is of no interest, and is told quickly. */
static void check_plain_table(const struct check *check, size_t table)
{
	const struct plain_relations *plain = check->rules->plain;
	for (size_t i = plain->first[table]; i < plain->first[table + 1]; i++) {
		const struct relation *relation = plain->list[i];
		if (!relation_holds_at(relation, relation_residual(relation, check->report->cells)))
			evaluate(relation, check->report, check->findings);
	}
}

/* All relations of these tables. */
static void check_tables(const struct check *check, const bool tables[FORMAT_MAX_TABLES])
{
	const struct rules *rules = check->rules;
	struct assessed assessed = {0};
	for (size_t i = 0; i < rules->nrelations; i++) {
		const struct relation *relation = &rules->relations[i];
		uint64_t *place = assessed_place(&assessed, relation);
		if (relation->rule->off || relation->over_years || !tables[relation->table] ||
		    (*place & relation->instead_of))
			continue;
		if (evaluate(relation, check->report, check->findings))
			*place |= UINT64_C(1) << relation->rule->linear;
	}
}

static void check_relations(const struct check *check)
{
	bool others[FORMAT_MAX_TABLES] = {false}, any = false;
	bool quick = check->findings->skips_passes && check->rules->plain;
	for (size_t i = 0; i < check->rules->format->ntables; i++)
		if (quick && relation_table_is_plain(check->report, i)) {
			check_plain_table(check, i);
		} else {
			others[i] = check->report->tables[i].line;
			any |= others[i];
		}
	if (any)
		check_tables(check, others);
}

/* Where the text may have lost parts on its way, what is missing or does not add up is for a person to judge. */
void check_doubt(struct findings *findings, size_t first)
{
	for (size_t i = first; i < findings->count; i++) {
		struct finding finding = findings->list[i];
		if (finding.verdict != VERDICT_FAIL || finding.severity == SEVERITY_NOTICE)
			continue;
		finding.verdict = VERDICT_LOOK;
		finding.cause = CAUSE_UNKNOWN;
		findings_replace(findings, &findings->list[i], finding);
	}
}

/* By line; at one line errors first, then in the order of the rules and places. */
static int compare_findings(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->severity != y->severity)
		return x->severity > y->severity ? -1 : 1;
	if (x->rule != y->rule)
		return x->rule->number < y->rule->number ? -1 : 1;
	if (x->relation != y->relation)
		return x->relation < y->relation ? -1 : 1;
	if (x->table != y->table)
		return x->table < y->table ? -1 : 1;
	if (x->section != y->section)
		return x->section < y->section ? -1 : 1;
	return x->mark_offset < y->mark_offset ? -1 : x->mark_offset > y->mark_offset;
}

static void drop_passes(struct findings *findings)
{
	size_t kept = 0;
	for (size_t i = 0; i < findings->count; i++)
		if (findings->list[i].verdict != VERDICT_PASS)
			findings->list[kept++] = findings->list[i];
	findings->count = kept;
}

void check_sort(struct findings *findings)
{
	if (findings->count)
		qsort(findings->list, findings->count, sizeof(*findings->list), compare_findings);
}

static void run_kinds(const struct check *check)
{
	const struct rules *rules = check->rules;
	for (size_t i = 0; i < rules->count; i++)
		if (rules->list[i].kind && rules->list[i].kind->run && !rules->list[i].off)
			rules->list[i].kind->run(check, &rules->list[i]);
}

void check_report(const struct check *check)
{
	struct findings *findings = check->findings;
	findings_clear(findings);
	if (!report_is_checked(check->report))
		return;
	check_relations(check);
	/* Relations of one place are weighed against each other; findings of kinds are not. */
	if (findings->skips_passes)
		drop_passes(findings);
	findings->drops_passes = findings->skips_passes;
	run_kinds(check);
	findings->drops_passes = false;
	if (check->report->lossy)
		check_doubt(findings, 0);
	check_sort(findings);
}
