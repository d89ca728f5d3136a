#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "read/blocks.h"
#include "read/drawn/drawn.h"
#include "read/text.h"

static void assert_drawn(const char *text, const char *expected)
{
	struct drawn_reader reader = {0};
	struct strbuf out = {0};
	drawn_read_blocks(&reader, str_from(text), &(struct block_sink){describe_block, &out});
	assert_string_equal(strbuf_text(&out), expected);
	strbuf_free(&out);
	drawn_reader_free(&reader);
}

static void assert_plain(const char *text)
{
	struct strbuf expected = {0};
	assert_false(drawn_holds(str_from(text)));
	text_read_blocks(str_from(text), &(struct block_sink){describe_block, &expected});
	assert_drawn(text, strbuf_text(&expected));
	strbuf_free(&expected);
}

static void whole_grids(void **state)
{
	assert_drawn("甲\n"
		      "┌────┬────┐\n"
		      "│信息│数量│\n"
		      "├────┼────┤\n"
		      "│规章│0   │\n"
		      "└────┴────┘\n"
		      "乙\n",
		      "1 甲\n3 grid|信息|数量|\n5 grid|规章|0|\n7 乙\n");
	assert_drawn("+------+------+\n"
		      "| 信息 | 数量 |\n"
		      "+======+======+\n"
		      "| 规章 | 12   |\n"
		      "+------+------+",
		      "2 grid|信息|数量|\n4 grid|规章|12|\n");
	assert_drawn("  ╔════╤════╗  \r\n"
		      "  ║ 甲 │  1 ║\r\n"
		      "  ╟────┼────╢\r\n"
		      "  ║ 乙 │  2 ║\r\n"
		      "  ╚════╧════╝\r\n",
		      "2 grid|甲|1|\n4 grid|乙|2|\n");
	assert_drawn("┏━━┳━┓\n┃甲┃3┃\n┗━━┻━┛\n", "2 grid|甲|3|\n");
	assert_drawn("╭──┬─╮\n│甲│3│\n╰──┴─╯\n", "2 grid|甲|3|\n");
}

/* A cell over several rows or columns stands in the first of them. */
static void spans(void **state)
{
	assert_drawn("┌──────┬──────────┐\n"
		      "│      │ 申请人   │\n"
		      "│      ├────┬─────┤\n"
		      "│      │个人│企业 │\n"
		      "├──┬───┼────┼─────┤\n"
		      "│  │甲 │ 3  │  4  │\n"
		      "│结├───┼────┼─────┤\n"
		      "│果│乙 │ 5  │  6  │\n"
		      "├──┴───┼────┼─────┤\n"
		      "│总计  │ 8  │ 10  │\n"
		      "└──────┴────┴─────┘\n",
		      "2 grid||^|申请人|^|\n"
		      "4 grid|^|^|个人|企业|\n"
		      "6 grid|结果@7|甲|3|4|\n"
		      "8 grid|^|乙|5|6|\n"
		      "10 grid|总计|^|8|10|\n");
	assert_drawn("+-----+---------+\n"
		      "| 甲  | 乙      |\n"
		      "|     +----+----+\n"
		      "|     | 1  | 2  |\n"
		      "+-----+----+----+\n",
		      "2 grid|甲|乙|^|\n4 grid|^|1|2|\n");
	/* Level lines beside each other, but not in one line; one that meets no junction. */
	assert_drawn("┌──┬──┐\n"
		      "│A │B │\n"
		      "│  ├──┤\n"
		      "├──┤C │\n"
		      "│D │  │\n"
		      "└──┴──┘\n",
		      "2 grid|A|B|\n5 grid|D|C@4|\n");
	assert_drawn("┌──┬────┐\n"
		      "│结│甲  │\n"
		      "│  │────│\n"
		      "│果│乙  │\n"
		      "└──┴────┘\n",
		      "2 grid|结果|甲|\n4 grid|^|乙|\n");
	/* Where upright lines touch, there is a column without a place of its own. */
	assert_drawn("┌──┬─┬──┐\n"
		      "│甲│1│23│\n"
		      "├──┼─┴┬─┤\n"
		      "│乙│ 4│5│\n"
		      "└──┴──┴─┘\n",
		      "2 grid|甲|1|23|^|\n4 grid|乙|4|^|5|\n");
	/* Rules of - alone where no column goes on below. */
	assert_drawn("+-------+\n"
		      "|项目   |\n"
		      "|-------|\n"
		      "|甲 |乙 |\n"
		      "|---+---|\n"
		      "|0  |12 |\n"
		      "+-------+\n",
		      "2 grid|项目|^|\n4 grid|甲|乙|\n6 grid|0|12|\n");
}

