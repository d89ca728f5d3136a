#include "ui/prompt.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/clip.h"
#include "base/utf8.h"
#include "ui/app.h"

enum { MAX_TEXT_NBYTES = 1000, MAX_HISTORY = 100, CONTROL = 0x1F };

/* ---- Editing ---- */

static void changed(struct app *app)
{
	struct prompt *prompt = &app->prompt;
	if (prompt->kind && prompt->kind->changed)
		prompt->kind->changed(app, strbuf_view(&prompt->text));
}

static void set_text(struct prompt *prompt, struct str text)
{
	strbuf_clear(&prompt->text);
	strbuf_append(&prompt->text, text);
	prompt->cursor = prompt->text.nbytes;
}

/* The character before or behind a place. */
static size_t step(const struct prompt *prompt, size_t at, bool forward)
{
	size_t nbytes = prompt->text.nbytes;
	if (forward ? at == nbytes : at == 0)
		return at;
	do
		at += forward ? 1 : (size_t)-1;
	while (at > 0 && at < nbytes && utf8_is_tail(prompt->text.ptr[at]));
	return at;
}

/* The begin of the word before a place. */
static size_t step_word(const struct prompt *prompt, size_t at)
{
	while (at && prompt->text.ptr[at - 1] == ' ')
		at--;
	while (at && prompt->text.ptr[at - 1] != ' ')
		at--;
	return at;
}

/* Puts `with` in the place of the bytes from `start` to `end`, and the cursor behind it. */
static void replace(struct app *app, size_t start, size_t end, struct str with)
{
	struct prompt *prompt = &app->prompt;
	struct strbuf text = {0};
	if (prompt->text.nbytes - (end - start) + with.nbytes > MAX_TEXT_NBYTES || (start == end && !with.nbytes))
		return;
	strbuf_append(&text, str_slice(strbuf_view(&prompt->text), 0, start));
	strbuf_append(&text, with);
	strbuf_append(&text, str_slice(strbuf_view(&prompt->text), end, prompt->text.nbytes));
	strbuf_free(&prompt->text);
	prompt->text = text;
	prompt->cursor = start + with.nbytes;
	changed(app);
}

/* ---- History ---- */

void prompt_remember(struct prompt *prompt, size_t number, struct str text)
{
	size_t count = prompt->histories[number].count;
	char **lines = prompt->histories[number].lines;
	if (!text.nbytes || (count && str_equal(str_from(lines[count - 1]), text)))
		return;
	if (count == MAX_HISTORY) {
		free(lines[0]);
		memmove(lines, lines + 1, (count - 1) * sizeof(*lines));
		prompt->histories[number].count = --count;
	}
	lines = alloc_grow(lines, count, &prompt->histories[number].capacity, sizeof(*lines));
	struct strbuf copy = {0};
	strbuf_append(&copy, text);
	lines[count] = alloc_copy_text(strbuf_text(&copy));
	strbuf_free(&copy);
	prompt->remembered = true;
	prompt->histories[number].lines = lines;
	prompt->histories[number].count++;
}

static void recall(struct app *app, bool older)
{
	struct prompt *prompt = &app->prompt;
	size_t count = prompt->histories[prompt->kind->history].count;
	if (older ? prompt->recalled == count : prompt->recalled == 0)
		return;
	if (!prompt->recalled) {
		strbuf_clear(&prompt->typed);
		strbuf_append(&prompt->typed, strbuf_view(&prompt->text));
	}
	prompt->recalled += older ? 1 : (size_t)-1;
	if (prompt->recalled)
		set_text(prompt, str_from(prompt->histories[prompt->kind->history].lines[count - prompt->recalled]));
	else
		set_text(prompt, strbuf_view(&prompt->typed));
	changed(app);
}

/* ---- Opening, closing, keys ---- */

void prompt_open(struct app *app, const struct prompt_kind *kind, struct str text)
{
	struct prompt *prompt = &app->prompt;
	prompt->kind = kind;
	prompt->recalled = 0;
	set_text(prompt, text);
	app->status_dirty = true;
}

void prompt_close(struct app *app, bool accept)
{
	struct prompt *prompt = &app->prompt;
	const struct prompt_kind *kind = prompt->kind;
	if (!kind)
		return;
	if (accept && !kind->one_key)
		prompt_remember(prompt, kind->history, strbuf_view(&prompt->text));
	prompt->kind = NULL;
	app->status_dirty = true;
	if (accept)
		kind->accepted(app, strbuf_view(&prompt->text));
	else if (kind->cancelled)
		kind->cancelled(app);
}

/* The answer to a prompt for one key; it is no line to remember. */
static void answer(struct app *app, struct str text)
{
	const struct prompt_kind *kind = app->prompt.kind;
	app->prompt.kind = NULL;
	app->status_dirty = true;
	kind->accepted(app, text);
}

static void insert(struct app *app, int key)
{
	char bytes[UTF8_MAX_NBYTES];
	size_t nbytes = utf8_encode((uint32_t)key, bytes);
	if (app->prompt.kind->one_key) {
		answer(app, (struct str){bytes, nbytes});
		return;
	}
	replace(app, app->prompt.cursor, app->prompt.cursor, (struct str){bytes, nbytes});
}

