/* Text made from PDF, Word and web pages, in the layouts with cells that such conversions leave behind:
 *
 * - rows of cells separated by tabs, one row a line; blank lines (page breaks) may stand between rows;
 * - one cell a line, each with a tab before it and none in it, rows separated by blank lines; a cell's text may go on in
 *   lines without a tab.
 *
 * - Markdown: cells between |, with a rule of dashes below the head; or a | behind each of the cells of one-cell lines,
 *   which become paragraphs.
 *
 * Everything else is a paragraph. Headings may be marked with # or wrapped in **. */
#ifndef GOUJI_READ_TEXT_H
#define GOUJI_READ_TEXT_H

#include "base/str.h"
#include "read/block.h"

/* Hands the blocks of `text` (UTF-8) to `sink`. Takes time linear in the text and no memory. */
void text_read_blocks(struct str text, const struct block_sink *sink);

#endif
