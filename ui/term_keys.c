/* Keys: what the terminal sends, as code points and names. */
/* ppoll is newer than the POSIX that is asked for elsewhere. */
#define _GNU_SOURCE
#include "ui/term_parts.h"

#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	KEY_ESCAPE = 27,
	ESCAPE_WAIT_MS = 50,            /* how long the rest of an escape sequence may take */
	SEQUENCE_NBYTES = 256,          /* longer ones are not waited for */
	MAX_STALLS = 10,                /* reads without a byte, on input said to be readable, before it is given up */
};

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
	{"6~", TERM_KEY_PAGE_DOWN}, {"Z", TERM_KEY_BACK_TAB}, {"P", TERM_KEY_F1}, {"11~", TERM_KEY_F1},
	{"200~", TERM_KEY_PASTE}, {"201~", TERM_KEY_PASTE_END},
};

struct term_mouse term_mouse(const struct term *term)
{
	return term->mouse;
}

/* Takes what curses knows of the mouse; TERM_KEY_NONE for what means nothing here, a button let go for one. */
static int take_mouse(struct term *term)
{
	static const struct {
		mmask_t state;
		enum term_button button;
	} buttons[] = {
		{BUTTON1_PRESSED, TERM_BUTTON_LEFT}, {BUTTON4_PRESSED, TERM_BUTTON_WHEEL_UP},
		{BUTTON5_PRESSED, TERM_BUTTON_WHEEL_DOWN},
	};
	MEVENT event;
	if (getmouse(&event) != OK || event.x < 0 || event.y < 0)
		return TERM_KEY_NONE;
	for (size_t i = 0; i < sizeof(buttons) / sizeof(*buttons); i++) {
		if (!(event.bstate & buttons[i].state))
			continue;
		term->mouse = (struct term_mouse){buttons[i].button, (size_t)event.y, (size_t)event.x};
		return TERM_KEY_MOUSE;
	}
	return TERM_KEY_NONE;
}

static int key_of_code(struct term *term, int code)
{
	if (code == KEY_MOUSE)
		return take_mouse(term);
	if (code == KEY_RESIZE) {
		term_take_size(term);
		term_forget(term);
		return TERM_KEY_RESIZE;
	}
	if (code >= KEY_F(1) && code <= KEY_F(12))
		return TERM_KEY_F1 + (code - KEY_F(1));
	for (size_t i = 0; i < sizeof(key_codes) / sizeof(key_codes[0]); i++)
		if (key_codes[i].code == code)
			return key_codes[i].key;
	return TERM_KEY_OTHER;
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

void term_look_at_size(struct term *term)
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

bool term_has_input(void)
{
	return input_nbytes() > 0;
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

int term_read_key(struct term *term, const int *wake_fds, size_t nwakes, int timeout_ms)
{
	bool got;
	int key = take_key(term, &got);
	if (got)
		return key;
	struct pollfd fds[1 + TERM_MAX_NWAKES] = {{.fd = STDIN_FILENO, .events = POLLIN}};
	for (size_t i = 0; i < nwakes; i++)
		fds[1 + i] = (struct pollfd){.fd = wake_fds[i], .events = POLLIN};
	struct timespec timeout = {timeout_ms / 1000, timeout_ms % 1000 * 1000000L};
	int nready = ppoll(fds, 1 + nwakes, timeout_ms < 0 ? NULL : &timeout, term->wait_mask);
	if (nready < 0) {
		term_look_at_size(term);
		return take_key(term, &got);
	}
	if (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL))
		return TERM_KEY_HANGUP;
	return fds[0].revents & POLLIN ? take_readable_key(term) : TERM_KEY_NONE;
}
