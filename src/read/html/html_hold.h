/* Blocks held back until it is known that they are right. Private to src/read/html/. */
#ifndef GOUJI_READ_HTML_HTML_HOLD_H
#define GOUJI_READ_HTML_HTML_HOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "read/block.h"

/* Zero-initialise it; used again for the next page. */
struct html_hold {
	struct block *blocks;
	size_t nblocks, blocks_capacity;
	struct block_cell *cells;       /* of all rows, in order */
	size_t ncells, cells_capacity;
	bool full;                      /* there was more than pages have, and it is lost */
};

/* Forgets what is held. */
void html_hold_begin(struct html_hold *hold);
/* Takes a block, its cells copied; to be used as a block_sink's. */
void html_hold_take(void *hold, const struct block *block);
/* Hands over all that is held. */
void html_hold_release(struct html_hold *hold, const struct block_sink *sink);
void html_hold_free(struct html_hold *hold);

#endif
