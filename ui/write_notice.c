/* Writing return notices: of the open report at once, of all reports in the list by a job that opens one after the
 * other.
 *
 * A notice goes to the body that wrote the report. So it has what was confirmed, and of the rest what is at least a
 * warning and no damage of the text on its way here: what a person would have to look at first is no accusation. */
#include <ctype.h>
#include <poll.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/save.h"
#include "index/ahead.h"
#include "review/notice.h"
#include "ui/app.h"
#include "ui/screens.h"

enum { PROGRESS_NANOSECONDS = 150 * 1000 * 1000 };

/* What is to be written, while the user is asked and while it is written. */
struct notice_request {
	bool all;
	struct strbuf path;             /* as typed */
	struct language language;
	struct notice_options options;
	struct save save;
	struct strbuf text;
	struct arena arena;
	size_t nreports, nfindings;     /* written */
	/* Of all reports in the list: */
	size_t count, next;
	const struct index_entry **entries;
	struct opened opened;
	struct ahead *ahead;            /* the next file, while it is converted, or NULL */
	int64_t told_at;
};

void write_notice_free(struct notice_request *request)
{
	if (!request)
		return;
	save_abandon(&request->save);
	strbuf_free(&request->path);
	strbuf_free(&request->text);
	arena_free(&request->arena);
	free(request->entries);
	opened_free(&request->opened);
	ahead_free(request->ahead);
	free(request);
}

/* Forgets the request, unless a job has taken it over. */
static void forget(struct app *app)
{
	write_notice_free(screens_of(app)->notice);
	screens_of(app)->notice = NULL;
}

/* ---- What is written ---- */

static bool belongs(const struct finding *finding, const struct judgement *judgement)
{
	if (!finding_is_open(finding))
		return false;
	if (judgement && judgement->kind != JUDGEMENT_NONE)
		return true;
	return finding_level(finding) > SEVERITY_NOTICE && finding->cause != CAUSE_EXTRACTION;
}

/* Appends the findings of a report to the text. */
static void add_report(struct app *app, struct notice_request *request, const struct opened *opened)
{
	const struct findings *findings = opened_findings(opened);
	const struct report *report = opened_report(opened);
	struct notice_item *items = alloc_array(findings->count + 1, sizeof(*items));
	struct strbuf place = {0}, message = {0};
	size_t count = 0;
	/* Verdicts of reports without agency or year are bound to the absolute path. */
	char *absolute = realpath(opened->path, NULL);
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];
		const struct judgement *judgement = NULL;
		if (!finding_is_open(finding))
			continue;
		struct subject subject = subject_of_finding(finding, report, absolute ? absolute : opened->path,
							    app->options->language, &place, &message);
		if (app->store)
			judgement = store_find(app->store, &subject);
		if (belongs(finding, judgement))
			items[count++] = notice_item_of_finding(finding, report, opened->path, judgement,
								&request->language, &request->arena);
	}
	size_t nlisted = notice_append_findings(&request->text, items, count, &request->options);
	request->nfindings += nlisted;
	request->nreports += nlisted > 0;
	arena_reset(&request->arena);
	strbuf_free(&place);
	strbuf_free(&message);
	free(absolute);
	free(items);
}

static void flush_text(struct notice_request *request)
{
	save_write(&request->save, strbuf_view(&request->text));
	strbuf_clear(&request->text);
}

static void say_failed(struct app *app, const struct notice_request *request, int error_number)
{
	app_say_format(app, tr(app_catalog(app), "NOT WRITTEN: %s: %s"), strbuf_text(&request->path),
		       strerror(error_number));
}

