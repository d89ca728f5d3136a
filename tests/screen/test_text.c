/* Text that means harm, or is just odd: nothing of it disturbs the columns, and none of its control characters reaches
 * the terminal. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "browser.h"

enum { LINE_COL = 24, NROWS = 24, LONG_NBYTES = 100 * 1000, MAX_NPAGES = 2500 };

static const struct terminal_options plain = {0};

#define RLO "\xe2\x80\xae"              /* U+202E, right-to-left override */
#define PDI "\xe2\x81\xa9"              /* U+2069 */
#define C1_CSI "\xc2\x9b"               /* U+009B */
#define C1_OSC "\xc2\x9d"
#define ZWSP "\xe2\x80\x8b"
#define BOM "\xef\xbb\xbf"
#define ACUTE "\xcc\x81"

static const char nasty[] =
	"　　颜色\033[31;777m红\033[m，清屏\033[2J\033[H，标题\033]0;HARM\a，询问\033[6n\033[c\033P$qm\033\\。\n"
	"　　" C1_CSI "31m" C1_OSC "0;HARM" C1_CSI "2J\b\b\b\r回车\v竖\f换页\177删\016\017\005。\n"
	"　　" RLO "从右到左" PDI ZWSP BOM "零宽。U+3000　　　　之间　空。\n"
	"　　e" ACUTE ACUTE ACUTE "\xcc\x80 组合。" ACUTE "开头。\n"
	"　　表情👍🏽👨‍👩‍👧🇨🇳✔️ ⚠ 二义“”—…①℃·±×÷≠≤★■□→。阿拉伯 مرحبا 泰 สวัสดี 韩 한국어 ᄀ"
	"ᅡᆨ。𠀀𪜀㐂\U0010ffff\xee\x80\x80。\n"
	"\t\t制表\t一\t二\t\t三\n"
	"　　末尾半个字" ACUTE "\n";

/* Nothing was sent that the program does not send on its own. */
static void assert_terminal_unharmed(struct terminal *t)
{
	static const char *const harmful[] = {"\033]0", "\033[6n", "\033P", C1_CSI, C1_OSC, RLO, PDI, "\016", "\005"};
	size_t nbytes;
	const char *raw = terminal_raw(t, &nbytes);

	for (size_t i = 0; i < sizeof harmful / sizeof harmful[0]; i++)
		for (size_t j = 0; j + strlen(harmful[i]) <= nbytes; j++)
			if (memcmp(raw + j, harmful[i], strlen(harmful[i])) == 0)
				fail_msg("harmful sequence %zu at byte %zu", i, j);
	assert_int_equal(terminal_nbells(t), 0);
	assert_int_equal(terminal_ninvalid(t), 0);
	assert_true(terminal_is_altscreen(t));
}

/* Reads the open report from top to bottom, page by page. */
static void read_through(struct terminal *t)
{
	char previous[32 * 1024] = "";

	assert_true(terminal_type(t, "<Enter>g"));
	for (int i = 0; i < MAX_NPAGES; i++) {
		assert_true(browser_is_line_straight(t, NROWS - 1, LINE_COL));
		assert_int_equal(terminal_cell_attrs(t, 0, LINE_COL + 1).ch, '*');
		if (strcmp(previous, terminal_screen_text(t)) == 0)
			return;
		snprintf(previous, sizeof previous, "%s", terminal_screen_text(t));
		assert_true(terminal_type(t, "<Space>"));
	}
	fail_msg("no end");
}

static struct terminal *open_directory(void **state, const char *title)
{
	struct terminal *t = browser_start(state, &plain, browser_path(state, ""), NULL);

	assert_true(browser_wait_loaded(t, title));
	return t;
}

static void test_nasty_text(void **state)
{
	struct terminal *t;

	browser_copy_sample(state, "tingyu/2022-huaizhu.txt", "a.txt", "一、总体情况\n", nasty);
	t = open_directory(state, FIRST_TITLE);
	read_through(t);
	assert_true(terminal_type(t, "g"));
	assert_true(browser_shows(t, "颜色^[[31;777m红^[[m，清屏^[[2J^[[H"));
	assert_terminal_unharmed(t);
	assert_int_equal(browser_quit(t), 0);
}

