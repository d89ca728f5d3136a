#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "index/entry_parts.h"
#include "index/made.h"
#include "index/query.h"

static struct arena arena;
static struct index_entry *entry;

static int setup(void **state)
{
	return know(state);
}

static int teardown(void **state)
{
	arena_free(&arena);
	return forget(state);
}

/* The entry that queries are held against, as new. */
static int make(void **state)
{
	entry = make_entry(&arena, "报告/喀什地区/叶城县/2023-kglk.txt", "叶城县喀格勒克镇人民政府", 2023);
	entry->nrequests = 12;
	entry->nlawsuits = -1;
	entry->nfailed[SEVERITY_ERROR] = 2;
	entry->nfailed[SEVERITY_NOTICE] = 3;
	return 0;
}

static bool holds(const char *text)
{
	struct query_error error = {0};
	struct query *query = query_parse(str_from(text), known_rules, &error);
	if (!query)
		fail_msg("'%s': column %zu, expected %d", text, error.column, error.expected);
	bool result = query_holds(query, entry);
	query_free(query);
	return result;
}

static void assert_holds(const char *text)
{
	if (!holds(text))
		fail_msg("'%s' does not hold", text);
}

static void assert_not(const char *text)
{
	if (holds(text))
		fail_msg("'%s' holds", text);
}

static void assert_fault(const char *text, size_t column, enum query_expected expected)
{
	struct query_error fault = {0};
	struct error error = {""};
	assert_null(query_parse(str_from(text), known_rules, &fault));
	if (fault.column != column || fault.expected != expected)
		fail_msg("'%s': column %zu, expected %d", text, fault.column, fault.expected);
	query_error_say(&fault, NULL, &error);
	assert_true(str_starts_with(str_from(error.text), STR("column ")));
}

static void nothing_holds_always(void **state)
{
	assert_holds("");
	assert_holds("  　 ");
}

static bool is_about(const char *text, const char *id)
{
	struct query_error error = {0};
	struct query *query = query_parse(str_from(text), known_rules, &error);
	const struct rule *rule = rules_find(known_rules, str_from(id));
	assert_non_null(query);
	assert_non_null(rule);
	bool result = query_is_about(query, rule);
	query_free(query);
	return result;
}

/* A query that names rules is about their findings alone, unless something else may hold instead. */
static void rules_that_are_asked_for(void **state)
{
	assert_true(query_is_about(NULL, rules_find(known_rules, STR("T3-BAL"))));
	assert_true(is_about("", "T3-BAL"));
	assert_true(is_about("errors year:2023", "T3-BAL"));
	assert_true(is_about("rule:T3-BAL", "T3-BAL"));
	assert_false(is_about("rule:T3-BAL", "T3-SUB"));
	assert_true(is_about("rule:T3-* year:2023", "T3-SUB"));
	assert_false(is_about("year:2023 T3-*", "T4-SUM"));
	assert_true(is_about("T3-BAL | T4-SUM", "T4-SUM"));
	assert_true(is_about("T3-BAL T4-SUM", "T4-SUM"));
	assert_false(is_about("T3-BAL | T4-SUM", "T3-SUB"));
	assert_true(is_about("T3-BAL | errors", "T4-SUM"));
	assert_true(is_about("!rule:T3-BAL", "T4-SUM"));
	assert_true(is_about("rule!=T3-BAL", "T3-BAL"));
	assert_false(is_about("(T3-BAL | T3-ROW) !T4-SUM", "T4-SUM"));
}

static void numbers(void **state)
{
	assert_holds("errors");
	assert_not("warnings");
	assert_holds("notices");
	assert_holds("errors>1");
	assert_not("errors>2");
	assert_holds("errors>=2");
	assert_holds("errors=2");
	assert_holds("errors:2");
	assert_not("errors!=2");
	assert_holds("errors<3");
	assert_not("errors<2");
	assert_holds("errors<=2");
	assert_holds("findings=5");
	assert_holds("year:2023");
	assert_holds("year>=2022");
	assert_not("year<2023");
	assert_holds("requests>11");
	assert_holds("warnings=0");
}

