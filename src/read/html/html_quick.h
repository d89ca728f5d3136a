/* Plain pages without the parser: elements that are closed in order (but for spans), and nothing else that a parser has
 * to put right. Most of the time libxml2 takes goes into single characters; such a page is gone through once, and what
 * it becomes is held back to the end, when it is known to be plain. Private to html.c. */
#ifndef GOUJI_READ_HTML_HTML_QUICK_H
#define GOUJI_READ_HTML_HTML_QUICK_H

#include <stdbool.h>

#include "read/html/html.h"

/* Hands the blocks of `page` to `sink`, the same as with libxml2. `reader` has room for its text. False, with no block
 * handed over and no text, for a page that it cannot be told of that it is plain. */
bool html_quick_read(struct html_reader *reader, struct str page, const struct block_sink *sink);
/* Frees what it remembers of pages. */
void html_quick_free(struct html_reader *reader);

#endif
