#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/sample_text.h"
#include "index/entry.h"

static struct arena arena;

static const struct index_entry *make(const char *text)
{
	const struct examiner *examiner = examine_text(text, "r/a.txt");
	struct index_entry *entry = arena_alloc(&arena, 1, sizeof(*entry));
	*entry = entry_make(&arena, NULL, &known.words, "r/a.txt", &examiner->report, &examiner->findings, NULL);
	return entry;
}

static const char row[] = "1\t0\t0\t0\t1\t2\t0\t0\t0\t2\t3\t0\t0\t1\t4\n";

/* The sample with this row of table four. */
static const char *with_lawsuits(const char *numbers)
{
	return with(sample_text, "1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t1\t1\t0\t0\t2\n", numbers);
}

static void totals_of_a_report(void **state)
{
	const struct index_entry *entry = make(with_lawsuits(row));
	assert_int_equal(entry->nrequests, 8);
	assert_int_equal(entry->nlawsuits, 6);
	assert_int_equal(entry->year, 2023);
	assert_string_equal(entry->name, "a.txt");
}

static void totals_that_were_not_read(void **state)
{
	/* Both totals of lawsuits are needed. */
	assert_int_equal(make(with_lawsuits("1\t0\t0\t0\t1\t2\t0\t0\t0\t2\t3\t0\t0\t1\t/\n"))->nlawsuits, -1);
	assert_int_equal(make(with_lawsuits("1\t0\t0\t0\t1\t2\t0\t0\t0\t/\t3\t0\t0\t1\t4\n"))->nlawsuits, -1);
	assert_int_equal(make(with(sample_text, "\t5\t2\t0\t0\t1\t0\t8\n二", "\t5\t2\t0\t0\t1\t0\t/\n二"))->nrequests,
			 -1);
	assert_int_equal(make(with(sample_text, "\t5\t2\t0\t0\t1\t0\t8\n二", "\t5\t2\t0\t0\t1\t0\t-8\n二"))->nrequests,
			 -1);
	const struct index_entry *entry = make("通知\n");
	assert_int_equal(entry->nrequests, -1);
	assert_int_equal(entry->nlawsuits, -1);
	const struct index_entry unreadable = entry_make_unreadable(&arena, "x");
	assert_int_equal(unreadable.nrequests, -1);
	assert_int_equal(unreadable.nlawsuits, -1);
}

static void rules_with_open_findings(void **state)
{
	assert_int_equal(make(sample_text)->nrules, 0);
	/* One relation of the row and one of the column fail, each rule is there once. */
	const struct index_entry *entry =
		make(with(sample_text, "\t5\t2\t0\t0\t1\t0\t8\n二", "\t6\t3\t0\t0\t1\t0\t8\n二"));
	assert_true(entry->nfailed[SEVERITY_ERROR] > entry->nrules && entry->nrules > 0);
	const uint8_t *rules = index_entry_rules(entry);
	assert_non_null(memchr(rules, rules_find(known_rules, STR("T3-BAL"))->number, entry->nrules));
	for (size_t i = 1; i < entry->nrules; i++)
		assert_true(rules[i] > rules[i - 1]);
}

static int forget_all(void **state)
{
	arena_free(&arena);
	return forget_texts(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(totals_of_a_report),
		cmocka_unit_test(totals_that_were_not_read),
		cmocka_unit_test(rules_with_open_findings),
	};
	return cmocka_run_group_tests(tests, know, forget_all);
}
