#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "check/examined.h"
#include "check/sample_text.h"
#include "report/recognise.h"

static const struct report *read_text(const char *text)
{
	return &examine_text(text, "a.txt")->report;
}

/* The headings as "number:line", in order. */
static void assert_headings(const struct report *report, const char *expected)
{
	struct strbuf text = {0};
	for (size_t i = 0; i < report->nheadings; i++)
		strbuf_printf(&text, "%s%u:%u", i ? " " : "", (unsigned)report->headings[i].section,
			      (unsigned)report->headings[i].line);
	assert_string_equal(strbuf_text(&text), expected);
	strbuf_free(&text);
}

static void assert_state(const char *text, enum report_state state)
{
	assert_string_equal(report_state_text(read_text(text)->state), report_state_text(state));
}

static void a_whole_report(void **state)
{
	const struct report *report = read_text(sample_text);
	assert_int_equal(report->state, REPORT_RECOGNISED);
	assert_string_equal(report->agency, "松塘县柳桥镇人民政府");
	assert_int_equal(report->year, 2023);
	assert_int_equal(report->title_line, 1);
	assert_headings(report, "1:5 2:9 3:26 4:57 5:64 6:68");
	assert_row(report, "proactive/normative", "2 1 7");
	assert_row(report, "proactive/licence", "30");
	assert_row(report, "proactive/penalty", "4");
	assert_row(report, "proactive/fee", "12.5");
	assert_row(report, "requests/new", "5 2 0 0 1 0 8");
	assert_row(report, "requests/refused.law", "0 1 0 0 0 0 1");
	assert_row(report, "requests/other.other", "0 0 0 0 0 0 0");
	assert_row(report, "requests/processed", "5 2 0 0 1 0 8");
	assert_row(report, "disputes/review", "1 0 0 1 2");
	assert_row(report, "disputes/after_review", "1 1 0 0 2");
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(report->tables[i].nrows_found, report->tables[i].nrows_with_cells);
	assert_int_equal(report->tables[table_named("requests")].line, 31);
	assert_int_equal(report->rows[row_named("requests/carried_out")].line, 55);
	assert_int_equal(report->rows[row_named("disputes/direct")].line, 62);
	assert_int_equal(report->last_line, 74);
}

static void both_layouts_are_the_same(void **state)
{
	static struct report tabs;
	tabs = *read_text(sample_text);
	const struct report *lines = read_text(one_cell_a_line(sample_text));
	assert_int_equal(lines->state, REPORT_RECOGNISED);
	for (size_t i = 0; i < known_format->ncells; i++) {
		assert_int_equal(lines->cells[i].status, tabs.cells[i].status);
		assert_int_equal(lines->cells[i].value, tabs.cells[i].value);
	}
	assert_int_equal(lines->nheadings, 6);
}

/* Nothing is left of what was in the report before. */
static void what_was_there_before(void **state)
{
	static struct report report;
	static struct document document;
	static struct recogniser recogniser = {.document = &document};
	const struct report_row no_row = {0};
	memset(&report, 0xA5, sizeof(report));
	recogniser.format = known_format;
	recogniser.words = &known.words;
	recogniser_begin(&recogniser, &report, STR(""));
	assert_int_equal(report.year + (int)report.nheadings + report.agency[0], 0);
	for (size_t i = 0; i < known_format->nrows; i++)
		assert_memory_equal(&report.rows[i], &no_row, sizeof(no_row));
	for (size_t i = 0; i < known_format->ncells; i++)
		assert_true(report.cells[i].status == CELL_ABSENT && report.cells[i].value == 0 &&
			    report.cells[i].line == 0 && report.cells[i].raw.nbytes == 0);
	assert_ptr_equal(report.format, known_format);
}

static void raw_text_of_cells(void **state)
{
	const char *text = with(sample_text, "2\t1\t7", "2\t 1 \t７（其中修订2件）");
	const struct report *report = read_text(text);
	assert_row(report, "proactive/normative", "2 1 7*");
	const struct cell *cell = &report->cells[cell_named("proactive/normative/effective")];
	assert_int_equal(cell->raw.nbytes, strlen("７（其中修订2件）"));
	assert_memory_equal(text + cell->raw.offset, "７（其中修订2件）", cell->raw.nbytes);
	assert_int_equal(cell->line, 14);
}

