/* The threads that load. Internal to src/index/. */
#ifndef GOUJI_INDEX_LOADER_H
#define GOUJI_INDEX_LOADER_H

#include "index/index.h"

/* Entries that were finished together. */
struct loader_batch {
	struct loader_batch *next;
	size_t count, capacity;
	struct index_entry *entries;
};

/* Releases a batch, but not what its entries point to. */
void loader_batch_free(struct loader_batch *batch);

struct loader;

/* `keeps`: what is found is kept on disk from one start to the next (entry_cache.h). */
struct loader *loader_start(const struct knowledge *knowledge, const char *const *paths, size_t npaths, bool keeps);
/* Stops and joins the threads and frees what entries point to. */
void loader_free(struct loader *loader);
void loader_cancel(struct loader *loader);
int loader_wake_fd(const struct loader *loader);
/* The batches finished since the last call, to be freed with loader_batch_free; NULL when there are none. `*loading`
 * tells whether more may come. */
struct loader_batch *loader_take(struct loader *loader, bool *loading);

#endif
