#include "ui/search.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "ui/app.h"

/* ---- Marks ---- */

static void forget_marks(struct search *search)
{
	search->nmarks = 0;
}

void search_free(struct search *search)
{
	match_state_free(search->state);
	match_pattern_free(search->pattern);
	free(search->marks);
	strbuf_free(&search->text);
	*search = (struct search){0};
}

/* Whether a row goes on with the text of the one before it: a paragraph that was wrapped. */
static bool goes_on(const struct rendering *rendering, size_t row)
{
	const struct rendered_row *a = &rendering->rows[row - 1], *b = &rendering->rows[row];
	bool text = b->kind == RENDERED_TEXT || b->kind == RENDERED_FINDING_REST;
	return text && b->line && a->line == b->line && a->finding == b->finding;
}

/* Appends the text of a row without the indent; its first byte in the row's text goes to `*skipped`. */
static void append_row(const struct rendering *rendering, size_t row, struct strbuf *out, size_t *skipped)
{
	const struct rendered_row *r = &rendering->rows[row];
	size_t start = out->nbytes;
	for (size_t i = 0; i < r->nspans; i++)
		strbuf_append(out, rendering_span_text(rendering, &rendering->spans[r->first_span + i]));
	size_t nblanks = 0;
	while (start + nblanks < out->nbytes && out->ptr[start + nblanks] == ' ')
		nblanks++;
	if (nblanks)
		memmove(out->ptr + start, out->ptr + start + nblanks, out->nbytes - start - nblanks);
	out->nbytes -= nblanks;
	*skipped = nblanks;
}

static void add_mark(struct search *search, struct search_mark mark)
{
	search->marks = alloc_grow(search->marks, search->nmarks, &search->capacity, sizeof(mark));
	search->marks[search->nmarks++] = mark;
}

/* The rows of one text: where each begins in it, and how much of its indent was left out. */
struct joined_row {
	size_t start, skipped;
};

/* Marks a match of the joined text of `nrows` rows from `first_row` on. */
static void mark_match(struct search *search, size_t first_row, const struct joined_row *rows, size_t nrows,
		       size_t nbytes, struct match match)
{
	bool first = true;
	for (size_t i = 0; i < nrows; i++) {
		size_t start = rows[i].start, end = i + 1 < nrows ? rows[i + 1].start : nbytes;
		size_t from = match.start > start ? match.start : start, to = match.end < end ? match.end : end;
		if (from >= to)
			continue;
		add_mark(search, (struct search_mark){first_row + i, (uint32_t)(from - start + rows[i].skipped),
						      (uint32_t)(to - from), first});
		first = false;
	}
}

/* Whether a label or heading has the text, or characters with these initials. */
static bool is_found_in(const struct search *search, struct str text)
{
	return match_find(search->state, text, 0).status == MATCH_FOUND ||
	       (search->initials.nwords && pinyin_match(&search->initials, text, NULL));
}

/* Whether the text is in a label of a row of a table, or in a head of its columns: as it is printed, or as the form has
 * it. What is drawn may be shorter than both. */
static bool is_found_in_labels(const struct app *app, const struct rendered_row *row)
{
	const struct report *report = opened_report(&app->opened);
	const struct document *document = opened_document(&app->opened);
	bool head = row->kind == RENDERED_HEAD;
	for (size_t i = 0; i < document->nlabels; i++) {
		const struct document_label *label = &document->labels[i];
		bool here = label->table == row->table && head == (label->row == FORMAT_NONE) &&
			    (head || report->rows[label->row].line == row->line);
		if (here && is_found_in(&app->search, label->text))
			return true;
	}
	for (size_t i = 0; !head && i < report->format->nrows; i++)
		if (report->format->rows[i].table == row->table && report->rows[i].line == row->line &&
		    is_found_in(&app->search, report->format->rows[i].label.text))
			return true;
	return false;
}

/* Marks what the row begins with, where the text is in a label that is drawn otherwise. */
static void mark_label(struct app *app, size_t row, size_t nskipped)
{
	const struct rendered_row *r = &app->rendering.rows[row];
	size_t nbytes = 0;
	bool labelled = r->table != FORMAT_NONE && (r->kind == RENDERED_HEAD || (r->kind == RENDERED_CELLS && r->line));
	/* Only the first row of those that one label has. */
	if (!labelled || (row && r->line && app->rendering.rows[row - 1].line == r->line) ||
	    !is_found_in_labels(app, r))
		return;
	for (size_t i = 0; i < r->nspans && nbytes <= nskipped; i++)
		nbytes += app->rendering.spans[r->first_span + i].nbytes;
	if (nbytes > nskipped)
		add_mark(&app->search,
			 (struct search_mark){row, (uint32_t)nskipped, (uint32_t)(nbytes - nskipped), true});
}

/* What can be found by initials: the titles, headings and tables, not the prose. */
static bool is_label(const struct rendered_row *row)
{
	return row->kind != RENDERED_TEXT && row->finding < 0;
}

