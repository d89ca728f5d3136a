#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "report/labels.h"

static struct label_match find(const char *text)
{
	return labels_find(known_labels, str_from(text));
}

static void assert_row_label(const char *text, const char *row)
{
	struct label_match match = find(text);
	assert_true(match.kinds & LABEL_ROW);
	assert_int_equal(match.row, row_named(row));
	assert_int_equal(match.table, known_format->rows[match.row].table);
}

static void assert_kinds(const char *text, unsigned kinds)
{
	if (find(text).kinds != kinds)
		print_error("%s:\n", text);
	assert_int_equal(find(text).kinds, kinds);
}

static void every_label_of_the_form(void **state)
{
	const struct format *format = known_format;
	for (size_t i = 0; i < format->nrows; i++) {
		struct label_match match = labels_find(known_labels, format->rows[i].label.text);
		bool across = format->tables[format->rows[i].table].across;
		bool group = format->rows[i].first_cell == FORMAT_NONE;
		assert_true(match.kinds & (unsigned)(across ? LABEL_HEAD : group ? LABEL_GROUP : LABEL_ROW));
		if (!across && !group)
			assert_int_equal(match.row, i);
	}
	for (size_t i = 0; i < format->nsections; i++) {
		assert_int_equal(labels_find(known_labels, format->sections[i].heading.text).section,
				 format->sections[i].number);
		for (size_t j = 0; j < format->sections[i].heading.nvariants; j++)
			assert_int_equal(labels_find(known_labels, format->sections[i].heading.variants[j]).section,
					 format->sections[i].number);
	}
}

static void spelling_does_not_count(void **state)
{
	assert_row_label("（七）总计", "requests/processed");
	assert_row_label("(七) 总 计", "requests/processed");
	assert_row_label("2.其他法律行政法规禁止公开", "requests/refused.law");
	assert_row_label("２、其他法律 行政法规\n禁止公开", "requests/refused.law");
	assert_row_label("2.其他法律法规禁止公开", "requests/refused.law");
	assert_row_label("3.危及三安全一稳定", "requests/refused.security");
	assert_row_label("(二)部分公开(区分处理的, 只计这一情形, 不计其他情形)", "requests/partial");
	assert_row_label("四、结转下一年度继续办理", "requests/carried_out");
}

/* Some offices print notes behind labels. */
static void notes_behind_labels(void **state)
{
	assert_row_label("规章(设区的市应提供相关数据)", "proactive/regulation");
	/* What begins the next label is no note. */
	assert_row_label("（二）部分公开（见备注）", "requests/partial");
	assert_kinds("（二）部分公开\n\n（三）", 0);
	assert_kinds("（二）部分公开(十二)", 0);
	assert_row_label("行政规范性文件（以本机关名义发布的）", "proactive/normative");
	assert_row_label("（一）予以公开（件）", "requests/granted");
	assert_kinds("现行有效件数 (历史累计)", LABEL_HEAD);
	assert_kinds("一、总体情况（2023年）", LABEL_SECTION);
	assert_kinds("（规章）", LABEL_ROW);
	assert_kinds("(说明)", 0);
	assert_kinds("规章制度（草案）", 0);
	assert_kinds("）", 0);
}

static void kinds(void **state)
{
	assert_kinds("自然人", LABEL_HEAD);
	assert_kinds("法人或其他组织", LABEL_HEAD);
	assert_kinds("总计", LABEL_HEAD);
	assert_kinds("其他", LABEL_HEAD | LABEL_ROW);
	assert_kinds("3.其他", LABEL_ROW);
	assert_kinds("（三）不予公开", LABEL_GROUP);
	assert_kinds("三、本年度办理结果", LABEL_GROUP);
	assert_kinds("第二十条 第(一)项", LABEL_HEAD);
	assert_kinds("行政诉讼", LABEL_HEAD);
	assert_kinds("未经复议直接诉讼", LABEL_HEAD);
	assert_kinds("本年新制作数量", LABEL_FOREIGN);
	assert_kinds("本年增／减", LABEL_FOREIGN);
	assert_kinds("总体情况", LABEL_SECTION);
	assert_kinds("一、总体情况", LABEL_SECTION);
	assert_kinds("二、总体情况", 0);
	assert_kinds("", 0);
	assert_kinds("（）", 0);
	assert_kinds("总计划", 0);
	assert_kinds("属于国家秘密", 0);
}

