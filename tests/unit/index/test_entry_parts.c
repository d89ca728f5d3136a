#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdalign.h>
#include <stdio.h>

#include "check/across/summary.h"
#include "check/examined.h"
#include "check/sample_text.h"
#include "index/entry_parts.h"

static struct arena arena, summaries;
static const struct summary *summary, *other_summary;

static const struct summary *summarise(const char *text)
{
	return summary_make(&summaries, examine_text(text, "r/a.txt"));
}

static int set_up(void **state)
{
	if (know(state) != 0)
		return -1;
	summary = summarise(sample_text);
	other_summary = summarise(with(sample_text, "\t5\t2\t0\t0\t1\t0\t8\n二", "\t6\t3\t0\t0\t1\t0\t10\n二"));
	return 0;
}

static int tear_down(void **state)
{
	arena_free(&arena);
	arena_free(&summaries);
	return forget_texts(state);
}

/* An entry of this name; the agency is its own. */
static struct index_entry make(const char *name, const char *agency, const struct summary *first)
{
	struct index_entry entry = {.folder = "r/", .more = agency};
	entry_put_name(&entry, &arena, str_from(name), agency, first);
	return entry;
}

static void assert_name(const struct index_entry *entry, const char *name)
{
	struct strbuf whole = {0};
	path_append_name(index_entry_path(entry), &whole);
	assert_string_equal(strbuf_text(&whole), name);
	strbuf_free(&whole);
}

static void assert_summary(const struct index_entry *entry, const struct summary *expected)
{
	const struct summary *found = index_entry_summary(entry);
	assert_int_equal(!found, !expected);
	if (!expected)
		return;
	assert_int_equal((uintptr_t)found % alignof(struct summary), 0);
	assert_int_equal(summary_nbytes(found), summary_nbytes(expected));
	assert_memory_equal(found, expected, summary_nbytes(expected));
}

/* Names of all lengths, so that the summary stands at every distance from an aligned address. */
static void summaries_behind_names(void **state)
{
	static const char agency[] = "汀榆县教育局", letters[] = "abcdefghijklmnopqrstuvwxyz";
	enum { COUNT = 200 };
	struct index_entry entries[COUNT];
	char names[COUNT][64];
	for (size_t i = 0; i < COUNT; i++) {
		snprintf(names[i], sizeof(names[i]), "%s%.*s%zu.txt", i % 2 ? agency : "", (int)(i % 26), letters, i);
		entries[i] = make(names[i], agency, i % 3 == 0 ? other_summary : i % 3 == 1 ? summary : NULL);
	}
	for (size_t i = 0; i < COUNT; i++) {
		assert_name(&entries[i], names[i]);
		assert_summary(&entries[i], i % 3 == 0 ? other_summary : i % 3 == 1 ? summary : NULL);
		assert_string_equal(index_entry_agency(&entries[i]), agency);
		assert_null(index_entry_rules(&entries[i]));
	}
}

/* A clean report takes its name, its summary and what aligns that. */
static void clean_reports_take_no_more(void **state)
{
	struct arena own = {0};
	struct index_entry entry = {.more = "汀榆县教育局"};
	size_t nbytes = sizeof(char *) + strlen("/2023.txt") + 1 + summary_nbytes(summary);
	arena_alloc_close(&own, 1, 1);
	size_t used = own.used;
	for (size_t i = 0; i < 8; i++) {
		entry_put_name(&entry, &own, STR("汀榆县教育局2023.txt"), entry.more, summary);
		entry_set_rules(&entry, &own, NULL, 0, 0);
		assert_in_range(own.used - used, nbytes, nbytes + alignof(struct summary) - 1);
		used = own.used;
	}
	assert_true(sizeof(entry) <= 48);
	arena_free(&own);
}

/* Each part changes alone, in any order: against what they are by hand. */
static void parts_change_alone(void **state)
{
	static const uint8_t rules[] = {3, 7, 200};
	static const char *const agencies[] = {"汀榆县教育局", "", "甲"};
	const struct summary *const given[] = {NULL, summary, other_summary};
	struct index_entry entry = make("汀榆县教育局2023.txt", agencies[0], summary);
	const char *agency = agencies[0], *name = entry.name;
	const struct summary *expected = summary;
	size_t nrules = 0;
	for (unsigned i = 0; i < 2000; i++) {
		unsigned which = i * 2654435761u >> 20;
		switch (which % 3) {
		case 0:
			agency = agencies[which / 3 % 3];
			entry_set_agency(&entry, &arena, agency);
			break;
		case 1:
			expected = given[which / 3 % 3];
			entry_set_summary(&entry, &arena, expected);
			break;
		default:
			nrules = which / 3 % 4;
			entry_set_rules(&entry, &arena, rules, nrules, nrules / 2);
			assert_int_equal(entry.nown_rules, nrules / 2);
		}
		assert_string_equal(index_entry_agency(&entry), agency);
		assert_summary(&entry, expected);
		assert_int_equal(entry.nrules, nrules);
		if (nrules)
			assert_memory_equal(index_entry_rules(&entry), rules, nrules);
		else
			assert_null(index_entry_rules(&entry));
		assert_ptr_equal(entry.name, name);
	}
	entry_set_rules(&entry, &arena, rules, 3, 3);
	entry_clear_parts(&entry);
	assert_int_equal(entry.nrules + entry.nown_rules, 0);
	assert_null(index_entry_rules(&entry));
	assert_null(index_entry_summary(&entry));
	assert_string_equal(index_entry_agency(&entry), agency);
	/* The name does not follow the agency. */
	assert_name(&entry, "汀榆县教育局2023.txt");
}

static void rules_are_copied(void **state)
{
	uint8_t rules[] = {1, 2};
	struct index_entry entry = make("a.txt", "甲", NULL);
	entry_set_rules(&entry, &arena, rules, 2, 2);
	rules[0] = 9;
	assert_int_equal(index_entry_rules(&entry)[0], 1);
}

static void titles(void **state)
{
	struct strbuf title = {0};
	struct index_entry entry = make("汀榆县教育局2023.txt", "汀榆县教育局", NULL);
	index_entry_append_title(&entry, &title);
	entry_set_agency(&entry, &arena, "");
	strbuf_append_byte(&title, ' ');
	index_entry_append_title(&entry, &title);
	assert_string_equal(strbuf_text(&title), "汀榆县教育局 汀榆县教育局2023.txt");
	strbuf_free(&title);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(summaries_behind_names), cmocka_unit_test(clean_reports_take_no_more),
		cmocka_unit_test(parts_change_alone),     cmocka_unit_test(rules_are_copied),
		cmocka_unit_test(titles),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
