/* What the files that read text share. */
#ifndef GOUJI_READ_TEXT_PARTS_H
#define GOUJI_READ_TEXT_PARTS_H

#include "read/text.h"

/* Where in a line its cells have been counted to: the first byte and the column of the last one that is not empty. */
struct text_place {
	const char *at;
	uint32_t column;
};

/* Adds the cell that `text`, a part of a line, holds; an empty one is put where the last one began. */
void text_add_cell(struct text_reader *reader, struct str text, struct text_place *place);
/* Hands over the row gathered so far. */
void text_end_row(struct text_reader *reader, bool grid);
/* Without the marks of bold print around all of it. */
struct str text_strip_emphasis(struct str text);

/* Tables with a | behind each cell: see bars.c. Reads a line of one; false when it is none. */
bool bars_take_line(struct text_reader *reader, struct str line);
/* Whether that may be: in a text where no line may, no line is one. */
bool bars_may_take_line(struct str line);
/* Told of every other line: ends the row that is being gathered. True for an empty line in such a table, which may
 * stand between its cells and ends nothing. */
bool bars_leave(struct text_reader *reader, struct str line);
/* Leaves off the end of the row that is being gathered what may be no cells. */
void bars_finish_row(struct text_reader *reader);

#endif
