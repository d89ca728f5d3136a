/* What is drawn, by curses or, where the terminal is one of the common kind, by a painter of our own (term_paint.h). */
#include "ui/term_parts.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/clip.h"
#include "base/utf8.h"

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
	if (!selected)
		return look;
	look.attributes = (look.attributes & ~A_DIM) | A_REVERSE;
	look.pen.marks = (uint8_t)((look.pen.marks & ~THEME_DIM) | THEME_REVERSE);
	look.shows_on_blanks = true;
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
	if (term->paint) {
		paint_erase(term->paint);
		return;
	}
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
	if (term->paint) {
		paint_put(term->paint, row, col, ncols, term->wide, count, term->ambiguous, look.pen);
		return;
	}
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

/* A line of the painter's: it knows no other line drawing than that of Unicode. */
static void paint_line(struct term *term, size_t row, size_t col, size_t nrows)
{
	const wchar_t character = term->ascii ? L'|' : 0x2502;
	for (size_t i = row; i < row + nrows && i < term->nrows; i++)
		paint_put(term->paint, i, col, 1, &character, 1, term->ambiguous, term->looks[THEME_BORDER].pen);
}

void term_vertical_line(struct term *term, size_t row, size_t col, size_t nrows)
{
	if (row >= term->nrows || col >= term->ncols)
		return;
	if (term->paint) {
		paint_line(term, row, col, nrows);
		return;
	}
	set_look(look_of(term, THEME_BORDER, false));
	if (term->ascii)
		mvwvline(stdscr, (int)row, (int)col, '|', (int)nrows);
	else
		mvwvline_set(stdscr, (int)row, (int)col, WACS_VLINE, (int)nrows);
}

/* Gives up when the terminal is gone, which reading keys tells. */
static void send_all(struct str bytes)
{
	while (bytes.nbytes) {
		alloc_wait_for_end();
		ssize_t n = write(STDOUT_FILENO, bytes.ptr, bytes.nbytes);
		struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
		if (n > 0)
			bytes = str_slice(bytes, (size_t)n, bytes.nbytes);
		else if (n < 0 && errno == EAGAIN)
			poll(&output, 1, -1);
		else if (n == 0 || errno != EINTR)
			return;
	}
}

/* Curses takes the terminal over and clears it, where that was not done or is not known to stand any more. */
static void paint_flush(struct term *term, size_t row, size_t col)
{
	alloc_wait_for_end();
	if (!term->paint->known) {
		clearok(curscr, TRUE);
		wmove(stdscr, 0, 0);
		wnoutrefresh(stdscr);
		doupdate();
		paint_forget(term->paint);
	}
	paint_collect(term->paint, row, col);
	send_all(strbuf_view(&term->paint->out));
}

void term_flush(struct term *term, size_t row, size_t col, bool cursor_shown)
{
	if (cursor_shown != term->cursor_shown)
		curs_set(cursor_shown);
	term->cursor_shown = cursor_shown;
	if (term->paint) {
		paint_flush(term, row, col);
		term_mark_pastes(term, true);
		return;
	}
	if (row < term->nrows && col < term->ncols)
		wmove(stdscr, (int)row, (int)col);
	alloc_wait_for_end();
	wnoutrefresh(stdscr);
	doupdate();
	term_mark_pastes(term, true);
}

void term_forget(struct term *term)
{
	clearok(curscr, TRUE);
	if (term->paint)
		term->paint->known = false;
}

void term_invalidate(struct term *term)
{
	reset_prog_mode();
	term_forget(term);
}

/* ---- Leaving for a while ---- */

void term_suspend(struct term *term)
{
	term->cursor_shown = true;
	curs_set(1);
	term_give_back(term);
}

void term_resume(struct term *term)
{
	reset_prog_mode();
	curs_set(0);
	term->cursor_shown = false;
	term_forget(term);
	term_look_at_size(term);
}

bool term_is_utf8(const struct term *term)
{
	return term->utf8;
}

void term_encode(const struct term *term, struct str text, struct strbuf *out)
{
	if (term->utf8) {
		strbuf_append(out, text);
		return;
	}
	while (text.nbytes) {
		struct utf8_char c = utf8_decode(text);
		char bytes[MB_LEN_MAX];
		mbstate_t state = {0};
		size_t nbytes = wcrtomb(bytes, (wchar_t)c.code_point, &state);
		if (nbytes != (size_t)-1)
			strbuf_append(out, (struct str){bytes, nbytes});
		for (int i = 0; nbytes == (size_t)-1 && i < width_of(c.code_point, term->ambiguous); i++)
			strbuf_append_byte(out, '?');
		text = str_slice(text, c.nbytes, text.nbytes);
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
