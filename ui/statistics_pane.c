/* The statistics: findings by rule, reports by folder and by year, and how many applications they had. The sums are
 * made once, when the screen opens, in slices; Enter leads to the reports of a line. */
#include <stdlib.h>

#include "base/alloc.h"
#include "index/statistics.h"
#include "ui/app.h"
#include "ui/screens.h"

enum {
	SLICE_COUNT = 256,              /* reports counted before the time is looked at */
	NUMBERS_NCOLS = 15,             /* "12345/123456 " */
	MIN_BAR_NCOLS = 10,
	RULE_NCOLS = 12,
	INDENT = 1,
};

enum row_kind { ROW_BLANK, ROW_HEADING, ROW_LINE };

struct statistics_row {
	uint8_t kind;                   /* enum row_kind */
	uint8_t group;                  /* enum statistics_group */
	const struct statistics_line *line;
};

struct statistics_screen {
	struct statistics *statistics;
	size_t nseen;                   /* of the index */
	bool complete;
	size_t nrows;
	struct statistics_row *rows;
	size_t most[STATISTICS_NGROUPS]; /* reports of the longest bar */
	size_t cursor, top;             /* where one was when the screen was left */
};

static const char *const headings[STATISTICS_NGROUPS] = {
	[STATISTICS_RULES] = N_("Rules: reports with findings"),
	[STATISTICS_FOLDERS] = N_("Folders: reports with errors / reports"),
	[STATISTICS_YEARS] = N_("Years: reports with errors / reports"),
	[STATISTICS_REQUESTS] = N_("New applications: reports with errors / reports"),
};

static struct statistics_screen *screen_of(const struct app *app)
{
	return app->screens->statistics;
}

void statistics_screen_free(struct statistics_screen *screen)
{
	if (!screen)
		return;
	statistics_free(screen->statistics);
	free(screen->rows);
	free(screen);
}

/* ---- Counting ---- */

static const struct pane_ops statistics_pane_ops;

static void add_row(struct statistics_screen *screen, struct statistics_row row, size_t *capacity)
{
	screen->rows = alloc_grow(screen->rows, screen->nrows, capacity, sizeof(*screen->rows));
	screen->rows[screen->nrows++] = row;
}

static void make_rows(struct statistics_screen *screen)
{
	size_t capacity = 0, count;
	for (uint8_t group = 0; group < STATISTICS_NGROUPS; group++) {
		const struct statistics_line *lines =
			statistics_lines(screen->statistics, (enum statistics_group)group, &count);
		if (screen->nrows)
			add_row(screen, (struct statistics_row){ROW_BLANK, group, NULL}, &capacity);
		add_row(screen, (struct statistics_row){ROW_HEADING, group, NULL}, &capacity);
		for (size_t i = 0; i < count; i++) {
			add_row(screen, (struct statistics_row){ROW_LINE, group, &lines[i]}, &capacity);
			if (lines[i].nreports > screen->most[group])
				screen->most[group] = lines[i].nreports;
		}
	}
	screen->complete = true;
}

static bool step(struct app *app, void *state)
{
	struct statistics_screen *screen = state;
	int64_t start = job_now();
	size_t count = index_count(app->index);
	while (screen->nseen < count && job_now() - start < JOB_SLICE_NANOSECONDS)
		for (size_t i = 0; i < SLICE_COUNT && screen->nseen < count; i++)
			statistics_add(screen->statistics, index_at(app->index, screen->nseen++));
	if (screen->nseen < count)
		return true;
	make_rows(screen);
	if (app->overlay.ops == &statistics_pane_ops) {
		app->overlay.cursor = screen->cursor;
		app->overlay.top = screen->top;
		pane_clamp(&app->overlay, screen->nrows);
	}
	return false;
}

/* The screen owns what was counted. */
static void end(struct app *app, void *state, bool done)
{
	(void)app;
	(void)state;
	(void)done;
}

static const struct job_ops count_job = {.step = step, .end = end};

