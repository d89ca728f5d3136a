#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "index/names.h"

enum { NTHREADS = 4, NNAMES = 500 };

struct keeper {
	struct names *names;
	const char *kept[NNAMES];
};

static void *keep(void *context)
{
	struct keeper *keeper = context;
	char text[32];
	for (int i = 0; i < NNAMES; i++) {
		snprintf(text, sizeof(text), "%d", i);
		keeper->kept[i] = names_keep(keeper->names, str_from(text));
	}
	return NULL;
}

/* Threads that keep the same names at the same time get the same texts. */
static void once_for_all_threads(void **state)
{
	static struct keeper keepers[NTHREADS];
	struct names names;
	pthread_t threads[NTHREADS];
	names_init(&names);
	for (size_t i = 0; i < NTHREADS; i++) {
		keepers[i].names = &names;
		assert_int_equal(pthread_create(&threads[i], NULL, keep, &keepers[i]), 0);
	}
	for (size_t i = 0; i < NTHREADS; i++)
		pthread_join(threads[i], NULL);
	for (size_t i = 0; i < NTHREADS; i++)
		for (int k = 0; k < NNAMES; k++)
			assert_ptr_equal(keepers[i].kept[k], keepers[0].kept[k]);
	assert_string_equal(keepers[0].kept[7], "7");
	names_free(&names);
}

static void kept_when_finished(void **state)
{
	struct names names;
	names_init(&names);
	const char *before = names_keep(&names, STR("r/2023/"));
	names_finish(&names);
	assert_string_equal(before, "r/2023/");
	assert_string_equal(names_keep(&names, STR("r/2023/")), "r/2023/");
	names_finish(&names);
	names_free(&names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(once_for_all_threads),
		cmocka_unit_test(kept_when_finished),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