static void headings_in_other_words(void **state)
{
	const char *text = with(sample_text, "## 四、政府信息公开行政复议、行政诉讼情况",
				"四、因政府信息公开工作被申请行政复议、提起行政诉讼情况");
	text = with(text, "## 五、存在的主要问题及改进情况", "**五、存在的主要问题及明年改进情况**");
	text = with(text, "## 六、其他需要报告的事项", "### **其他需要报告的事项**");
	text = with(text, "## 一、总体情况", "一 、 总 体 情 况");
	assert_headings(read_text(text), "1:5 2:9 3:26 4:57 5:64 6:68");
	text = with(sample_text, "## 四、政府信息公开行政复议、行政诉讼情况", "四、政府信息公开行政法复议、行政诉讼情况");
	assert_headings(read_text(text), "1:5 2:9 3:26 4:57 5:64 6:68");
}

static void headings_twice_and_missing(void **state)
{
	const char *text = with(sample_text, "## 六、其他需要报告的事项", "六、其他需要报告的事项\n六、其他需要报告的事项");
	assert_headings(read_text(text), "1:5 2:9 3:26 4:57 5:64 6:68 6:69");
	assert_headings(read_text(without(sample_text, "## 五、", "## 六、")), "1:5 2:9 3:26 4:57 6:64");
	/* The heading of another section in the place of one is not taken for it. */
	text = with(sample_text, "## 五、存在的主要问题及改进情况", "## 五、其他情况");
	assert_headings(read_text(text), "1:5 2:9 3:26 4:57 6:68");
}

static void sentences_that_name_headings(void **state)
{
	const char *text = with(sample_text, "本报告所列数据",
				"本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政"
				"复议行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。所列数据");
	text = with(text, "一些栏目", "三、收到和处理政府信息公开申请时有的答复不及时，需要在明年认真改进。一些栏目");
	assert_headings(read_text(text), "1:5 2:9 3:26 4:57 5:64 6:68");
}

/* 一、本年新收 … 四、结转 … have the ordinals of sections. */
static void row_labels_are_no_headings(void **state)
{
	const char *text = with(sample_text, "四、结转下年度继续办理\t\t\t1", "四、结转下年度继续办理\n\n\t\t\t1");
	assert_headings(read_text(text), "1:5 2:9 3:26 4:59 5:66 6:70");
	text = with(sample_text, "全年公开信息120条", "一、本年新收政府信息公开申请数量\n二、上年结转政府信息公开申请数量\n全年");
	assert_headings(read_text(text), "1:5 2:11 3:28 4:59 5:66 6:70");
}

static void heading_taken_into_the_table(void **state)
{
	const char *text = with(sample_text, "## 四、政府信息公开行政复议、行政诉讼情况\n",
				"四、政府信息公开行政复议、行政诉讼情况\t\t\t\n");
	assert_headings(read_text(text), "1:5 2:9 3:26 4:57 5:64 6:68");
}

static void labels_in_other_words(void **state)
{
	const char *text = with(sample_text, "2.其他法律行政法规禁止公开", "2. 其他法律法规禁止公开");
	text = with(text, "5.要求行政机关确认或重新出具已获取信息", "5、要求行政机关确认或重新出具已取得信息");
	text = with(text, "\t（七）总计", "\t(七) 总 计");
	text = with(text, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
		    "(二)部分公开(区分处理的, 只计这一情形, 不计其他情形)");
	text = with(text, "3.危及“三安全一稳定”", "3.危及\"三安全一稳定\"");
	const struct report *report = read_text(text);
	assert_int_equal(report->tables[table_named("requests")].nrows_found, 25);
	assert_row(report, "requests/refused.law", "0 1 0 0 0 0 1");
	assert_int_equal(report->rows[row_named("requests/refused.law")].repairs, 0);
	/* A word that no variant has: found by likeness, and said so. */
	report = read_text(with(sample_text, "4.保护第三方合法权益", "4.保护第三人的合法权益"));
	assert_int_equal(report->rows[row_named("requests/refused.third_party")].line, 38);
	assert_int_equal(report->rows[row_named("requests/refused.third_party")].repairs, REPAIR_WORDS);
}

