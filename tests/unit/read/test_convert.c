/* Converters are played by shell scripts in a directory that is all of $PATH. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "converters.h"
#include "read/convert.h"
#include "read/convert_signals.h"

enum { MAX_DESCRIPTORS = 256, NTHREADS = 4, NRUNS = 12 };

static struct conversion conversion;

static size_t count_in(const char *directory)
{
	size_t count = 0;
	struct dirent *entry;
	DIR *list = opendir(in_home(directory));
	assert_non_null(list);
	while ((entry = readdir(list)))
		count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(list);
	return count;
}

static int set_up(void **state)
{
	/* What the test itself was started with is none of ours. */
	for (int fd = 3; fd < MAX_DESCRIPTORS; fd++)
		(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
	return converters_set_up(state);
}

static int tear_down(void **state)
{
	conversion_free(&conversion);
	return converters_tear_down(state);
}

static int uninstall_all(void **state)
{
	remove_files("bin");
	return 0;
}

/* With other limits than those of the converter. */
static enum convert_status convert_within(const struct convert_limits *limits)
{
	struct convert_choice choice;
	static struct converter limited;
	assert_true(convert_choose(CONVERT_PDF, NULL, &choice));
	limited = *choice.converter;
	limited.limits = *limits;
	choice.converter = &limited;
	convert_run(&choice, "a.pdf", &conversion);
	return conversion.status;
}

static enum convert_status convert_pdf(const char *path)
{
	struct convert_choice choice;
	assert_true(convert_choose(CONVERT_PDF, NULL, &choice));
	convert_run(&choice, path, &conversion);
	return conversion.status;
}

/* Why the last run failed. */
static void assert_reason(const char *reason, int number)
{
	assert_int_equal(conversion.status, CONVERT_FAILED);
	assert_string_equal(conversion.message, "");
	assert_non_null(conversion.reason);
	assert_string_equal(conversion.reason, reason);
	assert_int_equal(conversion.number, number);
	assert_int_equal(conversion.error_number, 0);
}

static void assert_output(const char *expected)
{
	assert_string_equal(strbuf_text(&conversion.bytes), expected);
}

static void kinds(void **state)
{
	assert_int_equal(convert_kind_of(STR("%PDF-1.7\n")), CONVERT_PDF);
	assert_int_equal(convert_kind_of(STR("\320\317\021\340\241\261\032\341 and so on")), CONVERT_DOC);
	assert_int_equal(convert_kind_of(STR("PK\003\004 … word/document.xml …")), CONVERT_DOCX);
	assert_int_equal(convert_kind_of(STR("PK\003\004 … xl/workbook.xml …")), CONVERT_NOTHING);
	assert_int_equal(convert_kind_of(STR("text with word/document.xml")), CONVERT_NOTHING);
	assert_int_equal(convert_kind_of((struct str){NULL, 0}), CONVERT_NOTHING);
}

static void table(void **state)
{
	const struct converter *converter;
	size_t count = 0;
	for (; (converter = convert_table(count)); count++) {
		assert_non_null(converter->program);
		assert_non_null(converter->package);
		assert_true(converter->limits.wall_ms && converter->limits.cpu_s && converter->limits.memory_nbytes);
		assert_true(converter->limits.output_nbytes && converter->limits.written_nbytes);
		assert_non_null(convert_suggestion(converter->kind));
	}
	assert_true(count > 0);
	assert_string_equal(convert_suggestion(CONVERT_PDF)->program, "pdftotext");
	assert_string_equal(convert_suggestion(CONVERT_PDF)->package, "poppler-utils");
}

static void missing(void **state)
{
	struct convert_choice choice;
	assert_false(convert_choose(CONVERT_PDF, NULL, &choice));
	convert_file(CONVERT_PDF, "a.pdf", &conversion);
	assert_int_equal(conversion.status, CONVERT_MISSING);
	assert_string_equal(conversion.converter->package, "poppler-utils");
	assert_string_equal(conversion.message, "");
	/* What cannot be run, or lies where one happens to be, is none. */
	write_file("bin/pdftotext", "#!/bin/sh\n", 0644);
	assert_false(convert_choose(CONVERT_PDF, NULL, &choice));
	remove_files("bin");
	mkdir(in_home("bin/pdftotext"), 0755);
	assert_false(convert_choose(CONVERT_PDF, NULL, &choice));
	rmdir(in_home("bin/pdftotext"));
	install("pdftotext", ":");
	const char *const paths[] = {"bin", ".", "", ":", "./bin:", NULL};
	for (size_t i = 0; paths[i]; i++) {
		setenv("PATH", paths[i], 1);
		assert_false(convert_choose(CONVERT_PDF, NULL, &choice));
	}
	unsetenv("PATH");
	assert_false(convert_choose(CONVERT_PDF, NULL, &choice));
	setenv("PATH", in_home("bin"), 1);
	assert_true(convert_choose(CONVERT_PDF, NULL, &choice));
	assert_false(convert_choose(CONVERT_PDF, choice.converter, &choice));
}

