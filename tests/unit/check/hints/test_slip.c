#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/embedded.h"
#include "check/examined.h"
#include "check/sample_text.h"

static struct report report;

static void assert_slip(const struct slip_change *changes, size_t count, const char *name)
{
	struct slip_match match = slip_explain(&known.slips, &report, changes, count);
	assert_string_equal(slip_name(match.slip), name);
}

/* `from` stands in a cell where `to` should. */
static void assert_one(unsigned from, unsigned to, const char *name)
{
	struct slip_change change = {.cell = (uint16_t)cell_named("proactive/licence/decisions"),
				     .from = (decimal)from * DECIMAL_ONE,
				     .to = (decimal)to * DECIMAL_ONE};
	assert_slip(&change, 1, name);
}

static void slips_of_digits(void **state)
{
	assert_one(25, 52, "digits-swapped");
	assert_one(1243, 1234, "digits-swapped");
	assert_one(4231, 1234, "none");
	assert_one(33, 3, "digit-doubled");
	assert_one(112, 12, "digit-doubled");
	assert_one(122, 12, "digit-doubled");
	assert_one(12, 120, "digit-dropped");
	assert_one(10, 120, "digit-dropped");
	assert_one(20, 120, "digit-dropped");
	assert_one(172, 12, "digit-added");
	assert_one(30, 80, "digit-alike");
	assert_one(17, 11, "digit-alike");
	assert_one(45, 95, "digit-alike");
	assert_one(45, 25, "digit-replaced");
	assert_one(4, 5, "off-by-one");
	assert_one(99, 100, "off-by-one");
	assert_one(0, 70, "left-out");
	assert_one(70, 0, "stray");
	assert_one(0, 8, "left-out");
	assert_one(14, 523, "none");
}

static void slips_of_money(void **state)
{
	struct slip_change change = {.cell = (uint16_t)cell_named("proactive/fee/amount"), .from = 12500000,
				     .to = 52100000};
	assert_slip(&change, 1, "none");
	assert_true(slip_cell_is_money(&known.slips, known_format, change.cell));
	assert_false(slip_cell_is_money(&known.slips, known_format, cell_named("requests/new/total")));
}

static void slips_of_places(void **state)
{
	struct slip_change change = {.cell = (uint16_t)cell_named("requests/carried_in/total"), .from = 0,
				     .to = 70 * DECIMAL_ONE};
	assert_slip(&change, 1, "left-out");
	change.is_sum = change.is_wrong_sum = true;
	assert_slip(&change, 1, "total-left");
	/* Above it stands 8. */
	change = (struct slip_change){.cell = change.cell, .from = 8 * DECIMAL_ONE, .to = 53 * DECIMAL_ONE};
	assert_slip(&change, 1, "neighbour-copied");
	change.from = 7 * DECIMAL_ONE;
	assert_slip(&change, 1, "none");
}

/* From and to of two cells. */
static void assert_two(const char *a, unsigned from_a, unsigned to_a, const char *b, unsigned from_b, unsigned to_b,
		       const char *name)
{
	const struct slip_change changes[] = {
		{.cell = (uint16_t)cell_named(a),
		 .from = (decimal)from_a * DECIMAL_ONE,
		 .to = (decimal)to_a * DECIMAL_ONE},
		{.cell = (uint16_t)cell_named(b),
		 .is_sum = str_ends_with(str_from(b), STR("total")),
		 .from = (decimal)from_b * DECIMAL_ONE,
		 .to = (decimal)to_b * DECIMAL_ONE},
	};
	assert_slip(changes, 2, name);
}

static void slips_of_two_cells(void **state)
{
	static const char natural[] = "requests/new/natural", enterprise[] = "requests/new/enterprise";
	static const char other[] = "requests/new/other", below[] = "requests/carried_in/natural";
	static const char far[] = "requests/refused.law/natural", total[] = "requests/new/total";
	assert_two(natural, 40, 52, enterprise, 52, 40, "cells-swapped");
	assert_two(natural, 40, 52, below, 52, 40, "cells-swapped");
	assert_two(natural, 40, 52, other, 52, 40, "part-in-wrong-column");
	assert_two(natural, 1, 12, enterprise, 2, 0, "cell-split");
	assert_two(natural, 1, 0, enterprise, 2, 12, "cell-split");
	assert_two(natural, 0, 25, enterprise, 47, 22, "added-to-next-column");
	assert_two(natural, 0, 25, below, 47, 22, "added-to-next-row");
	assert_two(natural, 0, 25, other, 25, 0, "all-in-wrong-column");
	assert_two(natural, 0, 25, far, 25, 0, "all-in-wrong-row");
	assert_two(natural, 60, 61, other, 4, 3, "one-in-wrong-column");
	assert_two(natural, 60, 61, far, 4, 3, "one-in-wrong-row");
	assert_two(natural, 60, 64, far, 14, 10, "part-in-wrong-row");
	assert_two(natural, 60, 55, total, 90, 85, "counted-twice");
	assert_two(natural, 60, 65, total, 90, 95, "left-uncounted");
	assert_two(natural, 60, 24, other, 90, 11, "none");
}

