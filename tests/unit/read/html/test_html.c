#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/utf8.h"
#include "read/html/html.h"

/* What a page becomes, as text: "text" or "# text" for paragraphs, "|cell|cell|" for rows, "…" behind cut ones. */
struct seen {
	struct strbuf text;
	size_t nrows;
	bool places;                    /* with lines, and with lines and columns of cells */
};

static struct html_reader reader;
static struct seen seen;

static void add_cells(struct seen *all, const struct block *block)
{
	for (size_t i = 0; i < block->ncells; i++) {
		const struct block_cell *cell = &block->cells[i];
		strbuf_append_byte(&all->text, '|');
		if (all->places)
			strbuf_printf(&all->text, "%u:%u ", cell->line, cell->column);
		strbuf_append(&all->text, cell->text);
	}
	strbuf_append_text(&all->text, block->truncated ? "|…\n" : "|\n");
}

static void assert_inside_text(struct str text)
{
	if (!text.nbytes)
		return;
	assert_true(text.ptr >= reader.text.ptr && text.ptr + text.nbytes <= reader.text.ptr + reader.text.nbytes);
	assert_int_equal(utf8_find_invalid(text), text.nbytes);
	assert_int_equal(str_trim(text).nbytes, text.nbytes);
}

static void take(void *context, const struct block *block)
{
	struct seen *all = context;
	if (all->places)
		strbuf_printf(&all->text, "%u ", block->line);
	if (block->kind == BLOCK_ROW) {
		all->nrows++;
		assert_true(block->grid && block->ncells && block->ncells <= BLOCK_MAX_CELLS);
		for (size_t i = 0; i < block->ncells; i++)
			assert_inside_text(block->cells[i].text);
		add_cells(all, block);
		return;
	}
	assert_true(block->text.nbytes);
	assert_inside_text(block->text);
	strbuf_append_repeat(&all->text, '#', block->heading_level);
	strbuf_append_text(&all->text, block->heading_level ? " " : "");
	strbuf_append(&all->text, block->text);
	strbuf_append_byte(&all->text, '\n');
}

static void read_str(struct str page, bool places)
{
	const struct block_sink sink = {take, &seen};
	strbuf_clear(&seen.text);
	seen.nrows = 0;
	seen.places = places;
	html_read_blocks(&reader, page, &sink);
}

static void assert_page(const char *page, const char *expected)
{
	read_str(str_from(page), false);
	assert_string_equal(strbuf_text(&seen.text), expected);
	assert_null(reader.limit);
}

static void assert_places(const char *page, const char *expected)
{
	read_str(str_from(page), true);
	assert_string_equal(strbuf_text(&seen.text), expected);
}

static int forget(void **state)
{
	html_reader_free(&reader);
	strbuf_free(&seen.text);
	return 0;
}

static void markup(void **state)
{
	static const char *const pages[] = {
		"<!DOCTYPE html>\n", "  <HTML lang=zh>", "年度报告\n<Table border=1>", "甲</p>乙", "1<2<td>3</td>",
		"<div class=a>", "<body>", "<<p></P>",
	};
	static const char *const texts[] = {"", "<", "a < b 且 c > d\n<公告>\n", "末尾<t", "年度报告"};
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		assert_true(html_is_markup(str_from(pages[i])));
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_false(html_is_markup(str_from(texts[i])));
}

