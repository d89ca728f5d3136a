#include "check/across/over_years.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "check/check.h"

static void match_row(const struct format *to, size_t row, const struct format *from,
		      int16_t counterparts[FORMAT_MAX_CELLS])
{
	const struct format_block *block = format_row_block(to, row);
	const struct format_table *table = format_find_table(from, to->tables[to->rows[row].table].name);
	int same = format_find_row(from, table, to->rows[row].name);
	for (size_t i = 0; same != FORMAT_NONE && i < block->ncolumns; i++) {
		int column = format_find_column(format_row_block(from, (size_t)same), block->columns[i].name);
		if (column != FORMAT_NONE)
			counterparts[(size_t)to->rows[row].first_cell + i] =
				(int16_t)(from->rows[same].first_cell + column);
	}
}

void years_match_cells(const struct format *to, const struct format *from, int16_t counterparts[FORMAT_MAX_CELLS])
{
	for (size_t i = 0; i < FORMAT_MAX_CELLS; i++)
		counterparts[i] = FORMAT_NONE;
	for (size_t row = 0; row < to->nrows; row++)
		if (to->rows[row].first_cell != FORMAT_NONE)
			match_row(to, row, from, counterparts);
}

/* Last year's cells by their numbers in this year's form. */
struct laid_out {
	const struct cell *cells;
	const bool *other_form;
};

/* Lays the cells `last` of a report in the form `from` out in the numbers of another form, in `arena`; of the same form
 * they are `last`. */
static struct laid_out lay_out(const struct format *to, const struct format *from, const struct cell *last,
			       struct arena *arena)
{
	static const bool none[FORMAT_MAX_CELLS] = {false};
	int16_t counterparts[FORMAT_MAX_CELLS];
	if (from == to)
		return (struct laid_out){last, none};
	struct cell *cells = arena_alloc(arena, to->ncells, sizeof(*cells));
	bool *other_form = arena_alloc(arena, to->ncells, sizeof(*other_form));
	years_match_cells(to, from, counterparts);
	for (size_t i = 0; i < to->ncells; i++) {
		other_form[i] = counterparts[i] == FORMAT_NONE;
		cells[i] = other_form[i] ? (struct cell){.status = CELL_ABSENT} : last[counterparts[i]];
	}
	return (struct laid_out){cells, other_form};
}

/* Last year's cells for the terms of a relation, kept with the findings. */
static const struct cell *keep_cells(const struct years *years, const struct relation *relation)
{
	struct cell *kept = arena_alloc(&years->check->findings->arena, relation->nterms, sizeof(*kept));
	for (size_t i = 0; i < relation->nterms; i++)
		if (relation->terms[i].last_year)
			kept[i] = years->last_year[relation->terms[i].cell];
	return kept;
}

static bool table_is_whole(const struct summary *summary, int table)
{
	return summary->tables_whole >> table & 1;
}

static void check_relation(const struct years *years, const struct relation *relation)
{
	const struct report *report = years->check->report;
	struct relation_result result = relation_evaluate_years(relation, report, years->last_year);
	if (result.assessable && result.holds && kind_is_unseen(years->check, VERDICT_PASS))
		return;
	struct finding finding = check_relation_finding(relation, &result, report);
	finding.last_year = keep_cells(years, relation);
	finding.other_form = finding.unread_last_year && years->other_form[finding.unread_cell];
	if (finding.verdict == VERDICT_FAIL && !table_is_whole(years->last, relation->table))
		finding.cause = CAUSE_UNKNOWN;
	findings_add(years->check->findings, finding);
}

static void check_relations(const struct years *years)
{
	const struct rules *rules = years->check->rules;
	for (size_t i = 0; i < rules->nrelations; i++) {
		const struct relation *relation = &rules->relations[i];
		bool found = years->check->report->tables[relation->table].line &&
			     years->last->tables_found >> relation->table & 1;
		if (relation->over_years && !relation->rule->off && found)
			check_relation(years, relation);
	}
}

static bool follows(const struct summary *summary, const struct summary *last)
{
	return summary->checked && last->checked && summary->year && last->year == summary->year - 1;
}

bool years_rules_look_back(const struct rules *rules)
{
	for (size_t i = 0; i < rules->nrelations; i++)
		if (rules->relations[i].over_years && !rules->relations[i].rule->off)
			return true;
	for (size_t i = 0; i < rules->count; i++)
		if (rules->list[i].kind && rules->list[i].kind->run_years && !rules->list[i].off)
			return true;
	return false;
}

void years_add_findings(const struct check *check, const struct knowledge *knowledge, const struct summary *summary,
			const struct summary *last)
{
	const struct format *form = knowledge->forms[last->form].format;
	if (!follows(summary, last))
		return;
	struct cell *cells = alloc_array(form->ncells, sizeof(*cells));
	summary_unpack_cells(last, knowledge, cells);
	struct laid_out laid_out = lay_out(check->report->format, form, cells, &check->findings->arena);
	const struct years years = {
		.check = check,
		.summary = summary,
		.last = last,
		.last_year = laid_out.cells,
		.other_form = laid_out.other_form,
		.same_form = summary->form == last->form,
	};
	size_t first = check->findings->count;
	check_relations(&years);
	for (size_t i = 0; i < check->rules->count; i++) {
		const struct rule *rule = &check->rules->list[i];
		if (rule->kind && rule->kind->run_years && !rule->off)
			rule->kind->run_years(&years, rule);
	}
	if (check->report->lossy || last->lossy)
		check_doubt(check->findings, first);
	free(cells);
}

void check_years(const struct check *check, const struct knowledge *knowledge, const struct summary *summary,
		 const struct summary *last)
{
	years_add_findings(check, knowledge, summary, last);
	check_sort(check->findings);
}

uint32_t years_line(const struct report *report, const uint16_t *cells, size_t ncells)
{
	for (size_t i = 0; i < ncells; i++)
		if (report->cells[cells[i]].line)
			return report->cells[cells[i]].line;
	return report->title_line;
}
