#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "ui/theme.h"

static struct theme theme;

static int set_theme(void **state)
{
	theme_set(&theme, SETTING_THEME_AUTO);
	return 0;
}

static void every_role_has_a_style(void **state)
{
	const unsigned known = THEME_BOLD | THEME_DIM | THEME_UNDERLINE | THEME_REVERSE;
	for (size_t role = 0; role < THEME_NROLES; role++) {
		const struct theme_style *style = &theme.styles[role];
		const char *name = theme_role_name(role);
		assert_non_null(name);
		assert_true(strlen(name) > 0);
		assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz-"), strlen(name));
		assert_int_equal(style->mono & ~known, 0);
		assert_int_equal(style->attributes & ~known, 0);
		assert_true(style->foreground >= THEME_DEFAULT && style->foreground <= THEME_WHITE);
		assert_true(style->background >= THEME_DEFAULT && style->background <= THEME_WHITE);
	}
}

static void names_are_unique(void **state)
{
	for (size_t a = 0; a < THEME_NROLES; a++)
		for (size_t b = 0; b < a; b++)
			assert_string_not_equal(theme_role_name(a), theme_role_name(b));
}

/* Inside a report reverse is the cursor line's alone. */
static void no_report_role_is_reversed(void **state)
{
	for (size_t role = 0; role < ROLE_NROLES; role++)
		assert_int_equal((theme.styles[role].mono | theme.styles[role].attributes) & THEME_REVERSE, 0);
}

static void levels_differ_without_colour(void **state)
{
	static const size_t roles[] = {ROLE_TEXT, ROLE_ZERO, ROLE_UNREAD, ROLE_ERROR, ROLE_WARNING, ROLE_NOTICE};
	for (size_t a = 0; a < sizeof(roles) / sizeof(roles[0]); a++)
		for (size_t b = 0; b < a; b++)
			assert_int_not_equal(theme.styles[roles[a]].mono, theme.styles[roles[b]].mono);
	assert_int_not_equal(theme.styles[THEME_PANE_TITLE].mono, theme.styles[THEME_PANE_TITLE_FOCUSED].mono);
}

/* Colours that vanish on a black or on a white ground. */
static void colours_read_on_any_ground(void **state)
{
	for (size_t role = 0; role < THEME_NROLES; role++) {
		const struct theme_style *style = &theme.styles[role];
		if (style->background == THEME_DEFAULT)
			assert_true(style->foreground == THEME_DEFAULT || style->foreground == THEME_RED ||
				    style->foreground == THEME_MAGENTA);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_role_has_a_style),
		cmocka_unit_test(names_are_unique),
		cmocka_unit_test(no_report_role_is_reversed),
		cmocka_unit_test(levels_differ_without_colour),
		cmocka_unit_test(colours_read_on_any_ground),
	};
	return cmocka_run_group_tests_name("theme", tests, set_theme, NULL);
}
