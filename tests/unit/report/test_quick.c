/* Reading by memory makes the same of a text as the plain code: of made reports in every layout, with damage, and with
 * bytes changed, one after the other with one memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/sample_text.h"
#include "read/source.h"
#include "report/generate.h"
#include "report/readings.h"

enum { NREPORTS = 700, NCHANGES = 12 };

struct tools {
	struct knowledge knowledge;
	struct made made;
	struct readings readings;
	struct source source;
};

static void compare(struct tools *tools, const struct form *form, struct str bytes, uint64_t seed)
{
	if (source_take(&tools->source, bytes) != SOURCE_OK)
		return;
	const char *what = readings_compare(&tools->readings, form, &tools->knowledge.words, tools->source.text);
	if (what)
		fail_msg("seed %llu: %s", (unsigned long long)seed, what);
}

/* Some bytes are replaced by others that matter, put in, or taken out. */
static void change(struct made *made, struct strbuf *text)
{
	static const char *const others[] = {"\t",	  "\n",		"0",	"7",	"|",	" ",  "\r",
					     "123456789", "1234567890", "/",	"\n\n", "\t\t", "　", "一",
					     "-",	  "1",		"\n\t", "总计", "| ",	"，"};
	enum { NOTHERS = sizeof(others) / sizeof(*others) };
	struct strbuf changed = {0};
	size_t at = made_random(made, (unsigned)text->nbytes), gone = made_random(made, 4);
	strbuf_append(&changed, str_slice(strbuf_view(text), 0, at));
	for (unsigned n = made_random(made, 3); n > 0; n--)
		strbuf_append_text(&changed, others[made_random(made, NOTHERS)]);
	strbuf_append(&changed, str_slice(strbuf_view(text), at + gone, text->nbytes));
	strbuf_free(text);
	*text = changed;
}

/* Line ends as Windows writes them: all, or some. */
static void put_returns(struct made *made, struct strbuf *text, bool all)
{
	struct strbuf changed = {0};
	struct str rest = strbuf_view(text), line;
	while (str_split(&rest, '\n', &line)) {
		strbuf_append(&changed, line);
		if (rest.ptr && (all || made_random(made, 4)))
			strbuf_append_byte(&changed, '\r');
		if (rest.ptr)
			strbuf_append_byte(&changed, '\n');
	}
	strbuf_free(text);
	*text = changed;
}

static void made_reports(void **state)
{
	struct tools *tools = *state;
	struct made *made = &tools->made;
	size_t nknown = 0;
	for (uint64_t seed = 1; seed <= NREPORTS; seed++) {
		const struct form *form = &tools->knowledge.forms[seed % 7 ? 0 : KNOWLEDGE_NFORMS - 1];
		enum layout layout = (enum layout)(seed % 4 ? seed % 3 : seed % LAYOUT_HTML);
		struct strbuf text = {0};
		made_begin(made, form, seed * 977, seed % 2);
		for (uint64_t n = seed % 3; n > 0; n--)
			made_damage(made, (enum damage)made_random(made, DAMAGE_NKINDS), layout);
		made_write(made, layout, &text);
		if (seed % 3 == 0)
			put_returns(made, &text, seed % 2);
		compare(tools, form, strbuf_view(&text), seed);
		/* As a report of the form in force, as every file is read first. */
		compare(tools, &tools->knowledge.forms[0], strbuf_view(&text), seed);
		for (size_t i = 0; i < NCHANGES; i++) {
			change(made, &text);
			compare(tools, form, strbuf_view(&text), seed);
		}
		strbuf_free(&text);
	}
	for (size_t i = 0; i < QUICK_NROWS; i++)
		nknown += tools->readings.memory.rows[i].labels != NULL;
	assert_true(nknown > QUICK_NROWS / 2);
}

