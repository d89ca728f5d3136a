/* The report list: year, body, and how many errors, warnings and notices were found; headings of folders. */
#include <stdio.h>

#include "base/clip.h"
#include "base/utf8.h"
#include "ui/app.h"

/* Each count has a field of three columns, of two in a narrow list. */
enum { MIN_END_NBYTES = 12 };           /* of an ending that tells little: four characters, as 人民政府 has */
enum { YEAR_NCOLS = 5, NCOUNTS = 3, COUNT_NCOLS = 3, NARROW_COUNT_NCOLS = 2, NARROW_NCOLS = 30 };

static size_t count_ncols(size_t list_ncols)
{
	return list_ncols < NARROW_NCOLS ? NARROW_COUNT_NCOLS : COUNT_NCOLS;
}

static size_t count_entries(const struct app *app)
{
	return app->view ? view_nrows(app->view) : 0;
}

/* Where the cursor is, the filter, and the order. */
static void append_state(const struct app *app, struct strbuf *out)
{
	const struct view_order order = view_order(app->view);
	size_t count = count_entries(app);
	strbuf_printf(out, "%zu/%zu ", count ? app->panes[PANE_LIST].cursor + 1 : 0, count);
	if (app->filter.nbytes) {
		strbuf_append_byte(out, '/');
		strbuf_append(out, strbuf_view(&app->filter));
		strbuf_append_byte(out, ' ');
	}
	strbuf_append_text(out, tr(app_catalog(app), view_column_name(order.column)));
	if (order.descending != view_column_descends(order.column))
		strbuf_append_text(out, tr(app_catalog(app), N_(" reversed")));
}

/* That these are reports is said where there is room for it, too. */
static void append_title(const struct app *app, struct strbuf *out)
{
	enum { MARK_NCOLS = 1 };
	size_t ncols = app->panes[PANE_LIST].rect.ncols;
	struct strbuf state = {0};
	append_state(app, &state);
	const char *name = tr(app_catalog(app), "Reports");
	size_t needed = clip_measure(str_from(name), term_ambiguous(app->term)) + 1 +
			clip_measure(strbuf_view(&state), term_ambiguous(app->term));
	if (!app->filter.nbytes || needed + MARK_NCOLS <= ncols)
		strbuf_printf(out, "%s ", name);
	strbuf_append(out, strbuf_view(&state));
	strbuf_free(&state);
}

/* How many bytes of a name are places that `other` begins with as well: X县 of X县教育局 and X县财政局. A place has two
 * characters at least, and so has what is left of the name. */
static size_t shared_place(const struct words *words, struct str name, struct str other)
{
	enum { MIN_NBYTES = 6 };
	size_t place = 0, end = 0;
	while (end + MIN_NBYTES < name.nbytes) {
		end += utf8_decode(str_slice(name, end, name.nbytes)).nbytes;
		if (!str_starts_with(other, str_slice(name, 0, end)))
			break;
		if (end - place >= MIN_NBYTES && words_find_end(words, WORDS_PLACE, str_slice(name, 0, end)))
			place = end;
	}
	return place;
}

/* The body of the report in the row above, which the eye has read already. */
static struct str agency_above(const struct app *app, size_t index)
{
	struct view_row above = {0};
	if (index)
		above = view_row(app->view, index - 1);
	return index && above.kind == VIEW_ENTRY ? str_from(index_entry_agency(above.entry)) : (struct str){0};
}

/* The body's name. Where the whole does not fit, it is without the ending that says what kind of body it is; where that
 * does not either, without the place that the row above has already: what tells the two apart stands behind it. Of a
 * report of no body the file's name. What was made stands in app->scratch. */
static struct str title_text(struct app *app, const struct index_entry *entry, size_t index, size_t ncols)
{
	struct str agency = str_from(index_entry_agency(entry));
	if (!agency.nbytes) {
		strbuf_clear(&app->scratch);
		index_entry_append_title(entry, &app->scratch);
		return strbuf_view(&app->scratch);
	}
	if (clip_measure(agency, term_ambiguous(app->term)) <= ncols)
		return agency;
	const struct str *end = words_find_end(&app->knowledge->words, WORDS_BODY, agency);
	bool long_end = end && end->nbytes >= MIN_END_NBYTES && end->nbytes < agency.nbytes;
	struct str name = long_end ? str_slice(agency, 0, agency.nbytes - end->nbytes) : agency;
	size_t place = shared_place(&app->knowledge->words, name, agency_above(app, index));
	if (!place || clip_measure(name, term_ambiguous(app->term)) <= ncols)
		return name;
	strbuf_clear(&app->scratch);
	strbuf_append_text(&app->scratch, term_cut_mark(app->term, TERM_CUT_FRONT));
	strbuf_append(&app->scratch, str_slice(name, place, name.nbytes));
	return strbuf_view(&app->scratch);
}