/* What is broken inside of a cell is one text: with a blank between what stands for numbers or ASCII words. */
static void cells_over_several_lines(void **state)
{
	assert_drawn("┌──────┬──┐\n"
		      "│要求行│  │\n"
		      "│政机关│ 0│\n"
		      "│确认  │  │\n"
		      "└──────┴──┘\n",
		      "2 grid|要求行政机关确认|0@3|\n");
	assert_drawn("+----+---+\n| 1  | a |\n| .属| b |\n+----+---+\n", "2 grid|1 .属|a b|\n");
	/* A number that may have been broken is none: neither 12 and 3, nor 123. */
	assert_drawn("+----+----+\n"
		      "| 甲 | 12 |\n"
		      "|    | 3  |\n"
		      "+----+----+\n"
		      "| 乙 | 4  |\n"
		      "+----+----+\n",
		      "2 grid|甲|…\n5 grid|乙|4|\n");
	assert_drawn("+----+----+\n| 甲 | １ |\n|    | ２ |\n+----+----+\n", "2 grid|甲|…\n");
}

/* Browsers put empty cells at the end of rows that have too few: they do not count as cells. */
static void padding(void **state)
{
	assert_drawn("┌──┬──┬──┐\n"
		      "│甲│ 3│  │\n"
		      "├──┼──┼──┤\n"
		      "│乙│  │ 4│\n"
		      "├──┼──┼──┤\n"
		      "│丙│  │  │\n"
		      "├──┼──┴──┤\n"
		      "│丁│增5  │\n"
		      "└──┴─────┘\n",
		      "2 grid|甲|3|\n4 grid|乙||4|\n6 grid|丙|||\n8 grid|丁|增5|^|\n");
	assert_drawn("+----+--------+---+\n"
		      "| 甲 | 1.其他 |   |\n"
		      "+----+--------+---+\n"
		      "| 乙 | 1、其  |   |\n"
		      "+----+--------+---+\n",
		      "2 grid|甲|1.其他||\n4 grid|乙|1、其||\n");
	assert_drawn("+----+--------+---+\n"
		      "| 戊 | 6元    |   |\n"
		      "+----+---+----+---+\n"
		      "| 己 | 7 | 8  | 9 |\n"
		      "+----+---+----+---+\n",
		      "2 grid|戊|6元|^|\n4 grid|己|7|8|9|\n");
}

