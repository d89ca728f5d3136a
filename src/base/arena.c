#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* Chunks double in size between these bounds; a larger allocation gets a chunk of its own size. From FRESH_NBYTES on
 * one is taken as zeros: so large a piece comes straight from the system, which makes its pages when they are first
 * touched, and what nobody writes to costs nothing. */
enum { CHUNK_MIN_NBYTES = 4096, FRESH_NBYTES = 128 * 1024, CHUNK_MAX_NBYTES = 1024 * 1024 };

/* Enough for everything but long double. */
enum { ALIGN_NBYTES = alignof(uint64_t) > alignof(void *) ? alignof(uint64_t) : alignof(void *) };

struct arena_chunk {
	struct arena_chunk *older;
	size_t capacity;
	size_t written;                 /* from here on all is still zero */
	alignas(ALIGN_NBYTES) char bytes[];
};

static struct arena_chunk *new_chunk(struct arena *arena, size_t capacity)
{
	if (capacity > SIZE_MAX - sizeof(struct arena_chunk))
		alloc_fail();
	size_t total_nbytes = sizeof(struct arena_chunk) + capacity;
	bool fresh = capacity >= FRESH_NBYTES;
	struct arena_chunk *chunk = fresh ? alloc_zeroed(total_nbytes, 1) : alloc_array(total_nbytes, 1);
	chunk->older = NULL;
	chunk->capacity = capacity;
	chunk->written = fresh ? 0 : capacity;
	arena->total_nbytes += total_nbytes;
	return chunk;
}

static size_t next_capacity(const struct arena *arena)
{
	size_t newest = arena->newest ? arena->newest->capacity : 0;
	size_t most = arena->max_chunk_nbytes ? arena->max_chunk_nbytes : CHUNK_MAX_NBYTES;
	if (newest < CHUNK_MIN_NBYTES / 2)
		return CHUNK_MIN_NBYTES;
	return newest < most / 2 ? newest * 2 : most;
}

/* Hands out bytes of a chunk; `*zeroed`: nothing was written to them before. */
static void *hand_out(struct arena_chunk *chunk, size_t start, size_t nbytes, bool *zeroed)
{
	*zeroed = start >= chunk->written;
	if (start + nbytes > chunk->written)
		chunk->written = start + nbytes;
	return chunk->bytes + start;
}

/* A chunk for one large allocation goes behind the newest, whose free room stays in use. */
static void *take_chunk(struct arena *arena, size_t start, size_t nbytes, bool *zeroed)
{
	size_t capacity = next_capacity(arena);
	bool own = nbytes > capacity / 4;
	struct arena_chunk *chunk = new_chunk(arena, own ? start + nbytes : capacity);
	if (own && arena->newest) {
		chunk->older = arena->newest->older;
		arena->newest->older = chunk;
	} else {
		chunk->older = arena->newest;
		arena->newest = chunk;
		arena->used = start + nbytes;
	}
	return hand_out(chunk, start, nbytes, zeroed);
}

/* Where to start from `used` on so that what stands `nbefore` behind is aligned. */
static size_t align_start(size_t used, size_t nbefore, size_t align)
{
	return ((used + nbefore + align - 1) & ~(align - 1)) - nbefore;
}

/* Texts stand close together; everything else is aligned for any type. */
static void *take(struct arena *arena, size_t nbefore, size_t nbytes, size_t align, bool *zeroed)
{
	if (nbytes > SIZE_MAX / 2)
		alloc_fail();
	size_t start = align_start(arena->used, nbefore, align);
	nbytes = nbytes > 0 ? nbytes : 1;
	if (!arena->newest || start > arena->newest->capacity || nbytes > arena->newest->capacity - start)
		return take_chunk(arena, align_start(0, nbefore, align), nbytes, zeroed);
	arena->used = start + nbytes;
	return hand_out(arena->newest, start, nbytes, zeroed);
}

void *arena_alloc(struct arena *arena, size_t count, size_t nbytes)
{
	if (nbytes != 0 && count > SIZE_MAX / nbytes)
		alloc_fail();
	return arena_alloc_close(arena, count * nbytes, ALIGN_NBYTES);
}

void *arena_alloc_close(struct arena *arena, size_t nbytes, size_t align)
{
	return arena_alloc_behind(arena, 0, nbytes, align);
}

void *arena_alloc_behind(struct arena *arena, size_t nbefore, size_t nbytes, size_t align)
{
	bool zeroed;
	void *place = take(arena, nbefore, nbytes, align, &zeroed);
	return zeroed ? place : memset(place, 0, nbytes);
}

struct str arena_copy(struct arena *arena, struct str s)
{
	if (s.nbytes == SIZE_MAX)
		alloc_fail();
	bool zeroed;
	char *copy = take(arena, 0, s.nbytes + 1, 1, &zeroed);
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
