#include "ui/term_parts.h"

#include <langinfo.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <termcap.h>

#include "base/alloc.h"
#include "base/clip.h"
#include "base/utf8.h"
#include "ui/term_probe.h"
#include "ui/wcwidth.h"

enum { ESCAPE_WAIT_MS = 50 };           /* how long the rest of an escape sequence may take */

/* ---- Opening and closing ---- */

static void restore(void)
{
	endwin();
}

static bool wants_colour(enum term_colour colour)
{
	const char *no_colour = getenv("NO_COLOR");
	if (colour == TERM_COLOUR_AUTO)
		return has_colors() && (no_colour == NULL || no_colour[0] == '\0');
	return colour == TERM_COLOUR_ALWAYS && has_colors();
}

static attr_t attributes_of(unsigned theme)
{
	attr_t attributes = A_NORMAL;
	if (theme & THEME_BOLD)
		attributes |= A_BOLD;
	if (theme & THEME_DIM)
		attributes |= A_DIM;
	if (theme & THEME_UNDERLINE)
		attributes |= A_UNDERLINE;
	if (theme & THEME_REVERSE)
		attributes |= A_REVERSE;
	return attributes;
}

/* The colour pair of a role: that of an earlier role with the same colours, or a new one. */
static short pair_of(const struct term *term, size_t role, bool has_default, short *npairs)
{
	const struct theme_style *style = &term->theme->styles[role];
	if (style->foreground == THEME_DEFAULT && style->background == THEME_DEFAULT)
		return 0;
	for (size_t i = 0; i < role; i++) {
		const struct theme_style *other = &term->theme->styles[i];
		if (other->foreground == style->foreground && other->background == style->background)
			return term->looks[i].pair;
	}
	short foreground = (short)style->foreground, background = (short)style->background;
	if (foreground == THEME_DEFAULT && !has_default)
		foreground = COLOR_WHITE;
	if (background == THEME_DEFAULT && !has_default)
		background = COLOR_BLACK;
	if (init_pair((short)(*npairs + 1), foreground, background) == ERR)
		return 0;
	return ++*npairs;
}

static void make_looks(struct term *term, enum term_colour wanted)
{
	bool colour = wants_colour(wanted) && start_color() == OK;
	bool has_default = colour && use_default_colors() == OK;
	short npairs = 0;
	for (size_t role = 0; role < THEME_NROLES; role++) {
		const struct theme_style *style = &term->theme->styles[role];
		term->looks[role].attributes = attributes_of(colour ? style->attributes : style->mono);
		term->looks[role].pair = colour ? pair_of(term, role, has_default, &npairs) : 0;
		term->looks[role].shows_on_blanks = (term->looks[role].attributes & (A_UNDERLINE | A_REVERSE)) ||
						    (term->looks[role].pair && style->background != THEME_DEFAULT);
	}
}

static void set_modes(struct term *term)
{
	cbreak();
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	idlok(stdscr, TRUE);
	curs_set(0);
	if (getenv("ESCDELAY") == NULL)
		set_escdelay(ESCAPE_WAIT_MS);
	term->input = newpad(1, 1);
	if (term->input == NULL)
		alloc_fail();
	keypad(term->input, TRUE);
	nodelay(term->input, TRUE);
}

void term_take_size(struct term *term)
{
	int nrows, ncols;
	getmaxyx(stdscr, nrows, ncols);
	term->nrows = nrows > 0 ? (size_t)nrows : 0;
	term->ncols = ncols > 0 ? (size_t)ncols : 0;
	ioctl(STDOUT_FILENO, TIOCGWINSZ, &term->window_size);
}

/* Asks terminfo before curses does, which would already write to the terminal. By way of <termcap.h>, for <term.h> has
 * a `struct term` of its own. */
static bool is_usable(struct error *error)
{
	const char *name = getenv("TERM");
	if (name == NULL || tgetent(NULL, name) != 1)
		return error_set(error, "unknown terminal: TERM=%s", name != NULL ? name : "");
	return tigetstr("cup") != NULL || error_set(error, "this terminal cannot move the cursor: TERM=%s", name);
}

