#include "ui/browse.h"

#include <stdlib.h>
#include <time.h>

#include "index/total.h"
#include "ui/app.h"
#include "ui/external.h"
#include "ui/mouse.h"
#include "ui/screens.h"
#include "ui/signals.h"

enum {
	FOLLOW_MS = 120,                /* the other panes follow the list's cursor when it has rested that long */
	TAKE_MS = 80,                   /* entries are taken at most this often */
	MAX_NBEHIND = 64,               /* keys that are taken before the screen shows what they did */
	STATUS_OF_SIGNAL = 128,         /* plus the signal's number, as shells have it */
	SIGNAL_HANGUP = 1,
	STATUS_UNPREPARED = 2,
};

static long now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000L + now.tv_nsec / 1000000L;
}

static void start(struct app *app)
{
	static const struct pane_ops *const ops[PANE_COUNT] = {
		[PANE_LIST] = &list_pane_ops,
		[PANE_OUTLINE] = &outline_pane_ops,
		[PANE_REPORT] = &report_pane_ops,
	};
	for (size_t i = 0; i < PANE_COUNT; i++)
		app->panes[i].ops = ops[i];
	app->panes[PANE_REPORT].rendering = &app->rendering;
	app->side = PANE_LIST;
	app->show_source = app->options->show_source || app_setting(app, SETTING_SOURCE);
	app->knowledge = app->options->knowledge;
	app->index = index_new();
	app->view = view_new(app->index);
	state_load(app);
	app_resize(app);
}

/* Draws the first screen, and only then loads what takes its time. False, with the error set, when that failed. */
static bool prepare(struct app *app, struct error *error)
{
	const struct browse_options *options = app->options;
	app_draw(app);
	if (options->prepare && !options->prepare(options->prepare_context, error))
		return false;
	if (options->uses_cache)
		index_use_cache(app->index);
	index_start(app->index, options->knowledge, options->paths, options->npaths);
	reread_start(app);
	return true;
}

static void finish(struct app *app)
{
	prompt_close(app, false);
	rules_reload_stop(app);
	beside_free(app);
	job_stop_all(app);
	screens_free(app);
	judge_save(app);
	judge_close(app);
	state_save(app);
	judged_free(app);
	reread_free(app);
	opening_free(app);
	search_free(&app->search);
	find_free(&app->texts);
	detail_free(&app->detail);
	strbuf_free(&app->filter);
	strbuf_free(&app->filter_before);
	view_free(app->view);
	total_free(app->total);
	index_close(app->index);
	opened_free(&app->opened);
	rendering_free(&app->rendering);
	spot_free(&app->findings);
	free(app->outline);
	strbuf_free(&app->outline_text);
	prompt_free(&app->prompt);
	trail_free(&app->trail);
	strbuf_free(&app->message);
	strbuf_free(&app->scratch);
	strbuf_free(&app->path);
	rules_reload_free(app);
	strbuf_free(&app->clipped);
}

/* What is pasted is text for a prompt and nothing else: none of it is a command. True for a key of that kind. */
static bool take_pasted(struct app *app, int key)
{
	enum { ESCAPE = 27 };
	if (key == TERM_KEY_PASTE) {
		app->pasting = true;
	} else if (!app->pasting || key == TERM_KEY_NONE || key == TERM_KEY_RESIZE || key == TERM_KEY_HANGUP) {
		return false;
	} else if (key == TERM_KEY_PASTE_END || key == ESCAPE) {
		app->pasting = false;
	} else if (app->prompt.kind) {
		prompt_paste(app, key);
	} else {
		app_say(app, tr(app_catalog(app), "Pasted text is taken at a prompt only"));
	}
	return true;
}

static void take_key(struct app *app, int key)
{
	if (take_pasted(app, key))
		return;
	if (key == TERM_KEY_RESIZE) {
		app_resize(app);
	} else if (key == TERM_KEY_HANGUP) {
		app->done = true;
		app->exit_status = STATUS_OF_SIGNAL + SIGNAL_HANGUP;
	} else if (key == TERM_KEY_MOUSE) {
		mouse_act(app);
	} else if (key != TERM_KEY_NONE && app->prompt.kind) {
		prompt_take_key(app, key);
	} else if (key != TERM_KEY_NONE) {
		const struct action *action = keymap_find(&app->options->config->keymap, key);
		if (action)
			app_act(app, action);
		else
			app_say(app, tr(app_catalog(app), "This key has no meaning here; ? shows the keys"));
	}
}

static void take_signals(struct app *app)
{
	if (signals_ending()) {
		app->done = true;
		app->exit_status = STATUS_OF_SIGNAL + signals_ending();
	}
	if (signals_take_stop())
		external_stop(app);
	if (!signals_take_interrupt())
		return;
	app->pasting = false;
	if (app->prompt.kind) {
		prompt_close(app, false);
		return;
	}
	if (job_stop_told(app) || opening_stop(app))
		return;
	if (find_is_running(&app->texts)) {
		find_cancel(app->texts.find);
		app->texts.progress.running = false;
		app->overlay.dirty = true;
	} else if (rules_reload_stop(app)) {
		app_say(app, tr(app_catalog(app), "Stopped; the rules are as they were"));
	} else if (index_is_loading(app->index)) {
		index_cancel(app->index);
		app_say(app, tr(app_catalog(app), "Loading stopped; q quits"));
	} else {
		app_say(app, tr(app_catalog(app), "q quits"));
	}
}

