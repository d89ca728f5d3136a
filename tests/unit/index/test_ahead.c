/* Converting ahead; the converter is a shell script. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/ahead.h"
#include "read/file.h"

enum { WAIT_MS = 20000 };

static char home[] = "/tmp/test_ahead.XXXXXX";

static const char *in_home(const char *name)
{
	static char path[256];
	snprintf(path, sizeof(path), "%s/%s", home, name);
	return path;
}

static void write_file(const char *name, const char *text, mode_t mode)
{
	FILE *file = fopen(in_home(name), "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	chmod(in_home(name), mode);
}

static int set_up(void **state)
{
	if (!mkdtemp(home) || mkdir(in_home("bin"), 0755) < 0)
		return -1;
	setenv("PATH", in_home("bin"), 1);
	setenv("XDG_CACHE_HOME", in_home("cache"), 1);
	write_file("a.pdf", "%PDF-1.7\n\001\002", 0644);
	write_file("b.txt", "text", 0644);
	return 0;
}

static int tear_down(void **state)
{
	char command[300];
	snprintf(command, sizeof(command), "PATH=/usr/bin:/bin; rm -rf '%s'", home);
	return system(command);
}

static void only_what_is_converted(void **state)
{
	assert_null(ahead_start(in_home("b.txt")));
	assert_null(ahead_start(in_home("nowhere")));
	assert_null(ahead_start(home));
	ahead_free(NULL);
}

/* Once it is done the file is read without its converter. */
static void the_cache_has_it(void **state)
{
	struct file file = {0};
	write_file("bin/pdftotext",
		   "#!/bin/sh\necho '<page><word xMin=\"1\" yMin=\"1\" xMax=\"2\" yMax=\"2\">x</word></page>'\n", 0755);
	struct ahead *ahead = ahead_start(in_home("a.pdf"));
	assert_non_null(ahead);
	assert_string_equal(ahead_path(ahead), in_home("a.pdf"));
	struct pollfd done = {.fd = ahead_wake_fd(ahead), .events = POLLIN};
	assert_int_equal(poll(&done, 1, WAIT_MS), 1);
	assert_true(ahead_is_done(ahead));
	ahead_free(ahead);
	write_file("bin/pdftotext", "#!/bin/sh\nexit 1\n", 0755);
	assert_int_equal(file_read(&file, in_home("a.pdf")), FILE_OK);
	file_free(&file);
}

/* Nobody waits for a converter that is no longer wanted. */
static void stopped(void **state)
{
	write_file("c.pdf", "%PDF-1.7\n\001\002\003", 0644);
	write_file("bin/pdftotext", "#!/bin/sh\nPATH=/usr/bin:/bin\nsleep 60\n", 0755);
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
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
