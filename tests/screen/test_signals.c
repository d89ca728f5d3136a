/* Signals and the end of the terminal. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "browser.h"

enum {
	STATUS_OF_SIGNAL = 128,
	CPU_LIMIT_US = 1500 * 1000, /* for loading and leaving, with sanitizers */
	NCOPIES = 40,
};

static const struct terminal_options plain = {0};

static void assert_restored(struct terminal *t)
{
	assert_false(terminal_is_altscreen(t));
	assert_true(terminal_is_cooked(t));
	assert_true(terminal_cursor(t).is_visible);
}

static void test_ending_signals(void **state)
{
	static const int signals[] = {SIGTERM, SIGHUP};

	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
		struct terminal *t = browser_start_samples(state, 24, 80);

		assert_true(terminal_is_altscreen(t));
		assert_false(terminal_is_cooked(t));
		terminal_signal(t, signals[i]);
		assert_int_equal(terminal_wait_exit(t), STATUS_OF_SIGNAL + signals[i]);
		assert_restored(t);
		assert_in_range(terminal_cpu_us(t), 1, CPU_LIMIT_US);
	}
}

static void test_quit_restores(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_int_equal(browser_quit(t), 0);
	assert_restored(t);
}

/* As soon as it can be: before the first draw, or while loading. */
static void test_ending_early(void **state)
{
	for (int i = 0; i < 5; i++) {
		struct terminal *t = browser_start(state, &plain, SAMPLES, NULL);
		int status;

		if (i > 0)
			assert_true(terminal_wait_text(t, i > 2 ? "Reports" : " ", BROWSER_WAIT_MS));
		terminal_signal(t, SIGTERM);
		status = terminal_wait_exit(t);
		/* Before it catches signals, it is killed by one. */
		assert_true(status == STATUS_OF_SIGNAL + SIGTERM || status == -SIGTERM);
		assert_restored(t);
	}
}

static void test_hangup(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	terminal_hangup(t);
	assert_int_equal(terminal_wait_exit(t), STATUS_OF_SIGNAL + SIGHUP);
	assert_in_range(terminal_cpu_us(t), 1, CPU_LIMIT_US);
}

/* Under nohup the end of the input is all that tells. */
static void test_hangup_ignored(void **state)
{
	char command[1024];
	struct terminal *t;

	snprintf(command, sizeof command, "trap '' HUP; exec '%s' '%s'", browser_program(), SAMPLES);
	t = browser_run(state, &plain, "/bin/sh", "-c", command, NULL);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	terminal_signal(t, SIGHUP);
	assert_true(terminal_type(t, "j"));
	assert_true(browser_shows(t, "Reports 2/" NSAMPLES));
	terminal_hangup(t);
	assert_int_equal(terminal_wait_exit(t), STATUS_OF_SIGNAL + SIGHUP);
	assert_in_range(terminal_cpu_us(t), 1, CPU_LIMIT_US);
}

static void test_hangup_in_help(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "?"));
	terminal_hangup(t);
	assert_int_equal(terminal_wait_exit(t), STATUS_OF_SIGNAL + SIGHUP);
}

/* Control-C never ends the program: it stops loading, and says how to quit. */
static void test_interrupt(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	assert_true(terminal_type(t, "<C-c>"));
	assert_true(terminal_wait_text(t, " q quits", BROWSER_WAIT_MS));
	terminal_signal(t, SIGINT);
	assert_true(terminal_type(t, "j"));
	assert_true(terminal_wait_text(t, "Reports 2/" NSAMPLES, BROWSER_WAIT_MS));
	assert_int_equal(browser_quit(t), 0);
	assert_restored(t);
}

static struct terminal *start_again(void **state)
{
	char path[BROWSER_PATH_NBYTES];
	struct terminal *t;

	snprintf(path, sizeof path, "%s", browser_path(state, "d"));
	t = browser_start(state, &plain, path, browser_path(state, "held"), NULL);
	assert_true(terminal_wait_text(t, "loading ...", BROWSER_WAIT_MS));
	return t;
}

/* Two directories: "d" of reports that are quickly read, "held" with one that is not. */
static struct terminal *start_held(void **state)
{
	char name[32];

	browser_write_held(state, "held/report.docx");
	browser_copy_sample(state, "tingyu/2022-huaizhu.txt", "d/00.txt", NULL, NULL);
	for (int i = 1; i < NCOPIES; i++) {
		snprintf(name, sizeof name, "d/%02d.txt", i);
		browser_link(state, "d/00.txt", name);
	}
	return start_again(state);
}

/* What is being read when loading is stopped is not waited for, and not listed. */
static void test_interrupt_while_loading(void **state)
{
	struct terminal *t = start_held(state);

	assert_true(terminal_send(t, "<C-c>"));
	assert_true(terminal_wait_text(t, "Loading stopped; q quits", BROWSER_WAIT_MS));
	/* Another key takes the message away. */
	assert_true(terminal_type(t, "G"));
	assert_true(terminal_wait_text(t, " files,", BROWSER_WAIT_MS));
	assert_true(terminal_wait_gone(t, "loading ...", BROWSER_WAIT_MS));
	assert_true(terminal_settle(t));
	assert_false(browser_shows(t, "report.docx"));
	assert_int_equal(browser_quit(t), 0);
	assert_restored(t);
}

/* Whatever ends the program while a file is being converted: it does not wait for that. */
static void test_end_while_loading(void **state)
{
	struct terminal *t = start_held(state);

	terminal_signal(t, SIGTERM);
	assert_int_equal(terminal_wait_exit(t), STATUS_OF_SIGNAL + SIGTERM);
	assert_restored(t);
	t = start_again(state);
	assert_int_equal(browser_quit(t), 0);
	t = start_again(state);
	terminal_hangup(t);
	assert_int_equal(terminal_wait_exit(t), STATUS_OF_SIGNAL + SIGHUP);
}

/* Everything is taken and nothing is going on: it sleeps. */
static void test_rest_costs_nothing(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);
	size_t nbytes = terminal_nbytes(t);

	assert_true(terminal_wait_idle(t, 300));
	assert_int_equal(terminal_nbytes(t), nbytes);
	assert_int_equal(browser_quit(t), 0);
	assert_in_range(terminal_cpu_us(t), 1, CPU_LIMIT_US);
}

/* Stopped and continued, as by the job control of a shell. */
static void test_stop_and_continue(void **state)
{
	struct terminal *t = browser_start_samples(state, 24, 80);

	terminal_signal(t, SIGSTOP);
	terminal_resize(t, 40, 120);
	terminal_signal(t, SIGCONT);
	assert_true(terminal_wait_text(t, "Outline", BROWSER_WAIT_MS));
	assert_true(terminal_settle(t));
	assert_true(browser_is_line_straight(t, 39, 34));
	assert_int_equal(browser_quit(t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_ending_signals),
		BROWSER_TEST(test_quit_restores),
		BROWSER_TEST(test_ending_early),
		BROWSER_TEST(test_hangup),
		BROWSER_TEST(test_hangup_ignored),
		BROWSER_TEST(test_hangup_in_help),
		BROWSER_TEST(test_interrupt),
		BROWSER_TEST(test_interrupt_while_loading),
		BROWSER_TEST(test_end_while_loading),
		BROWSER_TEST(test_rest_costs_nothing),
		BROWSER_TEST(test_stop_and_continue),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
