/* The status line: a message, the rule of the finding under the cursor, or what is in the directory. */
#include "base/clip.h"
#include "ui/app.h"

/* Where the finding is, and the sentence of its rule. */
static void append_finding(const struct app *app, const struct finding *finding, struct strbuf *out)
{
	bool is_wide = app->layout.status.ncols >= LAYOUT_THREE_NCOLS;
	if (app->shown)
		strbuf_append_text(out, is_wide ? app->opened.path : app->shown->name);
	strbuf_printf(out, ":%u ", (unsigned)finding->line);
	strbuf_append(out, finding->rule->id);
	strbuf_append_byte(out, ' ');
	strbuf_append(out, explain_rule_title(finding->rule, app->options->language));
}

/* How much of the totals there is room for. */
enum totals_style { TOTALS_NAMES, TOTALS_WORDS, TOTALS_MARKS, TOTALS_NSTYLES };

static void append_missing(const struct app *app, enum totals_style style, struct strbuf *out)
{
	size_t count = beside_count_missing(app);
	if (!count)
		return;
	if (style != TOTALS_NAMES) {
		strbuf_printf(out, tr(app_catalog(app), "not filed %zu; "), count);
		return;
	}
	strbuf_printf(out, tr(app_catalog(app), "not filed %zu: "), count);
	beside_append_missing(app, out);
	strbuf_append_text(out, "; ");
}

/* What there is below the paths: how many reports, and how many findings wait for a verdict. */
static void append_counts(const struct app *app, enum totals_style style, struct strbuf *out)
{
	const struct index_totals *totals = index_totals(app->index);
	size_t nfindings = 0;
	for (size_t level = 0; level < SEVERITY_NLEVELS; level++)
		nfindings += totals->nfailed[level];
	const struct {
		size_t count;
		const char *words, *mark;
	} counts[] = {
		{totals->nfiles, N_("files"), N_("files")},
		{totals->nwith_errors, N_("with errors"), "!"},
		{totals->nwith_warnings, N_("warnings only"), "~"},
		{totals->nall_zero, N_("all zero"), N_("zero")},
		{totals->nunchecked, N_("unchecked"), N_("unchecked")},
		{nfindings > totals->njudged ? nfindings - totals->njudged : 0, N_("to judge"), N_("to judge")},
	};
	append_missing(app, style, out);
	if (app->filter.nbytes)
		strbuf_printf(out, tr(app_catalog(app), "%zu shown (%s) of "), view_nentries(app->view),
			      strbuf_text(&app->filter));
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
		strbuf_printf(out, "%s%zu %s", i ? tr(app_catalog(app), ", ") : "", counts[i].count,
			      tr(app_catalog(app), style == TOTALS_MARKS ? counts[i].mark : counts[i].words));
}

/* In the fullest style that fits into `ncols` columns, with what is in `out` already. */
static void append_totals(const struct app *app, size_t ncols, struct strbuf *out)
{
	size_t start = out->nbytes;
	if (!index_totals(app->index)->nfiles && !index_is_loading(app->index)) {
		strbuf_append_text(out, tr(app_catalog(app), "No files below the path that was given"));
		return;
	}
	for (int style = TOTALS_NAMES; style < TOTALS_NSTYLES; style++) {
		out->nbytes = start;
		append_counts(app, (enum totals_style)style, out);
		if (clip_measure(strbuf_view(out), term_ambiguous(app->term)) <= ncols)
			break;
	}
}

void status_draw(struct app *app)
{
	const struct rect *rect = &app->layout.status;
	const struct finding *finding = judge_finding(app);
	const char *hint = tr(app_catalog(app), " ?: help");
	struct str hint_text = str_from(hint);
	size_t hint_ncols = rect->ncols > 60 ? clip_measure(hint_text, term_ambiguous(app->term)) + 1 : 0;
	app->status_dirty = false;
	strbuf_clear(&app->scratch);
	strbuf_append_byte(&app->scratch, ' ');
	/* Loading is told in front, where a narrow line does not cut it off. */
	if (!app->message.nbytes && index_is_loading(app->index))
		strbuf_append_text(&app->scratch, tr(app_catalog(app), "loading ...  "));
	rules_reload_append_progress(app, &app->scratch);
	if (app->message.nbytes)
		strbuf_append(&app->scratch, strbuf_view(&app->message));
	else if (finding)
		append_finding(app, finding, &app->scratch);
	else
		append_totals(app, rect->ncols - hint_ncols, &app->scratch);
	struct rect place = {rect->row, rect->col, 1, rect->ncols - hint_ncols};
	pane_put_clipped(app, place, strbuf_view(&app->scratch), THEME_STATUS, false);
	term_put(app->term, rect->row, rect->col + rect->ncols - hint_ncols, hint_ncols, hint_text, THEME_STATUS,
		 false);
}
