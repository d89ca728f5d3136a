/* The report list: year, body, and how many errors, warnings and notices were found. */
#include <stdio.h>

#include "base/clip.h"
#include "ui/app.h"

/* Each count has a field of three columns, of two in a narrow list. */
enum { YEAR_NCOLS = 5, NCOUNTS = 3, COUNT_NCOLS = 3, NARROW_COUNT_NCOLS = 2, NARROW_NCOLS = 30 };

static size_t count_ncols(size_t list_ncols)
{
	return list_ncols < NARROW_NCOLS ? NARROW_COUNT_NCOLS : COUNT_NCOLS;
}

static size_t count_entries(const struct app *app)
{
	return app->view ? view_nrows(app->view) : 0;
}

static void append_title(const struct app *app, struct strbuf *out)
{
	size_t count = count_entries(app);
	strbuf_append_text(out, tr(app_catalog(app), "Reports"));
	strbuf_printf(out, " %zu/%zu ", count ? app->panes[PANE_LIST].cursor + 1 : 0, count);
	strbuf_append_text(out, tr(app_catalog(app), view_column_name(view_order(app->view).column)));
}

/* The body's name; without the ending that says what kind of body it is where the whole does not fit. */
static struct str agency_text(const struct app *app, const struct index_entry *entry, size_t ncols)
{
	struct str agency = str_from(entry->agency[0] ? entry->agency : entry->name);
	if (!entry->agency[0] || clip_measure(agency, term_ambiguous(app->term)) <= ncols)
		return agency;
	const struct str *end = words_find_end(&app->options->knowledge->words, WORDS_BODY, agency);
	bool long_end = end && end->nbytes >= strlen("人民政府") && end->nbytes < agency.nbytes;
	return long_end ? str_slice(agency, 0, agency.nbytes - end->nbytes) : agency;
}

/* One field of the counts: a mark and the number, right-aligned; blank for none, and "9+" for what does not fit. */
static void draw_count(struct app *app, struct rect field, char mark, unsigned count, enum role role, bool selected)
{
	char text[16] = "";
	unsigned limit = field.ncols > NARROW_COUNT_NCOLS ? 99 : 9;
	if (count > limit)
		snprintf(text, sizeof(text), "%c%s", mark, limit > 9 ? "9+" : "+");
	else if (count)
		snprintf(text, sizeof(text), "%c%u", mark, count);
	size_t blank = field.ncols - strlen(text);
	term_put(app->term, field.row, field.col, blank, (struct str){0}, (enum theme_role)ROLE_TEXT, selected);
	term_put(app->term, field.row, field.col + blank, field.ncols - blank, str_from(text), (enum theme_role)role,
		 selected);
}

/* What stands in the place of no errors: x for a file that was not checked, ? for a report with cells that were not
 * read, a quiet 0 for one that is all zero. */
static char quiet_tag(const struct index_entry *entry)
{
	if (entry->state != REPORT_RECOGNISED)
		return 'x';
	return entry->has_unread ? '?' : entry->all_zero ? '0' : ' ';
}

/* Errors, warnings and notices. The row of the cursor is plain reverse video: one attribute for all of it. */
static void draw_counts(struct app *app, const struct index_entry *entry, struct rect field, bool selected)
{
	static const enum role roles[SEVERITY_NLEVELS] = {
		[SEVERITY_NOTICE] = ROLE_NOTICE, [SEVERITY_WARNING] = ROLE_WARNING, [SEVERITY_ERROR] = ROLE_ERROR,
	};
	for (size_t level = SEVERITY_NLEVELS; level-- > 0; field.col += field.ncols) {
		if (level == SEVERITY_ERROR && !entry->nfailed[level]) {
			char text[] = {' ', ' ', quiet_tag(entry), '\0'};
			enum role role = selected ? ROLE_TEXT : text[2] == '?' ? ROLE_UNREAD : ROLE_DIM;
			term_put(app->term, field.row, field.col, field.ncols,
				 str_slice(str_from(text), COUNT_NCOLS - field.ncols, COUNT_NCOLS),
				 (enum theme_role)role, selected);
			continue;
		}
		draw_count(app, field, render_level_mark((enum severity)level), entry->nfailed[level],
			   selected ? ROLE_TEXT : roles[level], selected);
	}
}

static void draw_row(struct app *app, size_t index, struct rect place, bool is_cursor, bool is_focused)
{
	const struct index_entry *entry = view_row(app->view, index).entry;
	bool checked = entry->state == REPORT_RECOGNISED;
	enum theme_role role = (enum theme_role)(checked || is_cursor ? ROLE_TEXT : ROLE_DIM);
	size_t field_ncols = count_ncols(place.ncols), taken = YEAR_NCOLS + NCOUNTS * field_ncols;
	size_t agency_ncols = place.ncols > taken ? place.ncols - taken : 0;
	(void)is_focused;
	strbuf_clear(&app->scratch);
	if (entry->year)
		strbuf_printf(&app->scratch, "%d", entry->year);
	term_put(app->term, place.row, place.col, YEAR_NCOLS, strbuf_view(&app->scratch), role, is_cursor);
	pane_put_clipped(app, (struct rect){place.row, place.col + YEAR_NCOLS, 1, agency_ncols},
			 agency_text(app, entry, agency_ncols), role, is_cursor);
	place.col += YEAR_NCOLS + agency_ncols;
	place.ncols = field_ncols;
	draw_counts(app, entry, place, is_cursor);
}

static void moved(struct app *app)
{
	app_select(app, app->panes[PANE_LIST].cursor);
}

static bool act(struct app *app, enum action_id action)
{
	if (action == ACTION_OPEN) {
		if (app_open_selected(app))
			app_focus(app, PANE_REPORT);
		return true;
	}
	if (action == ACTION_RIGHT) {
		if (app_open_selected(app))
			app_focus(app, PANE_OUTLINE);
		return true;
	}
	return false;
}

const struct pane_ops list_pane_ops = {
	.context = ACTION_IN_LIST,
	.count = count_entries,
	.title = append_title,
	.draw_row = draw_row,
	.moved = moved,
	.act = act,
};