static void labels_broken_over_rows(void **state)
{
	const char *text = with(sample_text, "6.属于四类过程性信息\t0\t0\t0\t0\t0\t0\t0\n",
				"6.属于四类过程性\t3\t0\t0\t0\t0\t0\t3\n\n\t\t信息\t\t\t\t\t\t\t\n");
	const struct report *report = read_text(text);
	assert_row(report, "requests/refused.process", "3 0 0 0 0 0 3");
	assert_int_equal(report->rows[row_named("requests/refused.process")].repairs, REPAIR_JOINED);
	assert_int_equal(report->tables[table_named("requests")].nrows_found, 25);
	assert_int_equal(report->tables[table_named("requests")].nlost, 0);
	text = with(sample_text, "\t（六）其他处理\t1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请\t0\t0",
		    "\t（六）其他\t1.申请人无正当理由逾期不补正、行\t0\t0");
	text = with(text, "\t\t2.申请人逾期", "\t他处理\t政机关不再处理其政府信息公开申请\t\t\t\t\t\t\t\n\t\t2.申请人逾期");
	report = read_text(text);
	assert_row(report, "requests/other.uncorrected", "0 0 0 0 0 0 0");
	assert_int_equal(report->tables[table_named("requests")].nrows_found, 25);
	assert_int_equal(report->rows[row_named("requests/other.uncorrected")].repairs, REPAIR_JOINED);
}

/* The rest of a group's label stands below the group's first row. */
static void group_labels_broken_over_rows(void **state)
{
	const char *text = with(sample_text, "（四）无法提供\t1.", "（四）无\t1.");
	text = with(text, "\t\t2.没有现成", "\t法提供\t\t\t\t\t\t\t\t\n\t\t2.没有现成");
	const struct report *report = read_text(text);
	assert_row(report, "requests/unavailable.not_held", "1 0 0 0 1 0 2");
	assert_int_equal(report->rows[row_named("requests/unavailable.not_held")].repairs, REPAIR_JOINED);
	assert_int_equal(report->tables[table_named("requests")].nrows_found, 25);
}

/* Labels in another column than their neighbours', the numbers with or without them. */
static void displaced_labels(void **state)
{
	const char *text = with(sample_text, "\t\t3.其他\t0\t0\t0\t0\t0\t0\t0\n", "3.其他\t\t\t0\t0\t0\t0\t0\t0\t0\n");
	text = with(text, "\t（七）总计\t\t5\t2\t0\t0\t1\t0\t8\n", "（七）总计\t5\t2\t0\t0\t1\t0\t8\t\t\n");
	const struct report *report = read_text(text);
	assert_row(report, "requests/other.other", "0 0 0 0 0 0 0");
	assert_row(report, "requests/processed", "5 2 0 0 1 0 8");
	assert_int_equal(report->tables[table_named("requests")].nlost, 0);
}

static void other_as_row_and_as_head(void **state)
{
	const struct report *report = read_text(with(sample_text, "\t\t3.其他\t0", "\t\t其他\t4"));
	assert_row(report, "requests/other.other", "4 0 0 0 0 0 0");
	/* Without numbers it is the head of a column, also where it stands alone. */
	report = read_text(with(sample_text, "法律服务机构\t其他\t\n", "法律服务机构\t\t\n\t\t\t\t\t\t\t\t其他\t\n"));
	assert_row(report, "requests/other.other", "0 0 0 0 0 0 0");
	assert_false(report->rows[row_named("requests/other.other")].repeated);
}

