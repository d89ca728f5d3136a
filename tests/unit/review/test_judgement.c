#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "review/desk.h"

static void kinds_have_names(void **state)
{
	for (int kind = 0; kind < JUDGEMENT_NKINDS; kind++)
		assert_int_equal(judgement_kind_find(str_from(judgement_kind_name((enum judgement_kind)kind))), kind);
	assert_int_equal(judgement_kind_find(STR("")), JUDGEMENT_NKINDS);
	assert_int_equal(judgement_kind_find(STR("Confirmed")), JUDGEMENT_NKINDS);
}

static void assert_same(const struct subject *a, const struct subject *b, bool equal, bool same_place)
{
	assert_int_equal(subject_equal(a, b), equal);
	assert_int_equal(subject_equal(b, a), equal);
	assert_int_equal(subject_hash(a) == subject_hash(b), equal);
	assert_int_equal(subject_same_place(a, b), same_place);
	assert_int_equal(subject_place_hash(a) == subject_place_hash(b), same_place);
}

static void subjects_are_told_apart(void **state)
{
	struct subject a = desk_subject(1), b = a;
	assert_same(&a, &b, true, true);
	b.path = b.message = STR("other");
	assert_same(&a, &b, true, true);
	b = desk_subject(2);
	assert_same(&a, &b, false, true);
	b = a;
	b.year = 2023;
	assert_same(&a, &b, false, false);
	b = a;
	b.agency = STR("云碓镇");
	assert_same(&a, &b, false, false);
	b = a;
	b.rule = STR("T3-ROW");
	assert_same(&a, &b, true, false);
	b = a;
	b.place = STR("requests/legal");
	assert_same(&a, &b, true, false);
	/* Rule and place do not run together. */
	b.rule = STR("T3-BALr");
	b.place = STR("equests/natural");
	assert_same(&a, &b, true, false);
}

static void unknown_reports_are_told_by_their_path(void **state)
{
	struct subject a = desk_subject(1), b;
	a.agency = STR("");
	b = a;
	assert_same(&a, &b, true, true);
	b.path = STR("other");
	assert_same(&a, &b, false, false);
	a = b = desk_subject(1);
	a.year = b.year = 0;
	b.path = STR("other");
	assert_same(&a, &b, false, false);
}

static void nothing_said_is_empty(void **state)
{
	struct judgement judgement = {0};
	assert_true(judgement_is_empty(&judgement));
	judgement.note = STR("n");
	assert_false(judgement_is_empty(&judgement));
	judgement = (struct judgement){.kind = JUDGEMENT_DISMISSED};
	assert_false(judgement_is_empty(&judgement));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_have_names),
		cmocka_unit_test(subjects_are_told_apart),
		cmocka_unit_test(unknown_reports_are_told_by_their_path),
		cmocka_unit_test(nothing_said_is_empty),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