void search_mark_all(struct app *app)
{
	enum { MAX_JOINED = 64 };
	struct search *search = &app->search;
	const struct rendering *rendering = &app->rendering;
	struct strbuf text = {0};
	forget_marks(search);
	for (size_t row = 0, next; search->pattern && row < rendering->nrows; row = next) {
		struct joined_row rows[MAX_JOINED];
		size_t nrows = 0;
		strbuf_clear(&text);
		for (next = row; next < rendering->nrows && nrows < MAX_JOINED; next++) {
			if (next > row && !goes_on(rendering, next))
				break;
			rows[nrows].start = text.nbytes;
			append_row(rendering, next, &text, &rows[nrows++].skipped);
		}
		struct str joined = strbuf_view(&text);
		struct match match = match_find(search->state, joined, 0);
		bool found = match.status == MATCH_FOUND;
		for (; match.status == MATCH_FOUND;
		     match = match_find(search->state, joined, match_next_offset(joined, match)))
			mark_match(search, row, rows, nrows, joined.nbytes, match);
		struct pinyin_range range;
		if (!found && search->initials.nwords && is_label(&rendering->rows[row]) &&
		    pinyin_match(&search->initials, joined, &range))
			mark_match(search, row, rows, nrows, joined.nbytes,
				   (struct match){.start = range.start, .end = range.end});
		else if (!found)
			mark_label(app, row, rows[0].skipped);
	}
	strbuf_free(&text);
	app->panes[PANE_REPORT].dirty = true;
}

const struct search_mark *search_marks_of(const struct app *app, size_t row, size_t *count)
{
	const struct search *search = &app->search;
	size_t low = 0, high = search->nmarks;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (search->marks[middle].row < row)
			low = middle + 1;
		else
			high = middle;
	}
	for (*count = 0; low + *count < search->nmarks && search->marks[low + *count].row == row;)
		++*count;
	return search->nmarks ? &search->marks[low] : NULL;
}

/* ---- In the report ---- */

/* Letters alone, at least two. */
static bool is_initials(struct str text)
{
	size_t nletters = 0;
	while (nletters < text.nbytes && ((text.ptr[nletters] >= 'a' && text.ptr[nletters] <= 'z') ||
					  (text.ptr[nletters] >= 'A' && text.ptr[nletters] <= 'Z')))
		nletters++;
	return nletters > 1 && nletters == text.nbytes;
}

/* Sets what is looked for: literal text, or behind a / a regular expression. False when it is at fault. */
static bool set_pattern(struct app *app, struct str text, struct error *error)
{
	struct search *search = &app->search;
	bool regex = str_starts_with(text, STR("/"));
	unsigned options = MATCH_FOLD | (regex ? MATCH_REGEX : MATCH_SKIP_BLANKS);
	struct match_pattern *pattern = NULL;
	struct str expression = regex ? str_slice(text, 1, text.nbytes) : text;
	if (expression.nbytes) {
		pattern = match_compile(expression, options, NULL, error);
		if (!pattern)
			return false;
	}
	match_state_free(search->state);
	match_pattern_free(search->pattern);
	search->pattern = pattern;
	search->initials.nwords = 0;
	if (!regex && is_initials(text))
		pinyin_compile_word(&search->initials, text);
	search->state = pattern ? match_state_new(pattern) : NULL;
	strbuf_clear(&search->text);
	strbuf_append(&search->text, text);
	search_mark_all(app);
	return true;
}

void search_set(struct app *app, struct str text)
{
	set_pattern(app, text, NULL);
}

/* The row of the first match at or behind a row (before it, backwards); the number of rows when there is none. */
static size_t find_row(const struct app *app, size_t row, bool forward)
{
	const struct search *search = &app->search;
	size_t found = app->rendering.nrows;
	for (size_t i = 0; i < search->nmarks; i++) {
		if (!search->marks[i].first)
			continue;
		if (forward && search->marks[i].row >= row)
			return search->marks[i].row;
		if (!forward && search->marks[i].row < row)
			found = search->marks[i].row;
	}
	return found;
}

static void go_to_match(struct app *app, size_t row)
{
	pane_go_to(&app->panes[PANE_REPORT], app->rendering.nrows, row, 4);
	columns_reveal(app, row);
	app->panes[PANE_REPORT].ops->moved(app);
}

static void text_changed(struct app *app, struct str text)
{
	if (!set_pattern(app, text, NULL))
		return;
	size_t row = find_row(app, app->search.start_row, true);
	if (row == app->rendering.nrows)
		row = find_row(app, 0, true);
	go_to_match(app, row == app->rendering.nrows ? app->search.start_row : row);
}

/* How many matches begin before a row; SIZE_MAX: in all of the report. */
static size_t count_matches(const struct search *search, size_t row)
{
	size_t count = 0;
	for (size_t i = 0; i < search->nmarks; i++)
		count += search->marks[i].first && search->marks[i].row < row;
	return count;
}

