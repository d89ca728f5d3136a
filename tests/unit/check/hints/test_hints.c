/* Rules that say which slips a hint may name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/hints/hints.h"

static struct arena arena;

static struct rules *parse(const char *text)
{
	struct error error = {""};
	struct rules *rules = make_rules(&arena);
	if (!rules_parse(rules, &arena, str_from(text), "a.rules", &error))
		fail_msg("%s", error.text);
	return rules;
}

static void slips_of_rules_that_are_off(void **state)
{
	struct slips slips = known.slips;
	struct error error = {""};
	const unsigned split = slips.weights[SLIP_CELL_SPLIT], swapped = slips.weights[SLIP_DIGITS_SWAPPED];
	assert_true(hints_apply(parse("rule A notice \"甲\"\n  check hints\n  words slips \"cell-split\"\n"), &slips,
				&error));
	assert_int_equal(slips.weights[SLIP_CELL_SPLIT], split);
	assert_true(hints_apply(parse("rule A notice \"甲\"\n  check hints\n  words slips \"cell-split\"\n  off\n"),
				&slips, &error));
	assert_true(slips.weights[SLIP_CELL_SPLIT] > slips.weights[SLIP_NONE]);
	assert_int_equal(slips.weights[SLIP_DIGITS_SWAPPED], swapped);
}

static void unknown_slips(void **state)
{
	struct slips slips = known.slips;
	struct error error = {""};
	assert_false(hints_apply(parse("\nrule A notice \"甲\"\n  check hints\n  words slips \"sleepy\"\n"), &slips,
				 &error));
	assert_string_equal(error.text, "a.rules:2: A: no slip of this name: sleepy");
}

static int forget_arena(void **state)
{
	release_rules();
	arena_free(&arena);
	return forget(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slips_of_rules_that_are_off),
		cmocka_unit_test(unknown_slips),
	};
	return cmocka_run_group_tests(tests, know, forget_arena);
}
