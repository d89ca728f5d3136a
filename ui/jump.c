/* Jumps: to findings, reports, sections and lines, and back to where one came from. */
#include "ui/app.h"

#include "base/fold.h"
#include "index/pinyin.h"

void jump_leave(struct app *app)
{
	struct trail_place here = {app->shown, app->focused, spot_of_row(app, app->panes[PANE_REPORT].cursor)};
	if (app->shown)
		trail_push(&app->trail, here);
}

void app_go_to_row(struct app *app, size_t row, unsigned eighths)
{
	app_focus(app, PANE_REPORT);
	const struct rendering *rendering = &app->rendering;
	size_t last = row;
	pane_go_to(&app->panes[PANE_REPORT], rendering->nrows, row, eighths);
	while (last + 1 < rendering->nrows && rendering->rows[row].finding >= 0 &&
	       rendering->rows[last + 1].finding == rendering->rows[row].finding)
		last++;
	pane_show_to(&app->panes[PANE_REPORT], rendering->nrows, last);
	columns_reveal(app, row);
	app->panes[PANE_REPORT].ops->moved(app);
}

/* ---- Findings ---- */

/* Whether a report has findings that nobody has judged; or errors, judged or not. */
static bool has_findings(const struct index_entry *entry, bool only_errors)
{
	unsigned nopen = 0;
	for (size_t level = 0; level < SEVERITY_NLEVELS; level++)
		nopen += entry->nfailed[level];
	return nopen > entry->njudged && (!only_errors || entry->nfailed[SEVERITY_ERROR]);
}

/* The nearest report behind (before) a row of the list that `wanted` holds for; the number of rows when there is
 * none. */
static size_t find_entry(const struct app *app, size_t row, bool forward,
			 bool (*wanted)(const struct index_entry *entry, bool option), bool option)
{
	size_t nrows = view_nrows(app->view);
	while (forward ? row + 1 < nrows : row > 0) {
		row += forward ? 1 : (size_t)-1;
		struct view_row found = view_row(app->view, row);
		if (found.kind == VIEW_ENTRY && wanted(found.entry, option))
			return row;
	}
	return nrows;
}

static bool is_any(const struct index_entry *entry, bool option)
{
	(void)entry;
	(void)option;
	return true;
}

/* The row of the list that steps from the selected report go from. Where a filter has that no more in the list, for it
 * was judged meanwhile, the report in its place is the next one. */
static size_t selected_row(const struct app *app, bool forward)
{
	size_t row = 0;
	bool found = view_find_row(app->view, app->selected, &row);
	return forward && !found ? row - 1 : row;
}

static size_t list_row(const struct app *app, bool forward)
{
	return app->focused == PANE_LIST ? app->panes[PANE_LIST].cursor : selected_row(app, forward);
}

static void show_finding(struct app *app, size_t row)
{
	/* Low in the pane, so that the table above it is seen. */
	app_go_to_row(app, row, 6);
}

/* Goes to the next finding (or the previous one) in this report, else in the ones that follow in the list. */
static void go_to_finding(struct app *app, bool forward, bool only_errors)
{
	if (!app->selected)
		return;
	bool fresh = app->shown != app->selected;
	jump_leave(app);
	app_open_selected(app);
	size_t cursor = app->panes[PANE_REPORT].cursor;
	size_t from = fresh ? (forward ? 0 : app->rendering.nrows - 1) : cursor + (forward ? 1 : (size_t)-1);
	size_t row = report_find_finding(app, from, forward, only_errors);
	if (row < app->rendering.nrows) {
		show_finding(app, row);
		return;
	}
	size_t position = find_entry(app, selected_row(app, forward), forward, has_findings, only_errors);
	if (position == view_nrows(app->view)) {
		app_say(app, tr(app_catalog(app), forward ? N_("No further finding") : N_("No earlier finding")));
		return;
	}
	app_select(app, position);
	app_open_selected(app);
	row = report_find_finding(app, forward ? 0 : app->rendering.nrows - 1, forward, only_errors);
	if (row < app->rendering.nrows)
		show_finding(app, row);
	else
		app_say(app, tr(app_catalog(app), "Nothing of that kind in this report; the same key goes on"));
}

