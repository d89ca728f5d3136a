#include "ui/state.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/decimal.h"
#include "base/places.h"
#include "base/utf8.h"
#include "read/source.h"
#include "ui/app.h"

enum { STEP_NCOLS = 2, MAX_NCOLS = 1000, MAX_NBYTES = 1 << 20, MAX_LINE_NBYTES = 1000 };

static const char *const pane_names[PANE_COUNT] = {[PANE_LIST] = "list", [PANE_OUTLINE] = "outline"};
static const char *const screen_names[STATE_NSCREENS] = {[STATE_TWO_PANES] = "two", [STATE_THREE_PANES] = "three"};
static const char *const history_names[PROMPT_NHISTORIES] = {
	[PROMPT_SEARCH] = "search", [PROMPT_FILTER] = "filter", [PROMPT_NOTE] = "note", [PROMPT_GO] = "go",
	[PROMPT_FILE] = "file",
};

/* ---- Widths ---- */

static enum state_screen screen_of(size_t ncols)
{
	return ncols < LAYOUT_THREE_NCOLS ? STATE_TWO_PANES : STATE_THREE_PANES;
}

struct layout_wishes state_wishes(const struct app *app, size_t ncols)
{
	const size_t *widths = app->state.ncols[screen_of(ncols)];
	return (struct layout_wishes){.list_ncols = widths[PANE_LIST], .outline_ncols = widths[PANE_OUTLINE]};
}

bool state_act(struct app *app, enum action_id action)
{
	if (action != ACTION_WIDER && action != ACTION_NARROWER)
		return false;
	enum pane_id pane = app->focused == PANE_REPORT ? app->side : app->focused;
	size_t ncols = app->panes[pane].rect.ncols;
	if (app->layout.npanes < 2 || !ncols || (action == ACTION_NARROWER && ncols <= STEP_NCOLS))
		return true;
	size_t wish = action == ACTION_WIDER ? ncols + STEP_NCOLS : ncols - STEP_NCOLS;
	size_t *width = &app->state.ncols[screen_of(term_ncols(app->term))][pane];
	*width = wish;
	app_resize(app);
	/* Not more than there was room for. */
	*width = app->panes[pane].rect.ncols;
	app->state.changed = true;
	return true;
}

/* ---- The file ---- */

/* The number of a name, or `count`. */
static size_t find_name(const char *const *names, size_t count, struct str name)
{
	size_t i = 0;
	while (i < count && !(names[i] && str_equal(str_from(names[i]), name)))
		i++;
	return i;
}

/* Neither control characters nor what stands for damaged bytes. */
static bool is_text(struct str text)
{
	while (text.nbytes) {
		struct utf8_char c = utf8_decode(text);
		if (c.code_point < ' ' || c.code_point == 0x7F || c.code_point == 0xFFFD)
			return false;
		text = str_slice(text, c.nbytes, text.nbytes);
	}
	return true;
}

/* "list two 30" */
static void take_width(struct app *app, struct str rest)
{
	struct str pane_name, screen_name, number_text;
	decimal number;
	if (!str_split(&rest, ' ', &pane_name) || !str_split(&rest, ' ', &screen_name) ||
	    !str_split(&rest, ' ', &number_text) || !decimal_parse(number_text, &number))
		return;
	size_t pane = find_name(pane_names, PANE_COUNT, pane_name);
	size_t screen = find_name(screen_names, STATE_NSCREENS, screen_name);
	if (pane == PANE_COUNT || screen == STATE_NSCREENS || number <= 0 || number / DECIMAL_ONE > MAX_NCOLS)
		return;
	app->state.ncols[screen][pane] = (size_t)(number / DECIMAL_ONE);
}

