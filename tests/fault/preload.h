/* What the files of the library that makes calls fail share: see preload.c, which has the plan. The others have the
 * functions that may fail: preload_files.c, preload_system.c. */
#ifndef TESTS_FAULT_PRELOAD_H
#define TESTS_FAULT_PRELOAD_H

#define _GNU_SOURCE

#include <stdlib.h>

/* What is called what in other C libraries is another matter: there nothing fails. */
#if defined(__linux__) && defined(__GLIBC__)
#define PRELOAD_WORKS

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>

enum family {
	NONE, OPEN, READ, STAT, OPENDIR, READDIR, CLOSE, WRITE, PUT, FSYNC, RENAME, MMAP, MALLOC, THREAD, INOTIFY, PIPE,
	FORK, WAIT, LOCK, CHARSET, TTY, NFAMILIES
};

typedef void preload_function(void);

/* The function of that name behind this library. */
preload_function *preload_next(const char *name);
#define NEXT(name) ((__typeof__(&name))preload_next(#name))

/* The number of the planned error; 0 where the call is to be short. */
int preload_error(void);
/* Whether this call is one that fails; it is counted. */
bool preload_fails(enum family family);
/* The number of bytes to read or write: 1 where the call is to be short. */
size_t preload_shorten(enum family family, size_t nbytes);
/* Between true and false no call of this thread fails or is counted. */
void preload_spare(bool spared);

/* The call fails with `value`, unless it is to be short. */
#define FAIL(family, value) \
	do { \
		if (preload_error() && preload_fails(family)) { \
			errno = preload_error(); \
			return value; \
		} \
	} while (0)

#endif
#endif