/* ---- Reports ---- */

/* Opens a report, which the filter may hide from the list. */
static void open_entry(struct app *app, const struct index_entry *entry)
{
	size_t position;
	if (view_find_row(app->view, entry, &position))
		app_select(app, position);
	app->selected = entry;
	app->on_folder = false;
	app_open_selected(app);
}

void jump_to_entry(struct app *app, const struct index_entry *entry)
{
	jump_leave(app);
	open_entry(app, entry);
}

static void open_at(struct app *app, size_t position)
{
	jump_leave(app);
	app_select(app, position);
	if (app->focused != PANE_LIST)
		app_open_selected(app);
}

static void go_to_report(struct app *app, bool forward)
{
	size_t row = app->selected ? find_entry(app, list_row(app, forward), forward, is_any, false)
				   : view_nrows(app->view);
	if (row == view_nrows(app->view))
		app_say(app, tr(app_catalog(app),
				forward ? N_("This is the last report") : N_("This is the first report")));
	else
		open_at(app, row);
}

static void go_to_open_report(struct app *app, bool forward)
{
	size_t row = app->selected ? find_entry(app, list_row(app, forward), forward, has_findings, false)
				   : view_nrows(app->view);
	if (row == view_nrows(app->view))
		app_say(app, tr(app_catalog(app), forward ? N_("No further report with findings")
							  : N_("No earlier report with findings")));
	else
		open_at(app, row);
}

/* ---- Places in the report ---- */

static bool is_landmark(const struct rendered_row *row)
{
	return row->kind == RENDERED_TITLE || row->kind == RENDERED_HEADING || row->kind == RENDERED_TABLE;
}

static void go_to_landmark(struct app *app, bool forward)
{
	if (!app_open_selected(app))
		return;
	const struct rendering *rendering = &app->rendering;
	size_t row = app->panes[PANE_REPORT].cursor;
	do
		row += forward ? 1 : (size_t)-1;
	while (row < rendering->nrows && !is_landmark(&rendering->rows[row]));
	if (row >= rendering->nrows) {
		app_say(app, tr(app_catalog(app), forward ? N_("No further section") : N_("No earlier section")));
		return;
	}
	jump_leave(app);
	app_go_to_row(app, row, 1);
}

size_t jump_row_of_line(const struct rendering *rendering, size_t line)
{
	size_t found = rendering->nrows;
	for (size_t i = 0; i < rendering->nrows; i++)
		if (rendering->rows[i].line && rendering->rows[i].line <= line && rendering->rows[i].finding < 0 &&
		    (found == rendering->nrows || rendering->rows[i].line > rendering->rows[found].line))
			found = i;
	return found;
}

static size_t row_of_section(const struct rendering *rendering, unsigned section)
{
	size_t row = 0;
	while (row < rendering->nrows &&
	       !(rendering->rows[row].kind == RENDERED_HEADING && rendering->rows[row].section == section))
		row++;
	return row;
}

/* Whether a heading or a row of a table has what was typed, or characters with these initials. */
static bool has_text(const struct rendering *rendering, size_t row, struct str folded,
		     const struct pinyin_query *initials)
{
	const struct rendered_row *r = &rendering->rows[row];
	char has[1024];
	size_t nbytes = 0;
	for (size_t i = 0; i < r->nspans; i++)
		nbytes += fold_text(rendering_span_text(rendering, &rendering->spans[r->first_span + i]), has + nbytes,
				    sizeof(has) - nbytes);
	return str_contains((struct str){has, nbytes}, folded) ||
	       (initials->nwords && pinyin_match(initials, (struct str){has, nbytes}, NULL));
}