/* In the body's name and the labels of a table they reach every pane. */
static void test_nasty_names(void **state)
{
	const struct terminal_options wide = {.nrows = 40, .ncols = 120};
	struct terminal *t;

	browser_copy_sample(state, "tingyu/2022-huaizhu.txt", "a.txt", FIRST_TITLE "年",
	                    "汀\033[31m榆县" RLO "槐渚镇\a人民政府" C1_CSI "2022年");
	browser_copy_sample(state, "tingyu/2022-huaizhu.txt", "b.txt", "## 三、收到和处理",
	                    "## 三、收到\033[2J和" RLO "处理");
	browser_copy_sample(state, "tingyu/2022-huaizhu.txt", "c.txt", "\t1\t0\t0\t0\t0\t0\t1\n",
	                    "\t\033[31m1\t0\a\t👍\t" RLO "\t０\t1 0\t1\n");
	t = browser_start(state, &wide, browser_path(state, ""), NULL);
	assert_true(browser_wait_loaded(t, "Outline"));
	for (int i = 0; i < 12; i++) {
		assert_true(terminal_type(t, "n"));
		assert_true(browser_is_line_straight(t, 39, 34));
		assert_true(browser_is_line_straight(t, 39, 61));
	}
	assert_terminal_unharmed(t);
}

static void test_long_lines(void **state)
{
	static const char *const fillers[] = {"长", "a", "e\xcc\x81", "👍", "　", "1,"};
	char *text = calloc(1, LONG_NBYTES + 64);
	char name[16];
	struct terminal *t;

	assert_non_null(text);
	for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++) {
		size_t nbytes = 0, nfiller = strlen(fillers[i]);

		for (; nbytes < LONG_NBYTES; nbytes += nfiller)
			memcpy(text + nbytes, fillers[i], nfiller);
		memcpy(text + nbytes, "尽头。\n", sizeof "尽头。\n");
		snprintf(name, sizeof name, "%zu.txt", i);
		browser_copy_sample(state, "tingyu/2022-huaizhu.txt", name, "一、总体情况\n", text);
	}
	free(text);
	t = open_directory(state, "长长长长");
	for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++) {
		/* The end of the line is there: the finding behind it, then up again. */
		assert_true(terminal_type(t, "<Enter>nb"));
		assert_true(browser_is_line_straight(t, NROWS - 1, LINE_COL));
		assert_true(terminal_type(t, "bb"));
		assert_true(browser_is_line_straight(t, NROWS - 1, LINE_COL));
		assert_true(terminal_type(t, "g<Space><Space>"));
		assert_true(browser_is_line_straight(t, NROWS - 1, LINE_COL));
		assert_true(terminal_type(t, "J"));
	}
	assert_terminal_unharmed(t);
}

/* Bytes that are not UTF-8: wherever they are, the file is named and nothing invalid is sent. */
static void test_bad_bytes(void **state)
{
	static const char bytes[] = "\xff\xfe\x80\xc0\xaf\xed\xa0\x80\xf5\x80\x80\x80 abc\033[31m \x9b";
	static const char zeros[] = "a\0b\0c\0\n";
	struct terminal *t;

	browser_copy_sample(state, "tingyu/2022-huaizhu.txt", "a.txt", "一、总体情况\n",
	                    "一、总体\xff\xfe\x80情况\xe4\xb8\n");
	browser_write(state, "b.txt", bytes, sizeof bytes - 1);
	browser_write(state, "c.txt", zeros, sizeof zeros - 1);
	browser_write(state, "d.txt", "", 0);
	t = open_directory(state, NULL);
	assert_true(browser_shows(t, "Reports 1/4"));
	for (int i = 0; i < 4; i++) {
		read_through(t);
		assert_true(terminal_type(t, "J"));
	}
	assert_terminal_unharmed(t);
}

static void test_file_names(void **state)
{
	static const char *const names[] = {
		"1-\033[31mred\a.txt", "2-\xff\xfe\x80.txt", "3-new\nline\ttab.txt", "4-" RLO "txt.exe",
		"5-　空　格.txt", "6-" C1_CSI "2J.txt", "7-e" ACUTE ACUTE "👍🏽.txt",
		"8-很长很长很长很长很长很长很长很长很长很长的名字.txt", "9-%s%n%d.txt", "-rf",
	};
	struct terminal *t;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		browser_write_text(state, names[i], i % 2 != 0 ? "not a report\n" : "年度报告\n");
	t = open_directory(state, "Not checked");
	assert_true(browser_shows(t, "Reports 1/10"));
	assert_true(browser_shows(t, "1-^[[31m"));
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		assert_true(terminal_type(t, "<Enter>]"));
		assert_true(browser_is_line_straight(t, NROWS - 1, LINE_COL));
		assert_true(terminal_type(t, "r"));
	}
	assert_terminal_unharmed(t);
	assert_int_equal(browser_quit(t), 0);
}

