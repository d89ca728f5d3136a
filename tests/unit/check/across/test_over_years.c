/* A report beside last year's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "check/across/over_years.h"
#include "check/examined.h"
#include "check/relation.h"
#include "check/sample_text.h"

static struct arena arena;

/* The text as the report of the year after: 2024, with nothing else changed. */
static const char *next_year(const char *text)
{
	struct strbuf out = {0};
	struct str rest = str_from(text);
	for (size_t at; (at = str_find(rest, STR("2023"))) < rest.nbytes; rest = str_slice(rest, at + 4, rest.nbytes)) {
		strbuf_append(&out, str_slice(rest, 0, at));
		strbuf_append_text(&out, "2024");
	}
	strbuf_append(&out, rest);
	const char *copy = arena_copy(&arena, strbuf_view(&out)).ptr;
	strbuf_free(&out);
	return copy;
}

/* Examines `text` beside last year's; what the two say together is all that is left among the findings. */
static const struct examiner *beside(const char *last_text, const char *text)
{
	const struct summary *last = summary_make(&arena, examine_text(last_text, "a.txt"));
	struct examiner *examiner = (struct examiner *)examine_text(text, "b.txt");
	const struct summary *summary = summary_make(&arena, examiner);
	findings_clear(&examiner->findings);
	const struct check check = examiner_check(examiner, NULL);
	check_years(&check, &known, summary, last);
	return examiner;
}

/* The same, and without its text the report must say the same. */
static void assert_beside(const char *last_text, const char *text, const char *expected)
{
	static struct report report;
	struct findings findings = {0};
	const struct summary *last = summary_make(&arena, examine_text(last_text, "a.txt"));
	const struct examiner *examiner = beside(last_text, text);
	const struct summary *summary = summary_make(&arena, examiner);
	assert_open(examiner, expected);
	summary_unpack(summary, &known, &report);
	struct check check = {.rules = known.forms[summary->form].rules, .report = &report, .findings = &findings};
	check_years(&check, &known, summary, last);
	assert_int_equal(findings.count, examiner->findings.count);
	for (int level = 0; level < SEVERITY_NLEVELS; level++)
		assert_int_equal(findings.nfailed[level], examiner->findings.nfailed[level]);
	assert_int_equal(findings.not_assessable, examiner->findings.not_assessable);
	findings_free(&findings);
}

static struct str message_of(const struct examiner *examiner, const char *rule, const char *place)
{
	static struct strbuf out;
	const struct language language = {0};
	strbuf_clear(&out);
	explain_append_message(finding_at(examiner, rule, place), &examiner->report, &language, &out);
	return strbuf_view(&out);
}

static void assert_message(const struct examiner *examiner, const char *rule, const char *place, const char *expected)
{
	struct str found = message_of(examiner, rule, place);
	if (!str_equal(found, str_from(expected)))
		fail_msg("%s %s: expected %s, found %.*s", rule, place, expected, (int)found.nbytes, found.ptr);
}

/* Of the sample, what this year's carries in (1) is what its own carries out (1): a year that fits itself, but for the
 * stock of documents, 7 + 2 - 1. */
static const char *fitting(void)
{
	return with(next_year(sample_text), "行政规范性文件\t2\t1\t7\n", "行政规范性文件\t2\t1\t8\n");
}

static void names_of_last_year(void **state)
{
	const struct rule *rule = rules_find(known_rules, STR("X-CARRY"));
	assert_non_null(rule);
	assert_int_equal(rule->nrelations, 7);
	const struct relation *relation = &known_rules->relations[rule->first_relation];
	assert_true(relation->over_years);
	assert_false(relation->terms[0].last_year);
	assert_true(relation->terms[1].last_year && relation->terms[1].right);
	assert_int_equal(relation->terms[0].cell, cell_named("requests/carried_in/natural"));
	assert_int_equal(relation->terms[1].cell, cell_named("requests/carried_out/natural"));
	struct strbuf out = {0};
	explain_append_formula(relation, &out);
	assert_string_equal(strbuf_text(&out), "二、上年结转 = 上年 四、结转下年");
	strbuf_free(&out);
}

