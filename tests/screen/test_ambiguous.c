/* Terminals that draw characters of ambiguous width (“ — ① ℃) over two columns, as many Chinese users have them set up:
 * the width is measured or configured, and nothing is out of line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "browser.h"

enum { LIST_NCOLS = 24, LAST_ROW = 23, MAX_NPAGES = 20 };

#define SAMPLE "tingyu/2022-huaizhu.txt"
/* Of every width in turn, so that at each edge there is sometimes half a character too many. */
#define ODD_TEXT "“甲”—乙①丙℃a·丁±b…“戊己”庚—辛①壬℃“癸”"

/* Reports with such characters in the name of the body, a heading, the prose and a label. */
static struct terminal *start(void **state, const char *config, bool wide)
{
	const struct terminal_options options = {.wide_ambiguous = wide};
	struct terminal *t;

	browser_write_text(state, ".home/.config/gouji/config", config);
	browser_copy_sample(state, SAMPLE, "in/a.txt", "\n", "\n　　" ODD_TEXT ODD_TEXT ODD_TEXT ODD_TEXT "\n");
	browser_copy_sample(state, SAMPLE, "in/b.txt", "槐渚镇人民政府2022年", "“槐·渚—”镇人民政府2022年");
	browser_copy_sample(state, SAMPLE, "in/c.txt", "一、总体情况", "一、“总体”情况" ODD_TEXT);
	t = browser_start(state, &options, browser_path(state, "in"), NULL);
	assert_true(browser_wait_loaded(t, NULL));
	return t;
}

/* Looks at every page of every report. */
static void assert_straight(struct terminal *t)
{
	bool was_wide = false;

	for (int report = 0; report < 3; report++) {
		assert_true(terminal_type(t, report == 0 ? "<Enter>g" : "Jg"));
		for (int page = 0; page < MAX_NPAGES; page++) {
			assert_true(browser_is_line_straight(t, LAST_ROW, LIST_NCOLS));
			was_wide |= browser_shows(t, "〓");
			assert_true(terminal_type(t, "<PageDown>"));
		}
	}
	assert_true(was_wide);
	/* Typed, too. */
	assert_true(terminal_type(t, "/“甲”—乙"));
	assert_true(browser_is_line_straight(t, LAST_ROW, LIST_NCOLS));
	assert_true(browser_shows(t, "first): 〓甲〓〓乙"));
	assert_true(terminal_type(t, "<Backspace>"));
	assert_true(browser_shows(t, "first): 〓甲〓〓"));
	assert_false(browser_shows(t, "first): 〓甲〓〓乙"));
	assert_true(terminal_type(t, "<Enter>"));
	terminal_resize(t, 24, 79);
	assert_true(terminal_settle(t));
	assert_int_equal(browser_quit(t), 0);
}

static void test_measured(void **state)
{
	assert_straight(start(state, "set ambiguous-width measure\n", true));
}

static void test_configured(void **state)
{
	assert_straight(start(state, "set ambiguous-width 2\n", true));
}

/* What a terminal draws wide while the program takes it for narrow is out of line: the test can tell. */
static void test_not_told(void **state)
{
	struct terminal *t = start(state, "set ambiguous-width 1\n", true);

	assert_true(terminal_type(t, "<Enter>"));
	assert_false(browser_is_line_straight(t, LAST_ROW, LIST_NCOLS));
	assert_int_equal(browser_quit(t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_measured),
		BROWSER_TEST(test_configured),
		BROWSER_TEST(test_not_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
