#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>


#include "base/embedded.h"
#include "check/examine.h"
#include "check/knowledge.h"
#include "review/notice.h"

static const struct language english;

static struct notice_item item_of(const char *agency, const char *rule, enum judgement_kind kind)
{
	return (struct notice_item){
		.agency = str_from(agency),
		.year = 2022,
		.path = STR("a.txt"),
		.line = 68,
		.place = STR("表三 自然人"),
		.rule = str_from(rule),
		.title = STR("T"),
		.formula = STR("a + b = c"),
		.message = STR("1 + 0 ≠ 2"),
		.kind = kind,
	};
}

static void append_notice(struct strbuf *out, const struct notice_item *items, size_t count,
			  const struct notice_options *options)
{
	notice_append_head(out, options);
	notice_append_end(out, notice_append_findings(out, items, count, options), options);
}

static void assert_notice(const struct notice_item *items, size_t count, struct notice_options options,
			  const char *expected)
{
	struct strbuf out = {0};
	if (!options.language)
		options.language = &english;
	options.ambiguous = WIDTH_AMBIGUOUS_1;
	append_notice(&out, items, count, &options);
	assert_string_equal(strbuf_text(&out), expected);
	strbuf_free(&out);
}

static void text_says_all(void **state)
{
	struct notice_item items[] = {
		item_of("槐渚镇", "T3-BAL", JUDGEMENT_CONFIRMED), item_of("槐渚镇", "S-SEC", JUDGEMENT_NONE),
	};
	items[0].note = STR("请核对原始台账\n并回复");
	items[1].line = 0;
	items[1].formula = items[1].message = (struct str){0};
	assert_notice(items, 2, (struct notice_options){.format = NOTICE_TEXT, .ncols = 76},
		"Return notice on annual open-government reports\n"
		"\n"
		"槐渚镇, 2022\n"
		"File: a.txt\n"
		"Findings: 2, confirmed: 1\n"
		"\n"
		" 1. 表三 自然人  T3-BAL, line 68 (confirmed)\n"
		"    T\n"
		"    a + b = c\n"
		"    1 + 0 ≠ 2\n"
		"    Remark: 请核对原始台账\n"
		"    并回复\n"
		"\n"
		" 2. 表三 自然人  S-SEC (not judged)\n"
		"    T\n");
}

static void text_is_wrapped(void **state)
{
	struct notice_item item = item_of("", "R", JUDGEMENT_CONFIRMED);
	item.year = 0;
	item.title = item.formula = item.message = (struct str){0};
	item.note = STR("一二三四五六七八九十一二三四五六七八九十");
	assert_notice(&item, 1, (struct notice_options){.format = NOTICE_TEXT, .ncols = 24},
		"Return notice on annual\n"
		"open-government reports\n"
		"\n"
		"a.txt\n"
		"Findings: 1, confirmed:\n"
		"1\n"
		"\n"
		" 1. 表三 自然人  R, line\n"
		"    68 (confirmed)\n"
		"    Remark: 一二三四五六\n"
		"    七八九十一二三四五六\n"
		"    七八九十\n");
}

/* The rules that a notice lists, in order, each behind a blank; reports begin with "/". */
static void assert_listed(const struct notice_item *items, size_t count, bool confirmed_only, const char *expected)
{
	struct strbuf out = {0}, found = {0};
	struct str text, line, field;
	struct notice_options options = {.format = NOTICE_CSV, .language = &english, .confirmed_only = confirmed_only};
	append_notice(&out, items, count, &options);
	text = strbuf_view(&out);
	assert_true(str_split(&text, '\n', &line));
	while (str_split(&text, '\n', &line) && line.nbytes) {
		for (int i = 0; i < 4; i++)
			assert_true(str_split(&line, ',', &field));
		strbuf_append_text(&found, str_equal(field, STR("1")) ? "/" : " ");
		for (int i = 0; i < 2; i++)
			assert_true(str_split(&line, ',', &field));
		strbuf_append(&found, field);
	}
	assert_string_equal(strbuf_text(&found), expected);
	strbuf_free(&out);
	strbuf_free(&found);
}

