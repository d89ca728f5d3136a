#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#include <curses.h>

#include "base/width.h"

static void own_table_is_used(void **state)
{
	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	for (uint32_t cp = 1; cp < 0x110000; cp++)
		assert_int_equal(wcwidth((wchar_t)cp), width_of(cp, WIDTH_AMBIGUOUS_1));
	assert_int_equal(wcwidth(L'\0'), 0);
	assert_int_equal(wcwidth((wchar_t)-1), -1);
}

/* Also where libc knows no character beyond ASCII. */
static void locale_without_characters(void **state)
{
	assert_non_null(setlocale(LC_CTYPE, "C"));
	assert_int_equal(wcwidth(0x4E2D), 2);
	assert_int_equal(wcwidth(0x201C), 1);
}

/* The columns that curses gives a text on a screen that nobody sees. */
static int curses_ncols(const wchar_t *text)
{
	int row, col;
	FILE *nowhere = fopen("/dev/null", "r+");
	assert_non_null(nowhere);
	SCREEN *screen = newterm("xterm", nowhere, nowhere);
	assert_non_null(screen);
	waddwstr(stdscr, text);
	getyx(stdscr, row, col);
	assert_int_equal(row, 0);
	endwin();
	delscreen(screen);
	fclose(nowhere);
	return col;
}

/* U+31350 is wide, but unknown to older versions of libc. */
static void curses_uses_it(void **state)
{
	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	assert_int_equal(curses_ncols(L"\x201C\x6570\x201D"), 4);
	assert_int_equal(curses_ncols(L"\x31350"), 2);
	assert_int_equal(curses_ncols(L"e\x0301x"), 2);
}

/* Ambiguous characters are wide where the locale is one of double bytes, if there is such a locale here. */
static void ambiguous_follows_the_locale(void **state)
{
	if (setlocale(LC_CTYPE, "zh_CN.GB18030") == NULL)
		return;
	assert_int_equal(width_ambiguous_for(nl_langinfo(CODESET)), WIDTH_AMBIGUOUS_2);
	assert_int_equal(wcwidth(0x201C), 2);
	assert_int_equal(curses_ncols(L"\x201C\x6570\x201D"), 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(own_table_is_used),
		cmocka_unit_test(locale_without_characters),
		cmocka_unit_test(curses_uses_it),
		cmocka_unit_test(ambiguous_follows_the_locale),
	};
	return cmocka_run_group_tests_name("wcwidth", tests, NULL, NULL);
}
