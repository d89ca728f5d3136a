/* The running text for patterns: one form of letters and marks, cut sentences put together, lines kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "report/prose.h"

static struct prose build(const struct document_item *items, size_t nitems)
{
	struct document document = {.nitems = nitems, .items = (struct document_item *)items};
	struct prose prose = {0};
	prose_build(&prose, &document, 0, &known.words);
	return prose;
}

static void cut_sentences(void **state)
{
	const struct document_item items[] = {
		{DOCUMENT_TITLE, 1, STR("甲镇2023年报告"), 0, 0},
		{DOCUMENT_HEADING, 2, STR("一、总体情况"), 1, 0},
		{DOCUMENT_PARAGRAPH, 3, STR("全年主动公开各类政府信息 440 条，其中通过网站公开"), 1, 0},
		{DOCUMENT_PARAGRAPH, 6, STR("298 条，通过公众号公开 142 条。"), 1, 0},
		{DOCUMENT_PARAGRAPH, 7, STR("（二）依申请公开"), 1, 0},
		{DOCUMENT_PARAGRAPH, 8, STR("未收到申请。"), 1, 0},
		{DOCUMENT_PARAGRAPH, 9, STR("甲镇人民政府"), 1, 0},
		{DOCUMENT_PARAGRAPH, 10, STR("2024年1月5日"), 1, 0},
	};
	struct prose prose = build(items, sizeof(items) / sizeof(*items));
	assert_int_equal(prose.count, 7);
	assert_int_equal(prose.paragraphs[0].kind, PROSE_TITLE);
	assert_int_equal(prose.paragraphs[1].kind, PROSE_HEADING);
	struct str text = prose_text(&prose, 2);
	assert_true(str_equal(text, STR("全年主动公开各类政府信息440条，其中通过网站公开298条，通过公众号公开142条。")));
	assert_int_equal(prose.paragraphs[2].nruns, 2);
	assert_int_equal(prose_line(&prose, text.ptr), 3);
	assert_int_equal(prose_line(&prose, text.ptr + str_find(text, STR("298"))), 6);
	assert_int_equal(prose_line(&prose, prose_text(&prose, 6).ptr), 10);
	assert_int_equal(prose.paragraphs[6].section, 1);
	prose_free(&prose);
}

static void numbers_at_a_cut(void **state)
{
	const struct document_item items[] = {
		{DOCUMENT_PARAGRAPH, 1, STR("全年主动公开各类政府信息400条，其中政策文件类占"), 1, 0},
		{DOCUMENT_PARAGRAPH, 2, STR("7.5%，其他信息占92.5%，网站全年访问量达到"), 1, 0},
		{DOCUMENT_PARAGRAPH, 3, STR("1.2万次，收到留言30条，均在规定时间内回复"), 1, 0},
		{DOCUMENT_PARAGRAPH, 4, STR("2.2023年，收到申请3件，均按时办理并且送达本人"), 1, 0},
		{DOCUMENT_PARAGRAPH, 5, STR("3.加强管理，全年没有发生因为公开而引起的纠纷。"), 1, 0},
		{DOCUMENT_PARAGRAPH, 6, STR("其中，复议0件。"), 1, 0},
		{DOCUMENT_PARAGRAPH, 7, STR("另有诉讼0件。"), 1, 0},
		{DOCUMENT_PARAGRAPH, 8, STR("其中略。"), 1, 0},
	};
	struct prose prose = build(items, sizeof(items) / sizeof(*items));
	assert_int_equal(prose.count, 5);
	assert_int_equal(prose.paragraphs[0].nruns, 3);
	assert_int_equal(prose.paragraphs[1].nruns, 1);
	assert_int_equal(prose.paragraphs[2].nruns, 2);
	assert_int_equal(prose.paragraphs[4].nruns, 1);
	prose_free(&prose);
}

/* What says of which parts the number before it is made goes on with the paragraph of that number. */
static void parts_in_a_paragraph_of_their_own(void **state)
{
	const struct document_item items[] = {
		{DOCUMENT_PARAGRAPH, 1, STR("（二）依申请公开。全年收到政府信息公开申请35件，均按时办结。"), 1, 0},
		{DOCUMENT_PARAGRAPH, 2, STR("办理结果为：予以公开20件，部分公开15件。"), 1, 0},
		{DOCUMENT_PARAGRAPH, 3, STR("办理结果公开情况良好，群众对此是满意的。"), 1, 0},
		{DOCUMENT_PARAGRAPH, 4, STR("全年主动公开政府信息120条，内容较为丰富。"), 1, 0},
		{DOCUMENT_PARAGRAPH, 5, STR("从公开渠道看，网站公开100条，公示栏公开20条。"), 1, 0},
		{DOCUMENT_PARAGRAPH, 6, STR("在主动公开方面，还有不足。"), 1, 0},
	};
	struct prose prose = build(items, sizeof(items) / sizeof(*items));
	assert_int_equal(prose.count, 4);
	assert_int_equal(prose.paragraphs[0].nruns, 2);
	assert_int_equal(prose.paragraphs[2].nruns, 2);
	prose_free(&prose);
}

static void a_table_between(void **state)
{
	const struct document_item items[] = {
		{DOCUMENT_PARAGRAPH, 1, STR("这是一段在表格之前没有结束标点而且足够长的文字"), 1, 0},
		{DOCUMENT_TABLE, 2, {0}, 1, 0},
		{DOCUMENT_PARAGRAPH, 9, STR("表格之后的文字。"), 1, 0},
	};
	struct prose prose = build(items, 3);
	assert_int_equal(prose.count, 2);
	prose_free(&prose);
}

static void sentences(void **state)
{
	const struct document_item items[] = {
		{DOCUMENT_PARAGRAPH, 1, STR("先说一句。再收到3件；又有2件，办结。没有了"), 1, 0},
	};
	struct prose prose = build(items, 1);
	struct str text = prose_text(&prose, 0);
	struct str two = str_slice(text, str_find(text, STR("2")), 1);
	assert_true(str_equal(prose_sentence(&prose, 0, two), STR("又有2件，办结。")));
	assert_true(str_equal(prose_sentence(&prose, 0, str_slice(text, 0, 3)), STR("先说一句。")));
	struct str last = str_slice(text, str_find(text, STR("没有")), 6);
	assert_true(str_equal(prose_sentence(&prose, 0, last), STR("没有了")));
	prose_free(&prose);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cut_sentences),
		cmocka_unit_test(numbers_at_a_cut),
		cmocka_unit_test(parts_in_a_paragraph_of_their_own),
		cmocka_unit_test(a_table_between),
		cmocka_unit_test(sentences),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
