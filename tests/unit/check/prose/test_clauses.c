#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/prose/clauses.h"
#include "check/prose/spots.h"

static struct clauses clauses;
static struct mention room[CLAUSES_MAX_MENTIONS];

static void read_clauses(struct str text)
{
	uint64_t spots[64];
	assert_true(spots_nwords(text.nbytes) <= sizeof(spots) / sizeof(*spots));
	spots_find(text, spots);
	clauses_read(&clauses, known.rules->quantities, text, spots, 0, room);
}

/* All numbers of a text as "label|number|unit sentence/depth", separated by "; ". */
static void assert_mentions(const char *text, const char *expected)
{
	struct strbuf out = {0};
	read_clauses(str_from(text));
	for (size_t i = 0; i < clauses.count; i++) {
		const struct mention *mention = &clauses.list[i];
		strbuf_append_text(&out, i ? "; " : "");
		strbuf_append(&out, mention->label);
		strbuf_append_byte(&out, '|');
		strbuf_append(&out, mention->quantity.text);
		strbuf_append_byte(&out, '|');
		strbuf_append(&out, mention->unit);
		strbuf_printf(&out, " %u/%u", mention->sentence, mention->depth);
	}
	assert_string_equal(strbuf_text(&out), expected);
	strbuf_free(&out);
}

static void numbers_in_their_clauses(void **state)
{
	assert_mentions("全年发布信息440条，其中网站142条、微信9条。", "全年发布信息|440|条 0/0; 其中网站|142|条 0/0; 微信|9|条 0/0");
	assert_mentions("公开30件（其中网站20件）。回应约100余次。",
			"公开|30|件 0/0; 其中网站|20|件 0/1; 回应|约100余|次 1/0");
	assert_mentions("办结率达98.5%，满意率100%", "办结率达|98.5|% 0/0; 满意率|100|% 0/0");
	assert_mentions("没有数字。", "");
	assert_mentions("", "");
}

static void numbers_without_a_unit(void **state)
{
	assert_mentions("政策118条（70、48）", "政策|118|条 0/0; |70| 0/1; |48| 0/1");
	assert_mentions("分别为20、30和15条。", "分别为|20|条 0/0; |30|条 0/0; 和|15|条 0/0");
	assert_mentions("动态类45，其他4条", "动态类|45| 0/0; 其他|4|条 0/0");
	assert_mentions("办理12345热线300件", "热线|300|件 0/0");
	assert_mentions("1.公开30条", ".公开|30|条 0/0");
	assert_mentions("（1）公开30条", "公开|30|条 0/0");
}

static void what_counts_nothing(void **state)
{
	assert_mentions("2023年1月5日，国办函〔2020〕109号，0998-7282012。", "");
	assert_mentions("第20条，A4纸", "");
}

/* A bracket left open ends with its sentence. */
static void open_brackets(void **state)
{
	assert_mentions("公开（含网站20条。另有30条", "含网站|20|条 0/1; 另有|30|条 1/0");
	assert_mentions("公开20条）。另有30条", "公开|20|条 0/0; 另有|30|条 1/0");
}

static void more_than_are_kept(void **state)
{
	struct strbuf text = {0};
	for (size_t i = 0; i <= CLAUSES_MAX_MENTIONS; i++)
		strbuf_append_text(&text, "公开3条，");
	read_clauses(strbuf_view(&text));
	assert_int_equal(clauses.count, CLAUSES_MAX_MENTIONS);
	assert_true(clauses.cut);
	read_clauses(str_slice(strbuf_view(&text), 0, text.nbytes - strlen("公开3条，")));
	assert_int_equal(clauses.count, CLAUSES_MAX_MENTIONS);
	assert_false(clauses.cut);
	strbuf_free(&text);
}

static void words_of_lists(void **state)
{
	const struct str words[] = {STR("其中"), STR("其中主要")};
	const struct rule_list list = {.count = 2, .words = words};
	const struct prose_index index = {0};
	const struct clauses none = {.index = &index};
	size_t offset = 0;
	assert_true(clauses_open(&none, STR("条，其中网站"), &list, &offset));
	assert_int_equal(offset, strlen("条，其中"));
	assert_true(clauses_open(&none, STR("其中主要网站"), &list, &offset));
	assert_int_equal(offset, strlen("其中主要"));
	assert_false(clauses_open(&none, STR("条及其中网站"), &list, &offset));
	assert_false(clauses_open(&none, STR(""), &list, &offset));
	assert_true(clauses_hold(&none, STR("条及其中网站"), &list));
	assert_false(clauses_hold(&none, STR(""), &list));
	assert_true(clauses_same_unit(STR("条"), STR("条"), &list));
	assert_false(clauses_same_unit(STR("条"), STR("件"), &list));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_in_their_clauses),
		cmocka_unit_test(numbers_without_a_unit),
		cmocka_unit_test(what_counts_nothing),
		cmocka_unit_test(open_brackets),
		cmocka_unit_test(more_than_are_kept),
		cmocka_unit_test(words_of_lists),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