static void paragraphs(void **state)
{
	assert_page("", "");
	assert_page("文", "文\n");
	assert_page("甲<p>乙</p>丙<br>丁<div>戊<div>己</div>庚</div>", "甲\n乙\n丙\n丁\n戊\n己\n庚\n");
	assert_page("<ul><li>甲<li>乙</ul><dl><dt>丙<dd>丁</dl><pre>戊</pre>", "甲\n乙\n丙\n丁\n戊\n");
	assert_page("<section>甲<article>乙</article></section><center>丙</center><blockquote>丁</blockquote>",
	            "甲\n乙\n丙\n丁\n");
	assert_page("<p>一、<b>总体</b><span>情况</span></p>", "一、总体情况\n");
	assert_page("<p>  甲 \n\t 乙&nbsp;&nbsp;&#12288;丙　</p>", "甲 乙 丙\n");
	assert_page("<p>甲 <b> 乙</b> 丙</p>", "甲 乙 丙\n");
	assert_page("<p>&nbsp;</p><p></p><p>　<br/></p>", "");
	assert_page("<p>\xEF\xBB\xBF甲\xEF\xBB\xBF</p>", "甲\n");
}

static void headings(void **state)
{
	assert_page("<h1>甲</h1><h3><span>乙</span></h3><p>丙</p><h6>丁</h6>", "# 甲\n### 乙\n丙\n###### 丁\n");
	assert_page("<h2><div>甲</div></h2><div>乙</div>", "## 甲\n乙\n");
	assert_page("<h2>甲<p>乙", "## 甲\n乙\n");
	assert_page("<h2>甲<table><tr><td>1</table>乙", "## 甲\n|1|\n乙\n");
}

static void left_out(void **state)
{
	assert_page("甲<script>var a = '<p>乙</p>';</script>丙<style>p { }</style>丁<!-- 戊 --><!-- <p>己</p> -->",
	            "甲丙丁\n");
	assert_page("<noscript>甲</noscript><select><option>乙<option selected>丙</select><button>丁</button>戊", "戊\n");
	assert_page("<select><option>甲<table><tr><td>1</td></tr></table>", "|1|\n");
	assert_page("<script>甲", "");
	assert_page("<head><meta charset=gb2312><meta http-equiv=Content-Type content='text/html; charset=gbk'></head>"
	            "年",
	            "年\n");
}

/* Rows and cells that the page does not show, as templates of forms and the cells below a span are. A hidden part
 * around a table may be shown by a script. */
static void hidden_parts(void **state)
{
	assert_page("<table><tr><td>甲<td>1</tr><tr style=\"display:none\"><td>甲<td>9</tr><tr><td>乙<td>2</table>",
	            "|甲|1|\n|乙|2|\n");
	assert_page("<table><tr><td>甲<td style='width:9pt; DISPLAY : None'>9<td>1</tr><tr hidden><td>甲<td>9</table>",
	            "|甲|1|\n");
	assert_page("<table><tbody style=\"display: none;\"><tr><td>甲<td>9</tbody><tr><td>甲<td>1</table>", "|甲|1|\n");
	assert_page("<table><tr><td><p>1</p><p style=\"display:none\">9</p><td>2<span hidden>9<b>9</b></span></table>",
	            "|1|2|\n");
	assert_page("<table><tr style=\"border:none;display:block\"><td>甲<td>1</table>", "|甲|1|\n");
	assert_page("<div style=\"display:none\"><table style=\"display:none\"><tr><td>甲<td>1</table>乙</div>",
		    "|甲|1|\n乙\n");
}

/* What was struck out is no part of a number, and neither is the mark of a footnote. */
static void struck_and_raised(void **state)
{
	assert_page("<table><tr><td><del>99</del>2<td><s>3</s> 4<td><strike>5</strike>6</table>", "|2|4|6|\n");
	assert_page("<p>收到<del>3</del>4件</p>", "收到4件\n");
	assert_page("<table><tr><td>101<sup>1</sup><td>12<sup>[2]</sup><td>km<sup>2</sup><td><sup>3</sup>4</table>",
	            "|101[1]|12[[2]]|km2|[3]4|\n");
	assert_page("<table><tr><td>5<sup>注<td>6</table>", "|5[注|6|\n");
	assert_page("<table><tr><td>5<s>注<td>6<tr><td>7<span hidden>8<td>9</table>", "|5|6|\n|7|9|\n");
	assert_page("<p>10<sup>4</sup>亩</p>", "104亩\n");
}

