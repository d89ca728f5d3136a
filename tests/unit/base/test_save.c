#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/save.h"

static char directory[64];

static int set_up(void **state)
{
	strcpy(directory, "/tmp/gouji-save-XXXXXX");
	return mkdtemp(directory) && chdir(directory) == 0 ? 0 : -1;
}

/* Removes everything, and counts it. */
static size_t clear_directory(void)
{
	DIR *stream = opendir(directory);
	size_t count = 0;
	for (struct dirent *item; (item = readdir(stream));)
		count += remove(item->d_name) == 0;
	closedir(stream);
	return count;
}

static int tear_down(void **state)
{
	clear_directory();
	return chdir("/") || rmdir(directory);
}

static int write_file(const char *path, struct str bytes, bool replaces)
{
	struct save save = {0};
	int error_number = save_open(&save, path, replaces);
	if (error_number)
		return error_number;
	save_write(&save, bytes);
	return save_commit(&save);
}

static void assert_file(const char *path, struct str bytes)
{
	char text[64] = "";
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	assert_int_equal(fread(text, 1, sizeof(text), file), bytes.nbytes);
	assert_memory_equal(text, bytes.ptr, bytes.nbytes);
	fclose(file);
}

static void a_file_appears_whole(void **state)
{
	struct save save = {0};
	assert_int_equal(save_open(&save, "a.txt", false), 0);
	assert_int_equal(save_write(&save, STR("one ")), 0);
	assert_false(save_exists("a.txt"));
	assert_int_equal(save_write(&save, STR("two")), 0);
	assert_int_equal(save_commit(&save), 0);
	assert_file("a.txt", STR("one two"));
	assert_int_equal(clear_directory(), 1);
}

static void an_abandoned_one_leaves_nothing(void **state)
{
	struct save save = {0};
	assert_int_equal(save_open(&save, "a.txt", false), 0);
	save_write(&save, STR("one"));
	save_abandon(&save);
	assert_int_equal(clear_directory(), 0);
	save_abandon(&(struct save){0});
}

static void what_is_there_stays(void **state)
{
	struct save save = {0};
	assert_int_equal(write_file("a.txt", STR("mine"), false), 0);
	assert_int_equal(write_file("a.txt", STR("yours"), false), EEXIST);
	assert_file("a.txt", STR("mine"));
	/* Also when it comes to be while the file is written. */
	assert_int_equal(save_open(&save, "b.txt", false), 0);
	assert_int_equal(write_file("b.txt", STR("first"), false), 0);
	assert_int_equal(save_commit(&save), EEXIST);
	assert_file("b.txt", STR("first"));
	assert_int_equal(clear_directory(), 2);
}

/* With its permissions, and where a link leads to. */
static void it_is_replaced_where_wanted(void **state)
{
	struct stat info;
	assert_int_equal(write_file("a.txt", STR("old"), false), 0);
	assert_int_equal(chmod("a.txt", 0640), 0);
	assert_int_equal(symlink("a.txt", "link.txt"), 0);
	assert_int_equal(write_file("link.txt", STR("new"), true), 0);
	assert_file("a.txt", STR("new"));
	assert_int_equal(stat("a.txt", &info), 0);
	assert_int_equal(info.st_mode & 0777, 0640);
	assert_int_equal(lstat("link.txt", &info), 0);
	assert_true(S_ISLNK(info.st_mode));
	assert_int_equal(clear_directory(), 2);
}

static void faults_are_told(void **state)
{
	assert_int_equal(write_file("nowhere/a.txt", STR("x"), false), ENOENT);
	assert_int_equal(write_file(directory, STR("x"), true), EISDIR);
	assert_int_equal(write_file("/dev/null", STR("x"), true), EEXIST);
	assert_int_equal(clear_directory(), 0);
}

static void a_full_disk_leaves_nothing(void **state)
{
	struct rlimit limit, none = {0};
	char many[1000] = "";
	struct save save = {0};
	assert_int_equal(write_file("a.txt", STR("old"), false), 0);
	getrlimit(RLIMIT_FSIZE, &limit);
	none = limit;
	none.rlim_cur = 500;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &none);
	assert_int_equal(save_open(&save, "a.txt", true), 0);
	for (size_t i = 0; i < 100; i++)
		save_write(&save, (struct str){many, sizeof(many)});
	int error_number = save_commit(&save);
	setrlimit(RLIMIT_FSIZE, &limit);
	assert_int_equal(error_number, EFBIG);
	assert_file("a.txt", STR("old"));
	assert_int_equal(clear_directory(), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_appears_whole),       cmocka_unit_test(an_abandoned_one_leaves_nothing),
		cmocka_unit_test(what_is_there_stays),        cmocka_unit_test(it_is_replaced_where_wanted),
		cmocka_unit_test(faults_are_told),            cmocka_unit_test(a_full_disk_leaves_nothing),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