static void texts_longer_than_any_label(void **state)
{
	struct strbuf text = {0};
	for (int i = 0; i < 200; i++)
		strbuf_append_text(&text, "总计");
	assert_int_equal(labels_find(known_labels, strbuf_view(&text)).kinds, 0);
	assert_int_equal(labels_guess_section(known_labels, strbuf_view(&text)), 0);
	strbuf_free(&text);
}

static bool taken[FORMAT_MAX_ROWS];

static int guess(const char *text)
{
	return labels_guess_row(known_labels, table_named("requests"), str_from(text), taken);
}

static void guesses_rows(void **state)
{
	assert_int_equal(guess("6.属于四类过程性"), row_named("requests/refused.process"));
	assert_int_equal(guess("1.申请人无正当理由逾期不补正、行"), row_named("requests/other.uncorrected"));
	assert_int_equal(guess("2.其他法律、法规禁止公开的"), row_named("requests/refused.law"));
	assert_int_equal(guess("4.保护第三人合法权益"), row_named("requests/refused.third_party"));
	assert_int_equal(guess("（一）予以"), row_named("requests/granted"));
	/* Too short, with another ordinal, unlike any, or of another table. */
	assert_int_equal(guess("3.其"), FORMAT_NONE);
	assert_int_equal(guess("一、"), FORMAT_NONE);
	assert_int_equal(guess("5.属于四类过程性信息"), FORMAT_NONE);
	assert_int_equal(guess("公开信息栏目"), FORMAT_NONE);
	assert_int_equal(guess("行政许可事项"), FORMAT_NONE);
	assert_int_equal(guess("（三）不予公"), FORMAT_NONE);
}

/* "1.申请人…" and "2.申请人…" differ by their ordinals alone where the text is cut short; equals cannot be told apart. */
static void guesses_nothing_that_is_uncertain(void **state)
{
	assert_int_equal(guess("1.申请人"), row_named("requests/other.uncorrected"));
	assert_int_equal(guess("2.申请人"), row_named("requests/other.unpaid"));
	assert_int_equal(guess("申请人无正当理由"), FORMAT_NONE);
	static const char form[] = "format 1 \"x\"\nsection 1 \"甲\"\ntable t section 1 \"表\"\n  block \"块\"\n"
				   "    columns\n      n \"数\"\n    rows\n      a \"甲乙丙丁\"\n      b \"甲乙丙戊\"\n";
	struct arena arena = {0};
	struct error error;
	const struct format *format = format_parse(&arena, STR(form), "a.format", &error);
	const struct labels *labels = labels_index(&arena, format);
	bool free_rows[2] = {false, false}, one_taken[2] = {true, false};
	assert_int_equal(labels_guess_row(labels, 0, STR("甲乙丙"), free_rows), FORMAT_NONE);
	assert_int_equal(labels_guess_row(labels, 0, STR("甲乙丙"), one_taken), 1);
	assert_int_equal(labels_guess_row(labels, 0, STR("甲乙丙戊"), free_rows), 1);
	arena_free(&arena);
}

static void rows_that_are_taken(void **state)
{
	size_t row = row_named("requests/refused.process");
	taken[row] = true;
	assert_int_equal(guess("6.属于四类过程性"), FORMAT_NONE);
	taken[row] = false;
	assert_int_equal(guess("6.属于四类过程性"), row);
}

static void rests_of_labels(void **state)
{
	size_t row = row_named("requests/other.uncorrected");
	assert_true(labels_is_rest(known_labels, row, STR("请")));
	assert_true(labels_is_rest(known_labels, row, STR("政机关不再处理其政府信息公开申请")));
	assert_true(labels_is_rest(known_labels, row, STR("他处理")));
	assert_true(labels_is_rest(known_labels, row, STR("理结果")));
	assert_false(labels_is_rest(known_labels, row, STR("不予公开")));
	assert_false(labels_is_rest(known_labels, row, STR("申请人")));
	assert_false(labels_is_rest(known_labels, row, STR("")));
	assert_false(labels_is_rest(known_labels, row, STR("。")));
	assert_false(labels_is_rest(known_labels, row_named("requests/new"), STR("办理结果")));
}

