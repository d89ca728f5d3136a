#include "ui/judge.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "ui/app.h"

static void show_change(struct app *app)
{
	judge_look_up(app);
	judged_count_shown(app);
	app_render(app, true);
}

void judge_open(struct app *app)
{
	struct error error = {""};
	const struct store_options options = {.path = app->options->store_path, .catalog = app_catalog(app)};
	app->store = store_open(&options, &error);
	if (error.text[0])
		app_say(app, error.text);
	if (app->shown)
		show_change(app);
}

void judge_close(struct app *app)
{
	if (app->store)
		store_close(app->store);
	free(app->verdicts);
	free(app->shown_path);
	strbuf_free(&app->subject_place);
	strbuf_free(&app->subject_message);
	app->store = NULL;
	app->verdicts = NULL;
}

size_t judge_save(struct app *app)
{
	struct error error = {""};
	if (!app->store || !store_unsaved(app->store))
		return 0;
	store_flush(app->store, &error);
	if (error.text[0])
		app_say(app, error.text);
	return store_unsaved(app->store);
}

static struct subject subject_of(struct app *app, const struct finding *finding)
{
	return subject_of_finding(finding, opened_report(&app->opened), app->shown_path, app->options->language,
				  &app->subject_place, &app->subject_message);
}

/* Another author's verdict where that is the opposite of the one that counts, or NULL. */
static const struct judgement *find_other(const struct app *app, const struct subject *subject,
					  const struct judgement *now)
{
	const struct judgement *other = NULL;
	if (!now || now->kind == JUDGEMENT_NONE)
		return NULL;
	while ((other = store_next_author(app->store, subject, other)))
		if (other->kind != JUDGEMENT_NONE && other->kind != now->kind)
			return other;
	return NULL;
}

void judge_look_up(struct app *app)
{
	const struct findings *findings = opened_findings(&app->opened);
	free(app->verdicts);
	free(app->shown_path);
	app->verdicts = alloc_zeroed(findings->count + 1, sizeof(*app->verdicts));
	/* Where neither agency nor year are known, only the path tells reports apart: it must not depend on where one
	 * is. */
	char *absolute = app->shown ? realpath(app->opened.path, NULL) : NULL;
	app->shown_path = absolute ? absolute : alloc_copy_text(app->shown ? app->opened.path : "");
	for (size_t i = 0; app->store && i < findings->count; i++) {
		if (!finding_is_open(&findings->list[i]))
			continue;
		struct subject subject = subject_of(app, &findings->list[i]);
		app->verdicts[i].now = store_find(app->store, &subject);
		app->verdicts[i].other = find_other(app, &subject, app->verdicts[i].now);
		if (!app->verdicts[i].now)
			app->verdicts[i].outdated = store_find_outdated(app->store, &subject);
	}
}

void judge_refresh(struct app *app)
{
	struct error error = {""};
	bool changed;
	if (!app->store)
		return;
	if (!store_refresh(app->store, &changed, &error))
		app_say(app, error.text);
}

const struct finding *judge_finding(const struct app *app)
{
	const struct rendering *rendering = &app->rendering;
	size_t row = app->panes[PANE_REPORT].cursor;
	if (app->focused == PANE_LIST || row >= rendering->nrows || rendering->rows[row].finding < 0)
		return NULL;
	return &opened_findings(&app->opened)->list[rendering->rows[row].finding];
}

/* Says what became of a change: what is not on disk is said to be so. */
static void tell(struct app *app, bool saved, const struct error *error, const char *what)
{
	if (saved)
		app_say(app, tr(app_catalog(app), what));
	else
		app_say_format(app, tr(app_catalog(app), "NOT SAVED, kept in memory: %s"), error->text);
	show_change(app);
}

