#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "index/earlier.h"
#include "index/entry.h"
#include "index/made.h"

static struct arena arena;
static struct index *all;

static struct index_entry *add(const char *path, const char *agency, int year)
{
	return index_add(all, make_entry(&arena, path, agency, year));
}

static int set_up(void **state)
{
	all = make_index();
	return 0;
}

static int tear_down(void **state)
{
	index_close(all);
	arena_free(&arena);
	return 0;
}

static void the_year_before_comes_first(void **state)
{
	const struct index_entry *oldest = add("a/2020", "甲", 2020), *older = add("a/2022", "甲", 2022);
	const struct index_entry *now = add("a/2023", "甲", 2023);
	add("a/2024", "甲", 2024);
	add("a/b", "乙", 2022);
	assert_ptr_equal(earlier_find(all, now), older);
	assert_ptr_equal(earlier_find(all, older), oldest);
	assert_null(earlier_find(all, oldest));
}

/* Names of the same body that end in other ways are the same body. */
static void endings_do_not_count(void **state)
{
	struct index_entry *older = add("a", "某县教育局机关", 2022), *now = add("b", "某县教育局", 2023);
	older->body_nbytes = now->body_nbytes;
	assert_ptr_equal(earlier_find(all, now), older);
	older->body_nbytes++;
	assert_null(earlier_find(all, now));
}

static void what_is_not_known_has_none(void **state)
{
	const struct index_entry *nobody = add("a", "", 2023), *no_year = add("b", "甲", 0);
	add("c", "", 2022);
	add("d", "甲", 2022);
	assert_null(earlier_find(all, nobody));
	assert_null(earlier_find(all, no_year));
}

static void of_several_the_nearest_path(void **state)
{
	add("x/2022/a", "甲", 2022);
	const struct index_entry *near = add("y/2022/b", "甲", 2022), *now = add("y/2023/a", "甲", 2023);
	add("y/2022/c", "甲", 2022);
	assert_ptr_equal(earlier_find(all, now), near);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_year_before_comes_first, set_up, tear_down),
		cmocka_unit_test_setup_teardown(endings_do_not_count, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_not_known_has_none, set_up, tear_down),
		cmocka_unit_test_setup_teardown(of_several_the_nearest_path, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