/* Markdown, or any text, that tables were put into: its lines are paragraphs. */
static void tables_in_text(void **state)
{
	assert_page("# 甲\n\n乙\n丙 <b>丁</b>\n\n<table><tr>\n<td>1\n2</td></tr></table>\n\n**二、戊**\n己",
	            "# 甲\n乙\n丙 丁\n|1 2|\n二、戊\n己\n");
	assert_page("<p>甲\n乙<table><tr><td>1</table># 丙\n丁", "甲 乙\n|1|\n# 丙 丁\n");
	assert_places("甲\n乙\n<table><tr><td>1</table>\n## 丙", "1 甲\n2 乙\n3 |3:16 1|\n4 ## 丙\n");
}

static void references(void **state)
{
	assert_page("<p>&lt;甲&gt;&amp;&quot;&#20108;&#x4E09;&middot;&ldquo;四&rdquo;", "<甲>&\"二三·“四”\n");
	assert_page("<p>A&B &unknown; &#0; &#xD800; &#x110000; &", "A&B &unknown; &\n");
	assert_page("<p>1 < 2</p>", "1 < 2\n");
}

static void titles(void **state)
{
	assert_page("<html><head><title> 某局2023年\n年度报告 </title></head><body><p>一、总体情况</p></body></html>",
	            "某局2023年 年度报告\n一、总体情况\n");
	assert_page("<title>年度报告</title><div>首页</div><h1> 年度报告 </h1>", "首页\n# 年度报告\n");
	assert_page("<title>某局二〇二三年年度报告_公开_某市</title><p>首页</p><p>某局二〇二三年年度报告</p>",
	            "首页\n某局二〇二三年年度报告\n");
	assert_page("<title>某局-二〇二三年年度报告</title><p>某局</p>", "某局-二〇二三年年度报告\n某局\n");
	assert_page("<title>年度报告</title><meta content='年度报告'><table><tr><td>1</table>", "年度报告\n|1|\n");
	assert_page("<title>年度报告", "年度报告\n");
	assert_page("<title>年度报告<div>甲", "年度报告\n甲\n");
	assert_page("<title>年度报告</title><svg><title>图标</title></svg>甲<title>乙</title>", "年度报告\n甲\n");
}

static void tables(void **state)
{
	assert_page("<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>", "|甲|1|\n|乙|2|\n");
	assert_page("<table><thead><tr><th>甲<th>乙</thead><tbody><tr><td>1<td>2<tr><td>3<td>4</table>",
	            "|甲|乙|\n|1|2|\n|3|4|\n");
	assert_page("<TABLE><TR><TD>甲<TD>&nbsp;<TD></TD><TD> 0 </TD></TABLE>后", "|甲|||0|\n后\n");
	assert_page("前<table><caption>表一</caption><td>1<td>2<tr></tr></table>", "前\n表一\n|1|2|\n");
	assert_page("<table><tr><td>1</td>", "|1|\n");
	assert_page("<table><tr><td>1</table><table><tr><td>2</table>", "|1|\n|2|\n");
	assert_page("<tr><td>甲</td><td>1</td></tr><tr><td>乙</td></tr>", "甲 1\n乙\n");
	assert_page("<table>外<tr>间<td>1</td></tr></table>", "外\n间\n|1|\n");
	assert_page("</div></td></table><table><tr><td>1</table>", "|1|\n");
}

static void cell_texts(void **state)
{
	assert_page("<table><tr><td><p><span>20</span><font>2</font><b>5</b></p></td><td><p> 17</p>\n</td></table>",
	            "|2025|17|\n");
	assert_page("<table><tr><td>商业<br/>企业</td><td><p>三、本</p><p>年度</p></td></tr></table>",
	            "|商业 企业|三、本 年度|\n");
	assert_page("<table><tr><td><span>0<td><span>1<tr><td><b>2<td><div>3</table>", "|0|1|\n|2|3|\n");
	assert_page("<table><tr><td><h2>甲</h2>乙<td>&#49;&#50;</table>", "|甲 乙|12|\n");
	assert_page("<table><tr><td>甲<!-- x -->乙<script>丙</script></table>", "|甲乙|\n");
}

