#include "ui/app.h"

void app_say(struct app *app, const char *text)
{
	strbuf_clear(&app->message);
	strbuf_append_text(&app->message, text);
	app->status_dirty = true;
}

static void mark_all_dirty(struct app *app)
{
	for (size_t i = 0; i < PANE_COUNT; i++)
		app->panes[i].dirty = true;
	app->help.dirty = true;
	app->status_dirty = true;
}

/* Gives every pane its place, and lays the report out again where its width has changed. */
static void lay_out(struct app *app)
{
	app->layout = layout_make(term_nrows(app->term), term_ncols(app->term), app->focused, app->side);
	for (size_t i = 0; i < PANE_COUNT; i++)
		app->panes[i].rect = app->layout.panes[i];
	app->help.rect = (struct rect){0, 0, app->layout.status.row, term_ncols(app->term)};
	size_t ncols = app->panes[PANE_REPORT].rect.ncols;
	if (ncols && app->shown && app->rendering.ncols != ncols - 1)
		app_render(app, true);
	for (size_t i = 0; i < PANE_COUNT; i++)
		pane_clamp(&app->panes[i], app->panes[i].ops->count(app));
	pane_clamp(&app->help, app->help.ops->count(app));
}

void app_resize(struct app *app)
{
	lay_out(app);
	term_erase(app->term);
	mark_all_dirty(app);
}

void app_focus(struct app *app, enum pane_id pane)
{
	struct layout old = app->layout;
	app->panes[app->focused].dirty = app->panes[pane].dirty = true;
	app->focused = pane;
	if (pane != PANE_REPORT)
		app->side = pane;
	app->status_dirty = true;
	if (old.npanes < PANE_COUNT)
		lay_out(app);
}

/* Where the cursor is in the report, in terms that survive another width: a finding, or a source line and how far down
 * in the rows made of it. */
struct place {
	int32_t finding;
	uint32_t line;
	uint8_t kind;
	size_t before, group;           /* rows of this line before the cursor, and all of them */
};

static bool same_group(const struct rendered_row *row, const struct place *place)
{
	return row->line == place->line && row->finding == place->finding;
}

static struct place find_place(const struct app *app)
{
	const struct rendering *rendering = &app->rendering;
	size_t cursor = app->panes[PANE_REPORT].cursor;
	struct place place = {.finding = -1};
	if (cursor >= rendering->nrows)
		return place;
	while (cursor && !rendering->rows[cursor].line)
		cursor--;
	place.finding = rendering->rows[cursor].finding;
	place.line = rendering->rows[cursor].line;
	for (size_t i = 0; i < rendering->nrows; i++)
		if (same_group(&rendering->rows[i], &place)) {
			place.before += i < cursor;
			place.group++;
		}
	return place;
}

static size_t row_of_place(const struct app *app, const struct place *place)
{
	const struct rendering *rendering = &app->rendering;
	size_t first = rendering->nrows, group = 0;
	for (size_t i = 0; i < rendering->nrows; i++)
		if (same_group(&rendering->rows[i], place)) {
			first = i < first ? i : first;
			group++;
		}
	if (!group || !place->line)
		return 0;
	return first + (place->group ? place->before * group / place->group : 0);
}

void app_render(struct app *app, bool keep_place)
{
	struct pane *report = &app->panes[PANE_REPORT];
	struct place place = find_place(app);
	size_t ncols = report->rect.ncols ? report->rect.ncols : term_ncols(app->term);
	struct render_options options = {
		.ncols = ncols > 1 ? ncols - 1 : 1,
		.ambiguous = term_ambiguous(app->term),
		.show_source = app->show_source,
		.language = app->options->language,
	};
	if (!app->shown)
		return;
	size_t screen_row = report->cursor - report->top;
	rendering_build(&app->rendering, &app->opened, &options);
	outline_build(app);
	report->cursor = keep_place ? row_of_place(app, &place) : 0;
	report->top = report->cursor > screen_row && keep_place ? report->cursor - screen_row : 0;
	pane_clamp(report, app->rendering.nrows);
	app->panes[PANE_OUTLINE].cursor = outline_entry_at(app, report->cursor);
	pane_clamp(&app->panes[PANE_OUTLINE], app->noutline);
}

bool app_open_selected(struct app *app)
{
	if (!app->selected)
		return false;
	if (app->shown == app->selected)
		return true;
	app->shown = app->selected;
	opened_open(&app->opened, app->options->knowledge, app->shown->path);
	app->panes[PANE_OUTLINE].top = 0;
	app_render(app, false);
	app->status_dirty = true;
	return true;
}

