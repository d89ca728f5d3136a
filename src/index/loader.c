#include "index/loader.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/parallel.h"
#include "base/wake.h"
#include "check/across/summary.h"
#include "index/directory.h"
#include "index/entry.h"
#include "index/entry_cache.h"
#include "index/jobs.h"
#include "read/html/html.h"

enum {
	MAX_NTHREADS = 8,
	BATCH_COUNT = 256,
	BATCH_NANOSECONDS = 30 * 1000 * 1000, /* entries are handed over at least this often */
	ARENA_CHUNK_NBYTES = 64 * 1024,
	SHARE_NFILES = 64,              /* of a directory, that one worker leaves to another at once */
};

/* One thread's own things. */
struct worker {
	struct loader *loader;
	pthread_t thread;
	struct arena arena;             /* what entries point to; lives as long as the loader */
	struct arena scratch;           /* of one file */
	struct examiner *examiner;
	struct strbuf path;             /* of the file or directory in hand */
	struct strbuf kept;             /* what is to be kept of entries on disk */
	size_t nkept, nfresh;           /* entries in it, and those of them that were not there before */
	struct job *shared;             /* files put aside for another worker; NULL for none */
	struct loader_batch *batch;
	struct timespec batch_start;
};

struct loader {
	const struct knowledge *knowledge;
	const char *const *paths;
	size_t npaths;
	bool keeps;
	pthread_mutex_t cache_mutex;    /* held while the cache is opened */
	struct entry_cache *cache;      /* NULL before, and where nothing is kept */
	struct jobs jobs;
	struct names names;             /* in the entries of all workers */
	struct wake wake;
	size_t nworkers;
	struct worker workers[MAX_NTHREADS];
	pthread_mutex_t mutex;          /* guards what follows */
	/* A worker has begun to store what is kept: it alone touches that from there on */
	bool stored;
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

void loader_batch_free(struct loader_batch *batch)
{
	if (batch)
		free(batch->entries);
	free(batch);
}

static void add_entry(struct worker *worker, const struct index_entry *entry)
{
	struct loader_batch *batch = worker->batch;
	if (!batch) {
		batch = worker->batch = alloc_zeroed(1, sizeof(*batch));
		clock_gettime(CLOCK_MONOTONIC, &worker->batch_start);
	}
	batch->entries = alloc_grow(batch->entries, batch->count, &batch->capacity, sizeof(*batch->entries));
	batch->entries[batch->count++] = *entry;
	if (batch->count == BATCH_COUNT || nanoseconds_since(&worker->batch_start) > BATCH_NANOSECONDS)
		flush_batch(worker);
}

/* Sets the worker's path to that of a name in a directory. */
static const char *set_path(struct worker *worker, const char *directory, const char *name)
{
	struct strbuf *path = &worker->path;
	strbuf_clear(path);
	strbuf_append_text(path, directory);
	if (path->nbytes && path->ptr[path->nbytes - 1] != '/')
		strbuf_append_byte(path, '/');
	strbuf_append_text(path, name);
	return strbuf_text(path);
}

/* Keeps what has just been examined; `key` as it was before, NULL for what is not kept on disk. */
static void keep_report(struct worker *worker, const char *path, const struct entry_key *key)
{
	struct examiner *examiner = worker->examiner;
	/* What was being converted then is not known. */
	if (atomic_load(&worker->loader->jobs.cancelled))
		return;
	const struct index_entry entry =
		entry_make(&worker->arena, &worker->loader->names, &worker->loader->knowledge->words, path,
			   &examiner->report, &examiner->findings, summary_make(&worker->scratch, examiner));
	arena_reset(&worker->scratch);
	if (key && entry_cache_append(*key, &entry, examiner, &worker->kept)) {
		worker->nkept++;
		worker->nfresh++;
	}
	add_entry(worker, &entry);
}

static void add_unreadable(struct worker *worker, const char *path)
{
	const struct index_entry entry = entry_make_unreadable(&worker->arena, path);
	add_entry(worker, &entry);
}

/* Takes the entry of a file from what was kept. False when it has to be read; `*key` is good where `*keyed` says so. */
static bool take_kept(struct worker *worker, const struct source_place *place, struct entry_key *key, bool *keyed)
{
	const struct entry_cache *cache = worker->loader->cache;
	struct stat info;
	*keyed = cache && fstatat(place->directory_fd, place->name, &info, 0) == 0 && S_ISREG(info.st_mode);
	if (!*keyed)
		return false;
	*key = entry_cache_key(cache, place->path, &info);
	const struct entry_memory memory = {&worker->arena, &worker->loader->names, &worker->scratch};
	struct index_entry entry;
	if (!entry_cache_find(cache, *key, place->path, &memory, &entry, &worker->kept))
		return false;
	worker->nkept++;
	add_entry(worker, &entry);
	return true;
}

/* Converters take their time, and may hang: all other files come first. False where the file was read. */
static bool put_off(struct worker *worker, const char *path)
{
	if (worker->examiner->report.state != REPORT_PUT_OFF)
		return false;
	jobs_push_late(&worker->loader->jobs, job_new(path, JOB_NO_DIRECTORY));
	return true;
}

static void load_file(struct worker *worker, int directory_fd, const char *directory, const char *name)
{
	const struct source_place place = {
		.path = set_path(worker, directory, name),
		.directory_fd = directory_fd,
		.name = name,
	};
	struct entry_key key;
	bool keyed;
	if (take_kept(worker, &place, &key, &keyed))
		return;
	worker->examiner->file.puts_off = true;
	examiner_examine_at(worker->examiner, &place);
	if (!put_off(worker, place.path))
		keep_report(worker, place.path, keyed ? &key : NULL);
}

static void load_files(struct worker *worker, const struct job *job)
{
	const char *next = job->names.ptr;
	for (size_t i = 0; i < job->nfiles && !atomic_load(&worker->loader->jobs.cancelled); i++) {
		load_file(worker, job->directory_fd, job->path, next);
		next += strlen(next) + 1;
	}
}

static void give_away(struct worker *worker)
{
	if (worker->shared)
		jobs_push(&worker->loader->jobs, worker->shared);
	worker->shared = NULL;
}

/* Puts a file aside for another worker: a directory may hold more files than all others together. False when the system
 * has no more descriptors. */
static bool share_file(struct worker *worker, int directory_fd, const char *directory, const char *name)
{
	if (!worker->shared) {
		int fd = fcntl(directory_fd, F_DUPFD_CLOEXEC, 0);
		if (fd < 0)
			return false;
		worker->shared = job_new(directory, fd);
	}
	strbuf_append(&worker->shared->names, (struct str){name, strlen(name) + 1});
	if (++worker->shared->nfiles == SHARE_NFILES)
		give_away(worker);
	return true;
}

static void load_directory(struct worker *worker, const char *path, DIR *directory)
{
	struct dirent *item;
	int fd = dirfd(directory);
	while (!atomic_load(&worker->loader->jobs.cancelled) && (errno = 0, item = readdir(directory))) {
		int error_number;
		enum directory_item kind = directory_classify(fd, item, &error_number);
		if (kind == DIRECTORY_SUBDIRECTORY) {
			jobs_push(&worker->loader->jobs,
				  job_new(set_path(worker, path, item->d_name), JOB_NO_DIRECTORY));
		} else if (kind == DIRECTORY_FILE) {
			bool shares = worker->shared || jobs_are_wanted(&worker->loader->jobs);
			if (!shares || !share_file(worker, fd, path, item->d_name))
				load_file(worker, fd, path, item->d_name);
		} else if (kind == DIRECTORY_FAILED) {
			add_unreadable(worker, set_path(worker, path, item->d_name));
		}
	}
	/* What was read before a fault is kept. */
	if (errno && !atomic_load(&worker->loader->jobs.cancelled))
		add_unreadable(worker, path);
	give_away(worker);
}

static void load_path(struct worker *worker, const struct job *job)
{
	const char *path = job->path;
	DIR *directory = opendir(path);
	if (directory) {
		load_directory(worker, path, directory);
		closedir(directory);
	} else if (errno == ENOTDIR) {
		worker->examiner->file.puts_off = !job->is_late;
		examiner_examine(worker->examiner, path);
		if (!put_off(worker, path))
			keep_report(worker, path, NULL);
	} else {
		add_unreadable(worker, path);
	}
}

/* The first worker opens the cache while the others wait. */
static void open_cache(struct loader *loader)
{
	if (!loader->keeps)
		return;
	pthread_mutex_lock(&loader->cache_mutex);
	if (!loader->cache)
		loader->cache = entry_cache_open(loader->knowledge, loader->paths, loader->npaths);
	pthread_mutex_unlock(&loader->cache_mutex);
}

/* Whether this worker is the one to store what is kept: all has been loaded, and nobody adds to it any more. */
static bool begin_to_store(struct loader *loader)
{
	if (!jobs_are_done(&loader->jobs))
		return false;
	pthread_mutex_lock(&loader->mutex);
	bool begins = !loader->stored && loader->cache;
	loader->stored = true;
	pthread_mutex_unlock(&loader->mutex);
	return begins;
}

static void store_kept(struct loader *loader)
{
	const struct strbuf *parts[MAX_NTHREADS];
	size_t nkept = 0, nfresh = 0;
	for (size_t i = 0; i < MAX_NTHREADS; i++) {
		parts[i] = &loader->workers[i].kept;
		nkept += loader->workers[i].nkept;
		nfresh += loader->workers[i].nfresh;
	}
	if (nkept >= ENTRY_CACHE_MIN_COUNT && (nfresh || nkept != entry_cache_count(loader->cache)))
		entry_cache_store(loader->cache, parts, MAX_NTHREADS);
	for (size_t i = 0; i < MAX_NTHREADS; i++)
		strbuf_free(&loader->workers[i].kept);
	entry_cache_close(loader->cache);
	loader->cache = NULL;
}

static void *work(void *context)
{
	struct worker *worker = context;
	struct job *job;
	open_cache(worker->loader);
	worker->examiner = examiner_new(worker->loader->knowledge);
	worker->examiner->findings.skips_passes = true;
	worker->examiner->file.conversion.cancelled = &worker->loader->jobs.cancelled;
	while ((job = jobs_next(&worker->loader->jobs))) {
		if (job->directory_fd == JOB_NO_DIRECTORY)
			load_path(worker, job);
		else
			load_files(worker, job);
		flush_batch(worker);
		job_free(job);
	}
	flush_batch(worker);
	strbuf_free(&worker->path);
	arena_free(&worker->scratch);
	examiner_free(worker->examiner);
	wake_signal(&worker->loader->wake);
	if (begin_to_store(worker->loader))
		store_kept(worker->loader);
	return NULL;
}

/* Without threads all is loaded here and now. */
static void start_workers(struct loader *loader, size_t wanted)
{
	for (size_t i = 0; i < wanted; i++) {
		struct worker *worker = &loader->workers[loader->nworkers];
		worker->loader = loader;
		/* Of each worker's last chunk some stays free, whatever the count of reports. */
		worker->arena.max_chunk_nbytes = ARENA_CHUNK_NBYTES;
		loader->nworkers += pthread_create(&worker->thread, NULL, work, worker) == 0;
	}
	size_t nmissing = wanted - loader->nworkers;
	jobs_lose_workers(&loader->jobs, loader->nworkers ? nmissing : nmissing - 1);
	if (!loader->nworkers)
		work(&loader->workers[0]);
}

struct loader *loader_start(const struct knowledge *knowledge, const char *const *paths, size_t npaths, bool keeps)
{
	struct loader *loader = alloc_zeroed(1, sizeof(*loader));
	size_t nworkers = parallel_count_threads(MAX_NTHREADS);
	loader->knowledge = knowledge;
	loader->paths = paths;
	loader->npaths = npaths;
	loader->keeps = keeps;
	pthread_mutex_init(&loader->cache_mutex, NULL);
	html_prepare();
	names_init(&loader->names);
	pthread_mutex_init(&loader->mutex, NULL);
	jobs_start(&loader->jobs, nworkers);
	wake_open(&loader->wake);
	for (size_t i = npaths; i-- > 0;)
		jobs_push(&loader->jobs, job_new(paths[i], JOB_NO_DIRECTORY));
	start_workers(loader, nworkers);
	return loader;
}

void loader_cancel(struct loader *loader)
{
	jobs_cancel(&loader->jobs);
}

void loader_free(struct loader *loader)
{
	loader_cancel(loader);
	/* One of them may be storing what the others have. */
	for (size_t i = 0; i < loader->nworkers; i++)
		pthread_join(loader->workers[i].thread, NULL);
	for (size_t i = 0; i < MAX_NTHREADS; i++) {
		arena_free(&loader->workers[i].arena);
		loader_batch_free(loader->workers[i].batch);
		strbuf_free(&loader->workers[i].kept);
	}
	entry_cache_close(loader->cache);
	while (loader->done) {
		struct loader_batch *next = loader->done->next;
		loader_batch_free(loader->done);
		loader->done = next;
	}
	names_free(&loader->names);
	jobs_free(&loader->jobs);
	wake_close(&loader->wake);
	pthread_mutex_destroy(&loader->mutex);
	pthread_mutex_destroy(&loader->cache_mutex);
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
	/* Asked first: a worker hands over what it has before it is idle. */
	*loading = jobs_are_left(&loader->jobs);
	if (!*loading)
		names_finish(&loader->names);
	struct loader_batch *done = loader->done;
	loader->done = NULL;
	pthread_mutex_unlock(&loader->mutex);
	return done;
}
