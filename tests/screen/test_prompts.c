/* Chinese text at every prompt, of terminals in UTF-8 and in GB18030; and at a prompt that is too narrow for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "browser.h"

enum { NARROW_NCOLS = 40, NARROW_NROWS = 12 };

/* Every key that asks for a text, typed in the list or in a report with the cursor on a finding. */
static const struct {
	const char *keys;
	const char *label;
} prompts[] = {
	{"/", "Name, or initials of its pinyin:"},
	{"f", "Show only:"},
	{"\\", "Search in all reports:"},
	{":", "Go to (line, s3, words of a heading):"},
	{"E", "Write the notice to (.txt .md .csv):"},
	{"n/", "Search (regular expression: / first):"},
	{"m", "Note:"},
	{"e", "Write the notice to (.txt .md .csv):"},
};

static void assert_prompt(struct terminal *t, const char *label, const char *text)
{
	char expected[512];
	int row, col;

	snprintf(expected, sizeof expected, "%s%s%s", label, *text != '\0' ? " " : "", text);
	if (!terminal_wait_text(t, expected, BROWSER_WAIT_MS))
		fail_msg("no prompt \"%s\"", expected);
	assert_true(terminal_settle(t));
	/* The cursor stands behind what was typed. */
	assert_true(terminal_cursor(t).is_visible);
	assert_true(terminal_find(t, expected, &row, &col));
	assert_int_equal(terminal_cursor(t).row, row);
}

static void type_at_every_prompt(struct terminal *t)
{
	for (size_t i = 0; i < sizeof prompts / sizeof prompts[0]; i++) {
		int before;

		assert_true(terminal_type(t, prompts[i].keys));
		assert_true(terminal_type(t, "<C-u>"));
		assert_prompt(t, prompts[i].label, "");
		before = terminal_cursor(t).col;
		assert_true(terminal_type(t, "申请　2024（一）"));
		assert_prompt(t, prompts[i].label, "申请　2024（一）");
		assert_int_equal(terminal_cursor(t).col, before + 16);
		/* Whole characters go. */
		assert_true(terminal_type(t, "<Backspace><Backspace>"));
		assert_prompt(t, prompts[i].label, "申请　2024（");
		assert_int_equal(terminal_cursor(t).col, before + 12);
		assert_true(terminal_type(t, "<Home><Right><Backspace>"));
		assert_prompt(t, prompts[i].label, "请　2024（");
		assert_int_equal(terminal_cursor(t).col, before);
		assert_true(terminal_send(t, "<C-c>"));
		assert_true(terminal_wait_gone(t, prompts[i].label, BROWSER_WAIT_MS));
		assert_true(terminal_settle(t));
	}
	assert_int_equal(terminal_ninvalid(t), 0);
}

static void test_every_prompt(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	type_at_every_prompt(t);
	assert_true(browser_is_line_straight(t, 23, 24));
	assert_int_equal(browser_quit(t), 0);
}

static void test_gb18030(void **state)
{
	struct terminal_options options = {0};
	struct terminal *t;

	if (!browser_use_gb18030(state, &options))
		skip();
	t = browser_start(state, &options, "--lang=en", SAMPLES, NULL);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	type_at_every_prompt(t);
	/* What is typed is found. */
	assert_true(terminal_type(t, "g/排涝站<Enter>"));
	assert_true(terminal_wait_text(t, "1 match;", BROWSER_WAIT_MS));
	assert_non_null(strstr(browser_cursor_text(t), "排涝站"));
	assert_true(terminal_type(t, "<Backspace>f教育局<Enter>"));
	assert_true(terminal_wait_text(t, "shown (教育局)", BROWSER_WAIT_MS));
	assert_int_equal(browser_quit(t), 0);
}

