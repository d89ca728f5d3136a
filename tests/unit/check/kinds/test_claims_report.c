/* Claims against tables of all kinds: blank, lost, missing, of the form of 2019, and what their findings hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/explain.h"
#include "check/kinds/claims_parts.h"
#include "check/sample_text.h"

static const char plain[] = "全年公开信息120条，收到政府信息公开申请8件。";
static const char row_new[] = "一、本年新收政府信息公开申请数量\t\t\t5\t2\t0\t0\t1\t0\t8";
static const char row_disputes[] = "\n1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t1\t1\t0\t0\t2\n";

static const struct examiner *check(const char *text)
{
	return examine_text(text, "a.txt");
}

/* The open and not assessable findings of the claims as "RULE severity verdict place left right", one a line. */
static void assert_claims(const struct examiner *examiner, const char *expected)
{
	struct strbuf out = {0};
	for (size_t i = 0; i < examiner->findings.count; i++) {
		const struct finding *finding = &examiner->findings.list[i];
		if (!str_starts_with(finding->rule->id, STR("P-")) || finding->verdict == VERDICT_PASS)
			continue;
		describe_finding(finding, &out);
		if (finding->has_sides) {
			strbuf_append_byte(&out, ' ');
			decimal_append(&out, finding->left);
			strbuf_append_byte(&out, ' ');
			decimal_append(&out, finding->right);
		}
		strbuf_append_byte(&out, '\n');
	}
	assert_string_equal(strbuf_text(&out), expected);
	strbuf_free(&out);
}

static const struct finding *find_claim(const struct examiner *examiner, const char *id)
{
	for (size_t i = 0; i < examiner->findings.count; i++)
		if (str_equal(examiner->findings.list[i].rule->id, str_from(id)))
			return &examiner->findings.list[i];
	fail_msg("no finding of %s", id);
	return NULL;
}

static void what_a_finding_holds(void **state)
{
	const struct examiner *examiner = check(with(sample_text, plain, "全年公开信息120条；收到政府信息公开申请十件。"));
	const struct finding *finding = finding_at(examiner, "P-RECV", "requests/new/total");
	struct strbuf message = {0};
	assert_int_equal(finding->verdict, VERDICT_FAIL);
	assert_int_equal(finding->severity, SEVERITY_ERROR);
	assert_int_equal(finding->cause, CAUSE_SOURCE);
	assert_int_equal(finding->line, 7);
	assert_int_equal(finding->section, 1);
	assert_true(finding->has_sides);
	assert_int_equal(finding->left, 10 * (decimal)DECIMAL_ONE);
	assert_int_equal(finding->right, 8 * (decimal)DECIMAL_ONE);
	assert_int_equal(finding->ncells, 1);
	assert_int_equal(finding->cells[0], cell_named("requests/new/total"));
	assert_true(str_equal(finding->quote, STR("收到政府信息公开申请十件。")));
	assert_true(str_equal(str_slice(finding->quote, finding->mark_offset, finding->mark_nbytes), STR("十件")));
	explain_append_message(finding, &examiner->report, &(struct language){.chinese = true}, &message);
	assert_string_equal(strbuf_text(&message), "正文称 十件，表三 一、本年新收 总计为 8");
	strbuf_free(&message);
}

/* Numbers of a table that lost some may stand in the wrong places. */
static void a_damaged_table_is_no_proof_of_the_cause(void **state)
{
	const char *text = with(sample_text, "2.重复申请\t1\t0\t0\t0\t0\t0\t1", "2.重复申请\t1\t0\t0\t1");
	const struct examiner *examiner = check(with(text, plain, "收到政府信息公开申请10件。"));
	assert_int_equal(find_claim(examiner, "P-RECV")->verdict, VERDICT_FAIL);
	assert_int_equal(find_claim(examiner, "P-RECV")->cause, CAUSE_UNKNOWN);
}

static void sums_name_their_cells(void **state)
{
	const struct examiner *examiner = check(with(sample_text, plain, "对申请无法提供3件，依申请公开有序。"));
	const struct finding *finding = find_claim(examiner, "P-RES");
	struct strbuf message = {0};
	assert_int_equal(finding->ncells, 3);
	explain_append_message(finding, &examiner->report, &(struct language){0}, &message);
	assert_string_equal(strbuf_text(&message), "the text says 3件, 表三 （四）无法提供 总计 is 2");
	strbuf_free(&message);
}

