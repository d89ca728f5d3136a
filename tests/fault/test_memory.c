/* What a file may cost, however hostile: the memory that the manual states. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "faulted.h"

enum {
	LIMIT_KILOBYTES = 400 * 1024,   /* as the manual has it */
	HUGE_NBYTES = 200 * 1000 * 1000,
	LARGE_NBYTES = 15 * 1024 * 1024, /* just under what is read */
};

static struct faulted faulted;

static int setup(void **state)
{
	faulted_start(&faulted);
	faulted_take(&faulted, "data/samples/tingyu/2022-huaizhu.txt", "report.txt");
	return 0;
}

static int teardown(void **state)
{
	faulted_stop(&faulted);
	return 0;
}

/* Checks a file that holds `bytes`, and exports it. */
static void assert_bounded(const char *what, const char *name, struct str bytes)
{
	static const char *const commands[] = {"check", "export"};
	faulted_write(&faulted, name, bytes.ptr, bytes.nbytes);
	for (size_t i = 0; i < 2; i++) {
		const char *const arguments[] = {commands[i], name, NULL};
		struct outcome outcome = faulted_run(&faulted, NULL, arguments);
		if (outcome.status < 0 || outcome.nkilobytes > LIMIT_KILOBYTES)
			fail_msg("%s, %s: status %d, %ld kB\n%s", commands[i], what, outcome.status, outcome.nkilobytes,
				 outcome.err);
		faulted_forget(&outcome);
	}
}

/* A report with `text` again and again, in its first section or behind it. */
static void assert_bounded_with(const char *text, bool inside)
{
	char path[FAULTED_PATH_NBYTES];
	static char report[64 * 1024];
	snprintf(path, sizeof(path), "%s/report.txt", faulted.directory);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	size_t nbytes = fread(report, 1, sizeof(report), file);
	fclose(file);
	struct str whole = {report, nbytes};
	size_t at = inside ? str_find(whole, STR("\n二、")) : nbytes;
	struct strbuf bytes = {0};
	strbuf_append(&bytes, str_slice(whole, 0, at));
	while (bytes.nbytes < LARGE_NBYTES)
		strbuf_append_text(&bytes, text);
	strbuf_append(&bytes, str_slice(whole, at, nbytes));
	assert_bounded(text, "large.txt", strbuf_view(&bytes));
	strbuf_free(&bytes);
}

/* How many of so many are tried: the first are the ones that cost most. */
static size_t choose(size_t count)
{
	return getenv("FAULT_EVERY") ? count : 2;
}

static void texts(void **state)
{
	static const char *const inside[] = {
		"\n1.办结12件。", "《", "，", "1", "12件，", "（一）", "2023年", "政府信息公开",
	};
	static const char *const behind[] = {
		"一、本年新收政府信息公开申请数量 1 2 3 4 5 6 7\n", "一、总体情况\n", "1\t2\t3\n", "\n", "|||\n",
	};
	if (faulted_is_sanitized())
		skip();
	for (size_t i = 0; i < choose(sizeof(inside) / sizeof(inside[0])); i++)
		assert_bounded_with(inside[i], true);
	for (size_t i = 0; i < choose(sizeof(behind) / sizeof(behind[0])); i++)
		assert_bounded_with(behind[i], false);
}

static void pages(void **state)
{
	static const char *const parts[] = {
		"<div>", "<table><tr><td>", "<td>1</td>", "<tr><td>1</td><td>2</td></tr>", "<p>一、总体情况</p>", "&lt;",
		"<tr><td rowspan=65534 colspan=1000>1</td></tr>", "<td rowspan=999999999>1", "<a b=1 c=2>", "</p>",
		"<!--",
	};
	if (faulted_is_sanitized())
		skip();
	for (size_t i = 0; i < choose(sizeof(parts) / sizeof(parts[0])); i++) {
		struct strbuf bytes = {0};
		strbuf_append_text(&bytes, "<html><body><p>汀榆县档案局2023年政府信息公开工作年度报告</p>"
					   "<p>一、总体情况</p><table><tr>");
		while (bytes.nbytes < LARGE_NBYTES)
			strbuf_append_text(&bytes, parts[i]);
		assert_bounded(parts[i], "large.html", strbuf_view(&bytes));
		strbuf_free(&bytes);
	}
}

static void a_file_of_200_megabytes(void **state)
{
	char path[FAULTED_PATH_NBYTES];
	struct strbuf bytes = {0};
	strbuf_append_repeat(&bytes, 'x', 1000);
	faulted_write(&faulted, "huge.txt", bytes.ptr, bytes.nbytes);
	strbuf_free(&bytes);
	snprintf(path, sizeof(path), "%s/huge.txt", faulted.directory);
	assert_int_equal(truncate(path, HUGE_NBYTES), 0);
	struct outcome outcome = faulted_run(&faulted, NULL, (const char *const[]){"check", "huge.txt", NULL});
	assert_int_equal(outcome.status, 0);
	assert_non_null(strstr(outcome.out, "larger than 16 MiB"));
	if (!faulted_is_sanitized())
		assert_true(outcome.nkilobytes < LIMIT_KILOBYTES);
	faulted_forget(&outcome);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts), cmocka_unit_test(pages), cmocka_unit_test(a_file_of_200_megabytes),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
