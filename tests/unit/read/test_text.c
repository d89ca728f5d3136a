#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "read/blocks.h"

static void empty_texts(void **state)
{
	assert_blocks("", "");
	assert_blocks("\n", "");
	assert_blocks(" \n　\n\xc2\xa0\r\n", "");
	assert_blocks("#\n##  \n", "");
	struct strbuf out = {0};
	append_blocks((struct str){NULL, 0}, &out);
	assert_int_equal(out.nbytes, 0);
}

static void paragraphs(void **state)
{
	assert_blocks("甲\n乙", "1 甲\n2 乙\n");
	assert_blocks("\n  甲 乙 \n\n　丙\n", "2 甲 乙\n4 丙\n");
	assert_blocks("甲\n\n", "1 甲\n");
}

static void headings(void **state)
{
	assert_blocks("# 甲\n", "1 #甲\n");
	assert_blocks("###乙\n", "1 ###乙\n");
	assert_blocks("  ## 甲 \n", "1 ##甲\n");
	assert_blocks("####### 甲\n", "1 ######" "# 甲\n");
	assert_blocks("**甲**\n", "1 甲\n");
	assert_blocks("## ** 甲 **\n", "1 ##甲\n");
	assert_blocks("## **甲\n", "1 ##**甲\n");
	assert_blocks("**甲**和**乙**\n", "1 **甲**和**乙**\n");
	assert_blocks("****\n", "1 ****\n");
	assert_blocks("**\n", "1 **\n");
	assert_blocks("甲 # 乙\n", "1 甲 # 乙\n");
}

static void rows_of_tabs(void **state)
{
	assert_blocks("a\tb\tc\n", "1 grid|a|b|c|\n");
	assert_blocks("a\t\tc\t\n", "1 grid|a||c||\n");
	assert_blocks("\t\ta\tb\n", "1 grid|||a|b|\n");
	assert_blocks("\t\t\n", "1 grid||||\n");
	assert_blocks("a\tb\n\n\nc\td\n", "1 grid|a|b|\n4 grid|c|d|\n");
	assert_blocks("a\t b \t　c\n", "1 grid|a|b|c|\n");
	assert_blocks("a\tb\n甲\nc\td", "1 grid|a|b|\n2 甲\n3 grid|c|d|\n");
	assert_blocks("# a\tb\n", "1 grid|# a|b|\n");
}

/* Markdown without | at the edges of the table: the rule below the head tells of it. */
static void bare_pipes(void **state)
{
	assert_blocks("甲 | 乙\n:---|---:\n | 1\n丙 | 2\n丁 | \n\n戊 | 己\n",
		      "1 甲 | 乙\n3 grid||1|\n4 grid|丙|2|\n5 grid|丁||\n7 戊 | 己\n");
	assert_blocks("--- | ---\n1 | 2\n文\n3 | 4\n", "2 grid|1|2|\n3 文\n4 3 | 4\n");
	assert_blocks("- - -\n1 | 2\n", "1 - - -\n2 1 | 2\n");
}

static void marked_cells(void **state)
{
	assert_blocks("| **甲** | **1** | __2__ |\n", "1 grid|甲|1|2|\n");
	assert_blocks("| ** | **甲 | 3** | **1** 件 |\n", "1 grid|**|**甲|3**|**1** 件|\n");
}

static void blanked_markup(void **state)
{
	char text[] = "| 予以<br>公开<BR />| &nbsp;3<br/> | <b>4</b> & 5 |\n<br\n&nbsp";
	struct str all = str_from(text);
	text_blank_markup(text, all.nbytes);
	assert_string_equal(text, "| 予以    公开      |       3      | <b>4</b> & 5 |\n<br\n&nbsp");
}

static void rows_of_one_cell_a_line(void **state)
{
	assert_blocks("\ta\n\t1\n\t2\n\n\tb\n\t3\n", "1 lines|a|1@2|2@3|\n5 lines|b|3@6|\n");
	assert_blocks("\ta\n\t\n\t2\n", "1 lines|a|@2|2@3|\n");
	assert_blocks("\t\n\ta\n", "1 lines||a@2|\n");
	assert_blocks("\ta", "1 lines|a|\n");
	assert_blocks("\ta\n \t \n\tb\n", "1 lines|a|\n2 grid|||\n3 lines|b|\n");
	assert_blocks("甲\n\ta\n\n乙\n", "1 甲\n2 lines|a|\n4 乙\n");
}

/* A text may go on in lines without a tab; a number, a blank cell and a heading end the row. */
static void cells_over_several_lines(void **state)
{
	assert_blocks("\t结果\n维持\n\t结果\n纠正\n\t0\n", "1 lines|结果\n维持|结果\n纠正@3|0@5|\n");
	assert_blocks("\t甲\n乙\n丙\n\n丁\n", "1 lines|甲\n乙\n丙|\n5 丁\n");
	assert_blocks("\t甲\n\t12\n乙\n", "1 lines|甲|12@2|\n3 乙\n");
	assert_blocks("\t甲\n\t\n乙\n", "1 lines|甲|@2|\n3 乙\n");
	assert_blocks("\t甲\n# 乙\n", "1 lines|甲|\n2 #乙\n");
	assert_blocks("\t甲\n  乙  \n", "1 lines|甲\n  乙|\n");
}

