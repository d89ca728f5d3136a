/* Other programs on the terminal: pager, editor, the ordinary screen, the clipboard. */
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "browser.h"

static struct terminal *start(void **state, const char *const *env)
{
	struct terminal_options options = {.nrows = 24, .ncols = 80, .env = env};
	browser_copy_sample(state, "tingyu/2022-huaizhu.txt", "a.txt", NULL, NULL);
	struct terminal *t = browser_start(state, &options, browser_path(state, "a.txt"), NULL);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	return t;
}

static void test_pager(void **state)
{
	const char *const env[] = {"PAGER=printf '%s|' seen; read answer; :", NULL};
	struct terminal *t = start(state, env);
	assert_true(terminal_send(t, "no"));
	assert_true(terminal_wait_text(t, "seen|", BROWSER_WAIT_MS));
	assert_true(terminal_type(t, "<Enter>"));
	assert_true(terminal_wait_text(t, "! T3-BAL", BROWSER_WAIT_MS));
	assert_int_equal(browser_quit(t), 0);
}

/* A copy of the sample in GB18030. */
static void write_gb18030(void **state, const char *name)
{
	char *utf8 = browser_read_file(FIRST_SAMPLE), *in = utf8;
	size_t nin = strlen(utf8), nout = 2 * nin;
	char *bytes = malloc(nout), *out = bytes;
	iconv_t conversion = iconv_open("GB18030", "UTF-8");

	assert_non_null(bytes);
	assert_int_equal(iconv(conversion, &in, &nin, &out, &nout), 0);
	browser_write(state, name, bytes, (size_t)(out - bytes));
	iconv_close(conversion);
	free(bytes);
	free(utf8);
}

/* What the terminal could not show as it is comes to the pager as text, at the line of the cursor. */
static void test_pager_of_other_text(void **state)
{
	const char *const env[] = {"PAGER=show() { grep 结转下年度; echo \"from $1\"; read x </dev/tty; }; show", NULL};
	struct terminal_options options = {.nrows = 24, .ncols = 80, .env = env};

	write_gb18030(state, "b.txt");
	struct terminal *t = browser_start(state, &options, browser_path(state, "b.txt"), NULL);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	assert_true(terminal_send(t, "no"));
	assert_true(terminal_wait_text(t, "from +68", BROWSER_WAIT_MS));
	assert_true(browser_shows(t, "四、结转下年度继续办理"));
	assert_true(terminal_type(t, "<Enter>"));
	assert_true(terminal_wait_text(t, "! T3-BAL", BROWSER_WAIT_MS));
	assert_int_equal(browser_quit(t), 0);
}

/* A document is shown as what was read of it, and no editor gets its bytes. */
static void test_document(void **state)
{
	const char *const env[] = {"PAGER=show() { grep -c T3-BAL; read x </dev/tty; }; show", "EDITOR=echo edited",
				   "VISUAL", NULL};
	struct terminal_options options = {.nrows = 24, .ncols = 80, .env = env};

	browser_write_held(state, "report.docx");
	struct terminal *t = browser_start(state, &options, browser_path(state, "report.docx"), NULL);
	browser_release(state);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	assert_true(terminal_type(t, "n"));
	assert_true(terminal_send(t, "O"));
	assert_true(terminal_wait_text(t, "Made from a document that is no text; o shows what was", BROWSER_WAIT_MS));
	assert_false(browser_shows(t, "edited"));
	assert_true(terminal_send(t, "o"));
	assert_true(terminal_wait_gone(t, "Reports 1/1", BROWSER_WAIT_MS));
	assert_true(terminal_send(t, "<Enter>"));
	assert_true(terminal_wait_text(t, "Reports 1/1", BROWSER_WAIT_MS));
	assert_int_equal(browser_quit(t), 0);
}

/* What an editor writes is seen at once; it is told the line of the cursor. */
static void test_editor(void **state)
{
	const char *const env[] = {"VISUAL=set -- \"$1\"; edit() { echo $1 >\"$2.line\"; echo >\"$2\"; }; edit", NULL};
	struct terminal *t = start(state, env);
	assert_true(terminal_send(t, "nO"));
	assert_true(terminal_wait_text(t, "Not checked: ", BROWSER_WAIT_MS));
	char *line = browser_read_file(browser_path(state, "a.txt.line"));
	assert_true(line[0] == '+' && atoi(line + 1) > 10);
	free(line);
	assert_int_equal(browser_quit(t), 0);
}

