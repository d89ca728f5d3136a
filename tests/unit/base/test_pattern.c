#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>

#include "base/pattern.h"

static void finds_groups(void **state)
{
	struct error error = {""};
	struct pattern *pattern = pattern_compile(STR("收到(?:申请)?(?<n>\\d+)(件|份)?"), NULL, &error);
	struct pattern_scratch *scratch = pattern_scratch_new();
	struct pattern_match match;
	assert_non_null(pattern);
	unsigned n = pattern_find_group(pattern, "n");
	assert_int_equal(n, 1);
	assert_int_equal(pattern_find_group(pattern, "m"), 0);
	struct str text = STR("共收到申请12件，又收到3");
	assert_true(pattern_find(pattern, scratch, text, 0, &match));
	assert_true(str_equal(match.groups[0], STR("收到申请12件")));
	assert_true(str_equal(match.groups[n], STR("12")));
	size_t next = (size_t)(match.groups[0].ptr + match.groups[0].nbytes - text.ptr);
	assert_true(pattern_find(pattern, scratch, text, next, &match));
	assert_true(str_equal(match.groups[n], STR("3")));
	assert_null(match.groups[2].ptr);
	assert_false(pattern_find(pattern, scratch, text, text.nbytes, &match));
	pattern_scratch_free(scratch);
	pattern_free(pattern);
}

static void faults(void **state)
{
	struct error error = {""};
	size_t offset = 0;
	assert_null(pattern_compile(STR("a(b"), &offset, &error));
	assert_int_equal(offset, 3);
	assert_string_equal(error.text, "missing closing parenthesis");
	pattern_free(NULL);
}

/* A pattern that takes exponential time gives up. */
static void explosions(void **state)
{
	struct pattern *pattern = pattern_compile(STR("(?:a+)+b"), NULL, NULL);
	struct pattern_scratch *scratch = pattern_scratch_new();
	struct pattern_match match;
	assert_false(pattern_find(pattern, scratch, STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac"),
				  0, &match));
	pattern_scratch_free(scratch);
	pattern_free(pattern);
}

/* One that is deferred is compiled by the first who needs it, for its groups or to search. */
static void deferred(void **state)
{
	struct pattern *pattern = pattern_defer(STR("收到(?<n>\\d+)件"));
	struct pattern *other = pattern_defer(STR("收到(?<n>\\d+)件"));
	struct pattern *wrong = pattern_defer(STR("a(b"));
	struct pattern_scratch *scratch = pattern_scratch_new();
	struct pattern_match match;
	assert_int_equal(pattern_find_group(pattern, "n"), 1);
	assert_true(pattern_find(pattern, scratch, STR("共收到12件"), 0, &match));
	assert_true(str_equal(match.groups[1], STR("12")));
	assert_true(pattern_find(other, scratch, STR("共收到12件"), 0, &match));
	assert_true(str_equal(match.groups[1], STR("12")));
	assert_int_equal(pattern_find_group(other, "n"), 1);
	assert_int_equal(pattern_find_group(other, "m"), 0);
	assert_false(pattern_find(wrong, scratch, STR("a(b"), 0, &match));
	assert_int_equal(pattern_search(wrong, scratch, STR("a(b"), 0, &match), PATTERN_NONE);
	assert_int_equal(pattern_find_group(wrong, "n"), 0);
	pattern_scratch_free(scratch);
	pattern_free(pattern);
	pattern_free(other);
	pattern_free(wrong);
	pattern_free(pattern_defer(STR("a")));
}

static void *search(void *pattern)
{
	struct pattern_scratch *scratch = pattern_scratch_new();
	struct pattern_match match;
	uintptr_t found = 0;
	for (size_t i = 0; i < 200; i++)
		found += pattern_find(pattern, scratch, STR("共收到12件"), 0, &match) && match.groups[1].nbytes == 2;
	pattern_scratch_free(scratch);
	return (void *)found;
}

static void deferred_in_threads(void **state)
{
	enum { NTHREADS = 4 };
	struct pattern *pattern = pattern_defer(STR("收到(?<n>\\d+)件"));
	pthread_t threads[NTHREADS];
	for (size_t i = 0; i < NTHREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, search, pattern), 0);
	for (size_t i = 0; i < NTHREADS; i++) {
		void *found;
		pthread_join(threads[i], &found);
		assert_int_equal((uintptr_t)found, 200);
	}
	pattern_free(pattern);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_groups),
		cmocka_unit_test(faults),
		cmocka_unit_test(explosions),
		cmocka_unit_test(deferred),
		cmocka_unit_test(deferred_in_threads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