/* One report alone says nothing of last year. */
static void one_report_is_not_held_against_last_years(void **state)
{
	const struct examiner *examiner = examine_text(sample_text, "a.txt");
	for (size_t i = 0; i < examiner->findings.count; i++)
		assert_false(str_starts_with(examiner->findings.list[i].rule->id, STR("X-")));
	struct relation_result result =
		relation_evaluate(&known_rules->relations[rules_find(known_rules, STR("X-CARRY"))->first_relation],
				  &examiner->report);
	assert_false(result.assessable);
	assert_true(result.unread_last_year);
}

static void years_that_fit(void **state)
{
	assert_beside(sample_text, fitting(), "");
	const struct examiner *examiner = beside(sample_text, fitting());
	assert_rule(examiner, "X-CARRY", "pass 7 fail 0 look 0 na 0");
	assert_rule(examiner, "X-VALID", "pass 2 fail 0 look 0 na 0");
	assert_rule(examiner, "X-REVIEW", "pass 3 fail 0 look 0 na 0");
}

static void carried_over(void **state)
{
	const char *last = with(sample_text, "四、结转下年度继续办理\t\t\t1\t", "四、结转下年度继续办理\t\t\t3\t");
	const struct examiner *examiner;
	assert_beside(last, fitting(), "X-CARRY error fail requests/natural 1 3\n");
	examiner = beside(last, fitting());
	assert_message(examiner, "X-CARRY", "requests/natural", "二、上年结转 1 ≠ 上年 四、结转下年 3, difference -2");
	assert_int_equal(finding_at(examiner, "X-CARRY", "requests/natural")->line, 32);
	assert_int_equal(finding_at(examiner, "X-CARRY", "requests/natural")->cause, CAUSE_SOURCE);
}

/* A verdict by hand lasts as long as the numbers of both years do. */
static void fingerprints_hold_last_years_numbers(void **state)
{
	uint64_t prints[2];
	for (int i = 0; i < 2; i++) {
		const struct examiner *examiner =
			beside(with(sample_text, "四、结转下年度继续办理\t\t\t1\t", i ? "四、结转下年度继续办理\t\t\t3\t"
											: "四、结转下年度继续办理\t\t\t4\t"),
			       fitting());
		prints[i] = finding_fingerprint(finding_at(examiner, "X-CARRY", "requests/natural"), &examiner->report);
	}
	assert_true(prints[0] != prints[1]);
}

/* What was not read last year accuses nobody. */
static void unread_cells_of_last_year(void **state)
{
	const char *last = with(sample_text, "四、结转下年度继续办理\t\t\t1\t0\t0\t0\t0\t0\t1\n",
				"四、结转下年度继续办理\t\t\t/\t0\t0\t0\t0\t0\t约\n");
	const struct examiner *examiner = beside(last, fitting());
	assert_beside(last, fitting(), "");
	assert_rule(examiner, "X-CARRY", "pass 5 fail 0 look 0 na 2");
	assert_message(examiner, "X-CARRY", "requests/natural", "not assessable: 上年 四、结转下年 is blank");
	/* Nor does a table that is not there. */
	last = without(sample_text, "## 三、收到", "## 四、");
	examiner = beside(last, fitting());
	assert_open(examiner, "");
	assert_rule(examiner, "X-CARRY", "pass 0 fail 0 look 0 na 0");
	/* Nor a row that was lost. */
	last = with(sample_text, "四、结转下年度继续办理\t\t\t1\t0\t0\t0\t0\t0\t1\n", "");
	examiner = beside(last, fitting());
	assert_open(examiner, "");
	assert_rule(examiner, "X-CARRY", "pass 0 fail 0 look 0 na 7");
}