/* A mark and the number; nothing for none, and "9+" for what does not fit into the field. Returns the columns. */
static size_t format_count(char text[16], size_t field_ncols, char mark, unsigned count)
{
	unsigned limit = field_ncols > NARROW_COUNT_NCOLS ? 99 : 9;
	text[0] = '\0';
	if (count > limit)
		snprintf(text, 16, "%c%s", mark, limit > 9 ? "9+" : "+");
	else if (count)
		snprintf(text, 16, "%c%u", mark, count);
	return strlen(text);
}

/* Whether a person has judged all that was found. */
static bool is_judged(const struct index_entry *entry)
{
	size_t nfailed = 0;
	for (size_t level = 0; level < SEVERITY_NLEVELS; level++)
		nfailed += entry->nfailed[level];
	return nfailed + entry->ndismissed && entry->njudged >= nfailed;
}

/* The year, and behind it v for a report that is done with, . for one that was begun. */
static void append_year(const struct index_entry *entry, struct strbuf *out)
{
	if (entry->year)
		strbuf_printf(out, "%4d", entry->year);
	else
		strbuf_append_repeat(out, ' ', YEAR_NCOLS - 1);
	strbuf_append_byte(out, is_judged(entry) ? 'v' : entry->njudged || entry->ndismissed ? '.' : ' ');
}

/* One field of the counts, right-aligned. */
static void draw_count(struct app *app, struct rect field, const char *text, enum role role, bool selected)
{
	size_t blank = field.ncols - strlen(text);
	term_put(app->term, field.row, field.col, blank, (struct str){0}, (enum theme_role)ROLE_TEXT, selected);
	term_put(app->term, field.row, field.col + blank, field.ncols - blank, str_from(text), (enum theme_role)role,
		 selected);
}

/* What stands in the place of no errors: - for a file that has vanished, x for a file that was not checked, ? for a
 * report with cells that were not read, a quiet 0 for one that is all zero. */
static char quiet_tag(const struct index_entry *entry)
{
	if (entry->is_gone)
		return '-';
	if (entry->state != REPORT_RECOGNISED)
		return 'x';
	return entry->has_unread ? '?' : entry->all_zero ? '0' : ' ';
}

/* Whether the number of errors takes all of its field, so that a blank must part it from what stands before. */
static bool fills_field(const struct index_entry *entry, size_t field_ncols)
{
	char text[16];
	return format_count(text, field_ncols, '!', entry->nfailed[SEVERITY_ERROR]) == field_ncols;
}

/* Whether it finds the room for that in the field of the warnings, of which there are none; else the name gives way. */
static bool steps_right(const struct index_entry *entry, size_t field_ncols)
{
	return fills_field(entry, field_ncols) && !entry->nfailed[SEVERITY_WARNING];
}

/* Errors, warnings and notices, quiet where all were judged. The row of the cursor is plain reverse video: one
 * attribute for all of it. */
static void draw_counts(struct app *app, const struct index_entry *entry, struct rect field, bool selected)
{
	static const enum role roles[SEVERITY_NLEVELS] = {
		[SEVERITY_NOTICE] = ROLE_NOTICE, [SEVERITY_WARNING] = ROLE_WARNING, [SEVERITY_ERROR] = ROLE_ERROR,
	};
	bool quiet = selected || is_judged(entry);
	for (size_t level = SEVERITY_NLEVELS; level-- > 0; field.col += field.ncols) {
		if (level == SEVERITY_ERROR && !entry->nfailed[level]) {
			char text[] = {' ', ' ', quiet_tag(entry), '\0'};
			enum role role = selected			    ? ROLE_TEXT
					 : text[2] == '?'		    ? ROLE_UNREAD
					 : text[2] == 'x' || text[2] == '-' ? ROLE_DIM
									    : ROLE_TEXT;
			term_put(app->term, field.row, field.col, field.ncols,
				 str_slice(str_from(text), COUNT_NCOLS - field.ncols, COUNT_NCOLS),
				 (enum theme_role)role, selected);
			continue;
		}
		struct rect place = field;
		bool shifts = steps_right(entry, field.ncols);
		char text[16];
		format_count(text, field.ncols, render_level_mark((enum severity)level), entry->nfailed[level]);
		place.ncols += shifts && level == SEVERITY_ERROR;
		place.ncols -= shifts && level == SEVERITY_WARNING;
		place.col += shifts && level == SEVERITY_WARNING;
		draw_count(app, place, text, !quiet ? roles[level] : selected ? ROLE_TEXT : ROLE_DIM, selected);
	}
}

