#include "base/clip.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/utf8.h"

enum { FORM_NBYTES = 16 };

/* One character of the source and what is shown for it: the source bytes themselves, or a form made in `made`. */
struct shown {
	const char *ptr;
	size_t nbytes;
	size_t ncols;
	size_t source_nbytes;
	char made[FORM_NBYTES];
};

struct state {
	size_t offset;                  /* source bytes done */
	size_t ncols;                   /* columns written */
	size_t out_nbytes;              /* length of the output */
};

/* A call of clip_text() under way. `kept` is the latest state that leaves the last column free for the mark;
 * blanks that it leaves out are made again. */
struct clipper {
	struct strbuf *out;
	struct str text;
	const struct clip_options *options;
	struct state now;
	struct state kept;
};

/* Characters that would act on the terminal or on the order of the text, but not be seen. */
static bool is_invisible(uint32_t cp)
{
	if (cp < 0xA0)
		return cp >= 0x80;
	if (cp >= 0x2070 && cp < 0xFEFF)
		return false;
	return cp == 0x061C || (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x2028 && cp <= 0x202E) ||
		(cp >= 0x2060 && cp <= 0x2069) || cp == 0xFEFF || (cp >= 0xE0000 && cp <= 0xE007F);
}

static void show_made(struct shown *shown, int nbytes)
{
	shown->ptr = shown->made;
	shown->nbytes = shown->ncols = (size_t)nbytes;
}

/* C0 and DEL: TAB as a blank, others as ^X. */
static void show_control(struct shown *shown, unsigned char byte)
{
	shown->made[0] = byte == '\t' ? ' ' : '^';
	shown->made[1] = (char)(byte ^ 0x40);
	show_made(shown, byte == '\t' ? 1 : 2);
}

/* Fills in `shown` for the first character of `text`, which is not empty. */
static void show(struct shown *shown, struct str text, enum width_ambiguous ambiguous)
{
	struct utf8_char c = utf8_decode(text);
	shown->source_nbytes = c.nbytes;
	if (c.code_point < 0x20 || c.code_point == 0x7F) {
		show_control(shown, (unsigned char)c.code_point);
	} else if (is_invisible(c.code_point)) {
		show_made(shown, snprintf(shown->made, FORM_NBYTES, "<U+%04" PRIX32 ">", c.code_point));
	} else {
		shown->ptr = c.valid ? text.ptr : "\xEF\xBF\xBD";
		shown->nbytes = c.valid ? c.nbytes : 3;
		shown->ncols = (size_t)width_of(c.code_point, ambiguous);
	}
}

/* How many printable ASCII characters `text` starts with, `limit` at the most. */
static size_t ascii_run(struct str text, size_t limit)
{
	size_t nbytes = 0;
	if (limit > text.nbytes)
		limit = text.nbytes;
	while (nbytes < limit && (unsigned char)(text.ptr[nbytes] - 0x20) < 0x7F - 0x20)
		nbytes++;
	return nbytes;
}

static struct str rest_of(const struct clipper *c)
{
	return str_slice(c->text, c->now.offset, c->text.nbytes);
}

/* Goes past combining characters that belong to what was cut off on the left. */
static void skip_zero_width(struct clipper *c)
{
	struct shown shown;
	while (c->now.offset < c->text.nbytes) {
		show(&shown, rest_of(c), c->options->ambiguous);
		if (shown.ncols > 0)
			break;
		c->now.offset += shown.source_nbytes;
	}
}

/* Goes past skip_ncols columns. Returns how many columns of the last character skipped stick out behind them: at most
 * ncols, for one that would fill more than that counts as left over on the right. */
static size_t skip_left(struct clipper *c)
{
	size_t todo_ncols = c->options->skip_ncols;
	while (todo_ncols > 0 && c->now.offset < c->text.nbytes) {
		struct str rest = rest_of(c);
		size_t ascii_nbytes = ascii_run(rest, todo_ncols);
		c->now.offset += ascii_nbytes;
		todo_ncols -= ascii_nbytes;
		if (ascii_nbytes > 0)
			continue;
		struct shown shown;
		show(&shown, rest, c->options->ambiguous);
		if (shown.ncols > todo_ncols) {
			size_t over_ncols = shown.ncols - todo_ncols;
			if (over_ncols > c->options->ncols)
				return c->options->ncols;
			c->now.offset += shown.source_nbytes;
			skip_zero_width(c);
			return over_ncols;
		}
		c->now.offset += shown.source_nbytes;
		todo_ncols -= shown.ncols;
	}
	if (c->options->skip_ncols > 0)
		skip_zero_width(c);
	return 0;
}

static void append_blanks(struct clipper *c, size_t ncols)
{
	strbuf_append_repeat(c->out, ' ', ncols);
	c->now.ncols += ncols;
	c->now.out_nbytes += ncols;
}

static void append_shown(struct clipper *c, const char *ptr, size_t nbytes, size_t ncols, size_t source_nbytes)
{
	strbuf_append(c->out, (struct str){ptr, nbytes});
	c->now.offset += source_nbytes;
	c->now.ncols += ncols;
	c->now.out_nbytes += nbytes;
	if (c->now.ncols < c->options->ncols)
		c->kept = c->now;
}