/* Where a column is empty in all rows, no number has moved out of it. */
static void columns_without_numbers(void **state)
{
	assert_drawn("+----+---+---+----+\n| 类 | a | b | 总 |\n"
		     "+----+---+---+----+\n| 甲 | 1 | 2 |    |\n"
		     "+----+---+---+----+\n| 乙 | 3 |   |    |\n"
		     "+----+---+---+----+\n| 丙 | 5 | 6 |    |\n"
		     "+----+---+---+----+\n| 丁 | 7 | 8 |    |\n"
		     "+----+---+---+----+\n",
		     "2 grid|类|a|b|总|\n4 grid|甲|1|2||\n6 grid|乙|3|\n8 grid|丙|5|6||\n10 grid|丁|7|8||\n");
	/* A row whose numbers begin elsewhere may have lost one that stood where those of the others do not reach. */
	assert_drawn("+----+----+---+----+\n| 甲 | 1  | 2 |    |\n"
		     "+----+----+---+----+\n| 乙 | 3  | 4 |    |\n"
		     "+----+----+---+----+\n| 丙 | 5  | 6 |    |\n"
		     "+----+----+---+----+\n| 丁 | 子 | 8 |    |\n"
		     "+----+----+---+----+\n",
		     "2 grid|甲|1|2||\n4 grid|乙|3|4||\n6 grid|丙|5|6||\n8 grid|丁|子|8|\n");
	/* Two rows are too few to tell. */
	assert_drawn("+----+---+---+----+\n| 类 | a | b | 总 |\n"
		     "+----+---+---+----+\n| 甲 | 1 | 2 |    |\n"
		     "+----+---+---+----+\n| 乙 | 3 | 4 |    |\n"
		     "+----+---+---+----+\n",
		     "2 grid|类|a|b|总|\n4 grid|甲|1|2|\n6 grid|乙|3|4|\n");
}

/* pandoc fills a line before it goes on in the next one. */
static void numbers_broken_where_the_line_is_full(void **state)
{
	assert_drawn("+----+----+----+\n| 类 | a  | b  |\n"
		     "+----+----+----+\n| 甲 | 12 | 0  |\n|    | 34 |    |\n|    | 5  |    |\n"
		     "+----+----+----+\n| 乙 | 3  | 4  |\n"
		     "+----+----+----+\n",
		     "2 grid|类|a|b|\n4 grid|甲|12345|0|\n8 grid|乙|3|4|\n");
	/* There was room for the 2, a line is empty between them, or no other number shows that it is one row. */
	assert_drawn("+----+-----+----+\n| 类 | a   | b  |\n"
		     "+----+-----+----+\n| 甲 | 1   | 0  |\n|    | 2   |    |\n"
		     "+----+-----+----+\n| 乙 | 12  | 0  |\n|    |     |    |\n|    | 3   |    |\n"
		     "+----+-----+----+\n| 丙 | 123 | 12 |\n|    | 4   | 34 |\n"
		     "+----+-----+----+\n",
		     "2 grid|类|a|b|\n4 grid|甲|…\n7 grid|乙|…\n11 grid|丙|…\n");
}

/* Rows with no line between them: two numbers of a cell that would have stood in one line are no broken one. */
static void rows_without_rules(void **state)
{
	assert_drawn("+----+------+----+\n"
		      "| 甲 | 数量 | 丙 |\n"
		      "+----+------+----+\n"
		      "| 子 |    1 | 11 |\n"
		      "| 丑 |    2 | 22 |\n"
		      "|    |      |    |\n"
		      "| 寅 |    3 |    |\n"
		      "+----+------+----+\n",
		      "2 grid|甲|数量|丙|\n4 grid|子|1|11|\n5 grid|丑|2|22|\n7 grid|寅|3|\n");
	/* Where other rows have lines between them, it is one row with broken numbers. */
	assert_drawn("+----+------+\n"
		      "| 甲 | 数量 |\n"
		      "+----+------+\n"
		      "| 子 |    1 |\n"
		      "| 丑 |    2 |\n"
		      "+----+------+\n"
		      "| 寅 |    3 |\n"
		      "+----+------+\n",
		      "2 grid|甲|数量|\n4 grid|子丑|…\n7 grid|寅|3|\n");
	/* Of these, the one in the last column may have been broken. */
	assert_drawn("+----+------+----+\n"
		      "| 子 |    1 | 11 |\n"
		      "| 丑 |    2 | 22 |\n"
		      "| 寅 |      | 33 |\n"
		      "+----+------+----+\n",
		      "2 grid|子丑寅|…\n");
}

