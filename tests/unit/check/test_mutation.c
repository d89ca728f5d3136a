/* Right reports with one slip made in them: what breaks a relation must be found, and the hints must name the cells.
 *
 * Not every slip can be told from the numbers. A case counts as undecidable when there is another set of no more cells
 * with other numbers that satisfies every assessable relation and from which a slip of the same class (mutate.h) leads
 * to the very report that is seen: then two right reports explain it equally well. Those sets are looked for here by
 * trying, with nothing of the search under test. Everything else is decidable, also where other changes of other kinds
 * would do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "check/examined.h"
#include "check/mutate.h"
#include "check/relation.h"
#include "check/sample_text.h"
#include "index/walk.h"
#include "report/generate.h"

enum { NMADE = 60, NTRIES = 12, MAX_RELATIONS_OF_CELL = 8 };

static struct tally {
	unsigned long nmade, nbroken, nmissed, nundecidable, namong, nfirst;
} tallies[MUTATE_NKINDS];

static struct made made;                /* for its random numbers */
static struct report right, seen;
static const struct form *form;
static unsigned nreports;

/* The relations that can be assessed, as equations over the cells. */

static struct equation {
	const struct relation *relation;
	decimal residual;
} equations[RULE_MAX_RELATIONS];
static size_t nequations;
static struct {
	size_t count;
	size_t equations[MAX_RELATIONS_OF_CELL];
	int signs[MAX_RELATIONS_OF_CELL];
} uses[FORMAT_MAX_CELLS];

static bool holds(const struct equation *equation)
{
	enum comparison comparison = equation->relation->comparison;
	return comparison == COMPARE_EQUAL     ? equation->residual == 0
	       : comparison == COMPARE_AT_MOST ? equation->residual <= 0
					       : equation->residual >= 0;
}

static bool all_hold(void)
{
	for (size_t i = 0; i < nequations; i++)
		if (!holds(&equations[i]))
			return false;
	return true;
}

static bool is_at(const struct finding *finding, const struct relation *relation)
{
	return finding->relation && finding->relation->table == relation->table &&
	       finding->relation->row == relation->row && finding->relation->column == relation->column;
}

/* A bound that stands in for sums counts only where those cannot be assessed. */
static bool is_superseded(const struct findings *findings, const struct relation *relation)
{
	for (size_t i = 0; i < findings->count; i++)
		if (findings->list[i].verdict != VERDICT_NA && is_at(&findings->list[i], relation) &&
		    (relation->instead_of & UINT64_C(1) << findings->list[i].rule->linear))
			return true;
	return false;
}

static void lay_equations(const struct report *report, const struct findings *findings)
{
	nequations = 0;
	memset(uses, 0, sizeof(uses));
	for (size_t i = 0; i < form->rules->nrelations; i++) {
		const struct relation *relation = &form->rules->relations[i];
		struct relation_result result = relation_evaluate(relation, report);
		if (!result.assessable || is_superseded(findings, relation))
			continue;
		equations[nequations] = (struct equation){relation, result.left - result.right};
		for (size_t j = 0; j < relation->nterms; j++) {
			size_t cell = relation->terms[j].cell, n = uses[cell].count++;
			assert_true(n < MAX_RELATIONS_OF_CELL);
			uses[cell].equations[n] = nequations;
			uses[cell].signs[n] =
				relation->terms[j].right ? -relation->terms[j].sign : relation->terms[j].sign;
		}
		nequations++;
	}
}

static void shift(size_t cell, decimal change)
{
	for (size_t i = 0; i < uses[cell].count; i++)
		equations[uses[cell].equations[i]].residual += uses[cell].signs[i] * change;
}

/* Other explanations. */

static bool leads_to_seen(const struct mutant *other, unsigned class)
{
	static struct report truth;
	truth = seen;
	for (size_t i = 0; i < other->ncells; i++)
		truth.cells[other->cells[i]].value = other->values[i];
	for (int kind = 0; kind < MUTATE_NKINDS; kind++)
		for (size_t i = 0; i < other->ncells && mutation_class((enum mutation)kind) == class; i++)
			for (size_t variant = 0; variant < MUTATE_MAX_VARIANTS; variant++) {
				struct mutant again;
				bool same = mutate(&truth, (enum mutation)kind, other->cells[i], variant, &again) &&
					    again.ncells == other->ncells;
				for (size_t j = 0; same && j < again.ncells; j++)
					same = again.values[j] == seen.cells[again.cells[j]].value &&
					       (again.cells[j] == other->cells[0] ||
						again.cells[j] == other->cells[other->ncells - 1]);
				if (same)
					return true;
			}
	return false;
}

