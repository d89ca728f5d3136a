#include "base/save.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/io.h"

enum { PENDING_NBYTES = 64 * 1024, MAX_NAMES = 100 };

bool save_exists(const char *path)
{
	struct stat info;
	return lstat(path, &info) == 0;
}

static int fail(struct save *save)
{
	if (!save->error_number)
		save->error_number = errno ? errno : EIO;
	return save->error_number;
}

/* Makes a file of a short name beside `path`: what is long there may have no room for an ending. */
static int open_temporary(struct save *save, mode_t mode)
{
	const char *slash = strrchr(save->path, '/');
	size_t directory_nbytes = slash ? (size_t)(slash + 1 - save->path) : 0;
	struct strbuf name = {0};
	int fd = -1;
	for (unsigned i = 0; i < MAX_NAMES && fd < 0; i++) {
		strbuf_clear(&name);
		strbuf_append(&name, (struct str){save->path, directory_nbytes});
		strbuf_printf(&name, ".gouji-%ld-%u", (long)getpid(), i);
		fd = open(strbuf_text(&name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	if (fd >= 0)
		save->temporary = alloc_copy_text(strbuf_text(&name));
	strbuf_free(&name);
	return fd;
}

static void release(struct save *save)
{
	if (save->fd >= 0)
		close(save->fd);
	if (save->temporary)
		unlink(save->temporary);
	free(save->temporary);
	free(save->path);
	strbuf_free(&save->pending);
	save->fd = -1;
	save->path = save->temporary = NULL;
}

int save_open(struct save *save, const char *path, bool replaces)
{
	struct stat info;
	mode_t mode = 0666;
	char *resolved = realpath(path, NULL);
	*save = (struct save){.path = resolved ? resolved : alloc_copy_text(path), .fd = -1, .replaces = replaces};
	if (lstat(save->path, &info) == 0) {
		mode = info.st_mode & 0777;
		errno = S_ISDIR(info.st_mode) ? EISDIR : EEXIST;
		if (!replaces || !S_ISREG(info.st_mode)) {
			fail(save);
			release(save);
			return save->error_number;
		}
	}
	save->fd = open_temporary(save, mode);
	if (save->fd < 0) {
		fail(save);
		release(save);
	}
	return save->error_number;
}

static int flush(struct save *save)
{
	if (!save->error_number && !io_write(save->fd, strbuf_view(&save->pending)))
		fail(save);
	strbuf_clear(&save->pending);
	return save->error_number;
}

int save_write(struct save *save, struct str bytes)
{
	if (save->error_number)
		return save->error_number;
	strbuf_append(&save->pending, bytes);
	return save->pending.nbytes >= PENDING_NBYTES ? flush(save) : 0;
}

/* The name of the file in its directory is on the disk only when that is. Not every file system can do it. */
static void sync_directory(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct strbuf name = {0};
	strbuf_append(&name, slash ? (struct str){path, (size_t)(slash + 1 - path)} : STR("."));
	int fd = open(strbuf_text(&name), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	strbuf_free(&name);
}

/* Gives the file its name. A link is only made where nothing is in the way, whoever made it and when; file systems
 * without links are asked first. */
static int give_name(const struct save *save)
{
	if (save->replaces)
		return rename(save->temporary, save->path);
	if (link(save->temporary, save->path) == 0)
		return 0;
	if (errno == EEXIST || save_exists(save->path)) {
		errno = EEXIST;
		return -1;
	}
	return rename(save->temporary, save->path);
}

int save_commit(struct save *save)
{
	if (save->fd < 0)
		return save->error_number;
	if (flush(save) == 0 && fsync(save->fd) != 0 && errno != EINVAL && errno != ENOTSUP)
		fail(save);
	int fd = save->fd;
	save->fd = -1;
	errno = 0;
	if (close(fd) != 0)
		fail(save);
	errno = 0;
	if (!save->error_number && give_name(save) != 0)
		fail(save);
	if (!save->error_number)
		sync_directory(save->path);
	release(save);
	return save->error_number;
}

void save_abandon(struct save *save)
{
	if (save->path)
		release(save);
}
