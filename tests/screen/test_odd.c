/* The browser on trees as nobody makes them on purpose: all is listed, nothing hangs, and no byte of a name gets
 * through. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "browser.h"

#define SAMPLE "tingyu/2022-huaizhu.txt"

enum { NEMPTY = 10000, HUGE_NBYTES = 200 * 1000 * 1000 };

static const struct terminal_options wide = {.nrows = 24, .ncols = 120};

static struct terminal *start(void **state, const char *name)
{
	struct terminal *t = browser_start(state, &wide, "--lang=en", browser_path(state, name), NULL);

	assert_true(browser_wait_loaded(t, NULL));
	return t;
}

static void test_many_empty_files(void **state)
{
	char name[64];
	struct terminal *t;

	browser_copy_sample(state, SAMPLE, "in/r.txt", NULL, NULL);
	for (int i = 0; i < NEMPTY; i++) {
		snprintf(name, sizeof name, "in/e%d.txt", i);
		browser_write_text(state, name, "");
	}
	t = start(state, "in");
	assert_true(terminal_wait_text(t, " 10001 files, 1 with errors", BROWSER_WAIT_MS));
	assert_true(terminal_wait_text(t, "10000 unchecked", BROWSER_WAIT_MS));
	assert_true(terminal_type(t, "G"));
	assert_true(browser_shows(t, "10001/10001"));
	assert_int_equal(browser_quit(t), 0);
}

static void test_deep_directories(void **state)
{
	char name[2048] = "in/";
	struct terminal *t;

	for (int i = 0; i < 500; i++)
		strcat(name, "d/");
	strcat(name, "r.txt");
	browser_copy_sample(state, SAMPLE, name, NULL, NULL);
	t = start(state, "in");
	assert_true(browser_shows(t, " 1 file, 1 with errors"));
	assert_true(terminal_wait_text(t, FIRST_TITLE, BROWSER_WAIT_MS));
	assert_int_equal(browser_quit(t), 0);
}

static void link_to(void **state, const char *target, const char *name)
{
	assert_int_equal(symlink(target, browser_path(state, name)), 0);
}

static void test_what_is_no_file(void **state)
{
	struct terminal *t;

	browser_copy_sample(state, SAMPLE, "in/r.txt", NULL, NULL);
	link_to(state, ".", "in/loop");
	link_to(state, "self", "in/self");
	link_to(state, "nowhere", "in/gone");
	link_to(state, "/dev/zero", "in/zero");
	assert_int_equal(mkfifo(browser_path(state, "in/fifo"), 0600), 0);
	t = start(state, "in");
	assert_true(browser_shows(t, " 3 files, 1 with errors"));
	assert_true(browser_shows(t, "2 unchecked"));
	assert_true(terminal_type(t, "G"));
	assert_true(terminal_wait_text(t, "Not checked: cannot be read: ", BROWSER_WAIT_MS));
	assert_int_equal(browser_quit(t), 0);
	/* One that would wait for a writer, given by its name. */
	t = start(state, "in/fifo");
	assert_true(terminal_wait_text(t, "not a regular file", BROWSER_WAIT_MS));
	assert_int_equal(browser_quit(t), 0);
}

static void test_names(void **state)
{
	struct terminal *t;

	browser_copy_sample(state, SAMPLE, "in/a\nb.txt", NULL, NULL);
	browser_copy_sample(state, "tingyu/2022-scj.txt", "in/\033[31m\007\302\233x.txt", NULL, NULL);
	browser_write_text(state, "in/\377\376\201.txt", "nothing");
	t = start(state, "in");
	assert_true(browser_shows(t, " 3 files"));
	for (int i = 0; i < 3; i++)
		assert_true(terminal_type(t, "j"));
	assert_true(terminal_wait_text(t, "not an annual report", BROWSER_WAIT_MS));
	assert_true(terminal_type(t, "kk<Enter>"));
	assert_int_equal(terminal_ninvalid(t), 0);
	assert_int_equal(terminal_nbells(t), 0);
	assert_int_equal(browser_quit(t), 0);
}

static void test_large_file(void **state)
{
	struct terminal *t;

	browser_write_text(state, "in/huge.txt", "x");
	assert_int_equal(truncate(browser_path(state, "in/huge.txt"), HUGE_NBYTES), 0);
	t = start(state, "in");
	assert_true(browser_shows(t, "1 unchecked"));
	assert_true(terminal_wait_text(t, "larger than 16 MiB", BROWSER_WAIT_MS));
	assert_int_equal(browser_quit(t), 0);
}

/* The directory that it shows vanishes, and then the one it was started in. */
static void test_directories_vanish(void **state)
{
	char moved[BROWSER_PATH_NBYTES], cwd[BROWSER_PATH_NBYTES];
	struct terminal_options options = wide;
	struct terminal *t;

	browser_copy_sample(state, SAMPLE, "cwd/in/a/1.txt", NULL, NULL);
	browser_copy_sample(state, "tingyu/2022-scj.txt", "cwd/in/a/2.txt", NULL, NULL);
	snprintf(cwd, sizeof cwd, "%s", browser_path(state, "cwd"));
	options.cwd = cwd;
	t = browser_start(state, &options, "--lang=en", "in", NULL);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	snprintf(moved, sizeof moved, "%s", browser_path(state, "elsewhere"));
	assert_int_equal(rename(browser_path(state, "cwd/in"), moved), 0);
	assert_true(terminal_type(t, "j"));
	assert_true(terminal_wait_text(t, "No such file or directory", BROWSER_WAIT_MS));
	assert_int_equal(rmdir(cwd), 0);
	assert_true(terminal_type(t, "k<Enter>n"));
	assert_true(terminal_type(t, "<C-l>"));
	assert_int_equal(browser_quit(t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_many_empty_files), BROWSER_TEST(test_deep_directories),
		BROWSER_TEST(test_what_is_no_file),  BROWSER_TEST(test_names),
		BROWSER_TEST(test_large_file),       BROWSER_TEST(test_directories_vanish),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