/* What was not read is no number. */
static void numbers_that_are_not_known(void **state)
{
	assert_not("lawsuits");
	assert_not("lawsuits=0");
	assert_not("lawsuits<5");
	assert_not("lawsuits!=5");
	assert_holds("!lawsuits<5");
	entry->year = 0;
	assert_not("year<2024");
	assert_not("year=0");
	assert_not("year");
}

static void judged(void **state)
{
	assert_holds("open");
	assert_not("judged");
	entry->njudged = 2;
	assert_holds("open=3 judged=2");
	entry->njudged = 5;
	assert_not("open");
	entry->njudged = 9;
	assert_not("open");
	assert_holds("open=0");
}

static void properties(void **state)
{
	assert_not("unread");
	assert_not("zero");
	assert_not("unchecked");
	entry->has_unread = entry->all_zero = true;
	entry->state = REPORT_EMPTY;
	assert_holds("unread zero unchecked");
}

static void rules(void **state)
{
	entry_set_rules(entry, &arena, &rules_find(known_rules, STR("T3-BAL"))->number, 1, 1);
	assert_holds("rule:T3-BAL");
	assert_holds("rule:t3-bal");
	assert_holds("rule:T3-*");
	assert_holds("rule:*");
	assert_not("rule:T4-*");
	assert_not("rule!=T3-BAL");
	assert_holds("rule!=T4-*");
	assert_holds("rules:T3-BAL");
	assert_holds("t3-bal");
	assert_holds("T3-*");
	assert_not("T4-SUM");
	assert_not("!T3-BAL");
	assert_not("\"T3-BAL\"");
	assert_not("T3-BA");
	entry_set_rules(entry, &arena, NULL, 0, 0);
	assert_not("rule:*");
	assert_fault("rule:T3-BA", 6, QUERY_EXPECTED_RULE);
	assert_fault("x rule:NO-*", 8, QUERY_EXPECTED_RULE);
}

static void names(void **state)
{
	assert_holds("喀格勒克");
	assert_holds("kglk");
	assert_holds("agency:kglk");
	assert_not("agency:kglkx");
	assert_not("agency:2023");
	assert_holds("path:叶城");
	assert_holds("path:2023-kg");
	assert_holds("in:ksdq");
	assert_not("in:2023");
	assert_holds("in:叶城县");
	assert_not("in:喀格");
	assert_holds("in:喀什地区/叶城");
	assert_holds("agency!=上海");
	assert_not("agency!=叶城");
	assert_holds("2023 kg");
	assert_not("2022 kg");
	entry->folder = "";
	entry->name = "a.txt";
	assert_holds("2023");
	assert_not("202");
	assert_holds("\"2023\"");
	assert_not("in:a");
}

static void all_either_not(void **state)
{
	assert_holds("errors notices");
	assert_not("errors warnings");
	assert_holds("errors | warnings");
	assert_holds("warnings or errors");
	assert_holds("warnings|errors");
	assert_not("warnings | zero");
	assert_holds("!warnings -zero");
	assert_not("!errors");
	assert_holds("!!errors");
	assert_not("!(errors | warnings)");
	assert_holds("!(warnings | zero) errors");
	/* And binds stronger than or. */
	assert_holds("errors | warnings zero");
	assert_not("(errors | warnings) zero");
	assert_holds("zero errors | notices");
	assert_holds("(((errors)))");
	assert_not("-(errors)");
	assert_holds("(kglk)");
	/* A word that only begins like `or`. */
	assert_not("errors orz");
}

static void quotes(void **state)
{
	entry_set_agency(entry, &arena, "a b (c)|or errors>3");
	assert_holds("\"a b\"");
	assert_holds("agency:\"b (c)|or\"");
	assert_holds("\"errors>3\"");
	assert_holds("“or”");
	assert_not("\"b a\"");
	assert_holds("\"a b\"errors");
	entry_set_agency(entry, &arena, "汀榆县（本级）");
	assert_holds("汀榆县（本级）");
	assert_holds("汀榆县(本级)");
}

