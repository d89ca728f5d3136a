/* Two years of a body beside each other: tables, text, from change to change. */
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

/* The reports of the county government for 2022, 2023 and 2024, and one of another body, the last one selected. */
static struct terminal *start(void **state, struct terminal_options options, const char *option)
{
	char *program = realpath(browser_program(), NULL), *cwd = strdup(browser_path(state, ""));
	options.cwd = cwd;
	browser_copy_sample(state, "tingyu/2022-zf.txt", "in/a.txt", NULL, NULL);
	browser_copy_sample(state, "tingyu/2023-zf.txt", "in/b.txt", NULL, NULL);
	browser_copy_sample(state, "tingyu/2022-huaizhu.txt", "in/c.txt", NULL, NULL);
	browser_copy_sample(state, "tingyu/2024-zf.txt", "in/d.txt", NULL, NULL);
	struct terminal *t = browser_run(state, &options, program, "--verdicts=verdicts.db", option, "in", NULL);
	free(program);
	free(cwd);
	assert_true(browser_wait_loaded(t, NULL));
	assert_true(terminal_type(t, "G"));
	assert_true(terminal_wait_text(t, "2024", TERMINAL_TIMEOUT_MS));
	return t;
}

static struct terminal *start_at(void **state, int nrows, int ncols)
{
	return start(state, (struct terminal_options){.nrows = nrows, .ncols = ncols}, "--lang=en");
}

/* One key shows the tables, with the changes counted; n goes to the first one. */
static void test_tables(void **state)
{
	struct terminal *t = start_at(state, 24, 80);
	assert_true(terminal_type(t, "="));
	assert_true(browser_shows(t, "2023: 汀榆县人民政府  in/b.txt"));
	assert_true(golden_check(t, "compare-tables-80x24"));
	assert_true(terminal_type(t, "n"));
	assert_true(browser_shows(t, "  1/30  "));
	assert_non_null(strstr(browser_cursor_text(t), "→"));
	assert_true(terminal_type(t, "nN"));
	assert_true(browser_shows(t, "  1/30  "));
	assert_true(terminal_type(t, "N"));
	assert_true(browser_shows(t, "No earlier change"));
	assert_true(terminal_type(t, "}"));
	assert_true(terminal_type(t, "q"));
	assert_true(browser_shows(t, "Reports "));
	assert_int_equal(browser_quit(t), 0);
	t = start_at(state, 40, 120);
	assert_true(terminal_type(t, "=}}n"));
	assert_true(golden_check(t, "compare-tables-120x40"));
	/* In another width it is laid out anew. */
	terminal_resize(t, 24, 60);
	assert_true(terminal_wait_text(t, "Tables: ", TERMINAL_TIMEOUT_MS));
	assert_true(terminal_settle(t));
	assert_true(golden_check(t, "compare-tables-60x24"));
	assert_true(terminal_type(t, "q"));
	assert_int_equal(browser_quit(t), 0);
}

/* Nothing but ASCII of our own where that is asked for, or where the terminal draws arrows as wide as it likes. */
static void test_ascii(void **state)
{
	struct terminal *t = start(state, (struct terminal_options){0}, "--ascii");
	assert_true(terminal_type(t, "=n"));
	assert_true(browser_shows(t, "43->45"));
	assert_false(browser_shows(t, "→"));
	assert_true(terminal_type(t, "q"));
	assert_int_equal(browser_quit(t), 0);
}

/* In a locale where arrows are two columns wide the columns stand straight nonetheless. */
static void test_wide_arrows(void **state)
{
	struct terminal_options options = {.nrows = 24, .ncols = 80};
	if (!browser_use_gb18030(state, &options))
		skip();
	struct terminal *t = start(state, options, "--lang=en");
	assert_true(terminal_type(t, "=n"));
	assert_true(golden_check(t, "compare-tables-gb18030"));
	assert_true(terminal_type(t, "=n"));
	assert_true(golden_check(t, "compare-text-gb18030"));
	assert_int_equal(terminal_ninvalid(t), 0);
	assert_true(terminal_type(t, "q"));
	assert_int_equal(browser_quit(t), 0);
}

