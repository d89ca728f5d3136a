/* What reading of pages is made of: words, pieces of text, rows of numbers, grids. Lengths are points (1/72 inch). */
#ifndef GOUJI_READ_BOXES_BOXES_PARTS_H
#define GOUJI_READ_BOXES_BOXES_PARTS_H

#include <stdint.h>

#include "read/boxes/boxes.h"

enum {
	BOXES_MAX_PAGES = 2000,
	BOXES_MAX_GRID_ROWS = 256,      /* longer tables are cut */
	BOXES_MAX_LABEL_COLUMNS = 6,
	BOXES_MAX_COLUMNS = BLOCK_MAX_CELLS - BOXES_MAX_LABEL_COLUMNS - 1,
	BOXES_MAX_HEADS = 256,          /* of one grid */
	BOXES_MAX_LABEL_LINES = 1024,   /* of one grid; what is more is left to the paragraphs */
	BOXES_NEIGHBOURS = 256,         /* pieces that are looked at on either side of one */
	BOXES_NONE = -1,
};

/* Gaps of this many font sizes between Chinese and other characters are typesetting, no blanks. */
#define BOXES_AUTOSPACE 0.4

struct boxes_word {
	double x0, x1, y0, y1;
	struct str text;                /* as in the XML */
	uint32_t page;                  /* from 0 */
	uint32_t run;                   /* the <line> it stands in */
};

/* Words without a gap between them: a line of a cell or of a paragraph. */
struct boxes_piece {
	double x0, x1;
	double y;                       /* of the middle; at last through all pages, as if they were one long one */
	double size;                    /* of the font, roughly */
	struct str text;                /* in reader->text */
	uint32_t page, run, line, column;
	bool is_value;                  /* a number, or a sign for none */
	bool alone;                     /* nothing else is level with it */
	bool taken;                     /* by a table, or left out */
};

static inline double boxes_distance(double a, double b)
{
	return a > b ? a - b : b - a;
}

/* Whether pieces would be over each other in part if they stood at one height. */
static inline bool boxes_overlap(const struct boxes_piece *a, const struct boxes_piece *b)
{
	return a->x0 < b->x1 && b->x0 < a->x1;
}

/* Those that are looked at near one of `count` pieces or labels: from `first` to before `end`. */
struct boxes_range {
	size_t first, end;
};

static inline struct boxes_range boxes_neighbours(size_t index, size_t count)
{
	size_t first = index > BOXES_NEIGHBOURS ? index - BOXES_NEIGHBOURS : 0;
	size_t end = count > index + BOXES_NEIGHBOURS ? index + BOXES_NEIGHBOURS : count;
	return (struct boxes_range){first, end};
}

/* A file's pieces in the order of lines, in each from left to right. */
struct boxes_pages {
	struct boxes_reader *reader;
	size_t npieces;
	struct boxes_piece *pieces;
	size_t npages;
	double *heights;                /* of the pages */
	double width;                   /* of the widest page */
	bool has_tails;                 /* rows of numbers were taken for the second lines of those above them */
};

/* Numbers level with each other, and what is to the left of them. */
struct boxes_row {
	double y, size;
	size_t nvalues;
	size_t *values;                 /* pieces, from left to right */
	size_t first, last;             /* the range of pieces that the values lie in */
	bool has_label;                 /* there is text to the left, perhaps a little higher or lower */
	double label_x1;                /* its right edge */
	uint32_t page;
	bool ragged;                    /* it may be a part of a row, or lack numbers that are set higher or lower */
};

/* Lines of text that belong together and stand in one cell. */
struct boxes_cell {
	struct str text;
	uint32_t line, source_column;
	double y;
	int column;                     /* of the grid */
	int row;                        /* the row it stands in, or BOXES_NONE: a row of its own */
	bool is_head;                   /* then row is a row of the head */
};

struct boxes_grid {
	size_t nrows;
	struct boxes_row *rows;
	size_t ncolumns;                /* of numbers */
	double left[BOXES_MAX_COLUMNS], right[BOXES_MAX_COLUMNS];
	bool uncertain;                 /* which column a number stands in */
	size_t nexpected;               /* the most that there may be: of numbers in a row, or of heads */
	bool all_labelled;              /* every row has a label */
	double value_x0;
	size_t nlabel_columns;
	double borders[BOXES_MAX_LABEL_COLUMNS]; /* left ones, of all label columns but the first */
	size_t nheads;
	size_t *heads;                  /* pieces over the numbers */
	double heads_end;               /* y of the lowest, or far above everything */
	size_t nlabels;
	size_t *labels;                 /* pieces to the left of the numbers */
	size_t nhead_rows;
	size_t ncells;
	struct boxes_cell *cells;       /* labels, groups and heads */
	size_t first_piece;             /* where it stands among the pieces */
};

/* How a piece lies to a row's numbers. */
enum boxes_side { BOXES_LABEL, BOXES_HEAD, BOXES_ACROSS };

/* boxes_words.c */
size_t boxes_read_words(struct boxes_reader *reader, struct str xml, struct boxes_word **words,
			struct boxes_pages *pages);
