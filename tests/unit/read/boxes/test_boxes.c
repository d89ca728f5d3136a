#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sys/stat.h>

#include "check/examined.h"

#include "base/utf8.h"
#include "read/blocks.h"
#include "read/boxes/boxes.h"
#include "read/convert.h"

/* Pages are given as words "X Y TEXT;" with the left edge and the middle in points, in a font of 10 points; "page;"
 * begins the next page, of 420 by 842 points. */

static double width_of_text(struct str text)
{
	double width = 0;
	while (text.nbytes) {
		struct utf8_char c = utf8_decode(text);
		width += c.code_point < 0x1100 ? 5 : 10;
		text = str_slice(text, c.nbytes, text.nbytes);
	}
	return width;
}

static double take_number(struct str *rest)
{
	double number = 0;
	while (rest->nbytes && rest->ptr[0] >= '0' && rest->ptr[0] <= '9') {
		number = number * 10 + (rest->ptr[0] - '0');
		*rest = str_slice(*rest, 1, rest->nbytes);
	}
	*rest = str_trim(*rest);
	return number;
}

static void append_word(struct strbuf *xml, struct str word)
{
	double x = take_number(&word), y = take_number(&word);
	strbuf_printf(xml, "<flow><block><line xMin=\"0\"><word xMin=\"%f\" yMin=\"%f\" xMax=\"%f\" yMax=\"%f\">", x,
		      y - 5, x + width_of_text(word), y + 5);
	strbuf_append(xml, word);
	strbuf_append_text(xml, "</word>\n</line></block></flow>\n");
}

static void make_xml(const char *words, struct strbuf *xml)
{
	struct str rest = str_from(words), word;
	strbuf_append_text(xml, "<html><body><doc>\n<page width=\"470.0\" height=\"842.0\">\n");
	while (str_split(&rest, ';', &word)) {
		word = str_trim(word);
		if (str_equal(word, STR("page")))
			strbuf_append_text(xml, "</page><page width=\"470.0\" height=\"842.0\">\n");
		else if (word.nbytes)
			append_word(xml, word);
	}
	strbuf_append_text(xml, "</page></doc></body></html>\n");
}

/* What is read, and where its text was at the first block. */
struct reading {
	const struct boxes_reader *reader;
	const char *place;
	struct strbuf *out;
};

static void describe(void *context, const struct block *block)
{
	struct reading *reading = context;
	if (!reading->place)
		reading->place = reading->reader->text.ptr;
	assert_ptr_equal(reading->reader->text.ptr, reading->place);
	for (size_t i = 0; i < block->ncells; i++)
		assert_true(block->cells[i].line > 0 && block->cells[i].column > 0);
	describe_block(reading->out, block);
}

static void assert_xml(const char *xml, const char *expected)
{
	struct boxes_reader reader = {0};
	struct strbuf out = {0};
	struct reading reading = {&reader, NULL, &out};
	const struct block_sink sink = {describe, &reading};
	boxes_read_blocks(&reader, str_from(xml), &sink);
	assert_string_equal(strbuf_text(&out), expected);
	/* Again with the same reader. */
	strbuf_clear(&out);
	boxes_read_blocks(&reader, str_from(xml), &sink);
	assert_string_equal(strbuf_text(&out), expected);
	strbuf_free(&out);
	boxes_reader_free(&reader);
}

static void assert_placed(const char *words, const char *expected)
{
	struct strbuf xml = {0};
	make_xml(words, &xml);
	assert_xml(strbuf_text(&xml), expected);
	strbuf_free(&xml);
}