/* A marked report takes the place of last year's; without either that is said. */
static void test_mark(void **state)
{
	struct terminal *t = start_at(state, 24, 80);
	assert_true(terminal_type(t, "k="));
	assert_true(browser_shows(t, "No earlier report of this body; ' marks a report to compare with"));
	assert_true(terminal_type(t, "kk'"));
	assert_true(browser_shows(t, "Marked; = on another report compares the two"));
	assert_true(terminal_type(t, "G="));
	assert_true(browser_shows(t, "2022: 汀榆县人民政府  in/a.txt"));
	assert_true(browser_shows(t, "2024: 汀榆县人民政府  in/d.txt"));
	assert_true(terminal_type(t, "<Esc>"));
	assert_true(terminal_wait_text(t, "Reports ", TERMINAL_TIMEOUT_MS));
	/* The later one may be the marked one. */
	assert_true(terminal_type(t, "'kk="));
	assert_true(browser_shows(t, "2023: 汀榆县人民政府  in/b.txt"));
	assert_true(browser_shows(t, "2024: 汀榆县人民政府  in/d.txt"));
	assert_true(terminal_type(t, "qG'"));
	assert_true(browser_shows(t, "Not marked any more"));
	assert_int_equal(browser_quit(t), 0);
}

/* The same key once more shows the text, and once more the report. */
static void test_text(void **state)
{
	struct terminal *t = start_at(state, 24, 80);
	assert_true(terminal_type(t, "=="));
	assert_true(golden_check(t, "compare-text-80x24"));
	assert_true(terminal_type(t, "nn"));
	assert_true(golden_check(t, "compare-text-change-80x24"));
	assert_true(terminal_type(t, "="));
	assert_true(browser_shows(t, "Reports "));
	assert_int_equal(browser_quit(t), 0);
	t = start_at(state, 40, 120);
	assert_true(terminal_type(t, "==n"));
	assert_true(golden_check(t, "compare-text-120x40"));
	assert_true(terminal_type(t, "q"));
	assert_int_equal(browser_quit(t), 0);
}

/* What the checks over years say of the two stands on top, and n goes there first. */
static void test_findings_on_top(void **state)
{
	const struct terminal_options options = {.nrows = 24, .ncols = 80};
	char verdicts[BROWSER_PATH_NBYTES + 16];
	browser_copy_sample(state, "tingyu/2022-xingwan.txt", "in/a.txt", "四、结转下年度继续办理\t\t\t0",
			    "四、结转下年度继续办理\t\t\t7");
	browser_copy_sample(state, "tingyu/2023-xingwan.txt", "in/b.txt", NULL, NULL);
	snprintf(verdicts, sizeof verdicts, "--verdicts=%s", browser_path(state, "verdicts.db"));
	struct terminal *t = browser_start(state, &options, verdicts, browser_path(state, "in"), NULL);
	assert_true(browser_wait_loaded(t, NULL));
	assert_true(terminal_type(t, "j=n"));
	assert_non_null(strstr(browser_cursor_text(t), "! X-CARRY"));
	assert_true(terminal_type(t, "=n"));
	assert_non_null(strstr(browser_cursor_text(t), "! X-CARRY"));
	assert_true(terminal_type(t, "q"));
	assert_int_equal(browser_quit(t), 0);
}

/* Of two versions of last year's report the checks take neither: then the comparison finds nothing between the two, as
 * the list has nothing of it. A report that a person marks is held against the open one all the same. */
static void test_pairs_of_the_checks(void **state)
{
	const struct terminal_options options = {.nrows = 24, .ncols = 80};
	char verdicts[BROWSER_PATH_NBYTES + 16];
	browser_copy_sample(state, "tingyu/2022-xingwan.txt", "in/a.txt", "四、结转下年度继续办理\t\t\t0",
			    "四、结转下年度继续办理\t\t\t7");
	browser_copy_sample(state, "tingyu/2022-xingwan.txt", "in/b.txt", NULL, NULL);
	browser_copy_sample(state, "tingyu/2023-xingwan.txt", "in/c.txt", NULL, NULL);
	snprintf(verdicts, sizeof verdicts, "--verdicts=%s", browser_path(state, "verdicts.db"));
	struct terminal *t = browser_start(state, &options, verdicts, browser_path(state, "in"), NULL);
	assert_true(browser_wait_loaded(t, NULL));
	assert_true(terminal_wait_idle(t, 500));
	assert_true(terminal_type(t, "jj="));
	assert_true(browser_shows(t, "2022: "));
	assert_true(browser_shows(t, "in/a.txt"));
	assert_false(browser_shows(t, "X-CARRY"));
	assert_true(terminal_type(t, "qkk'jj="));
	assert_true(browser_shows(t, "X-CARRY"));
	assert_true(terminal_type(t, "q"));
	assert_int_equal(browser_quit(t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_tables), BROWSER_TEST(test_text),      BROWSER_TEST(test_ascii),
		BROWSER_TEST(test_mark),   BROWSER_TEST(test_wide_arrows),
		BROWSER_TEST(test_findings_on_top), BROWSER_TEST(test_pairs_of_the_checks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
