/* Commands that write to a pipe, with one call after the other made to fail: what was not read is named on standard
 * error and makes the status 2, all else is reported as ever, and nothing is found that is not there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "faulted.h"

/* What may fail, how, and for how many calls the quick run lets it. */
static const struct plan {
	const char *family, *error;
	unsigned long nruns;
} plans[] = {
	{"open", "EMFILE", 6}, {"open", "EACCES", 4}, {"open", "EINTR", 2}, {"read", "EIO", 6},
	{"read", "EINTR", 3}, {"read", "SHORT", 4}, {"stat", "EIO", 4}, {"stat", "EACCES", 2},
	{"opendir", "ENFILE", 2}, {"opendir", "EACCES", 2}, {"readdir", "EIO", 4}, {"close", "EIO", 2},
	{"close", "EINTR", 2}, {"write", "ENOSPC", 3}, {"write", "SHORT", 2}, {"put", "ENOSPC", 2},
	{"put", "EIO", 2}, {"fsync", "EIO", 3}, {"rename", "EACCES", 3}, {"mmap", "ENOMEM", 3},
	{"malloc", "ENOMEM", 10}, {"thread", "EAGAIN", 2}, {"pipe", "EMFILE", 1}, {"fork", "EAGAIN", 1},
	{"wait", "EINTR", 1}, {"lock", "EIO", 3}, {"charset", "EMFILE", 2}, {"charset", "ENOMEM", 2},
};

enum { NPLANS = sizeof(plans) / sizeof(plans[0]), MAX_NLINES = 8192, MOST_RESTS = 100, MOST_MALLOCS = 2000 };

/* ---- Lines ---- */

