#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

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
	assert_false(pattern_find(pattern, scratch, STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac"), 0,
				  &match));
	pattern_scratch_free(scratch);
	pattern_free(pattern);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_groups),
		cmocka_unit_test(faults),
		cmocka_unit_test(explosions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
