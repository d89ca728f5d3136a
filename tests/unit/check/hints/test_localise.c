#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "check/examined.h"
#include "check/relation.h"
#include "check/sample_text.h"

static struct report report;
static struct findings findings;
static struct repairs repairs;

static void set(const char *cell, double value)
{
	report.cells[cell_named(cell)].value = (decimal)(value * DECIMAL_ONE);
}

static int begin(void **state)
{
	report = examine_text(sample_text, "a.txt")->report;
	return 0;
}

static void localise_with(const struct slips *slips)
{
	check_relations_of(known_rules, &report, &findings);
	localise(known_rules, slips, &report, &findings, &repairs);
}

static const struct relation *relation_at(const char *id, const char *place)
{
	struct strbuf text = {0};
	const struct relation *relation = NULL;
	for (size_t i = 0; i < findings.count && !relation; i++) {
		strbuf_clear(&text);
		strbuf_append(&text, findings.list[i].rule->id);
		strbuf_append_byte(&text, ' ');
		finding_append_place(&findings.list[i], known_format, &text);
		struct str rest = strbuf_view(&text), first;
		if (str_split(&rest, ' ', &first) && str_equal(first, str_from(id)) && str_equal(rest, str_from(place)))
			relation = findings.list[i].relation;
	}
	strbuf_free(&text);
	assert_non_null(relation);
	return relation;
}

static void describe(const struct repair *repair, struct strbuf *out)
{
	for (size_t i = 0; i < repair->nchanges; i++) {
		format_append_cell_name(known_format, repair->changes[i].cell, out);
		strbuf_append_byte(out, ' ');
		decimal_append(out, repair->changes[i].to);
		strbuf_append_byte(out, ' ');
	}
	strbuf_printf(out, "%s %u%s\n", slip_name(repair->slip), (unsigned)repair->nmended,
		      repair->complete ? " all" : "");
}

/* The repairs of a relation, one a line: cells with their numbers, the slip, how many relations are mended, and "all"
 * when none of their component is left. */
static void assert_hint(const char *id, const char *place, enum hint_kind kind, const char *expected)
{
	struct strbuf text = {0};
	struct hint hint = localise_find(&repairs, relation_at(id, place));
	for (size_t i = 0; i < hint.count; i++)
		describe(hint.chosen[i], &text);
	assert_string_equal(strbuf_text(&text), expected);
	assert_int_equal(hint.kind, kind);
	strbuf_free(&text);
}

static void nothing_where_all_holds(void **state)
{
	repairs.count = 7;
	localise_with(&known.slips);
	assert_int_equal(repairs.count, 0);
	assert_int_equal(repairs.nnodes, 0);
}

static void one_cell_in_three_relations(void **state)
{
	static const char total[] = "requests/processed/natural 5 total-left 3 all\n";
	set("requests/processed/natural", 0);
	localise_with(&known.slips);
	assert_hint("T3-SUB", "requests/natural", HINT_REPAIRS, total);
	assert_hint("T3-BAL", "requests/natural", HINT_REPAIRS, total);
	assert_hint("T3-ROW", "requests/processed", HINT_REPAIRS, total);
}

static void one_cell_in_two_relations(void **state)
{
	set("requests/unavailable.not_held/legal", 11);
	localise_with(&known.slips);
	assert_hint("T3-ROW", "requests/unavailable.not_held", HINT_REPAIRS,
		    "requests/unavailable.not_held/legal 1 digit-doubled 2 all\n");
	assert_hint("T3-SUB", "requests/legal", HINT_REPAIRS,
		    "requests/unavailable.not_held/legal 1 digit-doubled 2 all\n");
}

/* 61 applications of natural persons are in, 60 and one of others are said to have come. */
static void an_application_in_the_wrong_column(void **state)
{
	static const char *const columns[] = {"natural", "enterprise", "research", "nonprofit",
					      "legal",	 "other",      "total"};
	static const int numbers[][7] = {{60, 1, 0, 0, 0, 1, 62}, {61, 1, 0, 0, 0, 0, 62}};
	static const char *const rows[] = {"new", "processed"};
	for (size_t cell = cell_named("requests/new/natural"); cell <= cell_named("requests/carried_out/total"); cell++)
		report.cells[cell].value = 0;
	for (size_t row = 0; row < 2; row++)
		for (size_t i = 0; i < 7; i++) {
			char name[64];
			snprintf(name, sizeof(name), "requests/%s/%s", rows[row], columns[i]);
			set(name, numbers[row][i]);
			snprintf(name, sizeof(name), "requests/granted/%s", columns[i]);
			set(name, numbers[1][i]);
		}
	localise_with(&known.slips);
	assert_hint("T3-BAL", "requests/natural", HINT_REPAIRS,
		    "requests/new/natural 61 requests/new/other 0 one-in-wrong-column 2 all\n");
	assert_hint("T3-BAL", "requests/other", HINT_REPAIRS,
		    "requests/new/natural 61 requests/new/other 0 one-in-wrong-column 2 all\n");
}