static void spans(void **state)
{
	assert_page("<table><tr><td colspan=3>甲<td>乙<tr><td>1<td>2<td>3<td>4</table>", "|甲|||乙|\n|1|2|3|4|\n");
	assert_page("<table><tr><td rowspan=2>甲<td>1<tr><td>2<tr><td>3<td>4</table>", "|甲|1|\n||2|\n|3|4|\n");
	assert_page("<table><tr><td rowspan=3 colspan=2>注<td colspan=3>头"
	            "<tr><td rowspan=2>甲<td>乙<td rowspan=2>丙<tr><td>丁<tr><td colspan=2>项<td>1<td>2<td>3</table>",
	            "|注||头|||\n|||甲|乙|丙|\n||||丁||\n|项||1|2|3|\n");
	assert_page("<table><tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3</table>", "|甲|1|\n||2|\n||3|\n");
	assert_page("<table><tr><td rowspan=3>甲<td>1<tr></tr><tr><td>2<tr><td>3</table>", "|甲|1|\n||2|\n|3|\n");
	assert_page("<table><tr><td colspan=x>甲<td colspan=0>乙<td colspan=-1>丙<td colspan>丁</table>", "|甲|乙|丙|丁|\n");
	assert_page("<table><thead><tr><th rowspan=9>甲<th>乙</thead><tbody><tr><td>1<td>2</table>", "|甲|乙|\n|1|2|\n");
	assert_page("<table><tr><td>甲<td rowspan=2>乙<tr><td colspan=2>丙<td>丁</table>", "|甲|乙|\n|丙||丁|\n");
}

/* Tables that hold tables are page layout. */
static void layouts(void **state)
{
	assert_page("<table><tr><td>首页</td><td>导航</td></tr><tr><td><h1>报告</h1><p>一、</p>"
	            "<table><tr><td>甲<td>1</table><p>二、</p></td><td>右</td></tr><tr><td>页脚</td></tr></table>后",
	            "首页\n导航\n# 报告\n一、\n|甲|1|\n二、\n右\n页脚\n后\n");
	assert_page("<table><tr><td><table><tr><td><table><tr><td>1</table></table><table><tr><td>2</table></table>",
	            "|1|\n|2|\n");
	assert_page("<table><tr><td>甲<br>乙<p>丙丁</p><table></table>", "甲\n乙\n丙丁\n");
	assert_page("<table><tr><td>甲</td></tr><table><tr><td>1</td></tr></table></table>", "甲\n|1|\n");
}

static void word_markup(void **state)
{
	assert_page("<p><![if !supportLists]><span>一、</span><![endif]>总体<!-- <![if x]> -->情况"
	            "<!--[if x]><b>乙</b><![endif]-->后",
	            "一、总体情况后\n");
	assert_page("<script>if (1<!a) { }</script>甲<!乙>丙<!>丁<!", "甲丙<!>丁\n");
	assert_page("<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><!--[if gte mso 9]><xml>"
	            "<w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head><body lang=ZH-CN>"
	            "<p class=MsoNormal><![if !supportEmptyParas]>&nbsp;<![endif]><o:p></o:p></p>"
	            "<xml><w:View>Normal</w:View><w:x/></xml><?xml:namespace prefix = o ns = \"urn:o\" />"
	            "<table class=MsoNormalTable><tr style='mso-yfti-irow:0'><td width=\"10\"><p class=MsoNormal>"
	            "<span lang=EN-US style='font-family:\"仿宋\"'>20<o:p></o:p></span><st1:x w:st=\"on\">23</st1:x>"
	            "<o:p>&nbsp;</o:p>"
	            "</p></td></tr></table></body></html>",
	            "|2023|\n");
}

