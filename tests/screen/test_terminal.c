/* Tests of the terminal itself, on small shell programs. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "golden.h"
#include "terminal.h"

enum { SOON_MS = 5000, FAIL_MS = 20 };

static struct terminal *start(void **state, struct terminal_options options, const char *script)
{
	const char *const argv[] = {"/bin/sh", "-c", script, NULL};

	terminal_stop(*state);
	options.argv = argv;
	*state = terminal_start(&options);
	return *state;
}

static struct terminal *start_script(void **state, const char *script)
{
	return start(state, (struct terminal_options){.nrows = 6, .ncols = 40}, script);
}

/* For programs that read keys one by one. */
#define RAW "stty raw -echo; "
#define READ_KEYS "od -An -v -tx1 -w1 -N"

static int stop(void **state)
{
	terminal_stop(*state);
	*state = NULL;
	return 0;
}

static void test_text_at_a_place(void **state)
{
	struct terminal *t = start_script(state, "printf '\\033[2J\\033[3;5Hhello  \\033[6;40Hx'; read line");
	int row, col;

	assert_true(terminal_wait_text(t, "hello", SOON_MS));
	assert_true(terminal_settle(t));
	assert_string_equal(terminal_row_text(t, 2), "    hello");
	assert_true(terminal_find(t, "llo", &row, &col));
	assert_int_equal(row, 2);
	assert_int_equal(col, 6);
	assert_false(terminal_find(t, "nowhere", &row, &col));
	assert_string_equal(terminal_screen_text(t), "\n\n    hello\n\n\n                                       x");
}

static void test_wide_characters(void **state)
{
	struct terminal *t = start_script(state, "printf 'a勾e\\314\\201股弦z\\n'; read line");
	int row, col;

	assert_true(terminal_wait_text(t, "弦z", SOON_MS));
	assert_string_equal(terminal_row_text(t, 0), "a勾e\314\201股弦z");
	assert_true(terminal_find(t, "弦", &row, &col));
	assert_int_equal(col, 6);
	assert_int_equal(terminal_cell_attrs(t, 0, 1).width, 2);
	assert_int_equal(terminal_cell_attrs(t, 0, 1).ch, 0x52fe);
	assert_int_equal(terminal_cell_attrs(t, 0, 2).width, 0);
	assert_int_equal(terminal_cell_attrs(t, 0, 2).ch, 0);
	assert_int_equal(terminal_cell_attrs(t, 0, 3).ch, 'e');
	assert_int_equal(terminal_ninvalid(t), 0);
}

static void test_attributes(void **state)
{
	struct terminal *t = start_script(state, "printf '\\033[1;31mB\\033[0;2mD\\033[22mN\\033[7;4;44mR\\033[m"
	                                         "\\033[38;5;2;48;5;200mC\\033[m\\033[38;2;1;2;3mT"
	                                         "\\033[m.'; read line");

	assert_true(terminal_wait_text(t, "BDNRCT.", SOON_MS));
	assert_true(terminal_cell_attrs(t, 0, 0).bold);
	assert_int_equal(terminal_cell_attrs(t, 0, 0).fg, 1);
	assert_int_equal(terminal_cell_attrs(t, 0, 0).bg, TERMINAL_COLOUR_DEFAULT);
	assert_true(terminal_cell_attrs(t, 0, 1).dim);
	assert_false(terminal_cell_attrs(t, 0, 1).bold);
	assert_false(terminal_cell_attrs(t, 0, 2).dim);
	assert_true(terminal_cell_attrs(t, 0, 3).reverse);
	assert_true(terminal_cell_attrs(t, 0, 3).underline);
	assert_int_equal(terminal_cell_attrs(t, 0, 3).bg, 4);
	assert_int_equal(terminal_cell_attrs(t, 0, 4).fg, 2);
	assert_int_equal(terminal_cell_attrs(t, 0, 4).bg, 200);
	assert_false(terminal_cell_attrs(t, 0, 4).dim);
	assert_int_equal(terminal_cell_attrs(t, 0, 5).fg, TERMINAL_COLOUR_RGB | 0x010203);
	assert_false(terminal_cell_attrs(t, 0, 6).reverse);
	assert_int_equal(terminal_cell_attrs(t, 0, 6).fg, TERMINAL_COLOUR_DEFAULT);
}

static void test_repeated_characters(void **state)
{
	struct terminal *t = start(state, (struct terminal_options){.nrows = 3, .ncols = 10},
	                           "printf '=\\033[8b.x\\033[2b\\r\\n'; printf 'é\\033(B\\033[b\\033(0q\\033[3b'");

	assert_int_equal(terminal_wait_exit(t), 0);
	assert_string_equal(terminal_screen_text(t), "=========.\nxxx\néé────");
}

