/* ppoll is newer than the POSIX that is asked for elsewhere. */
#define _GNU_SOURCE
#include "ui/term.h"

#include <langinfo.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#define NCURSES_NOMACROS 1
#include <curses.h>
#include <termcap.h>

#include "base/alloc.h"
#include "base/clip.h"
#include "base/utf8.h"

enum {
	KEY_ESCAPE = 27,
	ESCAPE_WAIT_MS = 50,            /* how long the rest of an escape sequence may take */
	SEQUENCE_NBYTES = 256,          /* longer ones are not waited for */
	MAX_STALLS = 10,                /* reads without a byte, on input said to be readable, before it is given up */
};

struct look {
	attr_t attributes;
	short pair;
};

struct term {
	SCREEN *screen;
	WINDOW *input;                  /* a pad: reading from a window would refresh it first */
	size_t nrows, ncols;
	struct winsize window_size;     /* as the tty told it last */
	bool ascii;                     /* lines are drawn in ASCII */
	bool utf8;                      /* every character can be sent */
	enum width_ambiguous ambiguous;
	struct look looks[THEME_NROLES];
	struct strbuf clipped;
	wchar_t *wide;
	size_t wide_capacity;
	unsigned nstalls;
	const sigset_t *wait_mask;
};

/* ---- Opening and closing ---- */

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
	const struct theme_style *style = theme_style(role);
	if (style->foreground == THEME_DEFAULT && style->background == THEME_DEFAULT)
		return 0;
	for (size_t i = 0; i < role; i++) {
		const struct theme_style *other = theme_style(i);
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
		const struct theme_style *style = theme_style(role);
		term->looks[role].attributes = attributes_of(colour ? style->attributes : style->mono);
		term->looks[role].pair = colour ? pair_of(term, role, has_default, &npairs) : 0;
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
	keypad(term->input, TRUE);
	nodelay(term->input, TRUE);
}

/* The size that curses goes by, and the one that the tty tells. */
static void take_size(struct term *term)
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
	term->screen = newterm(NULL, stdout, stdin);
	if (term->screen == NULL) {
		error_set(error, "the terminal cannot be used: TERM=%s", getenv("TERM"));
		free(term);
		return NULL;
	}
	const char *codeset = nl_langinfo(CODESET);
	term->utf8 = strcasecmp(codeset, "UTF-8") == 0 || strcasecmp(codeset, "UTF8") == 0;
	term->ascii = options->ascii || !term->utf8;
	term->wait_mask = options->wait_mask;
	term->ambiguous = width_ambiguous_for(codeset);
	set_modes(term);
	make_looks(term, options->colour);
	take_size(term);
	return term;
}

