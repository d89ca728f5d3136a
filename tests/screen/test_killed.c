/* What was confirmed on the screen is on disk: the program is killed right behind every verdict. And what could not be
 * saved is kept as long as the program runs, and saved by whatever ends it. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "browser.h"

enum { NVERDICTS = 12, MAX_NBYTES = 1 << 20, STATUS_OF_SIGNAL = 128, STEP_NANOSECONDS = 3000000 };

static struct terminal *start_with(void **state, const char *term)
{
	const struct terminal_options options = {.term = term};
	char store[BROWSER_PATH_NBYTES];

	snprintf(store, sizeof store, "--verdicts=%s", browser_path(state, "store/verdicts.db"));
	return browser_start(state, &options, store, SAMPLES, NULL);
}

static struct terminal *start(void **state)
{
	struct terminal *t = start_with(state, NULL);

	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	return t;
}

/* What the command line lists of the store, to be freed. */
static char *list_verdicts(void **state)
{
	char command[BROWSER_PATH_NBYTES * 2], *text = calloc(1, MAX_NBYTES);
	FILE *output;
	size_t nbytes;

	assert_non_null(text);
	snprintf(command, sizeof command, "'%s' verdicts --lang=en --verdicts='%s'", browser_program(),
		 browser_path(state, "store/verdicts.db"));
	output = popen(command, "r");
	assert_non_null(output);
	nbytes = fread(text, 1, MAX_NBYTES - 1, output);
	text[nbytes] = '\0';
	pclose(output);
	return text;
}

static size_t count_of(const char *text, const char *word)
{
	size_t count = 0;

	for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word))
		count++;
	return count;
}

static void kill_it(struct terminal *t)
{
	terminal_signal(t, SIGKILL);
	assert_int_equal(terminal_wait_exit(t), -SIGKILL);
}

/* One verdict more each time, on the next finding. */
static void test_killed_behind_each_verdict(void **state)
{
	char keys[NVERDICTS + 2];

	for (size_t i = 0; i < NVERDICTS; i++) {
		struct terminal *t = start(state);
		char *text;

		memset(keys, 'n', i + 1);
		keys[i + 1] = '\0';
		assert_true(terminal_type(t, keys));
		assert_true(terminal_send(t, "y"));
		assert_true(terminal_wait_text(t, "Confirmed (u takes it back)", BROWSER_WAIT_MS));
		kill_it(t);
		text = list_verdicts(state);
		if (count_of(text, "confirmed") != i + 1)
			fail_msg("%zu verdicts were confirmed, the store has:\n%s", i + 1, text);
		free(text);
	}
}

/* The same for what is withdrawn and noted. */
static void test_killed_behind_other_changes(void **state)
{
	struct terminal *t = start(state);
	char *text;

	assert_true(terminal_type(t, "nd"));
	assert_true(browser_shows(t, "Dismissed"));
	kill_it(t);
	t = start(state);
	assert_true(terminal_type(t, "zn"));
	assert_true(terminal_send(t, "m已核<Enter>"));
	assert_true(terminal_wait_text(t, "Noted", BROWSER_WAIT_MS));
	kill_it(t);
	text = list_verdicts(state);
	assert_int_equal(count_of(text, "已核"), 1);
	free(text);
}

/* Killed in the middle of other verdicts: the store can be read, and has the one that was confirmed. */
static void test_killed_at_any_moment(void **state)
{
	struct terminal *t = start(state);

	assert_true(terminal_type(t, "ny"));
	assert_true(browser_shows(t, "Confirmed"));
	for (int i = 0; i < 8; i++) {
		char *text;

		assert_true(terminal_send(t, "nnynynydd"));
		nanosleep(&(struct timespec){.tv_nsec = i * STEP_NANOSECONDS}, NULL);
		kill_it(t);
		text = list_verdicts(state);
		assert_non_null(strstr(text, "T3-BAL requests/natural: confirmed"));
		free(text);
		t = start(state);
	}
}

/* A verdict that could not be saved when it was given, on a terminal of each kind; then the way is free, and the
 * program is ended by a signal, or its terminal goes away. */
