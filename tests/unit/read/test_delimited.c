/* Values with commas or semicolons between them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "read/blocks.h"
#include "read/delimited.h"

static struct delimited_reader reader;

static void assert_delimited(const char *text, const char *expected)
{
	struct strbuf out = {0};
	assert_true(delimited_holds(str_from(text)));
	delimited_read_blocks(&reader, str_from(text), &(struct block_sink){describe_block, &out});
	assert_string_equal(strbuf_text(&out), expected);
	strbuf_free(&out);
}

static void assert_plain(const char *text)
{
	struct strbuf plain = {0}, out = {0};
	assert_false(delimited_holds(str_from(text)));
	append_blocks(str_from(text), &plain);
	delimited_read_blocks(&reader, str_from(text), &(struct block_sink){describe_block, &out});
	assert_string_equal(strbuf_text(&out), strbuf_text(&plain));
	strbuf_free(&plain);
	strbuf_free(&out);
}

static void commas_and_semicolons(void **state)
{
	assert_delimited("内容,制发,废止\n规章,0,12\n", "1 grid|内容|制发|废止|\n2 grid|规章|0|12|\n");
	assert_delimited("内容;制发;废止\r\n规章;0;12\r\n", "1 grid|内容|制发|废止|\n2 grid|规章|0|12|\n");
	assert_delimited("文\n\n甲,乙\n丙,-\n文", "1 文\n3 grid|甲|乙|\n4 grid|丙|-|\n5 文\n");
	/* Ten numbers need no text. */
	assert_delimited("甲,,,,乙,,,,,\n0,0,1,0,2,0,0,0,0,0\n",
			 "1 grid|甲||||乙||||||\n2 grid|0|0|1|0|2|0|0|0|0|0|\n");
}

static void quotes(void **state)
{
	assert_delimited("\"甲,乙\",\"1,234\"\n\"丙\n丁\", \"5\" \n戊,6\n",
			 "1 grid|甲,乙|1,234|\n2 grid|丙\n丁|5@3|\n4 grid|戊|6|\n");
	assert_delimited("\"3.危及\"\"三\"\"\",1\n\"\"\"\",2\n", "1 grid|3.危及\"三\"|1|\n2 grid|\"|2|\n");
	/* What is not closed, or goes on behind it, is no quote. */
	assert_delimited("\"甲,1\n\"乙\"丙,2\n", "1 grid|\"甲|1|\n2 grid|\"乙\"丙|2|\n");
	assert_delimited("\"一段,话。\n又一段。\"\n甲,1\n乙,2\n", "1 一段,话。\n2 又一段。\n3 grid|甲|1|\n4 grid|乙|2|\n");
}

static void what_a_sheet_pads(void **state)
{
	assert_delimited("标题,,,\n甲镇收到1件，办结1件。,,,\n甲,1,2,3\n,,,\n乙,4,,\n丙,,,\n",
			 "1 lines|标题||||\n2 甲镇收到1件，办结1件。\n3 grid|甲|1|2|3|\n4 grid|||||\n5 grid|乙|4|\n"
			 "6 lines|丙||||\n");
	assert_delimited("\"一段,话。\n又一段。\",,\n甲,1,2\n", "1 一段,话。\n2 又一段。\n3 grid|甲|1|2|\n");
}

/* Behind the last number they are cells where nothing can have been left out before it. */
static void blank_ends(void **state)
{
	/* The label directly before the numbers. */
	assert_delimited("甲,1,2,3\n乙,4,5,6\n丙,,7,8\n丁,9,,\n",
			 "1 grid|甲|1|2|3|\n2 grid|乙|4|5|6|\n3 grid|丙||7|8|\n4 grid|丁|9|||\n");
	assert_delimited("甲,乙,1,2,3\n,丙,4,5,6\n,丁,7,,\n",
			 "1 grid|甲|乙|1|2|3|\n2 grid||丙|4|5|6|\n3 grid||丁|7|||\n");
	/* Not there, but a row below it shows that the place of its label is kept. */
	assert_delimited("甲,乙,1,2,3\n,丙,4,5,6\n丁,,7,,\n",
			 "1 grid|甲|乙|1|2|3|\n2 grid||丙|4|5|6|\n3 grid|丁||7|||\n");
	/* What is left out is not padded. */
	assert_delimited("甲,乙,1,2,3\n丙,4,5,6\n,丁,7,8,9\n,戊,7,,\n",
			 "1 grid|甲|乙|1|2|3|\n2 grid|丙|4|5|6|\n3 grid||丁|7|8|9|\n4 grid||戊|7|||\n");
	/* One table after the other, in a sheet as wide as the widest. */
	assert_delimited("甲,1,,,\n乙,,2,,\n标题,,,,\n丙,丁,1,2,3\n,戊,4,5,6\n,己,7,8,\n",
			 "1 grid|甲|1|\n2 grid|乙||2|\n3 lines|标题|||||\n4 grid|丙|丁|1|2|3|\n5 grid||戊|4|5|6|\n"
			 "6 grid||己|7|8||\n");
}