/* Counts anew, with the cursor where it was. */
static void count_again(struct app *app)
{
	struct screens *screens = screens_of(app);
	size_t cursor = 1, top = 0;
	job_stop(app, &count_job);
	if (screens->statistics) {
		cursor = screens->statistics->cursor;
		top = screens->statistics->top;
	}
	statistics_screen_free(screens->statistics);
	screens->statistics = alloc_zeroed(1, sizeof(*screens->statistics));
	screens->statistics->statistics = statistics_new(knowledge_current_form(app->knowledge)->rules);
	screens->statistics->cursor = cursor;
	screens->statistics->top = top;
	job_start(app, &count_job, screens->statistics);
}

/* ---- Drawing ---- */

static size_t count_rows(const struct app *app)
{
	return screen_of(app)->nrows;
}

static void append_title(const struct app *app, struct strbuf *out)
{
	const struct statistics_screen *screen = screen_of(app);
	const struct catalog *catalog = app_catalog(app);
	size_t nreports = statistics_nreports(screen->statistics);
	strbuf_printf(out, tr(catalog, "Statistics of %zu %s"), nreports,
		      tr_plural(catalog, nreports, N_("report"), N_("reports")));
	if (!screen->complete)
		strbuf_append_text(out, tr(catalog, ", counting ..."));
	else if (index_is_loading(app->index))
		strbuf_append_text(out, tr(catalog, ", more are loading (r counts again)"));
	strbuf_append_text(out, tr(catalog, "  Enter: its reports  q: back"));
}

static void append_label(const struct app *app, const struct statistics_row *row, struct strbuf *out)
{
	const struct statistics_line *line = row->line;
	strbuf_append_repeat(out, ' ', INDENT);
	if (!line->label.nbytes)
		strbuf_append_text(out, tr(app_catalog(app), row->group == STATISTICS_FOLDERS ? N_("(no folder)")
											     : N_("(not known)")));
	strbuf_append(out, line->label);
	if (!line->rule)
		return;
	strbuf_append_repeat(out, ' ',
			     line->label.nbytes + INDENT < RULE_NCOLS ? RULE_NCOLS - INDENT - line->label.nbytes : 1);
	strbuf_append(out, explain_rule_title(line->rule, app->options->language));
}

static void append_numbers(const struct statistics_row *row, struct strbuf *out)
{
	if (row->group != STATISTICS_RULES)
		strbuf_printf(out, "%zu/", row->line->nwith_errors);
	strbuf_printf(out, "%zu ", row->line->nreports);
}

/* Whether signs of our own may be drawn that are one column wide everywhere. */
static bool draws_blocks(const struct app *app)
{
	return !app->options->ascii && !app_setting(app, SETTING_ASCII) &&
	       term_ambiguous(app->term) == WIDTH_AMBIGUOUS_1;
}

/* A bar in proportion to the longest of its group, its front those with errors; whatever is more than none is seen. */
static void append_bar(const struct app *app, const struct statistics_row *row, size_t ncols, struct strbuf *out)
{
	const struct statistics_line *line = row->line;
	bool blocks = draws_blocks(app), split = row->group != STATISTICS_RULES;
	size_t most = screen_of(app)->most[row->group], full = line->nreports * ncols / most;
	size_t front = split ? line->nwith_errors * ncols / most : full;
	full += !full;
	front += split && !front && line->nwith_errors;
	for (size_t i = 0; i < full; i++)
		strbuf_append_text(out, i < front || !split ? blocks ? "█" : "#" : blocks ? "░" : "-");
}

