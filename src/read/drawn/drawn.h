/* Tables drawn with lines, as programs of a terminal print them (w3m, links and elinks of a page, pandoc, psql, mysql):
 * box-drawing characters of all weights, or + - = and |; and rows whose cells only have bars (│ ｜) between them.
 *
 * A drawing is taken for a table only where it proves to be one to the last column: every cell is a full rectangle with
 * lines around it, lines meet where a junction is drawn, and the cells fill the frame without a rest. It then becomes
 * row blocks as an HTML table with spans does: a cell over several rows or columns stands in the first of them, the
 * others are covered; what is broken over lines inside of a cell is one text. Columns are told by the place of their
 * lines: by columns of a terminal, with ambiguous characters narrow or wide, by characters as programs count them that
 * know of no wide ones, or where every line has all bars, by their number.
 *
 * Below a head, rows need no line between them: where a cell has numbers in lines right below each other with room for
 * both in one, every line of text is a row. Else a number may have been broken, and the row keeps no numbers, unless it
 * was broken where the line was full.
 *
 * Other drawings are not read: their lines become rows with their texts, without numbers, and truncated set. A frame
 * around one cell is prose. What stands around drawings is read as other text is (text.h). */
#ifndef GOUJI_READ_DRAWN_DRAWN_H
#define GOUJI_READ_DRAWN_DRAWN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "read/block.h"

/* Zero-initialise it; used again for the next text. */
struct drawn_reader {
	struct strbuf text;             /* what the blocks are views of: a copy of the text, then cells */
	struct arena scratch;
};

/* Whether characters stand in a text (UTF-8) that drawings are made of. One fast pass over the bytes. */
bool drawn_may_hold(struct str text);
/* The same byte by byte: what the other is tested against. */
bool drawn_may_hold_plain(struct str text);
/* Whether the lines of a drawing stand in it. */
bool drawn_holds(struct str text);
/* Hands the blocks of `text` (UTF-8) to `sink`. Takes time linear in the text. */
void drawn_read_blocks(struct drawn_reader *reader, struct str text, const struct block_sink *sink);
void drawn_reader_free(struct drawn_reader *reader);

#endif
