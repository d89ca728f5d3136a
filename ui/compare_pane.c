/* The open report beside another one of the same body: `=` shows the tables, once more the text, once more nothing. */
#include <stdlib.h>

#include "base/alloc.h"
#include "check/across/over_years.h"
#include "index/ahead.h"
#include "render/compare.h"
#include "ui/app.h"
#include "ui/rendered_row.h"
#include "ui/screens.h"

enum { GUTTER_NCOLS = 1 };

struct compare_screen {
	const struct index_entry *marked; /* what is compared with, or NULL: the year before */
	const struct index_entry *last, *now; /* the two that are shown; NULL while none are */
	struct opened other;            /* the one of them that is not open in the browser */
	bool text;                      /* not the tables */
	struct pane *pane;              /* the overlay */
	struct columns columns;         /* of its tables, in view */
	struct findings between;        /* what the checks over years say of the two */
	struct compared comparison;
};

static struct compare_screen *screen_of(const struct app *app)
{
	return app->screens->compare;
}

void compare_forget_rules(struct compare_screen *screen)
{
	opened_free(&screen->other);
	compared_free(&screen->comparison);
	findings_free(&screen->between);
	screen->last = screen->now = NULL;
}

void compare_free(struct compare_screen *screen)
{
	if (!screen)
		return;
	opened_free(&screen->other);
	compared_free(&screen->comparison);
	findings_free(&screen->between);
	free(screen);
}

/* ---- Laying out ---- */

static const struct opened *opened_of(const struct app *app, const struct index_entry *entry)
{
	return entry == app->shown ? &app->opened : &screen_of(app)->other;
}

static void build(const struct app *app)
{
	struct compare_screen *screen = screen_of(app);
	size_t ncols = app->overlay.rect.ncols;
	const struct compare_input input = {
		.last = opened_of(app, screen->last),
		.now = opened_of(app, screen->now),
		.between = &screen->between,
	};
	const struct render_options options = {
		.ncols = ncols > GUTTER_NCOLS ? ncols - GUTTER_NCOLS : 1,
		.ambiguous = term_ambiguous(app->term),
		.grids = !app->state.stacked,
		.language = app->options->language,
	};
	if (screen->text)
		compare_text(&screen->comparison, &input, &options);
	else
		compare_tables(&screen->comparison, &input, &options);
}

/* How many changes there are up to a row. */
static size_t count_changes(const struct compared *comparison, size_t row)
{
	size_t count = 0;
	while (count < comparison->nchanges && comparison->changes[count] <= row)
		count++;
	return count;
}

/* After the terminal has another size all is laid out anew when it is asked for first. The cursor stays as far behind
 * the last change as it was. */
static size_t count_rows(const struct app *app)
{
	struct compare_screen *screen = screen_of(app);
	struct compared *comparison = &screen->comparison;
	if (comparison->rendering.ncols + GUTTER_NCOLS == app->overlay.rect.ncols)
		return comparison->rendering.nrows;
	size_t cursor = screen->pane->cursor, number = count_changes(comparison, cursor);
	size_t behind = number ? cursor - comparison->changes[number - 1] : cursor;
	build(app);
	screen->pane->cursor = (number ? comparison->changes[number - 1] : 0) + behind;
	return comparison->rendering.nrows;
}

static void append_title(const struct app *app, struct strbuf *out)
{
	const struct compare_screen *screen = screen_of(app);
	const struct compared *comparison = &screen->comparison;
	const struct catalog *catalog = app_catalog(app);
	if (screen->text)
		strbuf_printf(out, tr(catalog, "Text: %u%% as before"), compare_same_percent(comparison));
	else
		strbuf_printf(out,
			      tr_plural(catalog, comparison->nchanged, N_("Tables: %zu of %zu numbers has changed"),
					N_("Tables: %zu of %zu numbers have changed")),
			      comparison->nchanged, comparison->ncompared);
	strbuf_printf(out, "  %zu/%zu", count_changes(comparison, app->overlay.cursor), comparison->nchanges);
	strbuf_append_text(out,
			   tr(catalog, screen->text ? N_("  n: next  q: back") : N_("  n: next  =: text  q: back")));
}

/* ---- Drawing ---- */

static void draw_row(struct app *app, size_t index, struct rect place, bool is_cursor, bool is_focused)
{
	const struct compare_screen *screen = screen_of(app);
	const struct rendering *rendering = &screen->comparison.rendering;
	(void)is_focused;
	term_put(app->term, place.row, place.col, GUTTER_NCOLS, is_cursor ? STR(">") : STR(""),
		 (enum theme_role)ROLE_TITLE, false);
	place.col += GUTTER_NCOLS;
	place.ncols -= GUTTER_NCOLS;
	rendered_row_draw(app->term, rendering, index, columns_first(&screen->columns, rendering, index), place, NULL,
			  0);
}

/* ---- Moving ---- */

static void go_to_change(struct app *app, bool forward)
{
	const struct compared *comparison = &screen_of(app)->comparison;
	size_t cursor = app->overlay.cursor, count = count_changes(comparison, cursor);
	bool on_change = count && comparison->changes[count - 1] == cursor;
	size_t next = forward ? count : count - 1 - on_change;
	if (forward ? next == comparison->nchanges : count <= on_change) {
		app_say(app, tr(app_catalog(app), forward ? N_("No further change") : N_("No earlier change")));
		return;
	}
	pane_go_to(&app->overlay, comparison->rendering.nrows, comparison->changes[next], 3);
	columns_reveal_role(&screen_of(app)->columns, &comparison->rendering, comparison->changes[next], ROLE_TITLE,
			    term_ambiguous(app->term));
}

