#include "index/jobs.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"

struct job *job_new(const char *path, int directory_fd)
{
	size_t nbytes = strlen(path) + 1;
	struct job *job = alloc_zeroed(1, sizeof(*job) + nbytes);
	job->directory_fd = directory_fd;
	memcpy(job->path, path, nbytes);
	return job;
}

void job_free(struct job *job)
{
	if (job->directory_fd != JOB_NO_DIRECTORY)
		close(job->directory_fd);
	strbuf_free(&job->names);
	free(job);
}

void jobs_start(struct jobs *jobs, size_t nworkers)
{
	*jobs = (struct jobs){.nbusy = nworkers};
	pthread_mutex_init(&jobs->mutex, NULL);
	pthread_cond_init(&jobs->changed, NULL);
}

void jobs_lose_workers(struct jobs *jobs, size_t count)
{
	pthread_mutex_lock(&jobs->mutex);
	atomic_fetch_sub(&jobs->nbusy, count);
	pthread_cond_broadcast(&jobs->changed);
	pthread_mutex_unlock(&jobs->mutex);
}

void jobs_free(struct jobs *jobs)
{
	while (jobs->pending) {
		struct job *next = jobs->pending->next;
		job_free(jobs->pending);
		jobs->pending = next;
	}
	pthread_cond_destroy(&jobs->changed);
	pthread_mutex_destroy(&jobs->mutex);
}

void jobs_push(struct jobs *jobs, struct job *job)
{
	pthread_mutex_lock(&jobs->mutex);
	jobs->last = jobs->pending ? jobs->last : job;
	job->next = jobs->pending;
	jobs->pending = job;
	atomic_fetch_add(&jobs->npending, 1);
	pthread_cond_signal(&jobs->changed);
	pthread_mutex_unlock(&jobs->mutex);
}

void jobs_push_late(struct jobs *jobs, struct job *job)
{
	job->is_late = true;
	job->next = NULL;
	pthread_mutex_lock(&jobs->mutex);
	if (jobs->pending)
		jobs->last->next = job;
	else
		jobs->pending = job;
	jobs->last = job;
	atomic_fetch_add(&jobs->npending, 1);
	pthread_cond_signal(&jobs->changed);
	pthread_mutex_unlock(&jobs->mutex);
}

/* Waits until there is a job; false when there will be none. Whoever waits does not count as busy: never is nobody busy
 * while there are jobs. */
static bool wait_for_job(struct jobs *jobs)
{
	atomic_fetch_sub(&jobs->nbusy, 1);
	atomic_fetch_add(&jobs->nwaiting, 1);
	while (!jobs->pending && atomic_load(&jobs->nbusy) && !atomic_load(&jobs->cancelled))
		pthread_cond_wait(&jobs->changed, &jobs->mutex);
	atomic_fetch_sub(&jobs->nwaiting, 1);
	if (!jobs->pending || atomic_load(&jobs->cancelled)) {
		pthread_cond_broadcast(&jobs->changed);
		return false;
	}
	atomic_fetch_add(&jobs->nbusy, 1);
	return true;
}

struct job *jobs_next(struct jobs *jobs)
{
	struct job *job = NULL;
	pthread_mutex_lock(&jobs->mutex);
	if ((jobs->pending && !atomic_load(&jobs->cancelled)) || wait_for_job(jobs)) {
		job = jobs->pending;
		jobs->pending = job->next;
		atomic_fetch_sub(&jobs->npending, 1);
	}
	pthread_mutex_unlock(&jobs->mutex);
	return job;
}

bool jobs_are_wanted(const struct jobs *jobs)
{
	return atomic_load(&jobs->nwaiting) > atomic_load(&jobs->npending);
}

bool jobs_are_left(const struct jobs *jobs)
{
	return atomic_load(&jobs->nbusy) > 0;
}

bool jobs_are_done(struct jobs *jobs)
{
	pthread_mutex_lock(&jobs->mutex);
	bool done = !atomic_load(&jobs->nbusy) && !jobs->pending && !jobs->cut_off;
	pthread_mutex_unlock(&jobs->mutex);
	return done;
}

void jobs_cancel(struct jobs *jobs)
{
	pthread_mutex_lock(&jobs->mutex);
	atomic_store(&jobs->cancelled, true);
	jobs->cut_off |= atomic_load(&jobs->nbusy) || jobs->pending;
	pthread_cond_broadcast(&jobs->changed);
	pthread_mutex_unlock(&jobs->mutex);
}
