#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* Chunks double in size between these bounds; a larger allocation gets a chunk of its own size. */
enum { CHUNK_MIN_NBYTES = 4096, CHUNK_MAX_NBYTES = 1024 * 1024 };

/* Enough for everything but long double. */
enum { ALIGN_NBYTES = alignof(uint64_t) > alignof(void *) ? alignof(uint64_t) : alignof(void *) };

struct arena_chunk {
	struct arena_chunk *older;
	size_t capacity;
	alignas(ALIGN_NBYTES) char bytes[];
};

static struct arena_chunk *new_chunk(struct arena *arena, size_t capacity)
{
	if (capacity > SIZE_MAX - sizeof(struct arena_chunk))
		alloc_fail();
	size_t total_nbytes = sizeof(struct arena_chunk) + capacity;
	struct arena_chunk *chunk = alloc_array(total_nbytes, 1);
	chunk->older = NULL;
	chunk->capacity = capacity;
	arena->total_nbytes += total_nbytes;
	return chunk;
}

static size_t next_capacity(const struct arena *arena)
{
	size_t newest = arena->newest ? arena->newest->capacity : 0;
	if (newest < CHUNK_MIN_NBYTES / 2)
		return CHUNK_MIN_NBYTES;
	return newest < CHUNK_MAX_NBYTES / 2 ? newest * 2 : CHUNK_MAX_NBYTES;
}

/* A chunk for one large allocation goes behind the newest, whose free room stays in use. */
static void *take_chunk(struct arena *arena, size_t nbytes)
{
	size_t capacity = next_capacity(arena);
	bool own = nbytes > capacity / 4;
	struct arena_chunk *chunk = new_chunk(arena, own ? nbytes : capacity);
	if (own && arena->newest) {
		chunk->older = arena->newest->older;
		arena->newest->older = chunk;
	} else {
		chunk->older = arena->newest;
		arena->newest = chunk;
		arena->used = nbytes;
	}
	return chunk->bytes;
}

/* Texts stand close together; everything else is aligned for any type. */
static void *take(struct arena *arena, size_t nbytes, size_t align)
{
	size_t start = (arena->used + align - 1) / align * align;
	if (nbytes > SIZE_MAX - ALIGN_NBYTES)
		alloc_fail();
	nbytes = nbytes > 0 ? nbytes : 1;
	if (!arena->newest || start > arena->newest->capacity || nbytes > arena->newest->capacity - start)
		return take_chunk(arena, nbytes);
	arena->used = start + nbytes;
	return arena->newest->bytes + start;
}

void *arena_alloc(struct arena *arena, size_t count, size_t nbytes)
{
	if (nbytes != 0 && count > SIZE_MAX / nbytes)
		alloc_fail();
	return memset(take(arena, count * nbytes, ALIGN_NBYTES), 0, count * nbytes);
}

struct str arena_copy(struct arena *arena, struct str s)
{
	if (s.nbytes == SIZE_MAX)
		alloc_fail();
	char *copy = take(arena, s.nbytes + 1, 1);
	if (s.nbytes > 0)
		memcpy(copy, s.ptr, s.nbytes);
	copy[s.nbytes] = '\0';
	return (struct str){copy, s.nbytes};
}

static void free_chunks(struct arena_chunk *chunk)
{
	while (chunk) {
		struct arena_chunk *older = chunk->older;
		free(chunk);
		chunk = older;
	}
}

void arena_reset(struct arena *arena)
{
	struct arena_chunk *kept = arena->newest;
	if (!kept)
		return;
	free_chunks(kept->older);
	kept->older = NULL;
	arena->used = 0;
	arena->total_nbytes = sizeof(struct arena_chunk) + kept->capacity;
}

void arena_free(struct arena *arena)
{
	free_chunks(arena->newest);
	*arena = (struct arena){0};
}
