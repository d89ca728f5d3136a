/* Descriptors read and written whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "base/io.h"

enum { NBYTES = 1 << 20 };

static char bytes[NBYTES], found[NBYTES];

static void ignore(int signal)
{
	(void)signal;
}

struct channel {
	int fds[2];
	pthread_t writer;
};

/* Reads in parts, and disturbs the writer before each. */
static void *disturb(void *context)
{
	const struct channel *channel = context;
	for (size_t nbytes = 0; nbytes < NBYTES;) {
		pthread_kill(channel->writer, SIGUSR1);
		ssize_t got = io_read(channel->fds[0], found + nbytes, 50000);
		assert_true(got > 0);
		nbytes += (size_t)got;
	}
	return NULL;
}

static void all_is_written(void **state)
{
	struct channel channel = {.writer = pthread_self()};
	struct sigaction action = {.sa_handler = ignore};
	pthread_t reader;
	assert_int_equal(sigaction(SIGUSR1, &action, NULL), 0);
	assert_int_equal(pipe(channel.fds), 0);
	for (size_t i = 0; i < NBYTES; i++)
		bytes[i] = (char)(i * i >> 7);
	assert_int_equal(pthread_create(&reader, NULL, disturb, &channel), 0);
	assert_true(io_write(channel.fds[1], (struct str){bytes, NBYTES}));
	assert_int_equal(pthread_join(reader, NULL), 0);
	assert_memory_equal(bytes, found, NBYTES);
	close(channel.fds[1]);
	assert_int_equal(io_read(channel.fds[0], found, 1), 0);
	close(channel.fds[0]);
}

static void failures(void **state)
{
	assert_false(io_write(-1, STR("x")));
	assert_int_equal(errno, EBADF);
	assert_true(io_write(-1, STR("")));
	assert_int_equal(io_read(-1, found, 1), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_is_written),
		cmocka_unit_test(failures),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
