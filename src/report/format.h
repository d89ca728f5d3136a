/* An official form as data: sections, tables, rows and columns with their labels, and the vector of cells they make.
 *
 * Cells are numbered through all tables of a form, block by block, row by row: a rule or a reading names a cell by its
 * number, an export by `table/row/column`. Read from data/formats/ (the syntax stands at the head of 2021.format). */
#ifndef GOUJI_REPORT_FORMAT_H
#define GOUJI_REPORT_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

enum {
	FORMAT_MAX_CELLS = 512,
	FORMAT_MAX_TABLES = 6,
	FORMAT_MAX_ROWS = 128,          /* over all tables */
	FORMAT_MAX_COLUMNS = 16,        /* in one block */
	FORMAT_MAX_SECTIONS = 12,
	FORMAT_NONE = -1,
};

/* A label as printed in the form, with the other wordings that are accepted for it. */
struct format_label {
	struct str text;
	struct str short_text;          /* for narrow tables and formulas; the same as `text` where none is given */
	struct str under;               /* the head above it, for columns; empty if none */
	size_t nvariants;
	const struct str *variants;
};

struct format_column {
	struct str name;
	struct format_label label;
	bool is_sum;                    /* of the columns before it */
};

/* A line of the label tree: a row with cells, or a group label that only stands above rows. */
struct format_row {
	struct str name;                /* empty for a group */
	struct format_label label;
	uint16_t table;
	uint16_t block;                 /* within the table */
	int16_t parent;                 /* row number of the group above it, or FORMAT_NONE */
	uint8_t depth;                  /* groups above it */
	int16_t first_cell;             /* FORMAT_NONE for a group */
};

struct format_block {
	struct str caption;
	struct str head;                /* what stands above the row labels; may be empty */
	size_t ncolumns;
	const struct format_column *columns;
	uint16_t first_row, nrows;      /* into format.rows, groups included */
};

struct format_table {
	struct str name;
	struct str title;
	struct str short_title;
	uint8_t section;
	bool across;                    /* the rows stand side by side in one line of numbers */
	struct str form;                /* name of the form that the table belongs to, in a mixed one too */
	size_t nsigns;
	const struct str *signs;
	size_t nforeign;
	const struct str *foreign;      /* labels that only stand in the same table of another form */
	size_t nforeign_rows;
	const struct str *foreign_rows; /* group labels that are rows with numbers in another form */
	size_t nblocks;
	const struct format_block *blocks;
	uint16_t first_row, nrows;
	uint16_t first_cell, ncells;
};

struct format_section {
	uint8_t number;                 /* 1 = 一 */
	struct format_label heading;
	size_t nkeys;
	const struct str *keys;         /* words that a heading in words of its own has one of */
};

struct format {
	struct str name;
	struct str title;
	size_t nsections;
	const struct format_section *sections;
	size_t ntables;
	const struct format_table *tables;
	size_t nrows;
	const struct format_row *rows;
	size_t ncells;
	const uint16_t *cell_rows;      /* the row of each cell */
};

/* Reads a form. What it returns lives in `arena` and views `text`. NULL with `error` set on a fault. */
const struct format *format_parse(struct arena *arena, struct str text, const char *file, struct error *error);

/* A form with some tables of `base` and those of `other` whose bit (by place of the table) is set in `tables`: reports
 * that mix forms. Both have the same tables in the same order. In `arena`, views both. */
const struct format *format_combine(struct arena *arena, const struct format *base, const struct format *other,
				    unsigned tables);

/* The block of a row, and how many columns it has. */
const struct format_block *format_row_block(const struct format *format, size_t row);
/* The column of a cell within its block. */
size_t format_cell_column(const struct format *format, size_t cell);
const struct format_table *format_cell_table(const struct format *format, size_t cell);
/* Appends `table/row/column`. */
void format_append_cell_name(const struct format *format, size_t cell, struct strbuf *out);
/* The cell `table/row/column`, FORMAT_NONE when the form has none. */
int format_find_cell(const struct format *format, struct str name);
/* The table of this name, or NULL. */
const struct format_table *format_find_table(const struct format *format, struct str name);
/* The row with cells in a table (NULL: in none), the column of a block, by name; FORMAT_NONE when there is none. */
int format_find_row(const struct format *format, const struct format_table *table, struct str name);
int format_find_column(const struct format_block *block, struct str name);
/* The ordinal of a section in Chinese: 1 gives 一. 1 to 10. */
const char *format_ordinal(unsigned number);

#endif