static void arguments(void **state)
{
	install("pdftotext", "printf '<%s>' \"$@\"");
	assert_int_equal(convert_pdf("a.pdf"), CONVERT_OK);
	assert_output("<-bbox-layout><-enc><UTF-8><a.pdf><->");
	assert_int_equal(convert_pdf("a b/'c\" $(touch x) `touch x` ;&|\\ 报告%d%f\n.pdf"), CONVERT_OK);
	assert_output("<-bbox-layout><-enc><UTF-8><a b/'c\" $(touch x) `touch x` ;&|\\ 报告%d%f\n.pdf><->");
	assert_int_equal(access(in_home("x"), F_OK), -1);
	assert_int_equal(convert_pdf("-rf"), CONVERT_OK);
	assert_output("<-bbox-layout><-enc><UTF-8><./-rf><->");
	struct strbuf line = {0};
	struct convert_choice choice;
	assert_true(convert_choose(CONVERT_PDF, NULL, &choice));
	convert_append_line(&choice, &line);
	assert_true(str_ends_with(strbuf_view(&line), STR("/bin/pdftotext -bbox-layout -enc UTF-8 %f -")));
	strbuf_free(&line);
}

/* There is nothing to read but the file. */
static void input(void **state)
{
	install("pdftotext", "cat; cat \"$4\"");
	write_file("a.pdf", "what is in it", 0644);
	assert_int_equal(convert_pdf("a.pdf"), CONVERT_OK);
	assert_output("what is in it");
}

static void failures(void **state)
{
	install("pdftotext", "echo half; echo \"Incorrect $(printf '\\033')[1mpassword\" >&2; exit 3");
	assert_int_equal(convert_pdf("a.pdf"), CONVERT_FAILED);
	assert_string_equal(conversion.message, "Incorrect  [1mpassword");
	assert_null(conversion.reason);
	install("pdftotext", "exit 3");
	convert_pdf("a.pdf");
	assert_reason("ended with status", 3);
	install("pdftotext", "exit 126");
	convert_pdf("a.pdf");
	assert_reason("ended with status", 126);
	install("pdftotext", "kill -9 $$");
	convert_pdf("a.pdf");
	assert_reason("ended by signal", 9);
	write_file("bin/pdftotext", "#!/nowhere/interpreter\n", 0755);
	convert_pdf("a.pdf");
	assert_reason("cannot be run", -ENOENT);
	write_file("bin/pdftotext", "\177ELF and no more", 0755);
	convert_pdf("a.pdf");
	assert_reason("cannot be run", -ENOEXEC);
	/* Warnings are no failure, and more of them than is kept keep nobody waiting. */
	install("pdftotext", "i=0; while [ $i -lt 4000 ]; do echo 'Syntax Warning: some warning or other' >&2;"
			     "i=$((i + 1)); done; echo text");
	assert_int_equal(convert_pdf("a.pdf"), CONVERT_OK);
	assert_output("text\n");
	assert_string_equal(conversion.message, "");
}

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct convert_limits limits_of_pdf(void)
{
	return convert_suggestion(CONVERT_PDF)->limits;
}

static void out_of_time(void **state)
{
	struct convert_limits limits = limits_of_pdf();
	double start = seconds();
	limits.wall_ms = 300;
	/* With all that it has started. */
	install("pdftotext", "(sleep 1; echo > late) & sleep 60");
	assert_int_equal(convert_within(&limits), CONVERT_TIMED_OUT);
	assert_true(seconds() - start < 20);
	/* Also when it says nothing any more. */
	install("pdftotext", "exec >&- 2>&-; sleep 60");
	assert_int_equal(convert_within(&limits), CONVERT_TIMED_OUT);
	limits.wall_ms = 60000;
	limits.cpu_s = 1;
	install("pdftotext", "while :; do :; done");
	assert_int_equal(convert_within(&limits), CONVERT_TIMED_OUT);
	assert_true(seconds() - start < 40);
	sleep(1);
	assert_int_equal(access(in_home("late"), F_OK), -1);
}

/* What a converter leaves behind keeps nobody waiting, and does not live on; what it still says is heard. */
static void left_behind(void **state)
{
	double start = seconds();
	install("pdftotext", "(sleep 60; echo > late) & echo text");
	assert_int_equal(convert_pdf("a.pdf"), CONVERT_OK);
	assert_output("text\n");
	install("pdftotext", "sleep 60 & exit 3");
	convert_pdf("a.pdf");
	assert_reason("ended with status", 3);
	install("pdftotext", "{ sleep 0.2; echo more; sleep 0.2; echo and more; sleep 60; } & echo text");
	assert_int_equal(convert_pdf("a.pdf"), CONVERT_OK);
	assert_output("text\nmore\nand more\n");
	assert_true(seconds() - start < 20);
}