/* What was not read proves nothing. */
static void cells_that_were_not_read(void **state)
{
	const char *text = with(sample_text, plain, "收到政府信息公开申请9件，未收到政府信息公开申请。");
	assert_claims(check(with(text, row_new, "一、本年新收政府信息公开申请数量\t\t\t5\t2\t1\t8")),
		      "P-RECV error na requests/new/total\nP-ZERO error na requests/new/total\n");
	assert_claims(check(with(text, row_new, "一、本年新收政府信息公开申请数量\t\t\t5\t2\t0\t0\t1\t0\t无法辨认")),
		      "P-RECV error na requests/new/total\nP-ZERO error na requests/new/total\n");
	assert_claims(check(without(text, "## 三、", "## 四、")),
		      "P-RECV error na requests/new/total\nP-ZERO error na requests/new/total\n");
}

/* Of a total that was left blank, the kinds of applicants are a bound, whichever of them are blank. */
static void blank_totals(void **state)
{
	const char *text = with(sample_text, row_new, "一、本年新收政府信息公开申请数量\t\t\t5\t2\t\t\t1\t\t ");
	assert_claims(check(with(text, plain, "收到政府信息公开申请7件。")),
		      "P-RECV error fail requests/new/total 7 8\n");
	assert_claims(check(with(text, plain, "收到政府信息公开申请8件。")), "P-RECV error na requests/new/total\n");
	assert_claims(check(with(text, plain, "未收到政府信息公开申请。")), "P-ZERO error fail requests/new/total\n");
	text = with(sample_text, row_new, "一、本年新收政府信息公开申请数量\t\t\t5\t2\t0\t0\t1\t0\t ");
	assert_claims(check(with(text, plain, "收到政府信息公开申请8件。")), "");
	assert_claims(check(with(text, plain, "收到政府信息公开申请10件。")),
		      "P-RECV error fail requests/new/total 10 8\n");
}

/* All upheld, with one pending: the blanks of the table are no zeros. */
static void upheld_beside_pending(void **state)
{
	const char *text = with(sample_text, row_disputes, "\n1\t\t\t2\t3\t4\t\t\t1\t5\t\t\t\t\t\n");
	assert_claims(check(with(text, plain, "信息公开类行政复议3件，诉讼5件，均获维持。")),
		      "P-LIT error na disputes/direct/total\n"
		      "P-OUTC error na disputes/review/corrected\n"
		      "P-OUTC warning fail disputes/review/other\n");
}

static void a_claim_on_a_cell_with_a_remark(void **state)
{
	const char *text = with(sample_text, "行政规范性文件\t2\t1\t7", "行政规范性文件\t2（其中修订1件）\t1\t7");
	assert_claims(check(with(text, plain, "制发行政规范性文件3件。")), "P-DOC error look proactive/normative/made 3 2\n");
	assert_claims(check(with(text, plain, "制发行政规范性文件2件。")), "");
}

/* Text and table from different places: none against many. */
static void none_of_what_the_table_has(void **state)
{
	const char *text = with(sample_text, "行政规范性文件\t2\t1\t7", "行政规范性文件\t4\t0\t32");
	assert_claims(check(with(text, plain, "制发行政规范性文件0件，废止0件，现行有效0件。")),
		      "P-DOC error fail proactive/normative/made 0 4\n"
		      "P-DOC error fail proactive/normative/effective 0 32\n");
}

static void no_claims_elsewhere(void **state)
{
	const char *claim = "收到政府信息公开申请99件，未收到政府信息公开申请。";
	assert_claims(check(with(sample_text, "一些栏目更新不及时，明年改进。", claim)), "");
	assert_claims(check(with(sample_text, "本报告所列数据的统计期限自", with(claim, "99件，", "99件。本报告所列数据的统计期限自"))), "");
}

static void other_years(void **state)
{
	const char *text = with(sample_text, plain, "2022年情况如下。收到政府信息公开申请4件。");
	assert_claims(check(text), "");
	assert_claims(check(with(sample_text, plain, "2022年和2023年收到政府信息公开申请4件。")), "");
	assert_claims(check(with(sample_text, plain, "收到政府信息公开申请4件，系2022年提出。")), "");
	text = with(sample_text, plain, "2022年情况如下。2023年收到政府信息公开申请4件。");
	assert_claims(check(text), "P-RECV error fail requests/new/total 4 8\n");
}

/* The body itself is none of the other bodies. */
static void the_body_itself(void **state)
{
	const char *text = with(sample_text, "# 松塘县柳桥镇人民政府2023", "# 松塘县税务局2023");
	assert_claims(check(with(text, plain, "我局收到政府信息公开申请9件。松塘县税务局收到政府信息公开申请12件。")),
		      "P-RECV error look requests/new/total 9 8\nP-RECV error fail requests/new/total 12 8\n");
	assert_claims(check(with(text, plain, "松塘县司法局收到政府信息公开申请12件。")), "");
	assert_claims(check(with(text, plain, "县政府办公室收到政府信息公开申请12件。")), "");
}