static void nothing(void **state)
{
	assert_xml("", "");
	assert_xml("<", "");
	assert_xml("<page", "");
	assert_xml("<html><page><word>text</word></page>", "");
	assert_xml("<word xMin=\"1\" yMin=\"1\" xMax=\"9\" yMax=\"9\">before any page</word>", "");
	assert_xml("<page><word xMin=\"nan\" yMin=\"1\" xMax=\"9\" yMax=\"9\">a</word>", "");
	assert_xml("<page><word xMin=\"1e9\" yMin=\"1\" xMax=\"9\" yMax=\"9\">a</word>", "");
	assert_xml("<page><word xMin=\"9\" yMin=\"1\" xMax=\"1\" yMax=\"9\">backwards</word>", "");
	assert_xml("<page><word xMin=\"1\" yMin=\"1\" xMax=\"9\" yMax=\"9\"> \xc2\xa0</word>", "");
	assert_placed("page;page", "");
}

#define WORD "<word xMin=\"1\" yMin=\"1\" xMax=\"90\" yMax=\"9\">"

static void characters(void **state)
{
	assert_xml("<page>" WORD "a&lt;b&amp;c &#x6587;&#25991;&#;&x;</word>",
		   "1 a<b&c 文文&#;&x;\n");
	assert_xml("<page>" WORD "a\x01\xff\x1b[m&#27;b</word>", "1 a?[mb\n");
	/* Kangxi radicals that stand for the characters they look like. */
	assert_xml("<page>" WORD "⽂⽬⾏政</word>", "1 文目行政\n");
	/* A damaged end. */
	assert_xml("<page>" WORD "whole</word><word xMin=\"1\" yMin=",
		   "1 whole\n");
}

/* Blanks between words; lines of a paragraph; headings; titles; indents. */
static void prose(void **state)
{
	assert_placed("70 100 甲乙; 93 100 2024; 116 100 年; 140 100 open; 163 100 data", "1 甲乙2024年 open data\n");
	assert_placed("90 100 一二三四五六七八九十一二三四五六七八九十; 70 118 一二三四五六七八九十。;"
		      "90 136 一、标题;"
		      "90 154 一二三四五六七八九十一二三四五六七八九十; 70 172 一二三四五六七八九十一二三四五六七八九十一二;"
		      "90 190 又一段",
		      "1 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十。\n3 一、标题\n"
		      "4 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二\n6 又一段\n");
	/* Numbers in the text are no table, however wide the gaps around them. */
	assert_placed("70 100 共受理申请; 140 100 35; 170 100 件，答复; 230 100 34; 260 100 件。",
		      "1 共受理申请 35 件，答复 34 件。\n");
}

#define HEAD3 "70 100 信息内容; 250 100 制发件数; 340 100 废止件数; 420 100 有效件数;"

static void tables(void **state)
{
	assert_placed("90 70 二、主动公开政府信息情况的一个标题文字; " HEAD3
		      "70 130 规章; 250 130 1; 340 130 0; 420 130 11;"
		      "70 160 规范性文件; 250 160 8; 340 160 26; 420 160 66;"
		      "70 190 第（五）项; 70 220 信息内容; 250 220 处理决定数量;"
		      "70 250 行政许可; 250 250 447228",
		      "1 二、主动公开政府信息情况的一个标题文字\n"
		      "2 grid|信息内容|制发件数|废止件数|有效件数|\n3 grid|规章|1|0|11|\n4 grid|规范性文件|8|26|66|\n"
		      "5 第（五）项\n6 grid|信息内容|处理决定数量|\n7 grid|行政许可|447228|\n");
	/* A line of numbers without labels under heads of two storeys, words broken. */
	assert_placed("70 100 复议; 250 100 诉讼; 70 130 结果; 110 130 结果; 150 136 总计; 250 130 结果; 290 130 结果;"
		      "330 136 总计; 70 142 维持; 110 142 纠正; 250 142 维持; 290 142 纠正;"
		      "70 180 1; 110 180 2; 150 180 3; 250 180 4; 290 180 5; 330 180 9",
		      "1 grid|复议|||诉讼|||\n2 grid|结果维持|结果纠正|总计@3|结果维持|结果纠正|总计@3|\n5 grid|1|2|3|4|5|9|\n");
	/* Cells without any numbers. */
	assert_placed("70 100 姓名; 250 100 职务", "1 lines|姓名|职务|\n");
}