/* Cancels a run once its converter has said that it is there. */
static void *cancel_started(void *cancelled)
{
	while (access(in_home("started"), F_OK) < 0)
		nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
	atomic_store((atomic_bool *)cancelled, true);
	return NULL;
}

static void cancelled(void **state)
{
	static const char *const commands[] = {"echo > started; sleep 60", "exec >&- 2>&-; echo > started; sleep 60"};
	atomic_bool stop;
	double start = seconds();
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		pthread_t thread;
		atomic_init(&stop, false);
		conversion.cancelled = &stop;
		install("pdftotext", commands[i]);
		assert_int_equal(pthread_create(&thread, NULL, cancel_started, &stop), 0);
		assert_int_equal(convert_pdf("a.pdf"), CONVERT_CANCELLED);
		pthread_join(thread, NULL);
		unlink(in_home("started"));
	}
	assert_true(seconds() - start < 20);
	/* No other converter is tried then. */
	install("catdoc", "echo > tried");
	install("antiword", "echo > tried");
	convert_file(CONVERT_DOC, "a.doc", &conversion);
	assert_int_equal(conversion.status, CONVERT_CANCELLED);
	conversion.cancelled = NULL;
}

static volatile sig_atomic_t noted;

static void note_signal(int number)
{
	noted = number;
}

/* Where nobody else cancels it, a signal that is held does, if it is not ignored; its effect comes afterwards. */
static void signals(void **state)
{
	static const struct {
		int number;
		const char *commands, *then;
	} ending[] = {
		{SIGINT, "kill -INT $PPID; sleep 60", "kill -INT $PPID; echo text"},
		{SIGTERM, "kill -TERM $PPID; sleep 60", "kill -TERM $PPID; echo text"},
		{SIGHUP, "exec >&- 2>&-; kill -HUP $PPID; sleep 60", "kill -HUP $PPID; echo text"},
	};
	double start = seconds();
	for (size_t i = 0; i < sizeof(ending) / sizeof(*ending); i++) {
		struct sigaction action = {.sa_handler = note_signal}, old;
		sigset_t before;
		noted = 0;
		sigaction(ending[i].number, &action, &old);
		convert_hold_signals(&before);
		install("pdftotext", ending[i].commands);
		assert_int_equal(convert_pdf("a.pdf"), CONVERT_CANCELLED);
		assert_int_equal(noted, 0);
		convert_release_signals(&before);
		assert_int_equal(noted, ending[i].number);
		action.sa_handler = SIG_IGN;
		sigaction(ending[i].number, &action, NULL);
		convert_hold_signals(&before);
		install("pdftotext", ending[i].then);
		assert_int_equal(convert_pdf("a.pdf"), CONVERT_OK);
		convert_release_signals(&before);
		sigaction(ending[i].number, &old, NULL);
	}
	assert_true(seconds() - start < 20);
}

static void too_large(void **state)
{
	struct convert_limits limits = limits_of_pdf();
	limits.output_nbytes = 100000;
	install("pdftotext", "while :; do echo 0123456789; done");
	assert_int_equal(convert_within(&limits), CONVERT_TOO_LARGE);
	assert_true(conversion.bytes.nbytes <= limits.output_nbytes);
	install("pdftotext", "echo 12345678");
	limits.output_nbytes = 9;
	assert_int_equal(convert_within(&limits), CONVERT_OK);
	limits.output_nbytes = 8;
	assert_int_equal(convert_within(&limits), CONVERT_TOO_LARGE);
	limits = limits_of_pdf();
	limits.written_nbytes = 1000;
	install("pdftotext", "while :; do echo 0123456789; done > written");
	assert_int_equal(convert_within(&limits), CONVERT_TOO_LARGE);
	unlink(in_home("written"));
}

/* A converter has the three usual descriptors, no blocked signals, and a group of its own. */
static const char look_around[] = "for i in 3 4 5 6 7 8 9 11 12 13 14 15 16 17 18 19 20; do\n"
				  "if [ -e /proc/$$/fd/$i ]; then echo open $i; fi; done";