/* psql: no frame at the sides. */
static void open_drawings(void **state)
{
	assert_drawn(" 名称 | 数 \n"
		      "------+----\n"
		      " 规章 |  3\n"
		      " 其他 |  1\n"
		      "(2 行)\n",
		      "1 grid|名称|数|\n3 grid|规章|3|\n4 grid|其他|1|\n5 (2 行)\n");
	assert_drawn("名称  │ 数 \n"
		      "──────┼────\n"
		      "规章  │   \n",
		      "1 grid|名称|数|\n3 grid|规章||\n");
}

/* How programs count columns: those that know of no wide characters, and those with wide ambiguous ones. */
static void measures(void **state)
{
	assert_drawn("+--------+----+\n"
		      "| 规章     | 3  |\n"
		      "+--------+----+\n"
		      "| 三“安全” | 14 |\n"
		      "+--------+----+\n",
		      "2 grid|规章|3|\n4 grid|三“安全”|14|\n");
	assert_drawn("┌──┬─┐\n"
		      "│“三”  │1 │\n"
		      "├──┼─┤\n"
		      "│规章  │2 │\n"
		      "└──┴─┘\n",
		      "2 grid|“三”|1|\n4 grid|规章|2|\n");
	/* Both with a cell over two columns, so that the number of bars does not tell them. */
	assert_drawn("+----+---+\n|规章  |1  |\n+----+---+\n|总计      |\n+--------+\n", "2 grid|规章|1|\n4 grid|总计|^|\n");
	assert_drawn("┌──┬─┐\n│规章│1 │\n├──┴─┤\n│“总”  │\n└────┘\n", "2 grid|规章|1|\n4 grid|“总”|^|\n");
	/* No program's count, but every line has all bars. */
	assert_drawn("┌──┬─┐\n"
		      "│规章 │ 1│\n"
		      "├──┼─┤\n"
		      "│行政许可│ 25 │\n"
		      "└──┴─┘\n",
		      "2 grid|规章|1|\n4 grid|行政许可|25|\n");
}

/* Bars alone: as many in every line, and numbers. */
static void rows_of_bars(void **state)
{
	assert_drawn("信息｜数量\n规章｜3\n其他 ｜ \n文\n", "1 grid|信息|数量|\n2 grid|规章|3|\n3 grid|其他||\n4 文\n");
	assert_drawn("│信息│数量│\n│规章│ 3  │\n", "1 grid|信息|数量|\n2 grid|规章|3|\n");
	assert_drawn("首页｜政务\n甲│1│2\n乙│3│4\n", "1 首页｜政务\n2 grid|甲|1|2|\n3 grid|乙|3|4|\n");
	assert_plain("首页｜政务｜公开\n电话｜地址｜邮编\n");
	assert_drawn("甲 │ 1\n乙 │ 2\n────────\n丙 │ 3\n丁 │ 4\n",
		     "1 grid|甲|1|\n2 grid|乙|2|\n3 ────────\n4 grid|丙|3|\n5 grid|丁|4|\n");
	assert_plain("规章｜3\n");
	assert_plain("甲｜1\n乙｜丙｜2\n");
}

