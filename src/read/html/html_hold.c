#include "read/html/html_hold.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

enum { MAX_HELD = 1 << 16, FIRST_NBLOCKS = 128, FIRST_NCELLS = 1024 };

void html_hold_begin(struct html_hold *hold)
{
	hold->nblocks = hold->ncells = 0;
	hold->full = false;
}

static void make_room(struct html_hold *hold, size_t ncells)
{
	if (hold->nblocks == hold->blocks_capacity) {
		hold->blocks_capacity = hold->nblocks ? 2 * hold->nblocks : FIRST_NBLOCKS;
		hold->blocks = alloc_resize(hold->blocks, hold->blocks_capacity, sizeof(*hold->blocks));
	}
	if (hold->cells_capacity - hold->ncells < ncells) {
		hold->cells_capacity = 2 * hold->cells_capacity + FIRST_NCELLS;
		hold->cells = alloc_resize(hold->cells, hold->cells_capacity, sizeof(*hold->cells));
	}
}

/* Where the cells are is set when they are handed over: they may still move. */
void html_hold_take(void *context, const struct block *block)
{
	struct html_hold *hold = context;
	if (hold->nblocks == MAX_HELD || hold->ncells > MAX_HELD)
		hold->full = true;
	if (hold->full)
		return;
	make_room(hold, block->ncells);
	if (block->ncells)
		memcpy(hold->cells + hold->ncells, block->cells, block->ncells * sizeof(*block->cells));
	hold->ncells += block->ncells;
	hold->blocks[hold->nblocks++] = *block;
}

void html_hold_release(struct html_hold *hold, const struct block_sink *sink)
{
	size_t ncells = 0;
	for (size_t i = 0; i < hold->nblocks; i++) {
		struct block *block = &hold->blocks[i];
		block->cells = block->ncells ? hold->cells + ncells : NULL;
		ncells += block->ncells;
		sink->take(sink->context, block);
	}
	html_hold_begin(hold);
}

void html_hold_free(struct html_hold *hold)
{
	free(hold->blocks);
	free(hold->cells);
	*hold = (struct html_hold){0};
}