static void judge(struct app *app, const struct finding *finding, enum judgement_kind kind)
{
	static const char *const done[JUDGEMENT_NKINDS] = {
		[JUDGEMENT_NONE] = N_("Verdict withdrawn (u takes it back)"),
		[JUDGEMENT_CONFIRMED] = N_("Confirmed (u takes it back)"),
		[JUDGEMENT_DISMISSED] = N_("Dismissed (u takes it back)"),
	};
	struct error error = {""};
	struct subject subject = subject_of(app, finding);
	const struct judgement *own = store_find_own(app->store, &subject);
	/* The same verdict once more withdraws it. */
	if (own && own->kind == kind)
		kind = JUDGEMENT_NONE;
	bool saved = store_judge(app->store, &subject, kind, &error);
	tell(app, saved, &error, done[kind]);
}

static void take_note(struct app *app, struct str text)
{
	struct error error = {""};
	const struct finding *finding = judge_finding(app);
	if (!finding)
		return;
	struct subject subject = subject_of(app, finding);
	bool saved = store_note(app->store, &subject, text, &error);
	tell(app, saved, &error, text.nbytes ? N_("Noted (u takes it back)") : N_("Note taken away (u takes it back)"));
}

static struct str own_note(struct app *app, const struct finding *finding)
{
	struct subject subject = subject_of(app, finding);
	const struct judgement *own = store_find_own(app->store, &subject);
	return own ? own->note : (struct str){0};
}

/* What was typed of a note is not lost with it: a key may have been hit by mistake, a line have gone down. */
static void keep_note(struct app *app)
{
	const struct finding *finding = judge_finding(app);
	struct str text = strbuf_view(&app->prompt.text);
	if (!text.nbytes || !finding || str_equal(text, own_note(app, finding)))
		return;
	prompt_remember(&app->prompt, PROMPT_NOTE, text);
	app_say(app, tr(app_catalog(app), "No note was written; m and Up bring its text back"));
}

static const struct prompt_kind note_prompt = {
	.label = N_("Note: "), .accepted = take_note, .cancelled = keep_note, .history = PROMPT_NOTE};

static bool is_shown(const struct app *app, const struct subject *subject)
{
	return app->shown && app->shown->year == subject->year &&
	       str_equal(str_from(index_entry_agency(app->shown)), subject->agency);
}

static void undo(struct app *app)
{
	struct error error = {""};
	const struct subject *subject = store_undo_subject(app->store);
	if (!subject) {
		app_say(app, tr(app_catalog(app), "Nothing to take back"));
		return;
	}
	struct strbuf what = {0};
	strbuf_append_text(&what, tr(app_catalog(app), "Taken back: "));
	strbuf_append(&what, subject->rule);
	strbuf_append_byte(&what, ' ');
	strbuf_append(&what, subject->place);
	/* Of a report that one has left it is said which. */
	if (subject->agency.nbytes && !is_shown(app, subject)) {
		strbuf_append_text(&what, tr(app_catalog(app), ", "));
		strbuf_append(&what, subject->agency);
		if (subject->year)
			strbuf_printf(&what, " %d", subject->year);
	}
	bool saved = store_undo(app->store, &error);
	tell(app, saved, &error, strbuf_text(&what));
	strbuf_free(&what);
}

/* What judges the finding under the cursor. */
static void act_on_finding(struct app *app, enum action_id action)
{
	const struct finding *finding = judge_finding(app);
	if (!finding) {
		app_say(app, tr(app_catalog(app), "No finding is under the cursor; n goes to the next one"));
	} else if (action == ACTION_NOTE) {
		prompt_open(app, &note_prompt, own_note(app, finding));
	} else {
		judge(app, finding, action == ACTION_CONFIRM ? JUDGEMENT_CONFIRMED : JUDGEMENT_DISMISSED);
	}
}

bool judge_act(struct app *app, enum action_id action)
{
	switch (action) {
	case ACTION_CONFIRM:
	case ACTION_DISMISS:
	case ACTION_NOTE:
		if (app->store)
			act_on_finding(app, action);
		return true;
	case ACTION_UNDO:
		if (app->store)
			undo(app);
		return true;
	case ACTION_UNFOLD:
		app->unfold = !app->unfold;
		app_render(app, true);
		app_say(app, tr(app_catalog(app), app->unfold ? N_("Dismissed findings: in full")
							      : N_("Dismissed findings: folded")));
		return true;
	default:
		return false;
	}
}
