#include "ui/beside.h"

#include "index/earlier.h"
#include "ui/app.h"

/* Not while something is typed or another screen is shown, which may be about what the open report held when that was
 * asked for. The first time nothing is replaced. */
static bool may_take(const struct app *app)
{
	return !app->beside.across || (!app->overlay_shown && !app->prompt.kind);
}

bool beside_is_running(const struct app *app)
{
	return app->beside.next && (may_take(app) || !across_index_is_done(app->beside.next));
}

void beside_show_counts(struct app *app)
{
	view_set_order(app->view, view_order(app->view));
	/* The cursor stays on the heading of a folder. */
	app->order_changed = !app->on_folder;
	app->judged.next = 0;
	app_mark_dirty(app);
}

static void take(struct app *app)
{
	struct beside *beside = &app->beside;
	enum across_taken taken = across_index_take(beside->next, app->index, beside->across);
	if (taken == ACROSS_NOT_TAKEN)
		return;
	bool again = beside->across;
	across_index_free(beside->across);
	beside->across = beside->next;
	beside->next = NULL;
	app->status_dirty = true;
	if (taken == ACROSS_TAKEN_CHANGED)
		beside_show_counts(app);
	if (app->shown)
		reread_compared(app, again);
}

void beside_step(struct app *app)
{
	struct beside *beside = &app->beside;
	bool wanted = beside->across ? beside->stale : index_count(app->index) > 0;
	if (wanted && !beside->next && !index_is_loading(app->index) && !reread_is_pending(app) &&
	    !app->rules_reload.recheck) {
		beside->stale = false;
		beside->next = across_index_start(app->index, app->knowledge, app->options->roster, beside->across);
	}
	if (beside->next && may_take(app))
		take(app);
}

void beside_mark_stale(struct app *app)
{
	app->beside.stale = true;
}

struct index_found beside_found(const struct app *app, const struct index_entry *entry)
{
	if (app->beside.across)
		return across_index_found(app->beside.across, entry);
	return (struct index_found){.nfailed = {0}};
}

void beside_add_findings(struct app *app)
{
	if (app->shown)
		beside_add_findings_of(app, app->shown, &app->opened);
}

void beside_add_findings_of(const struct app *app, const struct index_entry *entry, struct opened *opened)
{
	if (app->beside.across && !opened_is_put_off(opened))
		across_index_add_findings(app->beside.across, entry, opened);
}

const struct index_entry *beside_find_earlier(const struct app *app, const struct index_entry *entry)
{
	const struct across_index *across = app->beside.across;
	const struct path *path = across ? across_index_earlier(across, entry) : NULL;
	if (!across)
		return earlier_find(app->index, entry);
	for (size_t i = 0; path && i < index_count(app->index); i++)
		if (index_at(app->index, i)->name == path->name)
			return index_at(app->index, i);
	return NULL;
}

bool beside_is_pair(const struct app *app, const struct index_entry *last, const struct index_entry *now)
{
	const struct path *path = app->beside.across ? across_index_last_year(app->beside.across, now) : NULL;
	return !app->beside.across || (path && path->name == last->name);
}

void beside_free(struct app *app)
{
	/* The next one may look at what was found before. */
	across_index_free(app->beside.next);
	across_index_free(app->beside.across);
	app->beside = (struct beside){0};
}

size_t beside_count_missing(const struct app *app)
{
	return app->beside.across ? across_index_count_missing(app->beside.across) : 0;
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
	strbuf_printf(out, tr(app_catalog(app), "Not filed by bodies of the roster: %zu"), beside_count_missing(app));
}

static void draw_row(struct app *app, size_t index, struct rect place, bool is_cursor, bool is_focused)
{
	struct across_missing missing = across_index_missing(app->beside.across, index);
	(void)is_focused;
	strbuf_clear(&app->scratch);
	append_body(&missing, &app->scratch);
	if (missing.unread)
		strbuf_append_text(&app->scratch,
				   tr(app_catalog(app), "  (a file is there, but no report could be read from it)"));
	pane_put_clipped(app, place, strbuf_view(&app->scratch), ROLE_TEXT, is_cursor);
}

const struct pane_ops missing_pane_ops = {
	.context = ACTION_IN_HELP,
	.count = count_rows,
	.title = append_title,
	.draw_row = draw_row,
};
