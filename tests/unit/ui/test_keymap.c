#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ctype.h>
#include <string.h>

#include "ui/config.h"
#include "ui/term.h"

static int key_of(const char *name)
{
	int key = -1;
	return keymap_key_from_name(str_from(name), &key) ? key : -1;
}

/* ---- Actions ---- */

static void every_action_is_complete(void **state)
{
	for (size_t id = 0; id < ACTION_NACTIONS; id++) {
		const struct action *action = action_get(id);
		assert_int_equal(action->id, id);
		assert_int_equal(strspn(action->name, "abcdefghijklmnopqrstuvwxyz-"), strlen(action->name));
		assert_true(isupper((unsigned char)action->help[0]));
		assert_int_not_equal(action->help[strlen(action->help) - 1], '.');
		assert_true(action->group < ACTION_NGROUPS);
		assert_int_not_equal(action->contexts, 0);
		assert_ptr_equal(action_find(str_from(action->name)), action);
	}
	for (size_t group = 0; group < ACTION_NGROUPS; group++)
		assert_non_null(action_group_title((enum action_group)group));
}

static void names_and_sentences_are_unique(void **state)
{
	for (size_t a = 0; a < ACTION_NACTIONS; a++) {
		for (size_t b = 0; b < a; b++) {
			assert_string_not_equal(action_get(a)->name, action_get(b)->name);
			assert_string_not_equal(action_get(a)->help, action_get(b)->help);
		}
	}
	assert_null(action_find(STR("dow")));
	assert_null(action_find(STR("")));
}

static void every_action_has_a_key(void **state)
{
	struct config config;
	struct error error;
	struct strbuf keys = {0};
	assert_true(config_load(&config, NULL, &error));
	for (size_t id = 0; id < ACTION_NACTIONS; id++) {
		strbuf_clear(&keys);
		keymap_append_keys(&config.keymap, action_get(id), &keys);
		assert_true(keys.nbytes > 0);
	}
	strbuf_free(&keys);
	config_free(&config);
}

/* ---- Names of keys ---- */

static void keys_have_names(void **state)
{
	assert_int_equal(key_of("j"), 'j');
	assert_int_equal(key_of("G"), 'G');
	assert_int_equal(key_of("?"), '?');
	assert_int_equal(key_of("<"), '<');
	assert_int_equal(key_of(">"), '>');
	assert_int_equal(key_of("#"), '#');
	assert_int_equal(key_of("公"), 0x516C);
	assert_int_equal(key_of("<Up>"), TERM_KEY_UP);
	assert_int_equal(key_of("<S-Tab>"), TERM_KEY_BACK_TAB);
	assert_int_equal(key_of("<Enter>"), '\r');
	assert_int_equal(key_of("<Esc>"), 27);
	assert_int_equal(key_of("<Space>"), ' ');
	assert_int_equal(key_of("<F1>"), TERM_KEY_F1);
	assert_int_equal(key_of("<F12>"), TERM_KEY_F12);
	assert_int_equal(key_of("C-d"), 4);
	assert_int_equal(key_of("C-z"), 26);
	/* One key to the terminal. */
	assert_int_equal(key_of("C-m"), key_of("<Enter>"));
	assert_int_equal(key_of("C-i"), key_of("<Tab>"));
	assert_int_equal(key_of("C-["), key_of("<Esc>"));
	assert_int_equal(key_of("C-h"), key_of("<Backspace>"));
}

static void bad_names(void **state)
{
	static const char *const names[] = {
		"", "jj", "<>", "<up>", "<Up", "Up>", "<Up>x", "<F13>", "<F0>", "C-", "C-D", "C-1", "C-dd",
		"\x01", "\x7f", " ", "\xff", "公开", "\xCC\x81", "Down",
	};
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_int_equal(key_of(names[i]), -1);
}

static void check_back(int key)
{
	struct strbuf name = {0};
	int again = -1;
	keymap_key_name(key, &name);
	assert_true(keymap_key_from_name(strbuf_view(&name), &again));
	assert_int_equal(again, key);
	strbuf_free(&name);
}

static void names_go_there_and_back(void **state)
{
	for (int key = 1; key < 127; key++)
		if (key != '\b')
			check_back(key);
	for (int key = TERM_KEY_FIRST; key < TERM_KEY_RESIZE; key++)
		check_back(key);
	check_back(0x516C);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_action_is_complete),
		cmocka_unit_test(names_and_sentences_are_unique),
		cmocka_unit_test(every_action_has_a_key),
		cmocka_unit_test(keys_have_names),
		cmocka_unit_test(bad_names),
		cmocka_unit_test(names_go_there_and_back),
	};
	return cmocka_run_group_tests_name("keymap", tests, NULL, NULL);
}
