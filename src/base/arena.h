/* An arena: many small allocations, freed at once. Not shared between threads. */
#ifndef GOUJI_BASE_ARENA_H
#define GOUJI_BASE_ARENA_H

#include <stddef.h>

#include "base/str.h"

struct arena_chunk;

/* Zero-initialise it. `total_nbytes` counts what the chunks take from the system. */
struct arena {
	struct arena_chunk *newest;
	size_t used;
	size_t total_nbytes;
};

/* Zeroed memory for `count` elements of `nbytes`, aligned for any object but a long double. Lives until the arena is
 * reset or freed. */
void *arena_alloc(struct arena *arena, size_t count, size_t nbytes);
/* Zeroed bytes of the size and alignment (a power of two, at most that of any object): what is kept by the million may
 * stand closer together. */
void *arena_alloc_close(struct arena *arena, size_t nbytes, size_t align);
/* A copy of `s` in the arena, NUL-terminated behind its last byte. */
struct str arena_copy(struct arena *arena, struct str s);
/* Forgets all allocations and keeps one chunk for reuse. */
void arena_reset(struct arena *arena);
void arena_free(struct arena *arena);

#endif
