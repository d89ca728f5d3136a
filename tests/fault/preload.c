/* Makes one call of the C library fail, in a program that is started with this library in LD_PRELOAD and
 *   FAULT=FAMILY:N:ERROR    the N-th call of the family (from 1, from the beginning of main on) fails with that errno;
 *   FAULT=FAMILY:N+:ERROR   and so does every one after it;
 * where ERROR is a name of the table below, or SHORT: the call reads or writes one byte. Calls do not fail with CHANGE,
 * where FAULT_FILE gets the bytes of FAULT_FROM before that call, and MOVE, where it gets another name. The file with
 * the name in FAULT_TOLD is there once a call has been made to fail; when N is 0, it holds the number of calls in the
 * end. Processes that the program starts are left alone. */
#include "preload.h"

#ifdef PRELOAD_WORKS

#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* In place of numbers of errors. */
enum { CHANGE = -1, MOVE = -2 };

static const char *const families[NFAMILIES] = {
	[OPEN] = "open", [READ] = "read", [STAT] = "stat", [OPENDIR] = "opendir", [READDIR] = "readdir",
	[CLOSE] = "close", [WRITE] = "write", [PUT] = "put", [FSYNC] = "fsync", [RENAME] = "rename", [MMAP] = "mmap",
	[MALLOC] = "malloc", [THREAD] = "thread", [INOTIFY] = "inotify", [PIPE] = "pipe", [FORK] = "fork",
	[WAIT] = "wait", [LOCK] = "lock", [CHARSET] = "charset", [TTY] = "tty",
};

static const struct {
	const char *name;
	int number;
} errors[] = {
	{"SHORT", 0}, {"CHANGE", CHANGE}, {"MOVE", MOVE}, {"ENFILE", ENFILE}, {"EMFILE", EMFILE}, {"ENOMEM", ENOMEM},
	{"EIO", EIO}, {"EINTR", EINTR},
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

preload_function *preload_next(const char *name)
{
	/* POSIX has it so; ISO C does not know that an object pointer may hold a function. */
	union {
		void *object;
		preload_function *function;
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

int preload_error(void)
{
	return planned_error;
}

void preload_spare(bool is_spared)
{
	spared = is_spared;
}

bool preload_fails(enum family family)
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

size_t preload_shorten(enum family family, size_t nbytes)
{
	return !planned_error && nbytes > 1 && preload_fails(family) ? 1 : nbytes;
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

#else
typedef int nothing;
#endif
