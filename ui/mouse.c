#include "ui/mouse.h"

#include "ui/app.h"

enum { WHEEL_NROWS = 3 };

static bool is_inside(const struct rect *rect, const struct term_mouse *mouse)
{
	return mouse->row >= rect->row && mouse->row < rect->row + rect->nrows && mouse->col >= rect->col &&
	       mouse->col < rect->col + rect->ncols;
}

/* The pane under the pointer, or NULL. */
static struct pane *find_pane(struct app *app, const struct term_mouse *mouse)
{
	if (app->overlay_shown)
		return is_inside(&app->overlay.rect, mouse) ? &app->overlay : NULL;
	for (size_t i = 0; i < PANE_COUNT; i++)
		if (is_inside(&app->panes[i].rect, mouse))
			return &app->panes[i];
	return NULL;
}

static void tell_moved(struct app *app, struct pane *pane)
{
	pane->dirty = true;
	app->status_dirty = true;
	if (pane->ops->moved)
		pane->ops->moved(app);
}

/* The view moves, and the cursor only as far as it must to stay in it. */
static void scroll(struct app *app, struct pane *pane, bool down)
{
	size_t count = pane->ops->count(app), visible = pane_visible_count(pane), before = pane->cursor;
	size_t last = count > visible ? count - visible : 0;
	if (!count || !visible)
		return;
	if (down)
		pane->top = last - pane->top > WHEEL_NROWS ? pane->top + WHEEL_NROWS : last;
	else
		pane->top = pane->top > WHEEL_NROWS ? pane->top - WHEEL_NROWS : 0;
	if (pane->cursor < pane_first_row(pane))
		pane->cursor = pane_first_row(pane);
	if (pane->cursor >= pane->top + visible)
		pane->cursor = pane->top + visible - 1;
	pane->dirty = true;
	if (pane->cursor != before)
		tell_moved(app, pane);
}

static void click(struct app *app, struct pane *pane, size_t screen_row)
{
	size_t row = pane->top + screen_row - pane->rect.row - 1;
	bool had_focus = app->overlay_shown || pane == &app->panes[app->focused];
	if (!had_focus) {
		if (pane != &app->panes[PANE_LIST])
			app_open_selected(app);
		app_focus(app, (enum pane_id)(pane - app->panes));
	}
	if (screen_row == pane->rect.row || row < pane_first_row(pane) || row >= pane->ops->count(app))
		return;
	if (had_focus && row == pane->cursor) {
		app_act(app, action_get(ACTION_OPEN));
	} else {
		pane->cursor = row;
		tell_moved(app, pane);
	}
}

void mouse_act(struct app *app)
{
	struct term_mouse mouse = term_mouse(app->term);
	struct pane *pane = app->layout.too_small || app->prompt.kind ? NULL : find_pane(app, &mouse);
	if (!pane)
		return;
	app->touched = true;
	if (app->message.nbytes) {
		strbuf_clear(&app->message);
		app->status_dirty = true;
	}
	if (mouse.button == TERM_BUTTON_LEFT)
		click(app, pane, mouse.row);
	else
		scroll(app, pane, mouse.button == TERM_BUTTON_WHEEL_DOWN);
}