/* The first landmark whose text holds what was typed, folded: 依申请, 行政复议, xzfy. Then the first row of a table. */
static size_t row_of_text(const struct rendering *rendering, struct str text)
{
	char wanted[256];
	struct str folded = {wanted, fold_text(text, wanted, sizeof(wanted))};
	struct pinyin_query initials = {0};
	if (!pinyin_compile_word(&initials, text))
		initials.nwords = 0;
	for (int tables = 0; folded.nbytes && tables < 2; tables++)
		for (size_t i = 0; i < rendering->nrows; i++)
			if ((tables ? rendering->rows[i].kind == RENDERED_CELLS : is_landmark(&rendering->rows[i])) &&
			    has_text(rendering, i, folded, &initials))
				return i;
	return rendering->nrows;
}

/* A section by its number (一 to 六, s3), a line (120), or words of a heading or a label. */
static size_t row_of_answer(const struct rendering *rendering, struct str text)
{
	decimal number;
	for (unsigned section = 1; section <= 10; section++)
		if (str_equal(text, str_from(format_ordinal(section))))
			return row_of_section(rendering, section);
	if (text.nbytes > 1 && text.ptr[0] == 's' && decimal_parse(str_slice(text, 1, text.nbytes), &number))
		return row_of_section(rendering, (unsigned)(number / DECIMAL_ONE));
	if (decimal_parse(text, &number)) {
		size_t row =
			number > 0 ? jump_row_of_line(rendering, (size_t)(number / DECIMAL_ONE)) : rendering->nrows;
		/* A line before the first that is shown. */
		return number > 0 && row == rendering->nrows ? 0 : row;
	}
	return row_of_text(rendering, text);
}

static void take_answer(struct app *app, struct str text)
{
	struct str trimmed = str_trim(text);
	if (!trimmed.nbytes || !app_open_selected(app))
		return;
	size_t row = row_of_answer(&app->rendering, trimmed);
	if (row >= app->rendering.nrows) {
		app_say(app, tr(app_catalog(app), "There is no such place in the report"));
		return;
	}
	jump_leave(app);
	app_go_to_row(app, row, 1);
}

static const struct prompt_kind go_prompt = {
	.label = N_("Go to (line, s3, words of a heading): "), .accepted = take_answer, .history = PROMPT_GO};

/* ---- Back ---- */

static void go_back(struct app *app, bool back)
{
	struct trail_place here = {app->shown, app->focused, spot_of_row(app, app->panes[PANE_REPORT].cursor)}, place;
	if (!trail_step(&app->trail, here, back, &place)) {
		app_say(app, tr(app_catalog(app), back ? N_("Nothing to go back to") : N_("Nothing to go forward to")));
		return;
	}
	open_entry(app, place.entry);
	pane_go_to(&app->panes[PANE_REPORT], app->rendering.nrows, spot_row(app, &place.spot), 4);
	pane_clamp(&app->panes[PANE_REPORT], app->rendering.nrows);
	columns_reveal(app, app->panes[PANE_REPORT].cursor);
	app->panes[PANE_REPORT].ops->moved(app);
	app_focus(app, place.pane);
}

bool jump_act(struct app *app, enum action_id action)
{
	switch (action) {
	case ACTION_FINDING_NEXT:
	case ACTION_FINDING_PREVIOUS:
		go_to_finding(app, action == ACTION_FINDING_NEXT, false);
		return true;
	case ACTION_ERROR_NEXT:
	case ACTION_ERROR_PREVIOUS:
		go_to_finding(app, action == ACTION_ERROR_NEXT, true);
		return true;
	case ACTION_REPORT_NEXT:
	case ACTION_REPORT_PREVIOUS:
		go_to_report(app, action == ACTION_REPORT_NEXT);
		return true;
	case ACTION_OPEN_REPORT_NEXT:
	case ACTION_OPEN_REPORT_PREVIOUS:
		go_to_open_report(app, action == ACTION_OPEN_REPORT_NEXT);
		return true;
	case ACTION_SECTION_NEXT:
	case ACTION_SECTION_PREVIOUS:
		go_to_landmark(app, action == ACTION_SECTION_NEXT);
		return true;
	case ACTION_GO:
		prompt_open(app, &go_prompt, (struct str){0});
		return true;
	case ACTION_TRAIL_BACK:
	case ACTION_TRAIL_FORWARD:
		go_back(app, action == ACTION_TRAIL_BACK);
		return true;
	default:
		return false;
	}
}
