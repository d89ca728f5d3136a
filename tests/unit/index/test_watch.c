/* What is told of changes in directories. The clock is the test's own. */
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

#include "index/watch.h"

struct fixture {
	char directory[64];             /* with its slash */
	struct watch *watch;
	char path[128];
};

static int setup(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));
	strcpy(fixture->directory, "/tmp/gouji-watch-XXXXXX");
	assert_non_null(mkdtemp(fixture->directory));
	strcat(fixture->directory, "/");
	fixture->watch = watch_new();
	*state = fixture;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;
	char command[128];
	watch_free(fixture->watch);
	snprintf(command, sizeof(command), "rm -r '%s'", fixture->directory);
	assert_int_equal(system(command), 0);
	free(fixture);
	return 0;
}

static const char *path_of(struct fixture *fixture, const char *name)
{
	snprintf(fixture->path, sizeof(fixture->path), "%s%s", fixture->directory, name);
	return fixture->path;
}

static void write_file(struct fixture *fixture, const char *name)
{
	FILE *file = fopen(path_of(fixture, name), "a");
	assert_non_null(file);
	fputs("text", file);
	assert_int_equal(fclose(file), 0);
}

static void begin(struct fixture *fixture)
{
	if (watch_fd(fixture->watch) < 0)
		skip();
	assert_true(watch_add(fixture->watch, str_from(fixture->directory)));
	assert_int_equal(watch_wait_ms(fixture->watch, 0), -1);
}

/* The paths that are told at a time are exactly these names, in their order. */
static void assert_told(struct fixture *fixture, int64_t now_ms, const char *const *names)
{
	for (; *names; names++) {
		const char *path = watch_take(fixture->watch, now_ms);
		assert_non_null(path);
		assert_string_equal(path, path_of(fixture, *names));
	}
	assert_null(watch_take(fixture->watch, now_ms));
}

/* Several writes are one change, told when there is quiet. */
static void one_burst_is_told_once(void **state)
{
	struct fixture *fixture = *state;
	begin(fixture);
	write_file(fixture, "a.txt");
	watch_read(fixture->watch, 1000);
	assert_int_equal(watch_wait_ms(fixture->watch, 1000), WATCH_QUIET_MS);
	write_file(fixture, "a.txt");
	watch_read(fixture->watch, 1150);
	assert_null(watch_take(fixture->watch, 1201));
	assert_int_equal(watch_wait_ms(fixture->watch, 1201), 1150 + WATCH_QUIET_MS - 1201);
	assert_int_equal(watch_wait_ms(fixture->watch, 1350), 0);
	assert_told(fixture, 1350, (const char *const[]){"a.txt", NULL});
	assert_int_equal(watch_wait_ms(fixture->watch, 1400), -1);
}

/* What never rests is told in between. */
static void long_burst_is_told_in_between(void **state)
{
	struct fixture *fixture = *state;
	begin(fixture);
	for (int64_t now_ms = 0; now_ms < WATCH_LONGEST_MS; now_ms += WATCH_QUIET_MS / 2) {
		write_file(fixture, "a.txt");
		watch_read(fixture->watch, now_ms);
		assert_null(watch_take(fixture->watch, now_ms));
	}
	assert_told(fixture, WATCH_LONGEST_MS, (const char *const[]){"a.txt", NULL});
}

/* What happens while a burst is being taken is the next one; until then nobody is to wait for it. */
static void bursts_do_not_mix(void **state)
{
	struct fixture *fixture = *state;
	begin(fixture);
	write_file(fixture, "a.txt");
	watch_read(fixture->watch, 0);
	assert_string_equal(watch_take(fixture->watch, 1000), path_of(fixture, "a.txt"));
	write_file(fixture, "b.txt");
	assert_int_equal(watch_fd(fixture->watch), -1);
	assert_true(watch_is_open(fixture->watch));
	watch_read(fixture->watch, 1000);
	assert_null(watch_take(fixture->watch, 1000));
	assert_true(watch_fd(fixture->watch) >= 0);
	watch_read(fixture->watch, 1000);
	assert_told(fixture, 1000 + WATCH_QUIET_MS, (const char *const[]){"b.txt", NULL});
}

/* As editors do it: written under another name, and renamed. Hidden names are not told. */
static void renamed_and_vanished(void **state)
{
	struct fixture *fixture = *state;
	char from[128], to[128];
	begin(fixture);
	write_file(fixture, ".a.txt.swp");
	write_file(fixture, "a.txt.new");
	strcpy(from, path_of(fixture, "a.txt.new"));
	strcpy(to, path_of(fixture, "a.txt"));
	assert_int_equal(rename(from, to), 0);
	watch_read(fixture->watch, 0);
	assert_told(fixture, WATCH_QUIET_MS, (const char *const[]){"a.txt.new", "a.txt", NULL});
	assert_int_equal(unlink(to), 0);
	assert_int_equal(unlink(path_of(fixture, ".a.txt.swp")), 0);
	watch_read(fixture->watch, 5000);
	assert_told(fixture, 6000, (const char *const[]){"a.txt", NULL});
}

static void directories_are_told_when_they_appear(void **state)
{
	struct fixture *fixture = *state;
	begin(fixture);
	assert_int_equal(mkdir(path_of(fixture, "new"), 0777), 0);
	watch_read(fixture->watch, 0);
	assert_told(fixture, 1000, (const char *const[]){"new/", NULL});
	assert_true(watch_add(fixture->watch, str_from(path_of(fixture, "new/"))));
	write_file(fixture, "new/b.txt");
	watch_read(fixture->watch, 2000);
	assert_told(fixture, 3000, (const char *const[]){"new/b.txt", NULL});
	assert_int_equal(unlink(path_of(fixture, "new/b.txt")), 0);
	assert_int_equal(rmdir(path_of(fixture, "new")), 0);
	watch_read(fixture->watch, 4000);
	assert_told(fixture, 5000, (const char *const[]){"new/b.txt", NULL});
}

static void number_of_directories_is_bounded(void **state)
{
	struct fixture *fixture = *state;
	char name[32];
	begin(fixture);
	for (int i = 1; i <= WATCH_MAX_DIRECTORIES; i++) {
		snprintf(name, sizeof(name), "%d/", i);
		assert_int_equal(mkdir(path_of(fixture, name), 0777), 0);
		assert_int_equal(watch_add(fixture->watch, str_from(path_of(fixture, name))),
				 i < WATCH_MAX_DIRECTORIES);
	}
	assert_true(watch_add(fixture->watch, str_from(fixture->directory)));
	assert_false(watch_add(fixture->watch, STR("/no/such/directory/")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(one_burst_is_told_once, setup, teardown),
		cmocka_unit_test_setup_teardown(long_burst_is_told_in_between, setup, teardown),
		cmocka_unit_test_setup_teardown(bursts_do_not_mix, setup, teardown),
		cmocka_unit_test_setup_teardown(renamed_and_vanished, setup, teardown),
		cmocka_unit_test_setup_teardown(directories_are_told_when_they_appear, setup, teardown),
		cmocka_unit_test_setup_teardown(number_of_directories_is_bounded, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
