#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "read/cache.h"

/* A directory of the test's own; the cache is below it. */
static char home[] = "/tmp/test_cache.XXXXXX";
static char path[PATH_MAX];
static const struct cache_key key = {{0x123456789abcdef0u, 42}};

static const char *file_name(void)
{
	snprintf(path, sizeof(path), "%s/gouji/123456789abcdef0000000000000002a", home);
	return path;
}

static int set_up(void **state)
{
	if (!mkdtemp(home) || setenv("XDG_CACHE_HOME", home, 1) < 0)
		return -1;
	return 0;
}

static int tear_down(void **state)
{
	unlink(file_name());
	snprintf(path, sizeof(path), "%s/gouji", home);
	rmdir(path);
	return rmdir(home);
}

static void assert_kept(const struct cache *cache, const char *expected)
{
	struct strbuf out = {0};
	strbuf_append_text(&out, "before ");
	assert_int_equal(cache_load(cache, key, &out), expected != NULL);
	assert_int_equal(strncmp(strbuf_text(&out), "before ", 7), 0);
	assert_string_equal(strbuf_text(&out) + 7, expected ? expected : "");
	strbuf_free(&out);
}

static size_t count_files(void)
{
	size_t count = 0;
	struct dirent *entry;
	snprintf(path, sizeof(path), "%s/gouji", home);
	DIR *directory = opendir(path);
	if (!directory)
		return 0;
	while ((entry = readdir(directory)))
		count += entry->d_name[0] != '.';
	closedir(directory);
	return count;
}

static void kept_and_replaced(void **state)
{
	struct cache cache = {0};
	struct strbuf out = {0};
	cache_open(&cache);
	assert_kept(&cache, NULL);
	assert_int_equal(count_files(), 0);
	cache_store(&cache, key, STR("a text"));
	assert_kept(&cache, "a text");
	cache_store(&cache, key, STR("another, longer text"));
	assert_kept(&cache, "another, longer text");
	cache_store(&cache, key, (struct str){NULL, 0});
	assert_kept(&cache, "");
	assert_int_equal(count_files(), 1);
	assert_false(cache_load(&cache, (struct cache_key){{0x123456789abcdef0u, 43}}, &out));
	cache_close(&cache);
}

/* Whatever is changed in the file: nothing is read, and nobody is told. */
static void damaged(void **state)
{
	struct cache cache = {0};
	cache_open(&cache);
	cache_store(&cache, key, STR("a text"));
	struct stat info;
	assert_int_equal(stat(file_name(), &info), 0);
	for (off_t i = 0; i < info.st_size; i++) {
		char byte;
		int fd = open(file_name(), O_RDWR);
		assert_int_equal(pread(fd, &byte, 1, i), 1);
		byte = (char)(byte ^ 0x10);
		assert_int_equal(pwrite(fd, &byte, 1, i), 1);
		assert_kept(&cache, NULL);
		byte = (char)(byte ^ 0x10);
		assert_int_equal(pwrite(fd, &byte, 1, i), 1);
		close(fd);
	}
	assert_kept(&cache, "a text");
	for (off_t i = info.st_size; i-- > 0;) {
		assert_int_equal(truncate(file_name(), i), 0);
		assert_kept(&cache, NULL);
	}
	cache_store(&cache, key, STR("a text"));
	assert_int_equal(truncate(file_name(), info.st_size + 1), 0);
	assert_kept(&cache, NULL);
	cache_close(&cache);
}

/* Keys of other files are not ours, under whatever name. */
static void of_another_key(void **state)
{
	struct cache cache = {0};
	char other[PATH_MAX + 8];
	cache_open(&cache);
	cache_store(&cache, key, STR("a text"));
	snprintf(other, sizeof(other), "%s", file_name());
	other[strlen(other) - 1] = 'b';
	assert_int_equal(rename(file_name(), other), 0);
	struct strbuf out = {0};
	assert_false(cache_load(&cache, (struct cache_key){{0x123456789abcdef0u, 43}}, &out));
	unlink(other);
	cache_close(&cache);
}

static void keys(void **state)
{
	struct stat file = {.st_dev = 1, .st_ino = 2, .st_size = 3};
	file.st_mtim.tv_sec = 4;
	file.st_mtim.tv_nsec = 5;
	struct str line = STR("/usr/bin/pdftotext -bbox-layout");
	struct cache_key first = cache_key_of(&file, line), again = cache_key_of(&file, line), other;
	assert_memory_equal(&first, &again, sizeof(first));
	assert_int_not_equal(first.parts[0], first.parts[1]);
	other = cache_key_of(&file, STR("/usr/bin/pdftotext -layout"));
	assert_memory_not_equal(&first, &other, sizeof(first));
	file.st_mtim.tv_nsec++;
	other = cache_key_of(&file, line);
	assert_memory_not_equal(&first, &other, sizeof(first));
	file.st_mtim.tv_nsec--;
	file.st_size++;
	other = cache_key_of(&file, line);
	assert_memory_not_equal(&first, &other, sizeof(first));
}

/* $XDG_CACHE_HOME if it is absolute, else ~/.cache, else nowhere. */
static void directories(void **state)
{
	struct cache cache = {0};
	setenv("XDG_CACHE_HOME", "relative", 1);
	setenv("HOME", "/home/somebody", 1);
	cache_open(&cache);
	assert_string_equal(cache.directory, "/home/somebody/.cache/gouji");
	cache_close(&cache);
	setenv("XDG_CACHE_HOME", "", 1);
	setenv("HOME", "somewhere", 1);
	cache_open(&cache);
	assert_null(cache.directory);
	cache_store(&cache, key, STR("a text"));
	assert_kept(&cache, NULL);
	cache_close(&cache);
	setenv("XDG_CACHE_HOME", "/dev/null/nowhere", 1);
	cache_open(&cache);
	assert_string_equal(cache.directory, "/dev/null/nowhere/gouji");
	cache_store(&cache, key, STR("a text"));
	assert_kept(&cache, NULL);
	cache_close(&cache);
	setenv("XDG_CACHE_HOME", home, 1);
}

