/* What the recogniser tells of the blocks on its way through a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/sample_text.h"

/* What the events told. */
struct told {
	unsigned nbegins;
	unsigned nparagraphs, nheadings, ntables, nstray;
	struct str title;
	uint32_t stray_line;
};

/* What was told before is void. */
static void begin(void *context)
{
	unsigned nbegins = ((struct told *)context)->nbegins;
	*(struct told *)context = (struct told){.nbegins = nbegins + 1};
}

static void take_paragraph(void *context, const struct block *block, bool is_title)
{
	struct told *told = context;
	told->nparagraphs++;
	if (is_title)
		told->title = block->text;
}

static void take_heading(void *context, const struct block *block, unsigned section)
{
	((struct told *)context)->nheadings++;
}

static void take_table(void *context, size_t table, uint32_t line)
{
	((struct told *)context)->ntables++;
}

static void take_stray_row(void *context, const struct block *block)
{
	struct told *told = context;
	told->nstray++;
	told->stray_line = block->line;
}

static struct told tell(const char *text)
{
	struct told told = {0};
	const struct recognise_events events = {
		.paragraph = take_paragraph,
		.heading = take_heading,
		.table = take_table,
		.stray_row = take_stray_row,
		.begin = begin,
		.context = &told,
	};
	examine_text_telling(text, "a.txt", &events);
	return told;
}

static void tells_of_the_blocks(void **state)
{
	struct told told = tell(sample_text);
	assert_int_equal(told.nbegins, 1);
	assert_int_equal(told.nparagraphs, 5);
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
	assert_int_equal(told.nparagraphs, 5);
	assert_int_equal(told.nstray, 0);
	text = with(sample_text, "## 五、存在的主要问题及改进情况", "\t五、存在的主要问题及改进情况");
	assert_int_equal(tell(text).nheadings, 6);
}

static int forget_texts(void **state)
{
	sample_forget(state);
	return forget(state);
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
