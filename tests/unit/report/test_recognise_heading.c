#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/sample_text.h"

/* The headings of a report as "number:line", in order. */
static void assert_headings(const char *text, const char *expected)
{
	const struct report *report = &examine_text(text, "a.txt")->report;
	struct strbuf found = {0};
	for (size_t i = 0; i < report->nheadings; i++)
		strbuf_printf(&found, "%s%u:%u", i ? " " : "", (unsigned)report->headings[i].section,
			      (unsigned)report->headings[i].line);
	assert_string_equal(strbuf_text(&found), expected);
	strbuf_free(&found);
}

static const char *const marks[] = {"## 一、", "## 二、", "## 三、", "## 四、", "## 五、", "## 六、"};

/* The sample with other numbers before its headings. */
static const char *renumbered(const char *const numbers[6])
{
	const char *text = sample_text;
	for (size_t i = 0; i < 6; i++)
		text = with(text, marks[i], numbers[i]);
	return text;
}

static void other_numbers(void **state)
{
	static const char *const digits[] = {"1、 ", "2、 ", "3. ", "4．", "5 ", "6、"};
	static const char *const parts[] = {"第一部分 ", "第二部分：", "第三部分", "第四部分 ", "第五部分 ", "第六部分 "};
	static const char *const brackets[] = {"（一）", "(二) ", "（三）", "（四）", "(五)", "（六）"};
	static const char *const none[] = {"", "## ", "", "**", "", ""};
	const char *expected = "1:5 2:9 3:26 4:57 5:64 6:68";
	assert_headings(renumbered(digits), expected);
	assert_open_in(examine_text(renumbered(digits), "a.txt"), "S-", "");
	assert_headings(renumbered(parts), expected);
	assert_open_in(examine_text(renumbered(parts), "a.txt"), "S-", "");
	assert_headings(renumbered(brackets), expected);
	assert_open_in(examine_text(renumbered(brackets), "a.txt"), "S-", "");
	assert_headings(renumbered(none), expected);
}

/* A list that lost its count: the headings are there, but not known for certain. */
static void all_with_the_first_number(void **state)
{
	static const char *const ones[] = {"1、 ", "1、 ", "1、 ", "1、 ", "1、 ", "1、 "};
	const char *text = renumbered(ones);
	assert_headings(text, "1:5");
	const struct examiner *examiner = examine_text(text, "a.txt");
	assert_int_equal(examiner->report.sections_mentioned & 0x7c, 0x7c);
	assert_rule(examiner, "S-SEC", "pass 1 fail 0 look 5 na 0");
}

/* Parts of section one with names like those of sections. */
static void subheadings(void **state)
{
	const char *text = with(sample_text, "全年公开信息120条", "（一）主动公开政府信息情况\n1、主动公开政府信息情况\n全年公开信息120条");
	assert_headings(text, "1:5 2:11 3:28 4:59 5:66 6:70");
	text = with(sample_text, "全年公开信息120条", "（一）政府信息主动公开情况。\n(二)依申请公开政府信息情况\n全年公开信息120条");
	assert_headings(text, "1:5 2:11 3:28 4:59 5:66 6:70");
}

static void tables_of_contents(void **state)
{
	const char *contents = "目录\n一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
			       "四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n六、其他需要报告的事项\n";
	const char *dotted = "目 录\n\n一、总体情况........1\n二、主动公开政府信息情况…………2\n三、收到和处理政府信息公开申请情况···· 3\n"
			     "四、政府信息公开行政复议、行政诉讼情况 5\n五、存在的主要问题及改进情况.6\n六、其他需要报告的事项 7\n";
	struct strbuf text = {0};
	strbuf_append_text(&text, contents);
	strbuf_append_text(&text, sample_text);
	assert_headings(strbuf_text(&text), "1:12 2:16 3:33 4:64 5:71 6:75");
	assert_string_equal(examine_text(strbuf_text(&text), "a.txt")->report.agency, "松塘县柳桥镇人民政府");
	assert_int_equal(examine_text(strbuf_text(&text), "a.txt")->report.title_line, 8);
	assert_open_in(examine_text(strbuf_text(&text), "a.txt"), "S-", "");
	strbuf_clear(&text);
	strbuf_append_text(&text, dotted);
	strbuf_append_text(&text, sample_text);
	assert_headings(strbuf_text(&text), "1:13 2:17 3:34 4:65 5:72 6:76");
	assert_open_in(examine_text(strbuf_text(&text), "a.txt"), "S-", "");
	strbuf_free(&text);
}

/* Sections without a word between their headings are no table of contents. */
static void empty_sections(void **state)
{
	const char *text = "松塘县水利局2023年政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n"
			   "三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n"
			   "五、存在的主要问题及改进情况\n无。\n六、其他需要报告的事项\n无。\n";
	assert_headings(text, "1:2 2:3 3:4 4:5 5:6 6:8");
}

static void captions_of_tables(void **state)
{
	const char *text = with(sample_text, "## 三、收到和处理政府信息公开申请情况\n",
				"## 三、收到和处理政府信息公开申请情况\n收到和处理政府信息公开申请情况\n");
	assert_headings(text, "1:5 2:9 3:26 4:58 5:65 6:69");
	text = with(sample_text, "第二十条第（一）项\t\t\t\n", "主动公开政府信息情况\t\t\t\n第二十条第（一）项\t\t\t\n");
	assert_headings(text, "1:5 2:9 3:27 4:58 5:65 6:69");
}

