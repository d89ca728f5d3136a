/* Files and directories that change, grow, shrink or vanish while the program is at them, before each of its calls: a
 * file is reported as it was before or as it is after that, or it is named on standard error; never as a mixture of
 * both. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "faulted.h"

static const char *const families[] = {"open", "read", "stat", "opendir", "readdir", "close"};

enum { NFAMILIES = sizeof(families) / sizeof(families[0]), NRUNS = 6 };

static void start(struct faulted *faulted)
{
	if (faulted_reason_to_skip()) {
		print_message("%s\n", faulted_reason_to_skip());
		skip();
	}
	faulted_start(faulted);
	faulted_make_reports(faulted);
}

/* Runs the command with the change before each call, and hands what came of it to `judge`; `again` puts things back. */
static void run(const struct faulted *faulted, const char *change, const char *const *arguments,
		void (*judge)(const char *fault, const struct outcome *outcome), void (*again)(const struct faulted *))
{
	for (size_t i = 0; i < NFAMILIES; i++) {
		again(faulted);
		struct choice choice = faulted_choose(faulted_count(faulted, families[i], arguments), NRUNS);
		unsigned long number;
		while ((number = faulted_next(&choice))) {
			char fault[64];
			again(faulted);
			snprintf(fault, sizeof(fault), "%s:%lu:%s", families[i], number, change);
			struct outcome outcome = faulted_run(faulted, fault, arguments);
			judge(fault, &outcome);
			faulted_forget(&outcome);
		}
	}
	again(faulted);
}

/* ---- A file that is written ---- */

static const char *const check_one[] = {"check", "one.txt", NULL};
static struct outcome before, after;

static void put_back(const struct faulted *faulted)
{
	faulted_copy(faulted, faulted->changed_from[0] == 's' ? "long.txt" : "short.txt", "one.txt");
}

static void is_one_of_both(const char *fault, const struct outcome *outcome)
{
	if (outcome->status == FAULTED_STATUS_TROUBLE ? strstr(outcome->err, "gouji: one.txt: ") != NULL
						      : strcmp(outcome->out, before.out) == 0 ||
								strcmp(outcome->out, after.out) == 0)
		return;
	fail_msg("%s: status %d\n%s\n%s", fault, outcome->status, outcome->err, outcome->out);
}

/* The long one is the short one with sentences more in each line, and another year's numbers. */
static void change_between(const char *from, const char *to)
{
	struct faulted faulted = {.changed = "one.txt", .changed_from = to};
	start(&faulted);
	faulted_take(&faulted, "tests/samples/zhelin/2022-jtj.txt", "short.txt");
	faulted_take(&faulted, "data/samples/tingyu/2022-huaizhu.txt", "long.txt");
	faulted_copy(&faulted, from, "one.txt");
	before = faulted_run(&faulted, NULL, check_one);
	faulted_copy(&faulted, to, "one.txt");
	after = faulted_run(&faulted, NULL, check_one);
	assert_string_not_equal(before.out, after.out);
	run(&faulted, "CHANGE", check_one, is_one_of_both, put_back);
	faulted_forget(&before);
	faulted_forget(&after);
	faulted_stop(&faulted);
}

static void a_file_grows(void **state)
{
	change_between("short.txt", "long.txt");
}

static void a_file_shrinks(void **state)
{
	change_between("long.txt", "short.txt");
}

/* ---- What vanishes ---- */

static const char *const check_all[] = {"check", "reports", NULL};
static const char *const export_all[] = {"export", "reports", NULL};
static const char *vanished;            /* what is named when it could not be read */

static void move_back(const struct faulted *faulted)
{
	char from[FAULTED_PATH_NBYTES * 2], to[FAULTED_PATH_NBYTES * 2];
	snprintf(from, sizeof(from), "%s/%s.moved", faulted->directory, faulted->changed);
	snprintf(to, sizeof(to), "%s/%s", faulted->directory, faulted->changed);
	rename(from, to);
}

static void is_whole_or_told(const char *fault, const struct outcome *outcome)
{
	bool told = outcome->status == FAULTED_STATUS_TROUBLE && strstr(outcome->err, vanished);
	/* Under its new name it may be found once more. */
	bool found = strstr(outcome->out, ".moved") != NULL;
	if (outcome->status >= 0 && (told || found || strcmp(outcome->out, before.out) == 0 ||
				     strcmp(outcome->out, after.out) == 0))
		return;
	fail_msg("%s: status %d\n%s\n%s", fault, outcome->status, outcome->err, outcome->out);
}

static void vanish(const char *name, const char *told, const char *const *arguments)
{
	struct faulted faulted = {.changed = name};
	char from[FAULTED_PATH_NBYTES * 2], to[FAULTED_PATH_NBYTES * 2];
	start(&faulted);
	vanished = told;
	before = faulted_run(&faulted, NULL, arguments);
	snprintf(from, sizeof(from), "%s/%s", faulted.directory, name);
	snprintf(to, sizeof(to), "%s/away", faulted.directory);
	assert_int_equal(rename(from, to), 0);
	after = faulted_run(&faulted, NULL, arguments);
	assert_int_equal(rename(to, from), 0);
	run(&faulted, "MOVE", arguments, is_whole_or_told, move_back);
	faulted_forget(&before);
	faulted_forget(&after);
	faulted_stop(&faulted);
}

static void a_file_vanishes(void **state)
{
	vanish("reports/b.html", "gouji: reports/b.html: No such file", check_all);
	vanish("reports/b.html", "gouji: reports/b.html: No such file", export_all);
}

static void a_directory_vanishes(void **state)
{
	vanish("reports/c", "gouji: reports/c", check_all);
	/* There is a link to a file in there. */
	vanish("reports/c/deep", "gouji: reports/c/", export_all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_grows), cmocka_unit_test(a_file_shrinks), cmocka_unit_test(a_file_vanishes),
		cmocka_unit_test(a_directory_vanishes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