static void damage(void **state)
{
	assert_page("<p>甲<p", "甲\n");
	assert_page("<p>甲</p", "甲\n");
	assert_page("<p>甲<", "甲\n");
	assert_page("<p>甲<!-- 乙", "甲\n");
	assert_page("<p class=\"x>甲</p><p>乙</p>", "");
	assert_page("<p>甲</html></html><p>乙</html><table><tr><td>1</table>", "甲\n乙\n|1|\n");
	assert_page("<html><body><html><body>甲</body></html><p>乙</p></body></html>", "甲\n乙\n");
	assert_page("<p><b>甲<p><i>乙</b></i></q></p>丙", "甲\n乙\n丙\n");
	assert_page("<table><tr><td>1</div><td>2</span></table>", "|1|2|\n");
	read_str(STR("<p>甲\xff乙\0丙\xe5\xb9</p>"), false);
	assert_string_equal(strbuf_text(&seen.text), "甲?乙 丙??\n");
}

static void places(void **state)
{
	assert_places("<p>甲\n<p>\n\n 乙<b>丙</b>\n\n丁</p>", "1 甲\n4 乙丙 丁\n");
	assert_places("<table>\n<tr>\n<td>甲</td><td\n align=x>\n</td>\n<td>\n年&nbsp;<b>度</b></td></tr>\n</table>",
	              "2 |3:5 甲|3:11 |7:1 年 度|\n");
	assert_places("<table><tr><td colspan=2>年度</td><td>&#49;2</td><td>x &nbsp;&#50;</table>",
	              "1 |1:26 年度|1:26 |1:37 12|1:52 x 2|\n");
	assert_places("年\r\n度<br>\r\n<h1>\r\n甲", "1 年 度\n4 # 甲\n");
	assert_places("<table><tr><td>\n甲\n<p>\n乙</p><table><tr><td>\n1</table></table>", "2 甲\n4 乙\n4 |5:1 1|\n");
}

/* libxml2 counts lines in 16 bits at some places, and hands over long texts in pieces of 1000 bytes. */
static void far_lines(void **state)
{
	struct strbuf page = {0};
	strbuf_append_text(&page, "<p>");
	strbuf_append_repeat(&page, '\n', 99999);
	strbuf_append_text(&page, "<table><tr><td>甲</td><td>");
	for (size_t i = 0; i < 1000; i++)
		strbuf_append_text(&page, "年");
	strbuf_append_text(&page, "</td><td>乙</table>");
	read_str(strbuf_view(&page), true);
	assert_true(str_starts_with(strbuf_view(&seen.text), STR("100000 |100000:16 甲|100000:26 年年")));
	assert_true(str_ends_with(strbuf_view(&seen.text), STR("年年|100000:1035 乙|\n")));
	strbuf_free(&page);
}

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Reads head, `count` times unit, tail; in far less time than a quadratic reader would take. */
static void read_repeated(const char *head, const char *unit, size_t count, const char *tail)
{
	struct strbuf page = {0};
	double start = seconds();
	strbuf_append_text(&page, head);
	for (size_t i = 0; i < count; i++)
		strbuf_append_text(&page, unit);
	strbuf_append_text(&page, tail);
	read_str(strbuf_view(&page), false);
	if (seconds() - start > 20)
		fail_msg("%zu times %s took %.0f s", count, unit, seconds() - start);
	strbuf_free(&page);
}

static void limits(void **state)
{
	read_repeated("<table><tr>", "<td>1", 65, "</table>后");
	assert_int_equal(seen.nrows, 1);
	assert_true(str_ends_with(strbuf_view(&seen.text), STR("|1|1|…\n后\n")));
	assert_string_equal(reader.limit, "cells in a row after the 64th column");
	read_repeated("<table><tr>", "<td>1", 64, "</table>");
	assert_null(reader.limit);
	read_repeated("<table><tr><td colspan=99>甲<tr>", "<td>1", 64, "</table>");
	assert_null(reader.limit);
	read_repeated("<table><tr><td rowspan=65534>甲<td>乙", "<tr><td>1", 1200, "</table>");
	assert_true(str_ends_with(strbuf_view(&seen.text), STR("\n|1|\n")));
	assert_non_null(reader.limit);
	read_repeated("", "甲", 1, "");
	assert_null(reader.limit);
}

