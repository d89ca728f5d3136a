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

static struct ahead *convert_all(const char *name)
{
	struct ahead *ahead = ahead_start(in_home(name));
	assert_non_null(ahead);
	struct pollfd done = {.fd = ahead_wake_fd(ahead), .events = POLLIN};
	assert_int_equal(poll(&done, 1, WAIT_MS), 1);
	assert_true(ahead_is_done(ahead));
	return ahead;
}

/* Once it is done the file is read without its converter. */
static void the_cache_has_it(void **state)
{
	struct file file = {0};
	install("pdftotext", "echo '<page><word xMin=\"1\" yMin=\"1\" xMax=\"2\" yMax=\"2\">x</word></page>'");
	struct ahead *ahead = convert_all("a.pdf");
	assert_string_equal(ahead_path(ahead), in_home("a.pdf"));
	ahead_free(ahead);
	install("pdftotext", "exit 1");
	assert_int_equal(file_read(&file, in_home("a.pdf")), FILE_OK);
	file_free(&file);
}

#define PAGE "<page><word xMin=\"1\" yMin=\"1\" xMax=\"2\" yMax=\"2\">x</word></page>"

/* Where nothing can be kept, what was converted is handed over; the same for what could not be converted. */
static void without_a_cache(void **state)
{
	struct file file = {.puts_off = true};
	setenv("XDG_CACHE_HOME", "/dev/null/none", 1);
	write_file("d.pdf", "%PDF-1.7\n\001\002\003\004", 0644);
	install("pdftotext", "echo '" PAGE "'");
	struct ahead *ahead = convert_all("d.pdf");
	assert_int_equal(file_read(&file, in_home("d.pdf")), FILE_PUT_OFF);
	ahead_give_conversion(ahead, &file);
	ahead_free(ahead);
	assert_int_equal(file_read(&file, in_home("d.pdf")), FILE_OK);
	assert_int_equal(file_read(&file, in_home("d.pdf")), FILE_OK);
	/* Another state of the file is another matter, unless that is not asked for. */
	write_file("d.pdf", "%PDF-1.7\n\001\002\003\004\005", 0644);
	file.keeps_held = true;
	assert_int_equal(file_read(&file, in_home("d.pdf")), FILE_OK);
	file.keeps_held = false;
	assert_int_equal(file_read(&file, in_home("d.pdf")), FILE_PUT_OFF);
	file.keeps_held = true;
	assert_int_equal(file_read(&file, in_home("d.pdf")), FILE_PUT_OFF);
	file.keeps_held = false;
	install("pdftotext", "echo no page >&2; exit 1");
	ahead = convert_all("d.pdf");
	ahead_give_conversion(ahead, &file);
	ahead_free(ahead);
	assert_int_equal(file_read(&file, in_home("d.pdf")), FILE_NOT_CONVERTED);
	assert_string_equal(file.detail, "pdftotext: no page");
	file_free(&file);
	setenv("XDG_CACHE_HOME", in_home("cache"), 1);
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
		cmocka_unit_test(without_a_cache),
		cmocka_unit_test(stopped),
	};
	return cmocka_run_group_tests(tests, set_up, converters_tear_down);
}
