/* Converting ahead; the converter is a shell script. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <poll.h>
#include <unistd.h>
#include <stdlib.h>

#include "index/ahead.h"
#include "read/converters.h"
#include "read/file.h"

enum { WAIT_MS = 20000 };

static int set_up(void **state)
{
	if (converters_set_up(state) != 0)
		return -1;
	setenv("XDG_CACHE_HOME", in_home("cache"), 1);
	write_file("a.pdf", "%PDF-1.7\n\001\002", 0644);
	write_file("b.txt", "text", 0644);
	return 0;
}

static void only_what_is_converted(void **state)
{
	assert_null(ahead_start(in_home("b.txt")));
	assert_null(ahead_start(in_home("nowhere")));
	assert_null(ahead_start(in_home("")));
	ahead_free(NULL);
}

/* Once it is done the file is read without its converter. */
static void the_cache_has_it(void **state)
{
	struct file file = {0};
	install("pdftotext", "echo '<page><word xMin=\"1\" yMin=\"1\" xMax=\"2\" yMax=\"2\">x</word></page>'");
	struct ahead *ahead = ahead_start(in_home("a.pdf"));
	assert_non_null(ahead);
	assert_string_equal(ahead_path(ahead), in_home("a.pdf"));
	struct pollfd done = {.fd = ahead_wake_fd(ahead), .events = POLLIN};
	assert_int_equal(poll(&done, 1, WAIT_MS), 1);
	assert_true(ahead_is_done(ahead));
	ahead_free(ahead);
	install("pdftotext", "exit 1");
	assert_int_equal(file_read(&file, in_home("a.pdf")), FILE_OK);
	file_free(&file);
}

/* Nobody waits for a converter that is no longer wanted. */
static void stopped(void **state)
{
	write_file("c.pdf", "%PDF-1.7\n\001\002\003", 0644);
	install("pdftotext", "sleep 60");
	struct ahead *ahead = ahead_start(in_home("c.pdf"));
	assert_non_null(ahead);
	assert_false(ahead_is_done(ahead));
	alarm(WAIT_MS / 1000);
	ahead_free(ahead);
	alarm(0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_is_converted),
		cmocka_unit_test(the_cache_has_it),
		cmocka_unit_test(stopped),
	};
	return cmocka_run_group_tests(tests, set_up, converters_tear_down);
}
