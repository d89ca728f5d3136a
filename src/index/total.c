#include "index/total.h"

#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/str.h"
#include "index/directory.h"

struct total {
	const char *const *paths;
	size_t npaths;
	pthread_t thread;
	atomic_bool cancelled, done;
	atomic_size_t count;
	/* Directories that are still to be looked into: the thread's own */
	size_t ndirectories, capacity;
	char **directories;
};

static bool is_cancelled(const struct total *total)
{
	return atomic_load_explicit(&total->cancelled, memory_order_relaxed);
}

static void push(struct total *total, struct str directory, const char *name)
{
	struct strbuf path = {0};
	strbuf_append(&path, directory);
	if (name[0] && !str_ends_with(directory, STR("/")))
		strbuf_append_byte(&path, '/');
	strbuf_append_text(&path, name);
	total->directories = alloc_grow(total->directories, total->ndirectories, &total->capacity,
					sizeof(*total->directories));
	total->directories[total->ndirectories++] = alloc_copy_text(strbuf_text(&path));
	strbuf_free(&path);
}

/* What cannot be read stands in the list, too, and so does a path that is no directory. */
static void count_in(struct total *total, const char *path)
{
	DIR *directory = opendir(path);
	const struct dirent *item = NULL;
	if (!directory)
		atomic_fetch_add(&total->count, 1);
	while (directory && !is_cancelled(total) && (item = readdir(directory))) {
		int error_number;
		enum directory_item kind = directory_classify(dirfd(directory), item, &error_number);
		if (kind == DIRECTORY_SUBDIRECTORY)
			push(total, str_from(path), item->d_name);
		else if (kind != DIRECTORY_SKIPPED)
			atomic_fetch_add(&total->count, 1);
	}
	if (directory)
		closedir(directory);
}

static void *work(void *context)
{
	struct total *total = context;
	for (size_t i = total->npaths; i-- > 0;)
		push(total, str_from(total->paths[i]), "");
	while (total->ndirectories && !is_cancelled(total)) {
		char *path = total->directories[--total->ndirectories];
		count_in(total, path);
		free(path);
	}
	atomic_store(&total->done, !is_cancelled(total));
	return NULL;
}

struct total *total_start(const char *const *paths, size_t npaths)
{
	struct total *total = alloc_zeroed(1, sizeof(*total));
	total->paths = paths;
	total->npaths = npaths;
	if (pthread_create(&total->thread, NULL, work, total) == 0)
		return total;
	free(total);
	return NULL;
}

void total_free(struct total *total)
{
	if (!total)
		return;
	atomic_store(&total->cancelled, true);
	pthread_join(total->thread, NULL);
	while (total->ndirectories)
		free(total->directories[--total->ndirectories]);
	free(total->directories);
	free(total);
}

size_t total_count(const struct total *total, bool *all)
{
	*all = atomic_load(&total->done);
	return atomic_load(&total->count);
}
