/* The store when something goes wrong: killed processes, several at once, full disks, files that cannot be written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "review/desk.h"

enum { NROUNDS = 15, NOBODY = 65534 };

/* ---- Killed while writing ---- */

/* Judges one finding after the other, and tells of each through the pipe once it is said to be saved. */
static _Noreturn void write_until_killed(const struct desk *desk, uint64_t first, int pipe_fd)
{
	struct error error;
	struct store *store = store_open(&(struct store_options){.path = desk->path, .author = "a"}, &error);
	for (uint64_t i = first;; i++) {
		struct subject subject = desk_subject(i);
		if (!store_judge(store, &subject, JUDGEMENT_CONFIRMED, &error) ||
		    write(pipe_fd, &i, sizeof(i)) != (ssize_t)sizeof(i))
			_exit(1);
	}
}

/* Lets a process write for some time, kills it, and returns what it has said to be saved: all below the result. */
static uint64_t write_and_kill(const struct desk *desk, uint64_t first, long nanoseconds)
{
	int ends[2], status;
	uint64_t saved, next = first;
	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		write_until_killed(desk, first, ends[1]);
	close(ends[1]);
	/* The time counts from the first one on, so that every round writes. */
	if (read(ends[0], &saved, sizeof(saved)) == (ssize_t)sizeof(saved))
		next = saved + 1;
	nanosleep(&(struct timespec){.tv_nsec = nanoseconds}, NULL);
	kill(child, SIGKILL);
	while (read(ends[0], &saved, sizeof(saved)) == (ssize_t)sizeof(saved))
		next = saved + 1;
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	return next;
}

static void what_was_said_to_be_saved_outlives_a_kill(void **state)
{
	struct desk desk;
	uint64_t next = 0;
	desk_start(&desk);
	srand(1);
	for (int round = 0; round < NROUNDS; round++) {
		uint64_t before = next;
		next = write_and_kill(&desk, next, rand() % 12000000);
		assert_true(next > before);
		struct store *store = desk_open(&desk, "a");
		for (uint64_t i = 0; i < next; i++) {
			struct subject subject = desk_subject(i);
			assert_judged(store_find(store, &subject), JUDGEMENT_CONFIRMED, "", "a");
		}
		/* One more may have been written before it could be told. */
		struct subject one_more = desk_subject(next), none = desk_subject(next + 1);
		next += store_find(store, &one_more) != NULL;
		assert_null(store_find(store, &none));
		store_close(store);
	}
	assert_sound(desk.path, next);
	desk_stop(&desk);
}

/* ---- Two at once ---- */

enum { NEACH = 20, NTRIES = 20 };

/* 0 when everything was saved in the end: on a busy machine one may wait for the other in vain, and try again. */
static int write_many(const struct desk *desk, const char *author)
{
	struct error error;
	struct store *store = store_open(&(struct store_options){.path = desk->path, .author = author}, &error);
	for (uint64_t i = 0; i < NEACH; i++) {
		struct subject subject = desk_subject(i);
		(void)store_judge(store, &subject, JUDGEMENT_CONFIRMED, &error);
	}
	for (int i = 0; i < NTRIES && store_unsaved(store); i++)
		(void)store_flush(store, &error);
	int nunsaved = (int)store_unsaved(store);
	store_close(store);
	return nunsaved;
}

