/* The status line: a message, the rule of the finding under the cursor, or what is in the directory. */
#include <string.h>

#include "base/clip.h"
#include "base/utf8.h"
#include "index/total.h"
#include "ui/app.h"

/* The path of the open report on a wide screen, else the file's name; of either the end where it would take more than a
 * third of the screen. */
static void append_file(const struct app *app, struct strbuf *out)
{
	enum { SHARE = 3, MIN_NCOLS = 20 };
	size_t ncols = app->layout.status.ncols, most_ncols = ncols / SHARE > MIN_NCOLS ? ncols / SHARE : MIN_NCOLS;
	const char *path = app->opened.path, *slash = strrchr(path, '/');
	struct str shown = str_from(ncols < LAYOUT_THREE_NCOLS && slash ? slash + 1 : path);
	size_t shown_ncols = clip_measure(shown, term_ambiguous(app->term));
	bool cut = false;
	while (shown.nbytes && shown_ncols + cut > most_ncols) {
		struct str first = str_slice(shown, 0, utf8_decode(shown).nbytes);
		shown_ncols -= clip_measure(first, term_ambiguous(app->term));
		shown = str_slice(shown, first.nbytes, shown.nbytes);
		cut = true;
	}
	strbuf_append_text(out, cut ? term_cut_mark(app->term, TERM_CUT_FRONT) : "");
	strbuf_append(out, shown);
}