static void confirmed_ones_come_first_and_dismissed_ones_not_at_all(void **state)
{
	const struct notice_item items[] = {
		item_of("b", "B1", JUDGEMENT_NONE), item_of("b", "B2", JUDGEMENT_CONFIRMED),
		item_of("a", "A1", JUDGEMENT_DISMISSED), item_of("c", "C1", JUDGEMENT_NONE),
		item_of("b", "B3", JUDGEMENT_DISMISSED), item_of("c", "C2", JUDGEMENT_NONE),
		item_of("b", "B4", JUDGEMENT_CONFIRMED), item_of("a", "A2", JUDGEMENT_NONE),
	};
	assert_listed(items, 8, false, "/B2 B4 B1/C1 C2/A2");
	assert_listed(items, 8, true, "/B2 B4/C1 C2/A2");
	assert_listed(items, 1, true, "/B1");
	assert_listed(items + 2, 1, false, "");
}

static void nothing_is_said_to_be_nothing(void **state)
{
	struct notice_item item = item_of("a", "A1", JUDGEMENT_DISMISSED);
	assert_notice(&item, 1, (struct notice_options){.format = NOTICE_TEXT},
		"Return notice on annual open-government reports\n\nThere is nothing to put right.\n");
	assert_notice(NULL, 0, (struct notice_options){.format = NOTICE_MARKDOWN},
		"# Return notice on annual open-government reports\n\nThere is nothing to put right.\n");
	assert_notice(NULL, 0, (struct notice_options){.format = NOTICE_CSV},
		"Agency,Year,File,No.,Place,Rule,Requirement,Formula,Problem,Values,Line,Verdict,Remark\r\n");
}

static void markdown_is_escaped(void **state)
{
	struct notice_item item = item_of("<b>镇|*", "T3-BAL", JUDGEMENT_CONFIRMED);
	item.path = STR("a_b.txt");
	item.values = STR("1 | `2` \\ \x1b[2J");
	item.note = STR("[x](http://y)\n&lt;  #1");
	assert_notice(&item, 1, (struct notice_options){.format = NOTICE_MARKDOWN},
		"# Return notice on annual open-government reports\n"
		"\n"
		"## \\<b\\>镇\\|\\*, 2022\n"
		"\n"
		"File: a\\_b.txt\n"
		"\n"
		"Findings: 1, confirmed: 1\n"
		"\n"
		"| No. | Place | Rule | Requirement | Formula | Problem | Values | Line | Verdict | Remark |\n"
		"| ---: | --- | --- | --- | --- | --- | --- | ---: | --- | --- |\n"
		"| 1 | 表三 自然人 | T3-BAL | T | a + b = c | 1 + 0 ≠ 2 | 1 \\| \\`2\\` \\\\ ^\\[\\[2J | 68 | confirmed "
		"| \\[x\\]\\(http://y\\)<br>\\&lt;  \\#1 |\n");
}

static void assert_csv_note(const char *note, const char *expected)
{
	struct strbuf out = {0}, end = {0};
	struct notice_item item = item_of("a", "R", JUDGEMENT_CONFIRMED);
	item.note = str_from(note);
	append_notice(&out, &item, 1, &(struct notice_options){.format = NOTICE_CSV, .language = &english});
	strbuf_printf(&end, ",68,confirmed,%s\r\n", expected);
	assert_true(str_ends_with(strbuf_view(&out), strbuf_view(&end)));
	strbuf_free(&out);
	strbuf_free(&end);
}

