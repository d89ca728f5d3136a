/* Pieces of text of two reports laid out beside each other, or one below the other. */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/wrap.h"
#include "render/compare_parts.h"

enum { GUTTER_NCOLS = 3, LEAD_NCOLS = 2 };

/* The text of one side, with brackets around what differs, as runs of roles. */
struct flow {
	struct strbuf text;
	size_t count, capacity;
	struct flow_run {
		size_t end;             /* byte offset behind it */
		enum role role;
	} *runs;
	size_t nparagraphs, paragraphs_capacity;
	size_t *paragraphs;             /* the byte offset behind each */
};

static void flow_free(struct flow *flow)
{
	strbuf_free(&flow->text);
	free(flow->runs);
	free(flow->paragraphs);
}

static void append_run(struct flow *flow, struct str text, enum role role)
{
	strbuf_append(&flow->text, text);
	flow->runs = alloc_grow(flow->runs, flow->count, &flow->capacity, sizeof(*flow->runs));
	flow->runs[flow->count++] = (struct flow_run){flow->text.nbytes, role};
}

static void end_paragraph(struct flow *flow)
{
	flow->paragraphs = alloc_grow(flow->paragraphs, flow->nparagraphs, &flow->paragraphs_capacity,
				      sizeof(*flow->paragraphs));
	flow->paragraphs[flow->nparagraphs++] = flow->text.nbytes;
}

/* Brackets only where something beside them is the same: a text that is new as a whole is told by its mark. */
static void make_flow(struct flow *flow, const struct compare_chunk *chunk, unsigned side)
{
	bool mixed = false;
	for (size_t i = 0; i < chunk->sides[side].count; i++)
		mixed |= !chunk->sides[side].pieces[i].differs;
	for (size_t i = 0; i < chunk->sides[side].count; i++) {
		const struct compare_piece *piece = &chunk->sides[side].pieces[i];
		bool bracketed = piece->differs && mixed;
		enum role role = !piece->differs ? ROLE_DIM : mixed ? ROLE_TITLE : ROLE_TEXT;
		if (bracketed)
			append_run(flow, STR("["), ROLE_TITLE);
		append_run(flow, piece->text, role);
		if (bracketed)
			append_run(flow, STR("]"), ROLE_TITLE);
		if (piece->ends_paragraph || i + 1 == chunk->sides[side].count)
			end_paragraph(flow);
	}
}

/* ---- Lines ---- */

/* Where one is in a flow that is taken line by line. */
struct flow_lines {
	const struct flow *flow;
	size_t paragraph;
	struct str rest;                /* of the paragraph */
};

static bool take_line(struct flow_lines *lines, size_t ncols, enum width_ambiguous ambiguous, struct str *line)
{
	const struct flow *flow = lines->flow;
	while (!wrap_take_line(&lines->rest, ncols, ambiguous, line)) {
		if (lines->paragraph == flow->nparagraphs)
			return false;
		size_t start = lines->paragraph ? flow->paragraphs[lines->paragraph - 1] : 0;
		lines->rest = str_slice(strbuf_view(&flow->text), start, flow->paragraphs[lines->paragraph++] - start);
	}
	return true;
}

/* Adds a line, a view of the text of the flow, in the roles of its runs. */
static void add_line(struct builder *b, const struct flow *flow, struct str line)
{
	size_t start = (size_t)(line.ptr - flow->text.ptr), end = start + line.nbytes;
	for (size_t i = 0; i < flow->count && start < end; i++) {
		if (flow->runs[i].end <= start)
			continue;
		size_t stop = flow->runs[i].end < end ? flow->runs[i].end : end;
		builder_add_span(b, flow->runs[i].role, str_slice(strbuf_view(&flow->text), start, stop - start));
		start = stop;
	}
}

static void pad_to(struct builder *b, size_t ncols)
{
	if (b->used_ncols < ncols)
		builder_add_field(b, ROLE_TEXT, (struct str){0}, ncols - b->used_ncols, CLIP_LEFT);
}

static void lay_out_beside(struct comparer *c, const struct compare_chunk *chunk, const struct flow *last,
			   const struct flow *now)
{
	struct builder *b = &c->builder;
	enum width_ambiguous ambiguous = b->options->ambiguous;
	size_t ncols = (b->options->ncols - GUTTER_NCOLS) / 2;
	struct flow_lines last_lines = {.flow = last}, now_lines = {.flow = now};
	struct str mark = !chunk->differs ? STR("   ") : !chunk->sides[0].count ? STR(" > ")
							: !chunk->sides[1].count ? STR(" < ") : STR(" | ");
	for (;;) {
		struct str line;
		bool has_last = take_line(&last_lines, ncols, ambiguous, &line);
		struct str last_line = has_last ? line : (struct str){0};
		bool has_now = take_line(&now_lines, ncols, ambiguous, &line);
		if (!has_last && !has_now)
			return;
		builder_add_row(b, RENDERED_TEXT, chunk->sides[1].count ? chunk->sides[1].line : 0);
		if (has_last)
			add_line(b, last, last_line);
		pad_to(b, ncols);
		builder_add_span(b, ROLE_TITLE, mark);
		if (has_now)
			add_line(b, now, line);
	}
}

static void lay_out_below(struct comparer *c, const struct compare_chunk *chunk, const struct flow *flow,
			  struct str lead)
{
	struct builder *b = &c->builder;
	struct flow_lines lines = {.flow = flow};
	struct str line;
	size_t ncols = b->options->ncols > LEAD_NCOLS ? b->options->ncols - LEAD_NCOLS : 1;
	while (take_line(&lines, ncols, b->options->ambiguous, &line)) {
		builder_add_row(b, RENDERED_TEXT, chunk->sides[1].count ? chunk->sides[1].line : 0);
		builder_add_span(b, ROLE_TITLE, lead);
		add_line(b, flow, line);
	}
}

void compare_chunk_lay_out(struct comparer *comparer, const struct compare_chunk *chunk)
{
	struct flow last = {0}, now = {0};
	make_flow(&last, chunk, 0);
	make_flow(&now, chunk, 1);
	if (chunk->differs)
		comparer_add_change(comparer, comparer->builder.rendering->nrows);
	if (comparer->builder.options->ncols >= COMPARE_WIDE_NCOLS) {
		lay_out_beside(comparer, chunk, &last, &now);
	} else if (!chunk->differs) {
		lay_out_below(comparer, chunk, &now, STR("  "));
	} else {
		lay_out_below(comparer, chunk, &last, STR("- "));
		lay_out_below(comparer, chunk, &now, STR("+ "));
	}
	flow_free(&last);
	flow_free(&now);
}
