#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "check/examined.h"
#include "check/sample_text.h"

/* The sample with a change: what a rule says, as "severity verdict place" of its open findings. */
static void assert_open_of(const char *id, const char *text, const char *expected)
{
	const struct examiner *examiner = examine_text(text, "a.txt");
	struct strbuf found = {0};
	for (size_t i = 0; i < examiner->findings.count; i++) {
		const struct finding *finding = &examiner->findings.list[i];
		if (!finding_is_open(finding) || !str_equal(finding->rule->id, str_from(id)))
			continue;
		strbuf_printf(&found, "%s %s ", severity_name(finding->severity), verdict_name(finding->verdict));
		finding_append_place(finding, examiner->report.format, &found);
		strbuf_printf(&found, finding->count ? " %u\n" : "\n", (unsigned)finding->count);
	}
	assert_string_equal(strbuf_text(&found), expected);
	strbuf_free(&found);
}

static void counts_are_whole(void **state)
{
	assert_open_of("N-INT", sample_text, "");
	assert_open_of("N-INT", with(sample_text, "行政许可\t30", "行政许可\t30.5"),
		       "error fail proactive/licence/decisions 1\n");
	assert_open_of("N-INT", with(sample_text, "行政处罚\t4", "行政处罚\t-4"), "error fail proactive/penalty/decisions 1\n");
	assert_open_of("N-INT", with(sample_text, "行政事业性收费\t12.5", "行政事业性收费\t-12.5"),
		       "error fail proactive/fee/amount 1\n");
	/* Separators, full-width digits and units are no fault; what is no number is not read. */
	assert_open_of("N-INT", with(sample_text, "行政许可\t30", "行政许可\t1,230"), "");
	assert_open_of("N-INT", with(sample_text, "行政许可\t30", "行政许可\t３０件"), "");
	assert_open_of("N-INT", with(sample_text, "行政许可\t30", "行政许可\t见附表"), "");
	assert_open_of("N-INT", with(sample_text, "行政许可\t30", "行政许可\t/"), "");
}

static void forms_of_numbers(void **state)
{
	assert_open_of("N-FORM", sample_text, "");
	assert_open_of("N-FORM", with(sample_text, "行政许可\t30", "行政许可\t030"),
		       "notice fail proactive/licence/decisions 1\n");
	assert_open_of("N-FORM", with(sample_text, "行政许可\t30", "行政许可\t30.0"),
		       "notice fail proactive/licence/decisions 1\n");
	assert_open_of("N-FORM", with(sample_text, "行政许可\t30", "行政许可\t1,2"),
		       "notice fail proactive/licence/decisions 1\n");
	assert_open_of("N-FORM", with(sample_text, "行政事业性收费\t12.5", "行政事业性收费\t12.50"), "");
	assert_open_of("N-FORM", with(sample_text, "行政事业性收费\t12.5", "行政事业性收费\t0.5"), "");
	assert_open_of("N-FORM", with(sample_text, "行政许可\t30", "行政许可\t1,230"), "");
	assert_open_of("N-FORM", with(sample_text, "2\t1\t7", "2（其中修订1件）\t1\t7"), "");
}

/* The sample as the report of another body. */
static const char *named(const char *text, const char *agency)
{
	text = with(text, "# 松塘县柳桥镇人民政府2023", with("# X2023", "X", agency));
	return with(text, "\n松塘县柳桥镇人民政府\n", with("\nX\n", "X", agency));
}

static void who_makes_regulations(void **state)
{
	const char *six = with(sample_text, "规章\t0\t0\t0", "规章\t0\t0\t6");
	assert_open_of("T2-RULE", sample_text, "");
	assert_open_of("T2-RULE", six, "warning fail proactive/regulation/effective\n");
	assert_open_of("T2-RULE", named(six, "松塘县教育局"), "warning fail proactive/regulation/effective\n");
	assert_open_of("T2-RULE", named(six, "河阴市人民政府"), "");
	assert_open_of("T2-RULE", named(six, "云屏综合实验区管理委员会"), "");
	assert_open_of("T2-RULE", with(sample_text, "规章\t0\t0\t0", "规章\t0\t0\t6（均为县级文件）"),
		       "warning look proactive/regulation/effective\n");
}

static const char *fee(const char *agency, const char *amount)
{
	struct strbuf row = {0};
	strbuf_printf(&row, "行政事业性收费\t%s\t", amount);
	const char *text = named(with(sample_text, "行政事业性收费\t12.5\t", strbuf_text(&row)), agency);
	strbuf_free(&row);
	return text;
}

