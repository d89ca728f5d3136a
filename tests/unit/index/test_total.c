/* The number of files is that of the entries which an index has of the same paths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sched.h>
#include <stdio.h>

#include "index/total.h"
#include "check/examined.h"
#include "check/keyfile.h"
#include "index/loaded.h"

static size_t count_all(const char *const *paths, size_t npaths)
{
	struct total *total = total_start(paths, npaths);
	bool all = false;
	size_t count = 0;
	assert_non_null(total);
	while (!all) {
		count = total_count(total, &all);
		sched_yield();
	}
	/* Not before the end. */
	assert_int_equal(total_count(total, &all), count);
	total_free(total);
	return count;
}

static void as_many_as_are_loaded(void **state)
{
	static char samples[4096];
	snprintf(samples, sizeof(samples), "%s", in_source_tree("data/samples"));
	const char *const paths[] = {samples, "/none/such", samples, "/dev/null", in_source_tree("LICENSE")};
	for (size_t npaths = 0; npaths <= sizeof(paths) / sizeof(*paths); npaths++) {
		struct index *index = load_index(&known, paths, npaths);
		assert_int_equal(count_all(paths, npaths), index_count(index));
		index_close(index);
	}
}

static void stopped(void **state)
{
	const char *const paths[] = {"/"};
	total_free(total_start(paths, 1));
	total_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_many_as_are_loaded),
		cmocka_unit_test(stopped),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
