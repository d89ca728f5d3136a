/* What all output formats share: where they write to, in which language, and the names of things.
 *
 * The folder writes findings, cells, rules and rendered reports to a sink: text for people, NDJSON and CSV for
 * programs. Names for programs are the same in every language and never change. */
#ifndef GOUJI_OUTPUT_WRITING_H
#define GOUJI_OUTPUT_WRITING_H

#include <stdbool.h>
#include <stddef.h>

#include "check/examine.h"
#include "check/explain.h"
#include "output/sink.h"

struct stats;

/* One run of output. The buffers are kept from line to line; writing_free releases them. */
struct writing {
	struct sink *sink;
	const struct knowledge *knowledge;
	const struct language *language;
	bool all;                       /* passed and not assessable checks as well */
	bool colour;
	struct strbuf line;             /* being made */
	struct strbuf scratch;
	struct stats *stats;            /* what stats.h counts; else NULL */
};

/* Writes one examined file (its path as the user knows it) in some format. */
typedef void writing_report(struct writing *writing, const char *path, const struct examiner *examined);

/* Writes `line` to the sink and empties it. */
void writing_put_line(struct writing *writing);
void writing_free(struct writing *writing);

/* The name of a state for programs: "recognised", "not-utf8" … */
const char *writing_state_name(enum report_state state);
/* The place and the message of a finding, for people, in `scratch`: valid until the next call. */
struct str writing_message(struct writing *writing, const struct finding *finding, const struct report *report);
/* The same as explain_append_brief() tells it. */
struct str writing_brief(struct writing *writing, const struct finding *finding, const struct report *report);
/* Which cells may be wrong where a finding failed, for people, in `scratch`: valid until the next call. Empty when
 * there is nothing to say. */
struct str writing_hint(struct writing *writing, const struct finding *finding, const struct examiner *examined);
/* Why a file was not checked, for people, in `scratch`: valid until the next call. */
struct str writing_reason(struct writing *writing, const struct report *report);
/* The place of a finding in canonical names, in `scratch`: valid until the next call. */
struct str writing_place(struct writing *writing, const struct report *report, const struct finding *finding);
/* The formula of a relation with the labels of the form, in `scratch`: valid until the next call. */
struct str writing_formula(struct writing *writing, const struct relation *relation);
/* A number as text, in `scratch`: valid until the next call. */
struct str writing_decimal(struct writing *writing, decimal value);

/* Whether the two sides of a finding are known. */
bool writing_has_sides(const struct finding *finding);
/* Left side minus right side. False when the sides are not known or the difference does not fit. */
bool writing_difference(const struct finding *finding, decimal *difference);

struct cell_name {
	struct str table, row, column;
};

/* The canonical names of a cell, views of the format. */
struct cell_name writing_cell_name(const struct format *format, size_t cell);
/* What stood in a cell, as a view of the text that was read. */
struct str writing_cell_raw(const struct cell *cell, const struct examiner *examined);

#endif