static void stock_of_documents(void **state)
{
	assert_beside(sample_text, next_year(sample_text),
		      "X-SAME warning fail report\nX-VALID warning fail proactive/normative 7 8\n");
	const struct examiner *examiner = beside(sample_text, next_year(sample_text));
	assert_message(examiner, "X-VALID", "proactive/normative", "有效 7 ≠ 上年 有效 7 + 制发 2 - 废止 1 = 8, difference -1");
	/* Revised ones are made anew without adding to the stock: a remark on the cell makes it a question. */
	const char *noted = with(next_year(sample_text), "行政规范性文件\t2\t1\t7\n", "行政规范性文件\t3（其中修订1件）\t1\t8\n");
	assert_beside(sample_text, noted, "X-VALID warning look proactive/normative 8 9\n");
}

static void pending_cases(void **state)
{
	static const char row[] = "1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t1\t1\t0\t0\t2\n";
	const char *last = with(sample_text, row, "1\t0\t0\t3\t4\t0\t0\t0\t0\t0\t1\t1\t0\t0\t2\n");
	assert_beside(last, fitting(), "X-REVIEW notice look disputes/review 2 3\n");
	assert_beside(with(sample_text, row, "1\t0\t0\t2\t3\t0\t0\t0\t0\t0\t1\t1\t0\t0\t2\n"), fitting(), "");
}

static void jumps(void **state)
{
	const char *licences = "行政许可\t30\t";
	assert_beside(sample_text, with(fitting(), licences, "行政许可\t150\t"),
		      "X-JUMP notice look proactive/licence/decisions\n");
	assert_beside(sample_text, with(fitting(), licences, "行政许可\t149\t"), "");
	assert_beside(sample_text, with(fitting(), licences, "行政许可\t6\t"),
		      "X-JUMP notice look proactive/licence/decisions\n");
	assert_beside(sample_text, with(fitting(), licences, "行政许可\t7\t"), "");
	/* Small numbers jump as they like: 4 becomes 9. */
	assert_beside(with(sample_text, "行政处罚\t4\t", "行政处罚\t1\t"), with(fitting(), "行政处罚\t4\t", "行政处罚\t9\t"), "");
	const struct examiner *examiner =
		beside(sample_text, with(fitting(), "行政事业性收费\t12.5\t", "行政事业性收费\t125000\t"));
	assert_message(examiner, "X-JUMP", "proactive/fee/amount",
		       "12.5 last year, 125000 this year, about ten thousand times: was the unit 10,000 yuan?");
}

/* All numbers alike, but few different ones: a small town whose year was like the last one. */
static void the_same_numbers(void **state)
{
	const char *last = with(sample_text, "行政规范性文件\t2\t1\t7\n", "行政规范性文件\t1\t1\t7\n");
	assert_beside(last, next_year(last), "X-SAME warning fail report\n");
	assert_beside(last, with(next_year(last), "行政处罚\t4\t", "行政处罚\t5\t"), "");
	/* A blank is no number that is the same. */
	assert_beside(last, with(next_year(last), "行政处罚\t4\t", "行政处罚\t/\t"), "");
}

static const char copied[] =
	"全年公开信息120条，收到政府信息公开申请8件。镇里把公开栏搬到集市入口，赶集的日子由值班干部当面解答补贴标准和办理时限。"
	"文化站整理了近五年的村级财务报表，按年份装订成册，放在便民服务大厅供群众随时翻看。"
	"河道整治涉及七个村的占地补偿，逐户算账的结果在村口张贴了二十天，期间收到的疑问全部登记并书面答复。"
	"各村选出一名熟悉情况的老党员担任公开监督员，每季度对照清单检查一遍张贴内容是否过期。"
	"防汛物资的采购价格和存放地点第一次向群众公布，汛期结束后又公布了使用和剩余的数量。\n";
static const char old_sentence[] =
	"全年公开信息120条，收到政府信息公开申请8件。发布前经过审核，网站专栏按时更新。"
	"政务公开纳入工作考核，社会评议为良好，没有责任追究情形。\n";

