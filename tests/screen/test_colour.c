/* Terminals with colour and without: a failed cell is told by a character and an attribute on all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "browser.h"
#include "golden.h"

enum { RED = 1, NOT_FAILED_OFFSET = 6 };

#define FAILED_ROW "!2    0    0    0    0    0   !2"

static bool has_colour(struct terminal *t)
{
	for (int row = 0; row < 24; row++) {
		for (int col = 0; col < 80; col++) {
			struct terminal_cell cell = terminal_cell_attrs(t, row, col);

			if (cell.fg != TERMINAL_COLOUR_DEFAULT || cell.bg != TERMINAL_COLOUR_DEFAULT)
				return true;
		}
	}
	return false;
}

/* Goes to the first finding and looks at its cells. */
static void assert_finding(struct terminal *t, bool coloured)
{
	struct terminal_cell failed, other;
	int row, col;

	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	assert_true(terminal_type(t, "n"));
	if (!browser_find_from(t, 0, FAILED_ROW, &row, &col))
		fail();
	failed = terminal_cell_attrs(t, row, col);
	other = terminal_cell_attrs(t, row, col + NOT_FAILED_OFFSET);
	assert_int_equal(failed.ch, '!');
	assert_int_equal(failed.fg, coloured ? RED : TERMINAL_COLOUR_DEFAULT);
	assert_true(failed.bold);
	assert_true(coloured || failed.underline);
	assert_false(other.bold || other.underline);
	assert_int_equal(has_colour(t), coloured);
	assert_true(browser_is_line_straight(t, 23, 24));
	assert_int_equal(terminal_ninvalid(t), 0);
}

static void assert_palette_untouched(struct terminal *t)
{
	size_t nbytes;
	const char *raw = terminal_raw(t, &nbytes);

	/* OSC 4 sets a colour of the palette, OSC 104 resets it; the Linux console has OSC P and OSC R. */
	for (size_t i = 0; i + 2 < nbytes; i++)
		assert_false(raw[i] == '\033' && raw[i + 1] == ']' && strchr("14PR", raw[i + 2]) != NULL);
}

static void test_kinds_of_terminals(void **state)
{
	static const struct {
		const char *term;
		bool coloured;
	} kinds[] = {
		{"xterm-256color", true}, {"tmux-256color", true}, {"screen", true}, {"linux", true},
		{"xterm", true}, {"vt100", false}, {"vt220", false}, {"xterm-mono", false},
	};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		const struct terminal_options options = {.term = kinds[i].term};
		struct terminal *t = browser_start(state, &options, SAMPLES, NULL);

		if (!terminal_wait_text(t, "Reports", BROWSER_WAIT_MS) && browser_shows(t, "unknown terminal")) {
			print_message("no entry for TERM=%s: not tested\n", kinds[i].term);
			continue;
		}
		assert_finding(t, kinds[i].coloured);
		assert_int_equal(browser_quit(t), 0);
		assert_true(terminal_is_cooked(t));
		assert_palette_untouched(t);
	}
}

static void test_no_colour(void **state)
{
	const struct terminal_options plain = {0};
	const struct terminal_options no_colour = {.env = (const char *const[]){"NO_COLOR=1", NULL}};
	const struct terminal_options empty = {.env = (const char *const[]){"NO_COLOR=", NULL}};

	assert_finding(browser_start(state, &no_colour, SAMPLES, NULL), false);
	assert_true(golden_check(((struct browser *)*state)->t, "colour-none"));
	assert_finding(browser_start(state, &empty, SAMPLES, NULL), true);
	assert_finding(browser_start(state, &plain, "--color=never", SAMPLES, NULL), false);
	assert_finding(browser_start(state, &no_colour, "--color=always", SAMPLES, NULL), true);
	assert_finding(browser_start(state, &plain, "--color=auto", SAMPLES, NULL), true);
}

/* --ascii: nothing of the program's own is beyond ASCII; the reports' text stays. */
static void test_ascii(void **state)
{
	const struct terminal_options options = {0};
	struct terminal *t = browser_start(state, &options, "--ascii", SAMPLES, NULL);
	static const char *const own[] = {"│", "─", "≠", "…", "·"};

	assert_finding(t, true);
	assert_true(golden_check(t, "colour-ascii"));
	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
		assert_null(strstr(terminal_screen_text(t), own[i]));
	assert_int_equal(terminal_cell_attrs(t, 5, 24).ch, '|');
	t = browser_start(state, &options, "--ascii", "--color=never", SAMPLES, NULL);
	assert_finding(t, false);
}

static void test_terminals_that_cannot(void **state)
{
	static const struct {
		const char *term, *message;
	} kinds[] = {
		{"no-such-terminal", "unknown terminal: TERM=no-such-terminal"},
		{"dumb", "this terminal cannot move the cursor: TERM=dumb"},
		{"", "unknown terminal: TERM="},
	};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		const struct terminal_options options = {.term = kinds[i].term};
		struct terminal *t = browser_start(state, &options, SAMPLES, NULL);

		assert_int_equal(terminal_wait_exit(t), 2);
		assert_true(browser_shows(t, kinds[i].message));
		assert_true(terminal_is_cooked(t));
		assert_false(terminal_is_altscreen(t));
	}
}

static void test_not_a_terminal(void **state)
{
	static const struct {
		const char *redirection, *message;
	} ways[] = {
		{">/dev/null", "browse needs a terminal; 'gouji check' writes to a file or pipe"},
		{"</dev/null", "standard input and standard output must be a terminal"},
		{"| cat", "browse needs a terminal; 'gouji check' writes to a file or pipe"},
	};
	const struct terminal_options options = {0};

	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		char command[1024];
		struct terminal *t;

		snprintf(command, sizeof command, "{ '%s' '%s'; echo status $? >&2; } %s", browser_program(), SAMPLES,
		         ways[i].redirection);
		t = browser_run(state, &options, "/bin/sh", "-c", command, NULL);
		assert_int_equal(terminal_wait_exit(t), 0);
		assert_true(browser_shows(t, ways[i].message));
		assert_true(browser_shows(t, "status 2"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_kinds_of_terminals),
		BROWSER_TEST(test_no_colour),
		BROWSER_TEST(test_ascii),
		BROWSER_TEST(test_terminals_that_cannot),
		BROWSER_TEST(test_not_a_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
