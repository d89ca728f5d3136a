#include "ui/beside.h"

#include "ui/app.h"

bool beside_is_running(const struct app *app)
{
	return app->beside.across && !app->beside.taken;
}

/* The counts of the list have changed, and the open report has more findings. */
static void show(struct app *app)
{
	view_set_order(app->view, view_order(app->view));
	app->order_changed = true;
	app_mark_dirty(app);
	if (!app->shown)
		return;
	beside_add_findings(app);
	judge_look_up(app);
	app_render(app, true);
}

void beside_step(struct app *app)
{
	struct beside *beside = &app->beside;
	if (!beside->across && !index_is_loading(app->index) && index_count(app->index))
		beside->across = across_index_start(app->index, app->options->knowledge, app->options->roster);
	if (beside_is_running(app) && across_index_take(beside->across, app->index)) {
		beside->taken = true;
		show(app);
	}
}

void beside_add_findings(struct app *app)
{
	if (app->beside.taken && app->shown)
		across_index_add_findings(app->beside.across, app->shown, &app->opened);
}

void beside_add_findings_of(struct app *app, const struct index_entry *entry, struct opened *opened)
{
	if (app->beside.taken)
		across_index_add_findings(app->beside.across, entry, opened);
}

void beside_free(struct app *app)
{
	across_index_free(app->beside.across);
	app->beside.across = NULL;
}

size_t beside_count_missing(const struct app *app)
{
	return app->beside.taken ? across_index_count_missing(app->beside.across) : 0;
}

static void append_body(const struct across_missing *missing, struct strbuf *out)
{
	strbuf_append(out, missing->agency);
	if (missing->year)
		strbuf_printf(out, " %d", missing->year);
}

void beside_append_missing(const struct app *app, struct strbuf *out)
{
	enum { MAX_NAMED = 3 };
	size_t count = beside_count_missing(app);
	for (size_t i = 0; i < count && i < MAX_NAMED; i++) {
		struct across_missing missing = across_index_missing(app->beside.across, i);
		strbuf_append_text(out, i ? tr(app_catalog(app), ", ") : "");
		append_body(&missing, out);
	}
	if (count > MAX_NAMED)
		strbuf_append_text(out, " ...");
}

/* ---- The screen ---- */

static size_t count_rows(const struct app *app)
{
	return beside_count_missing(app);
}

static void append_title(const struct app *app, struct strbuf *out)
{
	strbuf_printf(out, tr(app_catalog(app), "Not filed: %zu bodies of the roster"), beside_count_missing(app));
}

static void draw_row(struct app *app, size_t index, struct rect place, bool is_cursor, bool is_focused)
{
	struct across_missing missing = across_index_missing(app->beside.across, index);
	(void)is_focused;
	strbuf_clear(&app->scratch);
	append_body(&missing, &app->scratch);
	if (missing.unread)
		strbuf_append_text(&app->scratch, tr(app_catalog(app), "  (a file is there, but no report could be read from it)"));
	pane_put_clipped(app, place, strbuf_view(&app->scratch), ROLE_TEXT, is_cursor);
}

const struct pane_ops missing_pane_ops = {
	.context = ACTION_IN_HELP,
	.count = count_rows,
	.title = append_title,
	.draw_row = draw_row,
};
