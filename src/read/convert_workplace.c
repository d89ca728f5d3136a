#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "read/convert_process.h"

enum { CHUNK_NBYTES = 64 * 1024, MAX_OPEN_DIRECTORIES = 16 };

int workplace_make(char *directory, size_t nbytes)
{
	const char *parent = getenv("TMPDIR");
	if (!parent || parent[0] != '/')
		parent = "/tmp";
	int length = snprintf(directory, nbytes, "%s/gouji.XXXXXX", parent);
	if (length < 0 || (size_t)length >= nbytes)
		return ENAMETOOLONG;
	return mkdtemp(directory) ? 0 : errno;
}

static int copy_all(int from, int to, size_t max_nbytes)
{
	char chunk[CHUNK_NBYTES];
	for (size_t copied = 0;;) {
		ssize_t got = io_read(from, chunk, sizeof(chunk));
		if (got <= 0)
			return got < 0 ? errno : 0;
		copied += (size_t)got;
		if (copied > max_nbytes)
			return EFBIG;
		if (!io_write(to, (struct str){chunk, (size_t)got}))
			return errno;
	}
}

int workplace_copy(const char *path, const char *target, size_t max_nbytes)
{
	int from = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (from < 0)
		return errno;
	int error_number = 0;
	int to = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (to < 0)
		error_number = errno;
	else
		error_number = copy_all(from, to, max_nbytes);
	if (to >= 0 && close(to) < 0 && !error_number)
		error_number = errno;
	close(from);
	return error_number;
}

int workplace_read(const char *path, size_t max_nbytes, struct strbuf *out)
{
	char chunk[CHUNK_NBYTES];
	int error_number = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return errno;
	for (;;) {
		ssize_t got = io_read(fd, chunk, sizeof(chunk));
		if (got < 0)
			error_number = errno;
		if (got <= 0)
			break;
		if ((size_t)got > max_nbytes - out->nbytes) {
			error_number = EFBIG;
			break;
		}
		strbuf_append(out, (struct str){chunk, (size_t)got});
	}
	close(fd);
	return error_number;
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *place)
{
	(void)info;
	(void)type;
	(void)place;
	(void)remove(path);
	return 0;
}

void workplace_remove(const char *directory)
{
	(void)nftw(directory, remove_one, MAX_OPEN_DIRECTORIES, FTW_DEPTH | FTW_PHYS);
}
