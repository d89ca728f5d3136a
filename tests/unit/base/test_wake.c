#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <poll.h>

#include "base/wake.h"

static int is_readable(const struct wake *wake)
{
	struct pollfd polled = {.fd = wake->fds[0], .events = POLLIN};
	return poll(&polled, 1, 0);
}

static void readable_until_drained(void **state)
{
	struct wake wake;
	wake_open(&wake);
	assert_int_equal(is_readable(&wake), 0);
	wake_signal(&wake);
	assert_int_equal(is_readable(&wake), 1);
	wake_drain(&wake);
	assert_int_equal(is_readable(&wake), 0);
	/* More often than a pipe has room for. */
	for (int i = 0; i < 200000; i++)
		wake_signal(&wake);
	assert_int_equal(is_readable(&wake), 1);
	wake_drain(&wake);
	assert_int_equal(is_readable(&wake), 0);
	wake_drain(&wake);
	wake_close(&wake);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(readable_until_drained),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
