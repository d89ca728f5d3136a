#include "ui/pane.h"

#include "base/clip.h"
#include "render/grid.h"
#include "ui/app.h"

enum { GUTTER_NCOLS = 1 };

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

/* The heads that stand in the first rows of a view from `top` on. */
static size_t find_heads(const struct pane *pane, size_t top, size_t heads[GRID_MAX_NHEADS])
{
	return pane->rendering ? grid_find_heads(pane->rendering, top, pane_visible_count(pane), heads) : 0;
}

static size_t count_heads(const struct pane *pane, size_t top)
{
	size_t heads[GRID_MAX_NHEADS];
	return find_heads(pane, top, heads);
}

size_t pane_first_row(const struct pane *pane)
{
	return pane->top + count_heads(pane, pane->top);
}

/* When the cursor leaves the view, the view follows by half its height: one redraw for many steps, which matters on a
 * slow line. */
static void follow_cursor(struct pane *pane, size_t count)
{
	size_t visible = pane_visible_count(pane), half = visible / 2;
	if (!visible)
		return;
	if (pane->cursor < pane_first_row(pane))
		pane->top = pane->cursor > half ? pane->cursor - half : 0;
	else if (pane->cursor >= pane->top + visible)
		pane->top = pane->cursor - half;
	if (pane->top > last_top(pane, count))
		pane->top = last_top(pane, count);
	while (pane->top > 0 && pane->cursor < pane_first_row(pane))
		pane->top--;
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

/* Moves view and cursor together, so that a page down shows the next page and not the same one with another cursor. No
 * row between the two views is passed over below the heads that stay. */
static void move_page(struct pane *pane, size_t count, size_t by, bool down)
{
	size_t last = count - 1, visible = pane_visible_count(pane);
	while (by > 1 && by + count_heads(pane, down ? pane->top + by : pane->top) > visible)
		by--;
	pane->top = down ? step_on(pane->top, by, last_top(pane, count)) : step_back(pane->top, by);
	pane->cursor = down ? step_on(pane->cursor, by, last) : step_back(pane->cursor, by);
	if (pane->cursor < pane_first_row(pane))
		pane->cursor = pane_first_row(pane);
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
	if (row >= pane_first_row(pane) && row < pane->top + visible && row < count)
		return;
	pane->top = step_back(row, visible * eighths / 8);
	pane_clamp(pane, count);
}

void pane_show_to(struct pane *pane, size_t count, size_t last)
{
	size_t visible = pane_visible_count(pane);
	while (last >= pane->top + visible && pane->top < last_top(pane, count) &&
	       pane->cursor > pane->top + count_heads(pane, pane->top + 1) + visible / 4)
		pane->top++;
}

void pane_put_clipped(struct app *app, struct rect place, struct str text, unsigned role, bool selected)
{
	struct clip_options options = {.ncols = place.ncols, .cut_mark = term_cut_mark(app->term, TERM_CUT_END),
				       .ambiguous = term_ambiguous(app->term)};
	strbuf_clear(&app->clipped);
	clip_text(&app->clipped, text, &options);
	term_put(app->term, place.row, place.col, place.ncols, strbuf_view(&app->clipped), (enum theme_role)role,
		 selected);
}

struct rect pane_put_body(struct app *app, struct rect place, size_t body_ncols, const struct index_entry *entry,
			  bool selected)
{
	const struct rect body = {place.row, place.col, 1, body_ncols};
	strbuf_clear(&app->scratch);
	if (entry->year)
		strbuf_printf(&app->scratch, "%d ", entry->year);
	index_entry_append_title(entry, &app->scratch);
	pane_put_clipped(app, body, strbuf_view(&app->scratch), ROLE_TEXT, selected);
	return (struct rect){place.row, place.col + body_ncols, 1, place.ncols - body_ncols};
}

/* The focus is one cell in front of the title, and the title has its look in the first word alone: so that neither a
 * change of focus nor the position that is counted in it sends more than a few bytes. */
static void draw_title(struct app *app, const struct pane *pane, bool is_focused)
{
	struct rect place = {pane->rect.row, pane->rect.col, 1, pane->rect.ncols};
	term_put(app->term, place.row, place.col++, 1, is_focused ? STR("*") : STR(""),
		 is_focused ? THEME_PANE_TITLE_FOCUSED : (enum theme_role)ROLE_TEXT, false);
	place.ncols--;
	strbuf_clear(&app->scratch);
	pane->ops->title(app, &app->scratch);
	struct str title = strbuf_view(&app->scratch);
	const char *blank = title.nbytes ? memchr(title.ptr, ' ', title.nbytes) : NULL;
	struct str word = str_slice(title, 0, blank ? (size_t)(blank - title.ptr) : title.nbytes);
	size_t word_ncols = clip_measure(word, term_ambiguous(app->term));
	if (word_ncols >= place.ncols) {
		pane_put_clipped(app, place, title, THEME_PANE_TITLE, false);
		return;
	}
	term_put(app->term, place.row, place.col, word_ncols, word, THEME_PANE_TITLE, false);
	place.col += word_ncols;
	place.ncols -= word_ncols;
	pane_put_clipped(app, place, str_slice(title, word.nbytes, title.nbytes), ROLE_TEXT, false);
}

/* Only the pane with the focus has its cursor as ">". */
static void draw_gutter(struct app *app, struct rect place, bool is_cursor, bool is_focused, bool is_recalled)
{
	struct str mark = is_recalled ? STR("^") : !is_cursor ? STR("") : is_focused ? STR(">") : STR(":");
	term_put(app->term, place.row, place.col, GUTTER_NCOLS, mark, (enum theme_role)ROLE_TEXT, false);
}

void pane_draw(struct app *app, struct pane *pane, bool is_focused)
{
	size_t count = pane->ops->count(app), visible = pane_visible_count(pane);
	size_t gutter_ncols = pane->ops->has_gutter ? GUTTER_NCOLS : 0, heads[GRID_MAX_NHEADS];
	size_t nheads = find_heads(pane, pane->top, heads), recalled[PANE_MAX_NRECALLED];
	size_t nrecalled = pane->ops->recall ? pane->ops->recall(app, pane->top + nheads, recalled) : 0;
	struct rect place = {pane->rect.row, pane->rect.col, 1, pane->rect.ncols};
	pane->dirty = false;
	if (!pane->rect.ncols || !pane->rect.nrows)
		return;
	draw_title(app, pane, is_focused);
	for (size_t i = 0; i < visible; i++) {
		place.row++;
		bool is_recalled = i >= nheads && i - nheads < nrecalled;
		size_t index = i < nheads ? heads[i] : is_recalled ? recalled[i - nheads] : pane->top + i;
		struct rect inside = {place.row, place.col + gutter_ncols, 1, place.ncols - gutter_ncols};
		bool is_cursor = index == pane->cursor;
		if (index >= count) {
			term_put(app->term, place.row, place.col, place.ncols, (struct str){0},
				 (enum theme_role)ROLE_TEXT, false);
			continue;
		}
		if (gutter_ncols)
			draw_gutter(app, place, is_cursor, is_focused, is_recalled);
		pane->ops->draw_row(app, index, inside, is_cursor && !gutter_ncols, is_focused);
	}
}