static void guesses_sections(void **state)
{
	static const struct {
		const char *text;
		unsigned section;
	} cases[] = {
		{"五、存在的主要问题及明年改进情况", 5},
		{"四、政府信息公开行政法复议、行政诉讼情况", 4},
		{"三、收到和处理政府信息公开申请的有关情况", 3},
		{"六、其他需报告的事项", 6},
		{"存在的主要问题及明年改进情况", 0},
		{"四、存在的主要问题及改进情况", 0},
		{"四、结转下年度继续办理", 0},
		{"三、本年度办理结果", 0},
		{"二、上年结转政府信息公开申请数量", 0},
		{"一、本年新收政府信息公开申请数量", 0},
		{"一", 0},
		{"", 0},
		{"六、其他", 0},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		unsigned section = labels_guess_section(known_labels, str_from(cases[i].text));
		if (section != cases[i].section)
			fail_msg("%s: %u", cases[i].text, section);
	}
}

static void beginnings_of_lines(void **state)
{
	size_t requests = table_named("requests"), proactive = table_named("proactive");
	assert_int_equal(labels_find_row_beginning(known_labels, requests, STR("（七）总计 5 2 0 0 1 0 8")),
			 row_named("requests/processed"));
	assert_int_equal(labels_find_row_beginning(known_labels, requests, STR("3.其他 0 0")),
			 row_named("requests/other.other"));
	assert_int_equal(labels_find_row_beginning(known_labels, requests, STR("总计 5")), FORMAT_NONE);
	assert_int_equal(labels_find_row_beginning(known_labels, requests, STR("（三）不予公开 5")), FORMAT_NONE);
	assert_int_equal(labels_find_row_beginning(known_labels, proactive, STR("行政许可 5")),
			 row_named("proactive/licence"));
	assert_int_equal(labels_find_row_beginning(known_labels, proactive, STR("（七）总计 5")), FORMAT_NONE);
	assert_int_equal(labels_find_row_beginning(known_labels, proactive, STR("")), FORMAT_NONE);
}

/* Of labels that begin with each other the longest counts. */
static void beginnings_of_each_other(void **state)
{
	static const char form[] = "format 1 \"x\"\nsection 1 \"甲\"\ntable t section 1 \"表\"\n  block \"块\"\n"
				   "    columns\n      n \"数\"\n    rows\n      a \"许可\"\n      b \"许可证\"\n"
				   "      c \"许\"\n";
	struct arena arena = {0};
	struct error error;
	const struct labels *labels = labels_index(&arena, format_parse(&arena, STR(form), "a.format", &error));
	assert_int_equal(labels_find_row_beginning(labels, 0, STR("许可证 5")), 1);
	assert_int_equal(labels_find_row_beginning(labels, 0, STR("许可 5")), 0);
	assert_int_equal(labels_find_row_beginning(labels, 0, STR("许 5")), 2);
	arena_free(&arena);
}

/* Labels with their numbers in the middle. */
static void labels_in_two_parts(void **state)
{
	const struct str begin[] = {STR("（三）不予"), STR("7.属于")}, end[] = {STR("公开"), STR("行政执法"), STR("案卷"), STR("8.")};
	size_t row = row_named("requests/refused.enforcement");
	assert_int_equal(labels_cover(known_labels, row, begin, 2), strlen("7属于"));
	assert_int_equal(labels_complete(known_labels, row, begin, 2, end, 4), 3);
	assert_int_equal(labels_complete(known_labels, row, begin, 2, end, 2), 0);
	assert_int_equal(labels_complete(known_labels, row, begin, 1, end, 4), 0);
	assert_int_equal(labels_complete(known_labels, row_named("requests/refused.inquiry"), begin, 2, end, 4), 0);
	/* In another wording. */
	const struct str other[] = {STR("四、结转下一")}, rest[] = {STR("年度继续办理")};
	row = row_named("requests/carried_out");
	assert_int_equal(labels_cover(known_labels, row, other, 1), strlen("四结转下一"));
	assert_int_equal(labels_complete(known_labels, row, other, 1, rest, 1), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_label_of_the_form),
		cmocka_unit_test(spelling_does_not_count),
		cmocka_unit_test(notes_behind_labels),
		cmocka_unit_test(kinds),
		cmocka_unit_test(texts_longer_than_any_label),
		cmocka_unit_test(guesses_rows),
		cmocka_unit_test(guesses_nothing_that_is_uncertain),
		cmocka_unit_test(rows_that_are_taken),
		cmocka_unit_test(rests_of_labels),
		cmocka_unit_test(guesses_sections),
		cmocka_unit_test(beginnings_of_lines),
		cmocka_unit_test(beginnings_of_each_other),
		cmocka_unit_test(labels_in_two_parts),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