/* The sums of a column and of the totals fail alike, and several rows may have one too many. */
static void an_open_row(void **state)
{
	set("requests/granted/natural", 3);
	set("requests/granted/total", 4);
	localise_with(&known.slips);
	assert_hint("T3-SUB", "requests/natural", HINT_SOME_ROW,
		    "requests/granted/natural 2 requests/granted/total 3 counted-twice 2 all\n");
}

/* Totals that nobody summed: more cells than a repair has, but one slip. */
static void a_column_of_totals_left_at_0(void **state)
{
	for (size_t cell = cell_named("requests/new/total"); cell <= cell_named("requests/carried_out/total");
	     cell += 7)
		report.cells[cell].value = 0;
	localise_with(&known.slips);
	assert_int_equal(repairs.count, 1);
	assert_int_equal(repairs.list[0].line, REPAIR_COLUMN);
	assert_int_equal(repairs.list[0].ncells, 9);
	assert_int_equal(repairs.list[0].nmended, 9);
	assert_true(repairs.list[0].complete);
	assert_ptr_equal(localise_find(&repairs, relation_at("T3-ROW", "requests/granted")).chosen[0], repairs.list);
	assert_ptr_equal(localise_find(&repairs, relation_at("T3-ROW", "requests/carried_out")).chosen[0],
			 repairs.list);
	/* Not where another fault keeps the sums from fitting. */
	set("requests/granted/total", 5);
	localise_with(&known.slips);
	assert_int_equal(repairs.count, 1);
	set("requests/granted/natural", 11);
	localise_with(&known.slips);
	for (size_t i = 0; i < repairs.count; i++)
		assert_int_equal(repairs.list[i].line, REPAIR_CELLS);
}

static void a_row_of_totals_left_at_0(void **state)
{
	for (size_t i = 0; i < 7; i++)
		report.cells[cell_named("requests/processed/natural") + i].value = 0;
	localise_with(&known.slips);
	assert_int_equal(repairs.count, 1);
	assert_int_equal(repairs.list[0].line, REPAIR_ROW);
	assert_int_equal(repairs.list[0].ncells, 4);
	assert_int_equal(repairs.list[0].nmended, 8);
}

/* Each fault is mended by itself. The first two are in relations that share the cell of （七） of the legal column. */
static void faults_that_have_nothing_to_do_with_each_other(void **state)
{
	set("requests/processed/natural", 0);
	set("requests/unavailable.not_held/legal", 11);
	set("disputes/review/total", 0);
	localise_with(&known.slips);
	assert_hint("T3-BAL", "requests/natural", HINT_REPAIRS, "requests/processed/natural 5 total-left 3\n");
	assert_hint("T3-SUB", "requests/legal", HINT_REPAIRS,
		    "requests/unavailable.not_held/legal 1 digit-doubled 2\n");
	assert_hint("T4-SUM", "disputes/review", HINT_REPAIRS, "disputes/review/total 2 total-left 1 all\n");
}

/* Two wrong cells in one column: its sum fails by both differences together. */
static void faults_in_one_column(void **state)
{
	set("requests/refused.law/enterprise", 11);
	set("requests/granted/enterprise", 0);
	localise_with(&known.slips);
	assert_hint("T3-SUB", "requests/enterprise", HINT_REPAIRS,
		    "requests/granted/enterprise 1 requests/refused.law/enterprise 1 none 3 all\n");
	assert_hint("T3-ROW", "requests/granted", HINT_REPAIRS,
		    "requests/granted/enterprise 1 requests/refused.law/enterprise 1 none 3 all\n");
}

/* Without a slip that speaks for one of its cells a single relation decides nothing. */
static void a_single_relation_decides_little(void **state)
{
	set("disputes/review/total", 3);
	localise_with(&known.slips);
	assert_hint("T4-SUM", "disputes/review", HINT_NONE, "");
	set("disputes/review/total", 1);
	localise_with(&known.slips);
	assert_int_equal(repairs.count, 3);
	assert_hint("T4-SUM", "disputes/review", HINT_NONE, "");
}

/* What is at least or at most something could be anything beyond it. */
static void a_bound_decides_nothing(void **state)
{
	set("proactive/normative/made", 33);
	set("proactive/normative/repealed", 0);
	set("proactive/normative/effective", 3);
	localise_with(&known.slips);
	assert_true(repairs.count > 0);
	assert_hint("T2-VALID", "proactive/normative", HINT_NONE, "");
}

/* No number is negative, and counts are whole. */
static void numbers_that_cannot_be(void **state)
{
	set("disputes/review/total", 1);
	set("disputes/review/pending", 0.5);
	localise_with(&known.slips);
	for (size_t i = 0; i < repairs.count; i++)
		for (size_t j = 0; j < repairs.list[i].nchanges; j++) {
			assert_true(repairs.list[i].changes[j].to >= 0);
			assert_true(repairs.list[i].changes[j].to % DECIMAL_ONE == 0);
		}
	assert_int_equal(repairs.count, 1);
	assert_int_equal(repairs.list[0].changes[0].cell, cell_named("disputes/review/pending"));
}

