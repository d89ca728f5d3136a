/* A text as code units of UTF-16, and where each of them stands: most characters that are read are one unit, so that
 * many can be looked at side by side. */
#ifndef GOUJI_BASE_UNITS_H
#define GOUJI_BASE_UNITS_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum {
	UNITS_BLOCK_NBYTES = 64,
	UNITS_ROOM = 48,                /* units behind the last one that may be looked at; no text has them */
};

/* Where units begin among 64 bytes of the text. */
struct units_block {
	uint64_t begins;                /* bit per byte; the second unit of a character begins with its second byte */
	size_t nbefore;                 /* units before the block */
};

/* Zero-initialise it; it is used again for the next text. */
struct units {
	size_t count, capacity;
	uint16_t *codes;
	uint32_t *offsets;              /* in the text, in bytes */
	size_t blocks_capacity;
	struct units_block *blocks;     /* of all bytes, and of the end of the text */
	struct units_orders *orders;    /* a table for reading */
};

/* Takes the units of `text`, fewer than 4 GB of valid UTF-8; of other bytes it takes some units. Sixty-four
 * bytes at a time where the processor can. */
void units_read(struct units *units, struct str text);
/* The same one by one: what the other is tested against. */
void units_read_plain(struct units *units, struct str text);
void units_free(struct units *units);
/* How many units begin before byte `offset`, which is at most the length of the text. */
static inline size_t units_before(const struct units *units, size_t offset)
{
	const struct units_block *block = &units->blocks[offset / UNITS_BLOCK_NBYTES];
	uint64_t before = block->begins & ((UINT64_C(1) << offset % UNITS_BLOCK_NBYTES) - 1);
	return block->nbefore + (size_t)__builtin_popcountll(before);
}

#endif