static void test_cursor_modes_and_bell(void **state)
{
	struct terminal *t = start_script(state, "printf '\\033[?1049h\\033[?25l\\a\\a\\033[2;4Hx'; read line;"
	                                         "printf '\\033[?25h\\033[?1049l'; read line");

	assert_true(terminal_wait_text(t, "x", SOON_MS));
	assert_true(terminal_settle(t));
	assert_true(terminal_is_altscreen(t));
	assert_false(terminal_cursor(t).is_visible);
	assert_int_equal(terminal_cursor(t).row, 1);
	assert_int_equal(terminal_cursor(t).col, 4);
	assert_int_equal(terminal_nbells(t), 2);
	assert_true(terminal_type(t, "<Enter>"));
	assert_false(terminal_is_altscreen(t));
	assert_true(terminal_cursor(t).is_visible);
	assert_string_equal(terminal_screen_text(t), "\n\n\n\n\n");
}

static void test_keys(void **state)
{
	struct terminal *t = start_script(state, RAW "printf ready; " READ_KEYS "22 | tr -d '\\n'");

	assert_true(terminal_wait_text(t, "ready", SOON_MS));
	assert_true(terminal_send(t, "j<lt><Enter><Tab><Esc><C-l><C-i><A-x><Up><PageDown><Delete>"
	                             "<Backspace><C-Space>"));
	assert_int_equal(terminal_wait_exit(t), 0);
	assert_string_equal(terminal_row_text(t, 0), "ready 6a 3c 0d 09 1b 0c 09 1b 78 1b 5b 4");
	assert_string_equal(terminal_row_text(t, 1), "1 1b 5b 36 7e 1b 5b 33 7e 7f 00");
}

static void test_application_cursor_keys(void **state)
{
	struct terminal *t = start_script(state, RAW "printf '\\033[?1h\\033=ready'; " READ_KEYS "12 | tr -d '\\n'");

	assert_true(terminal_wait_text(t, "ready", SOON_MS));
	assert_true(terminal_send(t, "<Up><Home><F1><S-Tab>"));
	assert_int_equal(terminal_wait_exit(t), 0);
	assert_string_equal(terminal_row_text(t, 0), "ready 1b 4f 41 1b 4f 48 1b 4f 50 1b 5b 5");
}

static void test_unknown_key(void **state)
{
	struct terminal *t = start_script(state, "read line; echo \"[$line]\"");

	assert_false(terminal_send(t, "a<Nosuchkey>b"));
	assert_false(terminal_send(t, "a<"));
	assert_true(terminal_send(t, "c<Enter>"));
	assert_int_equal(terminal_wait_exit(t), 0);
	assert_true(terminal_wait_text(t, "[c]", 0));
}

static void test_question_is_answered(void **state)
{
	struct terminal *t = start_script(state, RAW "printf '\\033[3;7H\\033[6n'; " READ_KEYS "6 | tr -d '\\n'");

	assert_int_equal(terminal_wait_exit(t), 0);
	assert_string_equal(terminal_row_text(t, 2), "       1b 5b 33 3b 37 52");
}

static void test_settle_after_each_key(void **state)
{
	/* One process, which works for a while before it answers. */
	struct terminal *t = start_script(state, "stty -echo; i=0; printf 'n=0;'; while read line; do i=$((i+1)); j=0; "
	                                         "while [ $j -lt 300 ]; do j=$((j+1)); done; "
	                                         "printf \"\\rn=$i;\"; done");
	char expected[32];

	assert_true(terminal_wait_text(t, "n=0;", SOON_MS));
	for (int i = 1; i <= 100; i++) {
		assert_true(terminal_type(t, "k<Enter>"));
		snprintf(expected, sizeof expected, "n=%d;", i);
		assert_string_equal(terminal_row_text(t, 0), expected);
	}
	assert_null(strstr(terminal_raw(t, &(size_t){0}), "settled"));
}

static void test_resize(void **state)
{
	struct terminal *t = start_script(state, "trap 'stty size' WINCH; stty size; while :; do read line; done");
	int nrows, ncols;

	assert_true(terminal_wait_text(t, "6 40", SOON_MS));
	/* A signal just before `read` would be noticed only after it. */
	assert_true(terminal_settle(t));
	terminal_resize(t, 10, 33);
	assert_true(terminal_wait_text(t, "10 33", SOON_MS));
	terminal_size(t, &nrows, &ncols);
	assert_int_equal(nrows, 10);
	assert_int_equal(ncols, 33);
	assert_true(terminal_settle(t));
	terminal_resize(t, 50, 132);
	assert_true(terminal_wait_text(t, "50 132", SOON_MS));
}

