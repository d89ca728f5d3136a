/* An arena: many small allocations, freed at once. Not shared between threads. */
#ifndef GOUJI_BASE_ARENA_H
#define GOUJI_BASE_ARENA_H

#include <stddef.h>

#include "base/str.h"

struct arena_chunk;

/* Zero-initialise it. `total_nbytes` counts what the chunks take from the system. Chunks grow up to 1 MB, or up to
 * `max_chunk_nbytes` where that is set: it bounds what may be taken and not used. */
struct arena {
	struct arena_chunk *newest;
	size_t used;
	size_t total_nbytes;
	size_t max_chunk_nbytes;
};

/* Zeroed memory for `count` elements of `nbytes`, aligned for any object but a long double. Lives until the arena is
 * reset or freed. */
void *arena_alloc(struct arena *arena, size_t count, size_t nbytes);
/* Zeroed bytes of the size and alignment (a power of two, at most that of any object): what is kept by the million may
 * stand closer together. */
void *arena_alloc_close(struct arena *arena, size_t nbytes, size_t align);
/* The same, of which the first `nbefore` bytes are not aligned, but what follows them is. */
void *arena_alloc_behind(struct arena *arena, size_t nbefore, size_t nbytes, size_t align);
/* A copy of `s` in the arena, NUL-terminated behind its last byte. */
struct str arena_copy(struct arena *arena, struct str s);
/* Forgets all allocations and keeps one chunk for reuse. */
void arena_reset(struct arena *arena);
/* Back to an arena as zero-initialised. */
void arena_free(struct arena *arena);

#endif
