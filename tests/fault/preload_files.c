/* Files, what is said of them, and directories. */
#include "preload.h"

#ifdef PRELOAD_WORKS

#include <dirent.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* The mode is there, or is not looked at. */
#define MODE_OF(flags) \
	mode_t mode = 0; \
	if ((flags) & (O_CREAT | O_TMPFILE)) { \
		va_list arguments; \
		va_start(arguments, flags); \
		mode = va_arg(arguments, mode_t); \
		va_end(arguments); \
	}

int open(const char *path, int flags, ...)
{
	MODE_OF(flags)
	FAIL(OPEN, -1);
	return NEXT(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
	MODE_OF(flags)
	FAIL(OPEN, -1);
	return NEXT(open64)(path, flags, mode);
}

int openat(int fd, const char *path, int flags, ...)
{
	MODE_OF(flags)
	FAIL(OPEN, -1);
	return NEXT(openat)(fd, path, flags, mode);
}

int openat64(int fd, const char *path, int flags, ...)
{
	MODE_OF(flags)
	FAIL(OPEN, -1);
	return NEXT(openat64)(fd, path, flags, mode);
}

/* What calls with _FORTIFY_SOURCE become. */
int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);
int __openat_2(int fd, const char *path, int flags);
ssize_t __read_chk(int fd, void *bytes, size_t nbytes, size_t room);
ssize_t __pread64_chk(int fd, void *bytes, size_t nbytes, off_t offset, size_t room);

int __open_2(const char *path, int flags)
{
	return open(path, flags);
}

int __open64_2(const char *path, int flags)
{
	return open(path, flags);
}

int __openat_2(int fd, const char *path, int flags)
{
	return openat(fd, path, flags);
}

FILE *fopen(const char *path, const char *mode)
{
	FAIL(OPEN, NULL);
	return NEXT(fopen)(path, mode);
}

ssize_t read(int fd, void *bytes, size_t nbytes)
{
	FAIL(READ, -1);
	return NEXT(read)(fd, bytes, preload_shorten(READ, nbytes));
}

ssize_t __read_chk(int fd, void *bytes, size_t nbytes, size_t room)
{
	(void)room;
	return read(fd, bytes, nbytes);
}

ssize_t pread(int fd, void *bytes, size_t nbytes, off_t offset)
{
	FAIL(READ, -1);
	return NEXT(pread)(fd, bytes, preload_shorten(READ, nbytes), offset);
}

ssize_t pread64(int fd, void *bytes, size_t nbytes, off_t offset)
{
	return pread(fd, bytes, nbytes, offset);
}

ssize_t __pread64_chk(int fd, void *bytes, size_t nbytes, off_t offset, size_t room)
{
	(void)room;
	return pread(fd, bytes, nbytes, offset);
}

/* As the C library does it, but that the stream does not know of an error. */
int getc(FILE *file)
{
	FAIL(READ, EOF);
	return NEXT(getc)(file);
}

off_t lseek(int fd, off_t offset, int whence)
{
	FAIL(READ, -1);
	return NEXT(lseek)(fd, offset, whence);
}

off_t lseek64(int fd, off_t offset, int whence)
{
	return lseek(fd, offset, whence);
}

/* The descriptor is closed all the same, as the system does it. */
int close(int fd)
{
	int status = NEXT(close)(fd);
	FAIL(CLOSE, -1);
	return status;
}

ssize_t write(int fd, const void *bytes, size_t nbytes)
{
	/* A terminal is never full. */
	if (preload_error() == ENOSPC && isatty(fd))
		return NEXT(write)(fd, bytes, nbytes);
	FAIL(WRITE, -1);
	return NEXT(write)(fd, bytes, preload_shorten(WRITE, nbytes));
}

