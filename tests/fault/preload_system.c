/* Memory, threads, processes, events. */
#include "preload.h"

#ifdef PRELOAD_WORKS

#include <fcntl.h>
#include <iconv.h>
#include <poll.h>
#include <pthread.h>
#include <pwd.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

/* ---- Memory ---- */

/* dlsym may ask for memory before the functions that give it are known: here is some, never given back. */
static _Alignas(max_align_t) char first_bytes[16 * 1024];
static size_t nfirst_bytes;
static void *(*next_malloc)(size_t);
static void *(*next_calloc)(size_t, size_t);
static void *(*next_realloc)(void *, size_t);
static void (*next_free)(void *);

/* False while they are being looked up. */
static bool knows_memory(void)
{
	static bool looking;
	if (next_free)
		return true;
	if (looking)
		return false;
	looking = true;
	next_malloc = NEXT(malloc);
	next_calloc = NEXT(calloc);
	next_realloc = NEXT(realloc);
	next_free = NEXT(free);
	return true;
}

static bool is_first(const void *memory)
{
	return (uintptr_t)memory - (uintptr_t)first_bytes < sizeof(first_bytes);
}

static void *give_first(size_t nbytes)
{
	size_t rounded = (nbytes + 15) / 16 * 16;
	if (rounded > sizeof(first_bytes) - nfirst_bytes)
		_exit(125);
	nfirst_bytes += rounded;
	return first_bytes + nfirst_bytes - rounded;
}

void *malloc(size_t nbytes)
{
	if (!knows_memory())
		return give_first(nbytes);
	FAIL(MALLOC, NULL);
	return next_malloc(nbytes);
}

void *calloc(size_t count, size_t nbytes)
{
	if (!knows_memory())
		return give_first(count * nbytes);
	FAIL(MALLOC, NULL);
	return next_calloc(count, nbytes);
}

void *realloc(void *memory, size_t nbytes)
{
	if (!knows_memory() || is_first(memory)) {
		void *copy = malloc(nbytes);
		if (copy && memory)
			memcpy(copy, memory, nbytes);
		return copy;
	}
	FAIL(MALLOC, NULL);
	return next_realloc(memory, nbytes);
}

void free(void *memory)
{
	if (!is_first(memory) && knows_memory())
		next_free(memory);
}

int posix_memalign(void **memory, size_t alignment, size_t nbytes)
{
	FAIL(MALLOC, ENOMEM);
	return NEXT(posix_memalign)(memory, alignment, nbytes);
}

void *aligned_alloc(size_t alignment, size_t nbytes)
{
	FAIL(MALLOC, NULL);
	return NEXT(aligned_alloc)(alignment, nbytes);
}

void *mmap(void *at, size_t nbytes, int protection, int flags, int fd, off_t offset)
{
	FAIL(MMAP, MAP_FAILED);
	return NEXT(mmap)(at, nbytes, protection, flags, fd, offset);
}

void *mmap64(void *at, size_t nbytes, int protection, int flags, int fd, off_t offset)
{
	FAIL(MMAP, MAP_FAILED);
	return NEXT(mmap64)(at, nbytes, protection, flags, fd, offset);
}

/* The C library itself aborts when it gets no memory in here. */
struct passwd *getpwuid(uid_t number)
{
	preload_spare(true);
	struct passwd *found = NEXT(getpwuid)(number);
	preload_spare(false);
	return found;
}

/* ---- Threads, processes, events ---- */

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *context)
{
	FAIL(THREAD, preload_error());
	return NEXT(pthread_create)(thread, attributes, start, context);
}

int inotify_init1(int flags)
{
	FAIL(INOTIFY, -1);
	return NEXT(inotify_init1)(flags);
}

int inotify_add_watch(int fd, const char *path, uint32_t mask)
{
	FAIL(INOTIFY, -1);
	return NEXT(inotify_add_watch)(fd, path, mask);
}

int pipe(int fds[2])
{
	FAIL(PIPE, -1);
	return NEXT(pipe)(fds);
}

int pipe2(int fds[2], int flags)
{
	FAIL(PIPE, -1);
	return NEXT(pipe2)(fds, flags);
}

pid_t fork(void)
{
	FAIL(FORK, -1);
	return NEXT(fork)();
}

int posix_spawn(pid_t *child, const char *path, const posix_spawn_file_actions_t *actions,
		const posix_spawnattr_t *attributes, char *const *arguments, char *const *environment)
{
	FAIL(FORK, preload_error());
	return NEXT(posix_spawn)(child, path, actions, attributes, arguments, environment);
}

pid_t waitpid(pid_t child, int *status, int options)
{
	FAIL(WAIT, -1);
	return NEXT(waitpid)(child, status, options);
}

int waitid(idtype_t kind, id_t child, siginfo_t *info, int options)
{
	FAIL(WAIT, -1);
	return NEXT(waitid)(kind, child, info, options);
}

/* What is asked of a terminal. Giving its settings back is left alone: nobody can do without that. */
int tcgetattr(int fd, struct termios *settings)
{
	FAIL(TTY, -1);
	return NEXT(tcgetattr)(fd, settings);
}

int ioctl(int fd, unsigned long request, ...)
{
	va_list arguments;
	va_start(arguments, request);
	void *argument = va_arg(arguments, void *);
	va_end(arguments);
	FAIL(TTY, -1);
	return NEXT(ioctl)(fd, request, argument);
}

iconv_t iconv_open(const char *to, const char *from)
{
	FAIL(CHARSET, (iconv_t)-1);
	return NEXT(iconv_open)(to, from);
}

int poll(struct pollfd *fds, nfds_t count, int timeout_ms)
{
	FAIL(WAIT, -1);
	return NEXT(poll)(fds, count, timeout_ms);
}

int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
	FAIL(WAIT, -1);
	return NEXT(ppoll)(fds, count, timeout, mask);
}

int pselect(int count, fd_set *in, fd_set *out, fd_set *other, const struct timespec *timeout, const sigset_t *mask)
{
	FAIL(WAIT, -1);
	return NEXT(pselect)(count, in, out, other, timeout, mask);
}

/* Locks of files, of SQLite; descriptors that get another number. */
static bool fcntl_fails(int command)
{
	if (!preload_error())
		return false;
	if (command == F_SETLK || command == F_SETLKW)
		return preload_fails(LOCK);
	return command == F_DUPFD_CLOEXEC && preload_fails(PIPE);
}

#define FCNTL(name) \
	int name(int fd, int command, ...) \
	{ \
		va_list arguments; \
		va_start(arguments, command); \
		void *argument = va_arg(arguments, void *); \
		va_end(arguments); \
		if (fcntl_fails(command)) { \
			errno = preload_error(); \
			return -1; \
		} \
		return NEXT(name)(fd, command, argument); \
	}
FCNTL(fcntl)
FCNTL(fcntl64)

#else
typedef int nothing;
#endif