/* What is no grid for sure has no numbers. */
static void broken_drawings(void **state)
{
	/* A line that is shifted, */
	assert_drawn("┌──┬──┬─┐\n"
		      "│规│章│1│\n"
		      "├──┼──┤ │\n"
		      "│其│他 │2│\n"
		      "└──┴──┴─┘\n",
		      "2 grid|规|章|…\n4 grid|其|他|…\n");
	/* one that was cut off, */
	assert_drawn("┌────┬──┐\n│规章│ 1│\n│其他│\n└────┴──┘\n", "2 grid|规章|…\n3 grid|其他|…\n");
	assert_drawn("┌────┬────\n│规章│ 12\n├────┼────\n│其他│ 3\n└────┴────\n", "2 grid|规章|…\n4 grid|其他|…\n");
	assert_drawn("+------+---\n| 规章 | 12\n+------+---\n-其他 | 3\n甲\n", "2 grid|规章|…\n4 grid|-其他|…\n5 甲\n");
	assert_drawn(" 名称 | 数\n------+---\n 规章 |  3\n", "1 grid|名称|数|…\n3 grid|规章|…\n");
	/* a bar that no rule knows of, */
	assert_drawn("┌─────┬──┐\n│规│章│ 1│\n└─────┴──┘\n", "2 grid|规|章|…\n");
	assert_drawn("+------+----+\n| 规|章| 1  |\n+------+----+\n", "2 grid|规|章|…\n");
	/* a rule that ends in a cell, */
	assert_drawn("┌────┬──┐\n│规章│ 1│\n├────┤  │\n│ ├──┼──┤\n│其他│ 2│\n└────┴──┘\n", "2 grid|规章|…\n5 grid|其他|…\n");
	/* one that is missing, */
	assert_drawn("┌──┬─┐\n│a │1│\n│总计│\n└──┴─┘\n", "2 grid|a|…\n3 grid|总计|…\n");
	assert_drawn("┌──┬─┬──┐\n│a │1│x │\n│总计├──┤\n│    │y │\n└────┴──┘\n", "2 grid|a|…\n3 grid|总计|…\n4 grid|y|…\n");
	/* bars that end no cell, and as many as no other line has; bars missing at the sides, */
	assert_drawn("┌──┬─┐\n│a │1│\n││││2│\n└──┴─┘\n", "2 grid|a|…\n3 grid||…\n");
	assert_drawn("┌──┬─┐\n│规章 │ 1│\n│其他   │ 2 │ 3│\n└──┴─┘\n", "2 grid|规章|…\n3 grid|其他|…\n");
	assert_drawn("+----+---+\n 规章| 1\n+----+---+\n", "2 grid|规章|…\n");
	assert_drawn(" 名称 | 数 \n------+----\n 规章 |  3\n 其他行 |  1\n", "1 grid|名称|数|…\n3 grid|规章|…\n4 grid|其他行|…\n");
	/* a cell that is all line, */
	assert_drawn("+-+--+\n|-|3 |\n+-+--+\n", "2 grid||…\n");
	/* tabs, whose width is not known. */
	assert_drawn("┌────┬───┐\n│规章│\t1│\n└────┴───┘\n", "2 grid|规章|…\n");
}

/* Signs of lines in texts are texts. */
static void signs_in_cells(void **state)
{
	assert_drawn("+------+-----+\n"
		      "| -    | -3  |\n"
		      "+------+-----+\n"
		      "| a-b  | C++ |\n"
		      "+------+-----+\n"
		      "| 10:30| --  |\n"
		      "+------+-----+\n",
		      "2 grid|-|-3|\n4 grid|a-b|C++|\n6 grid|10:30|--|\n");
	assert_drawn("┌────┬──┐\n│ ── │--│\n├────┼──┤\n│甲  │──│\n└────┴──┘\n", "2 grid|──|--|\n4 grid|甲|──|\n");
}

/* Decorations, frames around text, trees and Markdown are what they were. */
static void no_tables(void **state)
{
	assert_plain("────────\n一、总体情况\n━━━━━━━━\n=====\n-----\n+++++\n");
	assert_plain("公开\n├── 主动\n│   └── 规章\n└── 依申请\n");
	assert_plain("| 甲 | 乙 |\n|---|---:|\n| 丙 | 1 |\n");
	assert_plain("| 甲 | 乙 |\n|---+---|\n| 丙 | 1 |\n");
	assert_plain("甲 | 乙\n---|---\n丙 | 1\n");
	assert_plain("a\tb\n\tc\n\t1\n\n约5+-1 件，1+1=2\n");
	assert_drawn("┌────────┐\n│ 规章 3 │\n│ 许可 5 │\n└────────┘\n", "2 规章 3\n3 许可 5\n");
	assert_drawn("甲\n+------+\n| 通知 |\n+------+\n乙\n", "1 甲\n3 通知\n5 乙\n");
}

