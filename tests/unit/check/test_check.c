#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/check.h"
#include "check/examined.h"
#include "check/explain.h"
#include "check/sample_text.h"

static const struct examiner *check(const char *text)
{
	return examine_text(text, "a.txt");
}

static void all_holds(void **state)
{
	const struct examiner *examiner = check(sample_text);
	assert_open(examiner, "");
	assert_rule(examiner, "T3-BAL", "pass 7 fail 0 look 0 na 0");
	assert_rule(examiner, "T3-SUB", "pass 7 fail 0 look 0 na 0");
	assert_rule(examiner, "T3-ROW", "pass 25 fail 0 look 0 na 0");
	assert_rule(examiner, "T3-BOUND", "pass 0 fail 0 look 0 na 0");
	assert_rule(examiner, "T4-SUM", "pass 3 fail 0 look 0 na 0");
	assert_rule(examiner, "T2-VALID", "pass 2 fail 0 look 0 na 0");
	assert_rule(examiner, "N-BLANK", "pass 3 fail 0 look 0 na 0");
	assert_rule(examiner, "N-LOST", "pass 3 fail 0 look 0 na 0");
	assert_rule(examiner, "S-SEC", "pass 6 fail 0 look 0 na 0");
	assert_rule(examiner, "S-TBL", "pass 3 fail 0 look 0 na 0");
	assert_rule(examiner, "S-ROW", "pass 3 fail 0 look 0 na 0");
	for (int level = 0; level < SEVERITY_NLEVELS; level++)
		assert_int_equal(examiner->findings.nfailed[level], 0);
	assert_int_equal(examiner->findings.not_assessable, 0);
}

static void a_column_does_not_balance(void **state)
{
	const char *text = with(sample_text, "申请数量\t\t\t1\t0\t0\t0\t0\t0\t1", "申请数量\t\t\t2\t0\t0\t0\t0\t0\t2");
	const struct examiner *examiner = check(text);
	assert_open(examiner, "T3-BAL error fail requests/natural 7 6\nT3-BAL error fail requests/total 10 9\n");
	const struct finding *finding = finding_at(examiner, "T3-BAL", "requests/natural");
	assert_int_equal(finding->cause, CAUSE_SOURCE);
	assert_int_equal(finding->line, 55);
	assert_int_equal(examiner->findings.nfailed[SEVERITY_ERROR], 2);
	assert_int_equal(examiner->findings.nfailed[SEVERITY_WARNING], 0);
}

static void what_a_converter_may_have_lost(void **state)
{
	const char *text = with(sample_text, "申请数量\t\t\t1\t0\t0\t0\t0\t0\t1", "申请数量\t\t\t2\t0\t0\t0\t0\t0\t2");
	const struct examiner *examiner = check(text);
	struct report report = examiner->report;
	struct findings findings = {0};
	report.lossy = "catdoc";
	check_report(&(struct check){.rules = known_rules, .report = &report, .document = &examiner->document,
				     .prose = &examiner->prose, .index = &examiner->index, .words = &known.words,
				     .path = "a.txt", .findings = &findings, .scratch = examiner->scratch});
	assert_int_equal(findings.nfailed[SEVERITY_ERROR], 0);
	assert_int_equal(findings.nfailed[SEVERITY_NOTICE], 2);
	struct strbuf message = {0};
	for (size_t i = 0; i < findings.count; i++) {
		assert_int_not_equal(findings.list[i].verdict, VERDICT_FAIL);
		if (findings.list[i].verdict == VERDICT_LOOK)
			explain_append_message(&findings.list[i], &report, &(struct language){0}, &message);
	}
	assert_non_null(strstr(strbuf_text(&message), ", difference 1; catdoc may have left out text, please judge"));
	strbuf_free(&message);
	findings_free(&findings);
}

static void a_sum_of_outcomes_is_wrong(void **state)
{
	const char *text = with(sample_text, "2.重复申请\t1\t0\t0\t0\t0\t0\t1", "2.重复申请\t0\t1\t0\t0\t0\t0\t1");
	assert_open(check(text), "T3-SUB error fail requests/enterprise 3 2\nT3-SUB error fail requests/natural 4 5\n");
}

static void a_row_does_not_add_up(void **state)
{
	const char *text = with(sample_text, "2.重复申请\t1\t0\t0\t0\t0\t0\t1", "2.重复申请\t1\t0\t0\t0\t0\t0\t2");
	const struct examiner *examiner = check(text);
	assert_open(examiner, "T3-ROW error fail requests/rejected.repeat 1 2\nT3-SUB error fail requests/total 9 8\n");
	assert_int_equal(finding_at(examiner, "T3-ROW", "requests/rejected.repeat")->line, 47);
}

static void results_of_a_group_are_wrong(void **state)
{
	assert_open(check(with(sample_text, "1\t1\t0\t0\t2", "1\t1\t0\t1\t2")),
		    "T4-SUM error fail disputes/after_review 3 2\n");
}

