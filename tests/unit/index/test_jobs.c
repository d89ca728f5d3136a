/* The stack of jobs, with many workers that add to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "index/jobs.h"

enum { NWORKERS = 6, DEPTH = 9 };

static struct jobs jobs;
static atomic_size_t ndone;

/* Each job of a depth adds two of the next one. */
static void *work(void *context)
{
	struct job *job;
	while ((job = jobs_next(&jobs))) {
		int depth = atoi(job->path);
		char path[16];
		snprintf(path, sizeof(path), "%d", depth + 1);
		for (int i = 0; i < 2 && depth < DEPTH; i++)
			jobs_push(&jobs, job_new(path, JOB_NO_DIRECTORY));
		/* While a job is done there are workers that have something to do. */
		assert_true(jobs_are_left(&jobs));
		assert_false(jobs_are_done(&jobs));
		atomic_fetch_add(&ndone, 1);
		job_free(job);
	}
	return NULL;
}

static void run(size_t nworkers)
{
	pthread_t threads[NWORKERS];
	for (size_t i = 0; i < nworkers; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, work, NULL), 0);
	for (size_t i = 0; i < nworkers; i++)
		pthread_join(threads[i], NULL);
}

static void all_is_done_once(void **state)
{
	for (size_t nworkers = 1; nworkers <= NWORKERS; nworkers++) {
		atomic_store(&ndone, 0);
		jobs_start(&jobs, NWORKERS);
		jobs_lose_workers(&jobs, NWORKERS - nworkers);
		jobs_push(&jobs, job_new("0", JOB_NO_DIRECTORY));
		assert_true(jobs_are_left(&jobs));
		run(nworkers);
		assert_int_equal(atomic_load(&ndone), (1u << (DEPTH + 1)) - 1);
		assert_false(jobs_are_left(&jobs));
		assert_true(jobs_are_done(&jobs));
		/* What is cancelled after the end cuts nothing off. */
		jobs_cancel(&jobs);
		assert_true(jobs_are_done(&jobs));
		jobs_free(&jobs);
	}
}

static void cancelled_before_the_end(void **state)
{
	jobs_start(&jobs, NWORKERS);
	jobs_push(&jobs, job_new("0", JOB_NO_DIRECTORY));
	jobs_cancel(&jobs);
	run(NWORKERS);
	assert_false(jobs_are_left(&jobs));
	assert_false(jobs_are_done(&jobs));
	jobs_free(&jobs);
}

/* What is put off comes when there is nothing else, in turn. */
static void late_jobs(void **state)
{
	static const char order[] = "dbeacf";
	jobs_start(&jobs, 1);
	jobs_push_late(&jobs, job_new("a", JOB_NO_DIRECTORY));
	jobs_push(&jobs, job_new("b", JOB_NO_DIRECTORY));
	jobs_push_late(&jobs, job_new("c", JOB_NO_DIRECTORY));
	jobs_push(&jobs, job_new("d", JOB_NO_DIRECTORY));
	for (size_t i = 0; order[i]; i++) {
		struct job *job = jobs_next(&jobs);
		assert_int_equal(job->path[0], order[i]);
		assert_int_equal(job->is_late, order[i] != 'b' && order[i] != 'd' && order[i] != 'e');
		if (order[i] == 'b')
			jobs_push(&jobs, job_new("e", JOB_NO_DIRECTORY));
		if (order[i] == 'c')
			jobs_push_late(&jobs, job_new("f", JOB_NO_DIRECTORY));
		job_free(job);
	}
	assert_null(jobs_next(&jobs));
	assert_true(jobs_are_done(&jobs));
	jobs_free(&jobs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(late_jobs),
		cmocka_unit_test(all_is_done_once),
		cmocka_unit_test(cancelled_before_the_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
