#include "index/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/str.h"

enum entry_kind { ENTRY_FILE, ENTRY_DIRECTORY, ENTRY_FAILED };

struct entry {
	const char *name;
	enum entry_kind kind;
	int error_number;               /* of ENTRY_FAILED */
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

/* What an entry is: its kind in `entry`, or false when it is to be passed over. */
static bool classify(DIR *directory, struct entry *entry)
{
	struct stat info;
	bool linked = false;
	int status = fstatat(dirfd(directory), entry->name, &info, AT_SYMLINK_NOFOLLOW);
	if (status == 0 && S_ISLNK(info.st_mode)) {
		linked = true;
		status = fstatat(dirfd(directory), entry->name, &info, 0);
	}
	if (status < 0) {
		entry->kind = ENTRY_FAILED;
		entry->error_number = errno;
		return true;
	}
	entry->kind = S_ISDIR(info.st_mode) ? ENTRY_DIRECTORY : ENTRY_FILE;
	return S_ISREG(info.st_mode) || (S_ISDIR(info.st_mode) && !linked);
}

static void add_entry(struct listing *listing, DIR *directory, const char *name)
{
	struct entry entry = {.name = name};
	if (name[0] == '.' || !classify(directory, &entry))
		return;
	entry.name = arena_copy(&listing->names, str_from(name)).ptr;
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
		add_entry(listing, directory, found->d_name);
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
		if (entry->kind == ENTRY_FAILED)
			walk->fail(walk->context, strbuf_text(&walk->path), entry->error_number);
		else if (entry->kind == ENTRY_DIRECTORY)
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
