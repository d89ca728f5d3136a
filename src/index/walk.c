#include "index/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/str.h"
#include "index/directory.h"

struct entry {
	const char *name;
	enum directory_item kind;
	int error_number;               /* of DIRECTORY_FAILED */
};

/* The names of one directory. */
struct listing {
	struct arena names;
	size_t count;
	size_t capacity;
	struct entry *entries;
};

struct walk {
	walk_take *take;
	walk_fail *fail;
	void *context;
	struct strbuf path;             /* of the file or directory that is being looked at */
};

static int compare_entries(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static void add_entry(struct listing *listing, DIR *directory, const struct dirent *item)
{
	struct entry entry = {0};
	entry.kind = directory_classify(dirfd(directory), item, &entry.error_number);
	if (entry.kind == DIRECTORY_SKIPPED)
		return;
	entry.name = arena_copy(&listing->names, str_from(item->d_name)).ptr;
	listing->entries = alloc_grow(listing->entries, listing->count, &listing->capacity, sizeof(entry));
	listing->entries[listing->count++] = entry;
}

/* Reads and orders the names of the directory at the walk's path. It is closed again before anything below it is looked
 * at, so that the depth of a tree costs no open files. What was read before a fault is kept. */
static void list_directory(struct walk *walk, struct listing *listing)
{
	const char *path = strbuf_text(&walk->path);
	DIR *directory = opendir(path);
	if (!directory) {
		walk->fail(walk->context, path, errno);
		return;
	}
	const struct dirent *found;
	while (errno = 0, (found = readdir(directory)))
		add_entry(listing, directory, found);
	if (errno)
		walk->fail(walk->context, path, errno);
	closedir(directory);
	if (listing->count)
		qsort(listing->entries, listing->count, sizeof(*listing->entries), compare_entries);
}

static void cut_path(struct walk *walk, size_t nbytes)
{
	walk->path.nbytes = nbytes;
	walk->path.ptr[nbytes] = '\0';
}

static bool walk_directory(struct walk *walk)
{
	struct listing listing = {0};
	size_t nbytes = walk->path.nbytes;
	bool goes_on = true;
	list_directory(walk, &listing);
	for (size_t i = 0; goes_on && i < listing.count; i++) {
		const struct entry *entry = &listing.entries[i];
		if (!str_ends_with(strbuf_view(&walk->path), STR("/")))
			strbuf_append_byte(&walk->path, '/');
		strbuf_append_text(&walk->path, entry->name);
		if (entry->kind == DIRECTORY_FAILED)
			walk->fail(walk->context, strbuf_text(&walk->path), entry->error_number);
		else if (entry->kind == DIRECTORY_SUBDIRECTORY)
			goes_on = walk_directory(walk);
		else
			goes_on = walk->take(walk->context, strbuf_text(&walk->path));
		cut_path(walk, nbytes);
	}
	arena_free(&listing.names);
	free(listing.entries);
	return goes_on;
}

bool walk_files(const char *path, walk_take *take, walk_fail *fail, void *context)
{
	struct stat info;
	if (stat(path, &info) < 0) {
		fail(context, path, errno);
		return true;
	}
	if (!S_ISDIR(info.st_mode))
		return take(context, path);
	struct walk walk = {.take = take, .fail = fail, .context = context};
	strbuf_append_text(&walk.path, path);
	bool goes_on = walk_directory(&walk);
	strbuf_free(&walk.path);
	return goes_on;
}
