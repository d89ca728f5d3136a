#include "ui/app.h"

#include <stdarg.h>

#include "base/wrap.h"
#include "ui/copy.h"
#include "ui/external.h"
#include "ui/screens.h"

/* How long the loop filters and sorts before it looks for a key again. */
enum { STEP_NANOSECONDS = 4 * 1000 * 1000 };

void app_keep_selection(struct app *app)
{
	size_t row;
	if (!app->on_folder && app->selected && view_find_row(app->view, app->selected, &row))
		app_select(app, row);
	else
		pane_clamp(&app->panes[PANE_LIST], view_nrows(app->view));
	app->panes[PANE_LIST].dirty = true;
	app->status_dirty = true;
}

void app_say(struct app *app, const char *text)
{
	strbuf_clear(&app->message);
	strbuf_append_text(&app->message, text);
	app->status_dirty = true;
}

void app_say_format(struct app *app, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	strbuf_clear(&app->message);
	strbuf_vprintf(&app->message, format, args);
	va_end(args);
	app->status_dirty = true;
}

void app_mark_dirty(struct app *app)
{
	for (size_t i = 0; i < PANE_COUNT; i++)
		app->panes[i].dirty = true;
	app->overlay.dirty = true;
	app->status_dirty = true;
}

/* Gives every pane its place, and lays the report out again where its width has changed. */
static void lay_out(struct app *app)
{
	size_t screen_ncols = term_ncols(app->term);
	app->layout = layout_make(term_nrows(app->term), screen_ncols, app->focused, app->side,
				  state_wishes(app, screen_ncols));
	for (size_t i = 0; i < PANE_COUNT; i++)
		app->panes[i].rect = app->layout.panes[i];
	app->overlay.rect = (struct rect){0, 0, app->layout.status.row, term_ncols(app->term)};
	size_t ncols = app->panes[PANE_REPORT].rect.ncols;
	if (ncols && app->shown && app->rendering.ncols != ncols - 1)
		app_render(app, true);
	for (size_t i = 0; i < PANE_COUNT; i++)
		pane_clamp(&app->panes[i], app->panes[i].ops->count(app));
	if (app->overlay_shown)
		pane_clamp(&app->overlay, app->overlay.ops->count(app));
}

void app_resize(struct app *app)
{
	lay_out(app);
	term_erase(app->term);
	app_mark_dirty(app);
}

void app_focus(struct app *app, enum pane_id pane)
{
	struct layout old = app->layout;
	overlay_forget(app, pane);
	app->panes[app->focused].dirty = app->panes[pane].dirty = true;
	app->focused = pane;
	if (pane != PANE_REPORT)
		app->side = pane;
	app->status_dirty = true;
	if (old.npanes < PANE_COUNT)
		lay_out(app);
}

void app_render(struct app *app, bool keep_place)
{
	struct pane *report = &app->panes[PANE_REPORT];
	struct spot spot = spot_of_row(app, report->cursor);
	struct render_options options =
		app_render_options(app, report->rect.ncols ? report->rect.ncols : term_ncols(app->term));
	options.grids = !app->state.stacked;
	if (!app->shown)
		return;
	size_t screen_row = report->cursor - report->top;
	rendering_build(&app->rendering, &app->opened, &options);
	spot_note_findings(app);
	outline_build(app);
	search_mark_all(app);
	report->cursor = keep_place ? spot_row(app, &spot) : 0;
	report->top = report->cursor > screen_row && keep_place ? report->cursor - screen_row : 0;
	pane_clamp(report, app->rendering.nrows);
	app->panes[PANE_OUTLINE].cursor = outline_entry_at(app, report->cursor);
	pane_clamp(&app->panes[PANE_OUTLINE], app->noutline);
}

const char *app_path(struct app *app, const struct index_entry *entry)
{
	return path_join(index_entry_path(entry), &app->path);
}

bool app_open_selected(struct app *app)
{
	if (!app->selected)
		return false;
	if (app->shown == app->selected)
		return true;
	app->shown = app->selected;
	reread_note_shown(app);
	opening_read_shown(app);
	beside_add_findings(app);
	judge_look_up(app);
	judged_count_shown(app);
	app->panes[PANE_OUTLINE].top = 0;
	app->columns = (struct columns){0};
	app_render(app, false);
	app->status_dirty = true;
	return true;
}

