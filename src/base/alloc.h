/* Allocation that does not fail: out of memory ends the program with a message and status 2. */
#ifndef GOUJI_BASE_ALLOC_H
#define GOUJI_BASE_ALLOC_H

#include <stddef.h>

/* Uninitialised, zeroed and resized memory for `count` elements of `nbytes`; the product is checked for overflow. */
void *alloc_array(size_t count, size_t nbytes);
void *alloc_zeroed(size_t count, size_t nbytes);
void *alloc_resize(void *old, size_t count, size_t nbytes);
/* A copy of a C string, owned by the caller. */
char *alloc_copy_text(const char *text);

/* Makes room for one more element in a growing array: doubles `*capacity` when `count` has reached it. */
void *alloc_grow(void *array, size_t count, size_t *capacity, size_t nbytes);

/* Ends the program as when memory ran out, for sizes that do not fit a size_t. */
_Noreturn void alloc_fail(void);

#endif