static void surroundings(void **state)
{
	sigset_t term, old;
	install("pdftotext", look_around);
	assert_int_equal(convert_pdf("a.pdf"), CONVERT_OK);
	assert_output("");
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	assert_int_equal(pthread_sigmask(SIG_BLOCK, &term, &old), 0);
	install("pdftotext", "kill -TERM $$; echo still there");
	convert_pdf("a.pdf");
	assert_reason("ended by signal", 15);
	assert_int_equal(pthread_sigmask(SIG_SETMASK, &old, NULL), 0);
	install("pdftotext", "trap '' TERM; kill -TERM 0; echo alone");
	assert_int_equal(convert_pdf("a.pdf"), CONVERT_OK);
	assert_output("alone\n");
}

static void *convert_often(void *argument)
{
	struct conversion own = {0};
	struct convert_choice choice;
	char name[32], expected[64];
	int *failed = argument;
	for (int i = 0; i < NRUNS; i++) {
		snprintf(name, sizeof(name), "%p.%d", argument, i);
		snprintf(expected, sizeof(expected), "<%s>\n", name);
		if (!convert_choose(CONVERT_PDF, NULL, &choice))
			break;
		convert_run(&choice, name, &own);
		*failed += own.status != CONVERT_OK || strcmp(strbuf_text(&own.bytes), expected) != 0;
	}
	conversion_free(&own);
	return NULL;
}

static void threads(void **state)
{
	pthread_t list[NTHREADS];
	int failed[NTHREADS] = {0};
	char commands[512];
	snprintf(commands, sizeof(commands), "%s\nsleep 0.02; echo \"<$4>\"", look_around);
	install("pdftotext", commands);
	for (size_t i = 0; i < NTHREADS; i++)
		assert_int_equal(pthread_create(&list[i], NULL, convert_often, &failed[i]), 0);
	for (size_t i = 0; i < NTHREADS; i++) {
		assert_int_equal(pthread_join(list[i], NULL), 0);
		assert_int_equal(failed[i], 0);
	}
}

/* A converter that writes a file does so in a directory of its own, which is gone afterwards. */
static void files(void **state)
{
	install("soffice", "for a; do case $a in -env:*) profile=${a#-env:UserInstallation=file://};; esac; done\n"
			   "[ \"$6\" = html ] && [ \"$7\" = --outdir ] || exit 9\n"
			   "mkdir -p \"$profile/deep/er\" \"$8\"\n"
			   "{ echo \"${9##*/}\"; cat \"$9\"; } > \"$8/report.html\"\n");
	write_file("-a.doc", "what is in it", 0644);
	convert_file(CONVERT_DOC, "-a.doc", &conversion);
	assert_int_equal(conversion.status, CONVERT_OK);
	assert_int_equal(conversion.converter->output, CONVERT_HTML);
	assert_output("report.doc\nwhat is in it");
	assert_int_equal(count_in("tmp"), 0);
	convert_file(CONVERT_DOCX, "-a.doc", &conversion);
	assert_output("report.docx\nwhat is in it");
	convert_file(CONVERT_DOC, "not there", &conversion);
	assert_int_equal(conversion.status, CONVERT_FAILED);
	assert_string_equal(conversion.message, "not there: No such file or directory");
	/* One that makes nothing, and says nothing. */
	install("soffice", "");
	convert_file(CONVERT_DOC, "-a.doc", &conversion);
	assert_reason("wrote nothing", 0);
	assert_int_equal(count_in("tmp"), 0);
	install("soffice", "echo 'source file could not be loaded' >&2");
	convert_file(CONVERT_DOC, "-a.doc", &conversion);
	assert_int_equal(conversion.status, CONVERT_FAILED);
	assert_string_equal(conversion.message, "source file could not be loaded");
	assert_string_equal(conversion.reason, "wrote nothing");
	/* Then the next one is tried. */
	install("catdoc", "cat \"$4\"");
	convert_file(CONVERT_DOC, "-a.doc", &conversion);
	assert_int_equal(conversion.status, CONVERT_OK);
	assert_int_equal(conversion.converter->output, CONVERT_TEXT);
	assert_output("what is in it");
	unlink(in_home("-a.doc"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds),
		cmocka_unit_test(table),
		cmocka_unit_test_teardown(missing, uninstall_all),
		cmocka_unit_test_teardown(arguments, uninstall_all),
		cmocka_unit_test_teardown(input, uninstall_all),
		cmocka_unit_test_teardown(failures, uninstall_all),
		cmocka_unit_test_teardown(out_of_time, uninstall_all),
		cmocka_unit_test_teardown(left_behind, uninstall_all),
		cmocka_unit_test_teardown(cancelled, uninstall_all),
		cmocka_unit_test_teardown(signals, uninstall_all),
		cmocka_unit_test_teardown(too_large, uninstall_all),
		cmocka_unit_test_teardown(surroundings, uninstall_all),
		cmocka_unit_test_teardown(threads, uninstall_all),
		cmocka_unit_test_teardown(files, uninstall_all),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
