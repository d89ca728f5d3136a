/* What is left to do while files are loaded: a stack of jobs, which workers take from and add to; what may take long
 * lies below all others. Internal to src/index/. */
#ifndef GOUJI_INDEX_JOBS_H
#define GOUJI_INDEX_JOBS_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "base/str.h"

enum { JOB_NO_DIRECTORY = -1 };

/* Something to be done by any worker: a path to walk, or some files of a directory. */
struct job {
	struct job *next;
	/* Of the files' directory, closed with the job; JOB_NO_DIRECTORY for a path to walk */
	int directory_fd;
	bool is_late;                   /* it was put off until there was nothing else */
	size_t nfiles;
	struct strbuf names;            /* of the files, each with NUL behind */
	char path[];                    /* of the directory, or what is to be walked */
};

struct jobs {
	pthread_mutex_t mutex;          /* held by who changes anything */
	pthread_cond_t changed;
	struct job *pending, *last;     /* the last one of them, where there is any */
	atomic_size_t npending, nwaiting; /* jobs in it, and workers without one */
	atomic_size_t nbusy;            /* workers that may still add a job: all is done when there are none */
	atomic_bool cancelled;
	bool cut_off;                   /* not all was done */
};

/* A job for a path, which is copied; it owns `directory_fd` (JOB_NO_DIRECTORY: none). job_free releases both. */
struct job *job_new(const char *path, int directory_fd);
void job_free(struct job *job);

/* For `nworkers` workers, which all count as busy until each asks for its first job. */
void jobs_start(struct jobs *jobs, size_t nworkers);
/* There are fewer workers than it was said. */
void jobs_lose_workers(struct jobs *jobs, size_t count);
void jobs_free(struct jobs *jobs);
void jobs_push(struct jobs *jobs, struct job *job);
/* The same for a job that may take long: it is taken when there is no other, in turn. */
void jobs_push_late(struct jobs *jobs, struct job *job);
/* The next job of a worker that is done with its last one; waits for it. NULL when there is none and no worker can add
 * one any more, or when all was cancelled. */
struct job *jobs_next(struct jobs *jobs);
/* Whether there are more workers without a job than jobs. It may be otherwise a moment later. */
bool jobs_are_wanted(const struct jobs *jobs);
/* Whether some worker is at work or has not begun yet; from any thread. */
bool jobs_are_left(const struct jobs *jobs);
/* Whether all that there was has been done, with nothing cut off. */
bool jobs_are_done(struct jobs *jobs);
void jobs_cancel(struct jobs *jobs);

#endif