static void test_empty_directory(void **state)
{
	struct terminal *t = browser_start(state, &plain, browser_path(state, ""), NULL);

	assert_true(terminal_wait_text(t, "Reports 0/0", BROWSER_WAIT_MS));
	assert_true(terminal_settle(t));
	assert_true(terminal_wait_gone(t, "loading ...", BROWSER_WAIT_MS));
	/* No key finds anything to break. */
	assert_true(terminal_type(t, "jkgGnNeE][<Tab><Tab><S-Tab><Enter>hlsr<Space>b?q<PageDown><C-d>"));
	assert_true(browser_is_line_straight(t, NROWS - 1, LINE_COL));
	terminal_resize(t, 40, 120);
	assert_true(terminal_wait_text(t, "Outline", BROWSER_WAIT_MS));
	assert_int_equal(browser_quit(t), 0);
}

static void test_unreadable(void **state)
{
	struct terminal *t;

	browser_copy_sample(state, "tingyu/2022-huaizhu.txt", "a.txt", NULL, NULL);
	browser_write_text(state, "b.txt", "text\n");
	assert_int_equal(symlink("nowhere", browser_path(state, "c.txt")), 0);
	assert_int_equal(mkfifo(browser_path(state, "d.txt"), 0600), 0);
	assert_int_equal(symlink(".", browser_path(state, "e")), 0);
	assert_int_equal(chmod(browser_path(state, "b.txt"), 0), 0);
	/* Links that lead nowhere are told; neither a FIFO nor a loop of links is followed. */
	t = browser_start(state, &plain, browser_path(state, ""), NULL);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	assert_true(browser_shows(t, "Reports 1/3"));
	assert_true(terminal_type(t, "G"));
	assert_true(terminal_wait_text(t, "cannot be read: No such file or directory", BROWSER_WAIT_MS));
	if (geteuid() == 0) {
		print_message("root can read every file: permissions are not tested\n");
		return;
	}
	assert_true(terminal_type(t, "k"));
	assert_true(terminal_wait_text(t, "cannot be read: Permission denied", BROWSER_WAIT_MS));
}

/* Files that vanish while they are being loaded, and afterwards. */
static void test_vanishing_directory(void **state)
{
	enum { NFILES = 600 };
	char name[32];
	struct terminal *t;

	for (int i = 0; i < NFILES; i++) {
		snprintf(name, sizeof name, "%d/%03d.txt", i % 10, i);
		browser_copy_sample(state, "tingyu/2022-huaizhu.txt", name, NULL, NULL);
	}
	t = browser_start(state, &plain, browser_path(state, ""), NULL);
	for (int i = NFILES; i-- > 0;) {
		snprintf(name, sizeof name, "%d/%03d.txt", i % 10, i);
		remove(browser_path(state, name));
	}
	for (int i = 0; i < 10; i++) {
		snprintf(name, sizeof name, "%d", i);
		rmdir(browser_path(state, name));
	}
	assert_true(terminal_wait_text(t, "Reports ", BROWSER_WAIT_MS));
	assert_true(terminal_settle(t));
	assert_true(terminal_wait_gone(t, "loading ...", BROWSER_WAIT_MS));
	assert_true(terminal_type(t, "Gr"));
	assert_true(terminal_type(t, "g<Enter>r]r"));
	assert_true(browser_is_line_straight(t, NROWS - 1, LINE_COL));
	assert_int_equal(browser_quit(t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_nasty_text),      BROWSER_TEST(test_nasty_names),
		BROWSER_TEST(test_long_lines),      BROWSER_TEST(test_bad_bytes),
		BROWSER_TEST(test_file_names),      BROWSER_TEST(test_empty_directory),
		BROWSER_TEST(test_unreadable),      BROWSER_TEST(test_vanishing_directory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
