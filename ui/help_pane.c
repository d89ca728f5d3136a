/* The help screen, made from the table of actions and the keys they are bound to. */
#include "ui/app.h"

#include "version.h"

/* Sentences stand to the right of their keys; on a narrow screen below them. */
enum { KEYS_NCOLS = 22, NARROW_NCOLS = 60, INDENT = 2 };

/* What stands below the keys. Each fits into 80 columns. */
static const char *const legend[] = {
	N_("Marks"),
	N_("!  an error: numbers contradict each other, or what must be there is missing"),
	N_("~  a warning: the form or the custom was not kept"),
	N_("i  a notice, or something that a person must judge"),
	N_("0  in the list: every number is zero; ? numbers could not be read"),
	N_("v  in the list: every finding of the report was judged; . some were"),
	N_("   What was dismissed is not counted there."),
	N_("x  in the list: not checked, the report pane says why"),
	N_("?  in a table: a number that could not be read; _ a blank; * one with a remark"),
	N_("< >  a table goes on there; ! ~ i at its edge: of a cell that is out of view"),
	N_("^  left of a row: one with a cell of the finding, which is out of sight above"),
	N_("…  text was cut off there (< or > on a terminal without this character)"),
	N_("A cell that was not read is never a 0, and no relation fails because of it."),
};

enum { NLEGEND = sizeof(legend) / sizeof(*legend) };

static size_t rows_per_action(const struct app *app)
{
	return app->overlay.rect.ncols < NARROW_NCOLS ? 2 : 1;
}

/* Each group has a heading row and a blank row behind its actions. */
static size_t count_rows(const struct app *app)
{
	return ACTION_NACTIONS * rows_per_action(app) + 2 * (size_t)ACTION_NGROUPS + NLEGEND;
}

static void append_title(const struct app *app, struct strbuf *out)
{
	strbuf_printf(out, "gouji %s  ", GOUJI_VERSION);
	strbuf_append_text(out, tr(app_catalog(app), "Keys (q or ? leaves this help)"));
}

static void put(struct app *app, struct rect place, size_t from, const char *text, unsigned role)
{
	place.col += from;
	place.ncols = place.ncols > from ? place.ncols - from : 0;
	pane_put_clipped(app, place, str_from(text), role, false);
}

static void draw_action(struct app *app, const struct action *action, struct rect place, size_t part)
{
	bool narrow = rows_per_action(app) > 1;
	struct strbuf keys = {0};
	strbuf_append_text(&keys, "  ");
	keymap_append_keys(&app->options->config->keymap, action, &keys);
	if (part == 0)
		term_put(app->term, place.row, place.col, narrow ? place.ncols : KEYS_NCOLS, strbuf_view(&keys),
			 THEME_KEY, false);
	if (part == rows_per_action(app) - 1)
		put(app, place, narrow ? 2 * INDENT : KEYS_NCOLS, tr(app_catalog(app), action->help), ROLE_TEXT);
	strbuf_free(&keys);
}

static void draw_row(struct app *app, size_t index, struct rect place, bool is_cursor, bool is_focused)
{
	size_t row = 0, nrows = rows_per_action(app);
	(void)is_cursor;
	(void)is_focused;
	put(app, place, 0, "", ROLE_TEXT);
	for (unsigned group = 0; group < ACTION_NGROUPS; group++) {
		if (row++ == index)
			put(app, place, 0, tr(app_catalog(app), action_group_title((enum action_group)group)),
			    ROLE_HEADING);
		for (size_t i = 0; i < ACTION_NACTIONS; i++) {
			const struct action *action = action_get(i);
			if (action->group != group)
				continue;
			if (index >= row && index < row + nrows)
				draw_action(app, action, place, index - row);
			row += nrows;
		}
		row++;
	}
	if (index >= row && index - row < NLEGEND)
		put(app, place, index == row ? 0 : INDENT, tr(app_catalog(app), legend[index - row]),
		    index == row ? ROLE_HEADING : ROLE_TEXT);
}

const struct pane_ops help_pane_ops = {
	.context = ACTION_IN_HELP,
	.count = count_rows,
	.title = append_title,
	.draw_row = draw_row,
	.scrolls = true,
};
