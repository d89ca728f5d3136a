/* Files that change, appear and vanish: what an index and its comparison are after any of that is what they are in one
 * that is opened then. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check/examined.h"
#include "loaded.h"

enum { NFILES = 24, NROUNDS = 12, PATH_NBYTES = 512 };

static char directory[PATH_NBYTES];
static struct arena arena;
static struct roster roster;

/* Reports of few bodies over some years, with faults that are seen beside others, a text that is no report, and
 * nothing. */
static const char *const samples[] = {
	"tests/samples/zhelin/2022-jtj.txt", "tests/samples/zhelin/2023-jtj.txt", "tests/samples/zhelin/2020-sfj.txt",
	"tests/samples/zhelin/2021-sfj.txt", "data/samples/tingyu/2023-jyj.txt", "data/samples/tingyu/2024-jyj.txt",
	"data/samples/tingyu/2022-zf.txt",   "data/samples/tingyu/2023-zf.txt",  "data/samples/tingyu/2024-zf.txt",
	"Makefile",                          "/dev/null",
};
enum { NSAMPLES = sizeof(samples) / sizeof(*samples) };

static void path_of(size_t file, char path[PATH_NBYTES])
{
	snprintf(path, PATH_NBYTES, "%.400s/%zu/%02zu.txt", directory, file % 3, file);
}

static void write_file(size_t file, const char *sample)
{
	char path[PATH_NBYTES], bytes[4096];
	size_t nbytes;
	path_of(file, path);
	FILE *in = fopen(sample[0] == '/' ? sample : in_source_tree(sample), "rb"), *out = fopen(path, "wb");
	assert_non_null(in);
	assert_non_null(out);
	while ((nbytes = fread(bytes, 1, sizeof(bytes), in)) > 0)
		fwrite(bytes, 1, nbytes, out);
	fclose(in);
	fclose(out);
}

static struct index *load(void)
{
	static const char *paths[1];
	paths[0] = directory;
	return load_index(&known, paths, 1);
}

static struct across_index *compare(struct index *index, struct across_index *before)
{
	return compare_index(index, &known, &roster, before);
}

/* How many errors there are beside the files' own. */
static size_t compare_with_fresh(const struct index *index, const struct across_index *across)
{
	struct index *fresh = load();
	struct across_index *fresh_across = compare(fresh, NULL);
	size_t nfound = assert_as_fresh(index, across, fresh, fresh_across);
	across_index_free(fresh_across);
	index_close(fresh);
	return nfound;
}

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

/* One file becomes another, appears or vanishes. */
static void change(struct index *index, const struct across_index *across, uint32_t *random)
{
	char path[PATH_NBYTES];
	size_t file = next_random(random) % NFILES, sample = next_random(random) % (NSAMPLES + 2);
	path_of(file, path);
	const struct index_entry *entry = find_entry(index, path);
	if (sample >= NSAMPLES) {
		if (unlink(path) == 0)
			index_set_gone(index, entry);
		return;
	}
	write_file(file, samples[sample]);
	const struct examiner *examiner = examine_file(path);
	if (entry) {
		struct index_found found = across_index_found(across, entry);
		index_update(index, entry, examiner, &found);
	} else {
		index_append(index, path, examiner);
	}
}

static void remove_files(void)
{
	char path[PATH_NBYTES];
	for (size_t i = 0; i < NFILES; i++) {
		path_of(i, path);
		unlink(path);
	}
}

static void changes_lead_to_what_a_fresh_start_finds(void **state)
{
	uint32_t random = 7;
	size_t nfound = 0;
	for (size_t i = 0; i < NFILES; i += 2)
		write_file(i, samples[i % NSAMPLES]);
	struct index *index = load();
	struct across_index *across = compare(index, NULL);
	for (int round = 0; round < NROUNDS; round++) {
		for (int i = 0; i <= round % 4; i++)
			change(index, across, &random);
		across = compare(index, across);
		nfound += compare_with_fresh(index, across);
	}
	assert_true(nfound > NROUNDS);
	across_index_free(across);
	index_close(index);
	remove_files();
}

/* The pair with last year's report goes with either of the two. */
static void a_fault_beside_last_year_comes_and_goes(void **state)
{
	char path[PATH_NBYTES];
	write_file(0, "tests/samples/zhelin/2023-jtj.txt");
	struct index *index = load();
	struct across_index *across = compare(index, NULL);
	const struct index_entry *entry = index_at(index, 0);
	assert_int_equal(entry->nfailed[SEVERITY_ERROR], 0);
	write_file(1, "tests/samples/zhelin/2022-jtj.txt");
	path_of(1, path);
	const struct index_entry *last = index_append(index, path, examine_file(path));
	across = compare(index, across);
	assert_int_equal(entry->nfailed[SEVERITY_ERROR], 3);
	assert_true(entry->nrules > entry->nown_rules);
	assert_string_equal(path_text(across_index_last_year(across, entry)), path);
	index_set_gone(index, last);
	across = compare(index, across);
	assert_int_equal(entry->nfailed[SEVERITY_ERROR], 0);
	assert_int_equal(entry->nrules, entry->nown_rules);
	assert_null(across_index_last_year(across, entry));
	across_index_free(across);
	index_close(index);
	remove_files();
}

static int setup(void **state)
{
	struct error error;
	char path[PATH_NBYTES];
	const char *parent = getenv("TMPDIR");
	know(state);
	snprintf(directory, sizeof(directory), "%.300s/gouji-changes-XXXXXX", parent ? parent : "/tmp");
	if (!mkdtemp(directory))
		return -1;
	for (int i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "%.400s/%d", directory, i);
		mkdir(path, 0700);
	}
	snprintf(path, sizeof(path), "%.400s", in_source_tree("tests/keys/roster.txt"));
	return roster_read(&roster, &arena, path, NULL, &error) ? 0 : -1;
}

static int teardown(void **state)
{
	char path[PATH_NBYTES];
	for (int i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "%.400s/%d", directory, i);
		rmdir(path);
	}
	rmdir(directory);
	arena_free(&arena);
	return forget(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(changes_lead_to_what_a_fresh_start_finds),
		cmocka_unit_test(a_fault_beside_last_year_comes_and_goes),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
