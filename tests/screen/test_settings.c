/* What a configuration sets beyond keys and colours, and what is remembered between runs. */
/* memmem is no part of POSIX. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "browser.h"

#define STATE_FILE ".home/.local/state/gouji/state"

enum { LIST_NCOLS = 24 };

/* On the samples with a configuration of these lines. */
static struct terminal *start(void **state, const char *config)
{
	browser_write_text(state, ".home/.config/gouji/config", config);
	return browser_start_samples(state, 24, 80);
}

/* Presses a button of the mouse as xterm tells it: 0 left, 64 and 65 the wheel. */
static void press(struct terminal *t, int button, int row, int col)
{
	char bytes[64];

	snprintf(bytes, sizeof bytes, "\033[<%d;%d;%dM\033[<%d;%d;%dm", button, col + 1, row + 1, button, col + 1,
		 row + 1);
	assert_true(terminal_send_bytes(t, bytes, strlen(bytes)));
	assert_true(terminal_settle(t));
}

static void test_mouse(void **state)
{
	struct terminal *t = start(state, "set mouse on\n");

	press(t, 0, 3, 5);
	assert_true(browser_shows(t, "Reports 3/" NSAMPLES));
	assert_int_equal(terminal_cursor(t).row, 3);
	/* A click on the cursor opens, one on another pane gives it the focus. */
	press(t, 0, 3, 5);
	assert_int_equal(terminal_cell_attrs(t, 0, LIST_NCOLS + 1).ch, '*');
	press(t, 0, 5, 40);
	assert_int_equal(terminal_cursor(t).row, 5);
	press(t, 0, 0, 3);
	assert_int_equal(terminal_cell_attrs(t, 0, 0).ch, '*');
	assert_int_equal(terminal_cursor(t).row, 3);
	/* The wheel scrolls what is under the pointer; the cursor stays in sight. */
	press(t, 65, 5, 5);
	assert_true(browser_shows(t, "Reports 4/" NSAMPLES));
	press(t, 64, 5, 5);
	assert_true(browser_shows(t, "Reports 4/" NSAMPLES));
	press(t, 65, 5, 60);
	press(t, 64, 5, 60);
	press(t, 64, 5, 60);
	/* Beside everything: the line between the panes, and the status line. */
	press(t, 0, 5, LIST_NCOLS);
	press(t, 0, 23, 5);
	assert_true(terminal_type(t, "?"));
	press(t, 65, 5, 5);
	press(t, 0, 5, 5);
	assert_true(terminal_type(t, "q"));
	assert_true(browser_shows(t, "Reports 4/" NSAMPLES));
	assert_int_equal(browser_quit(t), 0);
}

/* Off, the terminal is not even asked to tell of it. */
static void test_no_mouse(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);
	size_t nbytes;
	const char *raw = terminal_raw(t, &nbytes);

	assert_null(memmem(raw, nbytes, "1000h", 5));
	t = start(state, "set mouse on\n");
	raw = terminal_raw(t, &nbytes);
	assert_non_null(memmem(raw, nbytes, "1000h", 5));
}

/* The emulator says that it draws them narrow. */
static void test_measured_width(void **state)
{
	struct terminal *t = start(state, "set ambiguous-width measure\n");
	size_t nbytes;
	const char *raw = terminal_raw(t, &nbytes);

	assert_non_null(memmem(raw, nbytes, "①\033[6n", 7));
	assert_false(browser_shows(t, "①"));
	assert_true(browser_is_line_straight(t, 23, LIST_NCOLS));
	assert_true(terminal_type(t, "j"));
	assert_true(browser_shows(t, "Reports 2/" NSAMPLES));
	assert_int_equal(browser_quit(t), 0);
}

