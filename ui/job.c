#include "ui/job.h"

#include <string.h>
#include <time.h>

#include "ui/app.h"

int64_t job_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* The job is off the list before it ends: it may start another one. */
static void end(struct app *app, size_t number, bool done)
{
	struct jobs *jobs = &app->jobs;
	const struct job_ops *ops = jobs->list[number].ops;
	void *state = jobs->list[number].state;
	jobs->count--;
	memmove(&jobs->list[number], &jobs->list[number + 1], (jobs->count - number) * sizeof(jobs->list[0]));
	ops->end(app, state, done);
}

void job_stop(struct app *app, const struct job_ops *ops)
{
	for (size_t i = app->jobs.count; i-- > 0;)
		if (app->jobs.list[i].ops == ops)
			end(app, i, false);
}

void job_start(struct app *app, const struct job_ops *ops, void *state)
{
	job_stop(app, ops);
	if (app->jobs.count == JOB_MAX)
		end(app, 0, false);
	app->jobs.list[app->jobs.count].ops = ops;
	app->jobs.list[app->jobs.count].state = state;
	app->jobs.count++;
}

bool job_stop_told(struct app *app)
{
	for (size_t i = app->jobs.count; i-- > 0;)
		if (app->jobs.list[i].ops->told) {
			end(app, i, false);
			return true;
		}
	return false;
}

void job_stop_all(struct app *app)
{
	while (app->jobs.count)
		end(app, app->jobs.count - 1, false);
}

bool job_is_pending(const struct app *app)
{
	return app->jobs.count > 0;
}

void job_step(struct app *app)
{
	for (size_t i = app->jobs.count; i-- > 0;)
		if (i < app->jobs.count && !app->jobs.list[i].ops->step(app, app->jobs.list[i].state))
			end(app, i, true);
}