void app_select(struct app *app, size_t position)
{
	if (position >= view_nrows(app->view))
		return;
	struct view_row row = view_row(app->view, position);
	struct pane *list = &app->panes[PANE_LIST];
	/* The heading of a folder is no report: the one that was selected stays. */
	app->on_folder = row.kind == VIEW_FOLDER;
	if (!app->on_folder)
		app->selected = row.entry;
	if (list->cursor != position)
		pane_go_to(list, view_nrows(app->view), position, 4);
	list->dirty = true;
}

/* The first report of the list, or NULL. */
static const struct index_entry *first_entry(const struct app *app)
{
	size_t nrows = view_nrows(app->view);
	for (size_t row = 0; row < nrows; row++)
		if (view_row(app->view, row).kind == VIEW_ENTRY)
			return view_row(app->view, row).entry;
	return NULL;
}

/* Puts the list's cursor on the selected report; where the filter hides that, the first one is selected. */
static void follow_selection(struct app *app)
{
	struct pane *list = &app->panes[PANE_LIST];
	size_t screen_row = list->cursor - list->top, row;
	if (!app->selected || !app->touched || !view_find_row(app->view, app->selected, &row)) {
		const struct index_entry *first = first_entry(app);
		app->selected = first ? first : app->selected;
		if (!first || !view_find_row(app->view, first, &row))
			row = 0;
	}
	list->cursor = row;
	list->top = list->cursor > screen_row ? list->cursor - screen_row : 0;
	/* The heading of a folder is not left out of sight above its first report. */
	if (list->top && view_row(app->view, list->top - 1).kind == VIEW_FOLDER)
		list->top--;
}

void app_take_entries(struct app *app)
{
	bool taken = index_take(app->index), loading = index_is_loading(app->index);
	if (!view_step(app->view, STEP_NANOSECONDS) && !taken && !app->order_changed)
		return;
	/* On the heading of a folder the cursor stays where it is, unless all is new. */
	if (!app->on_folder || app->order_changed)
		follow_selection(app);
	if (!view_is_pending(app->view) && !loading)
		app->order_changed = false;
	pane_clamp(&app->panes[PANE_LIST], view_nrows(app->view));
	app->status_dirty = true;
}

