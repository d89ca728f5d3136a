/* What is kept of files from one start to the next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/fold.h"
#include "check/across/summary.h"
#include "check/examined.h"
#include "index/entry_cache.h"

enum { NPATHS = 4, MAX_NENTRIES = 400 };

static char root[256], samples[256];
static const char *const paths[NPATHS] = {samples, samples, samples, samples};

static struct index *load(bool cached)
{
	struct index *index = index_new();
	if (cached)
		index_use_cache(index);
	index_start(index, &known, paths, NPATHS);
	while (index_is_loading(index)) {
		struct pollfd wake = {.fd = index_wake_fd(index), .events = POLLIN};
		assert_int_equal(poll(&wake, 1, 60000), 1);
		index_take(index);
	}
	return index;
}

/* Closing waits for what is being stored. */
static void load_and_close(void)
{
	index_close(load(true));
}

static int compare_paths(const void *a, const void *b)
{
	return path_compare(index_entry_path(*(const struct index_entry *const *)a),
			    index_entry_path(*(const struct index_entry *const *)b));
}

static size_t sort_entries(const struct index *index, const struct index_entry **entries)
{
	size_t count = index_count(index);
	assert_true(count < MAX_NENTRIES);
	for (size_t i = 0; i < count; i++)
		entries[i] = index_at(index, i);
	qsort(entries, count, sizeof(*entries), compare_paths);
	return count;
}

static void assert_same_entry(const struct index_entry *a, const struct index_entry *b)
{
	assert_string_equal(a->folder, b->folder);
	const struct summary *x = index_entry_summary(a), *y = index_entry_summary(b);
	assert_int_equal(path_compare(index_entry_path(a), index_entry_path(b)), 0);
	assert_string_equal(a->name, b->name);
	assert_string_equal(index_entry_agency(a), index_entry_agency(b));
	assert_int_equal(a->nrules, b->nrules);
	assert_int_equal(a->nown_rules, b->nown_rules);
	assert_true(!a->nrules || memcmp(index_entry_rules(a), index_entry_rules(b), a->nrules) == 0);
	assert_int_equal(a->nrequests, b->nrequests);
	assert_int_equal(a->nlawsuits, b->nlawsuits);
	assert_int_equal(a->year, b->year);
	assert_memory_equal(a->nfailed, b->nfailed, sizeof(a->nfailed));
	assert_int_equal(a->body_nbytes, b->body_nbytes);
	assert_int_equal(a->state, b->state);
	assert_int_equal(a->all_zero, b->all_zero);
	assert_int_equal(a->has_unread, b->has_unread);
	assert_int_equal(summary_nbytes(x), summary_nbytes(y));
	assert_memory_equal(x, y, summary_nbytes(x));
}

static void assert_same_list(const struct index *a, const struct index *b)
{
	static const struct index_entry *x[MAX_NENTRIES], *y[MAX_NENTRIES];
	size_t count = sort_entries(a, x);
	assert_int_equal(sort_entries(b, y), count);
	for (size_t i = 0; i < count; i++)
		assert_same_entry(x[i], y[i]);
	assert_memory_equal(index_totals(a), index_totals(b), sizeof(struct index_totals));
}

/* The only file in the directory of the cache; "" when there is none. */
static const char *cache_file(void)
{
	static char path[1024];
	char directory[512];
	snprintf(directory, sizeof(directory), "%s/gouji", root);
	path[0] = '\0';
	DIR *open = opendir(directory);
	for (struct dirent *item; open && (item = readdir(open));)
		if (item->d_name[0] != '.')
			snprintf(path, sizeof(path), "%s/%s", directory, item->d_name);
	if (open)
		closedir(open);
	return path;
}

static size_t count_kept(const struct knowledge *knowledge)
{
	struct entry_cache *cache = entry_cache_open(knowledge, paths, NPATHS);
	size_t count = entry_cache_count(cache);
	entry_cache_close(cache);
	return count;
}