static void test_ended_with_verdicts_pending(void **state)
{
	static const char *const terms[] = {"vt100", "linux", "screen", "tmux", "xterm-256color", "screen-256color"};
	static const int signals[] = {SIGTERM, SIGHUP, 0};

	for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
		int number = signals[i % 3];
		struct terminal *t;
		char *text;

		browser_write_text(state, "store", "in the way");
		t = start_with(state, terms[i]);
		assert_true(browser_wait_loaded(t, FIRST_TITLE));
		assert_true(terminal_type(t, "ny"));
		assert_true(browser_shows(t, "NOT SAVED"));
		assert_int_equal(unlink(browser_path(state, "store")), 0);
		if (number != 0)
			terminal_signal(t, number);
		else
			terminal_hangup(t);
		assert_int_equal(terminal_wait_exit(t), STATUS_OF_SIGNAL + (number != 0 ? number : SIGHUP));
		text = list_verdicts(state);
		if (count_of(text, "confirmed") != 1)
			fail_msg("on %s: %s", terms[i], text);
		free(text);
		assert_int_equal(unlink(browser_path(state, "store/verdicts.db")), 0);
		unlink(browser_path(state, "store/verdicts.db-wal"));
		unlink(browser_path(state, "store/verdicts.db-shm"));
		unlink(browser_path(state, "store/verdicts.db.lock"));
		assert_int_equal(rmdir(browser_path(state, "store")), 0);
	}
}

/* Stopped by the key, and continued by the shell, for which a line is read: the terminal is the shell's meanwhile. */
static struct terminal *start_stopped(void **state, const char *const environment[])
{
	const struct terminal_options options = {.env = environment};
	char command[BROWSER_PATH_NBYTES * 2];
	struct terminal *t;

	snprintf(command, sizeof command, "set -m; '%s' --verdicts='%s' %s; echo stopped; read line; fg; echo left",
		 browser_program(), browser_path(state, "store/verdicts.db"), SAMPLES);
	t = browser_run(state, &options, "/bin/sh", "-c", command, NULL);
	assert_true(browser_wait_loaded(t, FIRST_TITLE));
	assert_true(terminal_type(t, "ny"));
	assert_true(browser_shows(t, "Confirmed"));
	assert_true(terminal_send(t, "<C-z>"));
	assert_true(terminal_wait_text(t, "stopped", BROWSER_WAIT_MS));
	assert_false(terminal_is_altscreen(t));
	assert_true(terminal_is_cooked(t));
	return t;
}

static void test_job_control(void **state)
{
	struct terminal *t = start_stopped(state, NULL);

	terminal_resize(t, 40, 120);
	assert_true(terminal_send(t, "<Enter>"));
	assert_true(terminal_wait_text(t, "Outline", BROWSER_WAIT_MS));
	assert_true(terminal_wait_text(t, "[confirmed]", BROWSER_WAIT_MS));
	assert_true(terminal_wait_text(t, "?: help", BROWSER_WAIT_MS));
	assert_true(browser_is_line_straight(t, 39, 34));
	assert_true(terminal_send(t, "q"));
	assert_true(terminal_wait_text(t, "left", BROWSER_WAIT_MS));
}

/* The same in a terminal that keeps its size: all of the screen stands there again, whoever paints it. */
static void test_continued_as_it_was(void **state)
{
	static const char *const painters[][2] = {{"GOUJI_PAINT=yes", NULL}, {"GOUJI_PAINT=no", NULL}};

	for (size_t i = 0; i < sizeof painters / sizeof painters[0]; i++) {
		struct terminal *t = start_stopped(state, painters[i]);

		assert_true(terminal_send(t, "<Enter>"));
		assert_true(terminal_wait_text(t, "[confirmed]", BROWSER_WAIT_MS));
		assert_true(terminal_wait_text(t, "?: help", BROWSER_WAIT_MS));
		assert_true(terminal_is_altscreen(t));
		assert_false(terminal_is_cooked(t));
		assert_true(browser_is_line_straight(t, 23, 24));
		assert_true(terminal_type(t, "j"));
		assert_true(browser_shows(t, "Reports 1/" NSAMPLES));
		assert_true(terminal_send(t, "q"));
		assert_true(terminal_wait_text(t, "left", BROWSER_WAIT_MS));
		assert_true(terminal_is_cooked(t));
		unlink(browser_path(state, "store/verdicts.db"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BROWSER_TEST(test_killed_behind_each_verdict), BROWSER_TEST(test_killed_behind_other_changes),
		BROWSER_TEST(test_killed_at_any_moment),       BROWSER_TEST(test_ended_with_verdicts_pending),
		BROWSER_TEST(test_job_control),                BROWSER_TEST(test_continued_as_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
