#include "render/compare.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "check/across/over_years.h"
#include "render/compare_parts.h"

void comparer_add_change(struct comparer *comparer, size_t row)
{
	struct compared *comparison = comparer->comparison;
	if (comparison->nchanges && comparison->changes[comparison->nchanges - 1] >= row)
		return;
	comparison->changes = alloc_grow(comparison->changes, comparison->nchanges, &comparison->changes_capacity,
					 sizeof(*comparison->changes));
	comparison->changes[comparison->nchanges++] = row;
}

/* ---- Beginning and end ---- */

/* Appends the year, or a word for it where it is not known. */
static void append_name(const struct comparer *comparer, bool last, struct strbuf *out)
{
	const struct report *report = opened_report(last ? comparer->input->last : comparer->input->now);
	if (report->year)
		strbuf_printf(out, "%d", report->year);
	else
		strbuf_append_text(out, tr(comparer->builder.options->language->catalog,
					   last ? N_("earlier") : N_("later")));
}

/* A report with its year, body and file. */
static void add_report(struct comparer *c, bool last)
{
	const struct opened *opened = last ? c->input->last : c->input->now;
	struct builder *b = &c->builder;
	strbuf_clear(&b->scratch);
	append_name(c, last, &b->scratch);
	strbuf_append_text(&b->scratch, ": ");
	strbuf_append_text(&b->scratch, opened_report(opened)->agency);
	strbuf_append_text(&b->scratch, "  ");
	strbuf_append_text(&b->scratch, opened->path);
	if (!report_is_checked(opened_report(opened))) {
		strbuf_append_text(&b->scratch, "  ");
		strbuf_append_text(&b->scratch, tr(b->options->language->catalog, "Not checked: "));
		render_append_state(opened_report(opened), b->options->language, &b->scratch);
	}
	builder_add_text(b, RENDERED_TEXT, ROLE_DIM, strbuf_view(&b->scratch), 0, 0, 2);
}

static void add_findings(struct comparer *c)
{
	struct builder *b = &c->builder;
	for (size_t i = 0; i < b->findings->count; i++) {
		if (!finding_is_open(&b->findings->list[i]))
			continue;
		comparer_add_change(c, b->rendering->nrows);
		builder_add_finding(b, i, 0);
	}
}

void comparer_start(struct comparer *comparer, struct compared *comparison, const struct compare_input *input,
		    const struct render_options *options)
{
	static const struct findings none;
	struct rendering *rendering = &comparison->rendering;
	*comparer = (struct comparer){
		.comparison = comparison,
		.input = input,
		.builder = {
			.rendering = rendering,
			.opened = input->now,
			.report = opened_report(input->now),
			.findings = input->between ? input->between : &none,
			.options = options,
			.table = FORMAT_NONE,
		},
	};
	strbuf_clear(&rendering->bytes);
	rendering->nspans = rendering->nrows = rendering->ngrids = 0;
	rendering->ncols = options->ncols;
	comparison->nchanges = comparison->ncompared = comparison->nchanged = comparison->nletters = comparison->nsame =
		0;
	comparer->builder.explained =
		alloc_zeroed(comparer->builder.findings->count + 1, sizeof(*comparer->builder.explained));
	add_report(comparer, true);
	add_report(comparer, false);
	add_findings(comparer);
}

void comparer_finish(struct comparer *comparer)
{
	free(comparer->builder.explained);
	strbuf_free(&comparer->builder.scratch);
}

void compared_free(struct compared *comparison)
{
	rendering_free(&comparison->rendering);
	free(comparison->changes);
	*comparison = (struct compared){0};
}

/* ---- Cells ---- */

static const struct comparer *comparer_of(const struct builder *b)
{
	return (const struct comparer *)b;
}

static const struct cell *cell_of_last(const struct comparer *c, size_t cell)
{
	int counterpart = c->counterparts[cell];
	return counterpart == FORMAT_NONE ? NULL : &opened_report(c->input->last)->cells[counterpart];
}