static void test_environment(void **state)
{
	const char *const env[] = {"EXTRA=one", "HOME=/nowhere", "EXTRA=two", "GONE=1", "GONE", NULL};
	struct terminal_options options = {.env = env, .cwd = "/usr", .term = "vt100"};
	struct terminal *t;

	setenv("SHOULD_NOT_LEAK", "1", 1);
	t = start(state, options, "echo $HOME $EXTRA $TERM $LC_ALL; pwd; "
	                          "echo \"[$SHOULD_NOT_LEAK$GONE$LINES$COLUMNS$LANG]\"");
	assert_int_equal(terminal_wait_exit(t), 0);
	assert_string_equal(terminal_row_text(t, 0), "/nowhere two vt100 C.UTF-8");
	assert_string_equal(terminal_row_text(t, 1), "/usr");
	assert_string_equal(terminal_row_text(t, 2), "[]");
	assert_string_equal(terminal_description(t), "80x24 C.UTF-8 TERM=vt100");

	options.locale = TERMINAL_LOCALE_UNSET;
	t = start(state, options, "echo \"[${LC_ALL-unset} ${LC_CTYPE-unset} ${LANG-unset}]\"");
	assert_int_equal(terminal_wait_exit(t), 0);
	assert_string_equal(terminal_row_text(t, 0), "[unset unset unset]");
}

static void test_ends_of_programs(void **state)
{
	struct terminal *t = start_script(state, "seq 1 5000; printf last; exit 7");

	assert_int_equal(terminal_wait_exit(t), 7);
	assert_string_equal(terminal_row_text(t, 5), "last");
	assert_true(terminal_is_cooked(t));
	assert_true(terminal_settle(t));
	assert_int_equal(terminal_wait_exit(t), 7);

	/* It ended before anything was read. */
	t = start_script(state, "printf unread");
	assert_int_equal(waitid(P_ALL, 0, &(siginfo_t){0}, WEXITED | WNOWAIT), 0);
	assert_int_equal(terminal_wait_exit(t), 0);
	assert_string_equal(terminal_row_text(t, 0), "unread");

	t = start_script(state, RAW "kill -TERM $$");
	assert_int_equal(terminal_wait_exit(t), -SIGTERM);
	assert_false(terminal_is_cooked(t));

	t = start_script(state, "trap 'exit 9' USR1; echo ready; while :; do read line; done");
	assert_true(terminal_wait_text(t, "ready", SOON_MS));
	terminal_signal(t, SIGUSR1);
	assert_int_equal(terminal_wait_exit(t), 9);

	stop(state);
	t = terminal_start(&(struct terminal_options){.argv = (const char *const[]){"/no/such/program", NULL}});
	*state = t;
	assert_int_equal(terminal_wait_exit(t), 127);
	assert_true(terminal_wait_text(t, "/no/such/program: No such file", 0));
}

static void test_hangup(void **state)
{
	struct terminal *t = start_script(state, "echo ready; read line; sleep 60");

	/* The end of the input may come before the signal. */
	assert_true(terminal_wait_text(t, "ready", SOON_MS));
	terminal_hangup(t);
	assert_int_equal(terminal_wait_exit(t), -SIGHUP);

	/* Ignoring the signal, the program sees the end of its input. */
	t = start_script(state, "trap '' HUP; echo ready; read line || exit 4");
	assert_true(terminal_wait_text(t, "ready", SOON_MS));
	terminal_hangup(t);
	assert_int_equal(terminal_wait_exit(t), 4);
	assert_string_equal(terminal_row_text(t, 0), "ready");
}

static void test_processor_time(void **state)
{
	struct terminal *t = start_script(state, "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done");

	assert_int_equal(terminal_cpu_us(t), 0);
	assert_int_equal(terminal_wait_exit(t), 0);
	assert_in_range(terminal_cpu_us(t), 500, 5000000);
}

static void test_gb18030(void **state)
{
	struct terminal_options options = {.nrows = 4, .ncols = 40, .charset = "GB18030"};
	/* U+4E2D U+6587; U+20000 in four bytes; a byte that begins nothing; the key that came. */
	struct terminal *t = start(state, options, RAW "printf '\\326\\320\\316'; printf '\\304|';"
	                                               "printf '\\225\\062'; printf '\\202\\066|\\377|\\033[1mb';"
	                                               READ_KEYS "3 | tr -d '\\n'");

	assert_true(terminal_wait_text(t, "中文|\U00020000|\xef\xbf\xbd|b", SOON_MS));
	assert_int_equal(terminal_ninvalid(t), 1);
	assert_true(terminal_cell_attrs(t, 0, 10).bold);
	assert_int_equal(terminal_nbytes(t), 17);
	assert_true(terminal_send(t, "中x"));
	assert_int_equal(terminal_wait_exit(t), 0);
	assert_true(terminal_wait_text(t, "b d6 d0 78", 0));
}

