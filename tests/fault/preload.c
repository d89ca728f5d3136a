/* Makes one call of the C library fail, in a program that is started with this library in LD_PRELOAD and
 *   FAULT=FAMILY:N:ERROR    the N-th call of the family (from 1, from the beginning of main on) fails with that errno;
 *   FAULT=FAMILY:N+:ERROR   and so does every one after it;
 * where ERROR is a name of the table below, or SHORT: the call reads or writes one byte. Calls do not fail with CHANGE,
 * where FAULT_FILE gets the bytes of FAULT_FROM before that call, and MOVE, where it gets another name. The file with the name in
 * FAULT_TOLD is there once a call has been made to fail; when N is 0, it holds the number of calls in the end. Processes
 * that the program starts are left alone. */
#define _GNU_SOURCE

#include <stdlib.h>

/* What is called what in other C libraries is another matter: there nothing fails. */
#if defined(__linux__) && defined(__GLIBC__)

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum family {
	NONE, OPEN, READ, STAT, OPENDIR, READDIR, CLOSE, WRITE, PUT, FSYNC, RENAME, MMAP, MALLOC, THREAD, INOTIFY, PIPE,
	FORK, WAIT, LOCK, NFAMILIES
};

/* In place of numbers of errors. */
enum { CHANGE = -1, MOVE = -2 };

static const char *const families[NFAMILIES] = {
	[OPEN] = "open", [READ] = "read", [STAT] = "stat", [OPENDIR] = "opendir", [READDIR] = "readdir",
	[CLOSE] = "close", [WRITE] = "write", [PUT] = "put", [FSYNC] = "fsync", [RENAME] = "rename", [MMAP] = "mmap",
	[MALLOC] = "malloc", [THREAD] = "thread", [INOTIFY] = "inotify", [PIPE] = "pipe", [FORK] = "fork",
	[WAIT] = "wait", [LOCK] = "lock",
};

static const struct {
	const char *name;
	int number;
} errors[] = {
	{"SHORT", 0}, {"CHANGE", CHANGE}, {"MOVE", MOVE}, {"ENFILE", ENFILE}, {"EMFILE", EMFILE}, {"ENOMEM", ENOMEM}, {"EIO", EIO}, {"EINTR", EINTR},
	{"ENOSPC", ENOSPC}, {"EACCES", EACCES}, {"EAGAIN", EAGAIN}, {"ENOLCK", ENOLCK}, {"ESTALE", ESTALE},
};

/* All of it is set before main and stays. */
static enum family planned;
static unsigned long planned_call;
static bool planned_rest;
static int planned_error;               /* 0: short */
static char told[4096], changed_file[4096], changed_from[4096];

static atomic_bool counting;
static _Thread_local bool spared;
static atomic_ulong ncalls;

/* The next function of that name behind this library. */
#define NEXT(name) ((__typeof__(&name))next(#name))

typedef void any_function(void);

static any_function *next(const char *name)
{
	/* POSIX has it so; ISO C does not know that an object pointer may hold a function. */
	union {
		void *object;
		any_function *function;
	} found = {dlsym(RTLD_NEXT, name)};
	if (!found.object)
		_exit(125);
	return found.function;
}

static void take_path(const char *name, char path[4096])
{
	const char *value = getenv(name);
	snprintf(path, 4096, "%s", value ? value : "");
	unsetenv(name);
}

__attribute__((constructor)) static void take_plan(void)
{
	const char *plan = getenv("FAULT");
	if (plan) {
		char family[32] = "", error[32] = "", plus[2] = "";
		if (sscanf(plan, "%31[a-z]:%lu%1[+]:%31[A-Z]", family, &planned_call, plus, error) != 4)
			sscanf(plan, "%31[a-z]:%lu:%31[A-Z]", family, &planned_call, error);
		planned_rest = plus[0] == '+';
		for (size_t i = 1; i < NFAMILIES; i++)
			if (strcmp(families[i], family) == 0)
				planned = (enum family)i;
		for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
			if (strcmp(errors[i].name, error) == 0)
				planned_error = errors[i].number;
	}
	take_path("FAULT_TOLD", told);
	take_path("FAULT_FILE", changed_file);
	take_path("FAULT_FROM", changed_from);
	unsetenv("FAULT");
	unsetenv("LD_PRELOAD");
}