/* A run that reaches the last column is appended in two parts, so that what lies before that column can be kept. */
static void append_ascii(struct clipper *c, const char *ptr, size_t nbytes)
{
	if (nbytes > 1 && c->now.ncols + nbytes == c->options->ncols) {
		append_shown(c, ptr, nbytes - 1, nbytes - 1, nbytes - 1);
		ptr += nbytes - 1;
		nbytes = 1;
	}
	append_shown(c, ptr, nbytes, nbytes, nbytes);
}

/* Appends characters as long as they fit. Nothing at all fits no columns, not even a combining character. */
static void fill(struct clipper *c)
{
	struct shown shown;
	while (c->now.offset < c->text.nbytes) {
		struct str rest = rest_of(c);
		size_t room_ncols = c->options->ncols - c->now.ncols;
		size_t ascii_nbytes = ascii_run(rest, room_ncols);
		if (ascii_nbytes > 0) {
			append_ascii(c, rest.ptr, ascii_nbytes);
			continue;
		}
		show(&shown, rest, c->options->ambiguous);
		if (shown.ncols > room_ncols || c->options->ncols == 0)
			break;
		append_shown(c, shown.ptr, shown.nbytes, shown.ncols, shown.source_nbytes);
	}
}

/* Ends text that was cut: with the mark, and a blank where a wide character did not fit. */
static void end_cut(struct clipper *c)
{
	size_t ncols = c->options->ncols;
	if (!c->options->cut_mark || ncols == 0) {
		append_blanks(c, ncols - c->now.ncols);
		return;
	}
	c->now = c->kept;
	c->out->nbytes = c->kept.out_nbytes;
	strbuf_append_text(c->out, c->options->cut_mark);
	strbuf_append_repeat(c->out, ' ', ncols - 1 - c->now.ncols);
	c->now.ncols = ncols;
}

/* Fills up with blanks on the right and moves the text over those that belong on the left. */
static void end_padded(struct clipper *c, size_t start)
{
	size_t blanks = c->options->ncols - c->now.ncols;
	size_t text_nbytes = c->out->nbytes - start;
	append_blanks(c, blanks);
	size_t left = 0;
	if (c->options->align == CLIP_RIGHT)
		left = blanks;
	else if (c->options->align == CLIP_CENTRE)
		left = blanks / 2;
	if (left > 0) {
		memmove(c->out->ptr + start + left, c->out->ptr + start, text_nbytes);
		memset(c->out->ptr + start, ' ', left);
	}
}

struct clip_result clip_text(struct strbuf *out, struct str text, const struct clip_options *options)
{
	size_t start = out->nbytes;
	struct clipper c = {.out = out, .text = text, .options = options};
	size_t over_ncols = skip_left(&c);
	c.now.out_nbytes = start;
	c.kept = c.now;
	append_blanks(&c, over_ncols);
	if (over_ncols < options->ncols)
		c.kept = c.now;
	fill(&c);
	bool cut = c.now.offset < text.nbytes;
	if (cut)
		end_cut(&c);
	else if (options->pad)
		end_padded(&c, start);
	return (struct clip_result){c.now.offset, c.now.ncols, cut};
}

size_t clip_measure(struct str text, enum width_ambiguous ambiguous)
{
	struct shown shown;
	size_t ncols = 0;
	for (size_t offset = 0; offset < text.nbytes; offset += shown.source_nbytes) {
		struct str rest = str_slice(text, offset, text.nbytes);
		shown.source_nbytes = ascii_run(rest, rest.nbytes);
		ncols += shown.source_nbytes;
		if (shown.source_nbytes > 0)
			continue;
		show(&shown, rest, ambiguous);
		ncols += shown.ncols;
	}
	return ncols;
}

/* How many bytes `text` starts with that are shown as they are, without a look at each: printable ASCII, and U+3000 to
 * U+9FFF, which are most of the rest. */
static size_t plain_run(struct str text)
{
	size_t nbytes = 0;
	for (;;) {
		while (nbytes < text.nbytes && (unsigned char)(text.ptr[nbytes] - 0x20) < 0x7F - 0x20)
			nbytes++;
		if (text.nbytes - nbytes < 3 || (unsigned char)(text.ptr[nbytes] - 0xE3) > 0xE9 - 0xE3 ||
		    !utf8_is_tail(text.ptr[nbytes + 1]) || !utf8_is_tail(text.ptr[nbytes + 2]))
			return nbytes;
		nbytes += 3;
	}
}

void clip_sanitise(struct strbuf *out, struct str text)
{
	struct shown shown;
	for (size_t offset = 0; offset < text.nbytes; offset += shown.source_nbytes) {
		struct str rest = str_slice(text, offset, text.nbytes);
		shown.source_nbytes = plain_run(rest);
		if (shown.source_nbytes > 0) {
			strbuf_append(out, (struct str){rest.ptr, shown.source_nbytes});
			continue;
		}
		show(&shown, rest, WIDTH_AMBIGUOUS_1);
		strbuf_append(out, (struct str){shown.ptr, shown.nbytes});
	}
}
