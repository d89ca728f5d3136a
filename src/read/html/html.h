/* Web pages: libxml2's SAX parser, tables laid out to grids.
 *
 * Every row of a table becomes a row block with grid set: a cell that spans columns is followed by empty cells, one
 * that spans rows leaves empty cells in the rows below, so that cell i is in column i. All text of a cell (paragraphs,
 * spans, line breaks, numbers split over spans) is one cell; blanks and &nbsp; at its ends go, runs of blanks become
 * one. Text outside of tables becomes paragraphs at the ends of block elements and at <br>; h1 to h6 have heading
 * levels. Tables that hold tables are page layout: their cells become paragraphs. Scripts, styles and comments are left
 * out. */
#ifndef GOUJI_READ_HTML_HTML_H
#define GOUJI_READ_HTML_HTML_H

#include "base/str.h"
#include "read/block.h"
#include "read/html/html_hold.h"

struct html_marks;

/* What a page becomes. Zero-initialise it; used again for the next page. */
struct html_reader {
	bool always_parses;             /* also plain pages, which can be read without the parser */
	/* Whoever hands over the page knows that it is, as base/utf8_clean.h means it */
	bool is_clean;
	struct strbuf text;             /* what the blocks are views of; never moves while a page is read */
	struct html_hold hold;          /* what has become of a page that may still need the parser */
	struct html_marks *marks;       /* that were met in plain pages before; NULL at first */
	const char *limit;              /* what was cut off because it passed a limit, to be translated; or NULL */
	/* Set by who needs only the blocks that something begins in: the first place at or behind `from` in the source
	 * where it may begin, or the end. Tables without one may be left out. */
	size_t (*find_place)(void *context, struct str page, size_t from);
	void *find_context;
};

/* Prepares the parser for use by several threads: to be called before they start. */
void html_prepare(void);
/* Whether text is markup: tags that no plain text holds. */
bool html_is_markup(struct str text);
/* Hands the blocks of `page` (UTF-8) to `sink`; lines and columns are those of the page. Damaged markup is read as far
 * as it goes. Time linear in the page: nesting, spans, cells and attributes have limits. */
void html_read_blocks(struct html_reader *reader, struct str page, const struct block_sink *sink);
void html_reader_free(struct html_reader *reader);

#endif