/* Which finding of how many it is, where, and the sentence of its rule. */
static void append_finding(const struct app *app, const struct finding *finding, struct strbuf *out)
{
	const struct rendering *rendering = &app->rendering;
	size_t number = 0, count = 0;
	for (size_t i = 0; i < rendering->nrows; i++) {
		count += rendering->rows[i].kind == RENDERED_FINDING;
		number += rendering->rows[i].kind == RENDERED_FINDING && i <= app->panes[PANE_REPORT].cursor;
	}
	strbuf_printf(out, "%zu/%zu ", number, count);
	if (app->shown)
		append_file(app, out);
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
	const char *nfiles = totals->nfiles == 1 ? N_("file") : N_("files");
	const struct {
		size_t count;
		const char *words, *mark;
	} counts[] = {
		{totals->nfiles, nfiles, nfiles},
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

/* The key of an action that is bound first, and what it does, in a word. */
static void append_key(const struct app *app, enum action_id action, const char *word, struct strbuf *out)
{
	struct strbuf keys = {0};
	keymap_append_keys(&app->options->config->keymap, action_get(action), &keys);
	struct str rest = strbuf_view(&keys), key;
	if (str_split(&rest, ' ', &key) && key.nbytes)
		strbuf_printf(out, tr(app_catalog(app), " %.*s: %s"), (int)key.nbytes, key.ptr,
			      tr(app_catalog(app), word));
	strbuf_free(&keys);
}

/* What may be pressed, on the right: on a finding what judges it. Returns the columns. */
static size_t append_hints(const struct app *app, bool on_finding, struct strbuf *out)
{
	static const struct {
		enum action_id action;
		const char *word;
		bool only_on_finding;
		size_t min_ncols;       /* of the screen */
	} hints[] = {
		{ACTION_CONFIRM, N_("confirm"), true, 80},
		{ACTION_DISMISS, N_("dismiss"), true, 80},
		{ACTION_DETAIL, N_("more"), true, 100},
		{ACTION_HELP, N_("help"), false, 61},
	};
	for (size_t i = 0; i < sizeof(hints) / sizeof(*hints); i++)
		if (app->layout.status.ncols >= hints[i].min_ncols && (on_finding || !hints[i].only_on_finding))
			append_key(app, hints[i].action, hints[i].word, out);
	return out->nbytes ? clip_measure(strbuf_view(out), term_ambiguous(app->term)) + 1 : 0;
}

/* How much is read of how much there is, as far as that is known. */
static void append_loading(const struct app *app, struct strbuf *out)
{
	bool all = false;
	size_t nread = index_totals(app->index)->nfiles, nfound = app->total ? total_count(app->total, &all) : 0;
	strbuf_append_text(out, tr(app_catalog(app), "loading ... "));
	if (nfound && nfound >= nread)
		strbuf_printf(out, tr(app_catalog(app), all ? N_("%zu of %zu ") : N_("%zu of %zu+ ")), nread, nfound);
	strbuf_append_byte(out, ' ');
}

/* Bytes of what stands between words where the text begins with that. */
static size_t gap_nbytes(struct str text)
{
	static const char *const gaps[] = {" ", "：", "，"};
	for (size_t i = 0; i < sizeof(gaps) / sizeof(*gaps); i++)
		if (str_starts_with(text, str_from(gaps[i])))
			return strlen(gaps[i]);
	return 0;
}

/* The word that takes the most columns, most likely a path. */
static struct str find_widest_word(struct str text, enum width_ambiguous ambiguous)
{
	struct str widest = {0};
	while (text.nbytes) {
		size_t at = 0;
		while (at < text.nbytes && !gap_nbytes(str_slice(text, at, text.nbytes)))
			at++;
		struct str word = str_slice(text, 0, at);
		if (clip_measure(word, ambiguous) > clip_measure(widest, ambiguous))
			widest = word;
		text = str_slice(text, at + gap_nbytes(str_slice(text, at, text.nbytes)), text.nbytes);
	}
	return widest;
}

/* A message too long for its columns loses the front of its widest word, where that is enough: the reason at its end is
 * worth more than the whole of a path. */
static void shorten_message(const struct app *app, struct strbuf *text, size_t ncols)
{
	enum width_ambiguous ambiguous = term_ambiguous(app->term);
	const char *mark = term_cut_mark(app->term, TERM_CUT_FRONT);
	struct str whole = strbuf_view(text), word = find_widest_word(whole, ambiguous), rest = word;
	size_t whole_ncols = clip_measure(whole, ambiguous), word_ncols = clip_measure(word, ambiguous);
	size_t spare_ncols = clip_measure(str_from(mark), ambiguous);
	if (whole_ncols <= ncols || word_ncols <= whole_ncols - ncols + spare_ncols)
		return;
	while (clip_measure(rest, ambiguous) + whole_ncols - word_ncols + spare_ncols > ncols)
		rest = str_slice(rest, utf8_decode(rest).nbytes, rest.nbytes);
	struct strbuf shortened = {0};
	strbuf_append(&shortened, str_slice(whole, 0, (size_t)(word.ptr - whole.ptr)));
	strbuf_append_text(&shortened, mark);
	strbuf_append(&shortened, str_slice(whole, (size_t)(rest.ptr - whole.ptr), whole.nbytes));
	strbuf_free(text);
	*text = shortened;
}

void status_draw(struct app *app)
{
	const struct rect *rect = &app->layout.status;
	/* Of a screen over the panes only what tells all of a finding is about it. */
	bool panes = !app->overlay_shown || app->overlay.ops == &detail_pane_ops;
	const struct finding *finding = panes ? judge_finding(app) : NULL;
	struct strbuf hints = {0};
	/* A message needs the room. */
	size_t hints_ncols = append_hints(app, finding && !app->message.nbytes, &hints);
	app->status_dirty = false;
	strbuf_clear(&app->scratch);
	strbuf_append_byte(&app->scratch, ' ');
	/* Loading is told in front, where a narrow line does not cut it off. */
	if (!app->message.nbytes && index_is_loading(app->index))
		append_loading(app, &app->scratch);
	if (!app->message.nbytes)
		opening_append_progress(app, &app->scratch);
	rules_reload_append_progress(app, &app->scratch);
	if (app->message.nbytes)
		strbuf_append(&app->scratch, strbuf_view(&app->message));
	else if (finding)
		append_finding(app, finding, &app->scratch);
	else
		append_totals(app, rect->ncols - hints_ncols, &app->scratch);
	if (app->message.nbytes)
		shorten_message(app, &app->scratch, rect->ncols - hints_ncols);
	struct rect place = {rect->row, rect->col, 1, rect->ncols - hints_ncols};
	pane_put_clipped(app, place, strbuf_view(&app->scratch), THEME_STATUS, false);
	term_put(app->term, rect->row, rect->col + rect->ncols - hints_ncols, hints_ncols, strbuf_view(&hints),
		 THEME_STATUS, false);
	strbuf_free(&hints);
}