static void csv_is_quoted_and_no_formula(void **state)
{
	assert_csv_note("", "");
	assert_csv_note("表三", "表三");
	assert_csv_note("a,b", "\"a,b\"");
	assert_csv_note("say \"x\"", "\"say \"\"x\"\"\"");
	assert_csv_note("a\r\nb", "a  b");
	assert_csv_note("\x1b[2J", "^[[2J");
	assert_csv_note("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
	assert_csv_note("=1,2", "\"'=1,2\"");
	assert_csv_note("+1+1", "'+1+1");
	assert_csv_note("@SUM(1)", "'@SUM(1)");
	assert_csv_note("-x", "'-x");
	assert_csv_note("\t=1+1", "'=1+1");
	assert_csv_note("＝1+1", "'＝1+1");
	assert_csv_note("-1", "-1");
	assert_csv_note("-12.50", "-12.50");
	assert_csv_note("1+1", "1+1");
}

static void headings_are_chinese_in_chinese(void **state)
{
	struct error error = {""};
	struct catalog *catalog = catalog_parse(embedded_find("po/zh_CN.po"), "zh_CN.po", &error);
	const struct language chinese = {.chinese = true, .catalog = catalog};
	struct notice_item item = item_of("槐渚镇", "T3-BAL", JUDGEMENT_CONFIRMED);
	item.note = STR("请改");
	assert_notice(&item, 1, (struct notice_options){.format = NOTICE_TEXT, .language = &chinese, .ncols = 76},
		"政府信息公开工作年度报告退回意见\n"
		"\n"
		"槐渚镇　2022 年度\n"
		"文件：a.txt\n"
		"问题 1 项，其中已确认 1 项\n"
		"\n"
		" 1. 表三 自然人  T3-BAL，第 68 行（已确认）\n"
		"    T\n"
		"    a + b = c\n"
		"    1 + 0 ≠ 2\n"
		"    审核意见：请改\n");
	assert_notice(NULL, 0, (struct notice_options){.format = NOTICE_CSV, .language = &chinese},
		"单位,年度,文件,序号,位置,规则,要求,公式,问题,数值,行号,判定,审核意见\r\n");
	catalog_free(catalog);
}

static const char sample[] =
	"汀榆县槐渚镇人民政府2022年政府信息公开工作年度报告\n"
	"四、政府信息公开行政复议、行政诉讼情况\n"
	"行政复议\t行政诉讼\n"
	"结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t复议后起诉\n"
	"结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n"
	"1\t0\t0\t0\t2\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n";

static void findings_become_subjects_and_items(void **state)
{
	struct knowledge knowledge;
	struct error error = {""};
	struct arena arena = {0};
	struct strbuf place = {0}, message = {0};
	bool found = false;
	assert_true(knowledge_load(&knowledge, &error));
	struct examiner *examiner = examiner_new(&knowledge);
	examiner_examine_bytes(examiner, "x.txt", STR(sample));
	const struct report *report = &examiner->report;
	for (size_t i = 0; i < examiner->findings.count; i++) {
		const struct finding *finding = &examiner->findings.list[i];
		if (!finding_is_open(finding) || !str_equal(finding->rule->id, STR("T4-SUM")))
			continue;
		found = true;
		struct subject subject = subject_of_finding(finding, report, "x.txt", &english, &place, &message);
		assert_true(str_equal(subject.place, STR("disputes/review")));
		assert_true(str_equal(subject.rule, STR("T4-SUM")));
		assert_true(subject.fingerprint == finding_fingerprint(finding, report));
		assert_int_equal(subject.year, 2022);
		assert_true(str_equal(subject.agency, STR("汀榆县槐渚镇人民政府")));
		struct judgement judgement = {.subject = subject, .kind = JUDGEMENT_CONFIRMED, .note = STR("n")};
		struct notice_item item;
		item = notice_item_of_finding(finding, report, "x.txt", &judgement, &english, &arena);
		assert_true(str_equal(item.agency, subject.agency));
		assert_true(str_equal(item.message, subject.message));
		assert_true(str_contains(item.formula, STR("总计")));
		assert_int_equal(item.line, 6);
		assert_int_equal(item.kind, JUDGEMENT_CONFIRMED);
		assert_true(str_equal(item.note, STR("n")));
		assert_true(item.title.nbytes && item.place.nbytes);
		item = notice_item_of_finding(finding, report, "x.txt", NULL, &english, &arena);
		assert_int_equal(item.kind, JUDGEMENT_NONE);
	}
	assert_true(found);
	strbuf_free(&place);
	strbuf_free(&message);
	arena_free(&arena);
	examiner_free(examiner);
	knowledge_free(&knowledge);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_says_all),
		cmocka_unit_test(text_is_wrapped),
		cmocka_unit_test(confirmed_ones_come_first_and_dismissed_ones_not_at_all),
		cmocka_unit_test(nothing_is_said_to_be_nothing),
		cmocka_unit_test(markdown_is_escaped),
		cmocka_unit_test(csv_is_quoted_and_no_formula),
		cmocka_unit_test(headings_are_chinese_in_chinese),
		cmocka_unit_test(findings_become_subjects_and_items),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