static void both_layouts_together(void **state)
{
	assert_blocks("\ta\n\t1\nb\t2\n\tc\n", "1 lines|a|1@2|\n3 grid|b|2|\n4 lines|c|\n");
}

static void line_ends(void **state)
{
	assert_blocks("# 甲\r\n\r\na\tb\r\n\tc\r\n\t1\r\n\r\n乙\r\n", "1 #甲\n3 grid|a|b|\n4 lines|c|1@5|\n7 乙\n");
	assert_blocks("甲\r", "1 甲\n");
	assert_blocks("\t甲\r\n乙\r\n", "1 lines|甲\r\n乙|\n");
}

static size_t ncells, nblocks;
static bool truncated;

static void count_cells(void *context, const struct block *block)
{
	nblocks++;
	ncells = block->ncells;
	truncated = block->truncated;
	if (block->kind == BLOCK_ROW)
		assert_true(str_equal(block->cells[ncells - 1].text, *(const struct str *)context));
}

/* `count` cells "1", the last that is kept and the last of all marked, in either layout. */
static void assert_row_of(size_t count, bool lines, size_t expected, bool expected_truncated)
{
	struct strbuf text = {0};
	struct str last = STR("1");
	const struct block_sink sink = {count_cells, &last};
	for (size_t i = 0; i < count; i++)
		strbuf_append_text(&text, lines ? "\t1\n" : i ? "\t1" : "1");
	nblocks = 0;
	text_read_blocks(strbuf_view(&text), &sink);
	assert_int_equal(nblocks, 1);
	assert_int_equal(ncells, expected);
	assert_int_equal(truncated, expected_truncated);
	strbuf_append_text(&text, "\n\na\tb\n");
	last = STR("b");
	nblocks = 0;
	struct str rest = str_slice(strbuf_view(&text), text.nbytes - 4, 4);
	text_read_blocks(rest, &sink);
	assert_false(truncated);
	strbuf_free(&text);
}

static void many_cells(void **state)
{
	for (int lines = 0; lines < 2; lines++) {
		assert_row_of(BLOCK_MAX_CELLS, lines, BLOCK_MAX_CELLS, false);
		assert_row_of(BLOCK_MAX_CELLS + 1, lines, BLOCK_MAX_CELLS, true);
		assert_row_of(1000, lines, BLOCK_MAX_CELLS, true);
	}
}

/* What was cut off one row does not mark the next. */
static void row_after_a_truncated_one(void **state)
{
	struct strbuf text = {0}, out = {0};
	strbuf_append_repeat(&text, '\t', 100);
	strbuf_append_text(&text, "\na\tb\n");
	append_blocks(strbuf_view(&text), &out);
	assert_true(str_contains(strbuf_view(&out), STR("|…\n2 grid|a|b|\n")));
	strbuf_free(&text);
	strbuf_free(&out);
}

static void very_long_lines(void **state)
{
	enum { NBYTES = 4 * 1024 * 1024 };
	struct strbuf text = {0}, out = {0};
	strbuf_append_repeat(&text, 'x', NBYTES);
	strbuf_append_text(&text, "\n\t");
	strbuf_append_repeat(&text, 'y', NBYTES);
	append_blocks(strbuf_view(&text), &out);
	assert_int_equal(out.nbytes, 2 * NBYTES + strlen("1 \n2 lines||\n"));
	assert_true(str_ends_with(strbuf_view(&out), STR("yyy|\n")));
	strbuf_free(&text);
	strbuf_free(&out);
}

/* Everything handed over is a view of the text. */
static void take_views(void *context, const struct block *block)
{
	const struct str *text = context;
	if (block->kind == BLOCK_PARAGRAPH)
		assert_true(block->text.ptr >= text->ptr && block->text.ptr < text->ptr + text->nbytes);
	for (size_t i = 0; i < block->ncells; i++)
		assert_true(block->cells[i].text.ptr >= text->ptr &&
			    block->cells[i].text.ptr + block->cells[i].text.nbytes <= text->ptr + text->nbytes);
}

/* What stands behind a | is a paragraph, as what stands before one. */
static void bars_before_cells(void **state)
{
	assert_blocks("| 甲\n|0\n| **乙**\n|\n|# 丙\n", "1 甲\n2 0\n3 乙\n5 #丙\n");
}

static void views_of_the_text(void **state)
{
	struct str text = STR("# a\nb\tc\n\td\ne\n\tf");
	const struct block_sink sink = {take_views, &text};
	text_read_blocks(text, &sink);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty_texts),
		cmocka_unit_test(paragraphs),
		cmocka_unit_test(headings),
		cmocka_unit_test(rows_of_tabs),
		cmocka_unit_test(bare_pipes),
		cmocka_unit_test(bars_before_cells),
		cmocka_unit_test(marked_cells),
		cmocka_unit_test(blanked_markup),
		cmocka_unit_test(rows_of_one_cell_a_line),
		cmocka_unit_test(cells_over_several_lines),
		cmocka_unit_test(both_layouts_together),
		cmocka_unit_test(line_ends),
		cmocka_unit_test(many_cells),
		cmocka_unit_test(row_after_a_truncated_one),
		cmocka_unit_test(very_long_lines),
		cmocka_unit_test(views_of_the_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
