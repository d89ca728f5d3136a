#include "check/hints/localise.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "check/hints/localise_search.h"

/* Shares of weights are whole numbers: a repair mends 1 to 6 relations, seldom more. */
enum { SCALE = 60 };

static bool any_relation_failed(const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++)
		if (finding_is_open(&findings->list[i]) && findings->list[i].relation)
			return true;
	return false;
}

/* Repairs of one cell for every failed relation, and of whole lines of sums, then of two for those that have none, then
 * of three. What was found when the bound was met is not all there is: it would be shown as if it were, so it is
 * dropped. */
static void search_all(struct search *search)
{
	struct repairs *repairs = search->repairs;
	for (search->max_changes = 1; search->max_changes <= SLIP_MAX_CHANGES; search->max_changes++) {
		bool wanted[RULE_MAX_RELATIONS] = {false};
		size_t before = repairs->count;
		for (size_t i = 0; i < search->nbalances; i++)
			wanted[i] = search->balances[i].failed && !search->balances[i].covered;
		for (size_t i = 0; i < search->nbalances; i++) {
			if (!wanted[i] || search_run(search, i))
				continue;
			repairs->count = before;
			repairs->exceeded = true;
			return;
		}
		if (search->max_changes == 1)
			search_lines(search);
	}
}

/* The least that mending a relation costs, as its share of a repair that mends it; 0 when nothing does. */
static unsigned least_share(const struct repairs *repairs, const struct relation *relation)
{
	unsigned least = 0;
	for (size_t i = 0; i < repairs->count; i++) {
		const struct repair *repair = &repairs->list[i];
		unsigned share = repair->weight * SCALE / repair->nmended;
		if ((!least || share < least) && repair_mends(repair, relation))
			least = share;
	}
	return least;
}

/* How much more than need be each repair costs: its weight without the least shares of the relations that it mends,
 * which is what its choice adds to the whole cost of mending the report. */
static void weigh(const struct search *search)
{
	struct repairs *repairs = search->repairs;
	unsigned saved[REPAIRS_MAX] = {0};
	for (size_t i = 0; i < search->nbalances; i++) {
		const struct relation *relation = search->balances[i].relation;
		if (!search->balances[i].failed)
			continue;
		unsigned least = least_share(repairs, relation);
		for (size_t j = 0; j < repairs->count; j++)
			if (repair_mends(&repairs->list[j], relation))
				saved[j] += least;
	}
	for (size_t i = 0; i < repairs->count; i++) {
		unsigned weight = repairs->list[i].weight * SCALE;
		repairs->list[i].excess = weight > saved[i] ? (weight - saved[i]) : 0;
	}
}

/* A repair is complete when no relation that shares a cell with one that it mends fails afterwards. */
static bool is_complete(const struct search *search, const struct repair *repair)
{
	for (size_t i = 0; i < search->nbalances; i++) {
		const struct relation *failed = search->balances[i].relation;
		if (!search->balances[i].failed || repair_mends(repair, failed))
			continue;
		for (size_t j = 0; j < failed->nterms; j++) {
			const struct place *place = &search->places[failed->terms[j].cell];
			for (size_t k = 0; k < place->nrelations; k++) {
				const struct balance *other = &search->balances[place->relations[k].balance];
				if (other->failed && repair_mends(repair, other->relation))
					return false;
			}
		}
	}
	return true;
}

static int compare_repairs(const void *a, const void *b)
{
	const struct repair *x = a, *y = b;
	if (x->excess != y->excess)
		return x->excess < y->excess ? -1 : 1;
	if (x->weight != y->weight)
		return x->weight < y->weight ? -1 : 1;
	for (size_t i = 0; i < x->nchanges && i < y->nchanges; i++)
		if (x->changes[i].cell != y->changes[i].cell)
			return x->changes[i].cell < y->changes[i].cell ? -1 : 1;
	return (int)x->nchanges - (int)y->nchanges;
}

/* Searches; the places of cells that the form does not have stay as they are. */
static void search_repairs(struct search *search, const struct rules *rules)
{
	struct repairs *repairs = search->repairs;
	search->nbalances = search->nchanges = 0;
	memset(search->places, 0, search->report->format->ncells * sizeof(*search->places));
	if (!search_prepare(search, rules)) {
		repairs->exceeded = true;
		return;
	}
	search_all(search);
	search_join(search);
	weigh(search);
	for (size_t i = 0; i < repairs->count; i++)
		repairs->list[i].complete = is_complete(search, &repairs->list[i]);
	qsort(repairs->list, repairs->count, sizeof(*repairs->list), compare_repairs);
}

void localise(const struct rules *rules, const struct slips *slips, const struct report *report,
	      const struct findings *findings, struct repairs *repairs)
{
	repairs->count = repairs->nnodes = 0;
	repairs->margin = slips->margin * SCALE;
	repairs->exceeded = false;
	if (!any_relation_failed(findings))
		return;
	struct search *search = alloc_array(1, sizeof(*search));
	search->report = report;
	search->slips = slips;
	search->repairs = repairs;
	search_repairs(search, rules);
	free(search);
}

/* Choosing. */

/* Whether all changes of a repair are in one row of the table. */
static bool is_in_one_row(const struct format *format, const struct repair *repair)
{
	for (size_t i = 1; i < repair->nchanges; i++)
		if (format->cell_rows[repair->changes[i].cell] != format->cell_rows[repair->changes[0].cell])
			return false;
	return repair->nchanges > 1;
}

/* Whether two repairs make the same changes in the same columns. */
static bool is_alike(const struct format *format, const struct repair *a, const struct repair *b)
{
	for (size_t i = 0; i < a->nchanges && i < b->nchanges; i++) {
		const struct slip_change *x = &a->changes[i], *y = &b->changes[i];
		if (x->to - x->from != y->to - y->from ||
		    format_cell_column(format, x->cell) != format_cell_column(format, y->cell))
			return false;
	}
	return a->nchanges == b->nchanges;
}

/* Whether the repairs of `relation` that are as good as `best` differ in nothing but their row. */
static bool are_alike(const struct repairs *repairs, const struct relation *relation, const struct repair *best)
{
	const struct format *format = relation->format;
	for (const struct repair *other = best; other < repairs->list + repairs->count; other++)
		if (other->excess == best->excess && repair_mends(other, relation) &&
		    (!is_in_one_row(format, other) || !is_alike(format, best, other)))
			return false;
	return true;
}

/* Where a single relation fails, each of its cells could be the wrong one: there is a hint only if a slip speaks for
 * one of them. Where several fail together, few repairs mend them all. */
struct hint localise_find(const struct repairs *repairs, const struct relation *relation)
{
	struct hint hint = {HINT_NONE, 0, {NULL}};
	const struct repair *best = NULL;
	size_t nequal = 0;
	for (size_t i = 0; i < repairs->count; i++) {
		const struct repair *repair = &repairs->list[i];
		if (!repair->is_exact || !repair_mends(repair, relation))
			continue;
		if (!best)
			best = repair;
		nequal += repair->excess == best->excess;
		if (hint.count < REPAIRS_MAX_CHOSEN && repair->excess <= best->excess + repairs->margin)
			hint.chosen[hint.count++] = repair;
	}
	if (!best || (nequal > 1 && best->nmended == 1))
		return (struct hint){HINT_NONE, 0, {NULL}};
	hint.kind = HINT_REPAIRS;
	if (nequal <= REPAIRS_MAX_CHOSEN)
		return hint;
	hint.kind = are_alike(repairs, relation, best) ? HINT_SOME_ROW : HINT_NONE;
	hint.count = hint.kind != HINT_NONE;
	return hint;
}
