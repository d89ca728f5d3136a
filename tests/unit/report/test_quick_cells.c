/* Rows of cells by memory become the same as by the plain code: of made reports as pages and as texts, with damage,
 * and with bytes changed, one after the other with one memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "report/generate.h"
#include "report/readings.h"

enum { NREPORTS = 400, NCHANGES = 10 };

struct tools {
	struct knowledge knowledge;
	struct made made;
	struct readings readings;
};

static void compare(struct tools *tools, const struct form *form, struct str text, uint64_t seed)
{
	const char *what = readings_compare_cells(&tools->readings, form, &tools->knowledge.words, text);
	if (what)
		fail_msg("seed %llu: %s", (unsigned long long)seed, what);
}

/* Puts something in at a beginning of a character; some changes leave the page as it was but for a cell. */
static void change(struct made *made, struct strbuf *text)
{
	static const char *const others[] = {
		"</td><td>", "</td></tr><tr><td>", "&nbsp;", "7", "-", "/", "x", "总计",
		"<td colspan=\"2\">3</td>", "\t", "1.5",
		"1234567890", "自然人", "<br>", "<td></td>", "\n", "其他", "<td rowspan=\"2\">5</td>", "１",
	};
	struct strbuf changed = {0};
	size_t at = made_random(made, (unsigned)text->nbytes);
	while (at && (text->ptr[at] & 0xC0) == 0x80)
		at--;
	for (size_t i = at; made_random(made, 4) && i < text->nbytes; i++)
		if (text->ptr[i] == '<' || text->ptr[i] == '\t') {
			at = i;
			break;
		}
	strbuf_append(&changed, str_slice(strbuf_view(text), 0, at));
	strbuf_append_text(&changed, others[made_random(made, sizeof(others) / sizeof(*others))]);
	strbuf_append(&changed, str_slice(strbuf_view(text), at, text->nbytes));
	strbuf_free(text);
	*text = changed;
}

static void made_reports(void **state)
{
	struct tools *tools = *state;
	struct made *made = &tools->made;
	size_t nrows = 0, nheads = 0;
	for (uint64_t seed = 1; seed <= NREPORTS; seed++) {
		const struct form *form = &tools->knowledge.forms[seed % 7 ? 0 : KNOWLEDGE_NFORMS - 1];
		enum layout layout = seed % 4 ? LAYOUT_HTML : seed % 8 ? LAYOUT_TABS : LAYOUT_PIPES;
		struct strbuf text = {0};
		made_begin(made, form, seed * 977, seed % 2);
		for (uint64_t n = seed % 3; n > 0; n--)
			made_damage(made, (enum damage)made_random(made, DAMAGE_NKINDS), layout);
		made_write(made, layout, &text);
		compare(tools, form, strbuf_view(&text), seed);
		/* As a report of the form in force, as every file is read first. */
		compare(tools, &tools->knowledge.forms[0], strbuf_view(&text), seed);
		for (size_t i = 0; i < NCHANGES; i++) {
			change(made, &text);
			compare(tools, form, strbuf_view(&text), seed);
		}
		strbuf_free(&text);
	}
	for (size_t i = 0; i < QUICK_CELLS_NROWS; i++) {
		const struct quick_cells_row *row = &tools->readings.cells.rows[i];
		nrows += row->labels && row->meaning.kind == QUICK_NUMBERS;
		nheads += row->labels && row->meaning.kind == QUICK_HEAD;
	}
	assert_true(nrows > 100 && nheads > 20);
}

/* What was learnt of one row is right for another that differs where the memory does not look. */
static void same_beginnings(void **state)
{
	struct tools *tools = *state;
	static const char *const rows[] = {
		"<td colspan=3>四、结转下年度继续办理<td>1<td>2<td>3<td>4<td>5<td>6<td>21",
		"<td colspan=3>四、结转下年度继续办理<td>1<td>2<td>3<td>4<td>5<td>6<td>21<td>",
		"<td colspan=3>四、结转下年度继续办理<td>1<td>2<td>/<td>4<td>5<td>6<td>21",
		"<td colspan=3>四、结转下年度继续办理<td>1<td>2<td>其他<td>4<td>5<td>6<td>21",
		"<td colspan=3>四、结转下年度继续办理<td><td><td>3<td>4<td>5<td>6<td>21",
		"<td colspan=3>四、结转下年度继续办理<td><td><td><td><td><td><td>",
		"<td colspan=2>四、结转下年度继续办理<td>1<td>2<td>3<td>4<td>5<td>6<td>21",
		"<td>四、结转下年度继续办理<td>1<td colspan=2>2<td>3<td>4<td>5<td>6<td>21",
		"<td>四、结转下年度继续办理", "<td>其他<td>1<td>2", "<td>其他<td><td>", "<td>行政许可<td colspan=3>7",
		"<td>行政许可<td>7", "<td>行政许可<td><td>7", "<td>行政许可<td>7.5", "<td>行政许可<td>１",
		"<td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数", "<td>信息内容<td colspan=3>本年处理决定数量",
		"<td>自然人<td>商业企业<td>总计", "<td>自然人<td>商业企业<td>总计<td>", "<td>结果维持<td>结果纠正<td>总计",
		"<td>1.属于国家秘密<td>1<td>2<td>3<td>4<td>5<td>6<td>21",
		"<td>三、本年度办理结果<td>（三）不予公开<td>1.属于国家秘密<td>1<td>2<td>3<td>4<td>5<td>6<td>21",
		"<td>规章<td>1<td>2<td>3", "<td>2<td>规章<td>1<td>2<td>3", "<td>一、总体情况",
		"<td>1<td>2<td>3<td>4<td>5<td>6<td>7<td>8<td>9<td>10<td>11<td>12<td>13<td>14<td>15",
		"<td></table><p>自然人 商业企业 科研机构 总计<p>一、本年新收政府信息公开申请数量 8 2 3 4 5 6 28<table>",
	};
	enum { NROWS = sizeof(rows) / sizeof(*rows) };
	for (size_t i = 0; i < NROWS * NROWS * NROWS; i++) {
		struct strbuf page = {0};
		strbuf_printf(&page, "<table><tr>%s<tr>%s<tr>%s</table>", rows[i / NROWS / NROWS],
			      rows[i / NROWS % NROWS], rows[i % NROWS]);
		compare(tools, &tools->knowledge.forms[0], strbuf_view(&page), i);
		strbuf_free(&page);
	}
}

static int set_up(void **state)
{
	struct tools *tools = calloc(1, sizeof(*tools));
	struct error error;
	*state = tools;
	html_prepare();
	return tools && knowledge_load(&tools->knowledge, &error) ? 0 : -1;
}

static int tear_down(void **state)
{
	struct tools *tools = *state;
	knowledge_free(&tools->knowledge);
	arena_free(&tools->made.arena);
	readings_free(&tools->readings);
	free(tools);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(made_reports), cmocka_unit_test(same_beginnings)};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