static void two_reviewers_keep_all_their_verdicts(void **state)
{
	struct desk desk;
	pid_t children[2];
	static const char *const authors[] = {"a", "b"};
	desk_start(&desk);
	fflush(NULL);
	for (int i = 0; i < 2; i++) {
		children[i] = fork();
		assert_true(children[i] >= 0);
		if (children[i] == 0)
			_exit(write_many(&desk, authors[i]));
	}
	for (int i = 0; i < 2; i++) {
		int status = -1;
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	struct store *a = desk_open(&desk, "a"), *b = desk_open(&desk, "b");
	for (uint64_t i = 0; i < NEACH; i++) {
		struct subject subject = desk_subject(i);
		assert_judged(store_find_own(a, &subject), JUDGEMENT_CONFIRMED, "", "a");
		assert_judged(store_find_own(b, &subject), JUDGEMENT_CONFIRMED, "", "b");
	}
	store_close(a);
	store_close(b);
	assert_sound(desk.path, 2 * NEACH);
	desk_stop(&desk);
}

static void others_changes_are_taken_over(void **state)
{
	struct desk desk;
	struct error error;
	bool changed = true;
	struct subject one = desk_subject(1), two = desk_subject(2), three = desk_subject(3);
	desk_start(&desk);
	struct store *a = desk_open(&desk, "a"), *b = desk_open(&desk, "b");
	assert_true(store_refresh(a, &changed, &error));
	assert_false(changed);
	assert_true(store_judge(b, &one, JUDGEMENT_CONFIRMED, &error));
	assert_null(store_find(a, &one));
	assert_true(store_refresh(a, &changed, &error));
	assert_true(changed);
	assert_judged(store_find(a, &one), JUDGEMENT_CONFIRMED, "", "b");
	assert_true(store_refresh(a, &changed, &error));
	assert_false(changed);
	/* A change of one's own brings the others' along. */
	assert_true(store_judge(b, &two, JUDGEMENT_DISMISSED, &error));
	assert_true(store_judge(a, &three, JUDGEMENT_DISMISSED, &error));
	assert_judged(store_find(a, &two), JUDGEMENT_DISMISSED, "", "b");
	store_close(a);
	store_close(b);
	desk_stop(&desk);
}

/* ---- Cannot be written ---- */

static void a_locked_file_is_tried_again(void **state)
{
	struct desk desk;
	struct error error;
	sqlite3 *other = NULL;
	struct subject one = desk_subject(1), two = desk_subject(2);
	/* The second of these stops no write but its commit. */
	const char *lock = *state ? "BEGIN; SELECT count(*) FROM change" : "BEGIN EXCLUSIVE";
	desk_start(&desk);
	struct store_options options = {.path = desk.path, .author = "a", .patience_milliseconds = 50};
	struct store *store = store_open(&options, &error);
	assert_int_equal(sqlite3_open(desk.path, &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, lock, NULL, NULL, NULL), SQLITE_OK);
	assert_false(store_judge(store, &one, JUDGEMENT_CONFIRMED, &error));
	assert_error(&error, "another program is writing it");
	assert_int_equal(store_unsaved(store), 1);
	assert_judged(store_find(store, &one), JUDGEMENT_CONFIRMED, "", "a");
	assert_int_equal(sqlite3_close(other), SQLITE_OK);
	assert_true(store_judge(store, &two, JUDGEMENT_CONFIRMED, &error));
	assert_int_equal(store_unsaved(store), 0);
	store_close(store);
	assert_sound(desk.path, 2);
	desk_stop(&desk);
}

static void limit_files(rlim_t nbytes)
{
	struct rlimit limit;
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = nbytes;
	setrlimit(RLIMIT_FSIZE, &limit);
}

/* In a process of its own. Counts the steps that went well: each must. */
static int fill_disk(const struct desk *desk)
{
	struct error error;
	struct strbuf note = {0};
	struct subject one = desk_subject(1), two = desk_subject(2);
	strbuf_append_repeat(&note, 'x', 60000);
	signal(SIGXFSZ, SIG_IGN);
	struct store *store = store_open(&(struct store_options){.path = desk->path, .author = "a"}, &error);
	int ngood = store_judge(store, &one, JUDGEMENT_CONFIRMED, &error);
	limit_files(30000);
	ngood += !store_note(store, &one, strbuf_view(&note), &error);
	ngood += strstr(error.text, "cannot be read or written") || strstr(error.text, "disk is full");
	ngood += store_unsaved(store) == 1 && store_find(store, &one) != NULL;
	ngood += !store_judge(store, &two, JUDGEMENT_DISMISSED, &error);
	ngood += store_unsaved(store) == 2 && store_find(store, &two) != NULL;
	ngood += !store_flush(store, &error);
	/* What was written before is whole. */
	limit_files(RLIM_INFINITY);
	struct store *other = store_open(&(struct store_options){.path = desk->path, .author = "a"}, &error);
	ngood += error.text[0] == '\0' && store_find(other, &one) && !store_find(other, &two);
	store_close(other);
	ngood += store_flush(store, &error) && !store_unsaved(store) && store_find(store, &two);
	store_close(store);
	strbuf_free(&note);
	return ngood;
}

static void a_full_disk_loses_nothing(void **state)
{
	struct desk desk;
	desk_start(&desk);
	assert_int_equal(run_apart(fill_disk, &desk), 9);
	assert_sound(desk.path, 3);
	struct store *store = desk_open(&desk, "a");
	struct subject one = desk_subject(1);
	assert_int_equal(store_find(store, &one)->note.nbytes, 60000);
	store_close(store);
	desk_stop(&desk);
}

/* In a process of its own, as somebody who may read but not write, at first. Counts the steps that went well. */
static int read_only(const struct desk *desk)
{
	struct error error;
	struct subject one = desk_subject(1), two = desk_subject(2);
	if (geteuid() == 0 && (chown(desk->path, NOBODY, NOBODY) < 0 || chown(desk->directory, NOBODY, NOBODY) < 0 ||
			       setgid(NOBODY) < 0 || setuid(NOBODY) < 0))
		return 100;
	if (access(desk->path, R_OK) < 0)
		return 100;
	struct store *store = store_open(&(struct store_options){.path = desk->path, .author = "b"}, &error);
	int ngood = strstr(error.text, "cannot be written") != NULL;
	ngood += store_find(store, &one) != NULL;
	ngood += !store_judge(store, &two, JUDGEMENT_CONFIRMED, &error) && strstr(error.text, "cannot be written");
	ngood += store_unsaved(store) == 1 && store_find(store, &two) != NULL;
	ngood += chmod(desk->path, 0644) == 0 && !store_flush(store, &error) && store_unsaved(store) == 1;
	ngood += chmod(desk->directory, 0755) == 0 && store_flush(store, &error) && !store_unsaved(store);
	store_close(store);
	return ngood;
}

static void a_file_that_cannot_be_written_is_read(void **state)
{
	struct desk desk = {"/tmp/gouji-review-XXXXXX", ""};
	struct error error;
	struct subject one = desk_subject(1);
	assert_non_null(mkdtemp(desk.directory));
	desk_name(&desk, "verdicts.db", desk.path);
	struct store *store = desk_open(&desk, "a");
	assert_true(store_judge(store, &one, JUDGEMENT_CONFIRMED, &error));
	store_close(store);
	chmod(desk.path, 0444);
	chmod(desk.directory, 0555);
	int ngood = run_apart(read_only, &desk);
	chmod(desk.directory, 0755);
	desk_stop(&desk);
	if (ngood == 100)
		skip();
	assert_int_equal(ngood, 6);
}

/* A directory that even root cannot make is given a place to be, later. */
static void a_directory_that_cannot_be_made_is_tried_again(void **state)
{
	struct desk desk;
	struct error error;
	char path[DESK_PATH_NBYTES], directory[DESK_PATH_NBYTES];
	struct subject one = desk_subject(1);
	desk_start(&desk);
	desk_name(&desk, "data", directory);
	desk_name(&desk, "data/verdicts.db", path);
	close(open(directory, O_CREAT | O_WRONLY, 0600)); /* a file in its place */
	struct store *store = desk_open_badly(path, "cannot be opened");
	assert_false(store_judge(store, &one, JUDGEMENT_CONFIRMED, &error));
	assert_int_equal(store_unsaved(store), 1);
	assert_true(store_undo_subject(store) != NULL);
	unlink(directory);
	assert_true(store_flush(store, &error));
	store_close(store);
	assert_sound(path, 1);
	desk_stop(&desk);
}

static void a_file_that_is_replaced_is_opened_again(void **state)
{
	struct desk desk;
	struct error error;
	bool changed;
	char away[DESK_PATH_NBYTES];
	struct subject one = desk_subject(1), two = desk_subject(2), three = desk_subject(3);
	desk_start(&desk);
	struct store *store = desk_open(&desk, "a");
	assert_true(store_judge(store, &one, JUDGEMENT_CONFIRMED, &error));
	assert_true(store_judge(store, &two, JUDGEMENT_CONFIRMED, &error));
	desk_name(&desk, "away.db", away);
	assert_int_equal(rename(desk.path, away), 0);
	/* What was said in this session goes into the new file as well. */
	assert_true(store_judge(store, &three, JUDGEMENT_CONFIRMED, &error));
	assert_sound(desk.path, 3);
	assert_sound(away, 2);
	/* Back again: nothing twice, and what is in both is there. */
	assert_int_equal(rename(away, desk.path), 0);
	assert_true(store_refresh(store, &changed, &error));
	assert_true(changed);
	assert_int_equal(store_unsaved(store), 0);
	assert_non_null(store_find(store, &one));
	assert_non_null(store_find(store, &three));
	store_close(store);
	assert_sound(desk.path, 3);
	desk_stop(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_said_to_be_saved_outlives_a_kill),
		cmocka_unit_test(two_reviewers_keep_all_their_verdicts),
		cmocka_unit_test(others_changes_are_taken_over),
		cmocka_unit_test(a_locked_file_is_tried_again),
		cmocka_unit_test_prestate(a_locked_file_is_tried_again, (void *)"while it is read"),
		cmocka_unit_test(a_full_disk_loses_nothing),
		cmocka_unit_test(a_file_that_cannot_be_written_is_read),
		cmocka_unit_test(a_directory_that_cannot_be_made_is_tried_again),
		cmocka_unit_test(a_file_that_is_replaced_is_opened_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