static bool is_what_was_done(const struct mutant *other, const struct mutant *done)
{
	size_t nsame = 0;
	for (size_t i = 0; i < other->ncells; i++)
		for (size_t j = 0; j < done->ncells; j++)
			nsame += other->cells[i] == done->cells[j] &&
				 other->values[i] == right.cells[done->cells[j]].value;
	return nsame == other->ncells && nsame == done->ncells;
}

static bool find_other(struct mutant *other, const struct mutant *done, unsigned class);

/* Whether some change of `cell` by what one of its failing equations asks for leads on to another explanation. */
static bool try_cell(size_t cell, struct mutant *other, const struct mutant *done, unsigned class)
{
	bool found = false;
	for (size_t i = 0; i < uses[cell].count && !found; i++) {
		const struct equation *equation = &equations[uses[cell].equations[i]];
		decimal change = -uses[cell].signs[i] * equation->residual, value = seen.cells[cell].value + change;
		if (holds(equation) || value < 0 || value % DECIMAL_ONE)
			continue;
		other->cells[other->ncells] = cell;
		other->values[other->ncells++] = value;
		shift(cell, change);
		found = all_hold() ? !is_what_was_done(other, done) && leads_to_seen(other, class)
				   : other->ncells < done->ncells && find_other(other, done, class);
		shift(cell, -change);
		other->ncells--;
	}
	return found;
}

static bool find_other(struct mutant *other, const struct mutant *done, unsigned class)
{
	for (size_t cell = 0; cell < form->format->ncells; cell++) {
		bool usable = cell_has_value(&seen.cells[cell]);
		for (size_t i = 0; i < other->ncells; i++)
			usable &= other->cells[i] != cell;
		if (usable && try_cell(cell, other, done, class))
			return true;
	}
	return false;
}

/* Hints. */

static bool is_that(const struct repair *repair, const struct mutant *done)
{
	size_t nsame = 0;
	for (size_t i = 0; i < repair->nchanges; i++)
		for (size_t j = 0; j < done->ncells; j++)
			nsame += repair->changes[i].cell == done->cells[j] &&
				 repair->changes[i].to == right.cells[done->cells[j]].value;
	return nsame == done->ncells && nsame == repair->nchanges;
}

/* Whether the hints of all failed relations have the right repair, and have it first. */
static void judge_hints(const struct findings *findings, const struct repairs *repairs, const struct mutant *done,
			struct tally *tally)
{
	bool among = true, first = true;
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];
		if (!finding_is_open(finding) || !finding->relation)
			continue;
		struct hint hint = localise_find(repairs, finding->relation);
		bool here = false;
		for (size_t j = 0; j < hint.count && hint.kind == HINT_REPAIRS; j++) {
			here |= is_that(hint.chosen[j], done);
			first &= j || here;
		}
		among &= here;
	}
	tally->namong += among;
	tally->nfirst += among && first;
}

/* Each failing equation must be reported. */
static bool all_found(const struct findings *findings)
{
	for (size_t i = 0; i < nequations; i++) {
		bool found = holds(&equations[i]);
		for (size_t j = 0; j < findings->count && !found; j++)
			found = finding_is_open(&findings->list[j]) &&
				findings->list[j].rule == equations[i].relation->rule &&
				is_at(&findings->list[j], equations[i].relation);
		if (!found)
			return false;
	}
	return true;
}

static void try_mutant(const struct mutant *done, enum mutation kind)
{
	static struct findings findings;
	static struct repairs repairs;
	struct tally *tally = &tallies[kind];
	struct mutant other = {0};
	seen = right;
	for (size_t i = 0; i < done->ncells; i++) {
		shift(done->cells[i], done->values[i] - right.cells[done->cells[i]].value);
		seen.cells[done->cells[i]].value = done->values[i];
	}
	tally->nmade++;
	if (!all_hold()) {
		tally->nbroken++;
		check_relations_of(form->rules, &seen, &findings);
		localise(form->rules, &known.slips, &seen, &findings, &repairs);
		tally->nmissed += !all_found(&findings);
		if (find_other(&other, done, mutation_class(kind)))
			tally->nundecidable++;
		else
			judge_hints(&findings, &repairs, done, tally);
	}
	for (size_t i = 0; i < done->ncells; i++)
		shift(done->cells[i], right.cells[done->cells[i]].value - done->values[i]);
	findings_free(&findings);
}

