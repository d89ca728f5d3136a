/* Right reports with several slips made in them: the hints must name the cells of each.
 *
 * Whether the numbers decide is not looked into: what is counted is the reports all of whose failed relations have a
 * hint of nothing but right numbers, among the hints and first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/mutate.h"
#include "check/sample_text.h"
#include "report/generate.h"

enum { NMADE = 60, NTRIES = 12, MAX_SLIPS = 4 };

static struct tally {
	unsigned long nmade, nbroken, namong, nfirst, nexceeded;
} several[MAX_SLIPS + 1];

static struct made made;                /* for its random numbers */
static struct report right, seen;
static const struct form *form;

static bool is_right(const struct repair *repair)
{
	for (size_t i = 0; i < repair->nchanges; i++)
		if (repair->changes[i].to != right.cells[repair->changes[i].cell].value)
			return false;
	return true;
}

static void judge_several(const struct findings *findings, const struct repairs *repairs, struct tally *tally)
{
	bool among = true, first = true;
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];
		if (!finding_is_open(finding) || !finding->relation)
			continue;
		struct hint hint = localise_find(repairs, finding->relation);
		bool here = false;
		for (size_t j = 0; j < hint.count && hint.kind == HINT_REPAIRS; j++) {
			here |= is_right(hint.chosen[j]);
			first &= j || here;
		}
		among &= here;
	}
	tally->namong += among;
	tally->nfirst += among && first;
	tally->nexceeded += repairs->exceeded;
}

static void try_several(size_t nslips)
{
	static struct findings findings;
	static struct repairs repairs;
	struct tally *tally = &several[nslips];
	struct mutant done;
	seen = right;
	for (size_t n = 0; n < nslips;) {
		size_t cell = made_random(&made, (unsigned)form->format->ncells);
		enum mutation kind = (enum mutation)made_random(&made, MUTATE_MOVE_COLUMN);
		/* Table three alone: where there is one relation for a cell, there is nothing to tell several slips
		 * by. */
		if (!str_equal(format_cell_table(form->format, cell)->name, STR("requests")) ||
		    !mutate(&seen, kind, cell, made_random(&made, 2), &done) ||
		    seen.cells[cell].value != right.cells[cell].value)
			continue;
		seen.cells[cell].value = done.values[0];
		n++;
	}
	check_relations_of(form->rules, &seen, &findings);
	localise(form->rules, &known.slips, &seen, &findings, &repairs);
	tally->nmade++;
	tally->nbroken += findings.nfailed[SEVERITY_ERROR] > 0;
	judge_several(&findings, &repairs, tally);
	findings_free(&findings);
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
		for (size_t nslips = 2; nslips <= MAX_SLIPS; nslips++)
			for (unsigned i = 0; i < NTRIES; i++)
				try_several(nslips);
	}
}

static void every_fault_is_localised(void **state)
{
	for (size_t nslips = 2; nslips <= MAX_SLIPS; nslips++) {
		const struct tally *tally = &several[nslips];
		double percent = 100.0 / (double)tally->nbroken;
		print_message("# %zu slips in table three %9lu made, among %.1f %%, first %.1f %%, cut off %.1f %%\n",
			      nslips, tally->nmade, (double)tally->namong * percent, (double)tally->nfirst * percent,
			      (double)tally->nexceeded * percent);
		assert_true(tally->namong * 100 >= tally->nbroken * 90);
		assert_true(tally->nfirst * 100 >= tally->nbroken * 80);
	}
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
		cmocka_unit_test(every_fault_is_localised),
	};
	return cmocka_run_group_tests(tests, know, teardown);
}
