/* Building a rendering row by row. Internal to src/render/. */
#ifndef GOUJI_RENDER_BUILDER_H
#define GOUJI_RENDER_BUILDER_H

#include "base/clip.h"
#include "render/rendering.h"

struct builder;

/* What stands in the cells of a table that is drawn, where that is not what the report has there. */
struct table_cells {
	/* Appends what is shown in a cell. */
	void (*append)(const struct builder *b, size_t cell, struct strbuf *out);
	enum role (*role)(const struct builder *b, size_t cell);
	/* A row of the form has been laid out, in row `row` of the rendering (its numbers, where those stand apart). */
	void (*added)(struct builder *b, size_t form_row, size_t row);
};

struct builder {
	struct rendering *rendering;
	const struct opened *opened;
	const struct report *report;
	const struct findings *findings;
	const struct render_options *options;
	const struct table_cells *cells; /* NULL: what the report has */
	struct strbuf scratch;
	bool *explained;                /* by finding: its explanation is laid out */
	/* The highest level of the failures that a cell is part of, plus 1; 0: none */
	uint8_t levels[FORMAT_MAX_CELLS];
	uint8_t section;
	int16_t table;
	const struct repair *hinted;    /* the repair that the hint of the last explanation names first, or NULL */
	size_t hint_end;                /* the row behind that explanation */
	size_t used_ncols;              /* of the last row */
};

/* Begins a row. The spans added until the next row belong to it. */
struct rendered_row *builder_add_row(struct builder *b, enum rendered_kind kind, uint32_t line);
/* Adds a span to the last row: `text` in shown form, as far as the row has room for it; one of a grid always has. */
void builder_add_span(struct builder *b, enum role role, struct str text);
/* The same, clipped and padded to `ncols` columns. */
void builder_add_field(struct builder *b, enum role role, struct str text, size_t ncols, enum clip_align align);
/* Lays out running text over as many rows as it takes, the first row indented by `first`, the others by `rest` columns.
 * The first row is of `kind`, the others of RENDERED_TEXT (RENDERED_FINDING_REST for findings). */
void builder_add_text(struct builder *b, enum rendered_kind kind, enum role role, struct str text, uint32_t line,
		      size_t first, size_t rest);
/* Lays out the explanation of finding `index`, once: later calls do nothing. */
void builder_add_finding(struct builder *b, size_t index, size_t indent);
/* Columns of the shown form of `text`. */
size_t builder_measure(const struct builder *b, struct str text);

/* Lays out what stands in the source for a row of the form, and how it was repaired: see source.c. */
void builder_add_source(struct builder *b, size_t row);

/* Appends what is shown in a cell: the number, or the sign for why there is none. */
void builder_append_cell(const struct opened *opened, size_t cell, struct strbuf *out);
/* Lays out a table of the form with its findings: see table.c. */
void builder_add_table(struct builder *b, size_t table);

#endif
