/* A report laid out to a number of columns: rows of styled text, the same for the report pane and for `gouji show`.
 *
 * Prose is wrapped, tables are drawn with the label tree of the form, cells of failed relations are marked, and each
 * finding is explained in rows of its own below the row it belongs to. No row is wider than the columns given, but for
 * those of a grid: see grid.h. Every mark is a character first: the role only adds attributes and colour. A pure
 * function of the report, the width and the options. */
#ifndef GOUJI_RENDER_RENDERING_H
#define GOUJI_RENDER_RENDERING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/width.h"
#include "check/explain.h"
#include "index/opened.h"
#include "review/judgement.h"

/* What a run of text is, for the theme. */
enum role {
	ROLE_TEXT,
	ROLE_TITLE,
	ROLE_HEADING,
	ROLE_TABLE_TITLE,
	ROLE_TABLE_HEAD,
	ROLE_LABEL,
	ROLE_NUMBER,
	ROLE_ZERO,                      /* a 0, quieter than other numbers */
	ROLE_BLANK,                     /* a cell that was left blank */
	ROLE_UNREAD,                    /* a cell or row that could not be read, or is not there */
	ROLE_ERROR,                     /* marks and explanations, by level */
	ROLE_WARNING,
	ROLE_NOTICE,
	ROLE_DIM,                       /* rules, legends, metadata */
	ROLE_NROLES,
};

enum rendered_kind {
	RENDERED_TEXT,
	RENDERED_TITLE,
	RENDERED_HEADING,               /* first row of a section heading: see section */
	RENDERED_TABLE,                 /* title row of a table: see table */
	RENDERED_SHARED_HEAD,           /* heads over several columns each, right above the heads of the columns */
	RENDERED_HEAD,                  /* the heads of a table's columns, right above their rule */
	RENDERED_CELLS,                 /* a row of a table */
	RENDERED_FINDING,               /* first row of an explanation: see finding */
	RENDERED_FINDING_REST,
};

/* A run of text in one role. The text is in shown form: no control characters, width known. */
struct rendered_span {
	uint32_t offset, nbytes;        /* into rendering.bytes */
	uint8_t role;
};

struct rendered_row {
	uint32_t first_span;
	uint16_t nspans;
	uint8_t kind;                   /* enum rendered_kind */
	uint8_t section;                /* the section that the row is in; 0 before the first */
	int16_t table;                  /* the table that the row is in, or FORMAT_NONE */
	int16_t grid;                   /* the grid whose columns the row has, or -1 */
	int32_t finding;                /* index into the findings, for explanations, else -1 */
	uint32_t line;                  /* in the source, from 1; 0 when there is none */
};

/* A block of a table that is wider than the rendering, laid out whole: its rows have the label in the first
 * `label_ncols` columns, behind it a field for each column of the form. */
struct rendered_grid {
	uint16_t first_row;             /* of the form: tells the block */
	uint16_t label_ncols;
	uint16_t ncolumns;
	uint16_t column_ncols[FORMAT_MAX_COLUMNS];
};

/* What a person has said of a finding. */
struct render_verdict {
	const struct judgement *now;    /* of the finding as it is, or NULL */
	const struct judgement *other;  /* another author's, that says the opposite, or NULL */
	/* Where there is none: of the same place before its numbers changed, or NULL */
	const struct judgement *outdated;
};

struct render_options {
	const struct render_verdict *verdicts; /* by finding; NULL: nobody has said anything */
	bool unfold;                    /* dismissed findings are explained like the others */
	size_t ncols;
	enum width_ambiguous ambiguous;
	bool show_source;               /* below each row of a table what stands in the source, and what was repaired */
	/* Tables that are too wide become grids; else the numbers stand below their label */
	bool grids;
	bool brief;                     /* findings are told as by explain_append_brief() */
	const struct language *language;
};

/* Zero-initialise it; used again for the next report or width. */
struct rendering {
	struct strbuf bytes;
	size_t nspans, spans_capacity;
	struct rendered_span *spans;
	size_t nrows, rows_capacity;
	struct rendered_row *rows;
	size_t ngrids, grids_capacity;
	struct rendered_grid *grids;
	size_t ncols;
};

/* Lays out an opened report. What was in `rendering` is replaced. */
void rendering_build(struct rendering *rendering, const struct opened *opened, const struct render_options *options);
void rendering_free(struct rendering *rendering);

/* Collects the cells that a finding marks, at most FORMAT_MAX_CELLS: those that a relation failed on, or that another
 * finding is about. Returns how many. */
size_t render_finding_cells(const struct finding *finding, const struct report *report, uint16_t *cells);
/* Whether a person has dismissed a finding. `verdicts` may be NULL. */
static inline bool render_is_dismissed(const struct render_verdict *verdicts, size_t finding)
{
	return verdicts && verdicts[finding].now && verdicts[finding].now->kind == JUDGEMENT_DISMISSED;
}

/* The character that marks a level (! ~ i), and a finding by its level. */
char render_level_mark(enum severity severity);
char render_finding_mark(const struct finding *finding);
enum role render_finding_role(const struct finding *finding);

/* Appends why a file was not checked, for people: the state's sentence with what is known of the bytes. */
void render_append_state(const struct report *report, const struct language *language, struct strbuf *out);

static inline struct str rendering_span_text(const struct rendering *rendering, const struct rendered_span *span)
{
	return (struct str){rendering->bytes.ptr + span->offset, span->nbytes};
}

#endif