/* Makes slips of every kind in the right report, each in NTRIES places that have one. */
static void try_report(unsigned ntries)
{
	static struct findings findings;
	check_relations_of(form->rules, &right, &findings);
	lay_equations(&right, &findings);
	findings_free(&findings);
	if (!all_hold() || !nequations)
		return;
	nreports++;
	for (int kind = 0; kind < MUTATE_NKINDS; kind++)
		for (unsigned i = 0, n = 0; i < ntries * 40 && n < ntries; i++) {
			struct mutant done;
			size_t cell = made_random(&made, (unsigned)form->format->ncells);
			size_t variant = made_random(&made, i % 2 ? MUTATE_MAX_VARIANTS : 2);
			if (!mutate(&right, (enum mutation)kind, cell, variant, &done))
				continue;
			n++;
			try_mutant(&done, (enum mutation)kind);
		}
}

static void made_reports(void **state)
{
	form = knowledge_current_form(&known);
	made.form = form;
	right = examine_text(sample_text, "a.txt")->report;
	for (unsigned seed = 1; seed <= NMADE; seed++) {
		made.random = seed;
		made_fill_numbers(&made, false);
		for (size_t i = 0; i < form->format->ncells; i++)
			right.cells[i].value = made.values[i];
		try_report(NTRIES);
	}
	assert_int_equal(nreports, NMADE);
}

static bool try_file(void *context, const char *path)
{
	const struct examiner *examiner = examine_file(path);
	if (!report_is_checked(&examiner->report))
		return true;
	form = examiner->form;
	right = examiner->report;
	try_report(NTRIES / 2);
	return true;
}

static void cannot_walk(void *context, const char *path, int error_number)
{
	print_message("# skipped: cannot read %s\n", path);
}

static void sample_reports(void **state)
{
	unsigned before = nreports;
	char root[4096];
	made.random = 1;
	snprintf(root, sizeof(root), "%s", in_source_tree("data/samples"));
	walk_files(root, try_file, cannot_walk, NULL);
	assert_true(nreports > before + 10);
}

/* Not part of the project: skipped where they are not. */
static void published_reports(void **state)
{
	char root[4096];
	made.random = 2;
	snprintf(root, sizeof(root), "%s", in_source_tree("../shared/reports"));
	walk_files(root, try_file, cannot_walk, NULL);
}

static void print_tally(const char *name, const struct tally *tally)
{
	unsigned long ndecidable = tally->nbroken - tally->nundecidable;
	double percent = ndecidable ? 100.0 / (double)ndecidable : 0;
	print_message("# %-21s %6lu %6lu %6lu %11lu %10lu %7.1f %7.1f\n", name, tally->nmade, tally->nbroken,
		      tally->nmissed, tally->nundecidable, ndecidable, (double)tally->namong * percent,
		      (double)tally->nfirst * percent);
}

static void every_fault_is_found_and_localised(void **state)
{
	struct tally sum = {0};
	print_message("# %u reports\n# %-21s %6s %6s %6s %11s %10s %7s %7s\n", nreports, "", "made", "broken", "missed",
		      "undecidable", "decidable", "among %", "first %");
	for (int kind = 0; kind < MUTATE_NKINDS; kind++) {
		const struct tally *tally = &tallies[kind];
		unsigned long ndecidable = tally->nbroken - tally->nundecidable;
		print_tally(mutation_name((enum mutation)kind), tally);
		assert_true(tally->namong * 100 >= ndecidable * 90);
		assert_true(tally->nfirst * 100 >= ndecidable * 80);
		sum.nmade += tally->nmade;
		sum.nbroken += tally->nbroken;
		sum.nmissed += tally->nmissed;
		sum.nundecidable += tally->nundecidable;
		sum.namong += tally->namong;
		sum.nfirst += tally->nfirst;
	}
	print_tally("all", &sum);
	unsigned long ndecidable = sum.nbroken - sum.nundecidable;
	assert_int_equal(sum.nmissed, 0);
	assert_true(ndecidable > 3000);
	assert_true(sum.namong * 100 >= ndecidable * 95);
	assert_true(sum.nfirst * 100 >= ndecidable * 85);
}

static int setup(void **state)
{
	return know(state);
}

static int teardown(void **state)
{
	arena_free(&made.arena);
	return forget_texts(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(made_reports),
		cmocka_unit_test(sample_reports),
		cmocka_unit_test(published_reports),
		cmocka_unit_test(every_fault_is_found_and_localised),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
