/* The outline of the open report: its sections, tables and findings. The report pane follows its cursor. */
#include "ui/app.h"

#include "base/alloc.h"

static size_t count_entries(const struct app *app)
{
	return app->noutline;
}

static void append_title(const struct app *app, struct strbuf *out)
{
	strbuf_append_text(out, tr(app_catalog(app), "Outline"));
}

/* Appends what a finding is called in the outline: mark, rule and place, without the explanation. */
static void append_finding(struct app *app, size_t index)
{
	const struct finding *finding = &opened_findings(&app->opened)->list[index];
	bool dismissed = render_is_dismissed(app->verdicts, index);
	strbuf_append_byte(&app->outline_text, dismissed ? '-' : render_finding_mark(finding));
	strbuf_append_byte(&app->outline_text, ' ');
	strbuf_append(&app->outline_text, finding->rule->id);
	strbuf_append_byte(&app->outline_text, ' ');
	explain_append_place(finding, opened_report(&app->opened)->format, app->options->language, &app->outline_text);
	if (app->verdicts && app->verdicts[index].now && app->verdicts[index].now->kind == JUDGEMENT_CONFIRMED)
		strbuf_append_text(&app->outline_text, tr(app_catalog(app), " confirmed"));
}

static void append_row_text(struct app *app, const struct rendered_row *row)
{
	for (size_t i = 0; i < row->nspans; i++)
		strbuf_append(&app->outline_text,
			      rendering_span_text(&app->rendering, &app->rendering.spans[row->first_span + i]));
}

static void add_entry(struct app *app, size_t row_index)
{
	static const struct {
		uint8_t depth, role;
	} kinds[] = {
		[RENDERED_TITLE] = {0, ROLE_TITLE},
		[RENDERED_HEADING] = {0, ROLE_HEADING},
		[RENDERED_TABLE] = {1, ROLE_TABLE_TITLE},
		[RENDERED_FINDING] = {2, ROLE_TEXT},
	};
	const struct rendered_row *row = &app->rendering.rows[row_index];
	app->outline = alloc_grow(app->outline, app->noutline, &app->outline_capacity, sizeof(*app->outline));
	struct outline_entry *entry = &app->outline[app->noutline++];
	*entry = (struct outline_entry){.row = row_index,
					.offset = (uint32_t)app->outline_text.nbytes,
					.depth = kinds[row->kind].depth,
					.role = kinds[row->kind].role};
	if (row->kind == RENDERED_FINDING) {
		size_t finding = (size_t)row->finding;
		entry->role = (uint8_t)(render_is_dismissed(app->verdicts, finding)
						? ROLE_DIM
						: render_finding_role(&opened_findings(&app->opened)->list[finding]));
		append_finding(app, (size_t)row->finding);
	} else {
		append_row_text(app, row);
	}
	entry->nbytes = (uint32_t)(app->outline_text.nbytes - entry->offset);
}

void outline_build(struct app *app)
{
	app->noutline = 0;
	strbuf_clear(&app->outline_text);
	for (size_t i = 0; i < app->rendering.nrows; i++) {
		unsigned kind = app->rendering.rows[i].kind;
		if (kind == RENDERED_TITLE || kind == RENDERED_HEADING || kind == RENDERED_TABLE ||
		    kind == RENDERED_FINDING)
			add_entry(app, i);
	}
	app->panes[PANE_OUTLINE].dirty = true;
}

size_t outline_entry_at(const struct app *app, size_t row)
{
	size_t low = 0, high = app->noutline;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (app->outline[middle].row <= row)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? low - 1 : 0;
}

static void draw_row(struct app *app, size_t index, struct rect place, bool is_cursor, bool is_focused)
{
	const struct outline_entry *entry = &app->outline[index];
	struct str text = {app->outline_text.ptr + entry->offset, entry->nbytes};
	size_t indent = entry->depth < place.ncols ? entry->depth : place.ncols;
	(void)is_focused;
	term_put(app->term, place.row, place.col, indent, (struct str){0}, (enum theme_role)entry->role, is_cursor);
	place.col += indent;
	place.ncols -= indent;
	pane_put_clipped(app, place, text, entry->role, is_cursor);
}

static void moved(struct app *app)
{
	struct pane *report = &app->panes[PANE_REPORT];
	size_t row = app->outline[app->panes[PANE_OUTLINE].cursor].row;
	bool is_finding = app->rendering.rows[row].kind == RENDERED_FINDING;
	report->top = row;
	report->cursor = row;
	/* A finding is read with the rows above it, a heading with those below. */
	if (is_finding && row > pane_visible_count(report) / 2)
		report->top = row - pane_visible_count(report) / 2;
	pane_clamp(report, app->rendering.nrows);
	columns_reveal(app, row);
	app->status_dirty = true;
}

static bool act(struct app *app, enum action_id action)
{
	if (action != ACTION_OPEN)
		return false;
	app_focus(app, PANE_REPORT);
	return true;
}

const struct pane_ops outline_pane_ops = {
	.context = ACTION_IN_OUTLINE,
	.count = count_entries,
	.title = append_title,
	.draw_row = draw_row,
	.has_gutter = true,
	.moved = moved,
	.act = act,
};