/* Numbers that are not there leave their cells empty, whatever stands beside them. */
static void missing_numbers(void **state)
{
	assert_placed(HEAD3 "70 130 规章; 340 130 0; 420 130 11;"
			    "70 160 规范性文件; 250 160 8; 340 160 26; 70 190 其他文件; 420 190 5",
		      "1 grid|信息内容|制发件数|废止件数|有效件数|\n2 grid|规章||0|11|\n3 grid|规范性文件|8|26||\n"
		      "4 grid|其他文件|||5|\n");
	/* A column without numbers is known by its head. */
	assert_placed(HEAD3 "70 130 规章; 250 130 0; 420 130 11; 70 160 规范性文件; 250 160 8; 420 160 66",
		      "1 grid|信息内容|制发件数|废止件数|有效件数|\n2 grid|规章|0||11|\n3 grid|规范性文件|8||66|\n");
	/* Between two heads: it may be under either, and the row is none that can be read. */
	assert_placed(HEAD3 "70 130 规章; 250 130 0; 390 130 11",
		      "1 grid|信息内容|制发件数|废止件数|有效件数|\n2 lines|规章|…\n");
	/* Signs for none are values. */
	assert_placed(HEAD3 "70 130 规章; 250 130 /; 340 130 —; 420 130 无",
		      "1 grid|信息内容|制发件数|废止件数|有效件数|\n2 grid|规章|/|—|无|\n");
	/* A row that was left blank has room; a label that has none is known to have lost its numbers. */
	assert_placed("70 100 一、甲; 250 100 1; 340 100 2; 70 130 二、乙; 250 130 1; 340 130 2; 70 160 三、丙;"
		      "70 190 四、丁; 250 190 1; 340 190 2",
		      "1 grid|一、甲|1|2|^|\n2 grid|二、乙|1|2|^|\n3 grid|三、丙|||^|\n4 grid|四、丁|1|2|^|\n");
}

/* Labels in several lines, level with their numbers by the middle; lines set as close within a label as between two. */
static void broken_labels(void **state)
{
	assert_placed("70 100 1.第一个名称; 250 100 1; 290 100 2;"
		      "70 115 2.第二个名称在两; 70 130 行里; 250 122 3; 290 122 4;"
		      "70 145 3.第三个名称在三; 70 160 行里面因为它实在; 70 175 太长; 250 160 5; 290 160 6;"
		      "70 190 4.其他; 250 190 7; 290 190 8",
		      "1 grid|1.第一个名称|1|2|^|\n3 grid|2.第二个名称在两行里@2|3|4|^|\n"
		      "6 grid|3.第三个名称在三行里面因为它实在太长@5|5|6|^|\n8 grid|4.其他|7|8|^|\n");
	/* By the first line. */
	assert_placed("70 100 1.第一个名称; 250 100 1; 290 100 2;"
		      "70 115 2.第二个名称在两; 70 130 行里; 250 115 3; 290 115 4;"
		      "70 145 3.第三个名称在两; 70 160 行里; 250 145 5; 290 145 6;",
		      "1 grid|1.第一个名称|1|2|^|\n2 grid|2.第二个名称在两行里|3|4|^|\n4 grid|3.第三个名称在两行里|5|6|^|\n");
	/* Characters set apart. */
	assert_placed("70 100 规; 90 100 章; 250 100 1; 290 100 2; 70 130 其他文件; 250 130 3; 290 130 4",
		      "1 grid|规章|1|2|^|\n2 grid|其他文件|3|4|^|\n");
}

