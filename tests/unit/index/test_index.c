#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check/examined.h"
#include "check/keyfile.h"
#include "index/index.h"
#include "index/made.h"
#include "index/walk.h"

static char samples[4096];

/* Takes what comes until loading has ended, waiting as the program does. */
static void load(struct index *index)
{
	while (index_is_loading(index)) {
		struct pollfd wake = {.fd = index_wake_fd(index), .events = POLLIN};
		assert_int_equal(poll(&wake, 1, 60000), 1);
		index_take(index);
	}
}

static struct index *open_and_load(const char *const *paths, size_t npaths)
{
	struct index *index = index_open(&known, paths, npaths);
	assert_true(index_is_loading(index));
	load(index);
	return index;
}

static struct index *load_samples(void)
{
	const char *const paths[] = {samples};
	return open_and_load(paths, 1);
}

static bool count_file(void *context, const char *path)
{
	++*(size_t *)context;
	return true;
}

static void cannot_walk(void *context, const char *path, int error_number)
{
	fail_msg("cannot walk %s", path);
}

static size_t count_samples(void)
{
	size_t count = 0;
	walk_files(samples, count_file, cannot_walk, &count);
	return count;
}

/* Every entry says what examining its file says. */
static void loads_all_files(void **state)
{
	struct index *index = load_samples();
	assert_int_equal(index_count(index), count_samples());
	assert_false(index_take(index));
	for (size_t i = 0; i < index_count(index); i++) {
		const struct index_entry *entry = index_at(index, i);
		const struct examiner *examiner = examine_file(path_of_entry(entry));
		assert_int_equal(entry->state, examiner->report.state);
		assert_int_equal(entry->year, examiner->report.year);
		assert_string_equal(index_entry_agency(entry), examiner->report.agency);
		assert_int_equal(entry->all_zero, report_is_all_zero(&examiner->report));
		for (int level = 0; level < SEVERITY_NLEVELS; level++)
			assert_int_equal(entry->nfailed[level], examiner->findings.nfailed[level]);
	}
	index_close(index);
}

static struct index_totals sum_up(const struct index *index)
{
	struct index_totals sums = {0};
	for (size_t i = 0; i < index_count(index); i++) {
		const struct index_entry *entry = index_at(index, i);
		sums.nfiles++;
		sums.nchecked += entry->state == REPORT_RECOGNISED;
		sums.nunchecked += entry->state != REPORT_RECOGNISED;
		sums.nwith_errors += entry->nfailed[SEVERITY_ERROR] > 0;
		sums.nwith_warnings += !entry->nfailed[SEVERITY_ERROR] && entry->nfailed[SEVERITY_WARNING];
		sums.nall_zero += entry->all_zero;
		for (int level = 0; level < SEVERITY_NLEVELS; level++)
			sums.nfailed[level] += entry->nfailed[level];
	}
	return sums;
}

static void assert_totals(const struct index *index)
{
	struct index_totals sums = sum_up(index);
	assert_memory_equal(index_totals(index), &sums, sizeof(sums));
}

/* The sums of the answer key. */
static void totals_are_those_of_the_key(void **state)
{
	struct index *index = load_samples();
	struct key key;
	size_t nfailed[SEVERITY_NLEVELS] = {0};
	key_read(&key, in_source_tree("tests/keys/samples.tsv"));
	for (size_t i = 0; i < key.count; i++) {
		if (str_starts_with(key.lines[i].fields[0], STR("planted/")))
			continue;
		bool look = str_equal(key.lines[i].fields[6], STR("look"));
		for (int level = 0; level < SEVERITY_NLEVELS; level++)
			if (str_equal(key.lines[i].fields[5], str_from(severity_name((enum severity)level))))
				nfailed[look ? SEVERITY_NOTICE : level]++;
	}
	for (int level = 0; level < SEVERITY_NLEVELS; level++)
		assert_int_equal(index_totals(index)->nfailed[level], nfailed[level]);
	assert_totals(index);
	assert_int_equal(index_totals(index)->nfiles, index_count(index));
	assert_true(index_totals(index)->nunchecked > 0 && index_totals(index)->nwith_warnings > 0);
	key_free(&key);
	index_close(index);
}

static const struct index_entry *entry_named(const struct index *index, const char *name)
{
	for (size_t i = 0; i < index_count(index); i++)
		if (strcmp(strrchr(path_of_entry(index_at(index, i)), '/') + 1, name) == 0)
			return index_at(index, i);
	fail_msg("no entry %s", name);
	return NULL;
}

