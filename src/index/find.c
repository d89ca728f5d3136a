#include "index/find.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "base/alloc.h"
#include "base/parallel.h"
#include "base/wake.h"
#include "index/find_file.h"
#include "read/html/html.h"

enum {
	MAX_NTHREADS = 8,
	WAKE_NANOSECONDS = 30 * 1000 * 1000, /* at the most so often */
};

struct find {
	struct match_pattern *pattern;
	enum encoding encoding;
	size_t nentries;
	atomic_bool cancelled;          /* set under the mutex */
	struct wake wake;
	struct find_raw *raw;           /* or NULL */
	pthread_mutex_t mutex;          /* guards what follows */
	const struct index_entry **entries; /* not to be touched once cancelled */
	size_t next;                    /* entry to be searched */
	size_t ntaken;                  /* entries whose hits went to the owner */
	bool *finished;                 /* entries that were searched */
	struct find_batch **batches;    /* their hits, or NULL */
	struct find_progress progress;
	struct timespec woken;
	size_t nthreads;                /* at work */
	bool closed;                    /* the last thread frees everything */
};

static void free_all(struct find *find)
{
	for (size_t i = 0; i < find->nentries; i++)
		free(find->batches[i]);
	free(find->batches);
	free(find->finished);
	free(find->entries);
	find_raw_free(find->raw);
	match_pattern_free(find->pattern);
	wake_close(&find->wake);
	pthread_mutex_destroy(&find->mutex);
	free(find);
}

/* Takes the next file: its number, and a copy of its path. False when there is none. */
static bool begin_file(struct find *find, size_t *number, struct strbuf *path)
{
	pthread_mutex_lock(&find->mutex);
	bool any = !find->progress.limited && !atomic_load(&find->cancelled) && find->next < find->nentries;
	if (any) {
		*number = find->next++;
		path_join(index_entry_path(find->entries[*number]), path);
	}
	pthread_mutex_unlock(&find->mutex);
	return any;
}

static void wake_now_and_then(struct find *find)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	long passed = (now.tv_sec - find->woken.tv_sec) * 1000000000L + (now.tv_nsec - find->woken.tv_nsec);
	if (passed < WAKE_NANOSECONDS)
		return;
	find->woken = now;
	wake_signal(&find->wake);
}

static void end_file(struct find *find, size_t number, struct find_batch *batch, size_t ngiven_up, bool unread)
{
	struct find_progress *progress = &find->progress;
	pthread_mutex_lock(&find->mutex);
	if (atomic_load(&find->cancelled)) {
		free(batch);
	} else {
		if (batch) {
			batch->entry = find->entries[number];
			batch->number = number;
			progress->nmatching++;
			progress->nhits += batch->nhits;
		}
		find->batches[number] = batch;
		find->finished[number] = true;
		progress->nsearched++;
		progress->nunread += unread;
		progress->ngiven_up += ngiven_up;
		progress->limited |= progress->nhits >= FIND_MAX_NHITS && find->next < find->nentries;
		wake_now_and_then(find);
	}
	pthread_mutex_unlock(&find->mutex);
}

/* Frees everything when nobody else is there. */
static void leave(struct find *find)
{
	pthread_mutex_lock(&find->mutex);
	find->nthreads--;
	bool last = find->closed && !find->nthreads;
	if (!find->closed && !find->nthreads)
		wake_signal(&find->wake);
	pthread_mutex_unlock(&find->mutex);
	if (last)
		free_all(find);
}

static void *work(void *context)
{
	struct find *find = context;
	struct find_file *search = find_file_new(find->pattern, find->raw, find->encoding, &find->cancelled);
	struct strbuf path = {0};
	size_t number;
	while (begin_file(find, &number, &path)) {
		size_t ngiven_up;
		bool unread;
		struct find_batch *batch = find_file_search(search, strbuf_text(&path), &ngiven_up, &unread);
		end_file(find, number, batch, ngiven_up, unread);
	}
	strbuf_free(&path);
	find_file_free(search);
	leave(find);
	return NULL;
}

/* Threads that nobody waits for. Without threads the files are searched here and now. */
static void start_threads(struct find *find)
{
	pthread_attr_t attributes;
	pthread_t thread;
	size_t wanted = parallel_count_threads(MAX_NTHREADS), nstarted = 0;
	pthread_attr_init(&attributes);
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	for (size_t i = 0; i < wanted; i++) {
		pthread_mutex_lock(&find->mutex);
		find->nthreads++;
		pthread_mutex_unlock(&find->mutex);
		if (pthread_create(&thread, &attributes, work, find) == 0)
			nstarted++;
		else if (nstarted || i + 1 < wanted)
			leave(find);
		else
			work(find);
	}
	pthread_attr_destroy(&attributes);
}

struct find *find_start(const struct index_entry *const *entries, size_t nentries, struct match_pattern *pattern,
			enum encoding encoding)
{
	struct find *find = alloc_zeroed(1, sizeof(*find));
	find->pattern = pattern;
	find->raw = find_raw_new(pattern);
	find->encoding = encoding;
	find->nentries = find->progress.nfiles = nentries;
	find->entries = alloc_array(nentries + 1, sizeof(*find->entries));
	find->batches = alloc_zeroed(nentries + 1, sizeof(*find->batches));
	find->finished = alloc_zeroed(nentries + 1, sizeof(*find->finished));
	if (nentries)
		memcpy(find->entries, entries, nentries * sizeof(*entries));
	html_prepare();
	wake_open(&find->wake);
	pthread_mutex_init(&find->mutex, NULL);
	start_threads(find);
	return find;
}

int find_wake_fd(const struct find *find)
{
	return find->wake.fds[0];
}

struct find_batch *find_take(struct find *find, struct find_progress *progress)
{
	struct find_batch *first = NULL, **end = &first;
	wake_drain(&find->wake);
	pthread_mutex_lock(&find->mutex);
	bool running = find->nthreads && !atomic_load(&find->cancelled);
	for (; find->ntaken < find->nentries && find->finished[find->ntaken]; find->ntaken++) {
		if (!find->batches[find->ntaken])
			continue;
		*end = find->batches[find->ntaken];
		end = &(*end)->next;
		find->batches[find->ntaken] = NULL;
	}
	find->progress.running = running;
	if (progress)
		*progress = find->progress;
	pthread_mutex_unlock(&find->mutex);
	return first;
}

void find_cancel(struct find *find)
{
	pthread_mutex_lock(&find->mutex);
	atomic_store(&find->cancelled, true);
	for (size_t i = find->ntaken; i < find->nentries; i++) {
		free(find->batches[i]);
		find->batches[i] = NULL;
	}
	pthread_mutex_unlock(&find->mutex);
}

void find_close(struct find *find)
{
	if (!find)
		return;
	find_cancel(find);
	pthread_mutex_lock(&find->mutex);
	find->closed = true;
	bool last = !find->nthreads;
	pthread_mutex_unlock(&find->mutex);
	if (last)
		free_all(find);
}