static void copied_text(void **state)
{
	const char *last = with(sample_text, old_sentence, copied);
	assert_beside(last, with(fitting(), old_sentence, copied), "X-TEXT warning fail section/1\n");
	const struct examiner *examiner = beside(last, with(fitting(), old_sentence, copied));
	const struct finding *finding = finding_at(examiner, "X-TEXT", "section/1");
	assert_true(str_starts_with(finding->quote, STR("镇里把公开栏搬到集市入口")));
	/* Numbers and years do not make another text of it. */
	const char *numbers = with(with(copied, "120条", "131条"), "8件", "8件");
	assert_beside(last, with(fitting(), old_sentence, numbers), "X-TEXT warning fail section/1\n");
	/* Half a text of its own is one. */
	const char *own = without(with(fitting(), old_sentence, copied), "文化站整理了", "各村选出");
	own = with(own, "各村选出一名熟悉情况的老党员担任公开监督员，每季度对照清单检查一遍张贴内容是否过期。",
		   "广播站每晚播出十分钟问答节目，听众来电由分管领导轮流接听，问得最多的是宅基地和低保两类事项，答复要点随后在村民微信群发布。"
		   "合并后的三个社区重新绘制了办事流程图，老年人凭图就能找到窗口，图上还标明了等候时间最短的时段和咨询电话。");
	assert_beside(last, own, "");
	/* A short text says little, whatever it is. */
	assert_beside(sample_text, fitting(), "");
}

/* What the law makes everybody write is not counted: two reports with nothing else have no text to compare. */
static void common_phrases(void **state)
{
	struct strbuf text = {0};
	for (int i = 0; i < 12; i++)
		strbuf_printf(&text, "依据《政府信息公开信息处理费管理办法》，本单位第%c项业务当年没有收取任何处理费用也没有减免。", 'A' + i);
	strbuf_append_byte(&text, '\n');
	const char *last = with(sample_text, old_sentence, strbuf_text(&text));
	assert_beside(last, with(fitting(), old_sentence, strbuf_text(&text)), "");
	strbuf_free(&text);
}

static const struct examiner *trend(const char *sentence)
{
	const char *last = with(sample_text, old_sentence, "全年公开信息100条，收到政府信息公开申请6件。\n");
	last = with(last, "一、本年新收政府信息公开申请数量\t\t\t5\t2\t0\t0\t1\t0\t8\n", "一、本年新收政府信息公开申请数量\t\t\t3\t2\t0\t0\t1\t0\t6\n");
	return beside(last, with(fitting(), old_sentence, sentence));
}

static void claims_of_increase(void **state)
{
	static const char *const right[] = {
		"收到政府信息公开申请8件，较上年增长33.3%。\n",
		"收到政府信息公开申请8件，较上年增长33%。\n",
		"收到政府信息公开申请8件，比去年增加2件。\n",
		"收到政府信息公开申请8件，同比上升33.33%。\n",
		"收到政府信息公开申请8件（较2023年增加2件）。\n",
		"收到政府信息公开申请8起，比2023年（6起）增长33%。\n",
		"收到政府信息公开申请8件，较去年同期（6件）增加2件。\n",
	};
	static const char *const wrong[] = {
		"收到政府信息公开申请8件，较上年增长25%。\n",
		"收到政府信息公开申请8件，较上年下降33.3%。\n",
		"收到政府信息公开申请8件，比去年增加3件。\n",
		"收到政府信息公开申请8件（较2023年增加6件）。\n",
		"收到政府信息公开申请8起，比2023年（4起）增加4起。\n",
	};
	/* No claim that the tables could be held against. */
	static const char *const other[] = {
		"收到政府信息公开申请8件，较上年增长约25%。\n",
		"发布信息8条，较上年增长25%。\n",
		"收到政府信息公开申请8件，其中网上申请7件，较上年增长25%。\n",
		"收到政府信息公开申请9件，较上年增长25%。\n",
		"收到政府信息公开申请8件，较2021年增长25%。\n",
		"收到政府信息公开申请8件，较上年增长25%以上。\n",
		"收到政府信息公开申请8件，群众满意率较上年增长25个百分点。\n",
		"收到政府信息公开申请8件，增长25%。\n",
	};
	for (size_t i = 0; i < sizeof(right) / sizeof(*right); i++)
		assert_rule(trend(right[i]), "X-TREND", "pass 1 fail 0 look 0 na 0");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_rule(trend(wrong[i]), "X-TREND", "pass 0 fail 1 look 0 na 0");
	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++)
		assert_rule(trend(other[i]), "X-TREND", "pass 0 fail 0 look 0 na 0");
	const struct finding *finding = finding_at(trend(wrong[0]), "X-TREND", "requests/new/total");
	assert_true(str_contains(finding->quote, STR("较上年增长25%")));
	assert_true(str_equal(finding->args[2], STR("+33.3%")));
}

