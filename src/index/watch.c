/* inotify is no part of POSIX. */
#define _GNU_SOURCE
#include "index/watch.h"

#include <stdlib.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/inotify.h>
#endif

#include "base/alloc.h"

struct watched {
	char *directory;                /* as it stands in front of names */
	int descriptor;                 /* of the watch; several spellings of a directory have the same one */
};

struct watch {
	int fd;
	size_t ndirectories;
	struct watched directories[WATCH_MAX_DIRECTORIES];
	bool overflowed;
	/* Paths, each once, and those among them that were taken already. */
	size_t npaths, capacity, ntaken;
	char **paths;
	int64_t first_ms, last_ms;      /* of the burst */
};

struct watch *watch_new(void)
{
	struct watch *watch = alloc_zeroed(1, sizeof(*watch));
	watch->fd = -1;
#ifdef __linux__
	watch->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
#endif
	return watch;
}

static void forget_paths(struct watch *watch)
{
	for (size_t i = 0; i < watch->npaths; i++)
		free(watch->paths[i]);
	watch->npaths = watch->ntaken = 0;
}

void watch_free(struct watch *watch)
{
	if (!watch)
		return;
	forget_paths(watch);
	free(watch->paths);
	for (size_t i = 0; i < watch->ndirectories; i++)
		free(watch->directories[i].directory);
	if (watch->fd >= 0)
		close(watch->fd);
	free(watch);
}

static bool is_watched(const struct watch *watch, struct str directory)
{
	/* The one that was added last is asked for most. */
	for (size_t i = watch->ndirectories; i-- > 0;)
		if (str_equal(str_from(watch->directories[i].directory), directory))
			return true;
	return false;
}

/* The number of a watch, or -1. */
static int add_watch(int fd, const char *directory)
{
#ifdef __linux__
	const uint32_t events = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR;
	return inotify_add_watch(fd, directory[0] ? directory : ".", events);
#else
	(void)fd;
	(void)directory;
	return -1;
#endif
}

bool watch_add(struct watch *watch, struct str directory)
{
	if (watch->fd < 0 || is_watched(watch, directory))
		return watch->fd >= 0;
	if (watch->ndirectories == WATCH_MAX_DIRECTORIES)
		return false;
	char *copy = alloc_zeroed(directory.nbytes + 1, 1);
	if (directory.nbytes)
		memcpy(copy, directory.ptr, directory.nbytes);
	int descriptor = add_watch(watch->fd, copy);
	if (descriptor < 0) {
		free(copy);
		return false;
	}
	watch->directories[watch->ndirectories++] = (struct watched){copy, descriptor};
	return true;
}

bool watch_is_open(const struct watch *watch)
{
	return watch->fd >= 0;
}

int watch_fd(const struct watch *watch)
{
	return watch->ntaken ? -1 : watch->fd;
}

#ifdef __linux__
/* Keeps a path, which it takes over, unless it is there already. */
static void keep_path(struct watch *watch, char *path)
{
	for (size_t i = 0; i < watch->npaths; i++)
		if (strcmp(watch->paths[i], path) == 0) {
			free(path);
			return;
		}
	if (watch->npaths == WATCH_MAX_PATHS) {
		watch->overflowed = true;
		free(path);
		return;
	}
	watch->paths = alloc_grow(watch->paths, watch->npaths, &watch->capacity, sizeof(*watch->paths));
	watch->paths[watch->npaths++] = path;
}

static void take_event(struct watch *watch, const struct inotify_event *event, int64_t now_ms)
{
	watch->overflowed |= (event->mask & IN_Q_OVERFLOW) != 0;
	bool is_directory = event->mask & IN_ISDIR, appeared = event->mask & (IN_CREATE | IN_MOVED_TO);
	if (!event->len || event->name[0] == '.' || (is_directory && !appeared))
		return;
	if (!watch->npaths)
		watch->first_ms = now_ms;
	watch->last_ms = now_ms;
	for (size_t i = 0; i < watch->ndirectories; i++) {
		if (watch->directories[i].descriptor != event->wd)
			continue;
		struct strbuf path = {0};
		strbuf_append_text(&path, watch->directories[i].directory);
		strbuf_append_text(&path, event->name);
		strbuf_append_text(&path, is_directory ? "/" : "");
		keep_path(watch, alloc_copy_text(strbuf_text(&path)));
		strbuf_free(&path);
	}
}

void watch_read(struct watch *watch, int64_t now_ms)
{
	/* The events of the next burst do not mix with one that is being taken. */
	if (watch->fd < 0 || watch->ntaken)
		return;
	union {
		struct inotify_event event;
		char bytes[16 * 1024];
	} buffer;
	ssize_t nbytes;
	while ((nbytes = read(watch->fd, &buffer, sizeof(buffer))) > 0)
		for (const char *at = buffer.bytes; at < buffer.bytes + nbytes;) {
			const struct inotify_event *event = (const void *)at;
			take_event(watch, event, now_ms);
			at += sizeof(*event) + event->len;
		}
}
#else
void watch_read(struct watch *watch, int64_t now_ms)
{
	(void)watch;
	(void)now_ms;
}
#endif

int watch_wait_ms(const struct watch *watch, int64_t now_ms)
{
	if (!watch->npaths)
		return -1;
	int64_t until = watch->last_ms + WATCH_QUIET_MS, latest = watch->first_ms + WATCH_LONGEST_MS;
	until = until < latest ? until : latest;
	return watch->ntaken || until <= now_ms ? 0 : (int)(until - now_ms);
}

const char *watch_take(struct watch *watch, int64_t now_ms)
{
	if (watch_wait_ms(watch, now_ms) != 0)
		return NULL;
	if (watch->ntaken == watch->npaths) {
		forget_paths(watch);
		return NULL;
	}
	return watch->paths[watch->ntaken++];
}

bool watch_take_overflow(struct watch *watch)
{
	bool overflowed = watch->overflowed;
	watch->overflowed = false;
	return overflowed;
}
