#include "ui/find_pane.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/clip.h"
#include "base/utf8.h"
#include "ui/app.h"

/* ---- Looking ---- */

static void forget(struct finding_texts *texts)
{
	if (texts->find)
		find_close(texts->find);
	while (texts->batches) {
		struct find_batch *next = texts->batches->next;
		free(texts->batches);
		texts->batches = next;
	}
	texts->find = NULL;
	texts->nrows = texts->cursor = texts->top = 0;
	texts->progress = (struct find_progress){0};
}

void find_free(struct finding_texts *texts)
{
	forget(texts);
	free(texts->rows);
	strbuf_free(&texts->text);
	*texts = (struct finding_texts){0};
}

/* Starts in the reports that the list shows, in its order. */
static void start(struct app *app, struct match_pattern *pattern)
{
	size_t nrows = view_nrows(app->view), nentries = 0;
	const struct index_entry **entries = alloc_array(nrows + 1, sizeof(*entries));
	for (size_t row = 0; row < nrows; row++) {
		struct view_row found = view_row(app->view, row);
		if (found.kind == VIEW_ENTRY)
			entries[nentries++] = found.entry;
	}
	app->texts.find = find_start(entries, nentries, pattern, app->knowledge->forced_encoding);
	app->texts.progress.running = true;
	free(entries);
}

static void text_accepted(struct app *app, struct str text)
{
	struct finding_texts *texts = &app->texts;
	struct error error;
	bool regex = str_starts_with(text, STR("/"));
	struct str expression = regex ? str_slice(text, 1, text.nbytes) : text;
	if (expression.nbytes) {
		struct match_pattern *pattern =
			match_compile(expression, MATCH_FOLD | (regex ? MATCH_REGEX : MATCH_SKIP_BLANKS), NULL, &error);
		if (!pattern) {
			app_say(app, error.text);
			return;
		}
		strbuf_clear(&texts->text);
		strbuf_append(&texts->text, text);
		forget(texts);
		start(app, pattern);
	}
	/* Without a text the last results are shown again. */
	if (!texts->find)
		return;
	app_toggle_overlay(app, &find_pane_ops);
	app->overlay.cursor = texts->cursor;
	app->overlay.top = texts->top;
	pane_clamp(&app->overlay, texts->nrows);
}

static const struct prompt_kind find_prompt = {
	.label = N_("Search in all reports: "), .hint = N_("text, or /regular expression; nothing: last results"),
	.accepted = text_accepted, .history = PROMPT_SEARCH};

void find_ask(struct app *app)
{
	prompt_open(app, &find_prompt, (struct str){0});
}

static void take_batch(struct finding_texts *texts, struct find_batch *batch)
{
	batch->next = texts->batches;
	texts->batches = batch;
	for (size_t i = 0; i < batch->nhits; i++) {
		texts->rows = alloc_grow(texts->rows, texts->nrows, &texts->capacity, sizeof(*texts->rows));
		texts->rows[texts->nrows++] = (struct found_row){batch, i};
	}
}

int find_pane_wake_fd(const struct app *app)
{
	return find_is_running(&app->texts) ? find_wake_fd(app->texts.find) : -1;
}

void find_take_hits(struct app *app)
{
	struct finding_texts *texts = &app->texts;
	if (!find_is_running(texts))
		return;
	struct find_batch *batch = find_take(texts->find, &texts->progress);
	while (batch) {
		struct find_batch *next = batch->next;
		take_batch(texts, batch);
		batch = next;
	}
	app->overlay.dirty |= app->overlay_shown && app->overlay.ops == &find_pane_ops;
}

/* ---- The screen ---- */

static size_t count_rows(const struct app *app)
{
	return app->texts.nrows;
}

static void append_title(const struct app *app, struct strbuf *out)
{
	const struct find_progress *progress = &app->texts.progress;
	const struct catalog *catalog = app_catalog(app);
	strbuf_printf(out, tr(catalog, "\"%s\": %zu %s in %zu %s"), strbuf_text(&app->texts.text), app->texts.nrows,
		      tr_plural(catalog, app->texts.nrows, N_("place"), N_("places")), progress->nmatching,
		      tr_plural(catalog, progress->nmatching, N_("report"), N_("reports")));
	if (progress->running)
		strbuf_printf(out, tr(app_catalog(app), "  searching %zu/%zu ... (C-c stops)"), progress->nsearched,
			      progress->nfiles);
	if (progress->limited)
		strbuf_append_text(out, tr(app_catalog(app), "  too many, not all are here"));
	if (progress->nunread)
		strbuf_printf(out, tr(app_catalog(app), "  unread files: %zu"), progress->nunread);
	strbuf_append_text(out, tr(app_catalog(app), "  Enter: the report  q: back"));
}

