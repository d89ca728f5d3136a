/* Plain pages become the same with the parser and without: made pages, with tags and bytes changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/knowledge.h"
#include "read/outcome.h"
#include "report/generate.h"

enum { NPAGES = 40, NCHANGES = 60 };

static const char xhtml_doctype[] = "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
				   "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1.dtd\">";

/* Puts something in, or takes something out, at the beginning of a character. */
static void change(struct made *made, struct strbuf *page)
{
	static const char *const parts[] = {
		"<p>", "</p>", "<span>", "</span>", "<br>", "<br/>", "<strong>", "</strong>", "<div>", "</div>", "<td>",
		"</td>",
		"<tr>", "</tr>", "<table>", "</table>", "<tbody>", "</tbody>", "<h1>", "</h1>", "<th>", "</th>",
		"<html>", "</html>",
		"<head>", "</head>", "<body>", "</body>", "<style>td {}</style>", "<style>a<b</style>",
		"<meta charset=\"utf-8\">",
		"&nbsp;", "&#x4e00;", "&#65;", "&#0;", "&#xffff;", "&amp;", "&lt;", "&", "<", ">", "\"", "'", " ", "\n",
		"\t", "\r",
		"　", "\xc2\xa0", "<td colspan=\"2\">", "<td colspan='x' rowspan=\"3\">",
		"<td colspan=\"2\" colspan=\"3\">", "<!-- x -->",
		"<!DOCTYPE html>", "<script>x</script>", "<title>x</title>", "<a href=\"x\">", "</a>", "<P>", "<p/>",
		"<span/>", "<b>",
		"12", "\x7f", "𠀀", "\xef\xbf\xbd", "\xef\xbf\xbe", "\f", "&#x20000;", "\xef\xbb\xbf",
		"<p class='a' id=b>", "<li>", "<ul>", "<textarea>", "<td \n class=\"x\"\t>", "</p >",
		"<title>总体情况</title>", "<title>&nbsp;x<br>y</title>", "<TITLE>x&amp;y</title >", "</title>", "<title>",
		"<script>a<b</script>",
		"<script>\"</p>\"</script>", "<!--[if x]><p>一<![endif]-->", "<!-->", "<!--->", "<!--x--!>", "<!---->",
		"<link rel=\"x\"/>",
		"<thead>", "</thead>", "<tfoot>", "</tfoot>", "<TD COLSPAN=\"2\">", "</TD>", "<TR>", "<Span>",
		"</SPAN>", "<H2>",
		"<meta name=\"x\" content=\"一，二\">",
		"<meta http-equiv=\"content-type\" content=\"text/html; charset=gbk\"/>",
		"<p class=\"一\n二\">", "<p class=\"\xef\xbf\xbe\">", "<td nowrap=\"nowrap\">", "<政府", "<5", "<<公开",
		"&lt;", "&lt;5", "&gt;",
		"&ldquo;", "&rdquo;", "&emsp;", "&ensp;", "&times", "&middot;", "&mdash;·", "&amp;amp;", "&quot;",
		"&hellip;",
		"<td colspan=3>", "<td colspan=3 rowspan=\"2\"colspan=1>", "<p class=MsoNormal align=center>",
		"<p class=a/>", "<p class=>",
		"<td width=50%\tcolspan=2 >", "<p class=x\"y>", "<o:p></o:p>", "<o:p>&nbsp;", "</o:p>",
		"<!doctype html>",
		xhtml_doctype,
		"<!DOCTYPE html PUBLIC \"x>\">", "<!DOCTYPE HTML SYSTEM>", "<!DOCTYPE htmlx>",
		"\r\n", "<td colspan=\"\n2\">",
	};
	struct strbuf changed = {0};
	size_t at = made_random(made, (unsigned)page->nbytes);
	size_t behind = at + (made_random(made, 3) ? 0 : made_random(made, 12));
	while (at && (page->ptr[at] & 0xC0) == 0x80)
		at--;
	behind = behind < at ? at : behind;
	while (behind < page->nbytes && (page->ptr[behind] & 0xC0) == 0x80)
		behind++;
	/* As a rule between two tags or texts. */
	for (size_t i = at; made_random(made, 4) && i < page->nbytes; i++)
		if (page->ptr[i] == '<') {
			at = behind = i;
			break;
		}
	strbuf_append(&changed, str_slice(strbuf_view(page), 0, at));
	strbuf_append_text(&changed, parts[made_random(made, sizeof(parts) / sizeof(*parts))]);
	strbuf_append(&changed, str_slice(strbuf_view(page), behind, page->nbytes));
	strbuf_free(page);
	*page = changed;
}