void term_close(struct term *term)
{
	if (term == NULL)
		return;
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

static void set_look(const struct term *term, size_t role, bool selected)
{
	attr_t attributes = term->looks[role].attributes;
	/* Dimmed on a bright ground would be hard to read. */
	if (selected)
		attributes = (attributes & ~A_DIM) | A_REVERSE;
	wattr_set(stdscr, attributes, term->looks[role].pair, NULL);
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
	set_look(term, role, selected);
	wmove(stdscr, (int)row, (int)col);
	/* The padding goes with the text: whline would blank the column before it where that was half a wide one. */
	reserve_wide(term, count + ncols - shown_ncols);
	for (size_t i = shown_ncols; i < ncols; i++)
		term->wide[count++] = L' ';
	waddnwstr(stdscr, term->wide, (int)count);
}

void term_vertical_line(struct term *term, size_t row, size_t col, size_t nrows)
{
	if (row >= term->nrows || col >= term->ncols)
		return;
	set_look(term, THEME_BORDER, false);
	if (term->ascii)
		mvwvline(stdscr, (int)row, (int)col, '|', (int)nrows);
	else
		mvwvline_set(stdscr, (int)row, (int)col, WACS_VLINE, (int)nrows);
}

void term_horizontal_line(struct term *term, size_t row, size_t col, size_t ncols)
{
	if (row >= term->nrows || col >= term->ncols)
		return;
	set_look(term, THEME_BORDER, false);
	if (term->ascii)
		mvwhline(stdscr, (int)row, (int)col, '-', (int)ncols);
	else
		mvwhline_set(stdscr, (int)row, (int)col, WACS_HLINE, (int)ncols);
}

void term_flush(struct term *term, size_t row, size_t col)
{
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

/* ---- Keys ---- */

struct key_code {
	int code;                       /* of curses */
	int key;
};

static const struct key_code key_codes[] = {
	{KEY_UP, TERM_KEY_UP}, {KEY_DOWN, TERM_KEY_DOWN}, {KEY_LEFT, TERM_KEY_LEFT}, {KEY_RIGHT, TERM_KEY_RIGHT},
	{KEY_PPAGE, TERM_KEY_PAGE_UP}, {KEY_NPAGE, TERM_KEY_PAGE_DOWN}, {KEY_HOME, TERM_KEY_HOME},
	{KEY_END, TERM_KEY_END}, {KEY_FIND, TERM_KEY_HOME}, {KEY_SELECT, TERM_KEY_END}, {KEY_LL, TERM_KEY_END},
	{KEY_A1, TERM_KEY_HOME}, {KEY_A3, TERM_KEY_PAGE_UP}, {KEY_C1, TERM_KEY_END}, {KEY_C3, TERM_KEY_PAGE_DOWN},
	{KEY_BACKSPACE, TERM_KEY_BACKSPACE}, {KEY_DC, TERM_KEY_DELETE}, {KEY_BTAB, TERM_KEY_BACK_TAB},
	{KEY_ENTER, '\r'},
};

/* What terminals send after ESC [ or ESC O, for keys that terminfo does not know or has in the other mode. */
static const struct {
	const char *text;
	int key;
} sequences[] = {
	{"A", TERM_KEY_UP}, {"B", TERM_KEY_DOWN}, {"C", TERM_KEY_RIGHT}, {"D", TERM_KEY_LEFT},
	{"H", TERM_KEY_HOME}, {"F", TERM_KEY_END}, {"1~", TERM_KEY_HOME}, {"7~", TERM_KEY_HOME},
	{"4~", TERM_KEY_END}, {"8~", TERM_KEY_END}, {"3~", TERM_KEY_DELETE}, {"5~", TERM_KEY_PAGE_UP},
	{"6~", TERM_KEY_PAGE_DOWN}, {"Z", TERM_KEY_BACK_TAB},
};

static int key_of_code(struct term *term, int code)
{
	if (code == KEY_RESIZE) {
		take_size(term);
		clearok(curscr, TRUE);
		return TERM_KEY_RESIZE;
	}
	for (size_t i = 0; i < sizeof(key_codes) / sizeof(key_codes[0]); i++)
		if (key_codes[i].code == code)
			return key_codes[i].key;
	return TERM_KEY_NONE;
}

/* The next character of an escape sequence, or -1. A key that is none is put back. */
static int next_in_sequence(struct term *term)
{
	wint_t value;
	int status = wget_wch(term->input, &value);
	if (status == ERR) {
		struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
		if (poll(&input, 1, ESCAPE_WAIT_MS) <= 0)
			return -1;
		status = wget_wch(term->input, &value);
	}
	if (status == KEY_CODE_YES)
		ungetch((int)value);
	return status == OK ? (int)value : -1;
}

/* The rest of ESC [ or ESC O. Unknown ones, and a late answer to a question for the cursor's position, are dropped. */
static int read_control_sequence(struct term *term)
{
	char text[8] = "";
	size_t length = 0;
	for (int count = 0; count < SEQUENCE_NBYTES; count++) {
		int character = next_in_sequence(term);
		if (character < 0x20 || character > 0x7E)
			return TERM_KEY_NONE;
		if (length < sizeof(text) - 1)
			text[length++] = (char)character;
		if (character < 0x40)
			continue;
		for (size_t i = 0; i < sizeof(sequences) / sizeof(sequences[0]); i++)
			if (strcmp(sequences[i].text, text) == 0)
				return sequences[i].key;
		return TERM_KEY_NONE;
	}
	return TERM_KEY_NONE;
}

/* Drops what a terminal tells of itself: a text that BEL or ESC \ ends. */
static void drop_string(struct term *term)
{
	int previous = 0, character = 0;
	for (int count = 0; count < SEQUENCE_NBYTES && character >= 0 && character != '\a'; count++) {
		if (previous == KEY_ESCAPE && character == '\\')
			break;
		previous = character;
		character = next_in_sequence(term);
	}
}

/* ESC alone is a key; with more at its heels it begins a sequence, or the key that follows was typed with Alt. */
static int read_after_escape(struct term *term)
{
	wint_t value;
	int status = wget_wch(term->input, &value);
	if (status == OK && (value == '[' || value == 'O'))
		return read_control_sequence(term);
	if (status == OK && (value == ']' || value == 'P')) {
		drop_string(term);
		return TERM_KEY_NONE;
	}
	if (status == OK)
		unget_wch((wchar_t)value);
	else if (status == KEY_CODE_YES)
		ungetch((int)value);
	return KEY_ESCAPE;
}

/* A key that was typed already, or TERM_KEY_NONE. `*got` says whether there was any input. */
static int take_key(struct term *term, bool *got)
{
	wint_t value;
	int status = wget_wch(term->input, &value);
	*got = status != ERR;
	if (status == ERR)
		return TERM_KEY_NONE;
	if (status == KEY_CODE_YES)
		return key_of_code(term, (int)value);
	if (value == KEY_ESCAPE)
		return read_after_escape(term);
	if (value == 127 || value == '\b')
		return TERM_KEY_BACKSPACE;
	return value < TERM_KEY_FIRST ? (int)value : TERM_KEY_NONE;
}

/* After a signal ended the wait: while the program was stopped nobody told it that the terminal has another size. */
static void look_at_size(struct term *term)
{
	struct winsize now = term->window_size;
	ioctl(STDOUT_FILENO, TIOCGWINSZ, &now);
	if (now.ws_row == term->window_size.ws_row && now.ws_col == term->window_size.ws_col)
		return;
	term->window_size = now;
	raise(SIGWINCH);
}

static size_t input_nbytes(void)
{
	int nbytes = 0;
	return ioctl(STDIN_FILENO, FIONREAD, &nbytes) == 0 && nbytes > 0 ? (size_t)nbytes : 0;
}

/* Takes a key from input that is said to be readable. A terminal that is gone, or was given to others, may say so for
 * ever and never give a byte. */
static int take_readable_key(struct term *term)
{
	bool got;
	size_t before_nbytes = input_nbytes();
	int key = take_key(term, &got);
	if (got || input_nbytes() < before_nbytes)
		term->nstalls = 0;
	else if (++term->nstalls > MAX_STALLS)
		return TERM_KEY_HANGUP;
	return key;
}

int term_read_key(struct term *term, int wake_fd, int timeout_ms)
{
	bool got;
	int key = take_key(term, &got);
	if (got)
		return key;
	struct pollfd fds[2] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = wake_fd, .events = POLLIN}};
	struct timespec timeout = {timeout_ms / 1000, timeout_ms % 1000 * 1000000L};
	int nready = ppoll(fds, 2, timeout_ms < 0 ? NULL : &timeout, term->wait_mask);
	if (nready < 0) {
		look_at_size(term);
		return take_key(term, &got);
	}
	if (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL))
		return TERM_KEY_HANGUP;
	return fds[0].revents & POLLIN ? take_readable_key(term) : TERM_KEY_NONE;
}
