/* An index whose reports are held against each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "check/examined.h"
#include "index/loaded.h"
#include "index/made.h"
#include "index/view.h"

static char samples[4096], planted[4096];
static struct arena arena;
static struct roster roster;

static struct index *load(void)
{
	static const char *const paths[] = {samples, planted};
	return load_index(&known, paths, 2);
}

static struct across_index *compare(struct index *index)
{
	struct across_index *across = compare_index(index, &known, &roster, NULL);
	assert_int_equal(across_index_take(across, index, NULL), ACROSS_NOT_TAKEN);
	return across;
}

static const struct index_entry *find(const struct index *index, const char *name)
{
	for (size_t i = 0; i < index_count(index); i++)
		if (str_ends_with(str_from(path_of_entry(index_at(index, i))), str_from(name)) &&
		    strstr(index_at(index, i)->folder, "zhelin"))
			return index_at(index, i);
	fail_msg("no entry %s", name);
	return NULL;
}

static void assert_sums(const struct index *index)
{
	size_t nfailed[SEVERITY_NLEVELS] = {0};
	for (size_t i = 0; i < index_count(index); i++)
		for (int level = 0; level < SEVERITY_NLEVELS; level++)
			nfailed[level] += index_at(index, i)->nfailed[level];
	for (int level = 0; level < SEVERITY_NLEVELS; level++)
		assert_int_equal(nfailed[level], index_totals(index)->nfailed[level]);
}

static void counts_grow(void **state)
{
	struct index *index = load();
	const struct index_entry *entry = find(index, "2023-jtj.txt");
	assert_int_equal(entry->nfailed[SEVERITY_ERROR], 0);
	const unsigned before[SEVERITY_NLEVELS] = {entry->nfailed[0], entry->nfailed[1], entry->nfailed[2]};
	struct across_index *across = compare(index);
	struct index_found found = across_index_found(across, entry);
	const unsigned *nfailed = found.nfailed;
	assert_int_equal(nfailed[SEVERITY_ERROR], 3);   /* X-CARRY twice, X-TREND */
	assert_int_equal(nfailed[SEVERITY_WARNING], 1); /* X-VALID */
	assert_int_equal(nfailed[SEVERITY_NOTICE], 2);  /* X-JUMP, X-REVIEW */
	for (int level = 0; level < SEVERITY_NLEVELS; level++)
		assert_int_equal(entry->nfailed[level], before[level] + nfailed[level]);
	assert_sums(index);
	/* The rules that failed are known to filters. */
	size_t nrules = 0;
	const uint8_t *rules = index_entry_rules(entry);
	for (size_t i = 0; i < entry->nrules; i++) {
		/* The own ones, then the others, both rising. */
		assert_true(i == 0 || i == entry->nown_rules || rules[i - 1] < rules[i]);
		assert_true(i < entry->nown_rules || !memchr(rules, rules[i], entry->nown_rules));
		nrules += str_starts_with(known_rules->list[rules[i]].id, STR("X-"));
	}
	assert_int_equal(nrules, 5);
	/* A view that is given its order anew is right. */
	struct view *view = view_new(index);
	view_set_order(view, (struct view_order){VIEW_BY_ERRORS, true, false});
	view_step(view, INT64_MAX);
	for (size_t i = 1; i < view_nrows(view); i++)
		assert_true(view_row(view, i - 1).entry->nfailed[SEVERITY_ERROR] >=
			    view_row(view, i).entry->nfailed[SEVERITY_ERROR]);
	view_free(view);
	across_index_free(across);
	index_close(index);
}

static void last_years_report(void **state)
{
	struct index *index = load();
	struct across_index *across = compare(index);
	assert_ptr_equal(across_index_last_year(across, find(index, "2023-jtj.txt"))->name,
			 find(index, "2022-jtj.txt")->name);
	assert_ptr_equal(across_index_last_year(across, find(index, "2021-sfj.txt"))->name,
			 find(index, "2020-sfj.txt")->name);
	assert_null(across_index_last_year(across, find(index, "2022-jtj.txt")));
	struct index_entry other = {.folder = ""};
	assert_null(across_index_last_year(across, &other));
	across_index_free(across);
	index_close(index);
}

static void bodies_that_are_missing(void **state)
{
	struct index *index = load();
	struct across_index *across = compare(index);
	assert_int_equal(across_index_count_missing(across), 2);
	struct across_missing missing = across_index_missing(across, 0);
	assert_true(str_equal(missing.agency, STR("柘林县石溪镇人民政府")));
	assert_int_equal(missing.year, 2022);
	assert_int_equal(missing.line, 5);
	assert_false(missing.unread);
	assert_true(str_equal(across_index_missing(across, 1).agency, STR("汀榆县水利局")));
	across_index_free(across);
	index_close(index);
}

/* What is counted is what an opened report shows. */
static void an_opened_report_shows_what_was_counted(void **state)
{
	struct index *index = load();
	struct across_index *across = compare(index);
	struct opened opened = {0};
	for (size_t i = 0; i < index_count(index); i++) {
		const struct index_entry *entry = index_at(index, i);
		opened_open(&opened, &known, path_of_entry(entry));
		across_index_add_findings(across, entry, &opened);
		for (int level = 0; level < SEVERITY_NLEVELS; level++)
			assert_int_equal(opened_findings(&opened)->nfailed[level], entry->nfailed[level]);
		for (size_t j = 1; j < opened_findings(&opened)->count; j++)
			assert_true(opened_findings(&opened)->list[j - 1].line <=
				    opened_findings(&opened)->list[j].line);
	}
	opened_free(&opened);
	across_index_free(across);
	index_close(index);
}

/* It may be given up at any time, and an index may be empty. */
static void given_up(void **state)
{
	struct index *index = load();
	across_index_free(across_index_start(index, &known, NULL, NULL));
	across_index_free(NULL);
	index_close(index);
	index = load_index(&known, NULL, 0);
	struct across_index *across = compare(index);
	assert_int_equal(across_index_count_missing(across), 5);
	across_index_free(across);
	index_close(index);
}

static int setup(void **state)
{
	struct error error;
	static char path[4096];
	know(state);
	snprintf(samples, sizeof(samples), "%s", in_source_tree("data/samples"));
	snprintf(planted, sizeof(planted), "%s", in_source_tree("tests/samples"));
	snprintf(path, sizeof(path), "%s", in_source_tree("tests/keys/roster.txt"));
	return roster_read(&roster, &arena, path, NULL, &error) ? 0 : -1;
}

static int teardown(void **state)
{
	arena_free(&arena);
	return forget(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_grow),
		cmocka_unit_test(last_years_report),
		cmocka_unit_test(bodies_that_are_missing),
		cmocka_unit_test(an_opened_report_shows_what_was_counted),
		cmocka_unit_test(given_up),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