static void chinese_words_and_full_width_signs(void **state)
{
	assert_holds("错误");
	assert_holds("错误＞1");
	assert_holds("错误：2 年份>=２０２２");
	assert_not("提醒 或 零");
	assert_holds("提醒 或 错误");
	assert_holds("！（提醒｜全零）");
	assert_holds("机关:kglk 目录:喀什 路径:叶城");
	assert_holds("未判 !已判");
	assert_holds("ＥＲＲＯＲＳ Errors");
}

static void faults(void **state)
{
	assert_fault("errors>", 8, QUERY_EXPECTED_NUMBER);
	assert_fault("错误>多", 4, QUERY_EXPECTED_NUMBER);
	assert_fault("errors>12345678901", 8, QUERY_EXPECTED_NUMBER);
	assert_fault("errors>-1", 8, QUERY_EXPECTED_NUMBER);
	assert_fault("year :2023", 6, QUERY_EXPECTED_WORD);
	assert_fault("eror>3", 1, QUERY_EXPECTED_WORD);
	assert_fault("a or:3", 3, QUERY_EXPECTED_WORD);
	assert_fault("agency", 7, QUERY_EXPECTED_COLON);
	assert_fault("agency>a", 7, QUERY_EXPECTED_COLON);
	assert_fault("agency:", 8, QUERY_EXPECTED_TEXT);
	assert_fault("\"\"", 2, QUERY_EXPECTED_TEXT);
	assert_fault("\"a", 3, QUERY_EXPECTED_QUOTE);
	assert_fault("zero>1", 5, QUERY_EXPECTED_BLANK);
	assert_fault("(errors", 8, QUERY_EXPECTED_CLOSING);
	assert_fault("(错误 | (零)", 10, QUERY_EXPECTED_CLOSING);
	assert_fault(")", 1, QUERY_EXPECTED_NO_CLOSING);
	assert_fault("errors )", 8, QUERY_EXPECTED_NO_CLOSING);
	assert_fault("()", 2, QUERY_EXPECTED_TERM);
	assert_fault("errors |", 9, QUERY_EXPECTED_TERM);
	assert_fault("| errors", 1, QUERY_EXPECTED_TERM);
	assert_fault("!", 2, QUERY_EXPECTED_TERM);
	assert_fault("or errors", 1, QUERY_EXPECTED_TERM);
}

static void too_long(void **state)
{
	char text[QUERY_MAX_NBYTES + 2];
	memset(text, '(', sizeof(text));
	text[100] = '\0';
	assert_fault(text, 33, QUERY_EXPECTED_LESS);
	memset(text, 'a', sizeof(text) - 1);
	text[60] = '\0';
	assert_fault(text, 1, QUERY_EXPECTED_LESS);
	memset(text, ' ', sizeof(text) - 1);
	text[QUERY_MAX_NBYTES + 1] = '\0';
	assert_fault(text, 1, QUERY_EXPECTED_LESS);
	text[QUERY_MAX_NBYTES] = '\0';
	assert_holds(text);
}

static void bad_bytes(void **state)
{
	assert_not("\xFF");
	assert_not("agency:\xE5\x96");
	assert_fault("\xFF\xFF errors>", 11, QUERY_EXPECTED_NUMBER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(nothing_holds_always, make),
		cmocka_unit_test(rules_that_are_asked_for), cmocka_unit_test_setup(numbers, make),
		cmocka_unit_test_setup(numbers_that_are_not_known, make),
		cmocka_unit_test_setup(judged, make),
		cmocka_unit_test_setup(properties, make),
		cmocka_unit_test_setup(rules, make),
		cmocka_unit_test_setup(names, make),
		cmocka_unit_test_setup(all_either_not, make),
		cmocka_unit_test_setup(quotes, make),
		cmocka_unit_test_setup(chinese_words_and_full_width_signs, make),
		cmocka_unit_test_setup(faults, make),
		cmocka_unit_test_setup(too_long, make),
		cmocka_unit_test_setup(bad_bytes, make),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
