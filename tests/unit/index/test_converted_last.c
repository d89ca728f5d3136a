/* Files that a converter has to read are loaded behind all others: a converter that hangs holds nothing up. */
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
#include "check/sample_text.h"
#include "index/index.h"
#include "read/converters.h"

enum { NCONVERTED = 40, NPLAIN = 4, WAIT_S = 30 };

static char directory[256];

static void write_files(void)
{
	char name[64];
	snprintf(directory, sizeof(directory), "%s", in_home("in"));
	assert_int_equal(mkdir(directory, 0755), 0);
	write_file("text", sample_text, 0644);
	for (int i = 0; i < NCONVERTED; i++) {
		snprintf(name, sizeof(name), "in/%02d.doc", i);
		write_file(name, "\320\317\021\340\241\261\032\341\001", 0644);
	}
	for (int i = 0; i < NPLAIN; i++) {
		snprintf(name, sizeof(name), "in/%02d.txt", i);
		write_file(name, sample_text, 0644);
	}
}

static void take_until(struct index *index, size_t count)
{
	while (index_count(index) < count) {
		struct pollfd wake = {.fd = index_wake_fd(index), .events = POLLIN};
		assert_int_equal(poll(&wake, 1, WAIT_S * 1000), 1);
		index_take(index);
	}
}

static void the_others_come_first(void **state)
{
	const char *const paths[] = {directory}, *const files[] = {"in/00.doc", "in/01.doc", "in/02.doc", "in/03.doc",
								   "in/04.doc", "in/05.doc", "in/06.doc", "in/07.doc",
								   "in/08.doc", "in/00.txt"};
	/* It goes on once there is a file, and ends with the directory as well. */
	install("antiword", "while [ -e in ] && [ ! -e go ]; do sleep 0.02; done; cat text");
	struct index *index = index_open(&known, paths, 1);
	take_until(index, NPLAIN);
	assert_int_equal(index_count(index), NPLAIN);
	assert_true(index_is_loading(index));
	/* The same for files that are named. */
	struct index *named = index_open(&known, files, sizeof(files) / sizeof(*files));
	take_until(named, 1);
	assert_int_equal(index_count(named), 1);
	write_file("go", "", 0644);
	take_until(index, NCONVERTED + NPLAIN);
	take_until(named, sizeof(files) / sizeof(*files));
	for (size_t i = 0; i < index_count(index); i++)
		assert_int_equal(index_at(index, i)->state, REPORT_RECOGNISED);
	while (index_is_loading(index) || index_is_loading(named)) {
		index_take(index);
		index_take(named);
	}
	assert_int_equal(index_count(index), NCONVERTED + NPLAIN);
	index_close(index);
	index_close(named);
}

static int set_up(void **state)
{
	if (converters_set_up(state) != 0)
		return -1;
	setenv("XDG_CACHE_HOME", in_home("cache"), 1);
	know(state);
	write_files();
	return 0;
}

static int tear_down(void **state)
{
	forget(state);
	return converters_tear_down(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_others_come_first),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
