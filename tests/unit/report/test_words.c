#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "report/words.h"

static struct arena arena;

static struct words parse(const char *text)
{
	struct words words = {0};
	struct error error = {""};
	if (!words_parse(&words, &arena, str_from(text), "a.words", &error))
		fail_msg("%s", error.text);
	return words;
}

static void assert_word(const struct str *word, const char *expected)
{
	if (!expected) {
		assert_null(word);
		return;
	}
	assert_non_null(word);
	assert_true(str_equal(*word, str_from(expected)));
}

static void equal_words(void **state)
{
	struct words words = parse("blank \"/\" \"—\"\nblank \"无\"\n");
	assert_int_equal(words.lists[WORDS_BLANK].count, 3);
	assert_int_equal(words.lists[WORDS_UNIT].count, 0);
	assert_word(words_find_equal(&words, WORDS_BLANK, STR("/")), "/");
	assert_word(words_find_equal(&words, WORDS_BLANK, STR("无")), "无");
	assert_word(words_find_equal(&words, WORDS_BLANK, STR("无无")), NULL);
	assert_word(words_find_equal(&words, WORDS_BLANK, STR("")), NULL);
	assert_word(words_find_equal(&words, WORDS_UNIT, STR("/")), NULL);
}

/* The longest end counts, wherever it stands in the list. */
static void ends(void **state)
{
	struct words words = parse("body \"府\" \"人民政府\" \"政府\"\n");
	assert_word(words_find_end(&words, WORDS_BODY, STR("松塘县人民政府")), "人民政府");
	assert_word(words_find_end(&words, WORDS_BODY, STR("县政府")), "政府");
	assert_word(words_find_end(&words, WORDS_BODY, STR("官府")), "府");
	assert_word(words_find_end(&words, WORDS_BODY, STR("政府办")), NULL);
	assert_word(words_find_end(&words, WORDS_BODY, STR("")), NULL);
}

static void starts(void **state)
{
	struct words words = parse("less \"减\" \"减少\" \"少\"\n");
	assert_word(words_find_start(&words, WORDS_LESS, STR("减少3")), "减少");
	assert_word(words_find_start(&words, WORDS_LESS, STR("减3")), "减");
	assert_word(words_find_start(&words, WORDS_LESS, STR("3减")), NULL);
	assert_word(words_find_start(&words, WORDS_MORE, STR("减3")), NULL);
	assert_word(words_find_start(&words, WORDS_LESS, STR("")), NULL);
	/* Words and texts of less than a character of three bytes. */
	words = parse("more \"+\" \"(+\" \"增\"\n");
	assert_word(words_find_start(&words, WORDS_MORE, STR("+3")), "+");
	assert_word(words_find_start(&words, WORDS_MORE, STR("+3000")), "+");
	assert_word(words_find_start(&words, WORDS_MORE, STR("(+3")), "(+");
	assert_word(words_find_start(&words, WORDS_MORE, STR("增3")), "增");
	assert_word(words_find_start(&words, WORDS_MORE, STR("3")), NULL);
	words = parse("more \"增\"\n");
	assert_word(words_find_start(&words, WORDS_MORE, STR("3")), NULL);
}

static void words_inside(void **state)
{
	struct words words = parse("sentence \"，\" \"如下\"\n");
	assert_word(words_find_inside(&words, WORDS_SENTENCE, STR("报告如下")), "如下");
	assert_word(words_find_inside(&words, WORDS_SENTENCE, STR("，")), "，");
	assert_word(words_find_inside(&words, WORDS_SENTENCE, STR("报告")), NULL);
	assert_word(words_find_inside(&words, WORDS_BODY, STR("，")), NULL);
}

static void several_files(void **state)
{
	struct words words = parse("unit \"件\"\n");
	assert_true(words_parse(&words, &arena, STR("unit \"条\"\nblank \"-\"\n"), "b.words", NULL));
	assert_int_equal(words.lists[WORDS_UNIT].count, 2);
	assert_word(words_find_equal(&words, WORDS_UNIT, STR("件")), "件");
	assert_word(words_find_equal(&words, WORDS_UNIT, STR("条")), "条");
	assert_int_equal(parse("# nothing\n").lists[WORDS_UNIT].count, 0);
	assert_int_equal(parse("unit\n").lists[WORDS_UNIT].count, 0);
}

