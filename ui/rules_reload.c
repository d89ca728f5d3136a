#include "ui/rules_reload.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/clip.h"
#include "ui/app.h"
#include "ui/screens.h"

/* ---- Reading ---- */

static void discard(struct knowledge **knowledge)
{
	if (*knowledge)
		knowledge_free(*knowledge);
	free(*knowledge);
	*knowledge = NULL;
}

/* "directories/own.rules:3:5: what was expected", without the directories where the line has no room for them. */
static void say_fault(struct app *app, const char *text)
{
	const char *end = strchr(text, ':'), *name = text;
	size_t ncols = clip_measure(str_from(text), term_ambiguous(app->term));
	for (const char *at = text; end && at < end; at++)
		if (*at == '/')
			name = at + 1;
	app_say(app, ncols + 10 > app->layout.status.ncols ? name : text);
}

void rules_reload_start(struct app *app)
{
	struct rules_reload *reload = &app->rules_reload;
	const struct browse_options *options = app->options;
	struct knowledge *read = alloc_zeroed(1, sizeof(*read));
	struct error error = {""};
	if (reload->recheck) {
		free(read);
		app_say(app, tr(app_catalog(app), "The reports are still being checked (C-c stops that)"));
		return;
	}
	if (!knowledge_load_with(read, options->directory, options->rule_files, options->nrule_files, &error)) {
		discard(&read);
		say_fault(app, error.text);
		return;
	}
	read->forced_encoding = options->knowledge->forced_encoding;
	discard(&reload->wanted);
	reload->wanted = read;
	app_say(app, tr(app_catalog(app), index_is_loading(app->index)
						   ? N_("The rules are applied when loading has ended")
						   : N_("The rules are read; all reports are checked again")));
}

/* ---- Checking ---- */

/* Nothing is being read, compared, written or counted. */
static bool is_quiet(const struct app *app)
{
	return !index_is_loading(app->index) && !app->beside.next && !app->beside.stale && !reread_is_pending(app) &&
	       !job_is_pending(app);
}

/* What is shown is exchanged while no other screen stands on it and nothing is typed. */
static bool may_exchange(const struct app *app)
{
	return !app->overlay_shown && !app->prompt.kind && !job_is_pending(app);
}

bool rules_reload_is_running(const struct app *app)
{
	return app->rules_reload.wanted;
}

void rules_reload_append_progress(const struct app *app, struct strbuf *out)
{
	if (app->rules_reload.recheck)
		strbuf_printf(out, tr(app_catalog(app), "checking again %u%% ...  "), app->rules_reload.percent);
}

bool rules_reload_stop(struct app *app)
{
	struct rules_reload *reload = &app->rules_reload;
	bool had_some = reload->wanted;
	recheck_free(reload->recheck);
	reload->recheck = NULL;
	discard(&reload->wanted);
	app->status_dirty = true;
	return had_some;
}

void rules_reload_note_read(struct app *app, const char *path)
{
	if (app->rules_reload.recheck)
		reread_queue(app, path);
}

/* ---- Taking over ---- */

/* Everything that holds on to the old rules. */
static void let_go(struct app *app)
{
	opened_free(&app->judged.opened);
	opened_free(&app->reread.opened);
	opened_free(&app->opened);
	prints_free(&app->reread.before);
	app->reread.has_before = false;
	screens_forget_rules(app);
}

static void say_changes(struct app *app)
{
	const struct changes *changes = &app->rules_reload.changes;
	struct strbuf keys = {0};
	if (!changes->count) {
		app_say(app, tr(app_catalog(app), "Rules read again: the findings are the same"));
		return;
	}
	keymap_append_keys(&app->options->config->keymap, action_get(ACTION_CHANGES), &keys);
	app_say_format(app,
		       tr(app_catalog(app),
			  "Rules read again: %zu %s more, %zu less, %zu of another level (%s lists them)"),
		       changes->nkinds[PRINT_NEW],
		       tr_plural(app_catalog(app), changes->nkinds[PRINT_NEW], N_("finding"), N_("findings")),
		       changes->nkinds[PRINT_GONE], changes->nkinds[PRINT_OTHER_LEVEL],
		       strbuf_text(&keys));
	strbuf_free(&keys);
}

/* The filter names rules by their numbers: it is compiled again. One that names a rule that is gone falls away. */
static void filter_again(struct app *app)
{
	struct strbuf filter = {0};
	strbuf_append(&filter, strbuf_view(&app->filter));
	if (!filter_set(app, strbuf_view(&filter))) {
		filter_set(app, (struct str){0});
		app_say_format(app, tr(app_catalog(app), "The filter %s fits the rules no more"), strbuf_text(&filter));
	}
	strbuf_free(&filter);
}

static void exchange(struct app *app)
{
	struct rules_reload *reload = &app->rules_reload;
	struct across_index *old = app->beside.across;
	struct knowledge *own = reload->own;
	changes_free(&reload->changes);
	app->beside.across = recheck_take(reload->recheck, &reload->changes);
	recheck_free(reload->recheck);
	across_index_free(old);
	let_go(app);
	app->knowledge = reload->own = reload->wanted;
	reload->wanted = NULL;
	reload->recheck = NULL;
	reload->was_done = true;
	beside_show_counts(app);
	if (app->shown)
		reread_by_other_rules(app);
	say_changes(app);
	if (app->filter.nbytes)
		filter_again(app);
	discard(&own);
}

void rules_reload_step(struct app *app)
{
	struct rules_reload *reload = &app->rules_reload;
	if (reload->wanted && !reload->recheck && is_quiet(app)) {
		reload->percent = 0;
		reload->recheck = recheck_start(app->index, app->knowledge, reload->wanted, app->options->roster,
						app->beside.across);
	}
	if (!reload->recheck)
		return;
	unsigned percent = recheck_percent(reload->recheck);
	app->status_dirty |= percent != reload->percent;
	reload->percent = percent;
	if (recheck_step(reload->recheck) && may_exchange(app))
		exchange(app);
}

void rules_reload_free(struct app *app)
{
	changes_free(&app->rules_reload.changes);
	discard(&app->rules_reload.own);
}