static size_t measure(const struct app *app, struct str text, size_t from, size_t to)
{
	return clip_measure(str_slice(text, from, to - from), term_ambiguous(app->term));
}

/* Where the text of a hit is shown from, so that in `ncols` columns the match stands with it. */
static size_t first_shown(const struct app *app, const struct find_hit *hit, size_t ncols)
{
	enum { MARKS_NCOLS = 2 };       /* of the cuts before it and behind */
	size_t start = 0;
	while (start < hit->start && measure(app, hit->text, start, hit->end) + MARKS_NCOLS > ncols)
		start += utf8_decode(str_slice(hit->text, start, hit->text.nbytes)).nbytes;
	return start < hit->start ? start : hit->start;
}

/* The line and what is around the match, with the match as that of a search. */
static void draw_hit(struct app *app, const struct find_hit *hit, struct rect field, bool is_cursor)
{
	struct strbuf *text = &app->scratch;
	strbuf_clear(text);
	strbuf_printf(text, " %u: ", (unsigned)hit->line);
	size_t line_ncols = clip_measure(strbuf_view(text), term_ambiguous(app->term));
	size_t start = first_shown(app, hit, field.ncols > line_ncols ? field.ncols - line_ncols : 0);
	if (hit->cut_before || start)
		strbuf_append_text(text, term_cut_mark(app->term, TERM_CUT_FRONT));
	size_t col = clip_measure(strbuf_view(text), term_ambiguous(app->term)) +
		     measure(app, hit->text, start, hit->start);
	size_t ncols = measure(app, hit->text, hit->start, hit->end);
	strbuf_append(text, str_slice(hit->text, start, hit->text.nbytes));
	pane_put_clipped(app, field, strbuf_view(text), ROLE_TEXT, is_cursor);
	struct str match = str_slice(hit->text, hit->start, hit->end - hit->start);
	if (col + ncols < field.ncols)
		term_put(app->term, field.row, field.col + col, ncols, match, THEME_MATCH, is_cursor);
}

static void draw_row(struct app *app, size_t index, struct rect place, bool is_cursor, bool is_focused)
{
	enum { BODY_NCOLS = 24 };
	const struct found_row *row = &app->texts.rows[index];
	size_t body_ncols = place.ncols / 3 < BODY_NCOLS ? place.ncols / 3 : BODY_NCOLS;
	(void)is_focused;
	struct rect field = pane_put_body(app, place, body_ncols, row->batch->entry, is_cursor);
	draw_hit(app, &row->batch->hits[row->hit], field, is_cursor);
}

/* Opens the report of a hit at its line, with the matches marked. */
static void open_hit(struct app *app, const struct found_row *row)
{
	overlay_leave_for(app, PANE_REPORT);
	jump_to_entry(app, row->batch->entry);
	search_set(app, strbuf_view(&app->texts.text));
	app_go_to_row(app, jump_row_of_line(&app->rendering, row->batch->hits[row->hit].line), 4);
}

static bool act(struct app *app, enum action_id action)
{
	struct finding_texts *texts = &app->texts;
	texts->cursor = app->overlay.cursor;
	texts->top = app->overlay.top;
	if (action == ACTION_FIND) {
		app_toggle_overlay(app, &find_pane_ops);
		find_ask(app);
		return true;
	}
	if (action != ACTION_OPEN && action != ACTION_RIGHT)
		return false;
	if (app->overlay.cursor < texts->nrows)
		open_hit(app, &texts->rows[app->overlay.cursor]);
	return true;
}

const struct pane_ops find_pane_ops = {
	.context = ACTION_IN_HELP,
	.count = count_rows,
	.title = append_title,
	.draw_row = draw_row,
	.has_gutter = true,
	.act = act,
};
