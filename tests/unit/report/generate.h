/* Made reports for tests: numbers by the form, laid out on sheets, damaged, and written in the layouts that conversions
 * leave behind. Everything follows from a seed. */
#ifndef GOUJI_TESTS_REPORT_GENERATE_H
#define GOUJI_TESTS_REPORT_GENERATE_H

#include "base/arena.h"
#include "base/decimal.h"
#include "check/knowledge.h"
#include "read/encoding.h"

enum { SHEET_MAX_LINES = 200, SHEET_MAX_CELLS = 24 };

/* What a line of a report is. */
enum sheet_kind { SHEET_TITLE, SHEET_HEADING, SHEET_PROSE, SHEET_GAP, SHEET_PAGE, SHEET_HEAD, SHEET_ROW, SHEET_REST };

struct sheet_cell {
	struct str text;                /* '\v': a line broken inside */
	int16_t cell;                   /* of the form, for numbers; FORMAT_NONE for labels and heads */
	uint8_t ncolumns, nrows;        /* that it spans; 0 when another cell spans its place */
};

struct sheet_line {
	enum sheet_kind kind;
	int16_t table;                  /* of HEAD, ROW and REST */
	int16_t row;                    /* of the form, for ROW and REST; FORMAT_NONE for the line of an across table */
	struct str text;                /* where there are no cells */
	size_t ncells;
	struct sheet_cell cells[SHEET_MAX_CELLS];
};

/* What is known of a number that went in. */
enum made_state {
	MADE_WHOLE,                     /* must be read */
	MADE_SPOILT,                    /* may be unread */
	MADE_GONE,                      /* is not there: must not be read */
};

struct made {
	uint64_t random;
	struct arena arena;
	const struct form *form;
	int year;
	struct str agency;
	bool wide_labels;               /* the grid has three columns of labels, else two */
	bool official;                  /* set by the caller: labels in no other wording than the form's */
	bool padded;                    /* places that a cell covers are cells of their own */
	unsigned bars;                  /* of enum bar_style, or of enum comma_style */
	decimal values[FORMAT_MAX_CELLS];
	enum made_state states[FORMAT_MAX_CELLS];
	size_t nlines;
	struct sheet_line lines[SHEET_MAX_LINES];
};

enum damage {
	DAMAGE_NONE,
	/* Harmless: every number is still there, in its place. */
	DAMAGE_LABEL_BREAKS,            /* labels and heads broken inside of their cells */
	DAMAGE_LABEL_BLANKS,
	DAMAGE_BRACKETS,
	DAMAGE_WIDE_DIGITS,
	DAMAGE_HEADING_MARKS,
	DAMAGE_SENTENCES,               /* before tables, with words of the tables */
	DAMAGE_PAGES,                   /* page numbers among the rows */
	DAMAGE_GAPS,                    /* blank lines among the rows */
	DAMAGE_BAD_BYTES,               /* in the prose */
	/* The labels suffer. */
	DAMAGE_LABEL_RESTS,             /* the end of a label in a row of its own, behind its numbers */
	DAMAGE_LABEL_MOVED,
	DAMAGE_LABEL_DOUBLED,
	/* The numbers suffer. */
	DAMAGE_SLASHES,
	DAMAGE_BLANKS,
	DAMAGE_LAST_LOST,               /* of the rows whose labels are in three columns */
	DAMAGE_MIDDLE_LOST,
	DAMAGE_EXTRA,
	DAMAGE_GLUED,                   /* two numbers with nothing between */
	DAMAGE_ROWS_LOST,
	DAMAGE_NKINDS,
};

enum layout {
	LAYOUT_TABS,
	LAYOUT_CELLS,                   /* one cell a line, each with a tab before it */
	LAYOUT_PIPES,
	LAYOUT_PIPE_LINES,              /* one cell a line, each with a | behind it */
	LAYOUT_PIPES_BEFORE,            /* or before it */
	LAYOUT_ROWS,                    /* blanks between cells, one row a line */
	LAYOUT_WORDS,                   /* one word a line */
	LAYOUT_LONG,                    /* all in one line */
	LAYOUT_ALIGNED,                 /* columns made with blanks, labels broken over lines */
	/* A | behind each cell, and behind the last one of a row as many more as the widest row has cells more: */
	LAYOUT_BAR_LINES,               /* one cell a line */
	LAYOUT_BAR_ROWS,                /* one row a line */
	LAYOUT_HTML,
	LAYOUT_DRAWN,                   /* with lines */
	LAYOUT_COMMAS,                  /* between cells */
	LAYOUT_SIDEWAYS,                /* the rows of the form beside each other, with tabs */
	LAYOUT_NKINDS,
};

/* What differs between pages in the layouts with a | behind each cell. */
enum bar_style {
	BARS_LEADING = 1,               /* one before each row, too */
	BARS_APART = 2,                 /* those that fill a row up in a line of their own */
	BARS_DROPPED = 4,               /* empty cells are not there at all */
	BARS_NKINDS = 8,
};

/* The same of those with commas. */
enum comma_style {
	COMMAS_SEMICOLONS = 1,          /* instead of commas */
	COMMAS_QUOTED = 2,              /* all cells, not only those that must be */
	COMMAS_PADDED = 4,              /* every line as wide as a sheet, text too */
};

/* Layouts whose tables have no cells, only blanks and line ends. */
static inline bool layout_is_loose(enum layout layout)
{
	return layout >= LAYOUT_PIPE_LINES && layout <= LAYOUT_ALIGNED;
}

/* A number from 0 to `count` - 1; and true once in `count` times. */
unsigned made_random(struct made *made, unsigned count);
bool made_once_in(struct made *made, unsigned count);

/* The numbers of a report, and the name of the column of a cell. */
void made_fill_numbers(struct made *made, bool wrong);
struct str made_column_name(const struct made *made, int cell);

/* Fills `made` from `seed` in one of the forms: numbers that hold all relations of the tables or, where `wrong`, some
 * that do not. Its arena is reset. */
void made_begin(struct made *made, const struct form *form, uint64_t seed, bool wrong);
void made_damage(struct made *made, enum damage damage, enum layout layout);
/* A place in a table for damage: a new line before line `at`. */
struct sheet_line *made_insert(struct made *made, size_t at, enum sheet_kind kind);
void made_remove(struct made *made, size_t at);
/* Appends the report in UTF-8. Bytes 1 of its text stand for what cannot be decoded. */
void made_write(struct made *made, enum layout layout, struct strbuf *out);
void made_write_html(struct made *made, struct strbuf *out);
/* The lines of one table. */
void made_draw_table(struct made *made, const struct sheet_line *lines, size_t nlines, struct strbuf *out);
/* The same in an encoding, with a byte order mark where `marked` (or where the encoding is not told without one). In
 * pages, what the charset lacks is written as a reference. Big5 is for pages only. */
void made_write_as(struct made *made, enum layout layout, enum encoding encoding, bool marked, struct strbuf *out);
/* One row in the layouts with a | behind each cell. */
void made_write_bars(const struct made *made, const struct sheet_line *line, enum layout layout, struct strbuf *out);
/* Line `at` in that layout; false when it is written as with tabs. */
bool made_write_sideways(const struct made *made, size_t at, struct strbuf *out);
/* A line with commas between its cells. */
void made_write_commas(const struct made *made, const struct sheet_line *line, struct strbuf *out);
/* The text of a cell or line in `arena`, with `between` for breaks. */
void made_append_broken(struct strbuf *out, struct str text, const char *between);

const char *damage_name(enum damage damage);
const char *layout_name(enum layout layout);

#endif