struct term *term_open(const struct term_options *options, struct error *error)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		error_set(error, "standard input and standard output must be a terminal");
		return NULL;
	}
	if (!is_usable(error))
		return NULL;
	struct term *term = alloc_zeroed(1, sizeof(*term));
	const char *codeset = nl_langinfo(CODESET);
	struct term_probe probe = {.ambiguous = options->ambiguous};
	term->utf8 = strcasecmp(codeset, "UTF-8") == 0 || strcasecmp(codeset, "UTF8") == 0;
	if (options->measure_ambiguous && term->utf8)
		probe = term_probe(TERM_PROBE_WAIT_MS);
	term->screen = newterm(NULL, stdout, stdin);
	if (term->screen == NULL) {
		error_set(error, "the terminal cannot be used: TERM=%s", getenv("TERM"));
		free(term);
		return NULL;
	}
	alloc_before_end(restore);
	/* Until curses has been left and entered again, it sends every movement of the cursor by itself. Later, when there
	 * are colours, it would have the terminal reset them on that occasion. */
	endwin();
	doupdate();
	/* What was typed while the terminal was asked comes first. */
	while (probe.ntyped)
		unget_wch((wchar_t)(unsigned char)probe.typed[--probe.ntyped]);
	term->wait_mask = options->wait_mask;
	term->ambiguous = probe.ambiguous ? probe.ambiguous : width_ambiguous_for(codeset);
	wcwidth_set_ambiguous(term->ambiguous);
	/* A terminal that draws ambiguous characters wide does so with those of lines. */
	term->ascii = options->ascii || !term->utf8 || term->ambiguous == WIDTH_AMBIGUOUS_2;
	term->theme = options->theme;
	set_modes(term);
	if (options->mouse) {
		/* No waiting for a second click: each press is told at once. */
		mouseinterval(0);
		mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
	}
	make_looks(term, options->colour);
	term_take_size(term);
	return term;
}

void term_close(struct term *term)
{
	if (term == NULL)
		return;
	alloc_before_end(NULL);
	endwin();
	delscreen(term->screen);
	strbuf_free(&term->clipped);
	free(term->wide);
	free(term);
}

size_t term_nrows(const struct term *term)
{
	return term->nrows;
}

size_t term_ncols(const struct term *term)
{
	return term->ncols;
}

enum width_ambiguous term_ambiguous(const struct term *term)
{
	return term->ambiguous;
}

/* ---- Drawing ---- */

static void reserve_wide(struct term *term, size_t count)
{
	if (count <= term->wide_capacity)
		return;
	term->wide = alloc_resize(term->wide, count, sizeof(*term->wide));
	term->wide_capacity = count;
}

/* The common case: fills `wide` when the text is printable ASCII as far as it is shown. */
static bool widen_ascii(struct term *term, struct str text, size_t ncols, size_t *count)
{
	size_t nbytes = text.nbytes < ncols ? text.nbytes : ncols;
	/* A combining character could follow the last one that fits. */
	if (nbytes < text.nbytes && (unsigned char)text.ptr[nbytes] >= 0x80)
		return false;
	reserve_wide(term, nbytes);
	for (size_t i = 0; i < nbytes; i++) {
		unsigned char byte = (unsigned char)text.ptr[i];
		if (byte < 0x20 || byte >= 0x7F)
			return false;
		term->wide[i] = byte;
	}
	*count = nbytes;
	return true;
}

/* Whether the character set in force has a character. */
static bool can_send(const struct term *term, wchar_t character)
{
	char bytes[MB_LEN_MAX];
	mbstate_t state = {0};
	return term->utf8 || character < 0x80 || wcrtomb(bytes, character, &state) != (size_t)-1;
}

/* Fills `wide` with `count` characters of what is shown of the text; '?' stands for what the terminal cannot show, in
 * the same number of columns. Returns the columns. */
static size_t widen(struct term *term, struct str text, size_t ncols, size_t *count)
{
	struct clip_options options = {.ncols = ncols, .ambiguous = term->ambiguous};
	strbuf_clear(&term->clipped);
	size_t shown_ncols = clip_text(&term->clipped, text, &options).ncols;
	/* No character becomes more '?' than it has bytes. */
	reserve_wide(term, term->clipped.nbytes);
	struct str rest = strbuf_view(&term->clipped);
	*count = 0;
	while (rest.nbytes > 0) {
		struct utf8_char c = utf8_decode(rest);
		rest = str_slice(rest, c.nbytes, rest.nbytes);
		int char_ncols = width_of(c.code_point, term->ambiguous);
		/* In front of all others a combining character would go to what stands to the left. */
		if (char_ncols == 0 && *count == 0)
			continue;
		if (can_send(term, (wchar_t)c.code_point))
			term->wide[(*count)++] = (wchar_t)c.code_point;
		else
			for (; char_ncols > 0; char_ncols--)
				term->wide[(*count)++] = L'?';
	}
	return shown_ncols;
}

static struct look look_of(const struct term *term, size_t role, bool selected)
{
	struct look look = term->looks[role];
	/* Dimmed on a bright ground would be hard to read. */
	if (selected)
		look = (struct look){(look.attributes & ~A_DIM) | A_REVERSE, look.pair, true};
	return look;
}

static void set_look(struct look look)
{
	wattr_set(stdscr, look.attributes, look.pair, NULL);
}

/* Writes `count` characters from where curses stands. A blank whose look does not show goes on with that of the text
 * before it: so a row of dimmed zeros changes its look twice and not twice for each of them. Returns the
 * look at the end. */