static void nesting(void **state)
{
	read_repeated("", "<div>", 400, "<table><tr><td>甲<td>1</table>");
	assert_string_equal(strbuf_text(&seen.text), "|甲|1|\n");
	assert_null(reader.limit);
	read_repeated("<p>前", "<div>", 3000, "<table><tr><td>甲<td>1</table>后");
	assert_string_equal(strbuf_text(&seen.text), "前\n|甲|1|\n后\n");
	assert_non_null(reader.limit);
	read_repeated("<table><tr><td>甲<td>", "<b>", 3000, "1</td><td>2</td></tr><tr><td>乙</table>后");
	assert_string_equal(strbuf_text(&seen.text), "|甲|1|2|\n|乙|\n后\n");
	read_repeated("前", "<table>", 20000, "深");
	assert_string_equal(strbuf_text(&seen.text), "前\n");
	assert_true(str_starts_with(str_from(reader.limit), STR("the rest of the page")));
	read_repeated("", "<table><tr><td>", 2000, "1</table>");
	assert_string_equal(strbuf_text(&seen.text), "|1|\n");
}

static void large_pages(void **state)
{
	read_repeated("<table><tr>", "<td>1", 1000000, "</table>");
	assert_int_equal(seen.nrows, 1);
	read_repeated("<table>", "<tr><td>1", 300000, "</table>");
	assert_int_equal(seen.nrows, 300000);
	read_repeated("<table><tr><td rowspan=1000 colspan=64>", "<tr>", 300000, "");
	assert_int_equal(seen.nrows, 1);
	read_repeated("", "<b>", 300000, "");
	read_repeated("", "<p><font><i>x", 100000, "");
	read_repeated("<div>", "</ ", 300000, ">");
	read_repeated("<div>", "<? ", 300000, ">");
	read_repeated("<div>", "&a", 300000, ";");
	read_repeated("<div>", "<!--", 300000, "");
	read_repeated("<div>", "<a b=\"'>", 100000, "");
	read_repeated("", "</html>甲", 300000, "");
	read_repeated("<title>", "a", 300000, "");
}

static void many_attributes(void **state)
{
	struct strbuf page = {0};
	strbuf_append_text(&page, "<p>前</p><p ");
	for (size_t i = 0; i < 40000; i++)
		strbuf_printf(&page, " a%zu=1", i);
	strbuf_append_text(&page, ">中</p><table><tr><td colspan=2 >甲&nbsp;<td>乙</table>");
	double start = seconds();
	read_str(strbuf_view(&page), false);
	assert_true(seconds() - start < 5);
	assert_string_equal(strbuf_text(&seen.text), "前\n中\n|甲||乙|\n");
	assert_true(str_starts_with(str_from(reader.limit), STR("names of elements")));
	strbuf_free(&page);
}

/* ---- Real pages, where they are ---- */

static bool read_file(const char *name, struct strbuf *bytes)
{
	char path[4096], chunk[16384];
	const char *root = getenv("SOURCE_TREE");
	snprintf(path, sizeof(path), "%s/../shared/reports/%s", root && root[0] ? root : ".", name);
	FILE *file = fopen(path, "rb");
	if (!file)
		return false;
	strbuf_clear(bytes);
	for (size_t n; (n = fread(chunk, 1, sizeof(chunk), file)) > 0;)
		strbuf_append(bytes, (struct str){chunk, n});
	fclose(file);
	return true;
}

