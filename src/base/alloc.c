#include "base/alloc.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_NO_MEMORY = 2, FIRST_CAPACITY = 8 };

/* Memory may run out anywhere, where nothing of the program is at hand. */
static _Atomic(void (*)(void)) before_end;
static atomic_bool ending;
static atomic_bool library_is_guarded, exit_is_watched;

void alloc_before_end(void (*restore)(void))
{
	atomic_store(&before_end, restore);
}

void alloc_wait_for_end(void)
{
	while (atomic_load(&ending))
		pause();
}

/* Without exit: it would run through what other threads are working on. */
static _Noreturn void end_with(const char *message)
{
	if (atomic_exchange(&ending, true))
		alloc_wait_for_end();
	void (*restore)(void) = atomic_load(&before_end);
	if (restore)
		restore();
	ssize_t written = write(STDERR_FILENO, message, strlen(message));
	(void)written;
	_exit(EXIT_NO_MEMORY);
}

void alloc_fail(void)
{
	end_with("gouji: out of memory\n");
}

static void look_at_exit(void)
{
	if (atomic_load(&library_is_guarded))
		alloc_fail();
}

/* Nothing here asks for memory or a lock. */
static void look_at_crash(int signal)
{
	(void)signal;
	end_with("gouji: a library crashed; probably it got no memory\n");
}

void alloc_guard_library(bool guarded)
{
	struct sigaction action = {.sa_handler = guarded ? look_at_crash : SIG_DFL};
	sigemptyset(&action.sa_mask);
	atomic_store(&library_is_guarded, guarded);
	sigaction(SIGSEGV, &action, NULL);
	if (guarded && !atomic_exchange(&exit_is_watched, true) && atexit(look_at_exit) != 0)
		alloc_fail();
}

/* The size of an array, at least 1: malloc(0) may give NULL without being out of memory. */
static size_t array_nbytes(size_t count, size_t nbytes)
{
	if (nbytes != 0 && count > SIZE_MAX / nbytes)
		alloc_fail();
	size_t total = count * nbytes;
	return total > 0 ? total : 1;
}

void *alloc_array(size_t count, size_t nbytes)
{
	void *array = malloc(array_nbytes(count, nbytes));
	if (!array)
		alloc_fail();
	return array;
}

void *alloc_zeroed(size_t count, size_t nbytes)
{
	void *array = calloc(1, array_nbytes(count, nbytes));
	if (!array)
		alloc_fail();
	return array;
}

void *alloc_resize(void *old, size_t count, size_t nbytes)
{
	void *array = realloc(old, array_nbytes(count, nbytes));
	if (!array)
		alloc_fail();
	return array;
}

void *alloc_for_library(size_t nbytes)
{
	return alloc_array(nbytes, 1);
}

void *alloc_again_for_library(void *old, size_t nbytes)
{
	return alloc_resize(old, nbytes, 1);
}

char *alloc_copy_text(const char *text)
{
	size_t nbytes = strlen(text) + 1;
	return memcpy(alloc_array(nbytes, 1), text, nbytes);
}

void *alloc_grow(void *array, size_t count, size_t *capacity, size_t nbytes)
{
	if (count < *capacity)
		return array;
	if (count > SIZE_MAX / 2)
		alloc_fail();
	*capacity = count > 0 ? count * 2 : FIRST_CAPACITY;
	return alloc_resize(array, *capacity, nbytes);
}