static const char groups[] = "70 100 一、新收申请的数量; 250 100 9; 290 100 9;"
			     "100 130 （一）予以公开; 250 130 1; 290 130 1;"
			     "140 160 1.国家秘密; 250 160 2; 290 160 2;"
			     "140 190 2.其他法规; 250 190 3; 290 190 3;"
			     "140 220 3.安全; 250 220 4; 290 220 4;"
			     "100 182 （二）; 100 197 不予; 70 167 办; 70 182 理; 70 197 结; 70 212 果;"
			     "70 250 二、结转; 250 250 5; 290 250 5";

static void label_groups(void **state)
{
	assert_placed(groups, "1 grid|一、新收申请的数量|^|^|9|9|^|\n2 grid|办理结果@4|（一）予以公开|^|1|1|^|\n"
			      "3 grid||（二）不予@5|1.国家秘密|2|2|^|\n6 grid|||2.其他法规|3|3|^|\n9 grid|||3.安全|4|4|^|\n"
			      "10 grid|二、结转|^|^|5|5|^|\n");
}

static void broken_numbers(void **state)
{
	/* Two lines around the middle of a row that has no number there. */
	assert_placed("70 100 甲的数; 250 100 12; 290 100 2; 70 140 乙的数; 250 133 39857; 250 147 58; 290 140 4",
		      "1 grid|甲的数|12|2|^|\n2 grid|乙的数@3|3985758|4@3|^|\n");
	/* The rest of a number below it: neither part is taken for a number of its own. */
	assert_placed("70 100 甲的数; 250 100 12; 290 100 2; 340 100 5; 70 140 乙的数; 250 140 39857; 250 153 58; 290 140 4;"
		      "340 140 6",
		      "1 grid|甲的数|12|2|5|^|\n2 grid|乙的数|39857 58|4|6|^|\n");
}

/* Numbers of a row set at different heights look like two rows with blanks: none of them is told. */
static void ragged_rows(void **state)
{
	assert_placed(HEAD3 "70 130 规章; 250 126 1; 340 134 0; 420 134 11; 70 160 规范性文件; 250 160 8; 340 160 26;"
			    "420 160 66",
		      "1 grid|信息内容|制发件数|废止件数|有效件数|\n2 lines||…\n3 lines|规章@2|…\n"
		      "4 lines|规范性文件|8|26|66|\n");
	/* The second line of a number that could not be put to the first. */
	assert_placed(HEAD3 "70 130 规章; 250 130 1; 340 130 0; 420 130 11; 70 160 规范性文件; 250 160 8; 340 160 26;"
			    "422 160 66; 422 172 5",
		      "1 grid|信息内容|制发件数|废止件数|有效件数|\n2 grid|规章|1|0|11|\n3 grid|规范性文件|8|26|66 5|\n");
	/* Text among the numbers, and a number that the edge of the page may have cut. */
	assert_placed(HEAD3 "70 130 规章; 250 130 1; 340 130 见附件; 420 130 11; 70 160 规范性文件; 250 160 8;"
			    "340 160 26; 420 160 66",
		      "1 grid|信息内容|制发件数|废止件数|有效件数|\n2 lines|规章|…\n3 lines|规范性文件|8|26|66|\n"
		      "2 见附件\n");
	assert_placed("70 100 一、甲; 250 100 1; 462 100 22; 70 130 二、乙; 250 130 1; 462 130 2",
		      "1 lines|一、甲|^|…\n2 lines|二、乙|1|2|^|\n");
	/* A change against last year is a number. */
	assert_placed(HEAD3 "70 130 规章; 250 130 1; 340 130 减7; 420 130 增11",
		      "1 grid|信息内容|制发件数|废止件数|有效件数|\n2 grid|规章|1|减7|增11|\n");
}

