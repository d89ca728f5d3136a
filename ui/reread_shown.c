/* The open report is read again, or what others say of it: it is laid out anew, with the cursor in its place. */
#include "ui/reread_parts.h"

#include "ui/app.h"

void reread_note_shown(struct app *app)
{
	app->reread.has_before = false;
	reread_find_state(app_path(app, app->shown), &app->reread.shown);
}

static void take_prints(const struct app *app, struct prints *prints)
{
	prints_take(prints, opened_findings(&app->opened), opened_report(&app->opened));
}

/* Shows the open report with what it and the others say now, in its place. */
static void show_again(struct app *app)
{
	beside_add_findings(app);
	judge_refresh(app);
	judge_look_up(app);
	app_render(app, true);
	judged_count_shown(app);
}

void reread_read_shown(struct app *app)
{
	struct reread *reread = &app->reread;
	bool was_put_off = opened_is_put_off(&app->opened);
	if (!reread->has_before && !was_put_off)
		take_prints(app, &reread->before);
	reread_find_state(app_path(app, app->shown), &reread->shown);
	opening_read_shown(app);
	if (!opened_is_put_off(&app->opened))
		reread_update_entry(app, app->shown, &app->opened);
	show_again(app);
	reread->has_before |= !was_put_off;
	reread->shown_changed = reread->has_before && !opened_is_put_off(&app->opened);
}

void reread_show_converted(struct app *app, bool converted)
{
	opening_read_again(app);
	/* What it was given up for is nothing that the list should say of it. */
	if (converted && !opened_is_put_off(&app->opened))
		reread_update_entry(app, app->shown, &app->opened);
	show_again(app);
	app->panes[PANE_OUTLINE].dirty = app->panes[PANE_REPORT].dirty = app->status_dirty = true;
}

void reread_by_other_rules(struct app *app)
{
	opening_read_shown(app);
	show_again(app);
	/* What was read into the list while all were checked is to be read once more. */
	app->reread.shown = (struct file_state){0};
}

void reread_append_changes(const struct app *app, struct strbuf *out)
{
	size_t counts[PRINT_NCHANGES];
	struct prints now = {0};
	take_prints(app, &now);
	if (prints_count_changes(&app->reread.before, &now, counts))
		strbuf_printf(out,
			      tr_plural(app_catalog(app), counts[PRINT_GONE],
					N_("Read again: %zu finding less, %zu more"),
					N_("Read again: %zu findings less, %zu more")),
			      counts[PRINT_GONE], counts[PRINT_NEW]);
	else
		strbuf_append_text(out, tr(app_catalog(app), "Read again: the findings are the same"));
	prints_free(&now);
}

/* What has changed in the open report since it was read, or was told of that; behind what the status line says. */
static void tell_compared(struct app *app, const size_t counts[PRINT_NCHANGES])
{
	struct strbuf text = {0};
	if (app->reread.has_before) {
		reread_append_changes(app, &text);
	} else {
		strbuf_append(&text, strbuf_view(&app->message));
		strbuf_append_text(&text, text.nbytes ? tr(app_catalog(app), "; ") : "");
		strbuf_printf(&text,
			      tr_plural(app_catalog(app), counts[PRINT_GONE],
					N_("the open report has %zu finding less, %zu more"),
					N_("the open report has %zu findings less, %zu more")),
			      counts[PRINT_GONE], counts[PRINT_NEW]);
	}
	app_say(app, strbuf_text(&text));
	strbuf_free(&text);
}

void reread_compared(struct app *app, bool again)
{
	struct prints before = {0}, now = {0};
	size_t counts[PRINT_NCHANGES];
	/* A report whose file has vanished stays to be read as it was. */
	if (!again || app->shown->is_gone || opened_is_put_off(&app->opened)) {
		if (!again)
			show_again(app);
		return;
	}
	take_prints(app, &before);
	/* The state of the file is not noted: what has become of it since is still to be read into the list. */
	opening_read_again(app);
	show_again(app);
	take_prints(app, &now);
	if (!opened_is_put_off(&app->opened) && prints_count_changes(&before, &now, counts))
		tell_compared(app, counts);
	app->reread.has_before &= app->beside.stale;
	prints_free(&before);
	prints_free(&now);
}
