#include "ui/overlay.h"

#include "ui/app.h"

/* ---- Showing and leaving ---- */

static void mark_dirty(struct app *app)
{
	term_erase(app->term);
	app_mark_dirty(app);
}

void app_toggle_overlay(struct app *app, const struct pane_ops *ops)
{
	app->overlay_shown = !app->overlay_shown || app->overlay.ops != ops;
	app->overlay.ops = ops;
	app->overlay.rendering = NULL;
	app->overlay.top = app->overlay.cursor = 0;
	app->screen_trail.covered.ops = NULL;
	mark_dirty(app);
}

static struct overlay_place place_now(const struct app *app)
{
	const struct pane *overlay = &app->overlay;
	return (struct overlay_place){overlay->ops, overlay->rendering, overlay->cursor, overlay->top};
}

static void show_place(struct app *app, const struct overlay_place *place)
{
	struct pane *overlay = &app->overlay;
	app->overlay_shown = true;
	overlay->ops = place->ops;
	overlay->rendering = place->rendering;
	overlay->cursor = place->cursor;
	overlay->top = place->top;
	pane_clamp(overlay, overlay->ops->count(app));
	mark_dirty(app);
}

/* ---- The way back ---- */

void overlay_leave_for(struct app *app, enum pane_id pane)
{
	app->screen_trail.left = place_now(app);
	app->screen_trail.from = pane;
	app_toggle_overlay(app, app->overlay.ops);
}

bool overlay_come_back(struct app *app)
{
	const struct overlay_place place = app->screen_trail.left;
	if (!place.ops || (app->focused == PANE_LIST) != (app->screen_trail.from == PANE_LIST))
		return false;
	app->screen_trail.left.ops = NULL;
	if (place.ops->again)
		place.ops->again(app);
	else
		show_place(app, &place);
	return true;
}

void overlay_forget(struct app *app, enum pane_id pane)
{
	if (pane == PANE_LIST && app->screen_trail.from != PANE_LIST)
		app->screen_trail.left.ops = NULL;
}

/* ---- Actions ---- */

/* The help lies over another screen, which stays. */
static void show_help(struct app *app)
{
	const struct overlay_place covered = place_now(app);
	app_toggle_overlay(app, &help_pane_ops);
	app->screen_trail.covered = covered;
}

static void leave(struct app *app)
{
	const struct overlay_place covered = app->screen_trail.covered;
	app_toggle_overlay(app, app->overlay.ops);
	if (covered.ops)
		show_place(app, &covered);
}

void overlay_act(struct app *app, const struct action *action)
{
	struct pane *overlay = &app->overlay;
	if (overlay->ops->act && overlay->ops->act(app, action->id))
		return;
	if (action->id == ACTION_HELP && overlay->ops != &help_pane_ops) {
		show_help(app);
	} else if (action->id == ACTION_HELP || action->id == ACTION_QUIT || action->id == ACTION_BACK) {
		leave(app);
	} else if (action->group == ACTION_GROUP_MOVEMENT) {
		/* Where nothing is under the cursor a step scrolls. */
		if (overlay->ops->scrolls && action->id == ACTION_DOWN)
			overlay->cursor = overlay->top + pane_visible_count(overlay) - 1;
		else if (overlay->ops->scrolls && action->id == ACTION_UP)
			overlay->cursor = overlay->top;
		pane_move(overlay, overlay->ops->count(app), action->id);
	} else {
		app_say(app, tr(app_catalog(app), "This key has no meaning here; ? shows the keys"));
	}
}