/* What was learnt of one text is right for another that differs where the memory does not look. */
static void same_beginnings(void **state)
{
	struct tools *tools = *state;
	static const char *const rows[] = {
		"四、结转下年度继续办理\t\t\t1\t2\t3\t4\t5\t6\t21\n", "四、结转下年度继续办理\t\t\t1\t2\t3\t4\t5\t6\t21\t\n",
		"四、结转下年度继续办理\t\t\t1\t2\t3\t/\t5\t6\t21\n", "四、结转下年度继续办理\t\t\t1\t2\t3\t4\t5\t6\t其他\n",
		"四、结转下年度继续办理\t\t\t1\t2\t3\t4\t5\t6\t21\r\n", "四、结转下年度继续办理\t\t\t1\t2\t3\t4\t5\t6\t21",
		"四、结转下年度继续办理\t\t\t1\t\t3\t4\t5\t6\t1234567890\n", "四、结转下年度继续办理\t\t\t1\n",
		"\t四、结转下年度继续办理\n\t1\n\t2\n\t3\n\t4\n\t5\n\t6\n\t21\n\n",
		"\t四、结转下年度继续办理\n\t1\n\t2\n\t3\n\t4\n\t5\n\t6\n\t21\n其他\n\n",
		"\t四、结转下年度继续办理\n\t1\n\t2\n\t\n\t4\n\t5\n\t6\n\t21\n \n", "\t四、结转下年度继续办理\n\t1\n\t2\n\t3\t4\n\n",
		"\t四、结转下年度继续办理\n\t1\n\t2\n\t3\n\t4\n\t5\n\t6\n\t21\n", "\t四、结转下年度继续办理\n\t1\n\t2\n\n",
		"| 四、结转下年度继续办理 |  |  | 1 | 2 | 3 | 4 | 5 | 6 | 21 |\n",
		"| 四、结转下年度继续办理 |  |  | 1 | 2 | 3 | 4 | 5 | 6 | 21\n",
		"| 四、结转下年度继续办理 |  |  | 1 |  | 3 | 4 | 5 | 6 | 21 |\n",
		"| 四、结转下年度继续办理 |  |  | 1 | 2 | 3 | 4 5 | 6 | 21 |\n",
		" |四、结转下年度继续办理|\t1\n", " |四、结转下年度继续办理|\t1\t2\t3\t4\t5\t6\t21\n",
		"信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量\n", "行政许可\t7\n", "行政许可\t\t7\n", "\t行政许可\t7\n",
		"四、结转下年度继续办理\t\t\t1\t2\t3\t:\t5\t6\t21\n", "| 四、结转下年度继续办理 |  |  | 1 | ? | 3 |\n",
		"一、总体情况\n", "其他\t1\t2\n", "其他\t\t\n", "自然人\t商业企业\t总计\n", "自然人\t商业企业\t总计\r\n",
		"1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14\t15\n", "结果维持\t结果纠正\t总计\n",
		"| 信息内容 | 本年制发件数 |\n", "| --- | --- |\n", "| --- | --- | |\n", "|---|:-:|\n",
		"| --- | - | |||\n", "| - | - |||\n", "|-\n", "一、总体情况 |\n", "行政许可 |\n", "7 |||\n",
		"行政强制 | 0 | |||\n", "| 行政强制 | 0 |||\n", "--- | --- |\n",
		"\t四、结转下年度继续办理\r\n\t1\r\n\t2\r\n\t3\r\n\t4\r\n\t5\r\n\t6\r\n\t21\r\n\r\n",
		"\t四、结转下年度继续办理\r\n\t1\r\n\t2\r\n\t3\n\t4\r\n\t5\r\n\t6\r\n\t21\r\n\r\n\r\n",
		"\t四、结转下年度继续办理\r\n\t1\r\n\t\r\n\t3\r\r\n\t4\r\n\t5\r\n\t6\r\n\t21\r\n",
		"| 四、结转下年度继续办理 |  |  | 1 | 2 | 3 | 4 | 5 | 6 | 21 |\r\n", "| --- | --- |\r\n", "\r\n", "\r",
		"1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14\t15\r\n", "一、总体情况\r\n",
		"|||\n行政处罚 |\n1 |\n2 |\n3 |\n4 |\n5 |\n",
		"自然人 商业企业 科研机构 总计\n一、本年新收政府信息公开申请数量 8 2 3 4 5 6 28\n",
	};
	enum { NROWS = sizeof(rows) / sizeof(*rows) };
	for (size_t i = 0; i < NROWS; i++)
		for (size_t j = 0; j < NROWS; j++)
			for (size_t k = 0; k < NROWS; k++) {
				struct strbuf text = {0};
				strbuf_append_text(&text, rows[i]);
				strbuf_append_text(&text, rows[j]);
				strbuf_append_text(&text, rows[k]);
				compare(tools, &tools->knowledge.forms[0], strbuf_view(&text),
					i * NROWS * NROWS + j * NROWS + k);
				strbuf_free(&text);
			}
	compare(tools, &tools->knowledge.forms[0], str_from(sample_text), 0);
	compare(tools, &tools->knowledge.forms[0], str_from(one_cell_a_line(sample_text)), 0);
}

static int set_up(void **state)
{
	struct tools *tools = calloc(1, sizeof(*tools));
	struct error error;
	*state = tools;
	return tools && knowledge_load(&tools->knowledge, &error) ? 0 : -1;
}

static int tear_down(void **state)
{
	struct tools *tools = *state;
	knowledge_free(&tools->knowledge);
	arena_free(&tools->made.arena);
	readings_free(&tools->readings);
	source_free(&tools->source);
	free(tools);
	return sample_forget(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(made_reports), cmocka_unit_test(same_beginnings)};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