static void a_row_twice(void **state)
{
	const char *text = with(sample_text, "\t\t2.重复申请\t1\t0\t0\t0\t0\t0\t1\n",
				"\t\t2.重复申请\t1\t0\t0\t0\t0\t0\t1\n\t\t2.重复申请\t9\t0\t0\t0\t0\t0\t9\n");
	const struct report *report = read_text(text);
	assert_row(report, "requests/rejected.repeat", "1 0 0 0 0 0 1");
	assert_true(report->rows[row_named("requests/rejected.repeat")].repeated);
	assert_false(report->rows[row_named("requests/rejected.published")].repeated);
}

/* Heads in another order than the form's: which number is whose is not known. */
static void columns_in_another_order(void **state)
{
	const char *text = with(sample_text, "自然人\t法人或其他组织\t\t\t\t\t总计\n", "总计\t自然人\t法人或其他组织\t\t\t\t\t\n");
	const struct report *report = read_text(text);
	assert_row(report, "requests/new", "? ? ? ? ? ? ?");
	assert_row(report, "requests/refused.law", "? ? ? ? ? ? ?");
	assert_row(report, "proactive/normative", "2 1 7");
	assert_row(report, "disputes/review", "1 0 0 1 2");
	assert_row(read_text(sample_text), "requests/new", "5 2 0 0 1 0 8");
	assert_row(read_text(text), "requests/new", "? ? ? ? ? ? ?");
}

/* A second report in the file adds nothing to the first, whatever rows that lacks. */
static void a_second_report(void **state)
{
	struct strbuf text = {0};
	strbuf_append_text(&text, without(sample_text, "\t\t3.要求提供公开出版物", "\t（六）其他处理"));
	strbuf_append_text(&text, sample_text);
	const struct report *report = read_text(strbuf_text(&text));
	assert_row(report, "requests/new", "5 2 0 0 1 0 8");
	assert_row(report, "requests/rejected.published", "? ? ? ? ? ? ?");
	strbuf_clear(&text);
	strbuf_append_text(&text, sample_text);
	strbuf_append_text(&text, "信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t3\t+1\t4\n");
	report = read_text(strbuf_text(&text));
	assert_row(report, "proactive/licence", "30");
	strbuf_free(&text);
}

static void table_cut_by_a_page(void **state)
{
	const char *text = with(sample_text, "\t（四）无法提供\t1.本机关", "\n- 5 -\n\n三、本年度办理结果\t（四）无法提供\t1.本机关");
	const struct report *report = read_text(text);
	assert_int_equal(report->tables[table_named("requests")].nrows_found, 25);
	assert_row(report, "requests/unavailable.not_held", "1 0 0 0 1 0 2");
	assert_row(report, "requests/carried_out", "1 0 0 0 0 0 1");
}

static void disputes_of_other_shapes(void **state)
{
	static const char line[] = "1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t1\t1\t0\t0\t2";
	const char *text = with(sample_text, line, "\t\t\t\t\t\t\t\t\t\t\t\t\t\t");
	const struct report *report = read_text(text);
	assert_row(report, "disputes/review", "_ _ _ _ _");
	assert_row(report, "disputes/direct", "_ _ _ _ _");
	text = with(sample_text, line, "1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t1\t1\t0\t0");
	report = read_text(text);
	assert_row(report, "disputes/review", "? ? ? ? ?");
	assert_int_equal(report->tables[table_named("disputes")].nlost, 15);
}

static const char only_words[] = "2016年政府信息公开工作年度报告\n\n一、概述\n\n全年公开信息。\n";

static void texts_without_tables(void **state)
{
	assert_state("关于召开会议的通知\n\n各科室：\n请准时参加。\n", REPORT_NOT_A_REPORT);
	assert_state("", REPORT_EMPTY);
	assert_state(only_words, REPORT_NO_FORM);
	/* Three of the sections make a report of a year that has this form. */
	assert_state("一、总体情况\n好。\n五、存在的主要问题及改进情况\n无。\n六、其他需要报告的事项\n无。\n", REPORT_RECOGNISED);
	assert_state("一、总体情况\n好。\n六、其他需要报告的事项\n无。\n", REPORT_NOT_A_REPORT);
	assert_state("松塘县人民政府2018年政府信息公开工作年度报告\n一、总体情况\n好。\n五、存在的主要问题及改进情况\n"
		     "无。\n六、其他需要报告的事项\n无。\n", REPORT_NO_FORM);
}

