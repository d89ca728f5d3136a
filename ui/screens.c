#include "ui/screens.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "ui/app.h"

struct screens *screens_of(struct app *app)
{
	if (!app->screens)
		app->screens = alloc_zeroed(1, sizeof(*app->screens));
	return app->screens;
}

bool screens_act(struct app *app, enum action_id action)
{
	switch (action) {
	case ACTION_NOTICE:
	case ACTION_NOTICE_ALL:
		write_notice_ask(app, action == ACTION_NOTICE_ALL);
		return true;
	case ACTION_COMPARE:
		compare_show_next(app);
		return true;
	case ACTION_MARK:
		compare_mark(app);
		return true;
	case ACTION_STATISTICS:
		statistics_show(app);
		return true;
	default:
		return false;
	}
}

void screens_forget_rules(struct app *app)
{
	struct screens *screens = app->screens;
	if (!screens)
		return;
	if (screens->compare)
		compare_forget_rules(screens->compare);
	statistics_screen_free(screens->statistics);
	screens->statistics = NULL;
}

void screens_free(struct app *app)
{
	struct screens *screens = app->screens;
	if (!screens)
		return;
	write_notice_free(screens->notice);
	compare_free(screens->compare);
	statistics_screen_free(screens->statistics);
	strbuf_free(&screens->statistics_filter);
	strbuf_free(&screens->filter_before);
	free(screens);
	app->screens = NULL;
}