/* The oldest go first, and only as many as it takes. */
static void trimmed(void **state)
{
	struct cache cache = {0};
	struct strbuf out = {0};
	cache_open(&cache);
	cache_trim(&cache, 0);
	for (uint64_t i = 0; i < 4; i++) {
		const struct cache_key other = {{i, i}};
		cache_store(&cache, other, STR("0123456789"));
		snprintf(path, sizeof(path), "%s/gouji/%016llx%016llx", home, (unsigned long long)i,
			 (unsigned long long)i);
		const struct timespec times[2] = {{.tv_sec = 1000 + (time_t)(i ^ 1)},
						  {.tv_sec = 1000 + (time_t)(i ^ 1)}};
		assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
	}
	struct stat info;
	assert_int_equal(stat(path, &info), 0);
	cache_trim(&cache, 4 * (uint64_t)info.st_size);
	assert_int_equal(count_files(), 4);
	cache_trim(&cache, 3 * (uint64_t)info.st_size);
	assert_int_equal(count_files(), 3);
	assert_false(cache_load(&cache, (struct cache_key){{1, 1}}, &out));
	assert_true(cache_load(&cache, (struct cache_key){{0, 0}}, &out));
	cache_trim(&cache, 0);
	assert_int_equal(count_files(), 0);
	cache_close(&cache);
	cache_trim(&cache, 0);
	strbuf_free(&out);
}

static void make_large(const char *name)
{
	snprintf(path, sizeof(path), "%s/gouji/%s", home, name);
	int fd = open(path, O_WRONLY | O_CREAT, 0600);
	assert_int_equal(ftruncate(fd, 1000000), 0);
	close(fd);
}

/* What others have put there stays, and is not counted. */
static void trimmed_of_its_own(void **state)
{
	static const char *const names[] = {
		"report.txt", "123456789abcdef0000000000000002", "123456789abcdef0000000000000002a0",
		"123456789ABCDEF0000000000000002A", "123456789abcdef0000000000000002a-1",
	};
	enum { NNAMES = sizeof(names) / sizeof(names[0]) };
	struct cache cache = {0};
	cache_open(&cache);
	cache_store(&cache, key, STR("a text"));
	for (size_t i = 0; i < NNAMES; i++)
		make_large(names[i]);
	cache_trim(&cache, 1000);
	assert_kept(&cache, "a text");
	cache_trim(&cache, 0);
	assert_kept(&cache, NULL);
	assert_int_equal(count_files(), NNAMES);
	for (size_t i = 0; i < NNAMES; i++) {
		snprintf(path, sizeof(path), "%s/gouji/%s", home, names[i]);
		assert_int_equal(unlink(path), 0);
	}
	/* What a run that was killed has left is the cache's own. */
	make_large("123456789abcdef0000000000000002a.12.34.ab");
	cache_trim(&cache, 0);
	assert_int_equal(count_files(), 0);
	cache_close(&cache);
}

static void of_another_owner(void **state)
{
	struct cache cache = {0};
	if (geteuid() != 0)
		skip();
	cache_open(&cache);
	cache_store(&cache, key, STR("a text"));
	assert_int_equal(chown(file_name(), 65534, (gid_t)-1), 0);
	assert_kept(&cache, NULL);
	cache_store(&cache, key, STR("a text"));
	assert_kept(&cache, "a text");
	cache_close(&cache);
}

/* In the place of the file; what is stored takes the place of all that may be replaced. */
static void no_files(void **state)
{
	struct cache cache = {0};
	char elsewhere[PATH_MAX];
	cache_open(&cache);
	cache_store(&cache, key, STR("a text"));
	snprintf(elsewhere, sizeof(elsewhere), "%s/elsewhere", home);
	assert_int_equal(rename(file_name(), elsewhere), 0);
	assert_int_equal(symlink(elsewhere, file_name()), 0);
	assert_kept(&cache, NULL);
	cache_store(&cache, key, STR("another text"));
	assert_kept(&cache, "another text");
	assert_int_equal(unlink(file_name()), 0);
	assert_int_equal(rename(elsewhere, file_name()), 0);
	assert_kept(&cache, "a text");
	assert_int_equal(unlink(file_name()), 0);
	assert_int_equal(mkfifo(file_name(), 0600), 0);
	assert_kept(&cache, NULL);
	cache_store(&cache, key, STR("a text"));
	assert_kept(&cache, "a text");
	assert_int_equal(unlink(file_name()), 0);
	assert_int_equal(mkdir(file_name(), 0700), 0);
	assert_kept(&cache, NULL);
	cache_store(&cache, key, STR("a text"));
	assert_kept(&cache, NULL);
	assert_int_equal(count_files(), 1);
	assert_int_equal(rmdir(file_name()), 0);
	cache_close(&cache);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trimmed),
		cmocka_unit_test(kept_and_replaced), cmocka_unit_test(damaged), cmocka_unit_test(of_another_key),
		cmocka_unit_test(keys), cmocka_unit_test(directories), cmocka_unit_test(trimmed_of_its_own),
		cmocka_unit_test(of_another_owner), cmocka_unit_test(no_files),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
