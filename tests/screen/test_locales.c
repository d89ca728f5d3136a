/* Locales: what the terminal is sent, and in which language. */
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

#define ENGLISH NSAMPLES " files, "
#define CHINESE NSAMPLES " 个文件"

static void assert_text(struct terminal *t, const char *text)
{
	assert_true(terminal_wait_text(t, text, BROWSER_WAIT_MS));
	assert_true(terminal_settle(t));
}

/* The first finding on the screen of a terminal that takes Chinese text. */
static void assert_finding(struct terminal *t, const char *total)
{
	assert_text(t, total);
	assert_text(t, FIRST_TITLE);
	assert_true(terminal_type(t, "n"));
	assert_text(t, "! T3-BAL 表三 自然人");
	assert_int_equal(terminal_ninvalid(t), 0);
	assert_true(browser_is_line_straight(t, 23, 24));
	assert_int_equal(browser_quit(t), 0);
}

/* Where the locale says ASCII, a UTF-8 one is taken: over SSH the locale is often lost. */
static void test_plain_locales(void **state)
{
	static const char *const locales[] = {"C", "POSIX", TERMINAL_LOCALE_UNSET, "C.UTF-8", "xx_XX.UTF-8"};

	for (size_t i = 0; i < sizeof locales / sizeof locales[0]; i++) {
		const struct terminal_options options = {.locale = locales[i]};

		assert_finding(browser_start(state, &options, SAMPLES, NULL), ENGLISH);
	}
}

/* The language follows the name of the locale, installed or not. */
static void test_chinese_messages(void **state)
{
	const struct terminal_options options = {.locale = "zh_CN.UTF-8"};
	const struct terminal_options lang = {.locale = TERMINAL_LOCALE_UNSET,
	                                      .env = (const char *const[]){"LANG=zh_CN.UTF-8", NULL}};
	struct terminal *t = browser_start(state, &options, SAMPLES, NULL);

	assert_text(t, CHINESE);
	assert_text(t, FIRST_TITLE);
	assert_true(golden_check(t, "locales-chinese-start"));
	assert_true(terminal_type(t, "n"));
	assert_true(golden_check(t, "locales-chinese-finding"));
	assert_true(terminal_type(t, "?"));
	assert_true(golden_check(t, "locales-chinese-help"));
	assert_true(terminal_type(t, "G"));
	assert_true(golden_check(t, "locales-chinese-help-end"));
	assert_finding(browser_start(state, &lang, SAMPLES, NULL), CHINESE);
}

static void test_language_option(void **state)
{
	const struct terminal_options chinese = {.locale = "zh_CN.UTF-8"}, plain = {.locale = "C.UTF-8"};

	assert_finding(browser_start(state, &chinese, "--lang", "en", SAMPLES, NULL), ENGLISH);
	assert_finding(browser_start(state, &plain, "--lang=zh", SAMPLES, NULL), CHINESE);
}

static bool has_utf8(struct terminal *t, const char *text)
{
	size_t nbytes, length = strlen(text);
	const char *raw = terminal_raw(t, &nbytes);

	for (size_t i = 0; i + length <= nbytes; i++)
		if (memcmp(raw + i, text, length) == 0)
			return true;
	return false;
}

static void test_gb18030(void **state)
{
	struct terminal_options options = {0};
	struct terminal *t;

	if (!browser_use_gb18030(state, &options))
		skip();
	t = browser_start(state, &options, SAMPLES, NULL);
	assert_text(t, CHINESE);
	assert_text(t, FIRST_TITLE);
	assert_true(golden_check(t, "locales-gb18030-start"));
	assert_true(terminal_type(t, "n"));
	assert_true(golden_check(t, "locales-gb18030-finding"));
	assert_true(browser_is_line_straight(t, 23, 24));
	assert_true(terminal_type(t, "?Gq"));
	assert_int_equal(terminal_ninvalid(t), 0);
	assert_false(has_utf8(t, "表三"));
	assert_int_equal(browser_quit(t), 0);
	/* Messages on standard error, too. */
	t = browser_start(state, &options, "没有这个文件", NULL);
	assert_int_equal(terminal_wait_exit(t), 2);
	assert_int_equal(terminal_ninvalid(t), 0);
	assert_true(browser_shows(t, "没有这个文件"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_plain_locales),
		BROWSER_TEST(test_chinese_messages),
		BROWSER_TEST(test_language_option),
		BROWSER_TEST(test_gb18030),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
