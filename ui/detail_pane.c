#include "ui/detail_pane.h"

#include <stdlib.h>
#include <time.h>

#include "base/alloc.h"
#include "base/wrap.h"
#include "check/hints/explain_hint.h"
#include "ui/app.h"

/* ---- Making the rows ---- */

static void add_row(struct detail *detail, uint8_t role, struct str text)
{
	detail->rows = alloc_grow(detail->rows, detail->nrows, &detail->capacity, sizeof(*detail->rows));
	detail->rows[detail->nrows++] =
		(struct detail_row){(uint32_t)detail->text.nbytes, (uint32_t)text.nbytes, role};
	strbuf_append(&detail->text, text);
}

/* Text over as many rows as it takes, indented. */
static void add_text(struct app *app, uint8_t role, struct str text)
{
	enum { INDENT = 4, MIN_NCOLS = 20 };
	size_t ncols = app->overlay.rect.ncols > MIN_NCOLS + INDENT ? app->overlay.rect.ncols - INDENT : MIN_NCOLS;
	struct str line, part;
	while (str_split(&text, '\n', &line))
		while (wrap_take_line(&line, ncols - 1, term_ambiguous(app->term), &part)) {
			struct strbuf row = {0};
			strbuf_append_repeat(&row, ' ', INDENT);
			strbuf_append(&row, part);
			add_row(&app->detail, role, strbuf_view(&row));
			strbuf_free(&row);
		}
}

/* A label and what stands under it; nothing where there is nothing. */
static void add_part(struct app *app, const char *label, struct str text)
{
	if (!text.nbytes)
		return;
	if (app->detail.nrows)
		add_row(&app->detail, ROLE_TEXT, (struct str){0});
	add_row(&app->detail, ROLE_HEADING, str_from(tr(app_catalog(app), label)));
	add_text(app, ROLE_TEXT, text);
}

static void append_cell(const struct app *app, size_t cell, struct strbuf *out)
{
	const struct report *report = opened_report(&app->opened);
	const struct format *format = report->format;
	const struct cell *c = &report->cells[cell];
	size_t row = format->cell_rows[cell];
	strbuf_append(out, format->rows[row].label.short_text);
	strbuf_append_byte(out, ' ');
	strbuf_append(out, format_row_block(format, row)->columns[format_cell_column(format, cell)].label.short_text);
	strbuf_append_text(out, " = ");
	if (cell_has_number(c))
		decimal_append(out, c->value);
	else
		strbuf_append_text(out, cell_status_name((enum cell_status)c->status));
	struct str raw = str_slice(app->opened.examiner->text, c->raw.offset, c->raw.nbytes);
	if (c->line)
		strbuf_printf(out, tr(app_catalog(app), "   line %u: \"%.*s\""), (unsigned)c->line, (int)raw.nbytes,
			      raw.ptr);
	strbuf_append_byte(out, '\n');
}

static void add_cells(struct app *app, const struct finding *finding)
{
	struct strbuf text = {0};
	const struct relation *relation = finding->relation;
	for (size_t i = 0; relation && i < relation->nterms; i++)
		append_cell(app, relation->terms[i].cell, &text);
	for (size_t i = 0; i < finding->ncells; i++)
		append_cell(app, finding->cells[i], &text);
	if (text.nbytes)
		text.nbytes--;
	add_part(app, N_("Cells, and what stands in the source"), strbuf_view(&text));
	strbuf_free(&text);
}

static void add_hint(struct app *app, const struct finding *finding)
{
	struct strbuf text = {0};
	explain_append_hint(&app->opened.examiner->repairs, finding, opened_report(&app->opened),
			    app->options->language, &text);
	add_part(app, N_("What may be wrong"), strbuf_view(&text));
	strbuf_free(&text);
}

/* What each reviewer says, and when. */
static void add_judgements(struct app *app, const struct finding *finding)
{
	struct strbuf text = {0}, place = {0}, message = {0};
	struct subject subject = subject_of_finding(finding, opened_report(&app->opened), app->shown_path,
						    app->options->language, &place, &message);
	const struct judgement *said = NULL;
	while (app->store && (said = store_next_author(app->store, &subject, said))) {
		char date[32] = "";
		time_t seconds = (time_t)said->time;
		struct tm local;
		if (localtime_r(&seconds, &local))
			strftime(date, sizeof(date), "%Y-%m-%d %H:%M", &local);
		strbuf_append_text(&text, text.nbytes ? "\n" : "");
		strbuf_printf(&text, "%s %.*s: %s", date, (int)said->author.nbytes, said->author.ptr,
			      tr(app_catalog(app), judgement_kind_text(said->kind)));
		if (said->note.nbytes) {
			strbuf_append_text(&text, ": ");
			strbuf_append(&text, said->note);
		}
	}
	add_part(app, N_("Verdicts"), strbuf_view(&text));
	strbuf_free(&text);
	strbuf_free(&place);
	strbuf_free(&message);
}