static bool is_known(const struct cell *cell)
{
	return cell_has_number(cell) || cell->status == CELL_BLANK;
}

enum change {
	CHANGE_NONE,                    /* or nothing to compare with */
	CHANGE_UNKNOWN,                 /* one of the two could not be read */
	CHANGE_MADE,
};

/* A blank and a 0 are no change: bodies fill in the one for the other. */
static enum change find_change(const struct comparer *c, size_t cell)
{
	const struct cell *now = &c->builder.report->cells[cell], *last = cell_of_last(c, cell);
	if (!last || (!is_known(now) && !is_known(last)))
		return CHANGE_NONE;
	if (!is_known(now) || !is_known(last))
		return CHANGE_UNKNOWN;
	decimal now_value = cell_has_number(now) ? now->value : 0, last_value = cell_has_number(last) ? last->value : 0;
	return now_value == last_value ? CHANGE_NONE : CHANGE_MADE;
}

static void append_compared(const struct builder *b, size_t cell, struct strbuf *out)
{
	const struct comparer *c = comparer_of(b);
	if (find_change(c, cell) == CHANGE_NONE) {
		builder_append_cell(c->input->now, cell, out);
		return;
	}
	struct strbuf now = {0};
	builder_append_cell(c->input->now, cell, &now);
	size_t ncols = builder_measure(b, strbuf_view(&now));
	builder_append_cell(c->input->last, (size_t)c->counterparts[cell], out);
	strbuf_append_text(out, b->options->language->ascii ? "->" : "→");
	strbuf_append_repeat(out, ' ', c->now_ncols[cell] > ncols ? c->now_ncols[cell] - ncols : 0);
	strbuf_append(out, strbuf_view(&now));
	strbuf_free(&now);
}

static enum role compared_role(const struct builder *b, size_t cell)
{
	const struct cell *now = &b->report->cells[cell];
	switch (find_change(comparer_of(b), cell)) {
	case CHANGE_MADE:
		return ROLE_TITLE;
	case CHANGE_UNKNOWN:
		return ROLE_UNREAD;
	case CHANGE_NONE:
		break;
	}
	return is_known(now) ? ROLE_ZERO : ROLE_UNREAD;
}

static void row_added(struct builder *b, size_t form_row, size_t row)
{
	struct comparer *c = (struct comparer *)b;
	size_t first_cell = (size_t)b->report->format->rows[form_row].first_cell;
	bool changed = false;
	for (size_t i = 0; i < format_row_block(b->report->format, form_row)->ncolumns; i++) {
		enum change change = find_change(c, first_cell + i);
		const struct cell *last = cell_of_last(c, first_cell + i);
		changed |= change == CHANGE_MADE;
		c->comparison->nchanged += change == CHANGE_MADE;
		c->comparison->ncompared += last && is_known(last) && is_known(&b->report->cells[first_cell + i]);
	}
	if (changed)
		comparer_add_change(c, row);
}

static const struct table_cells compared_cells = {append_compared, compared_role, row_added};

/* ---- Aligning ---- */

/* The columns behind the arrow: those of the widest changed number of the column. */
static void align_column(struct comparer *c, const struct format_block *block, size_t column)
{
	const struct format *format = c->builder.report->format;
	struct strbuf *text = &c->builder.scratch;
	size_t widest = 0;
	for (size_t row = block->first_row; row < (size_t)block->first_row + block->nrows; row++) {
		size_t cell = (size_t)format->rows[row].first_cell + column;
		if (format->rows[row].first_cell == FORMAT_NONE || find_change(c, cell) == CHANGE_NONE)
			continue;
		strbuf_clear(text);
		builder_append_cell(c->input->now, cell, text);
		size_t ncols = builder_measure(&c->builder, strbuf_view(text));
		widest = ncols > widest ? ncols : widest;
	}
	for (size_t row = block->first_row; row < (size_t)block->first_row + block->nrows; row++)
		if (format->rows[row].first_cell != FORMAT_NONE)
			c->now_ncols[(size_t)format->rows[row].first_cell + column] =
				(uint8_t)(widest < UINT8_MAX ? widest : UINT8_MAX);
}