static void three_cells_cost_what_their_parts_do(void **state)
{
	struct slip_change changes[] = {
		{.cell = (uint16_t)cell_named("requests/new/natural"),
		 .from = 40 * DECIMAL_ONE,
		 .to = 52 * DECIMAL_ONE},
		{.cell = (uint16_t)cell_named("requests/new/other"), .from = 4 * DECIMAL_ONE, .to = 5 * DECIMAL_ONE},
		{.cell = (uint16_t)cell_named("requests/new/enterprise"),
		 .from = 52 * DECIMAL_ONE,
		 .to = 40 * DECIMAL_ONE},
	};
	struct slip_match match = slip_explain(&known.slips, &report, changes, 3);
	assert_int_equal(match.slip, SLIP_NONE);
	assert_int_equal(match.weight,
			 known.slips.weights[SLIP_CELLS_SWAPPED] + known.slips.weights[SLIP_OFF_BY_ONE]);
}

/* The file as it is compiled in, with a line of it changed. */
static void assert_fault(const char *old, const char *new, const char *expected)
{
	struct str text = embedded_find("hints/slips.words");
	struct arena arena = {0};
	struct slips slips = {0};
	struct error error = {""};
	const char *changed = with(arena_copy(&arena, text).ptr, old, new);
	assert_false(slips_parse(&slips, &arena, str_from(changed), "slips", &error));
	assert_non_null(strstr(error.text, expected));
	arena_free(&arena);
}

static void faults_of_the_file(void **state)
{
	assert_fault("slip stray 8 ", "slip strange 8 ", "no slip of this name");
	assert_fault("slip stray 8 ", "slip stray 0 ", "expected a whole number");
	assert_fault("slip stray 8 ", "slip stray 1.5 ", "expected a whole number");
	assert_fault("slip stray 8 ", "", "no weight for slip stray");
	assert_fault("\nmargin 2", "\nmargins 2", "expected slip");
	assert_fault("\nnodes 20000", "", "no nodes");
	assert_fault("\nmoney amount", "\nmoney a b c d e f g h i", "more than 8 of them");
}

/* A file of one's own: what it does not name stays. */
static void laid_over(void **state)
{
	struct arena arena = {0};
	struct slips slips = known.slips;
	struct error error = {""};
	assert_true(known.slips.nmoney > 0 && known.slips.nalike > 1);
	assert_true(slips_parse(&slips, &arena, STR("slip stray 3\nalike \"17\"\nmargin 5\n"), "own", &error));
	assert_int_equal(slips.weights[SLIP_STRAY], 3);
	assert_int_equal(slips.weights[SLIP_OFF_BY_ONE], known.slips.weights[SLIP_OFF_BY_ONE]);
	assert_int_equal(slips.nalike, 1);
	assert_true(str_equal(slips.alike[0], STR("17")));
	assert_int_equal(slips.nmoney, known.slips.nmoney);
	assert_int_equal(slips.margin, 5);
	assert_int_equal(slips.max_nodes, known.slips.max_nodes);
	assert_true(slips_parse(&slips, &arena, STR("alike \"23\"\nalike \"45\"\n"), "own", &error));
	assert_int_equal(slips.nalike, 2);
	arena_free(&arena);
}

static void every_slip_has_words(void **state)
{
	assert_string_equal(slip_text(SLIP_NONE), "");
	for (int slip = SLIP_NONE + 1; slip < SLIP_NSLIPS; slip++)
		assert_true(slip_text((enum slip)slip)[0] && slip_name((enum slip)slip)[0]);
}

static int setup(void **state)
{
	know(state);
	report = examine_text(sample_text, "a.txt")->report;
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slips_of_digits),
		cmocka_unit_test(slips_of_money),
		cmocka_unit_test(slips_of_places),
		cmocka_unit_test(slips_of_two_cells),
		cmocka_unit_test(three_cells_cost_what_their_parts_do),
		cmocka_unit_test(laid_over),
		cmocka_unit_test(faults_of_the_file),
		cmocka_unit_test(every_slip_has_words),
	};
	return cmocka_run_group_tests(tests, setup, forget_texts);
}
