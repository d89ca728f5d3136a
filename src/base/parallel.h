/* A loop whose parts are done by several threads at once. */
#ifndef GOUJI_BASE_PARALLEL_H
#define GOUJI_BASE_PARALLEL_H

#include <stdatomic.h>
#include <stddef.h>

enum { PARALLEL_MAX_NWORKERS = 8 };

/* Does elements `first` to before `end` of a loop. `worker` is below PARALLEL_MAX_NWORKERS; no two calls with the same
 * one run at a time, so that what belongs to a worker needs no lock. */
typedef void parallel_work(void *context, size_t worker, size_t first, size_t end);

/* How many threads are worth having: one for each processor, at most `max`, at least one. */
size_t parallel_count_threads(size_t max);
/* Has `work` do all elements before `count`, `grain` at a time, by as many threads as there are processors, the
 * caller's among them, and returns when all are done. The parts come in no certain order: what comes of them must not
 * depend on it. `cancelled` may be NULL; once it is set no further part is begun, and the loop is not done. */
void parallel_for(size_t count, size_t grain, const atomic_bool *cancelled, parallel_work *work, void *context);

#endif
