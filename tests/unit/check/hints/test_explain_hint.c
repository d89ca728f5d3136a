#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/embedded.h"
#include "check/examined.h"
#include "check/hints/explain_hint.h"
#include "check/sample_text.h"

static const struct language english;
static struct language chinese = {.chinese = true};

/* The hint of a finding; "" when there is none. */
static void assert_hint_in(const struct language *language, const char *text, const char *id, const char *place,
			   const char *expected)
{
	static struct repairs repairs;
	struct strbuf out = {0};
	const struct examiner *examiner = examine_text(text, "a.txt");
	localise(known_rules, &known.slips, &examiner->report, &examiner->findings, &repairs);
	bool said = explain_append_hint(&repairs, finding_at(examiner, id, place), &examiner->report, language, &out);
	assert_string_equal(strbuf_text(&out), expected);
	assert_int_equal(said, expected[0] != '\0');
	strbuf_free(&out);
}

static void assert_hint(const char *text, const char *id, const char *place, const char *expected)
{
	assert_hint_in(&english, text, id, place, expected);
}

static const char *with_processed(const char *numbers)
{
	struct strbuf row = {0};
	strbuf_printf(&row, "（七）总计\t\t%s\n", numbers);
	const char *text = with(sample_text, "（七）总计\t\t5\t2\t0\t0\t1\t0\t8\n", strbuf_text(&row));
	strbuf_free(&row);
	return text;
}

static void one_cell(void **state)
{
	const char *text = with_processed("0\t2\t0\t0\t1\t0\t8");
	assert_hint(text, "T3-BAL", "requests/natural",
		    "（七）总计 自然人 should be 5 (now 0, the sum was left at 0): with this one change all 3 relations hold");
	assert_hint_in(&chinese, text, "T3-BAL", "requests/natural",
		       "（七）总计 自然人 应为 5（现为 0，合计未填）：改此一处，3 项关系全部成立");
	/* A number without a slip. */
	assert_hint(with_processed("571\t2\t0\t0\t1\t0\t8"), "T3-BAL", "requests/natural",
		    "（七）总计 自然人 should be 5 (now 571): with this one change all 3 relations hold");
}

static void one_relation(void **state)
{
	assert_hint(with(sample_text, "1\t1\t0\t0\t2", "1\t1\t0\t0\t0"), "T4-SUM", "disputes/after_review",
		    "复议后起诉 总计 should be 2 (now 0, the sum was left at 0)");
	assert_hint(with(sample_text, "1\t1\t0\t0\t2", "1\t1\t0\t0\t3"), "T4-SUM", "disputes/after_review", "");
}

static void two_cells(void **state)
{
	const char *text = with(sample_text, "2.重复申请\t1\t0\t0\t0\t0\t0\t1", "2.重复申请\t0\t1\t0\t0\t0\t0\t1");
	assert_hint_in(&chinese, text, "T3-SUB", "requests/natural",
		       "可能两格互换：2.法规禁止 自然人 应为 1（现为 0），企业 应为 0（现为 1）：改此 2 处，2 项关系全部成立；"
		       "或：可能两格互换：2.重复申请 自然人 应为 1（现为 0），企业 应为 0（现为 1）");
}

static void alternatives(void **state)
{
	const char *text = with(sample_text, "申请数量\t\t\t5\t2\t0\t0\t1\t0\t8", "申请数量\t\t\t4\t2\t0\t0\t1\t0\t7");
	assert_hint(text, "T3-BAL", "requests/total",
		    "perhaps not counted: 一、本年新收 自然人 should be 5 (now 4), 总计 should be 8 (now 7): "
		    "with these 2 changes all 2 relations hold; or: perhaps not counted: 二、上年结转 自然人 "
		    "should be 2 (now 1), 总计 should be 2 (now 1); or: perhaps counted twice: "
		    "四、结转下年 自然人 should be 0 (now 1), 总计 should be 0 (now 1)");
}

static void an_open_row(void **state)
{
	const char *text = with(sample_text, "2.重复申请\t1\t0\t0\t0\t0\t0\t1", "2.重复申请\t2\t0\t0\t0\t0\t0\t2");
	assert_hint(text, "T3-SUB", "requests/total",
		    "perhaps counted twice: in some row 自然人 -1, 总计 -1; the numbers do not tell which "
		    "row");
	assert_hint_in(&chinese, text, "T3-SUB", "requests/natural",
		       "可能重复计入：某一行 自然人 -1，总计 -1；哪一行仅凭数字不能判定");
}

static void a_row_of_sums(void **state)
{
	const char *text = with_processed("0\t0\t0\t0\t0\t0\t0");
	assert_hint(text, "T3-SUB", "requests/enterprise",
		    "perhaps not summed: （七）总计, 4 cells of the row: with these 4 changes all 8 relations hold");
	assert_hint_in(&chinese, text, "T3-BAL", "requests/total",
		       "可能未合计：（七）总计 整行 4 格：改此 4 处，8 项关系全部成立");
}

/* One fault of several in relations that share cells. */
static void not_all_of_it(void **state)
{
	const char *text = with(with_processed("0\t2\t0\t0\t1\t0\t8"), "1.本机关不掌握相关政府信息\t1\t0\t0\t0\t1",
				"1.本机关不掌握相关政府信息\t1\t0\t0\t0\t11");
	assert_hint(text, "T3-BAL", "requests/natural",
		    "（七）总计 自然人 should be 5 (now 0, the sum was left at 0): with this one change 3 relations hold");
}

static void nothing_of_what_holds(void **state)
{
	assert_hint(sample_text, "T3-BAL", "requests/natural", "");
	assert_hint(with_processed("0\t2\t0\t0\t1\t0\t8"), "T3-BAL", "requests/enterprise", "");
	assert_hint(without(sample_text, "## 五、", "## 六、"), "S-SEC", "section/5", "");
}

static struct catalog *catalog;

static int setup(void **state)
{
	struct error error;
	chinese.catalog = catalog = catalog_parse(embedded_find("po/zh_CN.po"), "zh_CN.po", &error);
	assert_non_null(catalog);
	return know(state);
}

static int teardown(void **state)
{
	catalog_free(catalog);
	return forget_texts(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_cell),
		cmocka_unit_test(one_relation),
		cmocka_unit_test(two_cells),
		cmocka_unit_test(alternatives),
		cmocka_unit_test(an_open_row),
		cmocka_unit_test(a_row_of_sums),
		cmocka_unit_test(not_all_of_it),
		cmocka_unit_test(nothing_of_what_holds),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