/* Tables that came without their numbers, or as pictures with a caption. */
static const char pictures[] =
	"松塘县水利局2023年政府信息公开工作年度报告\n一、总体情况\n好。\n二、主动公开政府信息情况\n"
	"图一：本年制发件数、现行有效件数\n三、收到和处理政府信息公开申请情况\n图二：本列数据的勾稽关系\n"
	"四、政府信息公开行政复议、行政诉讼情况\n图三：未经复议直接起诉、复议后起诉\n";

static void layout_that_is_not_read(void **state)
{
	const struct report *report = read_text(pictures);
	assert_int_equal(report->state, REPORT_LAYOUT_UNKNOWN);
	for (size_t i = 0; i < 3; i++) {
		assert_true(report->tables[i].mentioned);
		assert_int_equal(report->tables[i].line, 0);
	}
	assert_int_equal(examine_text(pictures, "a.txt")->findings.count, 0);
}

/* One table that cannot be read, the others read: its place is open, the rest is checked. */
static void one_table_not_read(void **state)
{
	const char *text = without(sample_text, "行政复议\t\t\t\t\t行政诉讼", "\n## 五、");
	text = with(text, "\n## 五、", "图三：未经复议直接起诉、复议后起诉\n\n## 五、");
	const struct report *report = read_text(text);
	assert_int_equal(report->state, REPORT_RECOGNISED);
	assert_int_equal(report->tables[table_named("disputes")].line, 0);
	assert_true(report->tables[table_named("disputes")].mentioned);
	assert_row(report, "disputes/review", ". . . . .");
	assert_row(report, "requests/processed", "5 2 0 0 1 0 8");
}

/* A row whose cells are separated by blanks is there, but not readable. */
static void one_row_not_read(void **state)
{
	const char *text = with(sample_text, "四、结转下年度继续办理\t\t\t1\t0\t0\t0\t0\t0\t1\n",
				"四、结转下年度继续办理 1 0 0 0 0 0 1\n");
	const struct report *report = read_text(text);
	size_t row = row_named("requests/carried_out");
	assert_row(report, "requests/carried_out", "? ? ? ? ? ? ?");
	assert_int_equal(report->rows[row].line, 0);
	assert_true(report->rows[row].mentioned);
	assert_row(report, "requests/processed", "5 2 0 0 1 0 8");
}

static void take(void *context, const struct block *block)
{
	recogniser_take(context, block);
}

/* Reads it, one report after the other with the same recogniser. */
static const struct recogniser *recognise(const char *text)
{
	static struct document document;
	static struct recogniser recogniser = {.document = &document};
	static struct report report;
	recogniser.format = known_format;
	recogniser.labels = known_labels;
	recogniser.words = &known.words;
	recogniser_begin(&recogniser, &report, str_from(text));
	text_read_blocks(str_from(text), &(struct block_sink){take, &recogniser});
	recogniser_finish(&recogniser, "a.txt");
	return &recogniser;
}

/* Words of tables are passed over once every row was met, not before, and only in that report. */
static void words_behind_all_rows(void **state)
{
	static const char words[] = "行政许可\n本列数据的勾稽关系、未经复议直接起诉、本年制发件数\n四、结转下年度继续办理 1 0\n";
	static const char *const rows[] = {"行政许可\t30\t\t\n", "四、结转下年度继续办理\t\t\t1\t0\t0\t0\t0\t0\t1\n"};
	static const char *const names[] = {"proactive/licence", "requests/carried_out"};
	const char *text = with(sample_text, "一些栏目更新", with("X\n一些栏目更新", "X", words));
	for (size_t i = 0; i < 2; i++) {
		const struct recogniser *recogniser = recognise(text);
		assert_true(recogniser->all_found);
		assert_int_equal(recogniser->words_inside, 0);
		for (size_t row = 0; row < known_format->nrows; row++)
			assert_false(recogniser->report->rows[row].mentioned);
		recogniser = recognise(with(text, rows[i], ""));
		assert_false(recogniser->all_found);
		assert_true(recogniser->report->rows[row_named(names[i])].mentioned);
	}
	/* Where all rows were read, the words of such reports are not missed. */
	const char *nameless = without(text, "# 松塘县", "## 一、");
	assert_true(recognise(nameless)->all_found);
	assert_int_equal(recognise(nameless)->report->state, REPORT_RECOGNISED);
	/* A table that is not there but spoken of. */
	const struct recogniser *recogniser = recognise(without(text, "1\t0\t0\t1\t2\t0", "\n## 五、"));
	assert_false(recogniser->all_found);
	assert_true(recogniser->report->tables[table_named("disputes")].mentioned);
}