static void made_pages(void **state)
{
	struct knowledge *knowledge = *state;
	struct made made = {0};
	struct outcome outcomes[2] = {0};
	for (uint64_t seed = 1; seed <= NPAGES; seed++) {
		struct strbuf page = {0};
		made_begin(&made, &knowledge->forms[0], seed * 31, false);
		made_write(&made, LAYOUT_HTML, &page);
		outcome_compare(outcomes, strbuf_view(&page));
		for (size_t i = 0; i < NCHANGES; i++) {
			/* Few changes to one page, so that it may still be plain. */
			if (i % 3 == 0) {
				strbuf_clear(&page);
				made_write(&made, LAYOUT_HTML, &page);
			}
			change(&made, &page);
			outcome_compare(outcomes, strbuf_view(&page));
			if (i % 3 == 1)
				outcome_compare_wanted(outcomes, strbuf_view(&page));
		}
		strbuf_free(&page);
	}
	outcomes_free(outcomes);
	arena_free(&made.arena);
}

static const char *const pages_with_tables[] = {
	"<p>前</p><table><tr><td>甲</td></tr></table><p>维持</p><table><tr><td>维持</td><td>乙</td></tr></table>",
	"<title>维持的</title><table><tr><td>甲</td></tr></table>后<table><tr><td>丙</td></tr></table>维持",
	"<table><tr><td><div><table><tr><td>甲</td></tr></table></div></td><td>维持</td></tr></table>维持",
	"<table><tr><td>甲</td></tr></TABLE><p>维持</p><table><tr><td>乙</td></tr></table>",
	"<table><tr><td>甲</td></tr><!--</table>--><tr><td>维持</td></tr></table>",
	"维持<table><tr><td>甲<td>乙</table>维持",
	"维<table><tr><td>甲</td></tr></table>持<h1>维<table></table>持维持</h1>",
	"<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table><span>维</span>持 维持<br>",
	"维持<table><tr><td>甲</td></tr></table>后",
	"<table><tr><td>维持</td><td><div><table><tr><td>甲</td></tr></table></div></td><td>乙</td></tr></table>",
	"<div>一<table>\xef\xbb\xbf<tr><td>甲\xef\xbb\xbf乙</td></tr></table>维持</div>",
};

/* Tables that are passed, and such that look as if they could be. */
static void tables_left_out(void **state)
{
	struct outcome outcomes[2] = {0};
	(void)state;
	for (size_t i = 0; i < sizeof(pages_with_tables) / sizeof(*pages_with_tables); i++) {
		struct strbuf page = {0};
		strbuf_printf(&page, "<html><body>%s</body></html>", pages_with_tables[i]);
		outcome_compare(outcomes, strbuf_view(&page));
		outcome_compare_wanted(outcomes, strbuf_view(&page));
		strbuf_free(&page);
	}
	/* What is left out makes no block. */
	const struct block_sink sink = {outcome_take, &outcomes[0]};
	outcomes[1].reader.find_place = outcome_find_wanted;
	outcomes[1].reader.find_context = &outcomes[1];
	outcomes[1].reader.always_parses = false;
	outcomes[1].wanted = STR("维持");
	strbuf_clear(&outcomes[0].text);
	html_read_blocks(&outcomes[1].reader, STR("<p>一</p><table><tr><td>甲</td></tr></table><p>维持</p>"), &sink);
	assert_string_equal(strbuf_text(&outcomes[0].text), "1 0 0 0|一\n1 0 0 0|维持\n");
	outcomes_free(outcomes);
}

/* The parser gives long texts in pieces. */
static void long_texts(void **state)
{
	static const char *const pieces[] = {"一", "—", " ", "a", "ab", "一二三", "\xc2\xa0", "　", "一 ", "é", "𠀀", "a𠀀"};
	struct outcome outcomes[2] = {0};
	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++)
		for (size_t first = 0; first < 3; first++)
			for (size_t nbytes = 980; nbytes < 3100; nbytes += nbytes > 1020 && nbytes < 2000 ? 97 : 1) {
				struct strbuf page = {0};
				strbuf_append_text(&page, first == 0 ? "<p>" : first == 1 ? "<p> \n  " : "<p>x<br>");
				while (page.nbytes < nbytes)
					strbuf_append_text(&page, pieces[i]);
				strbuf_append_text(&page, "<br>完</p>");
				outcome_compare(outcomes, strbuf_view(&page));
				strbuf_free(&page);
			}
	outcomes_free(outcomes);
}

static int set_up(void **state)
{
	static struct knowledge knowledge;
	struct error error;
	*state = &knowledge;
	html_prepare();
	return knowledge_load(&knowledge, &error) ? 0 : -1;
}

static int tear_down(void **state)
{
	knowledge_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(made_pages),
		cmocka_unit_test(tables_left_out),
		cmocka_unit_test(long_texts),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