static void nothing_is_said_of_the_table(void **state)
{
	static const char filler[] = "全年围绕群众关心的事项发布信息，做到及时、准确、完整，方便查找和下载，并在村务公开栏同步张贴。";
	struct strbuf text = {0};
	for (int i = 0; i < 4; i++)
		strbuf_append_text(&text, filler);
	assert_claims(check(with(sample_text, plain, strbuf_text(&text))),
		      "P-SILENT notice fail requests/new/total\nP-SILENT notice fail disputes/review/total\n");
	strbuf_append_text(&text, "收到政府信息公开申请8件，均妥善处理。复议、诉讼情况见表。");
	assert_claims(check(with(sample_text, plain, strbuf_text(&text))), "");
	/* So little text may be a loss of the conversion. */
	assert_claims(check(with(sample_text, plain, "见附件。")), "");
	strbuf_free(&text);
}

static void many_where_there_are_none(void **state)
{
	const char *text = with(sample_text, row_new, "一、本年新收政府信息公开申请数量\t\t\t0\t0\t0\t0\t0\t0\t0");
	text = with(text, "二、上年结转政府信息公开申请数量\t\t\t1\t0\t0\t0\t0\t0\t1",
		    "二、上年结转政府信息公开申请数量\t\t\t0\t0\t0\t0\t0\t0\t0");
	text = with(text, plain, "全年未收到政府信息公开申请。");
	assert_claims(check(with(text, "一些栏目更新不及时，明年改进。", "更新不及时，也造成信息公开申请数量有所增加。")),
		      "P-MOOD warning fail requests/new/total\n");
}

/* The claims of a rule that a form can check, by name. */
static void append_claims(const struct rules *rules, const char *id, struct strbuf *out)
{
	const struct rule *rule = rules_find(rules, str_from(id));
	for (const struct fitted_claim *fitted = rule->fitted; fitted; fitted = fitted->next) {
		strbuf_append_text(out, out->nbytes ? " " : "");
		strbuf_append(out, fitted->claim->name);
	}
}

static bool is_fitted(const struct claim *claim, const struct str id)
{
	for (size_t form = 0; form < KNOWLEDGE_NFORMS; form++) {
		const struct rule *rule = rules_find(known.forms[form].rules, id);
		for (const struct fitted_claim *fitted = rule->fitted; fitted; fitted = fitted->next)
			if (fitted->claim == claim && fitted->nsums == claim->nsums)
				return true;
	}
	return false;
}

static void claims_fit_the_forms(void **state)
{
	struct strbuf names = {0};
	/* The form of 2019 has what was made, and neither what was repealed nor an amount of fees. */
	append_claims(known.forms[KNOWLEDGE_NFORMS - 1].rules, "P-DOC", &names);
	assert_string_equal(strbuf_text(&names), "made made-behind none-made none-new regulation-made");
	strbuf_clear(&names);
	append_claims(known.forms[KNOWLEDGE_NFORMS - 1].rules, "P-RES", &names);
	assert_string_equal(strbuf_text(&names),
			    "granted-partial granted agreed disagreed partial refused unavailable rejected other "
			    "granted-first partial-first refused-first "
			    "refused-for unavailable-for rejected-for");
	strbuf_free(&names);
	/* A claim that fits no form has a slip in its names. */
	for (size_t i = 0; i < known.rules->count; i++) {
		const struct rule *rule = &known.rules->list[i];
		const struct claim_set *set = rule->kind == kind_find(STR("claims")) ? rule->data : NULL;
		for (const struct claim *claim = set ? set->first : NULL; claim; claim = claim->next)
			if (!is_fitted(claim, rule->id))
				fail_msg("%.*s %.*s", (int)rule->id.nbytes, rule->id.ptr, (int)claim->name.nbytes,
					 claim->name.ptr);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_finding_holds),
		cmocka_unit_test(a_damaged_table_is_no_proof_of_the_cause),
		cmocka_unit_test(sums_name_their_cells),
		cmocka_unit_test(cells_that_were_not_read),
		cmocka_unit_test(blank_totals),
		cmocka_unit_test(upheld_beside_pending),
		cmocka_unit_test(a_claim_on_a_cell_with_a_remark),
		cmocka_unit_test(none_of_what_the_table_has),
		cmocka_unit_test(no_claims_elsewhere),
		cmocka_unit_test(other_years),
		cmocka_unit_test(the_body_itself),
		cmocka_unit_test(nothing_is_said_of_the_table),
		cmocka_unit_test(many_where_there_are_none),
		cmocka_unit_test(claims_fit_the_forms),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