/* A cell that was not read is never what is wrong, and what needs it constrains nothing. */
static void cells_that_were_not_read(void **state)
{
	size_t unread = cell_named("requests/unavailable.not_held/natural");
	set("requests/unavailable.not_held/legal", 11);
	report.cells[unread].status = CELL_LOST;
	localise_with(&known.slips);
	assert_true(repairs.count > 0);
	for (size_t i = 0; i < repairs.count; i++)
		for (size_t j = 0; j < repairs.list[i].nchanges; j++)
			assert_true(cell_has_value(&report.cells[repairs.list[i].changes[j].cell]));
	assert_hint("T3-SUB", "requests/legal", HINT_REPAIRS,
		    "requests/unavailable.not_held/legal 1 digit-doubled 1 all\n");
}

/* Nor in the relations that leave such cells out. */
static void cells_that_were_left_out(void **state)
{
	size_t unread = cell_named("requests/unavailable.not_held/legal");
	report.cells[unread].status = CELL_TEXT;
	report.cells[unread].value = 9 * DECIMAL_ONE;
	set("requests/granted/legal", 7);
	set("requests/granted/total", 10);
	localise_with(&known.slips);
	assert_true(repairs.count > 0);
	for (size_t i = 0; i < repairs.count; i++)
		for (size_t j = 0; j < repairs.list[i].nchanges; j++)
			assert_int_not_equal(repairs.list[i].changes[j].cell, unread);
}

/* After every repair all relations of its cells hold. */
static void repairs_are_closed(void **state)
{
	set("requests/processed/natural", 7);
	set("requests/new/other", 4);
	set("requests/refused.law/total", 4);
	set("requests/granted/research", 2);
	localise_with(&known.slips);
	assert_true(repairs.count > 0);
	const struct report broken = report;
	for (size_t i = 0; i < repairs.count; i++) {
		const struct repair *repair = &repairs.list[i];
		unsigned nmended = 0;
		report = broken;
		for (size_t j = 0; j < repair->nchanges; j++)
			report.cells[repair->changes[j].cell].value = repair->changes[j].to;
		for (size_t j = 0; j < known_rules->nrelations; j++) {
			struct relation_result before = relation_evaluate(&known_rules->relations[j], &broken);
			struct relation_result after = relation_evaluate(&known_rules->relations[j], &report);
			bool bound = known_rules->relations[j].instead_of != 0;
			assert_true(!after.assessable || after.holds || (!before.holds && before.left == after.left) ||
				    bound);
			nmended += after.holds && !before.holds && !bound;
		}
		assert_int_equal(nmended, repair->nmended);
	}
}

/* When the bound is met, what was not searched to the end is not shown. */
static void the_bound(void **state)
{
	struct slips slips = known.slips;
	set("requests/granted/natural", 3);
	set("requests/granted/total", 4);
	localise_with(&slips);
	assert_false(repairs.exceeded);
	assert_true(repairs.nnodes > 20);
	slips.max_nodes = repairs.nnodes - 1;
	localise_with(&slips);
	assert_true(repairs.exceeded);
	assert_true(repairs.nnodes <= slips.max_nodes + 3);
	assert_int_equal(repairs.count, 0);
	assert_hint("T3-SUB", "requests/natural", HINT_NONE, "");
}

/* The worst there is: every number of the table wrong. */
static void many_faults_at_once(void **state)
{
	for (size_t cell = cell_named("requests/new/natural"); cell <= cell_named("requests/carried_out/total"); cell++)
		report.cells[cell].value = (decimal)(cell * cell % 97) * DECIMAL_ONE;
	localise_with(&known.slips);
	assert_true(repairs.nnodes <= known.slips.max_nodes + 3);
}

static int setup(void **state)
{
	return know(state);
}

static int teardown(void **state)
{
	findings_free(&findings);
	return forget_texts(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(nothing_where_all_holds, begin),
		cmocka_unit_test_setup(one_cell_in_three_relations, begin),
		cmocka_unit_test_setup(one_cell_in_two_relations, begin),
		cmocka_unit_test_setup(an_application_in_the_wrong_column, begin),
		cmocka_unit_test_setup(an_open_row, begin),
		cmocka_unit_test_setup(a_column_of_totals_left_at_0, begin),
		cmocka_unit_test_setup(a_row_of_totals_left_at_0, begin),
		cmocka_unit_test_setup(faults_that_have_nothing_to_do_with_each_other, begin),
		cmocka_unit_test_setup(faults_in_one_column, begin),
		cmocka_unit_test_setup(a_single_relation_decides_little, begin),
		cmocka_unit_test_setup(a_bound_decides_nothing, begin),
		cmocka_unit_test_setup(numbers_that_cannot_be, begin),
		cmocka_unit_test_setup(cells_that_were_not_read, begin),
		cmocka_unit_test_setup(cells_that_were_left_out, begin),
		cmocka_unit_test_setup(repairs_are_closed, begin),
		cmocka_unit_test_setup(the_bound, begin),
		cmocka_unit_test_setup(many_faults_at_once, begin),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
