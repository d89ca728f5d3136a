#include "index/loader.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "base/alloc.h"
#include "base/wake.h"
#include "check/summary.h"
#include "index/directory.h"
#include "index/entry.h"
#include "read/html.h"

enum {
	MAX_NTHREADS = 8,
	BATCH_COUNT = 256,
	BATCH_NANOSECONDS = 30 * 1000 * 1000, /* entries are handed over at least this often */
};

/* One thread's own things. */
struct worker {
	struct loader *loader;
	pthread_t thread;
	struct arena arena;             /* entries and their names; lives as long as the loader */
	struct examiner *examiner;
	struct loader_batch *batch;
	struct timespec batch_start;
};

struct loader {
	const struct knowledge *knowledge;
	atomic_bool cancelled;
	struct wake wake;
	size_t nworkers;
	struct worker workers[MAX_NTHREADS];
	pthread_mutex_t mutex;          /* guards what follows */
	pthread_cond_t changed;
	size_t npending, capacity;      /* a stack of paths to walk, owned */
	char **pending;
	size_t nbusy;                   /* workers that may still add to it */
	struct loader_batch *done;
};

/* Hands the worker's finished entries over. */
static void flush_batch(struct worker *worker)
{
	struct loader *loader = worker->loader;
	if (!worker->batch || !worker->batch->count)
		return;
	pthread_mutex_lock(&loader->mutex);
	worker->batch->next = loader->done;
	loader->done = worker->batch;
	pthread_mutex_unlock(&loader->mutex);
	worker->batch = NULL;
	wake_signal(&loader->wake);
}

static long nanoseconds_since(const struct timespec *start)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - start->tv_sec) * 1000000000L + (now.tv_nsec - start->tv_nsec);
}

static void add_entry(struct worker *worker, struct index_entry *entry)
{
	if (!worker->batch) {
		worker->batch = alloc_zeroed(1, sizeof(*worker->batch) + BATCH_COUNT * sizeof(entry));
		clock_gettime(CLOCK_MONOTONIC, &worker->batch_start);
	}
	worker->batch->entries[worker->batch->count++] = entry;
	if (worker->batch->count == BATCH_COUNT || nanoseconds_since(&worker->batch_start) > BATCH_NANOSECONDS)
		flush_batch(worker);
}

static void load_file(struct worker *worker, const char *path)
{
	struct examiner *examiner = worker->examiner;
	examiner_examine(examiner, path);
	struct index_entry *entry = entry_make(&worker->arena, &worker->loader->knowledge->words, path,
					       &examiner->report, &examiner->findings);
	entry->summary = summary_make(&worker->arena, examiner);
	add_entry(worker, entry);
}

static void push_path(struct loader *loader, char *path)
{
	pthread_mutex_lock(&loader->mutex);
	loader->pending = alloc_grow(loader->pending, loader->npending, &loader->capacity, sizeof(*loader->pending));
	loader->pending[loader->npending++] = path;
	pthread_cond_signal(&loader->changed);
	pthread_mutex_unlock(&loader->mutex);
}

static void load_directory(struct worker *worker, const char *path, DIR *directory)
{
	struct strbuf child = {0};
	struct dirent *item;
	strbuf_append_text(&child, path);
	if (child.nbytes && child.ptr[child.nbytes - 1] != '/')
		strbuf_append_byte(&child, '/');
	size_t prefix = child.nbytes;
	while (!atomic_load(&worker->loader->cancelled) && (errno = 0, item = readdir(directory))) {
		int error_number;
		enum directory_item kind = directory_classify(dirfd(directory), item, &error_number);
		child.nbytes = prefix;
		strbuf_append_text(&child, item->d_name);
		if (kind == DIRECTORY_SUBDIRECTORY)
			push_path(worker->loader, alloc_copy_text(strbuf_text(&child)));
		else if (kind == DIRECTORY_FILE)
			load_file(worker, strbuf_text(&child));
		else if (kind == DIRECTORY_FAILED)
			add_entry(worker, entry_make_unreadable(&worker->arena, strbuf_text(&child)));
	}
	/* What was read before a fault is kept. */
	if (errno && !atomic_load(&worker->loader->cancelled))
		add_entry(worker, entry_make_unreadable(&worker->arena, path));
	strbuf_free(&child);
}