/* A file of one's own: what it does not name stays. */
static void laid_over(void **state)
{
	struct words words = parse("unit \"件\" \"条\"\nblank \"/\"\nless \"减\"\nmore \"增\" \"加\"\n");
	struct error error = {""};
	const struct str own = STR("unit \"宗\"\nunit \"个\"\nwords blank \"无\"\nblank \"空\"\n"
				   "more \"多\"\nonly more \"升\"\nonly office\n");
	assert_true(words_lay_over(&words, &arena, own, "b.words", &error));
	assert_word(words_find_equal(&words, WORDS_LESS, STR("减")), "减");
	assert_word(words_find_start(&words, WORDS_MORE, STR("升3")), "升");
	assert_word(words_find_start(&words, WORDS_MORE, STR("增3")), NULL);
	assert_word(words_find_start(&words, WORDS_MORE, STR("多3")), NULL);
	/* The first line of a list takes its place, the others add to it. */
	assert_int_equal(words.lists[WORDS_UNIT].count, 2);
	assert_word(words_find_equal(&words, WORDS_UNIT, STR("宗")), "宗");
	assert_word(words_find_equal(&words, WORDS_UNIT, STR("个")), "个");
	assert_word(words_find_end(&words, WORDS_UNIT, STR("3个")), "个");
	assert_word(words_find_equal(&words, WORDS_UNIT, STR("件")), NULL);
	assert_int_equal(words.lists[WORDS_BLANK].count, 3);
	assert_word(words_find_equal(&words, WORDS_BLANK, STR("/")), "/");
	assert_word(words_find_equal(&words, WORDS_BLANK, STR("无")), "无");
	assert_int_equal(words.lists[WORDS_MORE].count, 1);
	assert_word(words_find_start(&words, WORDS_MORE, STR("升3")), "升");
	assert_int_equal(words.lists[WORDS_OFFICE].count, 0);
}

static void faults_of_what_is_laid_over(void **state)
{
	struct words words = {0};
	struct error error = {""};
	assert_false(words_lay_over(&words, &arena, STR("words colour \"红\"\n"), "b.words", &error));
	assert_string_equal(error.text, "b.words:1:7: expected the name of a word list");
	assert_false(words_lay_over(&words, &arena, STR("unit \"件\"\nonly\n"), "b.words", &error));
	assert_string_equal(error.text, "b.words:2:1: expected the name of a word list");
	assert_false(words_lay_over(&words, &arena, STR("colour \"红\"\n"), "b.words", &error));
	assert_string_equal(error.text, "b.words:1:1: expected the name of a word list");
}

static void faults(void **state)
{
	struct words words = {0};
	struct error error = {""};
	assert_false(words_parse(&words, &arena, STR("unit \"件\"\n\ncolour \"红\"\n"), "a.words", &error));
	assert_string_equal(error.text, "a.words:3:1: expected the name of a word list");
	assert_false(words_parse(&words, &arena, STR("\"unit\" \"件\"\n"), "a.words", &error));
	assert_string_equal(error.text, "a.words:1:1: expected the name of a word list");
	assert_false(words_parse(&words, &arena, STR("unit \"件\n"), "a.words", &error));
	assert_string_equal(error.text, "a.words:1:6: the closing quote is missing");
}

/* The lists that come with the program are all there. */
static void every_list_is_filled(void **state)
{
	for (int kind = 0; kind < WORDS_NKINDS; kind++)
		assert_true(known.words.lists[kind].count > 0);
}

static int free_arena(void **state)
{
	arena_free(&arena);
	return forget(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_words),
		cmocka_unit_test(ends),
		cmocka_unit_test(starts),
		cmocka_unit_test(words_inside),
		cmocka_unit_test(several_files),
		cmocka_unit_test(laid_over),
		cmocka_unit_test(faults),
		cmocka_unit_test(faults_of_what_is_laid_over),
		cmocka_unit_test(every_list_is_filled),
	};
	return cmocka_run_group_tests(tests, know, free_arena);
}
