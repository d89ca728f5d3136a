/* Long work, done in slices by the loop between keys. */
#ifndef GOUJI_UI_JOB_H
#define GOUJI_UI_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct app;

struct job_ops {
	/* Works for a few milliseconds; true while there is more to do. */
	bool (*step)(struct app *app, void *state);
	/* Releases `state`; `done` when step came to its end, else the job was stopped. */
	void (*end)(struct app *app, void *state, bool done);
	bool told;                      /* it tells of its progress, and Esc stops it */
};

enum { JOB_MAX = 4, JOB_SLICE_NANOSECONDS = 5 * 1000 * 1000 };

/* Zero-initialise it. */
struct jobs {
	size_t count;
	struct {
		const struct job_ops *ops;
		void *state;
	} list[JOB_MAX];
};

/* Starts a job, in the place of one of the same operations. */
void job_start(struct app *app, const struct job_ops *ops, void *state);
/* Stops the job of these operations, if there is one. */
void job_stop(struct app *app, const struct job_ops *ops);
/* Stops the last job that was started of those that tell of themselves; false when there is none. */
bool job_stop_told(struct app *app);
void job_stop_all(struct app *app);
bool job_is_pending(const struct app *app);
/* A slice of each job. */
void job_step(struct app *app);
/* The time for slices, in nanoseconds. */
int64_t job_now(void);

#endif