void app_select(struct app *app, size_t position)
{
	if (position >= index_count(app->index))
		return;
	app->selected = index_at(app->index, position);
	struct pane *list = &app->panes[PANE_LIST];
	if (list->cursor != position)
		pane_go_to(list, index_count(app->index), position, 4);
	list->dirty = true;
}

void app_take_entries(struct app *app)
{
	struct pane *list = &app->panes[PANE_LIST];
	size_t screen_row = list->cursor - list->top;
	if (!index_take(app->index))
		return;
	if (app->selected && app->touched) {
		list->cursor = index_position(app->index, app->selected);
		list->top = list->cursor > screen_row ? list->cursor - screen_row : 0;
	} else if (index_count(app->index)) {
		app->selected = index_at(app->index, 0);
	}
	pane_clamp(list, index_count(app->index));
	app->status_dirty = true;
}

/* The nearest entry with something to go to, from the selected one on. */
static size_t find_entry_with_findings(const struct app *app, bool forward, bool only_errors)
{
	size_t count = index_count(app->index);
	size_t position = index_position(app->index, app->selected);
	for (;;) {
		if (forward ? position + 1 >= count : position == 0)
			return count;
		position += forward ? 1 : (size_t)-1;
		const struct index_entry *entry = index_at(app->index, position);
		if (entry->nfailed[SEVERITY_ERROR] ||
		    (!only_errors && (entry->nfailed[SEVERITY_WARNING] || entry->nfailed[SEVERITY_NOTICE])))
			return position;
	}
}

static void show_finding(struct app *app, size_t row)
{
	app_focus(app, PANE_REPORT);
	/* Low in the pane, so that the table above it is seen. */
	pane_go_to(&app->panes[PANE_REPORT], app->rendering.nrows, row, 6);
	app->panes[PANE_REPORT].ops->moved(app);
}

void app_go_to_finding(struct app *app, bool forward, bool only_errors)
{
	if (!app->selected)
		return;
	bool fresh = app->shown != app->selected;
	app_open_selected(app);
	size_t cursor = app->panes[PANE_REPORT].cursor;
	size_t from = fresh ? (forward ? 0 : app->rendering.nrows - 1) : cursor + (forward ? 1 : (size_t)-1);
	size_t row = report_find_finding(app, from, forward, only_errors);
	if (row < app->rendering.nrows) {
		show_finding(app, row);
		return;
	}
	size_t position = find_entry_with_findings(app, forward, only_errors);
	if (position == index_count(app->index)) {
		app_say(app, tr(app_catalog(app), forward ? N_("No further finding") : N_("No earlier finding")));
		return;
	}
	app_select(app, position);
	app_open_selected(app);
	row = report_find_finding(app, forward ? 0 : app->rendering.nrows - 1, forward, only_errors);
	if (row < app->rendering.nrows)
		show_finding(app, row);
}

static void go_to_report(struct app *app, bool forward)
{
	size_t count = index_count(app->index);
	size_t position = count ? index_position(app->index, app->selected) : 0;
	if (!count || (forward ? position + 1 >= count : position == 0)) {
		app_say(app, tr(app_catalog(app), forward ? N_("This is the last report") : N_("This is the first report")));
		return;
	}
	app_select(app, forward ? position + 1 : position - 1);
	if (app->focused != PANE_LIST)
		app_open_selected(app);
}

/* Reads the open report again: its numbers, its findings and its line in the list. */
static void reload(struct app *app)
{
	if (!app_open_selected(app))
		return;
	opened_open(&app->opened, app->options->knowledge, app->shown->path);
	index_update(app->index, app->shown, opened_report(&app->opened), opened_findings(&app->opened));
	app_render(app, true);
	app_select(app, index_position(app->index, app->selected));
	app_say(app, tr(app_catalog(app), "Read again"));
}

static void sort_next(struct app *app)
{
	index_sort(app->index, (enum index_order)((index_order(app->index) + 1) % INDEX_NORDERS));
	if (app->selected)
		app_select(app, index_position(app->index, app->selected));
	app->panes[PANE_LIST].dirty = true;
}

/* Goes to the pane on the left or right of the focused one. */
static void step_pane(struct app *app, int step, bool around)
{
	int pane = (int)app->focused + step;
	if (around)
		pane = (pane + PANE_COUNT) % PANE_COUNT;
	if (pane < 0 || pane >= PANE_COUNT)
		return;
	if (pane != PANE_LIST)
		app_open_selected(app);
	app_focus(app, (enum pane_id)pane);
}