/* A file that was read again: its entry and the sums follow. */
static void takes_over_what_became_of_a_file(void **state)
{
	struct index *index = load_samples();
	const struct index_entry *bad = entry_named(index, "2022-xingwan.txt");
	for (size_t i = 0; i < index_count(index); i++)
		if (index_at(index, i)->nfailed[SEVERITY_ERROR] > bad->nfailed[SEVERITY_ERROR])
			bad = index_at(index, i);
	unsigned nerrors = bad->nfailed[SEVERITY_ERROR], nrules = bad->nrules;
	assert_true(nerrors > 1 && nrules > 0);
	const struct examiner *examiner = examine_file(in_source_tree("data/samples/tingyu/2022-zf.txt"));
	assert_int_equal(examiner->findings.nfailed[SEVERITY_ERROR], 0);
	index_update(index, bad, examiner, NULL);
	assert_int_equal(bad->nfailed[SEVERITY_ERROR], 0);
	assert_string_equal(index_entry_agency(bad), examiner->report.agency);
	assert_totals(index);
	examiner = examine_file(path_of_entry(bad));
	index_update(index, bad, examiner, NULL);
	assert_int_equal(bad->nfailed[SEVERITY_ERROR], nerrors);
	assert_int_equal(bad->nrules, nrules);
	assert_string_equal(index_entry_agency(bad), examiner->report.agency);
	assert_totals(index);
	examiner = examine_file("/none/such");
	index_update(index, bad, examiner, NULL);
	assert_int_equal(bad->state, REPORT_UNREADABLE);
	assert_int_equal(bad->nrules, 0);
	assert_int_equal(bad->nrequests, -1);
	assert_totals(index);
	index_set_judged(index, bad, &(struct index_judged){.nconfirmed = 3});
	assert_int_equal(bad->njudged, 3);
	index_set_judged(index, bad, &(struct index_judged){.nconfirmed = 100000});
	assert_int_equal(bad->njudged, UINT16_MAX);
	index_close(index);
}

/* What others say of the report under test. */
static struct index_found find_of_one(void *context, const struct index_entry *entry)
{
	struct index_found found = {.nfailed = {0}};
	found.nfailed[SEVERITY_ERROR] = strstr(path_of_entry(entry), "2022-huaizhu") ? 2 : 0;
	return found;
}

/* Dismissed findings count neither in the entry nor in the sums, whatever is found beside them, until the file is read
 * again. */
static void dismissed_findings_do_not_count(void **state)
{
	const struct index_found_source nobody = {NULL, NULL}, others = {find_of_one, NULL};
	struct index *index = load_samples();
	const struct index_entry *entry = entry_named(index, "2022-huaizhu.txt");
	const struct index_entry *other = entry_named(index, "2023-huaizhu.txt");
	const struct index_totals before = *index_totals(index);
	index_exchange_found(index, nobody, others);
	unsigned nerrors = entry->nfailed[SEVERITY_ERROR];
	assert_int_equal(nerrors, 4);
	struct index_judged judged = {.ndismissed = {[SEVERITY_ERROR] = 2}};
	assert_false(index_is_judged_so(index, entry, &judged));
	index_set_judged(index, entry, &judged);
	index_set_judged(index, other, &(struct index_judged){.nconfirmed = 0});
	assert_true(index_is_judged_so(index, entry, &judged));
	assert_int_equal(entry->nfailed[SEVERITY_ERROR], nerrors - 2);
	assert_int_equal(entry->ndismissed, 2);
	assert_totals(index);
	/* Of what is not there any more nothing is dismissed, and it counts when it comes back. */
	index_exchange_found(index, others, nobody);
	assert_int_equal(entry->nfailed[SEVERITY_ERROR], nerrors - 4);
	assert_totals(index);
	index_exchange_found(index, nobody, others);
	index_set_judged(index, entry, &(struct index_judged){.nconfirmed = 0});
	assert_int_equal(entry->nfailed[SEVERITY_ERROR], nerrors);
	index_exchange_found(index, others, nobody);
	assert_memory_equal(index_totals(index), &before, sizeof(before));
	/* More than there are; then the file is read again. */
	unsigned nown = entry->nfailed[SEVERITY_ERROR];
	index_set_judged(index, entry, &(struct index_judged){.ndismissed = {[SEVERITY_ERROR] = 100000}});
	assert_int_equal(entry->nfailed[SEVERITY_ERROR], 0);
	assert_int_equal(entry->ndismissed, nown);
	index_update(index, entry, examine_file(path_of_entry(entry)), NULL);
	assert_int_equal(entry->nfailed[SEVERITY_ERROR], nown);
	assert_int_equal(entry->ndismissed, 0);
	assert_memory_equal(index_totals(index), &before, sizeof(before));
	index_close(index);
}

