/* Text made from PDF, Word and web pages, in the layouts with cells that such conversions leave behind:
 *
 * - rows of cells separated by tabs, one row a line; blank lines (page breaks) may stand between rows;
 * - one cell a line, each with a tab before it and none in it, rows separated by blank lines; a cell's text may go on
 *   in lines without a tab.
 *
 * - Markdown: cells between |, with a rule of dashes below the head; or a | behind or before each of the cells of
 *   one-cell lines, which become paragraphs. The | at the edges may be missing below a rule.
 *
 * - a | behind each cell, and more of them behind the last one of a row: see bars.c.
 *
 * Everything else is a paragraph. Headings may be marked with # or wrapped in **. */
#ifndef GOUJI_READ_TEXT_H
#define GOUJI_READ_TEXT_H

#include "base/str.h"
#include "read/block.h"

/* What has been learned of tables with a | behind each cell, and of the row of one-cell lines that is being
 * gathered. */
struct bars {
	bool on;                        /* some were met that are no Markdown */
	bool inside;                    /* the line before was one of them */
	unsigned nbefore;               /* lines before that may have been, each with one cell */
	bool rows;                      /* they have a row a line */
	bool leading;                   /* a | stands before each row */
	bool gathering;
	bool row_begun;                 /* the | before a row was met, and nothing of it yet */
	bool has_values;                /* there are numbers in the row */
	unsigned ntexts;                /* in it */
	size_t width;                   /* in cells, of the rows of this table that were filled up; or 0 */
};

/* Whether a line ends with a |, apart from blanks. */
static inline bool bars_end_line(const char *start, const char *end)
{
	while (end > start && end[-1] <= ' ' && (end[-1] == ' ' || end[-1] == '\r'))
		end--;
	return end > start && end[-1] == '|';
}

/* Whether what a line is made to be depends on them. */
static inline bool bars_are_near(const struct bars *bars)
{
	return bars->on || bars->inside || bars->nbefore;
}

/* The reader's place in the text, and the row of one-cell lines that is being gathered. */
struct text_reader {
	const struct block_sink *sink;
	uint32_t line;                  /* the last one taken, from 1 */
	uint32_t row_line;
	bool row_truncated;
	bool bare_pipes;                /* below a rule of Markdown without | at its edges: lines with | are rows */
	struct bars bars;
	size_t ncells;                  /* of the row that is being gathered; 0 between rows */
	struct block_cell cells[BLOCK_MAX_CELLS];
};

/* For a text line by line: begins one, */
void text_reader_begin(struct text_reader *reader, const struct block_sink *sink);
/* takes its next line, without the line feed, */
void text_reader_take_line(struct text_reader *reader, struct str line);
/* and hands over what is still being gathered. */
void text_reader_end(struct text_reader *reader);
/* The line feed that ends the line at `start`, or NULL when the text ends before. */
const char *text_find_line_end(const char *start, const char *end);
/* The line at the start of `*rest`, without its end; moves `*rest` behind it. False when `*rest` is used up. */
bool text_next_line(struct str *rest, struct str *line);

/* Whether a line is the rule of a table without | at its edges: see text_reader.bare_pipes. */
bool text_is_bare_rule(struct str line);
/* Whether lines of a text may be such as struct bars is about. */
bool text_may_have_bars(struct str text);

/* Hands the blocks of `text` (UTF-8) to `sink`. Takes time linear in the text and no memory. */
void text_read_blocks(struct str text, const struct block_sink *sink);

/* A paragraph without the marks of Markdown around it; sets its level where it is a heading. */
struct str text_take_marks(struct str text, uint8_t *heading_level);

/* Puts blanks in the place of <br> and &nbsp;, which converters leave in the cells of Markdown tables. */
void text_blank_markup(char *text, size_t nbytes);

#endif