/* Work that is done in short steps while no key is waiting. */
static const struct job {
	bool (*is_pending)(const struct app *app);
	void (*step)(struct app *app);
} jobs[] = {
	{judged_is_pending, judged_step},
	{opening_is_pending, opening_step},
	{reread_is_pending, reread_step},
	{job_is_pending, job_step},
};

/* The first job that has something to do, or NULL. */
static const struct job *find_job(const struct app *app)
{
	for (size_t i = 0; i < sizeof(jobs) / sizeof(*jobs); i++)
		if (jobs[i].is_pending(app))
			return &jobs[i];
	return NULL;
}

/* The report pane is behind the list's cursor; not while a name or a filter is typed, which may yet be taken back. */
static bool follows_list(const struct app *app)
{
	return app->selected != app->shown && !app->overlay_shown && !app->prompt.kind;
}

/* How long the loop may sleep: until the other panes should follow the list, or for ever. */
static int find_timeout(const struct app *app, long rested_since, long taken_at)
{
	long now = now_ms(), timeout = -1;
	if (view_is_pending(app->view) || find_job(app))
		return 0;
	if (follows_list(app))
		timeout = rested_since + FOLLOW_MS - now;
	if (index_is_loading(app->index) && (timeout < 0 || taken_at + TAKE_MS - now < timeout))
		timeout = taken_at + TAKE_MS - now;
	if ((find_is_running(&app->texts) || beside_is_running(app) || rules_reload_is_running(app)) &&
	    (timeout < 0 || timeout > TAKE_MS))
		timeout = TAKE_MS;
	int quiet_ms = reread_wait_ms(app);
	if (quiet_ms >= 0 && (timeout < 0 || timeout > quiet_ms))
		timeout = quiet_ms;
	if (timeout < 0 && (follows_list(app) || (index_is_loading(app->index) && !app->overlay_shown)))
		timeout = 0;
	return (int)timeout;
}

/* How many files there are is worth counting where loading them takes long. */
static void count_files(struct app *app, long started)
{
	enum { LONG_MS = 250 };
	bool loading = index_is_loading(app->index);
	if (loading && !app->total && now_ms() - started >= LONG_MS)
		app->total = total_start(app->options->paths, app->options->npaths);
	bool all = false;
	size_t found = app->total ? total_count(app->total, &all) * 2 + all : 0;
	app->status_dirty |= found != app->total_told;
	app->total_told = found;
	if (loading)
		return;
	total_free(app->total);
	app->total = NULL;
}

/* The loop: waits for keys, entries and signals, lets them change the state, and draws once. */
static void run(struct app *app)
{
	long rested_since = now_ms(), taken_at = 0, started = rested_since;
	unsigned nbehind = MAX_NBEHIND;
	const struct index_entry *rested = NULL;
	while (!app->done) {
		/* Keys that wait are taken first: on a slow line nobody has to watch what is past already. */
		if (nbehind++ >= MAX_NBEHIND || !term_has_input()) {
			app_draw(app);
			nbehind = 0;
		}
		if (!app->store) {
			judge_open(app);
			continue;
		}
		/* Once all is taken nobody reads what a loader's last wake-up left there. */
		bool may_take = index_is_loading(app->index) && now_ms() - taken_at >= TAKE_MS;
		const int wake_fds[] = {may_take ? index_wake_fd(app->index) : -1, reread_fd(app),
					reread_converted_fd(app), opening_wake_fd(app), find_pane_wake_fd(app)};
		int key = term_read_key(app->term, wake_fds, sizeof(wake_fds) / sizeof(*wake_fds),
					find_timeout(app, rested_since, taken_at));
		if (key == TERM_KEY_NONE)
			reread_look(app);
		const struct job *job = key == TERM_KEY_NONE ? find_job(app) : NULL;
		take_key(app, key);
		take_signals(app);
		if (job)
			job->step(app);
		find_take_hits(app);
		beside_step(app);
		rules_reload_step(app);
		if (view_is_pending(app->view) || (now_ms() - taken_at >= TAKE_MS && index_is_loading(app->index))) {
			app_take_entries(app);
			count_files(app, started);
			taken_at = now_ms();
		}
		if (app->selected != rested) {
			rested = app->selected;
			rested_since = now_ms();
		} else if (follows_list(app) && now_ms() - rested_since >= FOLLOW_MS) {
			app_open_selected(app);
		}
	}
}

int browse_run(const struct browse_options *options, struct error *error)
{
	struct app app = {.options = options};
	sigset_t wait_mask;
	const int *settings = options->config->settings.values;
	bool measured = settings[SETTING_AMBIGUOUS_WIDTH] == SETTING_AMBIGUOUS_MEASURE;
	const struct term_options term_options = {
		.colour = options->colour,
		.wait_mask = &wait_mask,
		.theme = &options->config->theme,
		.ambiguous = measured ? 0 : (enum width_ambiguous)settings[SETTING_AMBIGUOUS_WIDTH],
		.mouse = settings[SETTING_MOUSE],
		.measure_ambiguous = measured,
		.ascii = options->ascii || settings[SETTING_ASCII],
	};
	signals_catch(&wait_mask);
	app.term = term_open(&term_options, error);
	if (!app.term)
		return STATUS_UNPREPARED;
	start(&app);
	if (prepare(&app, error))
		run(&app);
	else
		app.exit_status = STATUS_UNPREPARED;
	term_close(app.term);
	finish(&app);
	return app.exit_status;
}
