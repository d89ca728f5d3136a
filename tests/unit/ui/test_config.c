/* The configuration: the built-in one, a person's own, faults, and what --dump-config prints. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ui/config.h"
#include "ui/term.h"

static void default_keys(void **state)
{
	struct config config;
	struct error error;
	static const struct {
		int key;
		enum action_id id;
	} expected[] = {
		{'j', ACTION_DOWN}, {TERM_KEY_DOWN, ACTION_DOWN}, {'k', ACTION_UP}, {' ', ACTION_PAGE_DOWN},
		{'b', ACTION_PAGE_UP}, {4, ACTION_HALF_PAGE_DOWN}, {21, ACTION_HALF_PAGE_UP}, {'g', ACTION_TOP},
		{TERM_KEY_END, ACTION_BOTTOM}, {'h', ACTION_LEFT}, {'\t', ACTION_PANE_NEXT}, {'\r', ACTION_OPEN},
		{27, ACTION_BACK}, {TERM_KEY_BACKSPACE, ACTION_BACK}, {'n', ACTION_FINDING_NEXT},
		{'X', ACTION_ERROR_PREVIOUS}, {'J', ACTION_REPORT_NEXT}, {12, ACTION_REDRAW}, {'q', ACTION_QUIT},
	};
	const struct keymap *keymap = &config.keymap;
	assert_true(config_load(&config, NULL, &error));
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++)
		assert_ptr_equal(keymap_find(keymap, expected[i].key), action_get(expected[i].id));
	assert_null(keymap_find(keymap, 'Q'));
	assert_null(keymap_find(keymap, TERM_KEY_NONE));
	struct strbuf keys = {0};
	keymap_append_keys(keymap, action_get(ACTION_DOWN), &keys);
	assert_string_equal(strbuf_text(&keys), "j Down C-n");
	strbuf_clear(&keys);
	keymap_append_keys(keymap, action_get(ACTION_HALF_PAGE_DOWN), &keys);
	assert_string_equal(strbuf_text(&keys), "C-d");
	strbuf_free(&keys);
	config_free(&config);
}

static void what_comes_later_counts(void **state)
{
	struct config config;
	struct error error;
	assert_true(config_load(&config, NULL, &error));
	assert_true(config_parse(&config, STR("# mine\n\n\tbind  j\tup \r\nunbind q  # not by accident\nbind Q quit\n"
					      "bind # help\nset ambiguous-width 2\nset list-width 30\n"
					      "colour error yellow on blue underline\nset ascii on"), "keys", &error));
	const struct keymap *keymap = &config.keymap;
	assert_ptr_equal(keymap_find(keymap, 'j'), action_get(ACTION_UP));
	assert_ptr_equal(keymap_find(keymap, TERM_KEY_DOWN), action_get(ACTION_DOWN));
	assert_null(keymap_find(keymap, 'q'));
	assert_ptr_equal(keymap_find(keymap, 'Q'), action_get(ACTION_QUIT));
	assert_ptr_equal(keymap_find(keymap, '#'), action_get(ACTION_HELP));
	struct strbuf keys = {0};
	keymap_append_keys(keymap, action_get(ACTION_QUIT), &keys);
	assert_string_equal(strbuf_text(&keys), "Q");
	strbuf_free(&keys);
	assert_int_equal(config.settings.values[SETTING_AMBIGUOUS_WIDTH], 2);
	assert_int_equal(config.settings.values[SETTING_LIST_WIDTH], 30);
	assert_int_equal(config.settings.values[SETTING_ASCII], 1);
	assert_int_equal(config.theme.styles[ROLE_ERROR].foreground, THEME_YELLOW);
	assert_int_equal(config.theme.styles[ROLE_ERROR].background, THEME_BLUE);
	assert_int_equal(config.theme.styles[ROLE_ERROR].attributes, THEME_UNDERLINE);
	config_free(&config);
}

static void faults_name_their_line(void **state)
{
	static const struct {
		const char *text, *message;
	} faults[] = {
		{"bind j down\nbind jj up\n", "keys:2: unknown key: jj"},
		{"# x\n\nbind <F13> up", "keys:3: unknown key: <F13>"},
		{"bind j sideways", "keys:1: unknown action: sideways"},
		{"bind j", "keys:1: unknown action: "},
		{"bind", "keys:1: unknown action: "},
		{"unbind", "keys:1: unknown key: "},
		{"bind j down up", "keys:1: too many words: up"},
		{"unbind j down", "keys:1: too many words: down"},
		{"map j down", "keys:1: unknown command: map"},
		{"bind j down\nbind k up\nbind j up", "keys:3: the key of line 1 again: j"},
		{"bind C-m open\nbind <Enter> open", "keys:2: the key of line 1 again: <Enter>"},
		{"set colour red", "keys:1: unknown setting: colour"},
		{"set theme blue", "keys:1: auto|dark|light|mono: blue"},
		{"set theme dark now", "keys:1: too many words: now"},
		{"set list-width wide", "keys:1: expected a number: wide"},
		{"set list-width 1001", "keys:1: expected a number: 1001"},
		{"colour errors red", "keys:1: unknown role: errors"},
		{"colour error", "keys:1: no colour and no attribute: error"},
		{"colour error #ff0000", "keys:1: no colour and no attribute: error"},
		{"colour error red on pink", "keys:1: unknown colour: pink"},
		{"colour error red blinking", "keys:1: neither a colour nor an attribute: blinking"},
		{"bind a b c d e f g h i j k l m", "keys:1: too many words: l"},
	};
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		struct config config;
		struct error error;
		assert_true(config_load(&config, NULL, &error));
		assert_false(config_parse(&config, str_from(faults[i].text), "keys", &error));
		assert_string_equal(error.text, faults[i].message);
		config_free(&config);
	}
}

/* What is printed gives, when it is read, what was printed. */
static void printed_and_read_again(void **state)
{
	struct config config, again;
	struct error error;
	struct strbuf first = {0}, second = {0};
	assert_true(config_load(&config, NULL, &error));
	assert_true(config_parse(&config, STR("set theme dark\nunbind q\nbind Q quit\n"), "own", &error));
	config_append(&config, &first);
	assert_true(config_load(&again, NULL, &error));
	assert_true(config_parse(&again, strbuf_view(&first), "printed", &error));
	config_append(&again, &second);
	assert_string_equal(strbuf_text(&first), strbuf_text(&second));
	assert_non_null(strstr(strbuf_text(&first), "set theme dark\n"));
	assert_non_null(strstr(strbuf_text(&first), "colour heading cyan bold\n"));
	assert_non_null(strstr(strbuf_text(&first), "unbind q\n"));
	strbuf_free(&first);
	strbuf_free(&second);
	config_free(&config);
	config_free(&again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(default_keys),
		cmocka_unit_test(what_comes_later_counts),
		cmocka_unit_test(faults_name_their_line),
		cmocka_unit_test(printed_and_read_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