/* The heading of a folder: its name, with + where its reports are folded away, and how many they are. */
static void draw_folder(struct app *app, const struct view_row *row, struct rect place, bool is_cursor)
{
	char count[32];
	snprintf(count, sizeof(count), " %zu", row->nentries);
	size_t count_ncols = strlen(count) < place.ncols ? strlen(count) : place.ncols;
	strbuf_clear(&app->scratch);
	strbuf_append_text(&app->scratch, row->folded ? "+ " : "- ");
	strbuf_append(&app->scratch, row->folder.nbytes ? row->folder : STR("./"));
	place.ncols -= count_ncols;
	pane_put_clipped(app, place, strbuf_view(&app->scratch), ROLE_HEADING, is_cursor);
	term_put(app->term, place.row, place.col + place.ncols, count_ncols, str_from(count),
		 (enum theme_role)ROLE_DIM, is_cursor);
}

/* The number that the list is sorted by where that is none of the counts: ? when it was not read. Returns the columns
 * of its field. */
static size_t draw_sort_value(struct app *app, const struct index_entry *entry, struct rect place, bool is_cursor)
{
	enum { NCOLS = 7 };
	enum view_column column = view_order(app->view).column;
	int32_t value = column == VIEW_BY_REQUESTS ? entry->nrequests : entry->nlawsuits;
	char text[16] = "      ?";
	if ((column != VIEW_BY_REQUESTS && column != VIEW_BY_LAWSUITS) || place.ncols < 2 * NCOLS)
		return 0;
	if (value >= 0)
		snprintf(text, sizeof(text), "%7ld", (long)value);
	place.col += place.ncols - NCOLS;
	term_put(app->term, place.row, place.col, NCOLS, str_from(text), (enum theme_role)ROLE_TEXT, is_cursor);
	return NCOLS;
}

static void draw_row(struct app *app, size_t index, struct rect place, bool is_cursor, bool is_focused)
{
	const struct view_row row = view_row(app->view, index);
	const struct index_entry *entry = row.entry;
	if (row.kind == VIEW_FOLDER) {
		draw_folder(app, &row, place, is_cursor);
		return;
	}
	bool checked = entry->state == REPORT_RECOGNISED;
	enum theme_role role = (enum theme_role)(checked || is_cursor ? ROLE_TEXT : ROLE_DIM);
	size_t field_ncols = count_ncols(place.ncols), taken = YEAR_NCOLS + NCOUNTS * field_ncols;
	size_t agency_ncols = place.ncols > taken ? place.ncols - taken : 0, value_ncols;
	(void)is_focused;
	strbuf_clear(&app->scratch);
	append_year(entry, &app->scratch);
	term_put(app->term, place.row, place.col, YEAR_NCOLS, strbuf_view(&app->scratch), role, is_cursor);
	struct rect field = {place.row, place.col + YEAR_NCOLS, 1, agency_ncols};
	if (agency_ncols && fills_field(entry, field_ncols) && !steps_right(entry, field_ncols)) {
		field.ncols--;
		term_put(app->term, place.row, field.col + field.ncols, 1, (struct str){0}, (enum theme_role)ROLE_TEXT,
			 is_cursor);
	}
	value_ncols = draw_sort_value(app, entry, field, is_cursor);
	field.ncols -= value_ncols;
	pane_put_clipped(app, field, title_text(app, entry, index, field.ncols), role, is_cursor);
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
	if (action == ACTION_OPEN && filter_toggle_folder(app, app->panes[PANE_LIST].cursor))
		return true;
	/* The selected report may have left the list. */
	if ((action == ACTION_OPEN || action == ACTION_RIGHT) && !app->on_folder)
		app_select(app, app->panes[PANE_LIST].cursor);
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
	.has_gutter = true,
	.moved = moved,
	.act = act,
};