/* Label, numbers, bar. A narrow screen has no room for bars. */
static void draw_line(struct app *app, const struct statistics_row *row, struct rect place, bool selected)
{
	struct strbuf numbers = {0};
	size_t bar_ncols = place.ncols > NUMBERS_NCOLS ? (place.ncols - NUMBERS_NCOLS) / 4 : 0;
	bar_ncols = bar_ncols < MIN_BAR_NCOLS ? 0 : bar_ncols;
	size_t label_ncols = place.ncols > NUMBERS_NCOLS + bar_ncols ? place.ncols - NUMBERS_NCOLS - bar_ncols : 0;
	size_t numbers_ncols = place.ncols - label_ncols - bar_ncols;
	append_numbers(row, &numbers);
	size_t blank_ncols = numbers.nbytes < numbers_ncols ? numbers_ncols - numbers.nbytes : 0;
	strbuf_clear(&app->scratch);
	append_label(app, row, &app->scratch);
	pane_put_clipped(app, (struct rect){place.row, place.col, 1, label_ncols}, strbuf_view(&app->scratch),
			 ROLE_TEXT, selected);
	place.col += label_ncols;
	term_put(app->term, place.row, place.col, blank_ncols, (struct str){0}, (enum theme_role)ROLE_TEXT, selected);
	term_put(app->term, place.row, place.col + blank_ncols, numbers_ncols - blank_ncols, strbuf_view(&numbers),
		 (enum theme_role)ROLE_TEXT, selected);
	strbuf_clear(&app->scratch);
	if (bar_ncols)
		append_bar(app, row, bar_ncols, &app->scratch);
	term_put(app->term, place.row, place.col + numbers_ncols, bar_ncols, strbuf_view(&app->scratch),
		 (enum theme_role)ROLE_TEXT, selected);
	strbuf_free(&numbers);
}

static void draw_row(struct app *app, size_t index, struct rect place, bool is_cursor, bool is_focused)
{
	const struct statistics_row *row = &screen_of(app)->rows[index];
	const char *heading = row->kind == ROW_HEADING ? tr(app_catalog(app), headings[row->group]) : "";
	(void)is_focused;
	if (row->kind == ROW_LINE)
		draw_line(app, row, place, is_cursor);
	else
		pane_put_clipped(app, place, str_from(heading), ROLE_HEADING, is_cursor);
}

/* ---- Keys ---- */

/* Before the screen is left. */
static void keep_place(struct app *app)
{
	struct statistics_screen *screen = screen_of(app);
	screen->cursor = app->overlay.cursor;
	screen->top = app->overlay.top;
	job_stop(app, &count_job);
}

static void open_line(struct app *app)
{
	const struct statistics_screen *screen = screen_of(app);
	size_t cursor = app->overlay.cursor;
	struct strbuf query = {0}, *before = &app->screens->filter_before, *filter = &app->screens->statistics_filter;
	if (cursor >= screen->nrows || screen->rows[cursor].kind != ROW_LINE)
		return;
	statistics_append_query(&query, (enum statistics_group)screen->rows[cursor].group, screen->rows[cursor].line);
	keep_place(app);
	strbuf_clear(before);
	strbuf_append(before, strbuf_view(&app->filter));
	if (filter_set(app, strbuf_view(&query))) {
		overlay_leave_for(app, PANE_LIST);
		strbuf_clear(filter);
		strbuf_append(filter, strbuf_view(&app->filter));
		app_focus(app, PANE_LIST);
		app_say_format(app, tr(app_catalog(app), "Only %s (f changes that, Esc leads back)"),
			       strbuf_text(&query));
	}
	strbuf_free(&query);
}

/* The list shows again what it showed before, unless another filter was set since. */
static void again(struct app *app)
{
	if (str_equal(strbuf_view(&app->filter), strbuf_view(&app->screens->statistics_filter)))
		filter_set(app, strbuf_view(&app->screens->filter_before));
	statistics_show(app);
}

static bool act(struct app *app, enum action_id action)
{
	switch (action) {
	case ACTION_OPEN:
	case ACTION_RIGHT:
		open_line(app);
		return true;
	case ACTION_STATISTICS:
	case ACTION_QUIT:
	case ACTION_BACK:
		keep_place(app);
		app_toggle_overlay(app, &statistics_pane_ops);
		return true;
	case ACTION_RELOAD:
		screen_of(app)->cursor = app->overlay.cursor;
		screen_of(app)->top = app->overlay.top;
		count_again(app);
		app->overlay.dirty = true;
		return true;
	default:
		return false;
	}
}

static const struct pane_ops statistics_pane_ops = {
	.context = ACTION_IN_HELP,
	.count = count_rows,
	.title = append_title,
	.draw_row = draw_row,
	.act = act,
	.again = again,
};

void statistics_show(struct app *app)
{
	count_again(app);
	app_toggle_overlay(app, &statistics_pane_ops);
	/* Few reports are counted before the screen is drawn. */
	job_step(app);
}