static void blank_ends_that_may_be_padding(void **state)
{
	/* No empty cell before a filled one: they may all have been left out. */
	assert_delimited("甲,1,2,3\n乙,4,5,6\n丁,9,,\n", "1 grid|甲|1|2|3|\n2 grid|乙|4|5|6|\n3 grid|丁|9|\n");
	/* A row whose numbers begin before those of the others: cells below another are left out. */
	assert_delimited("甲,乙,1,2,3\n丙,,4,5,6\n戊,4,5,6,\n丁,,7,,\n",
			 "1 grid|甲|乙|1|2|3|\n2 grid|丙||4|5|6|\n3 grid|戊|4|5|6|\n4 grid|丁||7|\n");
	/* No row shows whether they are: the label may belong where the empty cell is, which is a number's then. */
	assert_delimited("甲,乙,1,2,3\n丙,,4,5,6\n丁,,7,,\n",
			 "1 grid|甲|乙|1|2|3|\n2 grid|丙||4|5|6|\n3 grid|丁||7|\n");
	/* Only one whole row has a number in the first place. */
	assert_delimited("甲,乙,1,2,3\n,丙,,5,6\n,丁,7,8,\n",
			 "1 grid|甲|乙|1|2|3|\n2 grid||丙||5|6|\n3 grid||丁|7|8|\n");
	assert_delimited("甲,乙,1,2,3\n,丁,7,,\n", "1 grid|甲|乙|1|2|3|\n2 grid||丁|7|\n");
	/* The numbers begin behind those of the others; too few fields. */
	assert_delimited("甲,1,2,3\n乙,4,5,6\n丙,,7,8\n丁,,9,\n戊,1,\n",
			 "1 grid|甲|1|2|3|\n2 grid|乙|4|5|6|\n3 grid|丙||7|8|\n4 grid|丁||9|\n5 grid|戊|1|\n");
}

/* A comma inside of a number: which ones there are is not known. */
static void too_many_and_too_few(void **state)
{
	assert_delimited("甲,1,2,3\n乙,1,234,5,6\n丙,7,8,9\n丁,1\n",
			 "1 grid|甲|1|2|3|\n2 grid|乙|…\n3 grid|丙|7|8|9|\n4 grid|丁|1|\n");
	assert_delimited("甲,1\n乙,2\n3,4,5\n", "1 grid|甲|1|\n2 grid|乙|2|\n3 grid||…\n");
}

static void interrupted_tables(void **state)
{
	assert_delimited("甲,1\n\n乙,2\n\n- 4 -\n丙,3\n丁,\n文\n戊,己\n",
			 "1 grid|甲|1|\n3 grid|乙|2|\n5 - 4 -\n6 grid|丙|3|\n7 lines|丁||\n8 文\n9 戊,己\n");
}

static void what_is_no_table(void **state)
{
	assert_plain("");
	assert_plain("甲,1\n");
	assert_plain("甲,乙\n丙,丁\n");
	assert_plain("一是加强领导,收到申请3件。\n二是公开,4\n");
	assert_plain("规章\t1,234\t5\n规范\t2,345\t6\n");
	assert_plain("| 规章 | 1,234 |\n| 规范 | 2,345 |\n");
	assert_plain("收费  9,116\n其他  1,234\n");
	assert_plain("电话,0558 8931\n邮编,236 700\n");
	assert_plain("1,2\n3,4\n");
}

static void many_fields(void **state)
{
	struct strbuf text = {0}, out = {0};
	for (int row = 0; row < 3; row++) {
		strbuf_append_text(&text, "甲,1");
		strbuf_append_repeat(&text, ',', 200);
		strbuf_append_text(&text, row == 1 ? "2\n" : "\n");
	}
	delimited_read_blocks(&reader, strbuf_view(&text), &(struct block_sink){describe_block, &out});
	assert_non_null(strstr(strbuf_text(&out), "1 grid|甲|1|\n"));
	assert_non_null(strstr(strbuf_text(&out), "2 grid|甲|…\n"));
	assert_non_null(strstr(strbuf_text(&out), "3 grid|甲|1|\n"));
	strbuf_free(&text);
	strbuf_free(&out);
}

static int teardown(void **state)
{
	delimited_reader_free(&reader);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commas_and_semicolons), cmocka_unit_test(quotes),
		cmocka_unit_test(what_a_sheet_pads),	 cmocka_unit_test(too_many_and_too_few),
		cmocka_unit_test(blank_ends),		 cmocka_unit_test(blank_ends_that_may_be_padding),
		cmocka_unit_test(interrupted_tables),	 cmocka_unit_test(what_is_no_table),
		cmocka_unit_test(many_fields),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
