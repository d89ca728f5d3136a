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
		const struct examiner *examiner = examine_file(entry->path);
		assert_int_equal(entry->state, examiner->report.state);
		assert_int_equal(entry->year, examiner->report.year);
		assert_string_equal(entry->agency, examiner->report.agency);
		assert_string_equal(entry->name, strrchr(entry->path, '/') + 1);
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

/* What must not rise from one entry to the next, made of what the order is about. */
static bool in_order(const struct index_entry *a, const struct index_entry *b, enum index_order order)
{
	int difference = 0;
	if (order == INDEX_BY_SEVERITY)
		for (int level = SEVERITY_ERROR; level >= SEVERITY_NOTICE && !difference; level--)
			difference = b->nfailed[level] - a->nfailed[level];
	if (order == INDEX_BY_AGENCY)
		difference = strcmp(a->agency, b->agency);
	if (!difference && (order == INDEX_BY_AGENCY || order == INDEX_BY_YEAR))
		difference = b->year - a->year;
	return difference ? difference < 0 : strcmp(a->path, b->path) < 0;
}

static void orders_are_total(void **state)
{
	struct index *index = load_samples();
	size_t count = index_count(index);
	for (int number = 0; number < INDEX_NORDERS; number++) {
		enum index_order order = (enum index_order)number;
		index_sort(index, order);
		assert_int_equal(index_order(index), order);
		assert_int_equal(index_count(index), count);
		for (size_t i = 0; i < count; i++) {
			assert_int_equal(index_position(index, index_at(index, i)), i);
			if (i > 0)
				assert_true(in_order(index_at(index, i - 1), index_at(index, i), order));
		}
		assert_non_null(index_order_name(order));
	}
	assert_totals(index);
	index_close(index);
}

/* The order may be chosen while loading goes on. */
static void sorted_while_loading(void **state)
{
	const char *const paths[] = {samples};
	struct index *index = index_open(&known, paths, 1);
	index_sort(index, INDEX_BY_SEVERITY);
	load(index);
	for (size_t i = 1; i < index_count(index); i++)
		assert_true(in_order(index_at(index, i - 1), index_at(index, i), INDEX_BY_SEVERITY));
	assert_int_equal(index_count(index), count_samples());
	index_close(index);
}

/* A file that was read again: its entry, its place and the sums follow. */
static void takes_over_what_became_of_a_file(void **state)
{
	struct index *index = load_samples();
	index_sort(index, INDEX_BY_SEVERITY);
	const struct index_entry *worst = index_at(index, 0);
	assert_true(worst->nfailed[SEVERITY_ERROR] > 1);
	const struct examiner *examiner = examine_file(in_source_tree("data/samples/tingyu/2022-zf.txt"));
	assert_int_equal(examiner->findings.nfailed[SEVERITY_ERROR], 0);
	index_update(index, worst, &examiner->report, &examiner->findings);
	assert_int_equal(worst->nfailed[SEVERITY_ERROR], 0);
	assert_true(index_position(index, worst) > 0);
	assert_ptr_equal(index_at(index, index_position(index, worst)), worst);
	assert_totals(index);
	/* And back, from another place of the list. */
	examiner = examine_file(worst->path);
	index_update(index, worst, &examiner->report, &examiner->findings);
	assert_int_equal(index_position(index, worst), 0);
	assert_totals(index);
	examiner = examine_file("/none/such");
	index_update(index, worst, &examiner->report, &examiner->findings);
	assert_int_equal(worst->state, REPORT_UNREADABLE);
	assert_totals(index);
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

static void paths_that_are_not_there(void **state)
{
	const char *const paths[] = {"/none/such", in_source_tree("data/samples/yanlu/notice.txt")};
	struct index *index = open_and_load(paths, 2);
	assert_int_equal(index_count(index), 2);
	/* Which of the two comes first is a matter of where the sources are. */
	bool missing_first = strcmp(index_at(index, 0)->path, "/none/such") == 0;
	const struct index_entry *missing = index_at(index, missing_first ? 0 : 1);
	assert_string_equal(missing->path, "/none/such");
	assert_string_equal(missing->name, "such");
	assert_string_equal(missing->agency, "");
	assert_int_equal(missing->state, REPORT_UNREADABLE);
	assert_int_equal(index_at(index, missing_first ? 1 : 0)->state, REPORT_NOT_A_REPORT);
	assert_int_equal(index_totals(index)->nunchecked, 2);
	index_close(index);
}

static void no_paths(void **state)
{
	struct index *index = open_and_load(NULL, 0);
	assert_int_equal(index_count(index), 0);
	index_sort(index, INDEX_BY_YEAR);
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
	char path[4096];
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
	assert_string_equal(index_at(index, 0)->name, "a.txt");
	assert_string_equal(index_at(index, 1)->name, "b.txt");
	assert_string_equal(index_at(index, 2)->name, "z.txt");
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
		assert_string_equal(index_at(index, (size_t)i)->name, name);
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
		cmocka_unit_test(orders_are_total),
		cmocka_unit_test(sorted_while_loading),
		cmocka_unit_test(takes_over_what_became_of_a_file),
		cmocka_unit_test(stops_when_it_is_told_to),
		cmocka_unit_test(paths_that_are_not_there),
		cmocka_unit_test(no_paths),
		cmocka_unit_test(what_a_directory_holds),
		cmocka_unit_test(many_files),
	};
	return cmocka_run_group_tests(tests, setup, forget);
}
