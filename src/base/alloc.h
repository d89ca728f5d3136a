/* Allocation that does not fail: out of memory ends the program with a message and status 2, at once: what was not
 * written yet is not written any more. */
#ifndef GOUJI_BASE_ALLOC_H
#define GOUJI_BASE_ALLOC_H

#include <stdbool.h>
#include <stddef.h>

/* Uninitialised, zeroed and resized memory for `count` elements of `nbytes`; the product is checked for overflow. */
void *alloc_array(size_t count, size_t nbytes);
void *alloc_zeroed(size_t count, size_t nbytes);
void *alloc_resize(void *old, size_t count, size_t nbytes);
/* A copy of a C string, owned by the caller. */
char *alloc_copy_text(const char *text);

/* Makes room for one more element in a growing array: doubles `*capacity` when `count` has reached it. */
void *alloc_grow(void *array, size_t count, size_t *capacity, size_t nbytes);

/* In place of malloc, realloc and strdup for libraries that would go on without what they have not got. */
void *alloc_for_library(size_t nbytes);
void *alloc_again_for_library(void *old, size_t nbytes);

/* Ends the program as when memory ran out, for sizes that do not fit a size_t. Any thread may call it. */
_Noreturn void alloc_fail(void);
/* `restore` is called before the message is written: who has changed the terminal gives it back there, without asking
 * for memory. NULL: nobody. */
void alloc_before_end(void (*restore)(void));

/* From true to false, a library is at work that does not stand a lack of memory, as the start of curses: where it ends
 * the program by exit, or crashes, the message and the status are ours. */
void alloc_guard_library(bool guarded);

/* Before writing to the terminal that `restore` gives back: does not return when another thread is ending the
 * program. */
void alloc_wait_for_end(void);

#endif