/* The numbers of the first are not told from what follows. */
static void two_rows_in_one(void **state)
{
	const char *text = with(sample_text, "行政处罚\t4\t\t\n行政强制", "行政处罚\t4\t行政强制");
	const struct report *report = read_text(text);
	assert_row(report, "proactive/penalty", "?");
	assert_true(report->rows[row_named("proactive/penalty")].mentioned);
}

/* Numbers without a label are those of the next row, if that is missing. If it is there, the row before them is not
 * what it seems. */
static void numbers_without_a_label(void **state)
{
	static const char repeat[] = "\t\t2.重复申请\t1\t0\t0\t0\t0\t0\t1\n";
	static const char published[] = "\t\t3.要求提供公开出版物\t0\t0\t0\t0\t0\t0\t0\n";
	char both[512];
	snprintf(both, sizeof(both), "%s\t\t\t3\t0\t0\t0\t0\t0\t3\n", repeat);
	const struct report *report = read_text(with(sample_text, repeat, both));
	assert_row(report, "requests/rejected.repeat", "? ? ? ? ? ? ?");
	assert_row(report, "requests/rejected.published", "0 0 0 0 0 0 0");
	assert_row(report, "requests/rejected.petition", "0 0 0 0 0 0 0");
	report = read_text(without(with(sample_text, repeat, both), published, "\t\t4."));
	assert_row(report, "requests/rejected.repeat", "1 0 0 0 0 0 1");
	assert_row(report, "requests/rejected.published", "? ? ? ? ? ? ?");
	/* Fewer numbers are no row, and with a text they are one of another table. */
	snprintf(both, sizeof(both), "%s\t\t\t3\t0\t0\n\t\t合计数\t3\t0\t0\t0\t0\t0\t3\n", repeat);
	report = read_text(with(sample_text, repeat, both));
	assert_row(report, "requests/rejected.repeat", "1 0 0 0 0 0 1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_report),
		cmocka_unit_test(both_layouts_are_the_same),
		cmocka_unit_test(what_was_there_before),
		cmocka_unit_test(raw_text_of_cells),
		cmocka_unit_test(headings_in_other_words),
		cmocka_unit_test(headings_twice_and_missing),
		cmocka_unit_test(sentences_that_name_headings),
		cmocka_unit_test(row_labels_are_no_headings),
		cmocka_unit_test(heading_taken_into_the_table),
		cmocka_unit_test(labels_in_other_words),
		cmocka_unit_test(labels_broken_over_rows),
		cmocka_unit_test(group_labels_broken_over_rows),
		cmocka_unit_test(displaced_labels),
		cmocka_unit_test(other_as_row_and_as_head),
		cmocka_unit_test(a_row_twice),
		cmocka_unit_test(columns_in_another_order),
		cmocka_unit_test(a_second_report),
		cmocka_unit_test(table_cut_by_a_page),
		cmocka_unit_test(disputes_of_other_shapes),
		cmocka_unit_test(texts_without_tables),
		cmocka_unit_test(layout_that_is_not_read),
		cmocka_unit_test(one_table_not_read),
		cmocka_unit_test(one_row_not_read),
		cmocka_unit_test(words_behind_all_rows),
		cmocka_unit_test(two_rows_in_one),
		cmocka_unit_test(numbers_without_a_label),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
