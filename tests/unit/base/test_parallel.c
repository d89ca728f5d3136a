/* Loops done by several threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdbool.h>
#include <string.h>

#include "base/parallel.h"

enum { COUNT = 10000 };

struct counted {
	unsigned char times[COUNT];
	atomic_bool busy[PARALLEL_MAX_NWORKERS];
	atomic_bool overlapped, stop;
	atomic_size_t ndone;
	size_t stop_at;
};

static void count(void *context, size_t worker, size_t first, size_t end)
{
	struct counted *counted = context;
	if (atomic_exchange(&counted->busy[worker], true))
		atomic_store(&counted->overlapped, true);
	for (size_t i = first; i < end; i++)
		counted->times[i]++;
	if (atomic_fetch_add(&counted->ndone, end - first) + end - first >= counted->stop_at)
		atomic_store(&counted->stop, true);
	atomic_store(&counted->busy[worker], false);
}

static void each_once(void **state)
{
	static const size_t grains[] = {1, 7, 100, COUNT - 1, COUNT, COUNT + 1};
	static struct counted counted;
	for (size_t i = 0; i < sizeof(grains) / sizeof(*grains); i++) {
		memset(&counted, 0, sizeof(counted));
		parallel_for(COUNT, grains[i], NULL, count, &counted);
		for (size_t j = 0; j < COUNT; j++)
			assert_int_equal(counted.times[j], 1);
		assert_false(counted.overlapped);
	}
	memset(&counted, 0, sizeof(counted));
	parallel_for(0, 10, NULL, count, &counted);
	assert_int_equal(counted.ndone, 0);
}

static void cancelled(void **state)
{
	static struct counted counted;
	memset(&counted, 0, sizeof(counted));
	counted.stop_at = 500;
	parallel_for(COUNT, 10, &counted.stop, count, &counted);
	/* What was begun is done. */
	assert_in_range(counted.ndone, 500, 500 + 10 * PARALLEL_MAX_NWORKERS);
	atomic_store(&counted.ndone, 0);
	parallel_for(COUNT, 10, &counted.stop, count, &counted);
	assert_int_equal(counted.ndone, 0);
}

static void threads(void **state)
{
	assert_int_equal(parallel_count_threads(1), 1);
	assert_true(parallel_count_threads(8) >= 1 && parallel_count_threads(8) <= 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(threads),
		cmocka_unit_test(each_once),
		cmocka_unit_test(cancelled),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