/* Counted without the reader: how often a tag stands in the page. */
static size_t count_in(struct str page, struct str needle)
{
	size_t count = 0;
	for (size_t at; (at = str_find(page, needle)) < page.nbytes; count++)
		page = str_slice(page, at + needle.nbytes, page.nbytes);
	return count;
}

/* The columns of table three behind the three of its labels. */
enum { FIRST_COLUMN = 3, NCOLUMNS = 7 };
struct requests {
	size_t nrows, nnumbers, nblank, nother;
	bool inside;
};

static void count_requests(void *context, const struct block *block)
{
	struct requests *requests = context;
	if (block->kind != BLOCK_ROW || block->ncells != FIRST_COLUMN + NCOLUMNS)
		return;
	if (str_starts_with(block->cells[0].text, STR("一、本年新收")))
		requests->inside = true;
	if (!requests->inside)
		return;
	requests->nrows++;
	for (size_t i = FIRST_COLUMN; i < block->ncells; i++) {
		struct str text = block->cells[i].text;
		bool number = text.nbytes > 0;
		for (size_t j = 0; j < text.nbytes; j++)
			number = number && text.ptr[j] >= '0' && text.ptr[j] <= '9';
		*(number ? &requests->nnumbers : text.nbytes ? &requests->nother : &requests->nblank) += 1;
	}
	if (str_starts_with(block->cells[0].text, STR("四、结转")))
		requests->inside = false;
}

static void real_pages(void **state)
{
	static const struct {
		const char *name;
		size_t nrows, nblank;
	} pages[] = {
		{"2019-pingtan-gwh.html", 23, 0}, {"2019-shanghai-bgt.html", 23, 126}, {"2022-pingtan-nyn.html", 25, 0},
		{"2023-pingtan-zrz.html", 25, 0}, {"2024-pingtan-zf.html", 25, 0}, {"2025-pingtan-hzs.html", 25, 0},
	};
	struct strbuf bytes = {0};
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		struct requests requests = {0};
		if (!read_file(pages[i].name, &bytes)) {
			print_message("no %s: skipped\n", pages[i].name);
			continue;
		}
		assert_true(html_is_markup(strbuf_view(&bytes)));
		html_read_blocks(&reader, strbuf_view(&bytes), &(struct block_sink){count_requests, &requests});
		assert_null(reader.limit);
		print_message("%-24s table three: %zu rows, %zu numbers, %zu blank, %zu other\n", pages[i].name,
		              requests.nrows, requests.nnumbers, requests.nblank, requests.nother);
		assert_int_equal(requests.nrows, pages[i].nrows);
		assert_int_equal(requests.nother, 0);
		assert_int_equal(requests.nblank, pages[i].nblank);
		assert_int_equal(requests.nnumbers + requests.nblank, NCOLUMNS * pages[i].nrows);
		read_str(strbuf_view(&bytes), false);
		assert_int_equal(seen.nrows, count_in(strbuf_view(&bytes), STR("<tr")));
	}
	strbuf_free(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markup),
		cmocka_unit_test(paragraphs),
		cmocka_unit_test(headings),
		cmocka_unit_test(left_out),
		cmocka_unit_test(hidden_parts),
		cmocka_unit_test(struck_and_raised),
		cmocka_unit_test(tables_in_text),
		cmocka_unit_test(references),
		cmocka_unit_test(titles),
		cmocka_unit_test(tables),
		cmocka_unit_test(cell_texts),
		cmocka_unit_test(spans),
		cmocka_unit_test(layouts),
		cmocka_unit_test(word_markup),
		cmocka_unit_test(damage),
		cmocka_unit_test(places),
		cmocka_unit_test(far_lines),
		cmocka_unit_test(limits),
		cmocka_unit_test(nesting),
		cmocka_unit_test(large_pages),
		cmocka_unit_test(many_attributes),
		cmocka_unit_test(real_pages),
	};
	return cmocka_run_group_tests_name("html", tests, NULL, forget);
}