static void build(struct app *app, const struct finding *finding)
{
	const struct language *language = app->options->language;
	const struct report *report = opened_report(&app->opened);
	struct strbuf text = {0};
	strbuf_clear(&app->detail.text);
	app->detail.nrows = 0;
	strbuf_append(&text, finding->rule->id);
	strbuf_append_byte(&text, ' ');
	strbuf_append(&text, explain_rule_title(finding->rule, language));
	add_part(app, N_("Rule"), strbuf_view(&text));
	strbuf_clear(&text);
	explain_append_place(finding, report->format, language, &text);
	strbuf_append_text(&text, tr(app_catalog(app), ": "));
	explain_append_message(finding, report, language, &text);
	add_part(app, N_("What was found"), strbuf_view(&text));
	strbuf_clear(&text);
	explain_append_quote(finding, language, &text);
	add_part(app, N_("The report's words"), strbuf_view(&text));
	strbuf_clear(&text);
	if (finding->relation)
		explain_append_formula(finding->relation, &text);
	add_part(app, N_("Formula"), strbuf_view(&text));
	add_cells(app, finding);
	add_hint(app, finding);
	add_part(app, N_("What the rule means"), explain_rule_why(finding->rule, language));
	add_part(app, N_("Example"), explain_rule_example(finding->rule, language));
	add_part(app, N_("Source"), finding->rule->source);
	add_judgements(app, finding);
	strbuf_free(&text);
}

void detail_open(struct app *app)
{
	const struct finding *finding = judge_finding(app);
	if (!finding) {
		app_say(app, tr(app_catalog(app), "No finding is under the cursor; n goes to the next one"));
		return;
	}
	build(app, finding);
	app_toggle_overlay(app, &detail_pane_ops);
}

void detail_free(struct detail *detail)
{
	strbuf_free(&detail->text);
	free(detail->rows);
	*detail = (struct detail){0};
}

/* ---- The screen ---- */

static size_t count_rows(const struct app *app)
{
	return app->detail.nrows;
}

static void append_title(const struct app *app, struct strbuf *out)
{
	const struct finding *finding = judge_finding(app);
	index_entry_append_title(app->shown, out);
	strbuf_printf(out, ":%u", finding ? (unsigned)finding->line : 0);
	strbuf_append_text(out, tr(app_catalog(app), "  n: next  q: back"));
}

static void draw_row(struct app *app, size_t index, struct rect place, bool is_cursor, bool is_focused)
{
	const struct detail_row *row = &app->detail.rows[index];
	struct str text = {app->detail.text.ptr + row->offset, row->nbytes};
	(void)is_cursor;
	(void)is_focused;
	pane_put_clipped(app, place, text, row->role, false);
}

/* Tells the next finding in place of this one. */
static void go_on(struct app *app, enum action_id action)
{
	app_toggle_overlay(app, &detail_pane_ops);
	jump_act(app, action);
	if (judge_finding(app))
		detail_open(app);
}

/* Verdicts are given here as well: the screen closes, and the finding stands there with its verdict. */
static bool act(struct app *app, enum action_id action)
{
	if (action == ACTION_FINDING_NEXT || action == ACTION_FINDING_PREVIOUS || action == ACTION_ERROR_NEXT ||
	    action == ACTION_ERROR_PREVIOUS) {
		go_on(app, action);
		return true;
	}
	if (action == ACTION_DETAIL || action == ACTION_OPEN) {
		app_toggle_overlay(app, &detail_pane_ops);
		return true;
	}
	if (action != ACTION_CONFIRM && action != ACTION_DISMISS && action != ACTION_NOTE)
		return false;
	app_toggle_overlay(app, &detail_pane_ops);
	return judge_act(app, action);
}

const struct pane_ops detail_pane_ops = {
	.context = ACTION_IN_HELP,
	.count = count_rows,
	.title = append_title,
	.draw_row = draw_row,
	.act = act,
	.scrolls = true,
};