void boxes_make_pieces(struct boxes_pages *pages, const struct boxes_word *words, size_t nwords);

/* boxes_text.c: text in reader->text. */
void boxes_put(struct boxes_reader *reader, struct str xml_text);
/* Appends `text` behind what began at `start`, with a blank where two words would run into one. */
void boxes_put_joined(struct boxes_reader *reader, size_t start, struct str text);
struct str boxes_text_from(const struct boxes_reader *reader, size_t start);
/* How wide a text is in units of its font size, roughly. */
double boxes_text_width(struct str text);
bool boxes_is_value(struct str text);
/* Whether a text starts with "1.", "一、" or "（一）", and whether it is nothing else. */
bool boxes_begins_item(struct str text, bool *nothing_else);
/* Whether a text is a page number; `number` is set, and `bare` when there is nothing around it. */
bool boxes_is_page_number(struct str text, long *number, bool *bare);

/* boxes_lines.c */
void boxes_arrange(struct boxes_pages *pages);

/* boxes_rows.c */
size_t boxes_find_rows(struct boxes_pages *pages, struct boxes_row **rows);
enum boxes_side boxes_side_of(const struct boxes_pages *pages, const struct boxes_row *row, size_t piece);

/* boxes_grid.c */
/* Adds a cell with the joined texts of pieces. */
struct boxes_cell *boxes_add_cell(const struct boxes_pages *pages, struct boxes_grid *grid, const size_t *pieces,
				  size_t npieces);
size_t boxes_find_grids(struct boxes_pages *pages, struct boxes_row *rows, size_t nrows, struct boxes_grid **grids);
/* The column that most of from x0 to x1 lies in, or the nearest; `ncovered` is set to how many it lies in. */
int boxes_column_of(const struct boxes_grid *grid, double x0, double x1, double size, size_t *ncovered);

/* boxes_columns.c */
/* Whether heads beside each other stand below this one: then it is that of several columns. Heads are gathered from the
 * lowest to the highest. */
bool boxes_is_wide_head(const struct boxes_pages *pages, const struct boxes_grid *grid, size_t index);
void boxes_find_columns(const struct boxes_pages *pages, struct boxes_grid *grid);

/* boxes_labels.c, boxes_groups.c */
struct boxes_label {
	size_t piece;
	int column;                     /* of labels */
	int row;                        /* of the grid, or BOXES_NONE */
	bool begins_item;
};
struct boxes_labels {
	struct boxes_pages *pages;
	struct boxes_grid *grid;
	size_t count;
	struct boxes_label *list;       /* in the order of lines */
	double size;                    /* usual size of the font */
	int *columns;                   /* of each row: where its own label stands, or BOXES_NONE */
	bool *begins_list;              /* of each row: its label is the first of a list */
};
void boxes_place_labels(struct boxes_pages *pages, struct boxes_grid *grid);
/* What is no row's own label: labels of groups, parts of the head, rows without numbers. */
void boxes_place_groups(struct boxes_labels *labels);

/* boxes_match.c: sharing out items among targets, both in the order of y. */
enum boxes_level { BOXES_MIDDLE, BOXES_TOP, BOXES_BOTTOM };
struct boxes_matching {
	size_t nitems, ntargets;
	const double *item_y;
	const double *join_cost;        /* of each item with the one before it */
	const double *target_y;
	const bool *blocked;            /* targets that take nothing */
	double skip_cost, empty_cost;   /* of an item without target, of a target without items */
	size_t max_share;               /* items of one target */
	enum boxes_level level;         /* what of the items is level with their target */
	double unit;                    /* distance that costs 1 */
};
/* Sets the target of each item, or BOXES_NONE, so that the cost is least; returns it. */
double boxes_match(const struct boxes_matching *matching, int *targets);

/* boxes_heads.c */
void boxes_place_heads(struct boxes_pages *pages, struct boxes_grid *grid);

/* boxes_ragged.c: marks rows whose numbers may be parts of one row; then the grid is uncertain. For grids with
 * labels. */
void boxes_find_ragged(const struct boxes_pages *pages, struct boxes_grid *grid);

/* boxes_emit.c */
void boxes_emit_grid(const struct boxes_pages *pages, const struct boxes_grid *grid, const struct block_sink *sink);

/* boxes_prose.c */
struct boxes_prose {
	struct boxes_pages *pages;
	const struct block_sink *sink;
	double left, right, size;       /* of the text that stands in no table */
	size_t start;                   /* of the paragraph in reader->text */
	uint32_t line;                  /* where it begins; 0: there is none */
	struct boxes_piece last;        /* its last line, as one piece */
};
void boxes_prose_begin(struct boxes_prose *prose);
/* Takes pieces of one line, from `first` on; those that are taken are passed over. */
void boxes_prose_take(struct boxes_prose *prose, size_t first, size_t npieces);
void boxes_prose_end_paragraph(struct boxes_prose *prose);

/* Of `count` numbers, which are put in order; 0 of none. `share` from 0 (least) to 1 (greatest). */
double boxes_quantile(double *numbers, size_t count, double share);

#endif