static void align_cells(struct comparer *c)
{
	const struct format *format = c->builder.report->format;
	for (size_t i = 0; i < format->ntables; i++)
		for (size_t j = 0; j < format->tables[i].nblocks; j++)
			for (size_t column = 0; column < format->tables[i].blocks[j].ncolumns; column++)
				align_column(c, &format->tables[i].blocks[j], column);
}

/* ---- Tables ---- */

static void add_blank_row(struct builder *b)
{
	builder_add_row(b, RENDERED_TEXT, 0);
}

/* A table that only one of the reports has is not compared, but that is said. */
static void add_absent_table(struct comparer *c, const struct format_table *table, bool in_last)
{
	struct builder *b = &c->builder;
	const struct catalog *catalog = b->options->language->catalog;
	add_blank_row(b);
	builder_add_row(b, RENDERED_TABLE, 0);
	builder_add_span(b, ROLE_TABLE_TITLE, table->short_title);
	builder_add_span(b, ROLE_TABLE_TITLE, STR(" "));
	builder_add_span(b, ROLE_TABLE_TITLE, table->title);
	strbuf_clear(&b->scratch);
	strbuf_append_text(&b->scratch, tr(catalog, "This table was only found in: "));
	append_name(c, in_last, &b->scratch);
	builder_add_text(b, RENDERED_TEXT, ROLE_UNREAD, strbuf_view(&b->scratch), 0, 2, 2);
}

static void add_table(struct comparer *c, size_t number)
{
	const struct report *now = c->builder.report, *last = opened_report(c->input->last);
	const struct format_table *table = &now->format->tables[number];
	const struct format_table *other = format_find_table(last->format, table->name);
	bool in_now = now->tables[number].line > 0;
	bool in_last = other && last->tables[other - last->format->tables].line > 0;
	if (in_now != in_last)
		add_absent_table(c, table, in_last);
	if (!in_now || !in_last)
		return;
	add_blank_row(&c->builder);
	builder_add_table(&c->builder, number);
}

/* What the arrow means, and in which years; and that not everything could be compared. */
static void add_key(struct comparer *c)
{
	struct builder *b = &c->builder;
	const struct catalog *catalog = b->options->language->catalog;
	strbuf_clear(&b->scratch);
	append_name(c, true, &b->scratch);
	strbuf_append_text(&b->scratch, b->options->language->ascii ? "->" : "→");
	append_name(c, false, &b->scratch);
	strbuf_append_text(&b->scratch, tr(catalog, " in the cells that have changed; one number: no change"));
	builder_add_text(b, RENDERED_TEXT, ROLE_DIM, strbuf_view(&b->scratch), 0, 0, 2);
	if (b->report->format != opened_report(c->input->last)->format)
		builder_add_text(
			b, RENDERED_TEXT, ROLE_DIM,
			str_from(tr(catalog, "The two are in different forms: only what both have is compared.")), 0, 0,
			2);
}

void compare_tables(struct compared *comparison, const struct compare_input *input,
		    const struct render_options *options)
{
	struct comparer comparer;
	comparer_start(&comparer, comparison, input, options);
	if (report_is_checked(opened_report(input->now)) && report_is_checked(opened_report(input->last))) {
		/* Where the two are in different forms, not all cells have a counterpart. */
		years_match_cells(opened_report(input->now)->format, opened_report(input->last)->format,
				  comparer.counterparts);
		align_cells(&comparer);
		comparer.builder.cells = &compared_cells;
		add_key(&comparer);
		for (size_t i = 0; i < comparer.builder.report->format->ntables; i++)
			add_table(&comparer, i);
	}
	comparer_finish(&comparer);
}