static void sums_in_yuan(void **state)
{
	assert_open_of("T2-FEEUNIT", sample_text, "");
	assert_open_of("T2-FEEUNIT", fee("松塘县柳桥镇人民政府", "325.5"), "notice look proactive/fee/amount\n");
	assert_open_of("T2-FEEUNIT", fee("松塘县人民政府", "7215.19"), "");
	assert_open_of("T2-FEEUNIT", fee("松塘县人民政府", "71520"), "notice look proactive/fee/amount\n");
	assert_open_of("T2-FEEUNIT", fee("松塘县教育局", "1860"), "notice look proactive/fee/amount\n");
	assert_open_of("T2-FEEUNIT", fee("河阴市人民政府", "316441"), "");
	assert_open_of("T2-FEEUNIT", fee("云屏综合实验区管理委员会", "96171.6"), "");
	assert_open_of("T2-FEEUNIT", fee("松塘县柳桥镇人民政府", "/"), "");
}

static const char *unpaid(void)
{
	const char *text = with(sample_text, "缴纳费用、行政机关不再处理其政府信息公开申请\t0\t0\t0\t0\t0\t0\t0",
				"缴纳费用、行政机关不再处理其政府信息公开申请\t2\t0\t0\t0\t0\t0\t2");
	return with(text, "（一）予以公开\t\t2\t1\t0\t0\t0\t0\t3", "（一）予以公开\t\t0\t1\t0\t0\t0\t0\t1");
}

static void unpaid_fees_are_spoken_of(void **state)
{
	assert_open_of("T3-FEE6", with(unpaid(), "本年未收取信息处理费。", "没有其他事项。"),
		       "notice look requests/other.unpaid/total\n");
	assert_open_of("T3-FEE6", with(unpaid(), "本年未收取信息处理费。", "发出收费通知2件，申请人均未缴纳。"), "");
	assert_open_of("T3-FEE6", with(sample_text, "本年未收取信息处理费。", "没有其他事项。"), "");
}

static void lawsuits_and_reviews(void **state)
{
	assert_open_of("T4-POST", sample_text, "");
	assert_open_of("T4-POST", with(sample_text, "1\t1\t0\t0\t2", "2\t1\t0\t0\t3"),
		       "notice look disputes/after_review/total\n");
	assert_open_of("T4-POST",
		       with(with(sample_text, "1\t1\t0\t0\t2", "2\t1\t0\t0\t3"), "1\t0\t0\t1\t2\t", "2\t0\t0\t1\t3\t"),
		       "");
	assert_open_of("T4-POST", with(sample_text, "1\t1\t0\t0\t2", "2\t1\t0\t0\t/"), "");
}

static void disputes_without_applications(void **state)
{
	const char *text = with(sample_text, "申请数量\t\t\t5\t2\t0\t0\t1\t0\t8", "申请数量\t\t\t0\t0\t0\t0\t0\t0\t0");
	assert_open_of("T4-ZERO", sample_text, "");
	assert_open_of("T4-ZERO", text, "");
	text = with(text, "申请数量\t\t\t1\t0\t0\t0\t0\t0\t1", "申请数量\t\t\t0\t0\t0\t0\t0\t0\t0");
	assert_open_of("T4-ZERO", text, "notice look disputes/review/total\n");
	assert_open_of("T4-ZERO",
		       with(text, "1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t1\t1\t0\t0\t2",
			    "0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0"),
		       "");
	/* A total that was not read is not 0. */
	assert_open_of("T4-ZERO", with(text, "1\t0\t0\t1\t2\t0", "1\t0\t0\t1\t/\t0"), "");
}

static void section_four_must_say_something(void **state)
{
	const char *none = without(sample_text, "行政复议\t\t\t\t\t行政诉讼", "\n## 五、");
	assert_open_of("T4-NONE", sample_text, "");
	assert_open_of("T4-NONE", none, "error fail disputes\n");
	assert_int_equal(finding_at(examine_text(none, "a.txt"), "T4-NONE", "disputes")->cause, CAUSE_UNKNOWN);
	/* The whole section is missing: that is said once, by S-SEC and S-TBL. */
	assert_open_of("T4-NONE", without(sample_text, "## 四、政府", "## 五、"), "");
	assert_open_of("T4-NONE", with(none, "本年未收取信息处理费。", "本年未发生行政复议、行政诉讼。"), "");
	assert_open_of("T4-NONE", with(none, "诉讼情况\n", "诉讼情况\n\n本年没有此类案件。\n"), "");
	/* Words of the table are there: it could not be read. */
	assert_open_of("T4-NONE", with(none, "本年未收取信息处理费。", "结果维持0 未经复议直接起诉0 复议后起诉0"), "");
}

static const char form_of_2019[] = "第二十条第（九）项\n信息内容\t采购项目数量\t采购总金额\n政府集中采购\t62\t2059.2\n";

