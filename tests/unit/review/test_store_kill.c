/* The store of a program that is killed before each of its system calls in turn, and on a disk that is full after each
 * number of pages: what it said to be saved is there, and nothing is that was not given. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/ptrace.h>
#endif

#include "review/desk.h"

enum {
	NVERDICTS = 2,
	MAX_NCALLS = 4000,              /* of the whole work; more are none of the store's */
	PAGE_NBYTES = 4096,
	MAX_NPAGES = 24,
};

/* Judges the findings one after the other and tells of each through the pipe once it is said to be saved. */
static _Noreturn void judge_all(const struct desk *desk, int pipe_fd)
{
	struct error error;
	struct store *store = store_open(&(struct store_options){.path = desk->path, .author = "a"}, &error);
	for (uint8_t i = 0; i < NVERDICTS; i++) {
		struct subject subject = desk_subject(i);
		if (!store_judge(store, &subject, JUDGEMENT_CONFIRMED, &error) || write(pipe_fd, &i, 1) != 1)
			_exit(1);
	}
	store_close(store);
	_exit(0);
}

/* How many were told of. */
static uint8_t count_told(int pipe_fd)
{
	uint8_t number, ntold = 0;
	while (read(pipe_fd, &number, 1) == 1)
		ntold++;
	return ntold;
}

static void assert_has(const struct desk *desk, uint8_t ntold)
{
	struct store *store = desk_open(desk, "a");
	size_t nthere = 0;
	for (uint8_t i = 0; i < NVERDICTS; i++) {
		struct subject subject = desk_subject(i);
		const struct judgement *judgement = store_find(store, &subject);
		if (i < ntold)
			assert_judged(judgement, JUDGEMENT_CONFIRMED, "", "a");
		nthere += judgement != NULL;
	}
	/* One more may have been written before it could be told. */
	assert_in_range(nthere, ntold, ntold + 1U);
	store_close(store);
	assert_sound(desk->path, nthere);
}

#ifdef __linux__

enum outcome { OUTCOME_KILLED, OUTCOME_DONE, OUTCOME_NOT_TRACED };

/* Lets the child run up to its system call of this number and kills it there; a call stops it twice. */
static enum outcome run_to_call(pid_t child, size_t ncalls)
{
	int status;
	if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status))
		return OUTCOME_NOT_TRACED;
	for (size_t nstops = 0; nstops < 2 * ncalls + 1; nstops++) {
		if (ptrace(PTRACE_SYSCALL, child, NULL, NULL) != 0 || waitpid(child, &status, 0) != child)
			return OUTCOME_NOT_TRACED;
		if (WIFEXITED(status))
			return WEXITSTATUS(status) == 0 ? OUTCOME_DONE : OUTCOME_NOT_TRACED;
	}
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	return OUTCOME_KILLED;
}

static enum outcome judge_and_kill(const struct desk *desk, size_t ncalls, uint8_t *ntold)
{
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
			_exit(2);
		raise(SIGSTOP);
		judge_all(desk, ends[1]);
	}
	close(ends[1]);
	enum outcome outcome = run_to_call(child, ncalls);
	*ntold = count_told(ends[0]);
	close(ends[0]);
	return outcome;
}

static void killed_before_each_call(void **state)
{
	enum outcome outcome = OUTCOME_KILLED;
	size_t ncalls = 0;
	for (; outcome == OUTCOME_KILLED && ncalls < MAX_NCALLS; ncalls++) {
		struct desk desk;
		uint8_t ntold;
		desk_start(&desk);
		outcome = judge_and_kill(&desk, ncalls, &ntold);
		if (outcome == OUTCOME_NOT_TRACED && ncalls == 0) {
			desk_stop(&desk);
			print_message("this system does not let a process be traced\n");
			skip();
		}
		assert_int_not_equal(outcome, OUTCOME_NOT_TRACED);
		assert_has(&desk, ntold);
		desk_stop(&desk);
	}
	assert_int_equal(outcome, OUTCOME_DONE);
	assert_true(ncalls > NVERDICTS);
}

#endif

/* ---- A full disk ---- */

static size_t full_npages;

static void limit_files(rlim_t nbytes)
{
	struct rlimit limit;
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = nbytes;
	setrlimit(RLIMIT_FSIZE, &limit);
}

/* In a process of its own: judges while no file may grow any more, then with room again. 0 when every verdict was there
 * all the time, and all are saved in the end. */
static int judge_on_full_disk(const struct desk *desk)
{
	struct error error;
	int nbad = 0;
	signal(SIGXFSZ, SIG_IGN);
	limit_files((rlim_t)full_npages * PAGE_NBYTES);
	struct store *store = store_open(&(struct store_options){.path = desk->path, .author = "a"}, &error);
	for (uint8_t i = 0; i < NVERDICTS; i++) {
		struct subject subject = desk_subject(i);
		bool saved = store_judge(store, &subject, JUDGEMENT_CONFIRMED, &error);
		nbad += store_find(store, &subject) == NULL;
		nbad += saved != (store_unsaved(store) == 0);
	}
	limit_files(RLIM_INFINITY);
	nbad += !store_flush(store, &error) || store_unsaved(store) > 0;
	store_close(store);
	return nbad;
}

static void full_after_each_page(void **state)
{
	for (full_npages = 0; full_npages < MAX_NPAGES; full_npages++) {
		struct desk desk;
		desk_start(&desk);
		assert_int_equal(run_apart(judge_on_full_disk, &desk), 0);
		assert_has(&desk, NVERDICTS);
		desk_stop(&desk);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#ifdef __linux__
		cmocka_unit_test(killed_before_each_call),
#endif
		cmocka_unit_test(full_after_each_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
