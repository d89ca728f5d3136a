#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/prints.h"

#include "check/examined.h"
#include "check/sample_text.h"

static void take(struct prints *prints, const char *text)
{
	const struct examiner *examiner = examine_text(text, "a.txt");
	prints_take(prints, &examiner->findings, &examiner->report);
}

static const char *unbalanced(void)
{
	return with(sample_text, "申请数量\t\t\t1\t0\t0\t0\t0\t0\t1", "申请数量\t\t\t2\t0\t0\t0\t0\t0\t2");
}

static void the_same_findings_have_not_changed(void **state)
{
	struct prints before = {0}, after = {0};
	size_t counts[PRINT_NCHANGES];
	take(&before, unbalanced());
	assert_true(before.count >= 2);
	take(&after, with(unbalanced(), "全年公开信息120条", "\n\n全年公开信息121条"));
	assert_false(prints_count_changes(&before, &after, counts));
	prints_free(&before);
	prints_free(&after);
}

static void findings_come_and_go(void **state)
{
	struct prints before = {0}, after = {0}, none = {0};
	size_t counts[PRINT_NCHANGES];
	take(&before, sample_text);
	take(&after, unbalanced());
	assert_true(prints_count_changes(&before, &after, counts));
	assert_int_equal(counts[PRINT_NEW], after.count - before.count);
	assert_int_equal(counts[PRINT_GONE], 0);
	assert_true(prints_count_changes(&after, &before, counts));
	assert_int_equal(counts[PRINT_GONE], after.count - before.count);
	assert_int_equal(counts[PRINT_NEW], 0);
	assert_true(prints_count_changes(&none, &after, counts));
	assert_int_equal(counts[PRINT_NEW], after.count);
	take(&after, sample_text);
	assert_false(prints_count_changes(&before, &after, counts));
	assert_false(prints_count_changes(&none, &none, counts));
	prints_free(&before);
	prints_free(&after);
}

/* Of two that are alike one may go. */
static void as_many_are_the_same_as_both_have(void **state)
{
	struct print two[] = {{7, 0, SEVERITY_ERROR}, {7, 1, SEVERITY_ERROR}, {9, 2, SEVERITY_NOTICE}};
	struct print one[] = {{7, 0, SEVERITY_ERROR}, {9, 1, SEVERITY_WARNING}};
	struct prints before = {.count = 3, .list = two}, after = {.count = 2, .list = one};
	size_t counts[PRINT_NCHANGES];
	assert_true(prints_count_changes(&before, &after, counts));
	assert_int_equal(counts[PRINT_GONE], 1);
	assert_int_equal(counts[PRINT_NEW], 0);
	assert_int_equal(counts[PRINT_OTHER_LEVEL], 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(the_same_findings_have_not_changed, sample_forget),
		cmocka_unit_test_teardown(findings_come_and_go, sample_forget),
		cmocka_unit_test(as_many_are_the_same_as_both_have),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
