/* What the list shows, and in which order: filter, sort column, folders. */
#include "ui/filter.h"

#include "ui/app.h"

/* After a change of filter or order: as much of the work as fits, and the cursor on what it was on. */
static void take_change(struct app *app)
{
	struct pane *list = &app->panes[PANE_LIST];
	app->order_changed = true;
	list->dirty = true;
	app_take_entries(app);
}

/* ---- Filter ---- */

/* Sets the filter that `text` says; false, with the filter as it was, when it is at fault. */
static bool set_filter(struct app *app, struct str text, struct query_error *fault)
{
	struct query *query = NULL;
	if (str_trim(text).nbytes) {
		query = query_parse(text, knowledge_current_form(app->knowledge)->rules, fault);
		if (!query)
			return false;
	}
	view_set_query(app->view, query);
	strbuf_clear(&app->filter);
	strbuf_append(&app->filter, str_trim(text));
	take_change(app);
	return true;
}

/* The same from the prompt: what was typed on the way may have hidden the report that was selected. */
static bool try_filter(struct app *app, struct str text, struct query_error *fault)
{
	app->selected = app->selected_before ? app->selected_before : app->selected;
	return set_filter(app, text, fault);
}

/* While it is typed, the list shows what holds as far as it makes sense. */
static void filter_changed(struct app *app, struct str text)
{
	struct query_error fault;
	try_filter(app, text, &fault);
}

static void filter_cancelled(struct app *app)
{
	struct query_error fault;
	try_filter(app, strbuf_view(&app->filter_before), &fault);
}

static void filter_accepted(struct app *app, struct str text)
{
	struct query_error fault;
	struct error error;
	if (try_filter(app, text, &fault)) {
		app_focus(app, PANE_LIST);
		return;
	}
	filter_cancelled(app);
	query_error_say(&fault, app_catalog(app), &error);
	app_say(app, error.text);
}

static const struct prompt_kind filter_prompt = {
	.label = N_("Show only: "),
	.hint = N_("errors open year:2024 rule:T3-* in:folder requests>10 !zero; Up: earlier"),
	.changed = filter_changed,
	.accepted = filter_accepted,
	.cancelled = filter_cancelled,
	.history = PROMPT_FILTER,
};

bool filter_set(struct app *app, struct str text)
{
	struct query_error fault;
	return set_filter(app, text, &fault);
}

bool filter_clear(struct app *app)
{
	if (!app->filter.nbytes)
		return false;
	prompt_remember(&app->prompt, PROMPT_FILTER, strbuf_view(&app->filter));
	filter_set(app, (struct str){0});
	app_say(app, tr(app_catalog(app), "All reports are shown again; f and Up bring the filter back"));
	return true;
}

static void open_prompt(struct app *app)
{
	strbuf_clear(&app->filter_before);
	strbuf_append(&app->filter_before, strbuf_view(&app->filter));
	app->selected_before = app->selected;
	prompt_open(app, &filter_prompt, strbuf_view(&app->filter_before));
}

/* ---- Order and folders ---- */

static void sort_by(struct app *app, enum view_column column, bool descending)
{
	struct view_order order = view_order(app->view);
	order.column = column;
	order.descending = descending;
	view_set_order(app->view, order);
	take_change(app);
}

/* The same column once more turns the order round. */
static void column_chosen(struct app *app, struct str text)
{
	static const char letters[VIEW_NCOLUMNS] = {
		[VIEW_BY_PATH] = 'p',     [VIEW_BY_ERRORS] = 'e',  [VIEW_BY_AGENCY] = 'a',   [VIEW_BY_YEAR] = 'y',
		[VIEW_BY_WARNINGS] = 'w', [VIEW_BY_NOTICES] = 'n', [VIEW_BY_REQUESTS] = 'r', [VIEW_BY_LAWSUITS] = 'l',
	};
	struct view_order order = view_order(app->view);
	for (size_t i = 0; i < VIEW_NCOLUMNS; i++) {
		enum view_column column = (enum view_column)i;
		bool descends = view_column_descends(column);
		if (text.nbytes == 1 && text.ptr[0] == letters[i]) {
			sort_by(app, column, column == order.column ? !order.descending : descends);
			app_focus(app, PANE_LIST);
			return;
		}
	}
	app_say(app, tr(app_catalog(app), "There is no such column"));
}

static const struct prompt_kind sort_prompt = {
	.label = N_("Sort by p)ath e)rrors a)gency y)ear w)arnings n)otices r)equests l)awsuits"),
	.one_key = true,
	.accepted = column_chosen,
};

static void toggle_groups(struct app *app)
{
	struct view_order order = view_order(app->view);
	order.grouped = !order.grouped;
	view_set_order(app->view, order);
	take_change(app);
}

bool filter_toggle_folder(struct app *app, size_t row)
{
	if (row >= view_nrows(app->view) || view_row(app->view, row).kind != VIEW_FOLDER)
		return false;
	view_set_folded(app->view, row, !view_row(app->view, row).folded);
	pane_clamp(&app->panes[PANE_LIST], view_nrows(app->view));
	return true;
}

bool filter_act(struct app *app, enum action_id action)
{
	struct view_order order = view_order(app->view);
	enum view_column next = (enum view_column)((order.column + 1) % VIEW_NCOLUMNS);
	switch (action) {
	case ACTION_FILTER:
		open_prompt(app);
		return true;
	case ACTION_SORT_NEXT:
		sort_by(app, next, view_column_descends(next));
		return true;
	case ACTION_SORT_BY:
		prompt_open(app, &sort_prompt, (struct str){0});
		return true;
	case ACTION_SORT_REVERSE:
		sort_by(app, order.column, !order.descending);
		return true;
	case ACTION_GROUP:
		toggle_groups(app);
		return true;
	default:
		return false;
	}
}
