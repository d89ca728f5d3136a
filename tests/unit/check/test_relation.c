#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/relation.h"

static struct arena arena;
static struct report report;

static const struct relation *parse(const char *scope, const char *line)
{
	struct strbuf text = {0};
	struct error error = {""};
	struct rules *rules = make_rules(&arena);
	strbuf_printf(&text, "rule A error \"甲\" for each %s\n  %s\n", scope, line);
	if (!rules_parse(rules, &arena, arena_copy(&arena, strbuf_view(&text)), "a.rules", &error))
		fail_msg("%s", error.text);
	strbuf_free(&text);
	return rules->relations;
}

static void set(const char *cell, enum cell_status status, decimal value)
{
	report.cells[cell_named(cell)] = (struct cell){.value = value, .status = (uint8_t)status, .line = 1};
}

static void set_numbers(int upheld, int corrected, int total)
{
	report = (struct report){.format = known_format};
	set("disputes/review/upheld", CELL_READ, upheld * (decimal)DECIMAL_ONE);
	set("disputes/review/corrected", CELL_READ, corrected * (decimal)DECIMAL_ONE);
	set("disputes/review/total", CELL_READ, total * (decimal)DECIMAL_ONE);
}

static struct relation_result evaluate(const char *line)
{
	return relation_evaluate(parse("row of disputes", line), &report);
}

static void assert_holds(const char *line, bool holds)
{
	struct relation_result result = evaluate(line);
	assert_true(result.assessable);
	assert_int_equal(result.holds, holds);
	assert_int_equal(result.unread_cell, FORMAT_NONE);
}

static void comparisons(void **state)
{
	set_numbers(2, 3, 5);
	assert_holds("upheld + corrected = total", true);
	assert_holds("upheld + corrected <= total", true);
	assert_holds("upheld + corrected >= total", true);
	set_numbers(2, 3, 6);
	assert_holds("upheld + corrected = total", false);
	assert_holds("upheld + corrected <= total", true);
	assert_holds("upheld + corrected >= total", false);
	set_numbers(2, 3, 4);
	assert_holds("upheld + corrected = total", false);
	assert_holds("upheld + corrected <= total", false);
	assert_holds("upheld + corrected >= total", true);
}

static void both_sides(void **state)
{
	set_numbers(2, 3, 6);
	struct relation_result result = evaluate("total - upheld = corrected + upheld");
	assert_int_equal(result.left, 4 * DECIMAL_ONE);
	assert_int_equal(result.right, 5 * DECIMAL_ONE);
	assert_false(result.holds);
	assert_false(result.noted);
	result = evaluate("upheld - total = corrected");
	assert_int_equal(result.left, -4 * DECIMAL_ONE);
}

static void parts_of_one(void **state)
{
	set_numbers(0, 0, 0);
	set("disputes/review/upheld", CELL_READ, 1);
	assert_holds("upheld = total", false);
	assert_holds("upheld >= total", true);
	set("disputes/review/total", CELL_READ, 1);
	assert_holds("upheld = total", true);
}

static void remarks_are_told(void **state)
{
	set_numbers(2, 3, 5);
	set("disputes/review/corrected", CELL_NOTED, 3 * DECIMAL_ONE);
	struct relation_result result = evaluate("upheld + corrected = total");
	assert_true(result.assessable && result.holds && result.noted);
}

/* No relation fails because of a cell that was not read. */
static void cells_that_were_not_read(void **state)
{
	static const enum cell_status statuses[] = {CELL_ABSENT, CELL_BLANK, CELL_LOST, CELL_TEXT};
	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		set_numbers(2, 3, 99);
		set("disputes/review/corrected", statuses[i], 7);
		struct relation_result result = evaluate("upheld + corrected = total");
		assert_false(result.assessable);
		assert_int_equal(result.unread_cell, cell_named("disputes/review/corrected"));
		result = evaluate("total >= corrected + other");
		assert_int_equal(result.unread_cell, cell_named("disputes/review/corrected"));
	}
}

static void partial_sums(void **state)
{
	set_numbers(2, 3, 4);
	set("disputes/review/other", CELL_LOST, 0);
	struct relation_result result = evaluate("partial upheld + corrected + other <= total");
	assert_true(result.assessable);
	assert_false(result.holds);
	assert_int_equal(result.left, 5 * DECIMAL_ONE);
	assert_int_equal(result.unread_cell, FORMAT_NONE);
	set_numbers(2, 2, 4);
	assert_true(evaluate("partial upheld + corrected + other <= total").holds);
	/* Without a bound, or with nothing to bound, there is nothing to assess. */
	set("disputes/review/total", CELL_BLANK, 0);
	result = evaluate("partial upheld + corrected + other <= total");
	assert_false(result.assessable);
	assert_int_equal(result.unread_cell, cell_named("disputes/review/total"));
	set_numbers(2, 2, 4);
	result = evaluate("partial other + pending <= total");
	assert_false(result.assessable);
	assert_true(result.unread_cell == (int)cell_named("disputes/review/other") ||
		    result.unread_cell == (int)cell_named("disputes/review/pending"));
	/* What is taken away cannot be left out: the sum would be too large. */
	result = evaluate("partial upheld - other <= corrected");
	assert_false(result.assessable);
}

static void sums_that_do_not_fit(void **state)
{
	set_numbers(2, 3, 5);
	set("disputes/review/upheld", CELL_READ, INT64_MAX);
	struct relation_result result = evaluate("upheld + corrected = total");
	assert_false(result.assessable);
	assert_int_equal(result.unread_cell, FORMAT_NONE);
	result = evaluate("upheld - corrected = total");
	assert_true(result.assessable);
}

static void columns_of_rows(void **state)
{
	const struct relation *relations = parse("column of requests", "new + carried_in = processed + carried_out");
	report = (struct report){.format = known_format};
	static const char *const cells[] = {
		"requests/new/legal",
		"requests/carried_in/legal",
		"requests/processed/legal",
		"requests/carried_out/legal",
	};
	for (size_t i = 0; i < 4; i++)
		set(cells[i], CELL_READ, (decimal)(i + 1) * DECIMAL_ONE);
	struct relation_result result = relation_evaluate(&relations[4], &report);
	assert_true(result.assessable);
	assert_int_equal(result.left, 3 * DECIMAL_ONE);
	assert_int_equal(result.right, 7 * DECIMAL_ONE);
	assert_false(relation_evaluate(&relations[3], &report).assessable);
}

static int free_arena(void **state)
{
	release_rules();
	arena_free(&arena);
	return forget(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comparisons),
		cmocka_unit_test(both_sides),
		cmocka_unit_test(parts_of_one),
		cmocka_unit_test(remarks_are_told),
		cmocka_unit_test(cells_that_were_not_read),
		cmocka_unit_test(partial_sums),
		cmocka_unit_test(sums_that_do_not_fit),
		cmocka_unit_test(columns_of_rows),
	};
	return cmocka_run_group_tests(tests, know, free_arena);
}