static void test_invalid_utf8(void **state)
{
	struct terminal *t = start_script(state, "printf 'a\\300\\257b'; printf '\\344'; "
	                                         "printf '\\270\\255.'");
	size_t nbytes;

	assert_int_equal(terminal_wait_exit(t), 0);
	assert_string_equal(terminal_row_text(t, 0), "a\xef\xbf\xbd\xef\xbf\xbd"
	                                             "b中.");
	assert_int_equal(terminal_ninvalid(t), 2);
	assert_string_equal(terminal_raw(t, &nbytes), "a\300\257b中.");
	assert_int_equal(nbytes, terminal_nbytes(t));
}

static void test_waits_have_deadlines(void **state)
{
	struct terminal *t = start_script(state, "echo here; read line; printf '\\033[2J'; read line");

	assert_true(terminal_wait_text(t, "here", SOON_MS));
	assert_false(terminal_wait_text(t, "not here", FAIL_MS));
	assert_false(terminal_wait_gone(t, "here", FAIL_MS));
	assert_true(terminal_wait_idle(t, FAIL_MS));
	assert_true(terminal_send(t, "<Enter>"));
	assert_true(terminal_wait_gone(t, "here", SOON_MS));
	/* The end of the program ends the wait. */
	terminal_signal(t, SIGKILL);
	assert_false(terminal_wait_text(t, "here", 60000));
}

static void test_long_input(void **state)
{
	struct terminal *t = start_script(state, RAW "printf ready; head -c 100000 | tr -d 'ax' | wc -c");
	char *text = malloc(100001);

	assert_non_null(text);
	memset(text, 'a', 100000);
	text[100000] = '\0';
	assert_true(terminal_wait_text(t, "ready", SOON_MS));
	assert_true(terminal_send(t, text));
	free(text);
	assert_int_equal(terminal_wait_exit(t), 0);
	assert_true(terminal_wait_text(t, "ready0", 0));
}

static void test_golden(void **state)
{
	struct terminal *t = start_script(state, "printf 'one \\033[1;31mtwo\\033[m\\n\\n勾\\033[7;44m股 \\033[m';"
	                                         "read line;"
	                                         "printf three; read line");
	char directory[] = "/tmp/golden-XXXXXX", path[64], text[1024] = "";
	FILE *file;

	assert_non_null(mkdtemp(directory));
	snprintf(path, sizeof path, "%s/self.txt", directory);
	setenv("BUILD", directory, 1);
	unsetenv("GOLDEN");
	assert_true(terminal_wait_text(t, "股", SOON_MS));
	assert_false(golden_check_in(t, directory, "self"));
	setenv("GOLDEN", "update", 1);
	assert_true(golden_check_in(t, directory, "self"));
	unsetenv("GOLDEN");
	assert_true(golden_check_in(t, directory, "self"));
	file = fopen(path, "r");
	assert_non_null(file);
	assert_in_range(fread(text, 1, sizeof text - 1, file), 1, sizeof text - 1);
	fclose(file);
	assert_string_equal(text, "# 40x6 C.UTF-8 TERM=xterm-256color\n"
	                          "----------------------------------------\n"
	                          "one two\n\n勾股\n\n\n\n"
	                          "----------------------------------------\n"
	                          "cursor: row 2, column 5\n"
	                          "0: 4-6 bold,red\n"
	                          "2: 2-4 reverse,on-blue\n");
	assert_true(terminal_type(t, "<Enter>"));
	assert_false(golden_check_in(t, directory, "self"));
	setenv("GOLDEN", "update", 1);
	assert_true(golden_check_in(t, directory, "self"));
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(directory), 0);
}

#define TEST(name) cmocka_unit_test_teardown(name, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_text_at_a_place),
		TEST(test_wide_characters),
		TEST(test_attributes),
		TEST(test_repeated_characters),
		TEST(test_cursor_modes_and_bell),
		TEST(test_keys),
		TEST(test_application_cursor_keys),
		TEST(test_unknown_key),
		TEST(test_question_is_answered),
		TEST(test_settle_after_each_key),
		TEST(test_resize),
		TEST(test_environment),
		TEST(test_ends_of_programs),
		TEST(test_hangup),
		TEST(test_processor_time),
		TEST(test_gb18030),
		TEST(test_invalid_utf8),
		TEST(test_waits_have_deadlines),
		TEST(test_long_input),
		TEST(test_golden),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