static void toggle_help(struct app *app)
{
	app->help_shown = !app->help_shown;
	app->help.top = app->help.cursor = 0;
	term_erase(app->term);
	mark_all_dirty(app);
}

static void act_in_help(struct app *app, enum action_id action)
{
	if (action == ACTION_HELP || action == ACTION_QUIT || action == ACTION_BACK) {
		toggle_help(app);
	} else {
		/* Nothing is under the cursor of the help: it only scrolls. */
		struct pane *help = &app->help;
		if (action == ACTION_DOWN)
			help->cursor = help->top + pane_visible_count(help) - 1;
		else if (action == ACTION_UP)
			help->cursor = help->top;
		pane_move(help, help->ops->count(app), action);
	}
}

static void act_anywhere(struct app *app, enum action_id action)
{
	switch (action) {
	case ACTION_FINDING_NEXT:
	case ACTION_FINDING_PREVIOUS:
	case ACTION_ERROR_NEXT:
	case ACTION_ERROR_PREVIOUS:
		app_go_to_finding(app, action == ACTION_FINDING_NEXT || action == ACTION_ERROR_NEXT,
				  action == ACTION_ERROR_NEXT || action == ACTION_ERROR_PREVIOUS);
		break;
	case ACTION_REPORT_NEXT:
	case ACTION_REPORT_PREVIOUS:
		go_to_report(app, action == ACTION_REPORT_NEXT);
		break;
	case ACTION_LEFT:
	case ACTION_RIGHT:
		step_pane(app, action == ACTION_LEFT ? -1 : 1, false);
		break;
	case ACTION_PANE_NEXT:
	case ACTION_PANE_PREVIOUS:
		step_pane(app, action == ACTION_PANE_NEXT ? 1 : -1, true);
		break;
	case ACTION_BACK:
		app_focus(app, PANE_LIST);
		break;
	case ACTION_SORT_NEXT:
		sort_next(app);
		break;
	case ACTION_RELOAD:
		reload(app);
		break;
	case ACTION_SOURCE:
		app->show_source = !app->show_source;
		app_render(app, true);
		break;
	case ACTION_HELP:
		toggle_help(app);
		break;
	default:
		break;
	}
}

void app_act(struct app *app, const struct action *action)
{
	struct pane *pane = &app->panes[app->focused];
	app->touched |= !app->layout.too_small;
	if (app->message.nbytes) {
		strbuf_clear(&app->message);
		app->status_dirty = true;
	}
	if (action->id == ACTION_REDRAW) {
		term_invalidate(app->term);
	} else if (app->help_shown) {
		act_in_help(app, action->id);
	} else if (action->id == ACTION_QUIT) {
		app->done = true;
	} else if (app->layout.too_small) {
		return;
	} else if (pane_move(pane, pane->ops->count(app), action->id)) {
		if (pane->ops->moved)
			pane->ops->moved(app);
	} else if (!pane->ops->act || !pane->ops->act(app, action->id)) {
		act_anywhere(app, action->id);
	}
}

static void draw_too_small(struct app *app)
{
	struct strbuf text = {0};
	strbuf_printf(&text, tr(app_catalog(app), "Too small: needs %dx%d. q quits"), LAYOUT_MIN_NCOLS, LAYOUT_MIN_NROWS);
	term_erase(app->term);
	term_put(app->term, 0, 0, term_ncols(app->term), strbuf_view(&text), (enum theme_role)ROLE_TEXT, false);
	strbuf_free(&text);
	term_flush(app->term, 0, 0);
}

void app_draw(struct app *app)
{
	const struct pane *pane = app->help_shown ? &app->help : &app->panes[app->focused];
	if (app->layout.too_small) {
		draw_too_small(app);
		return;
	}
	if (app->help_shown && app->help.dirty)
		pane_draw(app, &app->help, true);
	for (size_t i = 0; !app->help_shown && i < PANE_COUNT; i++)
		if (app->panes[i].dirty)
			pane_draw(app, &app->panes[i], i == app->focused);
	for (size_t i = 0; !app->help_shown && i < app->layout.nseparators; i++)
		term_vertical_line(app->term, app->layout.separators[i].row, app->layout.separators[i].col,
				   app->layout.separators[i].nrows);
	if (app->status_dirty)
		status_draw(app);
	term_flush(app->term, pane->rect.row + 1 + (pane->cursor - pane->top), pane->rect.col);
}