/* Wider and narrower by keys, and so the next time; on a wide screen as usual. */
static void test_widths_are_remembered(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "++"));
	assert_true(browser_is_line_straight(t, 23, LIST_NCOLS + 4));
	assert_true(terminal_type(t, "<Enter>-"));
	assert_true(browser_is_line_straight(t, 23, LIST_NCOLS + 2));
	for (int i = 0; i < 30; i++)
		assert_true(terminal_type(t, "+"));
	assert_true(browser_is_line_straight(t, 23, 39));
	for (int i = 0; i < 30; i++)
		assert_true(terminal_type(t, "-"));
	assert_true(browser_is_line_straight(t, 23, 12));
	assert_int_equal(browser_quit(t), 0);
	t = browser_start_samples(state, 24, 80);
	assert_true(browser_is_line_straight(t, 23, 12));
	terminal_resize(t, 24, 120);
	assert_true(terminal_settle(t));
	assert_true(browser_is_line_straight(t, 23, 34));
	assert_int_equal(browser_quit(t), 0);
	/* What is configured comes first. */
	t = start(state, "set list-width 30\n");
	assert_true(browser_is_line_straight(t, 23, 30));
	assert_int_equal(browser_quit(t), 0);
}

static void test_history_is_remembered(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);
	char *text;

	assert_true(terminal_type(t, "/教育<Enter>/教育局<Enter>ferrors<Enter>"));
	assert_int_equal(browser_quit(t), 0);
	t = browser_start_samples(state, 24, 80);
	assert_true(terminal_type(t, "/<Up>"));
	assert_true(browser_shows(t, "教育局"));
	assert_true(terminal_type(t, "<Up>"));
	assert_non_null(strstr(terminal_row_text(t, 23), "教育"));
	assert_null(strstr(terminal_row_text(t, 23), "教育局"));
	/* A signal, which may come behind keys that were typed with it. */
	assert_true(terminal_type(t, "<C-c>"));
	assert_true(terminal_wait_gone(t, "initials", BROWSER_WAIT_MS));
	assert_true(terminal_type(t, "f<Up>"));
	assert_true(browser_shows(t, "Show only: errors"));
	assert_true(terminal_type(t, "<C-c>"));
	assert_int_equal(browser_quit(t), 0);
	text = browser_read_file(browser_path(state, STATE_FILE));
	assert_non_null(strstr(text, "search 教育\nsearch 教育局\nfilter errors\n"));
	free(text);
}

/* Lines that make no sense are passed over. */
static void test_damaged_state(void **state)
{
	static const char damaged[] =
		"\0\377\376\nwidth\nwidth list\nwidth list two 0\nwidth list two 99999999999999999999\n"
		"width report two 5\nwidth list four 30\nsearch\nsearch \033[2J\nsearch x\xE6\n"
		"unknown words\nsearch good\nwidth list two 30";
	struct terminal *t;

	browser_write(state, STATE_FILE, damaged + 2, sizeof damaged - 3);
	t = browser_start_samples(state, 24, 80);
	assert_true(terminal_type(t, "/<Up><Up><Up>"));
	assert_non_null(strstr(terminal_row_text(t, 23), "good"));
	assert_true(terminal_type(t, "<C-c>"));
	assert_int_equal(browser_quit(t), 0);
	browser_write(state, STATE_FILE, damaged, sizeof damaged - 1);
	t = browser_start_samples(state, 24, 80);
	assert_int_equal(browser_quit(t), 0);
}

/* The first screen stands before the rules are read: their faults are told behind it, on the screen from before. */
static void test_faulty_rules(void **state)
{
	static const struct terminal_options wide = {.nrows = 24, .ncols = 200};

	browser_write_text(state, ".home/.config/gouji/rules/own.rules", "rule A error\n");
	struct terminal *t = browser_start(state, &wide, SAMPLES, NULL);

	assert_int_equal(terminal_wait_exit(t), 2);
	assert_false(terminal_is_altscreen(t));
	assert_true(terminal_is_cooked(t));
	assert_true(browser_shows(t, "own.rules:1"));
	t = browser_start(state, &wide, "--roster", "/none/such", SAMPLES, NULL);
	assert_int_equal(terminal_wait_exit(t), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_mouse),
		BROWSER_TEST(test_no_mouse),
		BROWSER_TEST(test_measured_width),
		BROWSER_TEST(test_widths_are_remembered),
		BROWSER_TEST(test_history_is_remembered),
		BROWSER_TEST(test_damaged_state),
		BROWSER_TEST(test_faulty_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