/* Writes the end and says what came of it. */
static void finish(struct app *app, struct notice_request *request)
{
	const struct catalog *catalog = app_catalog(app);
	notice_append_end(&request->text, request->nfindings, &request->options);
	flush_text(request);
	int error_number = save_commit(&request->save);
	if (error_number)
		say_failed(app, request, error_number);
	else
		app_say_format(app, tr(catalog, "%zu %s of %zu %s written to %s"), request->nfindings,
			       tr_plural(catalog, request->nfindings, N_("finding"), N_("findings")),
			       request->nreports, tr_plural(catalog, request->nreports, N_("report"), N_("reports")),
			       strbuf_text(&request->path));
}

/* ---- All reports, in slices ---- */

/* Opens a report. False while its file is being converted: then to be called again. */
static bool open_report(struct app *app, struct notice_request *request, const char *path)
{
	if (request->ahead) {
		struct pollfd done = {.fd = ahead_wake_fd(request->ahead), .events = POLLIN};
		if (!ahead_is_done(request->ahead) && poll(&done, 1, JOB_SLICE_NANOSECONDS / 1000000) <= 0)
			return false;
		opened_take_conversion(&request->opened, app->knowledge, request->ahead);
		ahead_free(request->ahead);
		request->ahead = NULL;
	}
	opened_open_at_once(&request->opened, app->knowledge, path);
	if (!opened_is_put_off(&request->opened))
		return true;
	request->ahead = ahead_start(path);
	if (!request->ahead)
		opened_open(&request->opened, app->knowledge, path);
	return !request->ahead;
}

static size_t count_findings(const struct index_entry *entry)
{
	size_t nfindings = 0;
	for (size_t level = 0; level < SEVERITY_NLEVELS; level++)
		nfindings += entry->nfailed[level];
	return nfindings;
}

static bool step(struct app *app, void *state)
{
	struct notice_request *request = state;
	int64_t start = job_now();
	for (; request->next < request->count && job_now() - start < JOB_SLICE_NANOSECONDS; request->next++) {
		const struct index_entry *entry = request->entries[request->next];
		if (!count_findings(entry))
			continue;
		if (!open_report(app, request, app_path(app, entry)))
			break;
		beside_add_findings_of(app, entry, &request->opened);
		add_report(app, request, &request->opened);
		flush_text(request);
		if (request->save.error_number)
			return false;
	}
	if (start - request->told_at >= PROGRESS_NANOSECONDS) {
		request->told_at = start;
		app_say_format(app,
			       tr_plural(app_catalog(app), request->count,
					 N_("Writing the notices: %zu of %zu report (Esc stops)"),
					 N_("Writing the notices: %zu of %zu reports (Esc stops)")),
			       request->next, request->count);
	}
	return request->next < request->count;
}

static void end(struct app *app, void *state, bool done)
{
	struct notice_request *request = state;
	if (done)
		finish(app, request);
	else
		app_say(app, tr(app_catalog(app), "Stopped; no notice was written"));
	write_notice_free(request);
}

static const struct job_ops write_job = {.step = step, .end = end, .told = true};

static void start_job(struct app *app, struct notice_request *request)
{
	request->count = view_nentries(app->view);
	request->entries = alloc_array(request->count + 1, sizeof(struct index_entry *));
	for (size_t i = 0; i < request->count; i++)
		request->entries[i] = view_entry(app->view, i);
	request->told_at = job_now();
	screens_of(app)->notice = NULL;
	job_start(app, &write_job, request);
}

/* ---- Asking ---- */

static enum notice_format format_of(struct str path)
{
	if (str_ends_with(path, STR(".md")))
		return NOTICE_MARKDOWN;
	return str_ends_with(path, STR(".csv")) ? NOTICE_CSV : NOTICE_TEXT;
}

static void write_request(struct app *app, bool replaces)
{
	struct notice_request *request = screens_of(app)->notice;
	request->language = *app->options->language;
	/* The file is not for this terminal. */
	request->language.ascii = false;
	request->options = (struct notice_options){
		.format = format_of(strbuf_view(&request->path)),
		.language = &request->language,
		.ambiguous = WIDTH_AMBIGUOUS_2,
	};
	int error_number = save_open(&request->save, strbuf_text(&request->path), replaces);
	if (error_number) {
		say_failed(app, request, error_number);
		forget(app);
		return;
	}
	notice_append_head(&request->text, &request->options);
	if (request->all) {
		start_job(app, request);
		return;
	}
	add_report(app, request, &app->opened);
	finish(app, request);
	forget(app);
}