static void text_accepted(struct app *app, struct str text)
{
	struct error error;
	if (!set_pattern(app, text, &error)) {
		app_say(app, error.text);
		return;
	}
	size_t nmatches = count_matches(&app->search, SIZE_MAX);
	if (text.nbytes && nmatches)
		app_say_format(app,
			       tr_plural(app_catalog(app), nmatches, N_("%zu match; . and , go to it"),
					 N_("%zu matches; . and , go through them")),
			       nmatches);
	else if (text.nbytes)
		app_say(app, tr(app_catalog(app), "Not found"));
	app_focus(app, PANE_REPORT);
}

static void text_cancelled(struct app *app)
{
	set_pattern(app, (struct str){0}, NULL);
	go_to_match(app, app->search.start_row);
}

static const struct prompt_kind text_prompt = {
	.label = N_("Search (regular expression: / first): "),
	.changed = text_changed,
	.accepted = text_accepted,
	.cancelled = text_cancelled,
	.history = PROMPT_SEARCH,
};

/* ---- In the list ---- */

static bool names_match(struct app *app, size_t row)
{
	struct view_row found = view_row(app->view, row);
	if (found.kind != VIEW_ENTRY)
		return false;
	if (pinyin_match(&app->search.names, str_from(index_entry_agency(found.entry)), NULL))
		return true;
	strbuf_clear(&app->scratch);
	path_append_name(index_entry_path(found.entry), &app->scratch);
	return pinyin_match(&app->search.names, strbuf_view(&app->scratch), NULL);
}

/* Goes to the first name that matches from a row on, around the end of the list. */
static bool go_to_name(struct app *app, size_t row, bool forward)
{
	size_t nrows = view_nrows(app->view);
	for (size_t i = 0; i < nrows; i++) {
		size_t at = forward ? (row + i) % nrows : (row + nrows - i) % nrows;
		if (names_match(app, at)) {
			app_select(app, at);
			return true;
		}
	}
	return false;
}

static void name_changed(struct app *app, struct str text)
{
	if (pinyin_compile(&app->search.names, text))
		go_to_name(app, app->search.start_row, true);
}

static void name_accepted(struct app *app, struct str text)
{
	app->search.in_list = true;
	if (!pinyin_compile(&app->search.names, text) || !go_to_name(app, app->search.start_row, true))
		app_say(app, tr(app_catalog(app), "Not found"));
}

static void name_cancelled(struct app *app)
{
	app_select(app, app->search.start_row);
}

static const struct prompt_kind name_prompt = {
	.label = N_("Name, or initials of its pinyin: "),
	.changed = name_changed,
	.accepted = name_accepted,
	.cancelled = name_cancelled,
	.history = PROMPT_SEARCH,
};

/* ---- Actions ---- */

static void open_prompt(struct app *app)
{
	struct search *search = &app->search;
	search->in_list = app->focused == PANE_LIST;
	search->start_row = app->panes[search->in_list ? PANE_LIST : PANE_REPORT].cursor;
	if (search->in_list) {
		prompt_open(app, &name_prompt, (struct str){0});
	} else if (app_open_selected(app)) {
		jump_leave(app);
		prompt_open(app, &text_prompt, (struct str){0});
	}
}

static void go_on(struct app *app, bool forward)
{
	struct search *search = &app->search;
	size_t row = app->panes[PANE_REPORT].cursor;
	if (app->focused == PANE_LIST && search->in_list && search->names.nwords) {
		size_t nrows = view_nrows(app->view), cursor = app->panes[PANE_LIST].cursor;
		if (nrows)
			go_to_name(app, (cursor + (forward ? 1 : nrows - 1)) % nrows, forward);
		return;
	}
	if (!search->pattern) {
		app_say(app, tr(app_catalog(app), "Nothing is looked for; / asks for a text"));
		return;
	}
	size_t found = find_row(app, forward ? row + 1 : row, forward);
	bool around = found == app->rendering.nrows;
	if (around)
		found = find_row(app, forward ? 0 : app->rendering.nrows, forward);
	if (found == app->rendering.nrows) {
		app_say(app, tr(app_catalog(app), "Not found"));
		return;
	}
	app_go_to_row(app, found, 4);
	app_say_format(app,
		       tr(app_catalog(app), !around   ? N_("Match %zu of %zu")
					    : forward ? N_("Match %zu of %zu, from the beginning again")
						      : N_("Match %zu of %zu, from the end again")),
		       count_matches(search, found) + 1, count_matches(search, SIZE_MAX));
}

bool search_act(struct app *app, enum action_id action)
{
	switch (action) {
	case ACTION_SEARCH:
		open_prompt(app);
		return true;
	case ACTION_MATCH_NEXT:
	case ACTION_MATCH_PREVIOUS:
		go_on(app, action == ACTION_MATCH_NEXT);
		return true;
	default:
		return false;
	}
}
