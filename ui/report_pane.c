/* The open report: prose and tables with the findings inside. */
#include "ui/app.h"
#include "ui/rendered_row.h"

struct render_options app_render_options(const struct app *app, size_t ncols)
{
	return (struct render_options){
		.verdicts = app->verdicts,
		.unfold = app->unfold,
		.ncols = ncols > 1 ? ncols - 1 : 1,
		.ambiguous = term_ambiguous(app->term),
		.show_source = app->show_source,
		.brief = true,
		.language = app->options->language,
	};
}

static size_t count_rows(const struct app *app)
{
	return app->rendering.nrows;
}

/* Appends "!2 ~1 i3" for what was found. */
static void append_counts(const struct index_entry *entry, struct strbuf *out)
{
	for (size_t level = SEVERITY_NLEVELS; level-- > 0;)
		if (entry->nfailed[level])
			strbuf_printf(out, "  %c%u", render_level_mark((enum severity)level),
				      (unsigned)entry->nfailed[level]);
}

/* Dismissed findings are folded, but never gone. */
static void append_dismissed(const struct app *app, struct strbuf *out)
{
	size_t count = 0;
	for (size_t i = 0; i < opened_findings(&app->opened)->count; i++)
		count += render_is_dismissed(app->verdicts, i);
	if (count)
		strbuf_printf(out, tr(app_catalog(app), "  dismissed: %zu"), count);
}

static void append_title(const struct app *app, struct strbuf *out)
{
	if (!app->shown)
		return;
	index_entry_append_title(app->shown, out);
	if (app->shown->year)
		strbuf_printf(out, " %d", app->shown->year);
	append_counts(app->shown, out);
	if (app->shown->all_zero)
		strbuf_append_text(out, tr(app_catalog(app), "  all zero"));
	append_dismissed(app, out);
}

/* Whether a row of the rendering is one of a table that has a cell of the finding. */
static bool has_cell(const struct app *app, const struct rendered_row *row, const uint16_t *cells, size_t ncells)
{
	const struct report *report = opened_report(&app->opened);
	bool found = false;
	for (size_t i = 0; i < ncells && row->kind == RENDERED_CELLS && row->line; i++)
		found |= report->rows[report->format->cell_rows[cells[i]]].line == row->line;
	return found;
}

/* The rows of the table above `last` that have cells of the finding, the lowest first. More than there is room for are
 * told by a number that is too large. */
static size_t find_rows_above(const struct app *app, const struct finding *finding, size_t last,
			      size_t rows[PANE_MAX_NRECALLED])
{
	uint16_t cells[FORMAT_MAX_CELLS];
	size_t ncells = render_finding_cells(finding, opened_report(&app->opened), cells), count = 0;
	const struct rendered_row *all = app->rendering.rows;
	for (size_t row = last; row-- > 0 && all[row].table == all[last].table && count <= PANE_MAX_NRECALLED;) {
		if (!has_cell(app, &all[row], cells, ncells))
			continue;
		if (count < PANE_MAX_NRECALLED)
			rows[count] = row;
		count++;
	}
	return count;
}

/* On a finding: those of its rows that have gone out of sight, where there is room for all of them. Rows that these
 * cover are out of sight, too. */
static size_t recall(const struct app *app, size_t first, size_t rows[PANE_MAX_NRECALLED])
{
	enum { SHARE = 3 };
	const struct pane *pane = &app->panes[PANE_REPORT];
	const struct rendering *rendering = &app->rendering;
	size_t cursor = pane->cursor, lowest[PANE_MAX_NRECALLED], count = 0, found;
	if (cursor >= rendering->nrows || rendering->rows[cursor].finding < 0 || first > cursor)
		return 0;
	const struct finding *finding = &opened_findings(&app->opened)->list[rendering->rows[cursor].finding];
	while ((found = find_rows_above(app, finding, first + count, lowest)) != count) {
		count = found;
		if (count > PANE_MAX_NRECALLED || count > pane_visible_count(pane) / SHARE || first + count > cursor)
			return 0;
	}
	for (size_t i = 0; i < count; i++)
		rows[i] = lowest[count - 1 - i];
	return count;
}

static void draw_row(struct app *app, size_t index, struct rect place, bool is_cursor, bool is_focused)
{
	size_t nmarks;
	const struct search_mark *marks = search_marks_of(app, index, &nmarks);
	(void)is_cursor;
	(void)is_focused;
	rendered_row_draw(app->term, &app->rendering, index, columns_first(&app->columns, &app->rendering, index),
			  place, marks, nmarks);
}

static void moved(struct app *app)
{
	struct pane *outline = &app->panes[PANE_OUTLINE];
	size_t entry = outline_entry_at(app, app->panes[PANE_REPORT].cursor);
	app->status_dirty = true;
	if (entry != outline->cursor)
		pane_go_to(outline, app->noutline, entry, 4);
}

size_t report_find_finding(const struct app *app, size_t row, bool forward, bool only_errors)
{
	const struct rendering *rendering = &app->rendering;
	const struct query *query = view_query(app->view);
	for (size_t i = row; forward ? i < rendering->nrows : i != (size_t)-1; i += forward ? 1 : (size_t)-1) {
		if (i >= rendering->nrows || rendering->rows[i].kind != RENDERED_FINDING)
			continue;
		size_t number = (size_t)rendering->rows[i].finding;
		const struct finding *finding = &opened_findings(&app->opened)->list[number];
		if (render_is_dismissed(app->verdicts, number) || !query_is_about(query, finding->rule))
			continue;
		if (!only_errors || finding_level(finding) == SEVERITY_ERROR)
			return i;
	}
	return rendering->nrows;
}

/* Enter on a finding tells all of it; elsewhere it is said where findings are. */
static bool act(struct app *app, enum action_id action)
{
	if (action != ACTION_OPEN)
		return false;
	detail_open(app);
	return true;
}

const struct pane_ops report_pane_ops = {
	.context = ACTION_IN_REPORT,
	.count = count_rows,
	.title = append_title,
	.draw_row = draw_row,
	.recall = recall,
	.has_gutter = true,
	.moved = moved,
	.act = act,
};