static void tell(const char *text)
{
	int fd = told[0] ? (int)syscall(SYS_openat, AT_FDCWD, told, O_WRONLY | O_CREAT | O_CLOEXEC, 0666) : -1;
	if (fd < 0)
		return;
	syscall(SYS_write, fd, text, strlen(text));
	syscall(SYS_close, fd);
}

/* Files that change while the program is at them. */

static void copy_bytes(const char *from, const char *to)
{
	static char bytes[256 * 1024];
	int in = (int)syscall(SYS_openat, AT_FDCWD, from, O_RDONLY | O_CLOEXEC);
	int out = (int)syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_TRUNC | O_CLOEXEC);
	long nbytes = syscall(SYS_read, in, bytes, sizeof(bytes));
	if (nbytes < 0 || syscall(SYS_write, out, bytes, nbytes) != nbytes)
		_exit(125);
	syscall(SYS_close, in);
	syscall(SYS_close, out);
}

static void change_file(void)
{
	int saved = errno;
	char moved[sizeof(changed_file) + sizeof(".moved")];
	snprintf(moved, sizeof(moved), "%s.moved", changed_file);
	if (planned_error == CHANGE)
		copy_bytes(changed_from, changed_file);
	else
		syscall(SYS_renameat2, AT_FDCWD, changed_file, AT_FDCWD, moved, 0);
	errno = saved;
}

/* Whether this call is one that fails. */
static bool fails(enum family family)
{
	if (family != planned || spared || !atomic_load(&counting))
		return false;
	unsigned long call = atomic_fetch_add(&ncalls, 1) + 1;
	if (!planned_call || (planned_rest ? call < planned_call : call != planned_call))
		return false;
	tell("");
	if (planned_error == CHANGE || planned_error == MOVE) {
		change_file();
		return false;
	}
	return true;
}

__attribute__((destructor)) static void tell_count(void)
{
	char text[32];
	snprintf(text, sizeof(text), "%lu\n", atomic_load(&ncalls));
	if (planned && !planned_call)
		tell(text);
}

/* The call fails with `value`, unless it is to be short. */
#define FAIL(family, value) \
	do { \
		if (planned_error && fails(family)) { \
			errno = planned_error; \
			return value; \
		} \
	} while (0)

/* The number of bytes to read or write: 1 where the call is to be short. */
static size_t shorten(enum family family, size_t nbytes)
{
	return !planned_error && nbytes > 1 && fails(family) ? 1 : nbytes;
}

static int (*program_main)(int, char **, char **);

static int counted_main(int argc, char **argv, char **environment)
{
	atomic_store(&counting, true);
	return program_main(argc, argv, environment);
}

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void), void (*fini)(void),
		      void (*linker_fini)(void), void *stack_end);

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void), void (*fini)(void),
		      void (*linker_fini)(void), void *stack_end)
{
	program_main = main;
	return NEXT(__libc_start_main)(counted_main, argc, argv, init, fini, linker_fini, stack_end);
}

/* ---- Files ---- */

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
	return NEXT(read)(fd, bytes, shorten(READ, nbytes));
}

ssize_t __read_chk(int fd, void *bytes, size_t nbytes, size_t room)
{
	(void)room;
	return read(fd, bytes, nbytes);
}

ssize_t pread(int fd, void *bytes, size_t nbytes, off_t offset)
{
	FAIL(READ, -1);
	return NEXT(pread)(fd, bytes, shorten(READ, nbytes), offset);
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
	if (planned_error == ENOSPC && isatty(fd))
		return NEXT(write)(fd, bytes, nbytes);
	FAIL(WRITE, -1);
	return NEXT(write)(fd, bytes, shorten(WRITE, nbytes));
}

ssize_t pwrite(int fd, const void *bytes, size_t nbytes, off_t offset)
{
	FAIL(WRITE, -1);
	return NEXT(pwrite)(fd, bytes, shorten(WRITE, nbytes), offset);
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
	spared = true;
	struct passwd *found = NEXT(getpwuid)(number);
	spared = false;
	return found;
}

/* ---- Threads, processes, events ---- */

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *context)
{
	FAIL(THREAD, planned_error);
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

/* Locks of files, of SQLite. */
int fcntl64(int fd, int command, ...)
{
	va_list arguments;
	va_start(arguments, command);
	void *argument = va_arg(arguments, void *);
	va_end(arguments);
	if (command == F_SETLK || command == F_SETLKW)
		FAIL(LOCK, -1);
	return NEXT(fcntl64)(fd, command, argument);
}

#else
typedef int nothing;
#endif
