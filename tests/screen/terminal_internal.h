/* What the parts of the terminal share; tests include terminal.h only. */
#ifndef TESTS_SCREEN_TERMINAL_INTERNAL_H
#define TESTS_SCREEN_TERMINAL_INTERNAL_H

#include <iconv.h>
#include <sys/types.h>
#include <vterm.h>

#include "terminal.h"

/* Growing bytes, NUL-terminated as soon as something was appended. Zero-initialise; free(ptr) releases. */
struct bytes {
	char *ptr;
	size_t nbytes, capacity;
};

/* A control sequence on its way, see terminal_decode.c. */
enum decoder_state { IN_TEXT, BEHIND_ESCAPE, IN_ESCAPE, IN_PARAMETERS };

struct decoder {
	iconv_t to_utf8;
	char rest[16]; /* the beginning of a character whose other bytes are still to come */
	size_t nrest;
	size_t ninvalid;
	bool wide_ambiguous;
	enum decoder_state state;
	struct bytes sequence; /* of a control sequence: what follows ESC [ so far */
	char last[4];          /* the last character of text */
	size_t nlast;
	struct bytes text;     /* UTF-8, for libvterm */
};

struct terminal {
	VTerm *vt;
	VTermScreen *screen;
	int master_fd; /* -1 after a hangup */
	pid_t pid;
	bool is_eof;    /* no more output will come */
	bool is_reaped; /* the program ended, exit_status and cpu_us are known */
	int exit_status;
	uint64_t cpu_us;

	struct bytes raw;      /* all output */
	struct bytes incoming; /* output not yet given to the decoder */
	struct decoder decoder;
	struct bytes outgoing; /* input for the program, not yet written */
	iconv_t from_utf8;     /* for keys; (iconv_t)-1 when the terminal speaks UTF-8 */
	bool is_marker_due;    /* see terminal_settle */

	uint64_t active_ms;     /* when something was last sent or received */
	pid_t sleeper;          /* the process that had slept `nsleeps` times when something was last sent */
	unsigned long nsleeps;

	int bytes_per_second;   /* 0: no limit */

	bool is_cursor_visible, is_altscreen;
	size_t nbells;
	struct bytes screen_text, row_text, description;
	char *locale, *term, *charset;
};

/* terminal.c: stops the test program with a message. */
_Noreturn void terminal_die(const char *what);
void *terminal_alloc(size_t nbytes);
char *terminal_copy_text(const char *text);
void bytes_append(struct bytes *bytes, const void *data, size_t nbytes);
void bytes_append_text(struct bytes *bytes, const char *text);
void bytes_clear(struct bytes *bytes);
/* Milliseconds of a clock that only goes forward. */
uint64_t terminal_now_ms(void);
/* Notes whether the program has ended; true when it has. */
bool terminal_reap(struct terminal *t);

/* terminal_decode.c: from the charset of the terminal to text that libvterm shows. */
void decoder_init(struct decoder *decoder, const char *charset);
/* Replaces decoder->text. */
void decoder_feed(struct decoder *decoder, const char *data, size_t nbytes);
void decoder_free(struct decoder *decoder);

/* terminal_pump.c */
/* Reads output for up to `timeout_ms` until there is some, and shows all there is. True when some came. */
bool terminal_pump(struct terminal *t, int timeout_ms);
/* Writes t->outgoing to the program. */
bool terminal_flush(struct terminal *t);

/* terminal_settle.c */
/* Notes that the program is about to get something to do. */
void terminal_note_stimulus(struct terminal *t);
/* Bytes that terminal_settle sends through the tty; they never reach the screen. */
const char *terminal_marker(size_t *nbytes);

/* terminal_screen.c: connects the callbacks of libvterm. */
void terminal_watch_screen(struct terminal *t);

#endif