static struct look put_characters(const wchar_t *characters, size_t count, struct look look, struct look before)
{
	size_t nblanks = 0;
	while (!look.shows_on_blanks && !before.shows_on_blanks && nblanks < count && characters[nblanks] == L' ')
		nblanks++;
	if (nblanks) {
		set_look(before);
		waddnwstr(stdscr, characters, (int)nblanks);
	}
	if (nblanks == count)
		return before;
	set_look(look);
	waddnwstr(stdscr, characters + nblanks, (int)(count - nblanks));
	return look;
}

void term_erase(struct term *term)
{
	(void)term;
	wattr_set(stdscr, A_NORMAL, 0, NULL);
	werase(stdscr);
}

void term_put(struct term *term, size_t row, size_t col, size_t ncols, struct str text, enum theme_role role,
	      bool selected)
{
	if (row >= term->nrows || col >= term->ncols || ncols == 0)
		return;
	if (ncols > term->ncols - col)
		ncols = term->ncols - col;
	size_t count;
	size_t shown_ncols = widen_ascii(term, text, ncols, &count) ? count : widen(term, text, ncols, &count);
	struct look look = look_of(term, role, selected), plain = {0};
	struct look before = row == term->last_row && col == term->last_end ? term->last_look : plain;
	wmove(stdscr, (int)row, (int)col);
	term->last_look = put_characters(term->wide, count, look, before);
	/* Padding is blanks: whline would blank the column before it where that was half a wide one. */
	reserve_wide(term, ncols - shown_ncols);
	for (size_t i = 0; i < ncols - shown_ncols; i++)
		term->wide[i] = L' ';
	if (shown_ncols < ncols)
		term->last_look = put_characters(term->wide, ncols - shown_ncols, look, plain);
	term->last_row = row;
	term->last_end = col + ncols;
}

void term_vertical_line(struct term *term, size_t row, size_t col, size_t nrows)
{
	if (row >= term->nrows || col >= term->ncols)
		return;
	set_look(look_of(term, THEME_BORDER, false));
	if (term->ascii)
		mvwvline(stdscr, (int)row, (int)col, '|', (int)nrows);
	else
		mvwvline_set(stdscr, (int)row, (int)col, WACS_VLINE, (int)nrows);
}

void term_horizontal_line(struct term *term, size_t row, size_t col, size_t ncols)
{
	if (row >= term->nrows || col >= term->ncols)
		return;
	set_look(look_of(term, THEME_BORDER, false));
	if (term->ascii)
		mvwhline(stdscr, (int)row, (int)col, '-', (int)ncols);
	else
		mvwhline_set(stdscr, (int)row, (int)col, WACS_HLINE, (int)ncols);
}

void term_flush(struct term *term, size_t row, size_t col, bool cursor_shown)
{
	if (cursor_shown != term->cursor_shown)
		curs_set(cursor_shown);
	term->cursor_shown = cursor_shown;
	if (row < term->nrows && col < term->ncols)
		wmove(stdscr, (int)row, (int)col);
	wnoutrefresh(stdscr);
	doupdate();
}

void term_invalidate(struct term *term)
{
	(void)term;
	reset_prog_mode();
	clearok(curscr, TRUE);
}

/* ---- Leaving for a while ---- */

void term_suspend(struct term *term)
{
	term->cursor_shown = true;
	curs_set(1);
	endwin();
}

void term_resume(struct term *term)
{
	reset_prog_mode();
	curs_set(0);
	term->cursor_shown = false;
	clearok(curscr, TRUE);
}

void term_print(struct term *term, struct str text)
{
	size_t count;
	widen(term, text, SIZE_MAX, &count);
	for (size_t i = 0; i < count; i++) {
		char bytes[MB_LEN_MAX];
		mbstate_t state = {0};
		size_t nbytes = wcrtomb(bytes, term->wide[i], &state);
		if (nbytes != (size_t)-1)
			fwrite(bytes, 1, nbytes, stdout);
	}
}

/* OSC 52 with the text in base64 (RFC 4648). */
void term_copy(struct term *term, struct str text)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	(void)term;
	fputs("\033]52;c;", stdout);
	for (size_t i = 0; i < text.nbytes; i += 3) {
		size_t left = text.nbytes - i;
		unsigned long bits = (unsigned long)(unsigned char)text.ptr[i] << 16;
		bits |= left > 1 ? (unsigned long)(unsigned char)text.ptr[i + 1] << 8 : 0;
		bits |= left > 2 ? (unsigned long)(unsigned char)text.ptr[i + 2] : 0;
		putchar(digits[bits >> 18]);
		putchar(digits[bits >> 12 & 63]);
		putchar(left > 1 ? digits[bits >> 6 & 63] : '=');
		putchar(left > 2 ? digits[bits & 63] : '=');
	}
	putchar('\a');
	fflush(stdout);
}