static void load_path(struct worker *worker, const char *path)
{
	DIR *directory = opendir(path);
	if (directory) {
		load_directory(worker, path, directory);
		closedir(directory);
	} else if (errno == ENOTDIR) {
		load_file(worker, path);
	} else {
		add_entry(worker, entry_make_unreadable(&worker->arena, path));
	}
}

/* The next path to walk; NULL when there is none and no worker can add one any more. */
static char *next_path(struct loader *loader)
{
	char *path = NULL;
	pthread_mutex_lock(&loader->mutex);
	loader->nbusy--;
	while (!loader->npending && loader->nbusy && !atomic_load(&loader->cancelled))
		pthread_cond_wait(&loader->changed, &loader->mutex);
	if (loader->npending && !atomic_load(&loader->cancelled)) {
		path = loader->pending[--loader->npending];
		loader->nbusy++;
	} else {
		pthread_cond_broadcast(&loader->changed);
	}
	pthread_mutex_unlock(&loader->mutex);
	return path;
}

static void *work(void *context)
{
	struct worker *worker = context;
	char *path;
	worker->examiner = examiner_new(worker->loader->knowledge);
	worker->examiner->findings.skips_passes = true;
	while ((path = next_path(worker->loader))) {
		load_path(worker, path);
		flush_batch(worker);
		free(path);
	}
	flush_batch(worker);
	examiner_free(worker->examiner);
	wake_signal(&worker->loader->wake);
	return NULL;
}

/* Without threads all is loaded here and now. */
static void start_workers(struct loader *loader)
{
	size_t wanted = wake_count_threads(MAX_NTHREADS);
	loader->nbusy = wanted;
	for (size_t i = 0; i < wanted; i++) {
		struct worker *worker = &loader->workers[loader->nworkers];
		worker->loader = loader;
		loader->nworkers += pthread_create(&worker->thread, NULL, work, worker) == 0;
	}
	size_t nmissing = wanted - loader->nworkers;
	pthread_mutex_lock(&loader->mutex);
	loader->nbusy -= loader->nworkers ? nmissing : nmissing - 1;
	pthread_cond_broadcast(&loader->changed);
	pthread_mutex_unlock(&loader->mutex);
	if (!loader->nworkers)
		work(&loader->workers[0]);
}

struct loader *loader_start(const struct knowledge *knowledge, const char *const *paths, size_t npaths)
{
	struct loader *loader = alloc_zeroed(1, sizeof(*loader));
	loader->knowledge = knowledge;
	html_prepare();
	pthread_mutex_init(&loader->mutex, NULL);
	pthread_cond_init(&loader->changed, NULL);
	wake_open(&loader->wake);
	for (size_t i = npaths; i-- > 0;)
		push_path(loader, alloc_copy_text(paths[i]));
	start_workers(loader);
	return loader;
}

void loader_cancel(struct loader *loader)
{
	pthread_mutex_lock(&loader->mutex);
	atomic_store(&loader->cancelled, true);
	pthread_cond_broadcast(&loader->changed);
	pthread_mutex_unlock(&loader->mutex);
}

void loader_free(struct loader *loader)
{
	loader_cancel(loader);
	for (size_t i = 0; i < MAX_NTHREADS; i++) {
		if (i < loader->nworkers)
			pthread_join(loader->workers[i].thread, NULL);
		arena_free(&loader->workers[i].arena);
		free(loader->workers[i].batch);
	}
	while (loader->done) {
		struct loader_batch *next = loader->done->next;
		free(loader->done);
		loader->done = next;
	}
	for (size_t i = 0; i < loader->npending; i++)
		free(loader->pending[i]);
	free(loader->pending);
	wake_close(&loader->wake);
	pthread_cond_destroy(&loader->changed);
	pthread_mutex_destroy(&loader->mutex);
	free(loader);
}

int loader_wake_fd(const struct loader *loader)
{
	return loader->wake.fds[0];
}

struct loader_batch *loader_take(struct loader *loader, bool *loading)
{
	wake_drain(&loader->wake);
	/* Should a worker hold the lock, there is another wake-up to come: the caller need not wait for it. */
	*loading = true;
	if (pthread_mutex_trylock(&loader->mutex) != 0) {
		wake_signal(&loader->wake);
		return NULL;
	}
	struct loader_batch *done = loader->done;
	loader->done = NULL;
	*loading = loader->nbusy > 0;
	pthread_mutex_unlock(&loader->mutex);
	return done;
}