static void pages(void **state)
{
	/* The table goes on, and a label with it; page numbers are no numbers of it. */
	assert_placed("70 670 信息内容; 250 670 制发件数; 340 670 废止件数; 420 670 有效件数;"
		      "70 700 规章; 250 700 1; 340 700 2; 420 700 3; 70 730 规范性文件和其他; 300 800 - 1 -; page;"
			    "70 80 的文件; 250 80 4; 340 80 5; 420 80 6; 70 110 其他; 340 110 7; 300 800 - 2 -",
		      "1 grid|信息内容|制发件数|废止件数|有效件数|\n2 grid|规章|1|2|3|\n5 grid|规范性文件和其他的文件@3|4|5|6|\n"
		      "6 grid|其他||7||\n");
	/* Bare page numbers are known by counting on. */
	assert_placed("70 100 甲; 300 800 4; page; 70 100 乙; 300 800 5; page; 70 100 丙; 300 800 6", "1 甲\n3 乙\n5 丙\n");
	assert_placed("70 100 甲; 300 800 4; page; 70 100 乙; 300 800 9", "1 甲\n2 4\n3 乙\n4 9\n");
	/* Running heads stay once. */
	assert_placed("70 40 年度报告; 70 100 甲; page; 70 40 年度报告; 70 100 乙; page; 70 40 年度报告; 70 100 丙",
		      "1 年度报告\n2 甲\n4 乙\n6 丙\n");
	/* A paragraph over the end of a page. */
	assert_placed("90 700 一二三四五六七八九十一二三四五六七八九十; 300 800 — 1 —; page;"
		      "70 80 一二三四五六七八九十一二三四五六七八九十一二; 70 98 完。",
		      "1 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二完。\n");
}

/* More than any of the limits. */
static void masses(void **state)
{
	struct strbuf xml = {0}, out = {0};
	struct boxes_reader reader = {0};
	struct reading reading = {&reader, NULL, &out};
	const struct block_sink sink = {describe, &reading};
	strbuf_append_text(&xml, "<page height=\"842\">");
	for (unsigned i = 0; i < 30000; i++)
		strbuf_printf(&xml, "<line><word xMin=\"%u\" yMin=\"%u\" xMax=\"%u\" yMax=\"%u\">%s</word></line>",
			      i % 70 * 9, i / 70 * 12, i % 70 * 9 + 5, i / 70 * 12 + 10, i % 9 ? "7" : "其他");
	boxes_read_blocks(&reader, strbuf_view(&xml), &sink);
	assert_int_equal(reader.nwords, 30000);
	assert_int_equal(reader.npages, 1);
	boxes_reader_free(&reader);
	strbuf_free(&xml);
	strbuf_free(&out);
}

/* Every number of a published report. */
static void published_report(void **state)
{
	struct convert_choice choice;
	struct stat info;
	const char *path = in_source_tree("../shared/reports/2024-huaian-szf.pdf");
	if (stat(path, &info) < 0 || !convert_choose(CONVERT_PDF, NULL, &choice)) {
		print_message("published_report: %s or pdftotext is not there\n", path);
		skip();
	}
	const struct examiner *examiner = examine_file(path);
	const struct report *report = &examiner->report;
	const struct format_table *requests = &known_format->tables[table_named("requests")];
	assert_int_equal(report->state, REPORT_RECOGNISED);
	assert_int_equal(requests->ncells, 175);
	for (size_t i = 0; i < known_format->ncells; i++)
		assert_int_equal(report->cells[i].status, CELL_READ);
	assert_open(examiner, "D-SIGN notice fail signature\nS-ART50 warning fail section/1\n");
	assert_int_equal(examiner->findings.not_assessable, 0);
	assert_row(report, "requests/processed", "2932 53 0 0 61 4 3050");
	assert_row(report, "disputes/after_review", "12 1 1 6 20");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing),       cmocka_unit_test(characters),
		cmocka_unit_test(prose),         cmocka_unit_test(tables),
		cmocka_unit_test(missing_numbers), cmocka_unit_test(broken_labels),
		cmocka_unit_test(label_groups),  cmocka_unit_test(broken_numbers),
		cmocka_unit_test(ragged_rows),   cmocka_unit_test(pages),         cmocka_unit_test(masses),
		cmocka_unit_test(published_report),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