static void claims_of_increase_beside_an_unread_cell(void **state)
{
	const char *last = with(sample_text, "一、本年新收政府信息公开申请数量\t\t\t5\t2\t0\t0\t1\t0\t8\n",
				"一、本年新收政府信息公开申请数量\t\t\t5\t2\t0\t0\t1\t0\t/\n");
	const struct examiner *examiner =
		beside(last, with(fitting(), old_sentence, "收到政府信息公开申请8件，较上年增长25%。\n"));
	assert_rule(examiner, "X-TREND", "pass 0 fail 0 look 0 na 1");
}

static void years_that_do_not_follow(void **state)
{
	const char *text = with(sample_text, "行政处罚\t4\t", "行政处罚\t400\t");
	assert_int_equal(beside(sample_text, text)->findings.count, 0);
	assert_int_equal(beside(next_year(sample_text), text)->findings.count, 0);
	assert_int_equal(beside(next_year(sample_text), next_year(next_year(text)))->findings.count, 0);
	assert_int_equal(beside("通知\n", next_year(text))->findings.count, 0);
	assert_true(beside(sample_text, next_year(text))->findings.count > 0);
}

/* The first year of a form: what the form before did not have is not assessed, and said to be so. */
static void another_form_last_year(void **state)
{
	const struct summary *last =
		summary_make(&arena, examine_file(in_source_tree("tests/samples/zhelin/2020-sfj.txt")));
	struct examiner *examiner =
		(struct examiner *)examine_file(in_source_tree("tests/samples/zhelin/2021-sfj.txt"));
	const struct summary *summary = summary_make(&arena, examiner);
	assert_int_not_equal(last->form, summary->form);
	const struct check check = examiner_check(examiner, NULL);
	check_years(&check, &known, summary, last);
	assert_rule(examiner, "X-CARRY", "pass 7 fail 0 look 0 na 0");
	assert_rule(examiner, "X-VALID", "pass 0 fail 0 look 0 na 2");
	assert_message(examiner, "X-VALID", "proactive/normative",
		       "not assessable: 上年 有效 is not in the form of that year");
}

static int setup(void **state)
{
	return know(state);
}

static int teardown(void **state)
{
	arena_free(&arena);
	return forget_texts(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_last_year),
		cmocka_unit_test(one_report_is_not_held_against_last_years),
		cmocka_unit_test(years_that_fit),
		cmocka_unit_test(carried_over),
		cmocka_unit_test(fingerprints_hold_last_years_numbers),
		cmocka_unit_test(unread_cells_of_last_year),
		cmocka_unit_test(stock_of_documents),
		cmocka_unit_test(pending_cases),
		cmocka_unit_test(jumps),
		cmocka_unit_test(the_same_numbers),
		cmocka_unit_test(copied_text),
		cmocka_unit_test(common_phrases),
		cmocka_unit_test(claims_of_increase),
		cmocka_unit_test(claims_of_increase_beside_an_unread_cell),
		cmocka_unit_test(years_that_do_not_follow),
		cmocka_unit_test(another_form_last_year),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
