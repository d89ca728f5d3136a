/* Pages of words with their places, as `pdftotext -bbox-layout` writes them, back to paragraphs and tables.
 *
 * There are no ruling lines and no cells in it, only words. What is certain are numbers: those that stand beside each
 * other are a row of a table, those that stand below each other a column of it. A number goes into the column that it
 * stands in, never into the next one because that is free; a row with fewer numbers has empty cells. Where the columns
 * cannot be told, rows have grid unset, and those that may have blanks no numbers at all. Labels may be broken over
 * lines, stand in several columns (groups) and go on on the next page; the lines are shared out among the rows so that
 * each label is level with its numbers.
 *
 * A row of a table becomes a row block with grid set, with the same columns for all rows of a table: columns of labels
 * (a group's label stands in its first row; cells between a row's own label and the numbers are covered), then columns
 * of numbers. Heads become rows of the same kind; a label without numbers becomes a row with empty cells where there is
 * room for a blank row, else a row of the label columns alone. What stands in no table becomes paragraphs, lines that
 * belong together joined; lines with wide gaps become rows without grid. Page numbers and the repetitions of running
 * heads are left out.
 *
 * `line` is the number of the line of text in the document, counted from 1 through all pages (page numbers and running
 * heads included); words level with each other are one line, whatever cells they stand in. `column` counts code points
 * of that line. Lines of blocks do not go back, those of cells may. */
#ifndef GOUJI_READ_BOXES_BOXES_H
#define GOUJI_READ_BOXES_BOXES_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "read/block.h"

/* Zero-initialise it; used again for the next file. */
struct boxes_reader {
	struct strbuf text;             /* what the blocks are views of; never moves while a file is read */
	size_t npages, nwords;          /* of the last file; no words: a scan, or no such XML */
	struct arena scratch;
};

/* Hands the blocks of `xml` (UTF-8) to `sink`. Damaged XML is read as far as it is understood. */
void boxes_read_blocks(struct boxes_reader *reader, struct str xml, const struct block_sink *sink);
void boxes_reader_free(struct boxes_reader *reader);

#endif