static void less_in_force_than_made(void **state)
{
	assert_open(check(with(sample_text, "2\t1\t7", "9\t1\t8")), "");
	const struct examiner *examiner = check(with(sample_text, "2\t1\t7", "9\t1\t7"));
	assert_open(examiner, "T2-VALID error fail proactive/normative 7 8\n");
	assert_int_equal(finding_at(examiner, "T2-VALID", "proactive/normative")->cause, CAUSE_SOURCE);
	/* With a remark a person must judge, and it counts as a notice. */
	examiner = check(with(sample_text, "2\t1\t7", "9（其中修订3件）\t1\t7"));
	assert_open(examiner, "T2-VALID error look proactive/normative 7 8\n");
	assert_int_equal(examiner->findings.nfailed[SEVERITY_ERROR], 0);
	assert_int_equal(examiner->findings.nfailed[SEVERITY_NOTICE], 1);
	assert_int_equal(finding_at(examiner, "T2-VALID", "proactive/normative")->cause, CAUSE_UNKNOWN);
	/* Where it holds all the same there is nothing to judge. */
	assert_open(check(with(sample_text, "2\t1\t7", "8（其中修订3件）\t1\t7")), "");
}

static void blank_cells_are_not_zero(void **state)
{
	const char *text = with(sample_text, "1.属于国家秘密\t0\t0\t0\t0\t0\t0\t0", "1.属于国家秘密\t0\t0\t/\t0\t0\t0\t0");
	const struct examiner *examiner = check(text);
	assert_open(examiner, "N-BLANK warning fail requests 1\n");
	const struct finding *finding = finding_at(examiner, "T3-SUB", "requests/research");
	assert_int_equal(finding->verdict, VERDICT_NA);
	assert_int_equal(finding->unread_cell, cell_named("requests/refused.state_secret/research"));
	assert_int_equal(finding_at(examiner, "T3-ROW", "requests/refused.state_secret")->verdict, VERDICT_NA);
	assert_int_equal(examiner->findings.not_assessable, 2);
	/* The bound stands in for the sum there and nowhere else. */
	assert_rule(examiner, "T3-BOUND", "pass 1 fail 0 look 0 na 0");
	assert_int_equal(finding_at(examiner, "T3-BOUND", "requests/research")->verdict, VERDICT_PASS);
	assert_int_equal(finding_at(examiner, "N-BLANK", "requests")->line, 35);
}

static const char *without_processed(void)
{
	return without(sample_text, "\t（七）总计\t\t5", "四、结转下年度继续办理\t");
}

static void bounds_where_sums_cannot_be_assessed(void **state)
{
	const struct examiner *examiner = check(without_processed());
	assert_open(examiner, "S-ROW error fail requests 1\n");
	assert_rule(examiner, "T3-BAL", "pass 0 fail 0 look 0 na 7");
	assert_rule(examiner, "T3-SUB", "pass 0 fail 0 look 0 na 7");
	assert_rule(examiner, "T3-ROW", "pass 24 fail 0 look 0 na 1");
	assert_rule(examiner, "T3-BOUND", "pass 7 fail 0 look 0 na 0");
	examiner = check(with(without_processed(), "2.重复申请\t1\t0\t0\t0\t0\t0\t1", "2.重复申请\t3\t0\t0\t0\t0\t0\t3"));
	assert_open(examiner, "S-ROW error fail requests 1\nT3-BOUND error fail requests/natural 7 6\n"
			      "T3-BOUND error fail requests/total 10 9\n");
	assert_int_equal(finding_at(examiner, "T3-BOUND", "requests/natural")->cause, CAUSE_UNKNOWN);
}

/* What is carried out alone exceeds what was there. */
static void bound_of_what_is_carried_out(void **state)
{
	const char *text = with(without_processed(), "继续办理\t\t\t1\t0\t0\t0\t0\t0\t1", "继续办理\t\t\t1\t9\t0\t0\t0\t0\t10");
	assert_open(check(text), "S-ROW error fail requests 1\nT3-BOUND error fail requests/enterprise 9 2\n"
				 "T3-BOUND error fail requests/total 10 9\n");
}

/* T3-BAL still fails where only T3-SUB needs the missing row. */
static void cause_of_a_failure_in_a_damaged_table(void **state)
{
	const char *text = without(sample_text, "\t\t2.重复申请\t1", "\t\t3.要求提供公开出版物");
	text = with(text, "申请数量\t\t\t1\t0\t0\t0\t0\t0\t1", "申请数量\t\t\t2\t0\t0\t0\t0\t0\t2");
	const struct examiner *examiner = check(text);
	assert_open(examiner, "S-ROW error fail requests 1\nT3-BAL error fail requests/natural 7 6\n"
			      "T3-BAL error fail requests/total 10 9\n");
	assert_int_equal(finding_at(examiner, "T3-BAL", "requests/natural")->cause, CAUSE_UNKNOWN);
}