/* A file that vanishes has no findings, but is known; it may come back, and others may appear. */
static void files_vanish_and_appear(void **state)
{
	struct index *index = load_samples();
	const struct index_entry *entry = entry_named(index, "2022-huaizhu.txt");
	size_t count = index_count(index), nwith_errors = index_totals(index)->nwith_errors;
	int year = entry->year;
	assert_true(entry->nfailed[SEVERITY_ERROR] > 0);
	index_set_gone(index, entry);
	assert_true(entry->is_gone);
	assert_int_equal(entry->nfailed[SEVERITY_ERROR], 0);
	assert_int_equal(entry->nrules, 0);
	assert_int_equal(entry->year, year);
	assert_int_equal(index_totals(index)->nwith_errors, nwith_errors - 1);
	assert_totals(index);
	const struct examiner *examiner = examine_file(path_of_entry(entry));
	index_update(index, entry, examiner, NULL);
	assert_false(entry->is_gone);
	assert_int_equal(index_totals(index)->nwith_errors, nwith_errors);
	const struct index_entry *other = index_append(index, "dir/new.txt", examiner);
	assert_int_equal(index_count(index), count + 1);
	assert_ptr_equal(index_at(index, count), other);
	assert_string_equal(other->name, "new.txt");
	assert_string_equal(index_entry_agency(other), index_entry_agency(entry));
	assert_totals(index);
	index_close(index);
}

/* What the entry keeps of numbers and rules is what the report says. */
static void assert_numbers(const struct index_entry *entry, const struct examiner *examiner)
{
	const struct cell *requests = &examiner->report.cells[cell_named("requests/new/total")];
	const struct cell *direct = &examiner->report.cells[cell_named("disputes/direct/total")];
	const struct cell *after = &examiner->report.cells[cell_named("disputes/after_review/total")];
	if (examiner->form->format != known_format)
		return;
	bool checked = entry->state == REPORT_RECOGNISED;
	bool both = checked && cell_has_number(direct) && cell_has_number(after);
	assert_int_equal(entry->nrequests,
			 checked && cell_has_number(requests) ? requests->value / DECIMAL_ONE : -1);
	assert_int_equal(entry->nlawsuits, both ? (direct->value + after->value) / DECIMAL_ONE : -1);
}

static void keeps_numbers_and_rules(void **state)
{
	struct index *index = load_samples();
	size_t nknown = 0, nunknown = 0;
	assert_true(sizeof(struct index_entry) <= 48);
	for (size_t i = 0; i < index_count(index); i++) {
		const struct index_entry *entry = index_at(index, i);
		const struct examiner *examiner = examine_file(path_of_entry(entry));
		assert_numbers(entry, examiner);
		nknown += entry->nrequests > 0;
		nunknown += entry->nrequests < 0;
		size_t nfound = 0;
		const uint8_t *rules = index_entry_rules(entry);
		for (size_t j = 0; j < entry->nrules; j++)
			assert_true(j == 0 || rules[j] > rules[j - 1]);
		for (size_t j = 0; j < examiner->findings.count; j++) {
			const struct finding *finding = &examiner->findings.list[j];
			const uint8_t *found =
				entry->nrules ? memchr(rules, finding->rule->number, entry->nrules) : NULL;
			if (finding_is_open(finding))
				assert_non_null(found);
			nfound += finding_is_open(finding);
		}
		assert_true(entry->nrules <= nfound && !entry->nrules == !nfound);
		assert_true(entry->nrules || !rules);
	}
	assert_true(nknown && nunknown);
	index_close(index);
}

static void stops_when_it_is_told_to(void **state)
{
	const char *paths[64];
	for (size_t i = 0; i < 64; i++)
		paths[i] = samples;
	struct index *index = index_open(&known, paths, 64);
	index_cancel(index);
	load(index);
	assert_true(index_count(index) <= 64 * count_samples());
	assert_totals(index);
	size_t count = index_count(index);
	index_take(index);
	assert_int_equal(index_count(index), count);
	index_cancel(index);
	index_close(index);
	/* Closing alone stops too, with and without entries that nobody took. */
	index_close(index_open(&known, paths, 64));
	index_close(NULL);
}

/* An index can be shown and left before it is told what to load. */
static void begins_later(void **state)
{
	const char *const paths[] = {samples};
	struct index *index = index_new();
	assert_true(index_is_loading(index));
	assert_false(index_take(index));
	assert_int_equal(index_wake_fd(index), -1);
	index_cancel(index);
	index_close(index);
	index = index_new();
	index_start(index, &known, paths, 1);
	load(index);
	assert_int_equal(index_count(index), count_samples());
	index_close(index);
}

