#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "ui/term_paint.h"
#include "ui/theme.h"

static const struct paint_abilities all = {
	.marks = THEME_BOLD | THEME_DIM | THEME_UNDERLINE | THEME_REVERSE,
	.erases_characters = true,
	.moves_in_row = true,
	.scrolls = true,
};
static const struct pen red = {THEME_BOLD, THEME_RED, THEME_DEFAULT}, dim = {THEME_DIM, THEME_DEFAULT, THEME_DEFAULT},
			reverse = {THEME_REVERSE, THEME_DEFAULT, THEME_DEFAULT};

/* A painter of 5 rows and 20 columns on a terminal that shows nothing. */
static int set_up(void **state)
{
	struct paint *paint = paint_new(&all, 5, 20);
	paint_forget(paint);
	paint_collect(paint, 0, 0);
	*state = paint;
	return 0;
}

static int tear_down(void **state)
{
	paint_free(*state);
	return 0;
}

static void put(struct paint *paint, size_t row, size_t col, size_t ncols, const wchar_t *text, struct pen pen)
{
	paint_put(paint, row, col, ncols, text, wcslen(text), WIDTH_AMBIGUOUS_1, pen);
}

static void assert_sent(struct paint *paint, size_t row, size_t col, const char *expected)
{
	paint_collect(paint, row, col);
	assert_string_equal(strbuf_text(&paint->out), expected);
}

static void text_and_the_cursor(void **state)
{
	struct paint *paint = *state;
	put(paint, 1, 3, 5, L"abc", pen_plain);
	assert_sent(paint, 1, 3, "\n\033[4Gabc\033[4G");
	/* Nothing has changed. */
	put(paint, 1, 3, 5, L"abc", pen_plain);
	assert_sent(paint, 1, 3, "");
	/* A row below is near, one above is not. */
	assert_sent(paint, 2, 3, "\n");
	assert_sent(paint, 3, 0, "\r\n");
	assert_sent(paint, 1, 5, "\033[2;6H");
}

static void looks(void **state)
{
	struct paint *paint = *state;
	put(paint, 0, 0, 2, L"!1", red);
	put(paint, 0, 2, 3, L" 2", dim);
	assert_sent(paint, 0, 5, "\033[1;31m!1 \033[0;2m2\033[m\033[C");
	/* What is unchanged between two changes is written again where that is as short as passing over it. */
	put(paint, 2, 0, 9, L"a b c d e", pen_plain);
	assert_sent(paint, 2, 9, "\r\n\na b c d e");
	put(paint, 2, 0, 9, L"x b y d z", pen_plain);
	assert_sent(paint, 2, 9, "\rx b y d z");
}

static void blanks(void **state)
{
	struct paint *paint = *state;
	put(paint, 0, 0, 20, L"12345678901234567890", pen_plain);
	put(paint, 1, 0, 20, L"1234567890abcdefghi", pen_plain);
	paint_collect(paint, 0, 0);
	/* The end of a row is erased. */
	put(paint, 0, 0, 20, L"12345", dim);
	put(paint, 0, 0, 20, L"12345", pen_plain);
	assert_sent(paint, 0, 5, "\033[6G\033[K");
	/* Many blanks inside: erased and passed over. */
	put(paint, 1, 0, 20, L"12               efghi", pen_plain);
	paint_collect(paint, 1, 0);
	assert_true(paint->out.nbytes < 20);
	/* Blanks that show are written. */
	put(paint, 3, 0, 4, L"", reverse);
	assert_sent(paint, 3, 4, "\n\n\033[7m    \033[m");
}

static void wide_characters(void **state)
{
	struct paint *paint = *state;
	put(paint, 0, 0, 6, L"中文字", pen_plain);
	assert_sent(paint, 0, 0, "中文字\r");
	/* Half of one that is drawn over is a blank. */
	put(paint, 0, 3, 1, L"x", pen_plain);
	assert_sent(paint, 0, 0, "\033[3G x\r");
	/* One that would stick out is left out. */
	put(paint, 0, 0, 3, L"中文", pen_plain);
	assert_sent(paint, 0, 0, "");
	/* What combines goes with its character. */
	put(paint, 1, 0, 3, L"e\u0301x", pen_plain);
	assert_sent(paint, 1, 0, "\ne\u0301x\r");
}

/* Behind the last column the cursor's place is that of the terminal's choice. */
static void the_last_column(void **state)
{
	struct paint *paint = *state;
	put(paint, 0, 18, 2, L"ab", pen_plain);
	put(paint, 1, 18, 2, L"cd", pen_plain);
	assert_sent(paint, 1, 19, "\033[19Gab\033[2;19Hcd\r\033[19C");
}

static void rows_are_scrolled(void **state)
{
	struct paint *paint = *state;
	static const wchar_t *const texts[] = {L"first row",  L"second row", L"third row",
					       L"fourth row", L"fifth row",  L"sixth row"};
	for (size_t i = 0; i < 5; i++)
		put(paint, i, 0, 20, texts[i], pen_plain);
	paint_collect(paint, 0, 0);
	for (size_t i = 0; i < 5; i++)
		put(paint, i, 0, 20, texts[i + 1], pen_plain);
	assert_sent(paint, 4, 0, "\033[1;5r\033[1S\033[r\033[5Hsixth row\r");
	for (size_t i = 0; i < 5; i++)
		put(paint, i, 0, 20, texts[i], pen_plain);
	assert_sent(paint, 0, 0, "\033[1;5r\033[1T\033[r\033[Hfirst row\r");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(text_and_the_cursor, set_up, tear_down),
		cmocka_unit_test_setup_teardown(looks, set_up, tear_down),
		cmocka_unit_test_setup_teardown(blanks, set_up, tear_down),
		cmocka_unit_test_setup_teardown(wide_characters, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_last_column, set_up, tear_down),
		cmocka_unit_test_setup_teardown(rows_are_scrolled, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