/* A text in one table casts no doubt on another. */
static void cause_is_found_by_table(void **state)
{
	const char *text = with(sample_text, "2.重复申请\t1\t0\t0\t0\t0\t0\t1", "2.重复申请\t1\t见附件\t0\t0\t0\t0\t1");
	text = with(text, "1\t1\t0\t0\t2", "1\t1\t0\t1\t2");
	text = with(text, "申请数量\t\t\t1\t0\t0\t0\t0\t0\t1", "申请数量\t\t\t1\t0\t0\t0\t0\t0\t2");
	const struct examiner *examiner = check(text);
	assert_int_equal(finding_at(examiner, "T4-SUM", "disputes/after_review")->cause, CAUSE_SOURCE);
	assert_int_equal(finding_at(examiner, "T3-ROW", "requests/carried_in")->cause, CAUSE_UNKNOWN);
	assert_int_equal(finding_at(examiner, "N-LOST", "requests")->cause, CAUSE_EXTRACTION);
}

static int rank(const struct finding *finding)
{
	return (int)finding->line * 4 - (int)finding->severity;
}

/* By line; at one line errors first; then in the order of the rules. */
static void order_of_the_source(void **state)
{
	const char *text = with(sample_text, "申请数量\t\t\t1\t0\t0\t0\t0\t0\t1", "申请数量\t\t\t2\t0\t0\t\t0\t0\t3");
	text = with(without(text, "## 五、", "## 六、"), "2\t1\t7", "9\t1\t7");
	const struct examiner *examiner = check(text);
	const struct findings *findings = &examiner->findings;
	assert_true(findings->count > 50);
	for (size_t i = 1; i < findings->count; i++) {
		const struct finding *a = &findings->list[i - 1], *b = &findings->list[i];
		assert_true(rank(a) <= rank(b));
		assert_true(rank(a) < rank(b) || a->rule->number <= b->rule->number);
		assert_true(rank(a) < rank(b) || a->rule != b->rule || !a->relation || a->relation < b->relation);
	}
}

/* The sums are those of the list. */
static void counts_what_it_finds(void **state)
{
	const char *text = with(without_processed(), "2\t1\t7", "9*\t1\t7");
	text = with(text, "2.重复申请\t1\t0\t0\t0\t0\t0\t1", "2.重复申请\t3\t0\t0\t-\t0\t0\t3");
	const struct findings *findings = &check(text)->findings;
	unsigned nfailed[SEVERITY_NLEVELS] = {0}, not_assessable = 0;
	for (size_t i = 0; i < findings->count; i++) {
		if (finding_is_open(&findings->list[i]))
			nfailed[finding_level(&findings->list[i])]++;
		not_assessable += findings->list[i].verdict == VERDICT_NA;
	}
	for (int level = 0; level < SEVERITY_NLEVELS; level++) {
		assert_int_equal(findings->nfailed[level], nfailed[level]);
		assert_true(nfailed[level] > 0);
	}
	assert_int_equal(findings->not_assessable, not_assessable);
}

/* A table that is not there is one finding; its relations are not counted as not assessable. */
static void no_relations_of_a_missing_table(void **state)
{
	const struct examiner *examiner = check(without(sample_text, "行政复议\t\t\t\t\t行政诉讼", "\n## 五、"));
	assert_open(examiner, "S-TBL error fail disputes\nT4-NONE error fail disputes\n");
	assert_rule(examiner, "T4-SUM", "pass 0 fail 0 look 0 na 0");
	assert_int_equal(examiner->findings.not_assessable, 0);
}

static void nothing_of_what_is_no_report(void **state)
{
	const struct examiner *examiner = check("通知\n");
	assert_int_equal(examiner->findings.count, 0);
	assert_int_equal(check(sample_text)->findings.nfailed[SEVERITY_ERROR], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_holds),
		cmocka_unit_test(a_column_does_not_balance),
		cmocka_unit_test(what_a_converter_may_have_lost),
		cmocka_unit_test(a_sum_of_outcomes_is_wrong),
		cmocka_unit_test(a_row_does_not_add_up),
		cmocka_unit_test(results_of_a_group_are_wrong),
		cmocka_unit_test(less_in_force_than_made),
		cmocka_unit_test(blank_cells_are_not_zero),
		cmocka_unit_test(bounds_where_sums_cannot_be_assessed),
		cmocka_unit_test(bound_of_what_is_carried_out),
		cmocka_unit_test(cause_of_a_failure_in_a_damaged_table),
		cmocka_unit_test(cause_is_found_by_table),
		cmocka_unit_test(order_of_the_source),
		cmocka_unit_test(counts_what_it_finds),
		cmocka_unit_test(no_relations_of_a_missing_table),
		cmocka_unit_test(nothing_of_what_is_no_report),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