static void take_cancel(struct app *app)
{
	app_say(app, tr(app_catalog(app), "Nothing was written"));
	forget(app);
}

static void take_replace(struct app *app, struct str text)
{
	if (str_equal(text, STR("y")) || str_equal(text, STR("Y")) || str_equal(text, STR("是")))
		write_request(app, true);
	else
		take_cancel(app);
}

static const struct prompt_kind replace_prompt = {
	.label = N_("It is there already. Replace it? (y/n) "), .accepted = take_replace,
	.cancelled = take_cancel, .one_key = true,
};

/* Whether the name is that of a document which other programs would not open if it held text. */
static bool is_other_kind(struct str name)
{
	static const char *const ends[] = {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".odt", ".ods"};
	char folded[8];
	size_t nbytes = name.nbytes < sizeof(folded) ? name.nbytes : sizeof(folded);
	for (size_t i = 0; i < nbytes; i++)
		folded[i] = (char)tolower((unsigned char)name.ptr[name.nbytes - nbytes + i]);
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (str_ends_with((struct str){folded, nbytes}, str_from(ends[i])))
			return true;
	return false;
}

/* Appends a path as it was typed, with the home directory in the place of ~. */
static void append_path(struct strbuf *out, struct str typed)
{
	const char *home = getenv("HOME");
	if (str_starts_with(typed, STR("~/")) && home && home[0]) {
		strbuf_append_text(out, home);
		typed = str_slice(typed, 1, typed.nbytes);
	}
	strbuf_append(out, typed);
}

static void take_name(struct app *app, struct str text)
{
	struct notice_request *request = screens_of(app)->notice;
	text = str_trim(text);
	if (!text.nbytes) {
		take_cancel(app);
		return;
	}
	append_path(&request->path, text);
	if (is_other_kind(text)) {
		app_say_format(app, tr(app_catalog(app), "NOT WRITTEN: %s: the name must end in .txt, .md or .csv"),
			       strbuf_text(&request->path));
		forget(app);
		return;
	}
	if (save_exists(strbuf_text(&request->path)))
		prompt_open(app, &replace_prompt, (struct str){0});
	else
		write_request(app, false);
}

static const struct prompt_kind name_prompt = {
	.label = N_("Write the notice to (.txt .md .csv): "), .accepted = take_name, .cancelled = take_cancel,
	.history = PROMPT_FILE,
};

/* Appends a name that holds for a file: no slash, no control character. */
static void append_name_part(struct strbuf *out, const char *name)
{
	for (; *name; name++)
		strbuf_append_byte(out, *name == '/' || (unsigned char)*name < ' ' || *name == 127 ? '_' : *name);
}

void write_notice_ask(struct app *app, bool all)
{
	struct strbuf name = {0};
	if (all && (index_is_loading(app->index) || view_is_pending(app->view))) {
		app_say(app, tr(app_catalog(app), "The reports are still being loaded"));
		return;
	}
	if (all ? !view_nentries(app->view) : !app_open_selected(app)) {
		app_say(app, tr(app_catalog(app), "There is no report"));
		return;
	}
	if (!all && opening_is_awaited(app))
		return;
	forget(app);
	screens_of(app)->notice = alloc_zeroed(1, sizeof(struct notice_request));
	screens_of(app)->notice->all = all;
	if (!all) {
		append_name_part(&name, index_entry_agency(app->shown));
		if (app->shown->year)
			strbuf_printf(&name, "%d", app->shown->year);
	}
	strbuf_append_text(&name, "退回意见.txt");
	prompt_open(app, &name_prompt, strbuf_view(&name));
	strbuf_free(&name);
}
