#include "ui/pane.h"

#include "base/clip.h"
#include "ui/app.h"

size_t pane_visible_count(const struct pane *pane)
{
	return pane->rect.nrows > 1 ? pane->rect.nrows - 1 : 0;
}

/* The last row that the view may begin with. */
static size_t last_top(const struct pane *pane, size_t count)
{
	size_t visible = pane_visible_count(pane);
	return count > visible ? count - visible : 0;
}

/* When the cursor leaves the view, the view follows by half its height: one redraw for many steps, which matters on a
 * slow line. */
static void follow_cursor(struct pane *pane, size_t count)
{
	size_t visible = pane_visible_count(pane), half = visible / 2;
	if (!visible)
		return;
	if (pane->cursor < pane->top)
		pane->top = pane->cursor > half ? pane->cursor - half : 0;
	else if (pane->cursor >= pane->top + visible)
		pane->top = pane->cursor - half;
	if (pane->top > last_top(pane, count))
		pane->top = last_top(pane, count);
}

void pane_clamp(struct pane *pane, size_t count)
{
	if (pane->cursor >= count)
		pane->cursor = count ? count - 1 : 0;
	if (pane->top > last_top(pane, count))
		pane->top = last_top(pane, count);
	follow_cursor(pane, count);
	pane->dirty = true;
}

static size_t step_back(size_t from, size_t by)
{
	return from > by ? from - by : 0;
}

static size_t step_on(size_t from, size_t by, size_t last)
{
	return last - from > by ? from + by : last;
}

/* Moves view and cursor together, so that a page down shows the next page and not the same one with another cursor. */
static void move_page(struct pane *pane, size_t count, size_t by, bool down)
{
	size_t last = count - 1;
	pane->top = down ? step_on(pane->top, by, last_top(pane, count)) : step_back(pane->top, by);
	pane->cursor = down ? step_on(pane->cursor, by, last) : step_back(pane->cursor, by);
	follow_cursor(pane, count);
}

bool pane_move(struct pane *pane, size_t count, enum action_id action)
{
	size_t cursor = pane->cursor, top = pane->top, page = pane_visible_count(pane);
	if (!count || !page)
		return false;
	page = page > 1 ? page - 1 : 1;
	size_t half = page > 1 ? page / 2 : 1;
	if (action == ACTION_UP)
		pane->cursor = step_back(cursor, 1);
	else if (action == ACTION_DOWN)
		pane->cursor = step_on(cursor, 1, count - 1);
	else if (action == ACTION_TOP)
		pane->cursor = 0;
	else if (action == ACTION_BOTTOM)
		pane->cursor = count - 1;
	else if (action == ACTION_PAGE_UP || action == ACTION_PAGE_DOWN)
		move_page(pane, count, page, action == ACTION_PAGE_DOWN);
	else if (action == ACTION_HALF_PAGE_UP || action == ACTION_HALF_PAGE_DOWN)
		move_page(pane, count, half, action == ACTION_HALF_PAGE_DOWN);
	else
		return false;
	follow_cursor(pane, count);
	bool moved = cursor != pane->cursor || top != pane->top;
	pane->dirty |= moved;
	return moved;
}

void pane_go_to(struct pane *pane, size_t count, size_t row, unsigned eighths)
{
	size_t visible = pane_visible_count(pane);
	pane->cursor = row;
	pane->dirty = true;
	if (row >= pane->top && row < pane->top + visible && row < count)
		return;
	pane->top = step_back(row, visible * eighths / 8);
	pane_clamp(pane, count);
}

void pane_put_clipped(struct app *app, struct rect place, struct str text, unsigned role, bool selected)
{
	struct clip_options options = {
		.ncols = place.ncols, .mark_cut = true, .ambiguous = term_ambiguous(app->term)};
	strbuf_clear(&app->clipped);
	clip_text(&app->clipped, text, &options);
	term_put(app->term, place.row, place.col, place.ncols, strbuf_view(&app->clipped), (enum theme_role)role, selected);
}

void pane_draw(struct app *app, struct pane *pane, bool is_focused)
{
	size_t count = pane->ops->count(app), visible = pane_visible_count(pane);
	struct rect place = {pane->rect.row, pane->rect.col, 1, pane->rect.ncols};
	pane->dirty = false;
	if (!pane->rect.ncols || !pane->rect.nrows)
		return;
	strbuf_clear(&app->scratch);
	strbuf_append_byte(&app->scratch, ' ');
	pane->ops->title(app, &app->scratch);
	pane_put_clipped(app, place, strbuf_view(&app->scratch),
			 is_focused ? THEME_PANE_TITLE_FOCUSED : THEME_PANE_TITLE, false);
	for (size_t i = 0; i < visible; i++) {
		place.row++;
		size_t index = pane->top + i;
		if (index < count)
			pane->ops->draw_row(app, index, place, index == pane->cursor, is_focused);
		else
			term_put(app->term, place.row, place.col, place.ncols, (struct str){0},
				 (enum theme_role)ROLE_TEXT, false);
	}
}
