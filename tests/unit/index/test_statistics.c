#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "check/examined.h"
#include "check/sample_text.h"
#include "index/entry_parts.h"
#include "index/made.h"
#include "index/query.h"
#include "index/statistics.h"

static struct arena arena;
static struct statistics *statistics;
static struct index_entry *entries[64];
static size_t nentries;

static int set_up(void **state)
{
	statistics = statistics_new(known_rules);
	nentries = 0;
	return 0;
}

static int tear_down(void **state)
{
	statistics_free(statistics);
	arena_free(&arena);
	return sample_forget(state);
}

static struct index_entry *add(const char *path, int year, int nrequests, unsigned nerrors, const char *rule)
{
	struct index_entry *entry = make_entry(&arena, path, "甲", year);
	entry->nrequests = nrequests;
	entry->nfailed[SEVERITY_ERROR] = (uint16_t)nerrors;
	if (rule) {
		entry_set_rules(entry, &arena, &rules_find(known_rules, str_from(rule))->number, 1, 1);
	}
	statistics_add(statistics, entry);
	entries[nentries++] = entry;
	return entry;
}

/* "label errors/reports" of each line. Its filter must hold for as many of the entries. */
static void assert_lines(enum statistics_group group, const char *expected)
{
	struct strbuf out = {0}, text = {0};
	size_t count;
	const struct statistics_line *lines = statistics_lines(statistics, group, &count);
	for (size_t i = 0; i < count; i++) {
		struct query_error error;
		size_t nholds = 0;
		strbuf_append(&out, lines[i].label.nbytes ? lines[i].label : STR("?"));
		strbuf_printf(&out, " %zu/%zu\n", lines[i].nwith_errors, lines[i].nreports);
		strbuf_clear(&text);
		statistics_append_query(&text, group, &lines[i]);
		struct query *query = query_parse(strbuf_view(&text), known_rules, &error);
		if (!query)
			fail_msg("column %zu of %s", error.column, strbuf_text(&text));
		for (size_t j = 0; j < nentries; j++)
			nholds += query_holds(query, entries[j]);
		query_free(query);
		if (nholds != lines[i].nreports)
			fail_msg("%s holds for %zu", strbuf_text(&text), nholds);
	}
	assert_string_equal(strbuf_text(&out), expected);
	strbuf_free(&out);
	strbuf_free(&text);
}

static void nothing_has_no_lines(void **state)
{
	for (int group = 0; group < STATISTICS_NGROUPS; group++)
		assert_lines((enum statistics_group)group, "");
}

static void reports_are_counted(void **state)
{
	add("in/甲县/a.txt", 2023, 0, 1, "T3-BAL");
	add("in/甲县/b.txt", 2023, 7, 0, "T3-BAL");
	add("in/乙 \"县\"/a.txt", 2022, 12, 2, "T3-ROW");
	add("in/乙 \"县\"/b.txt", 0, -1, 1, "T3-BAL");
	add("c.txt", 2024, 123456, 0, NULL);
	/* A file that was not checked counts nowhere. */
	struct index_entry *other = make_entry(&arena, "in/甲县/x.pdf", "", 0);
	other->state = REPORT_EMPTY;
	other->nrequests = -1;
	statistics_add(statistics, other);
	assert_int_equal(statistics_nreports(statistics), 5);
	assert_lines(STATISTICS_RULES, "T3-BAL 2/3\nT3-ROW 1/1\n");
	assert_lines(STATISTICS_YEARS, "2022 1/1\n2023 1/2\n2024 0/1\n? 1/1\n");
	assert_lines(STATISTICS_REQUESTS, "0 1/1\n5-9 0/1\n10-19 1/1\n1000- 0/1\n? 1/1\n");
}

static void folders_are_counted(void **state)
{
	add("in/甲县/a.txt", 2023, 0, 1, NULL);
	add("in/甲县/b.txt", 2023, 0, 0, NULL);
	add("in/乙县/a.txt", 2022, 0, 2, NULL);
	add("in/丙县/a.txt", 2022, 0, 0, NULL);
	add("c.txt", 2024, 0, 0, NULL);
	assert_lines(STATISTICS_FOLDERS, "in/乙县/ 1/1\nin/甲县/ 1/2\n? 0/1\nin/丙县/ 0/1\n");
}

/* Names that are longer than a filter takes, or have a quote in them. */
static void odd_folders_have_a_filter(void **state)
{
	char path[400] = "";
	for (int i = 0; i < 100; i++)
		strcat(path, "县");
	strcat(path, "/a.txt");
	add(path, 2023, 0, 0, NULL);
	add("a \"b\"/c d/x.txt", 2023, 0, 1, NULL);
	size_t count;
	const struct statistics_line *lines = statistics_lines(statistics, STATISTICS_FOLDERS, &count);
	assert_int_equal(count, 2);
	for (size_t i = 0; i < count; i++) {
		struct strbuf text = {0};
		struct query_error error;
		statistics_append_query(&text, STATISTICS_FOLDERS, &lines[i]);
		struct query *query = query_parse(strbuf_view(&text), known_rules, &error);
		assert_non_null(query);
		assert_true(query_holds(query, entries[i ? 0 : 1]));
		assert_false(query_holds(query, entries[i ? 1 : 0]));
		query_free(query);
		strbuf_free(&text);
	}
}

static void many_folders(void **state)
{
	enum { COUNT = 5000 };
	char path[32];
	for (int i = 0; i < COUNT * 3; i++) {
		snprintf(path, sizeof(path), "f%d/a.txt", i % COUNT);
		statistics_add(statistics, make_entry(&arena, path, "甲", 2023));
	}
	size_t count;
	const struct statistics_line *lines = statistics_lines(statistics, STATISTICS_FOLDERS, &count);
	assert_int_equal(count, COUNT);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(lines[i].nreports, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_has_no_lines, set_up, tear_down),
		cmocka_unit_test_setup_teardown(reports_are_counted, set_up, tear_down),
		cmocka_unit_test_setup_teardown(folders_are_counted, set_up, tear_down),
		cmocka_unit_test_setup_teardown(odd_folders_have_a_filter, set_up, tear_down),
		cmocka_unit_test_setup_teardown(many_folders, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
