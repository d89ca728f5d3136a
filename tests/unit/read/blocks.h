/* What a reader of text makes of one, as a text that tests compare. */
#ifndef GOUJI_TESTS_READ_BLOCKS_H
#define GOUJI_TESTS_READ_BLOCKS_H

#include "read/text.h"

/* Appends a block to a struct strbuf: paragraphs as `1 text`, with # for each heading level; rows as `1 grid|a|b|` or
 * `1 lines|a|b|`, with the cell's line where it is another than the block's, ^ for covered cells and … for a truncated
 * row; a line feed. */
void describe_block(void *out, const struct block *block);
/* Appends the blocks of `text` so. */
void append_blocks(struct str text, struct strbuf *out);
void assert_blocks(const char *text, const char *expected);

#endif
