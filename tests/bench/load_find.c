/* Looking for a text in all files, as the browser does. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "index/entry.h"
#include "index/find.h"
#include "index/walk.h"
#include "load.h"

struct files {
	struct arena arena;
	size_t count, capacity;
	const struct index_entry **entries;
};

static bool take(void *context, const char *path)
{
	struct files *files = context;
	files->entries = alloc_grow(files->entries, files->count, &files->capacity, sizeof(*files->entries));
	struct index_entry *entry = arena_alloc(&files->arena, 1, sizeof(*entry));
	*entry = entry_start(&files->arena, NULL, path, (struct str){"", 0}, NULL);
	files->entries[files->count++] = entry;
	return true;
}

static void fail(void *context, const char *path, int error_number)
{
	(void)context;
	(void)path;
	(void)error_number;
}

static void free_batches(struct find_batch *batch)
{
	while (batch) {
		struct find_batch *next = batch->next;
		free(batch);
		batch = next;
	}
}

/* Searches all files; the seconds it took. */
static double search(const struct files *files, struct match_pattern *pattern, struct find_progress *progress)
{
	double start = load_seconds();
	struct find *find = find_start(files->entries, files->count, pattern, ENCODING_UNKNOWN);
	do {
		poll(&(struct pollfd){.fd = find_wake_fd(find), .events = POLLIN}, 1, -1);
		free_batches(find_take(find, progress));
	} while (progress->running);
	double seconds = load_seconds() - start;
	find_close(find);
	return seconds;
}

double load_time_find(const char *directory, const char *text, size_t *nsearched, size_t *nmatching)
{
	struct files files = {0};
	struct find_progress progress = {0};
	struct error error;
	struct match_pattern *pattern = match_compile(str_from(text), MATCH_FOLD | MATCH_SKIP_BLANKS, NULL, &error);
	if (!pattern)
		return -1;
	walk_files(directory, take, fail, &files);
	double seconds = search(&files, pattern, &progress);
	*nsearched = progress.nsearched;
	*nmatching = progress.nmatching;
	free(files.entries);
	arena_free(&files.arena);
	return seconds;
}
