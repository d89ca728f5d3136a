#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "index/walk.h"

/* What a walk met: paths and, in brackets, faults, separated by blanks. */
struct met {
	struct strbuf text;
	size_t nfiles;
	size_t limit;                   /* files after which to stop; 0 for none */
};

static bool take(void *context, const char *path)
{
	struct met *met = context;
	strbuf_printf(&met->text, "%s ", path);
	met->nfiles++;
	return met->nfiles != met->limit;
}

static void note_fault(void *context, const char *path, int error_number)
{
	struct met *met = context;
	strbuf_printf(&met->text, "[%s %s] ", path,
		      error_number == ENOENT	? "ENOENT"
		      : error_number == EACCES	? "EACCES"
		      : error_number == ELOOP	? "ELOOP"
		      : error_number == ENOTDIR ? "ENOTDIR"
						: "?");
}

static void make_file(const char *path)
{
	int fd = open(path, O_CREAT | O_WRONLY | O_EXCL, 0600);
	assert_true(fd >= 0);
	close(fd);
}

static void make_directory(const char *path)
{
	assert_int_equal(mkdir(path, 0700), 0);
}

/* Runs in a directory of its own. */
static int enter(void **state)
{
	char *path = malloc(4096);
	const char *parent = getenv("TMPDIR");
	snprintf(path, 4096, "%s/gouji-walk-XXXXXX", parent ? parent : "/tmp");
	*state = path;
	return mkdtemp(path) && chdir(path) == 0 ? 0 : -1;
}

static int leave(void **state)
{
	struct strbuf command = {0};
	strbuf_printf(&command, "chmod -R u+rwx '%s' && rm -rf '%s'", (char *)*state, (char *)*state);
	int status = chdir("/") || system(strbuf_text(&command));
	strbuf_free(&command);
	free(*state);
	return status;
}

static void assert_walk(const char *path, const char *expected)
{
	struct met met = {0};
	assert_true(walk_files(path, take, note_fault, &met));
	assert_string_equal(strbuf_text(&met.text), expected);
	strbuf_free(&met.text);
}

static void files_come_in_byte_order(void **state)
{
	make_directory("d");
	make_directory("d/b");
	make_directory("d/empty");
	make_file("d/b/2");
	make_file("d/b/10");
	make_file("d/b.txt");
	make_file("d/B");
	make_file("d/a");
	make_file("d/县");
	make_file("d/\xff");
	assert_walk("d", "d/B d/a d/b/10 d/b/2 d/b.txt d/县 d/\xff ");
	assert_walk("d/", "d/B d/a d/b/10 d/b/2 d/b.txt d/县 d/\xff ");
}

static void a_file_is_itself(void **state)
{
	make_file("a");
	assert_walk("a", "a ");
	assert_walk("./a", "./a ");
	assert_walk("nothing", "[nothing ENOENT] ");
	assert_walk("a/b", "[a/b ENOTDIR] ");
	assert_walk("", "[ ENOENT] ");
}

static void dot_names_are_left_out_below(void **state)
{
	make_directory(".d");
	make_directory(".d/.git");
	make_file(".d/.git/a");
	make_file(".d/.hidden");
	make_file(".d/b");
	make_file(".c");
	assert_walk(".d", ".d/b ");
	assert_walk(".c", ".c ");
	assert_walk(".", "");
}

static void links_to_files_are_followed(void **state)
{
	make_directory("d");
	make_directory("other");
	make_file("other/x");
	make_file("target");
	assert_int_equal(symlink("../target", "d/link"), 0);
	assert_int_equal(symlink("../other", "d/directory"), 0);
	assert_int_equal(symlink("../d", "d/loop"), 0);
	assert_int_equal(symlink("gone", "d/broken"), 0);
	assert_int_equal(symlink("self", "d/self"), 0);
	assert_int_equal(symlink("d", "to_d"), 0);
	assert_walk("d", "[d/broken ENOENT] d/link [d/self ELOOP] ");
	assert_walk("to_d", "[to_d/broken ENOENT] to_d/link [to_d/self ELOOP] ");
}

static void only_regular_files_below(void **state)
{
	make_directory("d");
	make_file("d/a");
	assert_int_equal(mkfifo("d/fifo", 0600), 0);
	assert_walk("d", "d/a ");
	assert_walk("d/fifo", "d/fifo ");
}

static void closed_directories_are_told(void **state)
{
	if (geteuid() == 0)
		skip();
	make_directory("d");
	make_directory("d/closed");
	make_file("d/closed/a");
	make_file("d/z");
	assert_int_equal(chmod("d/closed", 0), 0);
	assert_walk("d", "[d/closed EACCES] d/z ");
}

static void stops_when_told(void **state)
{
	struct met met = {.limit = 2};
	make_directory("d");
	make_directory("d/a");
	make_file("d/a/1");
	make_file("d/a/2");
	make_file("d/a/3");
	make_file("d/b");
	assert_false(walk_files("d", take, note_fault, &met));
	assert_string_equal(strbuf_text(&met.text), "d/a/1 d/a/2 ");
	strbuf_free(&met.text);
}

static void deep_trees_need_no_open_files(void **state)
{
	struct strbuf path = {0};
	strbuf_append_text(&path, "d");
	for (int i = 0; i < 1500; i++) {
		make_directory(strbuf_text(&path));
		strbuf_append_text(&path, "/d");
	}
	make_file(strbuf_text(&path));
	struct met met = {0};
	assert_true(walk_files("d", take, note_fault, &met));
	assert_int_equal(met.nfiles, 1);
	assert_int_equal(met.text.nbytes, path.nbytes + 1);
	strbuf_free(&met.text);
	strbuf_free(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(files_come_in_byte_order, enter, leave),
		cmocka_unit_test_setup_teardown(a_file_is_itself, enter, leave),
		cmocka_unit_test_setup_teardown(dot_names_are_left_out_below, enter, leave),
		cmocka_unit_test_setup_teardown(links_to_files_are_followed, enter, leave),
		cmocka_unit_test_setup_teardown(only_regular_files_below, enter, leave),
		cmocka_unit_test_setup_teardown(closed_directories_are_told, enter, leave),
		cmocka_unit_test_setup_teardown(stops_when_told, enter, leave),
		cmocka_unit_test_setup_teardown(deep_trees_need_no_open_files, enter, leave),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
