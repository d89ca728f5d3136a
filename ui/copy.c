#include "ui/copy.h"

#include "ui/app.h"

/* All of a finding, which may be laid out over several rows. */
static void append_finding(const struct app *app, const struct finding *finding, struct strbuf *out)
{
	const struct language *language = app->options->language;
	const struct report *report = opened_report(&app->opened);
	strbuf_printf(out, "%s:%u: %s ", app->opened.path, (unsigned)finding->line,
		      severity_name(finding_level(finding)));
	strbuf_append(out, finding->rule->id);
	strbuf_append_byte(out, ' ');
	explain_append_place(finding, report->format, language, out);
	strbuf_append_text(out, tr(app_catalog(app), ": "));
	explain_append_quote(finding, language, out);
	explain_append_message(finding, report, language, out);
}

/* The text of a span without the mark of a failed cell: a spreadsheet is to take it for a number. */
static struct str text_of(const struct app *app, const struct rendered_span *span)
{
	struct str text = str_trim(rendering_span_text(&app->rendering, span));
	bool marked = span->role == ROLE_ERROR || span->role == ROLE_WARNING || span->role == ROLE_NOTICE;
	if (marked && text.nbytes > 1 && (text.ptr[0] == '!' || text.ptr[0] == '~' || text.ptr[0] == 'i'))
		return str_slice(text, 1, text.nbytes);
	return text;
}

/* Appends the texts of a row with tabs between them, or the one of this number alone. Returns how many there are. */
static size_t append_cells(const struct app *app, const struct rendered_row *row, size_t number, struct strbuf *out)
{
	size_t count = 0;
	for (size_t i = 0; i < row->nspans; i++) {
		struct str text = text_of(app, &app->rendering.spans[row->first_span + i]);
		if (!text.nbytes)
			continue;
		if (number == SIZE_MAX || count == number) {
			strbuf_append_text(out, number == SIZE_MAX && count ? "\t" : "");
			strbuf_append(out, text);
		}
		count++;
	}
	return count;
}

/* What the key copies this time. The label of a row is no cell of its own. */
static void append_row(struct app *app, const struct rendered_row *row, struct strbuf *out)
{
	if (row->finding >= 0) {
		append_finding(app, &opened_findings(&app->opened)->list[row->finding], out);
		return;
	}
	size_t ncells = row->kind == RENDERED_CELLS ? append_cells(app, row, SIZE_MAX - 1, out) : 0;
	append_cells(app, row, app->ncopied && app->ncopied < ncells ? app->ncopied : SIZE_MAX, out);
	app->ncopied = app->ncopied + 1 < ncells ? app->ncopied + 1 : 0;
}

void copy_cursor(struct app *app)
{
	const struct rendering *rendering = &app->rendering;
	size_t row = app->panes[PANE_REPORT].cursor;
	strbuf_clear(&app->scratch);
	if (app->focused == PANE_LIST && app->selected)
		strbuf_append_text(&app->scratch, app_path(app, app->selected));
	else if (row < rendering->nrows)
		append_row(app, &rendering->rows[row], &app->scratch);
	if (!app->scratch.nbytes)
		return;
	term_copy(app->term, strbuf_view(&app->scratch));
	app_say_format(app, tr(app_catalog(app), "Copied: %s"), strbuf_text(&app->scratch));
}
