#include "ui/opening.h"

#include <string.h>

#include "index/ahead.h"
#include "ui/app.h"

bool opening_convert(struct app *app, const char *path, void (*then)(struct app *app, struct ahead *ahead))
{
	struct opening *opening = &app->opening;
	ahead_free(opening->ahead);
	opening->ahead = ahead_start(path);
	opening->then = then;
	app->status_dirty = true;
	return opening->ahead;
}

/* Unless another report is open meanwhile. */
static void show_converted(struct app *app, struct ahead *ahead)
{
	if (!app->shown || !opened_is_put_off(&app->opened) || strcmp(app->opened.path, ahead_path(ahead)) != 0)
		return;
	opened_take_conversion(&app->opened, app->knowledge, ahead);
	reread_show_converted(app, !ahead_is_cancelled(ahead));
}

static void await(struct app *app)
{
	struct opening *opening = &app->opening;
	const char *path = app_path(app, app->shown);
	bool same = opening->ahead && opening->then == show_converted && strcmp(ahead_path(opening->ahead), path) == 0;
	/* No thread is to be had: then it is waited for. */
	if (opened_is_put_off(&app->opened) && !same && !opening_convert(app, path, show_converted))
		opened_open(&app->opened, app->knowledge, path);
}

void opening_read_shown(struct app *app)
{
	opened_open_at_once(&app->opened, app->knowledge, app_path(app, app->shown));
	await(app);
}

void opening_read_again(struct app *app)
{
	opened_open_again(&app->opened, app->knowledge, app_path(app, app->shown));
	await(app);
}

void opening_say(struct app *app)
{
	app_say(app, tr(app_catalog(app), "The file is being converted ... (Esc gives it up)"));
}

bool opening_is_awaited(struct app *app)
{
	bool awaited = opened_is_put_off(&app->opened);
	if (awaited)
		opening_say(app);
	return awaited;
}

bool opening_stop(struct app *app)
{
	struct ahead *ahead = app->opening.ahead;
	if (!ahead || app->overlay_shown || ahead_is_cancelled(ahead))
		return false;
	ahead_cancel(ahead);
	app_say(app, tr(app_catalog(app), "Stopped; r converts the file again"));
	return true;
}

void opening_free(struct app *app)
{
	ahead_free(app->opening.ahead);
	app->opening.ahead = NULL;
}

/* Not while something is typed or another screen is shown, which may be about what the open report held when that was
 * asked for. */
static bool may_take(const struct app *app)
{
	return app->opening.ahead && !app->overlay_shown && !app->prompt.kind && !app->rules_reload.recheck;
}

int opening_wake_fd(const struct app *app)
{
	return may_take(app) ? ahead_wake_fd(app->opening.ahead) : -1;
}

bool opening_is_pending(const struct app *app)
{
	return may_take(app) && ahead_is_done(app->opening.ahead);
}

void opening_step(struct app *app)
{
	struct ahead *ahead = app->opening.ahead;
	app->opening.ahead = NULL;
	app->opening.then(app, ahead);
	ahead_free(ahead);
	app->status_dirty = true;
}

void opening_append_progress(const struct app *app, struct strbuf *out)
{
	const struct ahead *ahead = app->opening.ahead;
	if (!ahead || ahead_is_cancelled(ahead))
		return;
	const char *path = ahead_path(ahead), *slash = strrchr(path, '/');
	strbuf_printf(out, tr(app_catalog(app), "converting %s ... (Esc gives it up)  "), slash ? slash + 1 : path);
}
