/* The document: what the recogniser tells of the blocks on its way through a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/sample_text.h"

/* What the document holds. */
struct told {
	unsigned nparagraphs, nheadings, ntables, nstray;
	struct str title;
	uint32_t stray_line;
};

static struct told tell(const char *text)
{
	struct told told = {0};
	const struct document *document = &examine_text(text, "a.txt")->document;
	for (size_t i = 0; i < document->nitems; i++) {
		const struct document_item *item = &document->items[i];
		told.nparagraphs += item->kind == DOCUMENT_PARAGRAPH || item->kind == DOCUMENT_TITLE;
		told.nheadings += item->kind == DOCUMENT_HEADING;
		told.ntables += item->kind == DOCUMENT_TABLE;
		told.nstray += item->kind == DOCUMENT_STRAY_ROW;
		if (item->kind == DOCUMENT_TITLE)
			told.title = item->text;
		if (item->kind == DOCUMENT_STRAY_ROW)
			told.stray_line = item->line;
	}
	return told;
}

static void tells_of_the_blocks(void **state)
{
	struct told told = tell(sample_text);
	assert_int_equal(told.nparagraphs, 7);
	assert_int_equal(told.nheadings, 6);
	assert_int_equal(told.ntables, 3);
	assert_int_equal(told.nstray, 0);
	assert_true(str_equal(told.title, STR("松塘县柳桥镇人民政府2023年政府信息公开工作年度报告")));
}

static void rows_of_no_table(void **state)
{
	const char *text = with(sample_text, "一些栏目", "栏目\t次数\n要闻\t12\n\n一些栏目");
	struct told told = tell(text);
	assert_int_equal(told.nstray, 2);
	assert_int_equal(told.stray_line, 67);
	assert_row(&examine_text(text, "a.txt")->report, "disputes/after_review", "1 1 0 0 2");
	/* A line of numbers, between table two and three, is no row either. */
	told = tell(with(sample_text, "## 三、", "\t1\t2\t3\n\n## 三、"));
	assert_int_equal(told.nstray, 1);
}

/* Prose that somebody indented with a tab is prose. */
static void indented_prose(void **state)
{
	const char *text = with(sample_text, "全年公开信息120条", "\t全年公开信息120条");
	struct told told = tell(text);
	assert_int_equal(told.nparagraphs, 7);
	assert_int_equal(told.nstray, 0);
	text = with(sample_text, "## 五、存在的主要问题及改进情况", "\t五、存在的主要问题及改进情况");
	assert_int_equal(tell(text).nheadings, 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_of_the_blocks),
		cmocka_unit_test(rows_of_no_table),
		cmocka_unit_test(indented_prose),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