/* A row of one-cell lines ends before a drawing. */
static void other_rows_around(void **state)
{
	assert_drawn("\t甲\n\t1\n┌─┬─┐\n│a│2│\n└─┴─┘\nb\t3\n", "1 lines|甲|1@2|\n4 grid|a|2|\n6 grid|b|3|\n");
}

static size_t nrows, nunread;

static void count_rows(void *context, const struct block *block)
{
	nrows += block->kind == BLOCK_ROW && !block->truncated;
	nunread += block->kind == BLOCK_ROW && block->truncated;
	assert_true(block->ncells <= BLOCK_MAX_CELLS);
}

static void append_repeated(struct strbuf *text, const char *first, const char *repeated, size_t count,
			    const char *last)
{
	strbuf_append_text(text, first);
	for (size_t i = 0; i < count; i++)
		strbuf_append_text(text, repeated);
	strbuf_append_text(text, last);
}

/* A drawing of `ncells` cells beside each other and `nlines` lines of rows. */
static void read_large(size_t ncells, size_t nlines)
{
	struct drawn_reader reader = {0};
	struct strbuf text = {0};
	nrows = nunread = 0;
	append_repeated(&text, "+", "-----+", ncells, "\n");
	for (size_t i = 0; i < nlines; i++) {
		append_repeated(&text, "|", " 10  |", ncells, "\n");
		append_repeated(&text, "+", "-----+", ncells, "\n");
	}
	drawn_read_blocks(&reader, strbuf_view(&text), &(struct block_sink){count_rows, NULL});
	strbuf_free(&text);
	drawn_reader_free(&reader);
}

static void limits(void **state)
{
	read_large(BLOCK_MAX_CELLS, 3);
	assert_int_equal(nrows, 3);
	read_large(BLOCK_MAX_CELLS + 1, 3);
	assert_int_equal(nrows, 0);
	assert_int_equal(nunread, 3);
	read_large(800, 1);
	assert_int_equal(nrows, 0);
	assert_int_equal(nunread, 1);
	read_large(2, 4000);
	assert_int_equal(nrows, 4000);
	read_large(2, 5000);
	assert_int_equal(nrows, 0);
	assert_int_equal(nunread, 5000);
}

/* The fast look misses nothing, wherever it stands, and is content with as little as the plain one. */
static void fast_look(void **state)
{
	static const char *const signs[] = {"│", "┌", "╬", "｜", "+-", "+="};
	static const char *const others[] = {"“", "—", "～", "＋", "+", "||", "作", "■", "-="};
	char text[300];
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		for (size_t at = 0; at + strlen(signs[i]) <= sizeof(text); at++) {
			memset(text, 'a', sizeof(text));
			memcpy(text + at, signs[i], strlen(signs[i]));
			bool plain = drawn_may_hold_plain((struct str){text, sizeof(text)});
			assert_true(plain || at + strlen(signs[i]) == sizeof(text));
			assert_int_equal(drawn_may_hold((struct str){text, sizeof(text)}), plain);
		}
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		struct strbuf all = {0};
		append_repeated(&all, "", others[i], 100, "");
		assert_false(drawn_may_hold(strbuf_view(&all)));
		assert_false(drawn_may_hold_plain(strbuf_view(&all)));
		strbuf_free(&all);
	}
	assert_false(drawn_may_hold((struct str){NULL, 0}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_grids),
		cmocka_unit_test(spans),
		cmocka_unit_test(cells_over_several_lines),
		cmocka_unit_test(padding),
		cmocka_unit_test(columns_without_numbers),
		cmocka_unit_test(numbers_broken_where_the_line_is_full),
		cmocka_unit_test(rows_without_rules),
		cmocka_unit_test(open_drawings),
		cmocka_unit_test(measures),
		cmocka_unit_test(rows_of_bars),
		cmocka_unit_test(broken_drawings),
		cmocka_unit_test(signs_in_cells),
		cmocka_unit_test(no_tables),
		cmocka_unit_test(other_rows_around),
		cmocka_unit_test(limits),
		cmocka_unit_test(fast_look),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