void prompt_paste(struct app *app, int key)
{
	struct prompt *prompt = &app->prompt;
	bool is_blank = key == '\r' || key == '\n' || key == '\t';
	/* Where a line ends a blank parts it from the next, one for them all. */
	bool parts = !prompt->cursor || prompt->text.ptr[prompt->cursor - 1] == ' ';
	if (!prompt->kind->one_key && (is_blank ? !parts : key >= ' ' && key != 127 && key < TERM_KEY_FIRST))
		insert(app, is_blank ? ' ' : key);
}

void prompt_take_key(struct app *app, int key)
{
	struct prompt *prompt = &app->prompt;
	size_t cursor = prompt->cursor;
	struct str nothing = {0};
	switch (key) {
	case '\r':
	case '\n':
		prompt_close(app, !prompt->kind->one_key);
		break;
	case 27:
	case CONTROL & 'c':
	case CONTROL & 'g':
		prompt_close(app, false);
		break;
	case TERM_KEY_BACKSPACE:
		if (!prompt->text.nbytes)
			prompt_close(app, false);
		else
			replace(app, step(prompt, cursor, false), cursor, nothing);
		break;
	case TERM_KEY_DELETE:
	case CONTROL & 'd':
		replace(app, cursor, step(prompt, cursor, true), nothing);
		break;
	case CONTROL & 'w':
		replace(app, step_word(prompt, cursor), cursor, nothing);
		break;
	case CONTROL & 'u':
		replace(app, 0, cursor, nothing);
		break;
	case CONTROL & 'k':
		replace(app, cursor, prompt->text.nbytes, nothing);
		break;
	case TERM_KEY_LEFT:
	case CONTROL & 'b':
		prompt->cursor = step(prompt, cursor, false);
		break;
	case TERM_KEY_RIGHT:
	case CONTROL & 'f':
		prompt->cursor = step(prompt, cursor, true);
		break;
	case TERM_KEY_HOME:
	case CONTROL & 'a':
		prompt->cursor = 0;
		break;
	case TERM_KEY_END:
	case CONTROL & 'e':
		prompt->cursor = prompt->text.nbytes;
		break;
	case TERM_KEY_UP:
	case CONTROL & 'p':
		recall(app, true);
		break;
	case TERM_KEY_DOWN:
	case CONTROL & 'n':
		recall(app, false);
		break;
	default:
		if (key >= ' ' && key != 127 && key < TERM_KEY_FIRST)
			insert(app, key);
		break;
	}
}

/* ---- Drawing ---- */

/* A label too wide for its place goes without what stands in its parentheses. Made in app->scratch. */
static struct str short_label(struct app *app, struct str label)
{
	size_t narrow = str_find(label, STR("(")), wide = str_find(label, STR("（"));
	bool is_wide = wide < narrow;
	size_t end = is_wide ? wide : narrow;
	if (end >= label.nbytes)
		return label;
	strbuf_clear(&app->scratch);
	strbuf_append(&app->scratch, str_trim(str_slice(label, 0, end)));
	strbuf_append_text(&app->scratch, is_wide ? "：" : ": ");
	return strbuf_view(&app->scratch);
}

/* The text is drawn from a character on that leaves the cursor in sight. */
void prompt_draw(struct app *app)
{
	const struct prompt *prompt = &app->prompt;
	const struct rect *rect = &app->layout.status;
	enum width_ambiguous ambiguous = term_ambiguous(app->term);
	struct str label = str_from(tr(app_catalog(app), prompt->kind->label)), text = strbuf_view(&prompt->text);
	size_t most_ncols = prompt->kind->one_key ? rect->ncols - 1 : rect->ncols / 2;
	if (!prompt->kind->one_key && clip_measure(label, ambiguous) > most_ncols)
		label = short_label(app, label);
	size_t label_ncols = clip_measure(label, ambiguous);
	label_ncols = label_ncols < most_ncols ? label_ncols : most_ncols;
	size_t ncols = rect->ncols - label_ncols, start = 0;
	while (clip_measure(str_slice(text, start, prompt->cursor - start), ambiguous) + 1 > ncols)
		start = step(prompt, start, true);
	size_t before_ncols = clip_measure(str_slice(text, start, prompt->cursor - start), ambiguous);
	term_put(app->term, rect->row, rect->col, label_ncols, label, THEME_STATUS, false);
	const char *hint = prompt->kind->hint && !text.nbytes ? tr(app_catalog(app), prompt->kind->hint) : NULL;
	struct rect place = {rect->row, rect->col + label_ncols, 1, ncols};
	if (hint)
		pane_put_clipped(app, place, str_from(hint), ROLE_DIM, false);
	else
		term_put(app->term, place.row, place.col, ncols, str_slice(text, start, text.nbytes),
			 (enum theme_role)ROLE_TEXT, false);
	term_flush(app->term, rect->row, rect->col + label_ncols + before_ncols, true);
}

void prompt_free(struct prompt *prompt)
{
	for (size_t i = 0; i < PROMPT_NHISTORIES; i++) {
		for (size_t j = 0; j < prompt->histories[i].count; j++)
			free(prompt->histories[i].lines[j]);
		free(prompt->histories[i].lines);
	}
	strbuf_free(&prompt->text);
	strbuf_free(&prompt->typed);
	*prompt = (struct prompt){0};
}
