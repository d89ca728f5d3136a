#include "base/parallel.h"

#include <pthread.h>
#include <unistd.h>

struct loop {
	size_t count, grain;
	const atomic_bool *cancelled;
	parallel_work *work;
	void *context;
	atomic_size_t next;             /* element that nobody has taken */
};

struct worker {
	struct loop *loop;
	size_t number;
	pthread_t thread;
};

static void *take_parts(void *context)
{
	struct worker *worker = context;
	struct loop *loop = worker->loop;
	while (!loop->cancelled || !atomic_load(loop->cancelled)) {
		size_t first = atomic_fetch_add(&loop->next, loop->grain);
		if (first >= loop->count)
			break;
		size_t end = loop->count - first > loop->grain ? first + loop->grain : loop->count;
		loop->work(loop->context, worker->number, first, end);
	}
	return NULL;
}

size_t parallel_count_threads(size_t max)
{
	long nprocessors = sysconf(_SC_NPROCESSORS_ONLN);
	return nprocessors < 1 ? 1 : (size_t)nprocessors > max ? max : (size_t)nprocessors;
}

void parallel_for(size_t count, size_t grain, const atomic_bool *cancelled, parallel_work *work, void *context)
{
	struct loop loop = {.count = count, .grain = grain, .cancelled = cancelled, .work = work, .context = context};
	struct worker workers[PARALLEL_MAX_NWORKERS];
	size_t nparts = count / grain + (count % grain != 0), nworkers = parallel_count_threads(PARALLEL_MAX_NWORKERS);
	size_t nstarted = 1;
	for (size_t i = 0; i < PARALLEL_MAX_NWORKERS; i++)
		workers[i] = (struct worker){.loop = &loop, .number = i};
	if (nworkers > nparts)
		nworkers = nparts;
	/* Without a thread its parts are left to the others. */
	while (nstarted < nworkers &&
	       pthread_create(&workers[nstarted].thread, NULL, take_parts, &workers[nstarted]) == 0)
		nstarted++;
	take_parts(&workers[0]);
	for (size_t i = 1; i < nstarted; i++)
		pthread_join(workers[i].thread, NULL);
}