static void test_programs_that_fail(void **state)
{
	const char *const env[] = {"PAGER=/no/such/pager", "EDITOR=kill -9 $$ #", "VISUAL", NULL};
	struct terminal *t = start(state, env);
	assert_true(terminal_send(t, "o"));
	assert_true(terminal_wait_text(t, "/no/such/pager was not found", BROWSER_WAIT_MS));
	assert_true(terminal_send(t, "O"));
	assert_true(terminal_wait_text(t, "was ended by a signal", BROWSER_WAIT_MS));
	assert_int_equal(browser_quit(t), 0);
}

/* The report stands on the ordinary screen as text, and Enter comes back. */
static void test_print(void **state)
{
	struct terminal *t = start(state, NULL);
	assert_true(terminal_send(t, "P"));
	assert_true(terminal_wait_text(t, "Enter goes back", BROWSER_WAIT_MS));
	assert_true(terminal_type(t, "<Enter>"));
	assert_true(terminal_wait_text(t, FIRST_TITLE, BROWSER_WAIT_MS));
	assert_int_equal(browser_quit(t), 0);
}

/* What the terminal was asked to put on its clipboard last: the text of base64 in OSC 52. */
static const char *clipboard(struct terminal *t)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	static const char start[] = "\033]52;c;";
	static char text[4096];
	size_t nraw, at, nbytes = 0, nbits = 0;
	const char *raw = terminal_raw(t, &nraw);
	unsigned bits = 0;

	for (at = nraw; at > 0 && strncmp(raw + at, start, sizeof start - 1) != 0; at--)
		;
	for (at += sizeof start - 1; at < nraw && raw[at] != '=' && raw[at] != '\a' && raw[at] != '\033'; at++) {
		const char *digit = strchr(digits, raw[at]);

		assert_non_null(digit);
		bits = bits << 6 | (unsigned)(digit - digits);
		nbits += 6;
		if (nbits >= 8 && nbytes + 1 < sizeof text) {
			nbits -= 8;
			text[nbytes++] = (char)(bits >> nbits & 0xFF);
		}
	}
	text[nbytes] = '\0';
	return text;
}

/* A row with tabs between its cells, its cells one by one, a finding whole. Marks are no part of the numbers. */
static void test_copy_cells(void **state)
{
	struct terminal *t = start(state, NULL);

	assert_true(terminal_type(t, "<Enter>:总计<Enter>c"));
	assert_true(browser_shows(t, "Copied: "));
	assert_string_equal(clipboard(t), "（七）总计\t2\t0\t0\t0\t0\t0\t2");
	assert_true(terminal_type(t, "c"));
	assert_string_equal(clipboard(t), "2");
	assert_true(terminal_type(t, "c"));
	assert_string_equal(clipboard(t), "0");
	assert_true(terminal_type(t, "ccccc"));
	assert_string_equal(clipboard(t), "2");
	/* Around again, and from the start in another row. */
	assert_true(terminal_type(t, "c"));
	assert_string_equal(clipboard(t), "（七）总计\t2\t0\t0\t0\t0\t0\t2");
	assert_true(terminal_type(t, "cjc"));
	assert_string_equal(clipboard(t), "四、结转下年\t0\t0\t0\t0\t0\t0\t0");
	assert_true(terminal_type(t, "jc"));
	assert_non_null(strstr(clipboard(t), ".txt:68: error T3-BAL 表三 自然人: 一、本年新收 1 + 二、上年结转 0 = 1 ≠ "));
	assert_non_null(strstr(clipboard(t), "difference -1"));
	assert_true(terminal_type(t, "<Backspace>c"));
	assert_non_null(strstr(clipboard(t), ".txt"));
	assert_int_equal(browser_quit(t), 0);
}

static void test_copy(void **state)
{
	struct terminal *t = start(state, NULL);
	assert_true(terminal_type(t, "c"));
	assert_true(browser_shows(t, "Copied: "));
	assert_true(terminal_type(t, "nc"));
	assert_true(browser_shows(t, "Copied: "));
	assert_int_equal(browser_quit(t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_pager), BROWSER_TEST(test_editor), BROWSER_TEST(test_programs_that_fail),
		BROWSER_TEST(test_print), BROWSER_TEST(test_copy),
		BROWSER_TEST(test_copy_cells), BROWSER_TEST(test_pager_of_other_text), BROWSER_TEST(test_document),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