static void go_to_landmark(struct app *app, bool forward)
{
	const struct rendering *rendering = &screen_of(app)->comparison.rendering;
	size_t row = app->overlay.cursor;
	do
		row += forward ? 1 : (size_t)-1;
	while (row < rendering->nrows && rendering->rows[row].kind != RENDERED_HEADING &&
	       rendering->rows[row].kind != RENDERED_TABLE);
	if (row < rendering->nrows)
		pane_go_to(&app->overlay, rendering->nrows, row, 1);
}

static bool act(struct app *app, enum action_id action)
{
	switch (action) {
	case ACTION_COMPARE:
		compare_show_next(app);
		return true;
	case ACTION_FINDING_NEXT:
	case ACTION_FINDING_PREVIOUS:
		go_to_change(app, action == ACTION_FINDING_NEXT);
		return true;
	case ACTION_SECTION_NEXT:
	case ACTION_SECTION_PREVIOUS:
		go_to_landmark(app, action == ACTION_SECTION_NEXT);
		return true;
	case ACTION_WIDE_TABLES:
		columns_switch(app);
		/* Has it laid out anew. */
		screen_of(app)->comparison.rendering.ncols = 0;
		pane_clamp(&app->overlay, count_rows(app));
		return true;
	default:
		return columns_act(app, &screen_of(app)->columns, &app->overlay, action);
	}
}

static const struct pane_ops compare_pane_ops = {
	.context = ACTION_IN_HELP,
	.count = count_rows,
	.title = append_title,
	.draw_row = draw_row,
	.act = act,
};

/* ---- Showing ---- */

/* Which report the open one is compared with: the marked one, else last year's, else the nearest before that. */
static const struct index_entry *find_other(const struct app *app)
{
	const struct compare_screen *screen = screen_of(app);
	if (screen->marked && screen->marked != app->shown)
		return screen->marked;
	return beside_find_earlier(app, app->shown);
}

/* What the checks over years say of the two: nothing where they do not hold the one against the other, unless a person
 * chose them. */
static void find_between(const struct app *app)
{
	struct compare_screen *screen = screen_of(app);
	const struct opened *last = opened_of(app, screen->last), *now = opened_of(app, screen->now);
	struct arena arena = {0};
	struct check check = examiner_check(now->examiner, now->path);
	findings_clear(&screen->between);
	check.findings = &screen->between;
	bool wanted = screen->marked || beside_is_pair(app, screen->last, screen->now);
	if (wanted && report_is_checked(opened_report(last)) && report_is_checked(opened_report(now)))
		check_years(&check, app->knowledge, summary_make(&arena, now->examiner),
			    summary_make(&arena, last->examiner));
	arena_free(&arena);
}

static void show(struct app *app)
{
	app_toggle_overlay(app, &compare_pane_ops);
	app->overlay.rendering = &screen_of(app)->comparison.rendering;
	build(app);
}

static void go_on(struct app *app, struct ahead *ahead);

static void start(struct app *app)
{
	struct compare_screen *screen = screen_of(app);
	const struct index_entry *other = find_other(app);
	if (!other) {
		app_say(app, tr(app_catalog(app), "No earlier report of this body; ' marks a report to compare with"));
		return;
	}
	/* The marked report may be the later one. */
	bool swapped = other->year && app->shown->year && other->year > app->shown->year;
	screen->last = swapped ? app->shown : other;
	screen->now = swapped ? other : app->shown;
	screen->text = false;
	screen->columns = (struct columns){0};
	screen->pane = &app->overlay;
	opened_open_at_once(&screen->other, app->knowledge, app_path(app, other));
	if (opened_is_put_off(&screen->other) && opening_convert(app, screen->other.path, go_on))
		return;
	find_between(app);
	show(app);
}

/* Unless something else is looked at meanwhile, or it was given up. */
static void go_on(struct app *app, struct ahead *ahead)
{
	struct compare_screen *screen = screen_of(app);
	bool wanted = screen->last == app->shown || screen->now == app->shown;
	if (!wanted || ahead_is_cancelled(ahead) || opened_is_put_off(&app->opened))
		return;
	opened_take_conversion(&screen->other, app->knowledge, ahead);
	start(app);
}

void compare_show_next(struct app *app)
{
	struct screens *screens = screens_of(app);
	if (!screens->compare)
		screens->compare = alloc_zeroed(1, sizeof(*screens->compare));
	if (!app->overlay_shown) {
		if (app_open_selected(app) && !opening_is_awaited(app))
			start(app);
		return;
	}
	/* Leaving it, or going on to the text: in either case from its beginning. */
	app_toggle_overlay(app, &compare_pane_ops);
	if (screens->compare->text)
		return;
	screens->compare->text = true;
	show(app);
}

void compare_mark(struct app *app)
{
	struct screens *screens = screens_of(app);
	if (!screens->compare)
		screens->compare = alloc_zeroed(1, sizeof(*screens->compare));
	if (!app_open_selected(app))
		return;
	bool unmark = screens->compare->marked == app->shown;
	screens->compare->marked = unmark ? NULL : app->shown;
	app_say(app, tr(app_catalog(app), unmark ? N_("Not marked any more")
						 : N_("Marked; = on another report compares the two")));
}