/* The section of the paragraph of the document that begins with `start`. */
static unsigned section_of(const char *text, const char *start)
{
	const struct document *document = &examine_text(text, "a.txt")->document;
	for (size_t i = 0; i < document->nitems; i++)
		if (document->items[i].kind == DOCUMENT_PARAGRAPH &&
		    str_starts_with(document->items[i].text, str_from(start)))
			return document->items[i].section;
	fail_msg("no paragraph begins with %s", start);
	return 0;
}

/* Headings in words of their own, each behind the number of its section. */
static void own_words(void **state)
{
	static const char *const old[] = {
		"## 一、总体情况",
		"## 二、主动公开政府信息情况",
		"## 三、收到和处理政府信息公开申请情况",
		"## 四、政府信息公开行政复议、行政诉讼情况",
		"## 五、存在的主要问题及改进情况",
		"## 六、其他需要报告的事项",
	};
	static const char *const new[] = {"## 一、工作概述",           "二、主动公开情况", "三、依申请公开情况", "四、复议、诉讼情况",
					  "五．存在不足和下一步打算", "六.其它事项"};
	const char *text = sample_text;
	for (size_t i = 0; i < 6; i++)
		text = with(text, old[i], new[i]);
	assert_headings(text, "1:5 2:9 3:26 4:57 5:64 6:68");
	assert_open_in(examine_text(text, "a.txt"), "S-SEC S-TBL S-ROW T", "");
	assert_rule(examine_text(text, "a.txt"), "S-HEAD", "pass 0 fail 6 look 0 na 0");
	assert_int_equal(section_of(text, "全年公开信息"), 1);
	assert_int_equal(section_of(text, "一些栏目"), 5);
	assert_headings(with(sample_text, old[3], new[3]), "1:5 2:9 3:26 4:57 5:64 6:68");
	const char *cells = "1:5 2:9 3:82 4:393 5:460 6:464";
	assert_headings(one_cell_a_line(sample_text), cells);
	assert_headings(one_cell_a_line(with(sample_text, old[3], new[3])), cells);
}

/* Lines that only look like one. */
static void no_own_words(void **state)
{
	static const struct {
		const char *line;
		bool mentioned;
	} cases[] = {
		{"五、加强组织领导", false},                 /* no word of section five */
		{"五、存在问题。", false},                  /* a sentence */
		{"五、存在问题；\n", false},
		{"四、存在的问题", true},                   /* with another number */
		{"五、存在问题\n五、存在不足", true},          /* two of them */
		{"五存在问题", false},
		{"五、对于我们在工作中所存在的各种各样的问题我们应当在下一年里继续不断努力地加以改正", false},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *text = with(sample_text, "## 五、存在的主要问题及改进情况", cases[i].line);
		const struct report *report = &examine_text(text, "a.txt")->report;
		assert_int_equal(report->nheadings, 5);
		assert_int_equal(report->sections_mentioned >> 5 & 1, cases[i].mentioned);
	}
	/* Out of its place. */
	const char *text = with(sample_text, "## 五、存在的主要问题及改进情况", "");
	assert_headings(with(text, "全年公开信息120条", "五、存在问题\n全年公开信息120条"), "1:5 2:10 3:27 4:58 6:69");
	/* Where the section has its heading, a part of another one is none. */
	text = with(sample_text, "全年公开信息120条", "二、主动公开情况\n五、存在问题\n全年公开信息120条");
	assert_headings(text, "1:5 2:11 3:28 4:59 5:66 6:70");
	assert_int_equal(section_of(text, "全年公开信息"), 1);
}

/* They make no report of a text that is none. */
static void own_words_of_other_texts(void **state)
{
	const char *text = "松塘县水利局2023年政务公开工作总结\n一、基本情况\n二、主动公开情况\n三、依申请公开情况\n"
			   "五、存在问题\n六、其他事项\n无。\n";
	assert_headings(text, "");
	assert_false(report_is_checked(&examine_text(text, "a.txt")->report));
}

/* A part of section one with the number and the words of a section that follows. */
static void parts_with_the_words_of_a_section(void **state)
{
	const char *text = with(sample_text, "全年公开信息120条", "（二）主动公开政府信息情况\n全年公开信息120条");
	assert_headings(text, "1:5 2:10 3:27 4:58 5:65 6:69");
	assert_int_equal(section_of(text, "全年公开信息"), 1);
	assert_int_equal(section_of(text, "（二）主动公开"), 1);
	assert_open_in(examine_text(text, "a.txt"), "S-SEC", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(other_numbers),
		cmocka_unit_test(all_with_the_first_number),
		cmocka_unit_test(subheadings),
		cmocka_unit_test(tables_of_contents),
		cmocka_unit_test(empty_sections),
		cmocka_unit_test(captions_of_tables),
		cmocka_unit_test(own_words),
		cmocka_unit_test(no_own_words),
		cmocka_unit_test(own_words_of_other_texts),
		cmocka_unit_test(parts_with_the_words_of_a_section),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
