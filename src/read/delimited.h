/* Tables as values with commas or semicolons between them (CSV), as spreadsheets and programs write them: a whole file,
 * or among other text.
 *
 * Lines are taken for such a table where records come one behind the other, at least one of them with a text and then
 * nothing but numbers, and another. They are rows of a grid, whose empty fields are empty cells; those behind the last
 * number where it is certain that the row has them (delimited_numbers.c). One with more fields than most of those with
 * numbers has a comma inside of a number, so that its numbers are not known: truncated is set. What a spreadsheet pads
 * with empty fields, headings and paragraphs, is a row of a single cell, or paragraphs where it is long. Sentences with
 * commas are no records. */
#ifndef GOUJI_READ_DELIMITED_H
#define GOUJI_READ_DELIMITED_H

#include <stdbool.h>

#include "base/str.h"
#include "read/block.h"

/* Zero-initialise it; used again for the next text. */
struct delimited_reader {
	struct strbuf text;             /* what the blocks are views of: a copy of the text, then cells */
};

/* Whether such a table stands in a text (UTF-8). Quick where there are no commas before numbers. */
bool delimited_holds(struct str text);
/* Hands the blocks of `text` to `sink`. Takes time linear in the text. */
void delimited_read_blocks(struct delimited_reader *reader, struct str text, const struct block_sink *sink);
void delimited_reader_free(struct delimited_reader *reader);

#endif
