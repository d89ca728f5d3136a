#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/sample_text.h"

static uint64_t fingerprint(const char *text, const char *id, const char *place)
{
	const struct examiner *examiner = examine_text(text, "a.txt");
	return finding_fingerprint(finding_at(examiner, id, place), &examiner->report);
}

static const char *unbalanced(void)
{
	return with(sample_text, "申请数量\t\t\t1\t0\t0\t0\t0\t0\t1", "申请数量\t\t\t2\t0\t0\t0\t0\t0\t2");
}

/* What does not change the numbers of a finding does not change its fingerprint. */
static void lasts_as_long_as_the_numbers(void **state)
{
	const char *text = unbalanced();
	uint64_t old = fingerprint(text, "T3-BAL", "requests/natural");
	assert_true(fingerprint(text, "T3-BAL", "requests/natural") == old);
	assert_true(fingerprint(one_cell_a_line(text), "T3-BAL", "requests/natural") == old);
	assert_true(fingerprint(with(text, "全年公开信息120条", "\n\n全年公开信息121条"), "T3-BAL", "requests/natural") ==
		    old);
	assert_true(fingerprint(with(text, "2\t1\t7", "2\t1\t8"), "T3-BAL", "requests/natural") == old);
	assert_true(fingerprint(with(text, "数量\t\t\t5\t2", "数量\t\t\t５件\t3"), "T3-BAL", "requests/natural") == old);
}

static void changes_with_the_numbers(void **state)
{
	const char *text = unbalanced();
	uint64_t old = fingerprint(text, "T3-BAL", "requests/natural");
	/* The same difference, from other numbers. */
	const char *changed = with(text, "数量\t\t\t5\t2\t0\t0\t1\t0\t8", "数量\t\t\t6\t2\t0\t0\t1\t0\t8");
	changed = with(changed, "四、结转下年度继续办理\t\t\t1\t", "四、结转下年度继续办理\t\t\t2\t");
	assert_true(fingerprint(changed, "T3-BAL", "requests/natural") != old);
	/* The same numbers in other cells. */
	changed = with(text, "数量\t\t\t5\t2\t0\t0\t1\t0\t8", "数量\t\t\t2\t2\t0\t0\t1\t0\t8");
	changed = with(changed, "申请数量\t\t\t2\t0\t0\t0\t0\t0\t2", "申请数量\t\t\t5\t0\t0\t0\t0\t0\t2");
	assert_true(fingerprint(changed, "T3-BAL", "requests/natural") != old);
	/* Another state of a cell. */
	uint64_t lost = fingerprint(with(text, "数量\t\t\t5\t2\t0\t0\t1\t0\t8", "数量\t\t\t5\t2"), "T3-BAL",
				    "requests/natural");
	uint64_t blank = fingerprint(with(text, "数量\t\t\t5\t2\t0\t0\t1\t0\t8", "数量\t\t\t/\t2\t0\t0\t1\t0\t8"), "T3-BAL",
				     "requests/natural");
	assert_true(lost != old && blank != old && lost != blank);
}

static void belongs_to_rule_and_place(void **state)
{
	uint64_t one = fingerprint(sample_text, "T3-BAL", "requests/other");
	assert_true(fingerprint(sample_text, "T3-BAL", "requests/nonprofit") != one);
	assert_true(fingerprint(sample_text, "N-BLANK", "requests") != fingerprint(sample_text, "N-LOST", "requests"));
	assert_true(fingerprint(sample_text, "N-LOST", "requests") != fingerprint(sample_text, "N-LOST", "disputes"));
	assert_true(fingerprint(sample_text, "S-SEC", "section/1") != fingerprint(sample_text, "S-SEC", "section/2"));
}

static void counts_of_the_structure(void **state)
{
	uint64_t none = fingerprint(sample_text, "S-SEC", "section/6");
	const char *twice = with(sample_text, "## 六、其他需要报告的事项", "六、其他需要报告的事项\n六、其他需要报告的事项");
	uint64_t doubled = fingerprint(twice, "S-SEC", "section/6");
	uint64_t missing = fingerprint(without(sample_text, "## 六、", "本年未收取"), "S-SEC", "section/6");
	assert_true(none != doubled && none != missing && doubled != missing);
}

/* Verdicts that a person gave are kept by it: it must not change with the program. FNV-1a of
 * "T3-BAL requests/natural 0 5 2 5 1". */
static void stays_the_same_for_ever(void **state)
{
	assert_true(fingerprint(unbalanced(), "T3-BAL", "requests/natural") == UINT64_C(0x68f350a690612913));
}

static void places(void **state)
{
	const struct examiner *examiner = examine_text(sample_text, "a.txt");
	static const char *const ids_and_places[][2] = {
		{"T3-ROW", "requests/refused.law"}, {"T4-SUM", "disputes/after_review"}, {"S-SEC", "section/4"},
		{"S-TBL", "disputes"},              {"T3-BAL", "requests/legal"},
	};
	for (size_t i = 0; i < sizeof(ids_and_places) / sizeof(*ids_and_places); i++)
		assert_non_null(finding_at(examiner, ids_and_places[i][0], ids_and_places[i][1]));
}

static void sums_of_a_list(void **state)
{
	struct findings findings = {0};
	struct finding failed = {.severity = SEVERITY_ERROR, .verdict = VERDICT_FAIL};
	struct finding look = {.severity = SEVERITY_ERROR, .verdict = VERDICT_LOOK};
	struct finding passed = {.severity = SEVERITY_ERROR, .verdict = VERDICT_PASS};
	struct finding na = {.severity = SEVERITY_WARNING, .verdict = VERDICT_NA};
	findings_add(&findings, failed);
	findings_add(&findings, look);
	findings_add(&findings, passed);
	findings_add(&findings, na);
	assert_int_equal(findings.count, 4);
	assert_int_equal(findings.nfailed[SEVERITY_ERROR], 1);
	assert_int_equal(findings.nfailed[SEVERITY_WARNING], 0);
	assert_int_equal(findings.nfailed[SEVERITY_NOTICE], 1);
	assert_int_equal(findings.not_assessable, 1);
	findings_replace(&findings, &findings.list[3], failed);
	findings_replace(&findings, &findings.list[1], passed);
	assert_int_equal(findings.nfailed[SEVERITY_ERROR], 2);
	assert_int_equal(findings.nfailed[SEVERITY_NOTICE], 0);
	assert_int_equal(findings.not_assessable, 0);
	findings_clear(&findings);
	assert_int_equal(findings.count, 0);
	assert_int_equal(findings.nfailed[SEVERITY_ERROR], 0);
	findings_free(&findings);
	assert_null(findings.list);
}

static void names(void **state)
{
	static const char *const verdicts[VERDICT_NVERDICTS] = {"pass", "fail", "look", "na"};
	static const char *const causes[CAUSE_NCAUSES] = {"unknown", "source", "extraction"};
	for (int i = 0; i < VERDICT_NVERDICTS; i++)
		assert_string_equal(verdict_name((enum verdict)i), verdicts[i]);
	for (int i = 0; i < CAUSE_NCAUSES; i++)
		assert_string_equal(cause_name((enum cause)i), causes[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lasts_as_long_as_the_numbers),
		cmocka_unit_test(changes_with_the_numbers),
		cmocka_unit_test(belongs_to_rule_and_place),
		cmocka_unit_test(counts_of_the_structure),
		cmocka_unit_test(stays_the_same_for_ever),
		cmocka_unit_test(places),
		cmocka_unit_test(sums_of_a_list),
		cmocka_unit_test(names),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