static const char *procurement(const char *old, const char *new)
{
	const char *table = without(sample_text, "第二十条第（一）项", "\n## 三、");
	const char *text = with(table, "## 二、主动公开政府信息情况\n",
				"## 二、主动公开政府信息情况\n\n第二十条第（一）项\n信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量\n"
				"规章\t0\t0\t0\n规范性文件\t6\t6\t38\n");
	text = with(text, "规范性文件\t6\t6\t38\n", "规范性文件\t6\t6\t38\nFORM\n");
	return with(text, "FORM\n", with(form_of_2019, old, new));
}

static void procurement_has_a_unit(void **state)
{
	assert_open_of("T2-2019", procurement("62", "62"), "notice look proactive/procurement/amount\n");
	assert_open_of("T2-2019", procurement("2059.2", "2059.2万元"), "");
	assert_open_of("T2-2019", procurement("采购总金额", "采购总金额（元）"), "");
	assert_open_of("T2-2019", procurement("2059.2", "0"), "");
	assert_open_of("T2-2019", sample_text, "");
}

/* ---- Rules that are off unless a file says otherwise ---- */

static const char local_rules[] =
	"change T2-AUTH\n  on\n  words without \"柳桥镇\"\n"
	"change T2-SILENT\n  on\n"
	"change N-NOTE\n  on\n"
	"change Z-ALL\n  on\n"
	"change W-LEN\n  on\n  threshold characters 64\n"
	"change F-NAME\n  on\n"
	"change W-ALIEN\n  words places \"双桥寨\"\n";

static bool is_changed(const struct rule *rule)
{
	char line[64];
	snprintf(line, sizeof(line), "change %.*s\n", (int)rule->id.nbytes, rule->id.ptr);
	return strstr(local_rules, line) != NULL;
}

/* The open findings of a report under the local rules, of those rules that they change. */
static void assert_local(const char *text, const char *expected)
{
	char path[] = "/tmp/gouji-rules-XXXXXX";
	const char *const paths[] = {path};
	struct knowledge knowledge = {0};
	struct error error = {""};
	int fd = mkstemp(path);
	assert_true(fd >= 0 && write(fd, local_rules, sizeof(local_rules) - 1) == (ssize_t)sizeof(local_rules) - 1);
	close(fd);
	bool loaded = knowledge_load_with(&knowledge, NULL, paths, 1, &error);
	remove(path);
	if (!loaded)
		fail_msg("%s", error.text);
	struct examiner *examiner = examiner_new(&knowledge);
	examiner_examine_bytes(examiner, "a.txt", str_from(text));
	struct strbuf found = {0};
	for (size_t i = 0; i < examiner->findings.count; i++)
		if (finding_is_open(&examiner->findings.list[i]) && is_changed(examiner->findings.list[i].rule)) {
			strbuf_append(&found, examiner->findings.list[i].rule->id);
			strbuf_printf(&found, " %s\n", verdict_name(examiner->findings.list[i].verdict));
		}
	sort_lines(&found);
	assert_string_equal(strbuf_text(&found), expected);
	strbuf_free(&found);
	examiner_free(examiner);
	knowledge_free(&knowledge);
}

static void rules_that_a_file_turns_on(void **state)
{
	static const char *const off[] = {"T2-AUTH", "T2-SILENT", "N-NOTE", "Z-ALL", "W-LEN", "F-NAME"};
	for (size_t i = 0; i < sizeof(off) / sizeof(*off); i++)
		assert_true(rules_find(known_rules, str_from(off[i]))->off);
	assert_local(sample_text, "T2-AUTH look\nT2-SILENT look\nW-LEN fail\n");
	const char *text = with(sample_text, "全年公开信息120条，收到政府信息公开申请8件。", "清理文件，信息公开处理费为零。");
	assert_local(text, "F-NAME fail\nT2-AUTH look\n");
	text = with(sample_text, "全年公开信息120条，收到政府信息公开申请8件。", "废止1件，双桥寨的栏目已更新。");
	assert_local(with(text, "2\t1\t7", "2（含修订1件）\t1\t7"), "T2-AUTH look\nW-ALIEN fail\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_are_whole),
		cmocka_unit_test(forms_of_numbers),
		cmocka_unit_test(who_makes_regulations),
		cmocka_unit_test(sums_in_yuan),
		cmocka_unit_test(unpaid_fees_are_spoken_of),
		cmocka_unit_test(lawsuits_and_reviews),
		cmocka_unit_test(disputes_without_applications),
		cmocka_unit_test(section_four_must_say_something),
		cmocka_unit_test(procurement_has_a_unit),
		cmocka_unit_test(rules_that_a_file_turns_on),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