static void same_list_from_the_second_start(void **state)
{
	struct index *plain = load(false), *first = load(true);
	assert_same_list(plain, first);
	index_close(first);
	assert_int_equal(count_kept(&known), index_count(plain));
	struct index *second = load(true);
	assert_same_list(plain, second);
	index_close(second);
	assert_int_equal(count_kept(&known), index_count(plain));
	index_close(plain);
}

/* What is found is what was kept, not what was read again; another state of the file, another path are not found. */
static void found_by_the_state_of_the_file(void **state)
{
	struct arena arena = {0}, scratch = {0};
	struct names names;
	const struct entry_memory memory = {&arena, &names, &scratch};
	struct index_entry made;
	names_init(&names);
	struct strbuf kept = {0};
	struct stat info;
	char path[512];
	load_and_close();
	snprintf(path, sizeof(path), "%s/tingyu/2022-zf.txt", samples);
	assert_int_equal(stat(path, &info), 0);
	struct entry_cache *cache = entry_cache_open(&known, paths, NPATHS);
	struct entry_key key = entry_cache_key(cache, path, &info);
	assert_true(key.settled);
	assert_true(entry_cache_find(cache, key, path, &memory, &made, &kept));
	const struct examiner *examiner = examine_file(path);
	assert_string_equal(index_entry_agency(&made), examiner->report.agency);
	assert_int_equal(made.nfailed[SEVERITY_ERROR], examiner->findings.nfailed[SEVERITY_ERROR]);
	assert_true(kept.nbytes > summary_nbytes(index_entry_summary(&made)));
	struct stat others[7] = {info, info, info, info, info, info, info};
	others[0].st_dev++;
	others[1].st_ino++;
	others[2].st_size++;
	others[3].st_mtim.tv_sec++;
	others[4].st_mtim.tv_nsec++;
	others[5].st_ctim.tv_sec++;
	others[6].st_ctim.tv_nsec++;
	for (size_t i = 0; i < 7; i++)
		assert_false(entry_cache_find(cache, entry_cache_key(cache, path, &others[i]), path, &memory, &made,
					      &kept));
	assert_false(
		entry_cache_find(cache, entry_cache_key(cache, "other.txt", &info), path, &memory, &made, &kept));
	info.st_ctim.tv_sec = time(NULL);
	assert_false(entry_cache_key(cache, path, &info).settled);
	entry_cache_close(cache);
	arena_free(&arena);
	arena_free(&scratch);
	names_free(&names);
	strbuf_free(&kept);
}

/* Other rules, another encoding, other paths: nothing is there. */
static void kept_for_one_set_of_rules(void **state)
{
	struct knowledge other = known;
	load_and_close();
	assert_true(count_kept(&known) > 0);
	other.stamp++;
	assert_int_equal(count_kept(&other), 0);
	other = known;
	other.forced_encoding = ENCODING_GB18030;
	assert_int_equal(count_kept(&other), 0);
	struct entry_cache *cache = entry_cache_open(&known, paths, 1);
	assert_int_equal(entry_cache_count(cache), 0);
	entry_cache_close(cache);
}

/* Nothing is believed of a file with one wrong byte, or of a part of it. */
static void damaged_files(void **state)
{
	load_and_close();
	size_t count = count_kept(&known);
	assert_true(count > 0);
	const char *path = cache_file();
	int fd = open(path, O_RDWR);
	struct stat info;
	assert_int_equal(fstat(fd, &info), 0);
	for (off_t at = 0; at < info.st_size; at += at < 4096 ? 1 : 7) {
		char byte, wrong;
		assert_int_equal(pread(fd, &byte, 1, at), 1);
		wrong = (char)(byte ^ (1 << at % 8));
		assert_int_equal(pwrite(fd, &wrong, 1, at), 1);
		assert_int_equal(count_kept(&known), 0);
		assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	}
	assert_int_equal(count_kept(&known), count);
	for (off_t nbytes = info.st_size - 1; nbytes > 0; nbytes -= 997) {
		assert_int_equal(ftruncate(fd, nbytes), 0);
		assert_int_equal(count_kept(&known), 0);
	}
	close(fd);
	/* It is written anew. */
	load_and_close();
	assert_int_equal(count_kept(&known), count);
}

