/* A web page while it is read; shared by html.c (the parser), html_quick.c (pages that need none),
 * html_text.c (texts, paragraphs) and html_table.c. */
#ifndef GOUJI_READ_HTML_HTML_PAGE_H
#define GOUJI_READ_HTML_HTML_PAGE_H

#include "read/html/html.h"
#include "read/html/html_count.h"

enum {
	HTML_MAX_ROWSPAN = 1000,
	HTML_MAX_COLSPAN = BLOCK_MAX_CELLS,
};

/* The text that is being gathered: of a paragraph, a cell or the title. */
struct html_run {
	size_t start;                   /* offset in reader->text */
	bool blank;                     /* a blank goes before what comes next */
	bool broken;                    /* and what comes next begins a block of its own */
};

/* A stretch of a cell between the ends of block elements: a paragraph when the table turns out to be page layout. */
struct html_part {
	size_t start;                   /* offset in reader->text; it ends where the next part or the cell ends */
	struct html_place place;
	uint8_t heading_level;
};

struct html_cell {
	size_t first_part, nparts;
	size_t end;                     /* offset in reader->text */
	size_t tag_offset;              /* in the source */
	struct html_place place;        /* of the text, or of the tag when there is none; set when the cell ends */
	uint16_t colspan, rowspan;
};

struct html_row {
	size_t first_cell, ncells;
	struct html_place place;
	bool starts_group;              /* the first of a thead, tbody or tfoot */
	bool truncated;
};

/* The innermost open table. Its rows are kept until it ends: when another table begins inside, it is page layout. */
struct html_table {
	unsigned depth;                 /* of open tables, this one included */
	bool gathering;                 /* no table was in it so far */
	bool in_row, in_cell;
	bool dropping;                  /* in a cell behind the last one that a row may have */
	bool group_ended;
	struct html_row *rows;
	size_t nrows, rows_capacity;
	struct html_cell *cells;
	size_t ncells, cells_capacity;
	struct html_part *parts;
	size_t nparts, parts_capacity;
};

struct html_page {
	struct html_reader *reader;
	const struct block_sink *sink;
	struct str source;
	/* What was counted so far of the source. */
	size_t counted_nbytes;
	struct html_place counted;
	struct html_run run;
	struct html_place run_place;    /* of its first character */
	uint8_t run_heading_level;
	uint8_t heading_level;          /* of the h1 to h6 that is open */
	bool in_title, title_seen;
	/* There is nothing but tables: what is around them has lines, as Markdown has */
	bool lined;
	struct str title;               /* not yet handed over */
	struct html_place title_place;
	struct html_table table;
};

/* The line and column of a character of the source. To be asked in ascending order: it does not go back. */
struct html_place html_count_to(struct html_page *page, size_t offset);
static inline struct html_place html_locate(struct html_page *page, size_t offset)
{
	return offset == page->counted_nbytes ? page->counted : html_count_to(page, offset);
}
/* All that was counted up to `offset` goes on for `nbytes`: so many lines, and columns behind the last of them. */
static inline void html_count_on(struct html_page *page, size_t offset, size_t nbytes, uint32_t nlines,
				 uint32_t ncolumns)
{
	if (page->counted_nbytes != offset)
		return;
	page->counted_nbytes = offset + nbytes;
	page->counted.line += nlines;
	page->counted.column = (nlines ? 1 : page->counted.column) + ncolumns;
}

/* Says that something was cut off; the first one stays. */
void html_say_limit(struct html_page *page, const char *limit);
/* The same of a word that there is no room for. */
void html_say_no_room(struct html_page *page);

/* Appends text that begins at `offset` in the source to the run. */
void html_append(struct html_page *page, struct str text, size_t offset);
/* Hands over the run as a paragraph, if there is more in it than blanks. */
void html_emit_run(struct html_page *page);
void html_begin_title(struct html_page *page);
/* `offset` is where the source goes on. */
void html_end_title(struct html_page *page, size_t offset);
/* Hands over the title when no block came yet. */
void html_flush_title(struct html_page *page);
void html_emit_paragraph(struct html_page *page, struct str text, struct html_place place, uint8_t heading_level);

void html_table_begin(struct html_page *page);
void html_table_end(struct html_page *page);
void html_group(struct html_page *page);
void html_row_begin(struct html_page *page, size_t offset);
void html_row_end(struct html_page *page);
void html_cell_begin(struct html_page *page, size_t offset, unsigned colspan, unsigned rowspan);
void html_cell_end(struct html_page *page);
void html_table_free(struct html_page *page);

#endif
