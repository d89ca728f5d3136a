#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "check/phrase_set.h"

static const struct str phrases[] = {
	{"公开", 6}, {"公开栏", 9}, {"，，", 6}, {"ab", 2}, {"abc", 3},
};

static void hits_in_order(void **state)
{
	struct arena arena = {0};
	struct phrase_set set;
	struct phrase_hit hit;
	struct str text = STR("上公开栏，公开，，abcab");
	phrase_set_build(&set, &arena, phrases, sizeof(phrases) / sizeof(*phrases));
	/* The longest at one place; those of two bytes are never found. */
	static const struct phrase_hit expected[] = {{1, 3}, {0, 15}, {2, 21}, {4, 27}};
	size_t at = 0;
	for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
		assert_true(phrase_set_find(&set, text, at, &hit));
		assert_int_equal(hit.phrase, expected[i].phrase);
		assert_int_equal(hit.offset, expected[i].offset);
		at = hit.offset + phrases[hit.phrase].nbytes;
	}
	assert_false(phrase_set_find(&set, text, at, &hit));
	assert_true(phrase_set_is_in(&set, text));
	assert_false(phrase_set_is_in(&set, STR("公")));
	arena_free(&arena);
}

static void the_empty_set(void **state)
{
	struct phrase_set set = {0};
	assert_false(phrase_set_is_in(&set, STR("公开信息")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hits_in_order),
		cmocka_unit_test(the_empty_set),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