/* Records that were never written, under a right checksum: what comes of them is an entry or none. */
static void records_that_are_none(void **state)
{
	struct entry_cache *cache = entry_cache_open(&known, paths, NPATHS);
	struct arena arena = {0}, scratch = {0};
	struct names names;
	const struct entry_memory memory = {&arena, &names, &scratch};
	struct index_entry made;
	static struct report unpacked;
	names_init(&names);
	struct strbuf good = {0}, kept = {0};
	struct stat info;
	char path[512];
	snprintf(path, sizeof(path), "%s/tingyu/2022-zf.txt", samples);
	assert_int_equal(stat(path, &info), 0);
	const struct examiner *examiner = examine_file(path);
	const struct index_entry entry = entry_make(&arena, NULL, &known.words, path, &examiner->report,
						    &examiner->findings, summary_make(&scratch, examiner));
	struct entry_key key = entry_cache_key(cache, path, &info);
	assert_true(entry_cache_append(key, &entry, examiner, &good));
	uint64_t random = 3;
	size_t nfound = 0;
	for (unsigned round = 0; round < 3000; round++) {
		/* The key stays. */
		struct strbuf bad = {0};
		strbuf_append(&bad, strbuf_view(&good));
		for (unsigned i = 0; i < 1 + round % 4; i++) {
			random = hash_mix(random + 1);
			size_t at = 16 + random % (round % 2 ? 60 : bad.nbytes - 16);
			bad.ptr[at] = (char)(random >> 32);
		}
		const struct strbuf *parts[] = {&bad};
		entry_cache_store(cache, parts, 1);
		struct entry_cache *again = entry_cache_open(&known, paths, NPATHS);
		if (entry_cache_find(again, key, path, &memory, &made, &kept)) {
			nfound++;
			assert_true(made.state < REPORT_NSTATES);
			summary_unpack(index_entry_summary(&made), &known, &unpacked);
			assert_true(made.body_nbytes <= strlen(index_entry_agency(&made)));
		}
		entry_cache_close(again);
		strbuf_free(&bad);
	}
	assert_true(nfound > 100);
	entry_cache_close(cache);
	arena_free(&arena);
	arena_free(&scratch);
	names_free(&names);
	strbuf_free(&good);
	strbuf_free(&kept);
}

/* Without a place for it, or one that cannot be written, all goes on as ever. */
static void without_a_place(void **state)
{
	char file[512];
	snprintf(file, sizeof(file), "%s/file", root);
	close(open(file, O_WRONLY | O_CREAT, 0600));
	setenv("XDG_CACHE_HOME", file, 1);
	struct index *plain = load(false), *cached = load(true);
	assert_same_list(plain, cached);
	index_close(plain);
	index_close(cached);
	assert_int_equal(count_kept(&known), 0);
	unlink(file);
}

static int begin(void **state)
{
	const char *temporary = getenv("TMPDIR");
	snprintf(root, sizeof(root), "%s/gouji-entries-XXXXXX", temporary ? temporary : "/tmp");
	if (!mkdtemp(root))
		return -1;
	return setenv("XDG_CACHE_HOME", root, 1);
}

static int end(void **state)
{
	char directory[512];
	for (const char *path = cache_file(); path[0]; path = cache_file())
		if (unlink(path) != 0)
			return -1;
	snprintf(directory, sizeof(directory), "%s/gouji", root);
	rmdir(directory);
	return rmdir(root);
}

static int setup(void **state)
{
	snprintf(samples, sizeof(samples), "%s", in_source_tree("data/samples"));
	return know(state);
}

#define CACHE_TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CACHE_TEST(same_list_from_the_second_start),
		CACHE_TEST(found_by_the_state_of_the_file),
		CACHE_TEST(kept_for_one_set_of_rules),
		CACHE_TEST(damaged_files),
		CACHE_TEST(records_that_are_none),
		CACHE_TEST(without_a_place),
	};
	return cmocka_run_group_tests(tests, setup, forget);
}
