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

static int forget_texts(void **state)
{
	sample_forget(state);
	return forget(state);
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
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