static void take_lines(struct app *app, struct str text)
{
	struct str line, word;
	while (str_split(&text, '\n', &line)) {
		struct str rest = line;
		if (line.nbytes > MAX_LINE_NBYTES || !is_text(line) || !str_split(&rest, ' ', &word))
			continue;
		size_t history = find_name(history_names, PROMPT_NHISTORIES, word);
		if (str_equal(word, STR("width")))
			take_width(app, rest);
		else if (str_equal(word, STR("wide-tables")))
			app->state.stacked = str_equal(rest, STR("stacked"));
		else if (history < PROMPT_NHISTORIES && rest.nbytes)
			prompt_remember(&app->prompt, history, rest);
	}
}

static void append_lines(const struct app *app, struct strbuf *out)
{
	strbuf_append_text(out, "# What gouji remembers between runs.\n");
	for (size_t screen = 0; screen < STATE_NSCREENS; screen++)
		for (size_t pane = 0; pane < PANE_COUNT; pane++)
			if (pane_names[pane] && app->state.ncols[screen][pane])
				strbuf_printf(out, "width %s %s %zu\n", pane_names[pane], screen_names[screen],
					      app->state.ncols[screen][pane]);
	if (app->state.stacked)
		strbuf_append_text(out, "wide-tables stacked\n");
	for (size_t i = 0; i < PROMPT_NHISTORIES; i++)
		for (size_t j = 0; history_names[i] && j < app->prompt.histories[i].count; j++)
			strbuf_printf(out, "%s %s\n", history_names[i], app->prompt.histories[i].lines[j]);
}

void state_load(struct app *app)
{
	struct strbuf path = {0};
	struct source source = {.forced = ENCODING_UTF8};
	if (places_append(PLACE_STATE, &path)) {
		strbuf_append_text(&path, "/state");
		if (source_read(&source, strbuf_text(&path)) == SOURCE_OK && source.text.nbytes <= MAX_NBYTES)
			take_lines(app, source.text);
	}
	source_free(&source);
	strbuf_free(&path);
	for (size_t screen = 0; screen < STATE_NSCREENS; screen++) {
		size_t *widths = app->state.ncols[screen];
		size_t list = (size_t)app_setting(app, SETTING_LIST_WIDTH);
		size_t outline = (size_t)app_setting(app, SETTING_OUTLINE_WIDTH);
		widths[PANE_LIST] = list ? list : widths[PANE_LIST];
		widths[PANE_OUTLINE] = outline ? outline : widths[PANE_OUTLINE];
	}
	if (app_setting(app, SETTING_WIDE_TABLES) != SETTING_WIDE_TABLES_AUTO)
		app->state.stacked = app_setting(app, SETTING_WIDE_TABLES) == SETTING_WIDE_TABLES_STACKED;
	app->state.changed = app->prompt.remembered = false;
}

/* Writes all of a text to a new file that its owner alone may read. */
static bool write_file(const char *path, struct str text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	bool written = true;
	while (written && text.nbytes) {
		ssize_t nbytes = write(fd, text.ptr, text.nbytes);
		written = nbytes > 0;
		if (written)
			text = str_slice(text, (size_t)nbytes, text.nbytes);
	}
	return close(fd) == 0 && written;
}

void state_save(struct app *app)
{
	struct strbuf directory = {0}, path = {0}, new_path = {0}, text = {0};
	if (!(app->state.changed || app->prompt.remembered) || !places_append(PLACE_STATE, &directory)) {
		strbuf_free(&directory);
		return;
	}
	strbuf_printf(&path, "%s/state", strbuf_text(&directory));
	strbuf_printf(&new_path, "%s.%ld", strbuf_text(&path), (long)getpid());
	append_lines(app, &text);
	/* A rename puts the new file into the place of the old one at once: a crash leaves the one or the other. */
	if (places_make(strbuf_text(&directory)) &&
	    (!write_file(strbuf_text(&new_path), strbuf_view(&text)) ||
	     rename(strbuf_text(&new_path), strbuf_text(&path)) != 0))
		unlink(strbuf_text(&new_path));
	strbuf_free(&directory);
	strbuf_free(&path);
	strbuf_free(&new_path);
	strbuf_free(&text);
}