/* Opens the source at the line of the report's cursor; what an editor changed is read again. */
static void open_source(struct app *app, bool to_edit)
{
	if (!app_open_selected(app))
		return;
	size_t row = app->panes[PANE_REPORT].cursor, line = 0;
	for (; app->focused != PANE_LIST && !line && row < app->rendering.nrows; row--)
		line = app->rendering.rows[row].line;
	if (!to_edit) {
		external_show_source(app, line);
		return;
	}
	if (!external_edit_source(app, line))
		return;
	struct strbuf said = app->message;
	app->message = (struct strbuf){0};
	reread_shown(app);
	if (said.nbytes) {
		strbuf_free(&app->message);
		app->message = said;
	} else {
		strbuf_free(&said);
	}
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

static void act_anywhere(struct app *app, enum action_id action)
{
	if (jump_act(app, action) || judge_act(app, action) || filter_act(app, action) || search_act(app, action) ||
	    state_act(app, action) || screens_act(app, action) ||
	    columns_act(app, &app->columns, &app->panes[PANE_REPORT], action))
		return;
	switch (action) {
	case ACTION_LEFT:
	case ACTION_RIGHT:
		step_pane(app, action == ACTION_LEFT ? -1 : 1, false);
		break;
	case ACTION_PANE_NEXT:
	case ACTION_PANE_PREVIOUS:
		step_pane(app, action == ACTION_PANE_NEXT ? 1 : -1, true);
		break;
	case ACTION_BACK:
		if (!overlay_come_back(app) && (app->focused != PANE_LIST || !filter_clear(app)))
			app_focus(app, PANE_LIST);
		break;
	case ACTION_RELOAD:
		reread_shown(app);
		break;
	case ACTION_RULES_RELOAD:
		rules_reload_start(app);
		break;
	case ACTION_CHANGES:
		changes_show(app);
		break;
	case ACTION_SOURCE:
		app->show_source = !app->show_source;
		app_render(app, true);
		break;
	case ACTION_WIDE_TABLES:
		columns_switch(app);
		break;
	case ACTION_DETAIL:
		detail_open(app);
		break;
	case ACTION_MISSING:
		if (beside_count_missing(app))
			app_toggle_overlay(app, &missing_pane_ops);
		else
			app_say(app, tr(app_catalog(app), "No body of a roster is missing (gouji --roster FILE)"));
		break;
	case ACTION_FIND:
		find_ask(app);
		break;
	case ACTION_PAGER:
	case ACTION_EDITOR:
		open_source(app, action == ACTION_EDITOR);
		break;
	case ACTION_PRINT:
		if (app_open_selected(app))
			external_print_report(app);
		break;
	case ACTION_COPY:
		copy_cursor(app);
		break;
	case ACTION_HELP:
		app_toggle_overlay(app, &help_pane_ops);
		break;
	default:
		break;
	}
}

/* Verdicts that could not be saved are not thrown away by one key. */
static void quit(struct app *app)
{
	size_t nunsaved = judge_save(app);
	if (nunsaved && !app->quit_asked)
		app_say_format(app,
			       tr_plural(app_catalog(app), nunsaved,
					 N_("%zu verdict could not be saved; q again quits without it"),
					 N_("%zu verdicts could not be saved; q again quits without them")),
			       nunsaved);
	app->done = !nunsaved || app->quit_asked;
	app->quit_asked = true;
}

void app_act(struct app *app, const struct action *action)
{
	struct pane *pane = &app->panes[app->focused];
	app->touched |= !app->layout.too_small;
	app->quit_asked &= action->id == ACTION_QUIT;
	app->ncopied = action->id == ACTION_COPY ? app->ncopied : 0;
	if (app->message.nbytes) {
		strbuf_clear(&app->message);
		app->status_dirty = true;
	}
	if (action->id == ACTION_REDRAW) {
		term_invalidate(app->term);
	} else if (action->id == ACTION_BACK && (job_stop_told(app) || opening_stop(app))) {
		return;
	} else if (app->overlay_shown) {
		overlay_act(app, action);
	} else if (action->id == ACTION_QUIT) {
		quit(app);
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
	strbuf_printf(&text, tr(app_catalog(app), "Too small: needs %dx%d. q quits"), LAYOUT_MIN_NCOLS,
		      LAYOUT_MIN_NROWS);
	term_erase(app->term);
	struct str rest = strbuf_view(&text), line;
	size_t ncols = term_ncols(app->term);
	for (size_t row = 0; wrap_take_line(&rest, ncols, term_ambiguous(app->term), &line); row++)
		term_put(app->term, row, 0, ncols, line, (enum theme_role)ROLE_TEXT, false);
	strbuf_free(&text);
	term_flush(app->term, 0, 0, false);
}

void app_draw(struct app *app)
{
	const struct pane *pane = app->overlay_shown ? &app->overlay : &app->panes[app->focused];
	if (app->layout.too_small) {
		draw_too_small(app);
		return;
	}
	if (app->overlay_shown && app->overlay.dirty)
		pane_draw(app, &app->overlay, true);
	for (size_t i = 0; !app->overlay_shown && i < PANE_COUNT; i++)
		if (app->panes[i].dirty)
			pane_draw(app, &app->panes[i], i == app->focused);
	for (size_t i = 0; !app->overlay_shown && i < app->layout.nseparators; i++)
		term_vertical_line(app->term, app->layout.separators[i].row, app->layout.separators[i].col,
				   app->layout.separators[i].nrows);
	if (app->prompt.kind) {
		prompt_draw(app);
		return;
	}
	if (app->status_dirty)
		status_draw(app);
	term_flush(app->term, pane->rect.row + 1 + (pane->cursor - pane->top), pane->rect.col, false);
}
