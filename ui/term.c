#include "ui/term_parts.h"

#include <errno.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <termcap.h>

#include "base/alloc.h"
#include "ui/term_probe.h"
#include "ui/wcwidth.h"

enum { ESCAPE_WAIT_MS = 50 };           /* how long the rest of an escape sequence may take */

/* ---- Opening and closing ---- */

/* Whether its sequences are those of ECMA-48, with modes that it ignores where it does not know them. */
static bool speaks_ecma48(void)
{
	const char *move = tigetstr("cup");
	return move != NULL && move != (char *)-1 && strncmp(move, "\033[", 2) == 0;
}

void term_mark_pastes(struct term *term, bool wanted)
{
	if (term->marks_pastes == wanted || !speaks_ecma48())
		return;
	term->marks_pastes = wanted;
	fputs(wanted ? "\033[?2004h" : "\033[?2004l", stdout);
	fflush(stdout);
}

/* Gives the terminal back without asking for memory, as endwin does for moving the cursor. */
static void restore(void)
{
	static const char *const names[] = {"sgr0", "rmkx", "cnorm", "rmcup"};
	static const char no_mouse[] = "\033[?1006;1000l", no_pastes[] = "\033[?2004l";
	ssize_t written = 0;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *words = tigetstr(names[i]);
		/* Up to a delay. */
		if (words != NULL && words != (char *)-1)
			written += write(STDOUT_FILENO, words, strcspn(words, "$"));
	}
	if (has_mouse())
		written += write(STDOUT_FILENO, no_mouse, sizeof(no_mouse) - 1);
	if (speaks_ecma48())
		written += write(STDOUT_FILENO, no_pastes, sizeof(no_pastes) - 1);
	(void)written;
	reset_shell_mode();
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
		term->looks[role].pen = pen_plain;
		term->looks[role].pen.marks = (uint8_t)(colour ? style->attributes : style->mono);
		if (term->looks[role].pair) {
			term->looks[role].pen.foreground = (int8_t)style->foreground;
			term->looks[role].pen.background = (int8_t)style->background;
		}
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
	if (term->paint)
		paint_resize(term->paint, term->nrows, term->ncols);
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

/* Whether a capability is there and in the words of ECMA-48. */
static bool has_words(const char *name, const char *words)
{
	const char *own = tigetstr(name);
	return own != NULL && own != (char *)-1 && strcmp(own, words) == 0;
}

/* Whether the terminal has no such attribute, or turns it on as all do: `*can` gets it then. */
static bool takes_mark(const char *name, const char *words, uint8_t mark, uint8_t *can)
{
	const char *own = tigetstr(name);
	*can |= has_words(name, words) ? mark : 0;
	return own == NULL || has_words(name, words);
}

/* The same for one with the number 1 put in; curses gives nothing where it gets no memory. */
static bool has_words_with_1(const char *name, const char *words)
{
	const char *own = tigetstr(name);
	const char *filled = own != NULL && own != (char *)-1 ? tiparm(own, 1) : NULL;
	return filled != NULL && strcmp(filled, words) == 0;
}

static bool takes_colours(void)
{
	return !has_colors() || (has_words_with_1("setaf", "\033[31m") && has_words_with_1("setab", "\033[41m") &&
				 has_words("op", "\033[39;49m") && tigetnum("ncv") <= 0);
}

/* Moving, erasing, and the last column: it keeps the cursor until the next character comes. */
static bool moves_as_usual(void)
{
	const char *plain = tigetstr("sgr0");
	return tigetflag("am") == 1 && tigetflag("xenl") == 1 && plain != NULL &&
	       (strstr(plain, "\033[m") != NULL || strstr(plain, "\033[0m") != NULL) &&
	       has_words("cup", "\033[%i%p1%d;%p2%dH") && has_words("el", "\033[K") &&
	       has_words("cuf", "\033[%p1%dC") && has_words("cub", "\033[%p1%dD") && has_words("cud1", "\n");
}

/* A painter of our own where the terminal's words are those it has; else curses paints. */
static void start_painter(struct term *term)
{
	struct paint_abilities can = {.marks = 0};
	const char *own = getenv("GOUJI_PAINT");
	if (!term->utf8 || term->ambiguous != WIDTH_AMBIGUOUS_1 || (own != NULL && strcmp(own, "no") == 0) ||
	    !moves_as_usual())
		return;
	if (!takes_mark("bold", "\033[1m", THEME_BOLD, &can.marks) ||
	    !takes_mark("dim", "\033[2m", THEME_DIM, &can.marks) ||
	    !takes_mark("smul", "\033[4m", THEME_UNDERLINE, &can.marks) ||
	    !takes_mark("rev", "\033[7m", THEME_REVERSE, &can.marks) || !takes_colours())
		return;
	can.erases_characters = has_words("ech", "\033[%p1%dX");
	can.moves_in_row = has_words("hpa", "\033[%i%p1%dG");
	can.scrolls = has_words("csr", "\033[%i%p1%d;%p2%dr") && has_words("indn", "\033[%p1%dS") &&
		      has_words("rin", "\033[%p1%dT");
	term->paint = paint_new(&can, term->nrows, term->ncols);
}

static struct term *start_curses(const struct term_options *options, struct error *error)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		error_set(error, "standard input and standard output must be a terminal");
		return NULL;
	}
	if (!is_usable(error))
		return NULL;
	struct termios settings;
	if (tcgetattr(STDOUT_FILENO, &settings) != 0) {
		error_set(error, "standard output: %s", strerror(errno));
		return NULL;
	}
	struct term *term = alloc_zeroed(1, sizeof(*term));
	term->settings = settings;
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
	/* A thread that found no memory before this would leave the terminal as it becomes now. */
	alloc_wait_for_end();
	/* Until curses has been left and entered again, it sends every movement of the cursor by itself. Later, when
	 * there are colours, it would have the terminal reset them on that occasion. */
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
	start_painter(term);
	return term;
}

/* Curses calls exit, or crashes, where it has no memory for what terminfo says. */
struct term *term_open(const struct term_options *options, struct error *error)
{
	alloc_guard_library(true);
	struct term *term = start_curses(options, error);
	alloc_guard_library(false);
	return term;
}

/* Curses gives back what it has read of the tty, which is nothing where reading has failed. What a shell has set while
 * the program was stopped stays. */
void term_give_back(struct term *term)
{
	struct termios now;
	term_mark_pastes(term, false);
	endwin();
	if ((term->settings.c_lflag & ICANON) &&
	    (tcgetattr(STDOUT_FILENO, &now) != 0 || !(now.c_lflag & ICANON)))
		tcsetattr(STDOUT_FILENO, TCSADRAIN, &term->settings);
}

void term_close(struct term *term)
{
	if (term == NULL)
		return;
	alloc_before_end(NULL);
	term_give_back(term);
	delscreen(term->screen);
	paint_free(term->paint);
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

const char *term_cut_mark(const struct term *term, enum term_cut cut)
{
	if (!term->ascii)
		return "…";
	return cut == TERM_CUT_END ? ">" : "<";
}

enum width_ambiguous term_ambiguous(const struct term *term)
{
	return term->ambiguous;
}
