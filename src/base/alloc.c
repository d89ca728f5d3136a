#include "base/alloc.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_NO_MEMORY = 2, FIRST_CAPACITY = 8 };

void alloc_fail(void)
{
	fputs("gouji: out of memory\n", stderr);
	exit(EXIT_NO_MEMORY);
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
