/* The findings that the rules have changed since they were read again. */
#include "ui/app.h"

static const struct pane_ops changes_pane_ops;

static size_t count_rows(const struct app *app)
{
	return app->rules_reload.changes.count;
}

static void append_title(const struct app *app, struct strbuf *out)
{
	const struct changes *changes = &app->rules_reload.changes;
	const struct catalog *catalog = app_catalog(app);
	size_t nreports = changes_count_reports(changes);
	strbuf_printf(out, tr(catalog, "Changed by the rules: %zu %s of %zu %s"), changes->count,
		      tr_plural(catalog, changes->count, N_("finding"), N_("findings")), nreports,
		      tr_plural(catalog, nreports, N_("report"), N_("reports")));
	strbuf_append_text(out, tr(app_catalog(app), "  Enter: opens the report  q: back"));
}

/* "+! T3-BAL requests/natural": what became of it with the mark of its level, a change of level with both. */
static void append_change(const struct change *change, struct strbuf *out)
{
	char before = render_level_mark((enum severity)change->before);
	char after = render_level_mark((enum severity)change->after);
	if (change->kind == PRINT_OTHER_LEVEL)
		strbuf_printf(out, "%c>%c", before, after);
	else
		strbuf_printf(out, "%s%c ", change->kind == PRINT_NEW ? "+" : "-",
			      change->kind == PRINT_NEW ? after : before);
	strbuf_printf(out, " %s %s", change->rule, change->place);
}

static void draw_row(struct app *app, size_t index, struct rect place, bool is_cursor, bool is_focused)
{
	enum { BODY_NCOLS = 30 };
	const struct change *change = &app->rules_reload.changes.list[index];
	size_t body_ncols = place.ncols / 2 < BODY_NCOLS ? place.ncols / 2 : BODY_NCOLS;
	(void)is_focused;
	struct rect field = pane_put_body(app, place, body_ncols, change->entry, is_cursor);
	strbuf_clear(&app->scratch);
	strbuf_append_byte(&app->scratch, ' ');
	append_change(change, &app->scratch);
	pane_put_clipped(app, field, strbuf_view(&app->scratch), ROLE_TEXT, is_cursor);
}

/* The row of the finding in the open report, or of the line where it was. */
static size_t find_row(const struct app *app, const struct change *change)
{
	const struct findings *findings = opened_findings(&app->opened);
	const struct rendering *rendering = &app->rendering;
	struct strbuf place = {0};
	size_t row = rendering->nrows;
	for (size_t i = 0; i < rendering->nrows && row == rendering->nrows; i++) {
		if (rendering->rows[i].finding < 0)
			continue;
		const struct finding *finding = &findings->list[rendering->rows[i].finding];
		strbuf_clear(&place);
		finding_append_place(finding, opened_report(&app->opened)->format, &place);
		if (str_equal(finding->rule->id, str_from(change->rule)) &&
		    str_equal(strbuf_view(&place), str_from(change->place)))
			row = i;
	}
	strbuf_free(&place);
	if (row == rendering->nrows && change->line)
		row = jump_row_of_line(rendering, change->line);
	return row < rendering->nrows ? row : 0;
}

/* Opens the report at the finding. */
static void open_change(struct app *app, const struct change *change)
{
	overlay_leave_for(app, PANE_REPORT);
	jump_to_entry(app, change->entry);
	app_go_to_row(app, find_row(app, change), 6);
}

static bool act(struct app *app, enum action_id action)
{
	const struct changes *changes = &app->rules_reload.changes;
	if (action == ACTION_CHANGES) {
		app_toggle_overlay(app, &changes_pane_ops);
		return true;
	}
	if (action != ACTION_OPEN && action != ACTION_RIGHT)
		return false;
	if (app->overlay.cursor < changes->count)
		open_change(app, &changes->list[app->overlay.cursor]);
	return true;
}

static const struct pane_ops changes_pane_ops = {
	.context = ACTION_IN_HELP,
	.count = count_rows,
	.title = append_title,
	.draw_row = draw_row,
	.has_gutter = true,
	.act = act,
};

void changes_show(struct app *app)
{
	const struct rules_reload *reload = &app->rules_reload;
	if (reload->changes.count)
		app_toggle_overlay(app, &changes_pane_ops);
	else
		app_say(app, tr(app_catalog(app), reload->was_done ? N_("The rules read again have changed no finding")
								   : N_("The rules were not read again yet")));
}
