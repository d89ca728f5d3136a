/* Whatever was drawn over whatever: the screen is the one that is drawn from nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "browser.h"

/* What may be typed in any order without leaving the program. */
static const char *const keys[] = {
	"j", "k", "j", "<PageDown>", "<PageUp>", "<C-d>", "<C-u>", "g", "G", "n", "N", "x", "X", "]", "[", "}", "{",
	"<Tab>", "<Enter>", "<Backspace>", "h", "l", "v", "s", "S", "#", "J", "K", ")", "(", "$", "^", "w", "z", "+",
	"-", "<lt>", ">",
};
enum { NKEYS = sizeof keys / sizeof keys[0], NROUNDS = 20 };

static bool is_blank(struct terminal_cell cell)
{
	return cell.ch == ' ' && !cell.underline && !cell.reverse && cell.bg == TERMINAL_COLOUR_DEFAULT;
}

/* Whether two cells look the same; the attributes of a blank do not show. */
static bool look_same(struct terminal_cell a, struct terminal_cell b)
{
	if (is_blank(a) && is_blank(b))
		return true;
	return a.ch == b.ch && a.width == b.width && a.bold == b.bold && a.dim == b.dim && a.underline == b.underline &&
	       a.reverse == b.reverse && a.fg == b.fg && a.bg == b.bg;
}

static struct terminal_cell *copy_cells(struct terminal *t, int *count)
{
	int nrows, ncols;
	struct terminal_cell *cells;

	terminal_size(t, &nrows, &ncols);
	*count = nrows * ncols;
	cells = calloc((size_t)*count, sizeof *cells);
	assert_non_null(cells);
	for (int i = 0; i < *count; i++)
		cells[i] = terminal_cell_attrs(t, i / ncols, i % ncols);
	return cells;
}

/* Compares the screen with the one after C-l, which sends all of it anew, and ends a message of the status line. The
 * first cell that differs, or -1. */
static int find_difference(struct terminal *t, int quiet_ms)
{
	int count, nrows, ncols, found = -1;
	struct terminal_cell *before, *after;

	assert_true(terminal_wait_idle(t, quiet_ms));
	before = copy_cells(t, &count);
	assert_true(terminal_type(t, "<C-l>"));
	after = copy_cells(t, &count);
	terminal_size(t, &nrows, &ncols);
	for (int i = 0; i < count - ncols && found < 0; i++)
		if (!look_same(before[i], after[i]))
			found = i;
	free(before);
	free(after);
	return found;
}

/* Types keys and compares. On a busy machine the panes that follow the list may come in between: then once more, with
 * time for that. */
static void assert_as_drawn_anew(struct terminal *t, const char *typed)
{
	enum { QUIET_MS = 130, LONG_MS = 1500 };
	int nrows, ncols, found;

	assert_true(terminal_type(t, typed));
	if (find_difference(t, QUIET_MS) < 0)
		return;
	assert_true(terminal_type(t, typed));
	found = find_difference(t, LONG_MS);
	terminal_size(t, &nrows, &ncols);
	if (found >= 0) {
		terminal_print(t, "drawn anew");
		fail_msg("row %d, column %d was another after %s", found / ncols, found % ncols, typed);
	}
}

static void walk(void **state, int nrows, int ncols, uint32_t random, const char *term)
{
	const struct terminal_options options = {.nrows = nrows, .ncols = ncols, .term = term};
	struct terminal *t = browser_start(state, &options, SAMPLES, "tests/samples", NULL);

	assert_true(browser_wait_loaded(t, NULL));
	for (int round = 0; round < NROUNDS; round++) {
		char typed[256] = "";

		for (int i = 0; i < 3; i++) {
			random = random * 1664525 + 1013904223;
			strcat(typed, keys[random / 65536 % NKEYS]);
		}
		assert_as_drawn_anew(t, typed);
	}
}

static void test_two_panes(void **state)
{
	walk(state, 24, 80, 1, NULL);
}

static void test_three_panes(void **state)
{
	walk(state, 30, 130, 2, "screen-256color");
}

/* Where rows of the whole width are scrolled. */
static void test_one_pane(void **state)
{
	walk(state, 24, 50, 3, NULL);
	walk(state, 12, 41, 4, "tmux-256color");
}

/* Terminals that curses paints for. */
static void test_curses(void **state)
{
	walk(state, 24, 80, 5, "linux");
}

static void test_sizes(void **state)
{
	static const int sizes[][2] = {{24, 81}, {10, 40}, {30, 120}, {24, 79}, {5, 20}, {24, 80}};
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "nnn"));
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		terminal_resize(t, sizes[i][0], sizes[i][1]);
		assert_true(terminal_settle(t));
		assert_as_drawn_anew(t, "jjk<PageDown>");
	}
	assert_int_equal(browser_quit(t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_two_panes), BROWSER_TEST(test_three_panes), BROWSER_TEST(test_one_pane),
		BROWSER_TEST(test_curses),    BROWSER_TEST(test_sizes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