struct lines {
	size_t count;
	char *list[MAX_NLINES];
};

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Cuts the text into lines, in order of their bytes. The last one without an end is left out. */
static void cut(char *text, struct lines *lines)
{
	char *end;
	lines->count = 0;
	for (char *line = text; (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		assert_true(lines->count < MAX_NLINES);
		lines->list[lines->count++] = line;
	}
	qsort(lines->list, lines->count, sizeof(char *), compare_lines);
}

/* Whether standard error names the file that a line is about, or a directory above it. */
static bool is_named(const char *err, const char *line)
{
	char word[1024];
	size_t nbytes = strcspn(line, ":,");
	for (; nbytes; nbytes--) {
		if (line[nbytes] != ':' && line[nbytes] != ',' && line[nbytes] != '/')
			continue;
		snprintf(word, sizeof(word), "gouji: %.*s: ", (int)nbytes, line);
		if (strstr(err, word))
			return true;
	}
	return false;
}

/* Lines that come from holding files beside each other miss when one of those misses. */
static bool is_across(const char *line)
{
	return strstr(line, " X-") || strstr(line, " G-");
}

/* "error: RULE PLACE", behind path and line. */
static size_t find_rule(const char *line, const char **rule)
{
	*rule = strchr(line, ' ');
	const char *end = *rule ? strstr(*rule, ": ") : NULL;
	end = end ? strstr(end + 2, ": ") : NULL;
	return end ? (size_t)(end - *rule) : 0;
}

/* A file that was not read is listed with its reason. One that could not be read for a second time has its findings
 * beside other files, all the same, without their lines. */
static bool may_be_new(const struct lines *wanted, const char *line, const char *err)
{
	const char *rule, *other;
	size_t nbytes = find_rule(line, &rule);
	if (!is_named(err, line) || !nbytes)
		return false;
	bool known = strstr(line, ": notice: not checked: ");
	for (size_t i = 0; i < wanted->count && is_across(line) && !known; i++)
		known = find_rule(wanted->list[i], &other) == nbytes && strncmp(rule, other, nbytes) == 0;
	return known;
}

/* ---- What a run may do ---- */

struct test {
	struct faulted faulted;
	const char *const *arguments;
	bool lists_paths;               /* its lines begin with the path of a file */
	bool is_prefix;                 /* what it writes before it ends is the beginning of what it would write */
	bool converts;                  /* programs that may not be looked at are none */
	bool is_variant;                /* of another test: the quick run may be a short one */
	struct outcome plain;
};

static void fail_run(const struct test *test, const char *fault, const struct outcome *outcome, const char *why,
		     const char *line)
{
	fail_msg("%s %s: %s: '%s'\nstatus %d\n%s\n%.2000s", test->arguments[0], fault, why, line, outcome->status,
		 outcome->err, outcome->out);
}

/* Each line that is missing is about a file that is named; none is new. */
static void compare(const struct test *test, const char *fault, const struct outcome *outcome, bool ended_early)
{
	static struct lines wanted, got;
	char *plain = strdup(test->plain.out), *out = strdup(outcome->out);
	cut(plain, &wanted);
	cut(out, &got);
	size_t i = 0, j = 0;
	while (i < wanted.count || j < got.count) {
		int order = i == wanted.count ? 1 : j == got.count ? -1 : strcmp(wanted.list[i], got.list[j]);
		if (order > 0 && !may_be_new(&wanted, got.list[j], outcome->err))
			fail_run(test, fault, outcome, "a line that was not there", got.list[j]);
		if (order < 0 && !ended_early && !is_across(wanted.list[i]) && !is_named(outcome->err, wanted.list[i]))
			fail_run(test, fault, outcome, "a line is missing", wanted.list[i]);
		i += order <= 0;
		j += order >= 0;
	}
	free(plain);
	free(out);
}

/* Standard error is put out by the same functions as the rest. */
static bool is_mute(const char *fault)
{
	return strncmp(fault, "put:", 4) == 0 && strchr(fault, '+');
}

static void judge(const struct test *test, const char *fault, const struct outcome *outcome)
{
	bool same = strcmp(outcome->out, test->plain.out) == 0;
	/* Nothing but these ends a run in the middle. */
	bool ended = !outcome->out[0] || strstr(outcome->err, "out of memory") ||
		     strstr(outcome->err, "the output cannot be written") || is_mute(fault);
	if (outcome->status < 0 || outcome->status > FAULTED_STATUS_TROUBLE)
		fail_run(test, fault, outcome, "crashed or hung", "");
	if (outcome->status != FAULTED_STATUS_TROUBLE && (!same || outcome->status != test->plain.status))
		fail_run(test, fault, outcome, "did not say that something is missing", "");
	if (outcome->status == FAULTED_STATUS_TROUBLE && test->plain.status != FAULTED_STATUS_TROUBLE &&
	    !strstr(outcome->err, "gouji: ") && !is_mute(fault))
		fail_run(test, fault, outcome, "did not say what is wrong", "");
	if (test->lists_paths)
		compare(test, fault, outcome, ended);
	else if (test->is_prefix && strncmp(outcome->out, test->plain.out, strlen(outcome->out)) != 0)
		fail_run(test, fault, outcome, "wrote something else", "");
}

/* Lets one of `count` calls after the other fail, alone or with all behind it. `after`, if any, looks at what a run has
 * left. */
static void run_plan(struct test *test, const struct plan *plan, unsigned long count, const char *rest,
		     void (*after)(struct test *test))
{
	unsigned long number;
	unsigned long wanted = test->is_variant ? (plan->nruns + 3) / 4 : (plan->nruns + 1) / 2;
	/* Where all fail from one on, the first of them is what matters; of memory there is much. */
	unsigned long most = rest[0] ? MOST_RESTS : strcmp(plan->family, "malloc") == 0 ? MOST_MALLOCS : count;
	struct choice choice = faulted_choose_some(count, wanted, most);
	while ((number = faulted_next(&choice))) {
		char fault[64];
		snprintf(fault, sizeof(fault), "%s:%lu%s:%s", plan->family, number, rest, plan->error);
		struct outcome outcome = faulted_run(&test->faulted, fault, test->arguments);
		judge(test, fault, &outcome);
		faulted_forget(&outcome);
		if (after)
			after(test);
	}
}

static void run_plans(struct test *test, void (*after)(struct test *test))
{
	unsigned long count = 0;
	for (size_t i = 0; i < NPLANS; i++) {
		if ((strcmp(plans[i].family, "malloc") == 0 && faulted_is_sanitized()) ||
		    (test->converts && strcmp(plans[i].error, "EACCES") == 0))
			continue;
		if (!i || strcmp(plans[i].family, plans[i - 1].family) != 0)
			count = faulted_count(&test->faulted, plans[i].family, test->arguments);
		run_plan(test, &plans[i], count, "", after);
		if (strcmp(plans[i].error, "EINTR") != 0 && strcmp(plans[i].error, "SHORT") != 0)
			run_plan(test, &plans[i], count, "+", after);
	}
}

static void start(struct test *test)
{
	if (faulted_reason_to_skip()) {
		print_message("%s\n", faulted_reason_to_skip());
		skip();
	}
	faulted_start(&test->faulted);
}

static void run_on_reports(struct test test)
{
	start(&test);
	faulted_make_reports(&test.faulted);
	test.plain = faulted_run(&test.faulted, NULL, test.arguments);
	assert_true(test.plain.out[0] != '\0');
	run_plans(&test, NULL);
	faulted_forget(&test.plain);
	faulted_stop(&test.faulted);
}

static void check(void **state)
{
	static const char *const arguments[] = {"check", "reports", NULL};
	run_on_reports((struct test){.arguments = arguments, .lists_paths = true});
}

static void check_with_roster(void **state)
{
	static const char *const arguments[] = {"check", "--roster=roster", "reports", NULL};
	run_on_reports((struct test){.arguments = arguments, .lists_paths = true, .is_variant = true});
}

static void check_list(void **state)
{
	static const char *const arguments[] = {"check", "--files-from=list", NULL};
	run_on_reports((struct test){.arguments = arguments, .lists_paths = true, .is_variant = true});
}

static void export(void **state)
{
	static const char *const arguments[] = {"export", "reports", NULL};
	run_on_reports((struct test){.arguments = arguments, .lists_paths = true, .is_variant = true});
}

static void stats(void **state)
{
	static const char *const arguments[] = {"stats", "reports/2023-jtj.txt", NULL};
	run_on_reports((struct test){.arguments = arguments, .is_variant = true});
}

static void show(void **state)
{
	static const char *const arguments[] = {"show", "reports/b.html", NULL};
	run_on_reports((struct test){.arguments = arguments, .is_prefix = true, .is_variant = true});
}

/* ---- Converters ---- */

/* What was converted once would be taken from the cache. */
static void forget_converted(struct test *test)
{
	faulted_clear(&test->faulted, ".cache");
}

/* Writes a file that is a Word file by its first line, and a script in its converter's place that strikes that off. */
static void make_converted(const struct faulted *faulted, const char *program, const char *script)
{
	static const char head[] = "PK\003\004\0\0word/document.xml\n";
	static char bytes[64 * 1024];
	char name[FAULTED_PATH_NBYTES];
	FILE *sample = fopen("tests/samples/zhelin/2022-jtj.txt", "r");
	assert_non_null(sample);
	memcpy(bytes, head, sizeof(head) - 1);
	size_t nbytes = fread(bytes + sizeof(head) - 1, 1, sizeof(bytes) - sizeof(head), sample);
	assert_int_equal(fclose(sample), 0);
	faulted_write(faulted, "a.docx", bytes, sizeof(head) - 1 + nbytes);
	faulted_write(faulted, program, script, strlen(script));
	snprintf(name, sizeof(name), "%s/%s", faulted->directory, program);
	assert_int_equal(chmod(name, 0755), 0);
}

/* With no other program than that one. */
static void check_converted(const char *program, const char *script)
{
	static const char *const arguments[] = {"check", "a.docx", NULL};
	struct test test = {.arguments = arguments, .lists_paths = true, .converts = true, .is_variant = true};
	char *path = strdup(getenv("PATH"));
	start(&test);
	make_converted(&test.faulted, program, script);
	setenv("PATH", test.faulted.directory, 1);
	test.plain = faulted_run(&test.faulted, NULL, test.arguments);
	forget_converted(&test);
	assert_non_null(strstr(test.plain.out, "a.docx:5: "));
	run_plans(&test, forget_converted);
	faulted_forget(&test.plain);
	faulted_stop(&test.faulted);
	setenv("PATH", path, 1);
	free(path);
}

static void check_converted_to_file(void **state)
{
	check_converted("soffice", "#!/bin/sh\nPATH=/usr/bin:/bin\n"
				   "mkdir -p \"$8\" && tail -n +2 \"$9\" >\"$8/report.html\"\n");
}

static void check_converted_through_pipe(void **state)
{
	check_converted("pandoc", "#!/bin/sh\nPATH=/usr/bin:/bin\ntail -n +2 \"$5\"\n");
}

/* ---- Verdicts ---- */

static void assert_verdicts_are_there(struct test *test)
{
	struct outcome outcome = faulted_run(&test->faulted, NULL, test->arguments);
	assert_int_equal(outcome.status, test->plain.status);
	assert_string_equal(outcome.out, test->plain.out);
	faulted_forget(&outcome);
}

static void verdicts(void **state)
{
	struct test test = {.is_prefix = true};
	start(&test);
	faulted_make_stores(&test.faulted);
	const char *const arguments[] = {"verdicts", "--verdicts=store.db", NULL};
	test.arguments = arguments;
	test.plain = faulted_run(&test.faulted, NULL, arguments);
	assert_int_equal(test.plain.status, 0);
	run_plans(&test, assert_verdicts_are_there);
	faulted_forget(&test.plain);
	faulted_stop(&test.faulted);
}

static const char *const merging[] = {"verdicts", "--verdicts=store.db", "other.db", NULL};
static const char *const listing[] = {"verdicts", "--verdicts=store.db", NULL};
static struct outcome before, merged;

/* The store is sound, and holds what was there before, or that and all of the colleague's. */
static void assert_merged_or_not(struct test *test)
{
	struct outcome outcome = faulted_run(&test->faulted, NULL, listing);
	assert_int_equal(outcome.status, 0);
	if (strcmp(outcome.out, before.out) != 0)
		assert_string_equal(outcome.out, merged.out);
	faulted_forget(&outcome);
	faulted_restore(&test->faulted);
}

static void merge(void **state)
{
	struct test test = {.arguments = merging, .is_prefix = true};
	start(&test);
	faulted_make_stores(&test.faulted);
	before = faulted_run(&test.faulted, NULL, listing);
	test.plain = faulted_run(&test.faulted, NULL, merging);
	merged = faulted_run(&test.faulted, NULL, listing);
	assert_string_not_equal(before.out, merged.out);
	faulted_restore(&test.faulted);
	run_plans(&test, assert_merged_or_not);
	faulted_forget(&before);
	faulted_forget(&merged);
	faulted_forget(&test.plain);
	faulted_stop(&test.faulted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(check),  cmocka_unit_test(check_with_roster), cmocka_unit_test(check_list),
		cmocka_unit_test(export), cmocka_unit_test(stats),             cmocka_unit_test(show),
		cmocka_unit_test(check_converted_to_file), cmocka_unit_test(check_converted_through_pipe),
		cmocka_unit_test(verdicts), cmocka_unit_test(merge),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
