#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/prose/quantity_words.h"

static struct arena arena;
static const struct quantity_words *words;

static void assert_word(const char *text, size_t i, enum quantity_role role, const char *expected)
{
	const struct quantity_word *word = quantity_words_at(words, str_from(text), i, role);
	if (!expected) {
		assert_null(word);
		return;
	}
	assert_non_null(word);
	assert_true(str_equal(word->word, str_from(expected)));
}

static void words_by_role(void **state)
{
	assert_word("12万元", 2, QUANTITY_UNIT, "万元");
	assert_word("12万", 2, QUANTITY_UNIT, NULL);
	assert_word("12人次", 2, QUANTITY_UNIT, "人次");
	assert_word("12人", 2, QUANTITY_UNIT, "人");
	assert_word("12人", 2, QUANTITY_ODD, NULL);
	assert_word("12kg", 2, QUANTITY_UNIT, "kg");
	assert_word("12k", 2, QUANTITY_UNIT, NULL);
	assert_word("大约12", 0, QUANTITY_BEFORE, "大约");
	assert_word("大", 0, QUANTITY_BEFORE, NULL);
	assert_word("12", 2, QUANTITY_UNIT, NULL);
	assert_word("12\xE4\xBB", 2, QUANTITY_UNIT, NULL);
	assert_int_equal(quantity_words_at(words, STR("超12"), 0, QUANTITY_BEFORE)->high_percent, 1000);
}

static void words_by_their_ends(void **state)
{
	assert_true(quantity_words_end_at(words, STR("大约12"), 6, QUANTITY_BEFORE_END));
	assert_false(quantity_words_end_at(words, STR("大约12"), 3, QUANTITY_BEFORE_END));
	assert_false(quantity_words_end_at(words, STR("节约12"), 6, QUANTITY_BEFORE_END));
	assert_true(quantity_words_end_at(words, STR("第12"), 3, QUANTITY_NUMBERING));
	assert_true(quantity_words_end_at(words, STR("no.12"), 3, QUANTITY_NUMBERING));
	assert_false(quantity_words_end_at(words, STR("no12"), 2, QUANTITY_NUMBERING));
	assert_false(quantity_words_end_at(words, STR("第12"), 0, QUANTITY_NUMBERING));
}

static int start(void **state)
{
	struct words lists = {0};
	struct error error;
	if (!words_parse(&lists, &arena, STR("counted \"人\" \"人次\" \"万元\" \"kg\"\nabout \"大约\"\nover \"超\"\n"
					     "odd \"余\"\nnumbering \"第\" \"no.\"\n"), "a.words", &error))
		return -1;
	words = quantity_words_make(&arena, &lists);
	return 0;
}

static int release(void **state)
{
	arena_free(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_by_role),
		cmocka_unit_test(words_by_their_ends),
	};
	return cmocka_run_group_tests(tests, start, release);
}