static void paths_that_are_not_there(void **state)
{
	const char *const paths[] = {"/none/such", in_source_tree("data/samples/yanlu/notice.txt")};
	struct index *index = open_and_load(paths, 2);
	assert_int_equal(index_count(index), 2);
	/* Threads finish when they will. */
	bool missing_first = path_is(index_entry_path(index_at(index, 0)), "/none/such");
	const struct index_entry *missing = index_at(index, missing_first ? 0 : 1);
	assert_string_equal(path_of_entry(missing), "/none/such");
	assert_string_equal(missing->name, "such");
	assert_string_equal(index_entry_agency(missing), "");
	assert_int_equal(missing->state, REPORT_UNREADABLE);
	assert_int_equal(index_at(index, missing_first ? 1 : 0)->state, REPORT_NOT_A_REPORT);
	assert_int_equal(index_totals(index)->nunchecked, 2);
	index_close(index);
}

static void no_paths(void **state)
{
	struct index *index = open_and_load(NULL, 0);
	assert_int_equal(index_count(index), 0);
	assert_int_equal(index_totals(index)->nfiles, 0);
	index_close(index);
}

/* A new directory; lasts until the next call. */
static const char *make_directory(void)
{
	static char root[256];
	const char *temporary = getenv("TMPDIR");
	snprintf(root, sizeof(root), "%s/gouji-index-XXXXXX", temporary ? temporary : "/tmp");
	assert_non_null(mkdtemp(root));
	return root;
}

static void make_file(const char *directory, const char *name)
{
	char path[4096 + 16];
	snprintf(path, sizeof(path), "%s/%s", directory, name);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	fputs("通知\n", file);
	fclose(file);
}

static void remove_file(const char *directory, const char *name)
{
	char path[4096];
	snprintf(path, sizeof(path), "%s/%s", directory, name);
	if (remove(path) != 0)
		fail_msg("cannot remove %s", path);
}

/* Hidden files are left out; links to files are followed, links to directories are not. */
static void what_a_directory_holds(void **state)
{
	const char *root = make_directory();
	char path[4096];
	make_file(root, "a.txt");
	make_file(root, ".hidden");
	snprintf(path, sizeof(path), "%s/dir", root);
	assert_int_equal(mkdir(path, 0700), 0);
	make_file(path, "b.txt");
	snprintf(path, sizeof(path), "%s/link", root);
	assert_int_equal(symlink("dir", path), 0);
	snprintf(path, sizeof(path), "%s/z.txt", root);
	assert_int_equal(symlink("a.txt", path), 0);
	snprintf(path, sizeof(path), "%s/loop", root);
	assert_int_equal(symlink(".", path), 0);
	const char *const paths[] = {root};
	struct index *index = open_and_load(paths, 1);
	assert_int_equal(index_count(index), 3);
	assert_string_equal(entry_named(index, "a.txt")->name, "a.txt");
	assert_string_equal(entry_named(index, "b.txt")->name, "b.txt");
	assert_string_equal(entry_named(index, "z.txt")->name, "z.txt");
	index_close(index);
	static const char *const names[] = {"a.txt", ".hidden", "dir/b.txt", "dir", "link", "z.txt", "loop"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		remove_file(root, names[i]);
	assert_int_equal(rmdir(root), 0);
}

/* More files than a batch holds, in one directory. */
static void many_files(void **state)
{
	enum { NFILES = 1000 };
	const char *root = make_directory();
	char name[64];
	for (int i = 0; i < NFILES; i++) {
		snprintf(name, sizeof(name), "%03d.txt", i);
		make_file(root, name);
	}
	const char *const paths[] = {root};
	struct index *index = open_and_load(paths, 1);
	assert_int_equal(index_count(index), NFILES);
	for (int i = 0; i < NFILES; i++) {
		snprintf(name, sizeof(name), "%03d.txt", i);
		assert_string_equal(entry_named(index, name)->name, name);
		remove_file(root, name);
	}
	assert_totals(index);
	index_close(index);
	assert_int_equal(rmdir(root), 0);
}

static int setup(void **state)
{
	snprintf(samples, sizeof(samples), "%s", in_source_tree("data/samples"));
	return know(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(loads_all_files),
		cmocka_unit_test(totals_are_those_of_the_key),
		cmocka_unit_test(takes_over_what_became_of_a_file),
		cmocka_unit_test(dismissed_findings_do_not_count),
		cmocka_unit_test(files_vanish_and_appear),
		cmocka_unit_test(keeps_numbers_and_rules),
		cmocka_unit_test(stops_when_it_is_told_to),
		cmocka_unit_test(begins_later),
		cmocka_unit_test(paths_that_are_not_there),
		cmocka_unit_test(no_paths),
		cmocka_unit_test(what_a_directory_holds),
		cmocka_unit_test(many_files),
	};
	return cmocka_run_group_tests(tests, setup, forget);
}