ssize_t pwrite(int fd, const void *bytes, size_t nbytes, off_t offset)
{
	FAIL(WRITE, -1);
	return NEXT(pwrite)(fd, bytes, preload_shorten(WRITE, nbytes), offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t nbytes, off_t offset)
{
	return pwrite(fd, bytes, nbytes, offset);
}

/* What the C library writes by itself does not pass through write. */
size_t fwrite(const void *bytes, size_t nbytes, size_t count, FILE *file)
{
	FAIL(PUT, 0);
	return NEXT(fwrite)(bytes, nbytes, count, file);
}

int fputs(const char *text, FILE *file)
{
	FAIL(PUT, EOF);
	return NEXT(fputs)(text, file);
}

int fflush(FILE *file)
{
	FAIL(PUT, EOF);
	return NEXT(fflush)(file);
}

int fsync(int fd)
{
	FAIL(FSYNC, -1);
	return NEXT(fsync)(fd);
}

int fdatasync(int fd)
{
	FAIL(FSYNC, -1);
	return NEXT(fdatasync)(fd);
}

int rename(const char *from, const char *to)
{
	FAIL(RENAME, -1);
	return NEXT(rename)(from, to);
}

int link(const char *from, const char *to)
{
	FAIL(RENAME, -1);
	return NEXT(link)(from, to);
}

int unlink(const char *path)
{
	FAIL(RENAME, -1);
	return NEXT(unlink)(path);
}

char *mkdtemp(char *template)
{
	FAIL(RENAME, NULL);
	return NEXT(mkdtemp)(template);
}

int unlinkat(int fd, const char *path, int flags)
{
	FAIL(RENAME, -1);
	return NEXT(unlinkat)(fd, path, flags);
}

int remove(const char *path)
{
	FAIL(RENAME, -1);
	return NEXT(remove)(path);
}

int mkdir(const char *path, mode_t mode)
{
	FAIL(RENAME, -1);
	return NEXT(mkdir)(path, mode);
}

int ftruncate(int fd, off_t nbytes)
{
	FAIL(WRITE, -1);
	return NEXT(ftruncate)(fd, nbytes);
}

int ftruncate64(int fd, off_t nbytes)
{
	return ftruncate(fd, nbytes);
}

/* ---- What is said of files, and directories ---- */

int stat(const char *path, struct stat *info)
{
	FAIL(STAT, -1);
	return NEXT(stat)(path, info);
}

int stat64(const char *path, struct stat64 *info)
{
	FAIL(STAT, -1);
	return NEXT(stat64)(path, info);
}

int lstat(const char *path, struct stat *info)
{
	FAIL(STAT, -1);
	return NEXT(lstat)(path, info);
}

int lstat64(const char *path, struct stat64 *info)
{
	FAIL(STAT, -1);
	return NEXT(lstat64)(path, info);
}

int fstat(int fd, struct stat *info)
{
	FAIL(STAT, -1);
	return NEXT(fstat)(fd, info);
}

int fstat64(int fd, struct stat64 *info)
{
	FAIL(STAT, -1);
	return NEXT(fstat64)(fd, info);
}

int fstatat(int fd, const char *path, struct stat *info, int flags)
{
	FAIL(STAT, -1);
	return NEXT(fstatat)(fd, path, info, flags);
}

int fstatat64(int fd, const char *path, struct stat64 *info, int flags)
{
	FAIL(STAT, -1);
	return NEXT(fstatat64)(fd, path, info, flags);
}

int statx(int fd, const char *path, int flags, unsigned mask, struct statx *info)
{
	FAIL(STAT, -1);
	return NEXT(statx)(fd, path, flags, mask, info);
}

int access(const char *path, int mode)
{
	FAIL(STAT, -1);
	return NEXT(access)(path, mode);
}

char *realpath(const char *path, char *resolved)
{
	FAIL(STAT, NULL);
	return NEXT(realpath)(path, resolved);
}

DIR *opendir(const char *path)
{
	FAIL(OPENDIR, NULL);
	return NEXT(opendir)(path);
}

DIR *fdopendir(int fd)
{
	FAIL(OPENDIR, NULL);
	return NEXT(fdopendir)(fd);
}

struct dirent *readdir(DIR *directory)
{
	FAIL(READDIR, NULL);
	return NEXT(readdir)(directory);
}

struct dirent64 *readdir64(DIR *directory)
{
	FAIL(READDIR, NULL);
	return NEXT(readdir64)(directory);
}

#else
typedef int nothing;
#endif
