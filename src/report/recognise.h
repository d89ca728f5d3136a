/* From blocks to a report: finds sections, tables and rows by their labels and fills the vector of cells. */
#ifndef GOUJI_REPORT_RECOGNISE_H
#define GOUJI_REPORT_RECOGNISE_H

#include "read/block.h"
#include "report/allot.h"
#include "report/document.h"
#include "report/identity.h"
#include "report/labels.h"
#include "report/memo.h"
#include "report/report.h"
#include "report/screen.h"
#include "report/words.h"

enum { LOOSE_MAX_PENDING = 24, RECOGNISE_MAX_CANDIDATES = 16 };

/* What has been gathered of tables that come without cells: see recognise_loose.c. */
struct loose {
	bool gathering;                 /* words of a table were met since the last heading */
	size_t nheads;                  /* words that are heads of head_table, met one after the other before that */
	int head_table;
	int table;                      /* whose, or FORMAT_NONE */
	size_t npending;
	struct str pending[LOOSE_MAX_PENDING]; /* the last texts without a number behind them */
	struct allot_row run;           /* the numbers behind them */
	size_t nrun;                    /* how many, also beyond what `run` holds */
	size_t nheld_pieces;            /* of a run whose row shows only by what follows: the texts before it */
	struct str held_pieces[LOOSE_MAX_PENDING];
	struct allot_row held;
	size_t nheld;                   /* how many numbers; 0 when no run is held */
	size_t counted;                 /* up to this byte of the text, which has this column, columns were counted */
	uint32_t column;                /* 0: nothing was counted */
	const char *prose;              /* in a long paragraph: where text begins that was not handed on yet */
	int last_row[FORMAT_MAX_TABLES]; /* of each table, to see that rows come in order */
	bool used[FORMAT_MAX_TABLES];   /* rows were read so */
	bool broken[FORMAT_MAX_TABLES]; /* numbers were met that belong to no row: labels and numbers came apart */
};

/* What was read of a table given sideways: see recognise_sideways.c. */
struct sideways {
	const struct format_block *block; /* NULL: there is none */
	uint32_t line;                  /* of its head */
	bool is_broken;
	size_t nlabels;
	int16_t rows[BLOCK_MAX_CELLS];  /* of the form, by column of the source; FORMAT_NONE for others */
	int foreign_row, foreign_place; /* a group that has numbers of its own in another form, and its column */
	unsigned columns;               /* of the form that were read: a bit for each */
	struct cell cells[FORMAT_MAX_CELLS];
};

enum turned_layout {
	TURNED_NONE,
	TURNED_LABELS_BESIDE,           /* those of row and column beside each number */
	TURNED_ROWS_ABOVE,              /* labels of rows above the numbers, and of columns beside them */
	TURNED_COLUMNS_ABOVE,           /* the other way round */
};

/* What was read of a table whose rows stand side by side in the form: see recognise_turned.c. */
struct turned {
	enum turned_layout layout;
	int table;
	uint32_t line;                  /* of the first numbers */
	int16_t above[BLOCK_MAX_CELLS]; /* row or column of the form, by place; FORMAT_NONE for others */
	int row;                        /* at hand, where labels stand beside; or FORMAT_NONE */
	size_t number;                  /* the place of the numbers then */
	unsigned filled;                /* a bit for each cell of the table */
	struct cell cells[ALLOT_MAX_VALUES];
};

/* A cell of a row with what it may be. */
struct piece {
	struct str text;
	uint32_t line, column;
	enum cell_status status;        /* TEXT for labels */
	decimal value;
	struct label_match match;       /* for TEXT */
	bool covered;                   /* part of the span of another cell */
};

/* A row of the source, looked at as a whole. */
struct pieces {
	size_t count;
	int label;                      /* the last piece that is the label of a row, or -1 */
	int first_value;                /* the first piece with a number, or -1 */
	int last_text;                  /* the last text before the first number, or -1 */
	size_t ntexts;
	int head_table;                 /* the table that a head among the pieces belongs to, or FORMAT_NONE */
	bool is_head;                   /* a piece is a head and nothing else */
	bool known;                     /* a piece is some label */
	struct piece list[BLOCK_MAX_CELLS];
};

/* The recogniser's state for one file. About 170 KB: keep one and use it again; zero-initialise it. */
struct recogniser {
	const struct format *format;
	const struct labels *labels;
	const struct words *words;
	struct document *document;      /* is told of each block as it is placed */
	struct report *report;
	struct str text;                /* what the blocks are views of */
	struct identity identity;
	int table;                      /* whose head or rows were met last, or FORMAT_NONE */
	int last_row;                   /* the row that was found last, or FORMAT_NONE */
	unsigned foreign_tables;        /* by table: heads that only stand in another form were met */
	unsigned disordered_tables;     /* by table: heads of columns were met in another order than the form's */
	unsigned restarted_tables;      /* by table: most rows were met, and then the first one again */
	int foreign_row;                /* a group met with numbers of its own, as in another form; or FORMAT_NONE */
	unsigned nentries, last_entry;  /* of a table of contents: how many were met, and the section of the last */
	size_t ncandidates;             /* lines with the ordinal of a section: see recognise_settle.c */
	struct report_heading candidates[RECOGNISE_MAX_CANDIDATES];
	bool report_words;              /* words of such reports were met in the text */
	bool announced[FORMAT_MAX_TABLES];
	bool has_stray_rows[FORMAT_MAX_TABLES]; /* rows of numbers were met whose label could not be told */
	bool is_followed[FORMAT_MAX_ROWS]; /* as many numbers without a label were met right behind the row */
	bool has_cells[FORMAT_MAX_TABLES]; /* rows of cells were met: its text is not searched for more */
	bool taken[FORMAT_MAX_ROWS];
	int heads[FORMAT_MAX_TABLES];   /* source column of the first column's head */
	struct loose loose;
	struct sideways sideways;
	struct turned turned;
	bool all_found;                 /* nothing that paragraphs could tell of tables is not known: see recognise.c */
	unsigned words_inside;          /* see screen.h; of the paragraph that is being looked at */
	struct screen screen;
	struct memo memo;
	struct pieces pieces;           /* of the row that is being looked at */
	size_t nrows;                   /* rows of `table` that wait to be placed */
	struct allot_row rows[FORMAT_MAX_ROWS];
	struct allot_row spare_row;     /* for one that does not wait */
};

/* Prepares `recogniser` (format, labels, words and document are set by the caller) for a file whose text is `text`. */
void recogniser_begin(struct recogniser *recogniser, struct report *report, struct str text);
/* Takes the next block. */
void recogniser_take(struct recogniser *recogniser, const struct block *block);
/* Places all numbers and decides what the file is. `path` gives agency and year where the text does not. */
void recogniser_finish(struct recogniser *recogniser, const char *path);

#endif