/* More than there is room for: the end is seen, where the cursor is, and no half character at the edges. */
static void test_narrow(void **state)
{
	static const char text[] = "这是一条很长的说明文字用来看看行尾的宽字符会不会被切成两半";
	struct terminal *t = browser_start_samples(state, NARROW_NROWS, NARROW_NCOLS);

	assert_true(terminal_type(t, "n"));
	/* One column more or less before the wide characters. */
	for (int i = 0; i < 2; i++) {
		assert_true(terminal_type(t, i == 0 ? "m" : "ma"));
		assert_true(terminal_type(t, text));
		assert_non_null(strstr(terminal_row_text(t, NARROW_NROWS - 1), "切成两半"));
		assert_null(strstr(terminal_row_text(t, NARROW_NROWS - 1), "\xEF\xBF\xBD"));
		assert_true(terminal_cursor(t).col < NARROW_NCOLS);
		assert_true(terminal_type(t, "<Home>"));
		assert_non_null(strstr(terminal_row_text(t, NARROW_NROWS - 1), "Note: "));
		assert_non_null(strstr(terminal_row_text(t, NARROW_NROWS - 1), "这是一条"));
		assert_true(terminal_type(t, "<End>"));
		terminal_resize(t, NARROW_NROWS, NARROW_NCOLS + 1);
		assert_true(terminal_settle(t));
		assert_non_null(strstr(terminal_row_text(t, NARROW_NROWS - 1), "切成两半"));
		terminal_resize(t, NARROW_NROWS, NARROW_NCOLS);
		assert_true(terminal_type(t, "<Enter>"));
		assert_true(terminal_wait_text(t, "Noted", BROWSER_WAIT_MS));
		assert_true(terminal_settle(t));
		assert_true(terminal_type(t, "u"));
	}
	/* A label that would take more than half of the line is a shorter one. */
	assert_true(terminal_type(t, "e<Home>"));
	assert_non_null(strstr(terminal_row_text(t, NARROW_NROWS - 1), "Write the notice to:汀榆县槐渚镇"));
	assert_true(terminal_type(t, "<C-g>:"));
	assert_string_equal(terminal_row_text(t, NARROW_NROWS - 1), "Go to:");
	assert_true(terminal_type(t, "<C-g>"));
	assert_int_equal(browser_quit(t), 0);
}

/* An empty prompt tells what may be typed, in words that the filter knows in both languages. */
static void test_hints(void **state)
{
	static const struct {
		const char *label, *hint, *shown;
	} languages[] = {
		{"Show only: ", "errors open year:2024 rule:T3-* in:folder requests>10 !zero", "0/0 /errors"},
		{"只显示：", "错误 未判 年份:2024 规则:T3-* 地区:目录 申请>10 !全零", "0/0 /错误"},
	};

	for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
		const struct terminal_options options = {0};
		struct terminal *t = browser_start(state, &options, i ? "--lang=zh" : "--lang=en", SAMPLES, NULL);
		char expected[256];

		assert_true(terminal_wait_text(t, FIRST_TITLE, BROWSER_WAIT_MS));
		assert_true(terminal_type(t, "f"));
		snprintf(expected, sizeof expected, "%s%s", languages[i].label, languages[i].hint);
		assert_true(browser_shows(t, expected));
		assert_true(terminal_type(t, "x"));
		assert_false(browser_shows(t, languages[i].hint));
		assert_true(terminal_type(t, "<Backspace>"));
		assert_true(browser_shows(t, expected));
		assert_true(terminal_type(t, languages[i].hint));
		assert_true(terminal_type(t, "<Enter>"));
		assert_true(browser_shows(t, languages[i].shown));
		assert_int_equal(browser_quit(t), 0);
	}
}

static void paste(struct terminal *t, const char *text)
{
	char bytes[256];
	int nbytes = snprintf(bytes, sizeof bytes, "\033[200~%s\033[201~", text);

	assert_true(terminal_send_bytes(t, bytes, (size_t)nbytes));
	assert_true(terminal_settle(t));
}

static bool was_sent(struct terminal *t, const char *text)
{
	size_t nbytes, length = strlen(text);
	const char *raw = terminal_raw(t, &nbytes);

	for (size_t i = 0; i + length <= nbytes; i++)
		if (memcmp(raw + i, text, length) == 0)
			return true;
	return false;
}

/* What is pasted by mistake does nothing: neither verdicts, nor is the program left. At a prompt it is text, of several
 * lines, too. */
static void test_pasted(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);
	size_t nbytes;

	assert_true(was_sent(t, "\033[?2004h"));
	assert_true(terminal_type(t, "n"));
	paste(t, "yd\rq");
	assert_true(browser_shows(t, "Pasted text is taken at a prompt only"));
	assert_false(browser_shows(t, "[confirmed]"));
	assert_true(terminal_type(t, "m"));
	paste(t, "\r\n第一行\tq\r\n第二行\n");
	assert_prompt(t, "Note:", "第一行 q 第二行");
	assert_true(terminal_type(t, "<Enter>"));
	assert_true(browser_shows(t, "[not judged: 第一行 q 第二行"));
	/* Pasting that never ends does, with <Esc>. */
	assert_true(terminal_send_bytes(t, "\033[200~abc", 9));
	assert_true(terminal_send(t, "<Esc>"));
	assert_true(terminal_wait_idle(t, 150));
	assert_true(terminal_type(t, "y"));
	assert_true(browser_shows(t, "[confirmed"));
	nbytes = terminal_nbytes(t);
	assert_int_equal(browser_quit(t), 0);
	assert_true(terminal_nbytes(t) > nbytes);
	assert_true(was_sent(t, "\033[?2004l"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_every_prompt),
		BROWSER_TEST(test_gb18030),
		BROWSER_TEST(test_narrow),
		BROWSER_TEST(test_hints),
		BROWSER_TEST(test_pasted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
