/* The blocks of a text in which a pattern may match, without making the others. Internal to find*.c. */
#ifndef GOUJI_INDEX_FIND_TEXT_H
#define GOUJI_INDEX_FIND_TEXT_H

#include "base/match.h"
#include "read/block.h"

/* Hands the blocks of `text` to `sink` as text_read_blocks does, but leaves out such as match_find finds nothing in:
 * most of them. Stops early when `*enough` becomes true. */
void find_text_blocks(const struct match_pattern *pattern, struct str text, const struct block_sink *sink,
		      const bool *enough);

#endif
