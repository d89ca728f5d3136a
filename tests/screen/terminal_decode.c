/* From the bytes of the program to the text that libvterm shows: the charset, and what libvterm does not do well.
 *
 * libvterm does not know dim text (SGR 2). It does know alternative fonts, which programs do not use: dim becomes
 * font 1 (SGR 11), so that a cell remembers it. And it wraps too early behind a repeated character (REP) which ends
 * before the last column: the character is written out instead. */
#include "terminal_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/width.h"

enum { SEQUENCE_MAX_BYTES = 256, REPEAT_MAX = 10000 };

void decoder_init(struct decoder *decoder, const char *charset)
{
	memset(decoder, 0, sizeof *decoder);
	/* From UTF-8 to UTF-8 as well: iconv finds what is invalid. */
	decoder->to_utf8 = iconv_open("UTF-8", charset != NULL ? charset : "UTF-8");
	if (decoder->to_utf8 == (iconv_t)-1)
		terminal_die(charset);
}

void decoder_free(struct decoder *decoder)
{
	iconv_close(decoder->to_utf8);
	free(decoder->sequence.ptr);
	free(decoder->text.ptr);
}

/* Copies the next parameter with its separator; the parameter itself is what is before ';'. */
static const char *copy_parameter(struct bytes *text, const char *parameter)
{
	size_t nbytes = strcspn(parameter, ";");

	bytes_append(text, parameter, nbytes);
	if (parameter[nbytes] == '\0')
		return NULL;
	bytes_append(text, ";", 1);
	return parameter + nbytes + 1;
}

static bool is_parameter(const char *parameter, const char *value)
{
	size_t nbytes = strcspn(parameter, ";");

	return nbytes == strlen(value) && strncmp(parameter, value, nbytes) == 0;
}

/* How many of the parameters behind 38 or 48 belong to it. */
static int count_colour_parameters(const char *rest)
{
	if (rest == NULL)
		return 0;
	return is_parameter(rest, "5") ? 2 : is_parameter(rest, "2") ? 4 : 0;
}

/* Adds the sequence of attributes which is complete now, with dim as a font. */
static void append_attributes(struct decoder *decoder)
{
	const char *rest = decoder->sequence.ptr;

	while (rest != NULL) {
		const char *parameter = rest;
		int nskipped = 0;

		if (is_parameter(parameter, "2"))
			bytes_append_text(&decoder->text, "11;");
		else if (is_parameter(parameter, "22"))
			bytes_append_text(&decoder->text, "10;");
		rest = copy_parameter(&decoder->text, rest);
		if (is_parameter(parameter, "38") || is_parameter(parameter, "48"))
			nskipped = count_colour_parameters(rest);
		while (rest != NULL && nskipped-- > 0)
			rest = copy_parameter(&decoder->text, rest);
	}
}

/* Adds the last character again, as often as the sequence says. */
static void append_repeated(struct decoder *decoder)
{
	unsigned long count = strtoul(decoder->sequence.ptr, NULL, 10);

	if (count == 0)
		count = 1;
	for (unsigned long i = 0; i < count && i < REPEAT_MAX; i++)
		bytes_append(&decoder->text, decoder->last, decoder->nlast);
}

static void end_sequence(struct decoder *decoder, char final)
{
	bool is_numeric = strspn(decoder->sequence.ptr, "0123456789;:") == decoder->sequence.nbytes;

	decoder->state = IN_TEXT;
	if (final == 'b' && is_numeric) {
		append_repeated(decoder);
		return;
	}
	bytes_append(&decoder->text, "\033[", 2);
	if (final == 'm' && is_numeric)
		append_attributes(decoder);
	else
		bytes_append(&decoder->text, decoder->sequence.ptr, decoder->sequence.nbytes);
	bytes_append(&decoder->text, &final, 1);
}

static void add_text_byte(struct decoder *decoder, char byte)
{
	bool is_continuation = ((unsigned char)byte & 0xc0) == 0x80;

	bytes_append(&decoder->text, &byte, 1);
	if ((unsigned char)byte < 0x20)
		return;
	if (!is_continuation)
		decoder->nlast = 0;
	if (decoder->nlast < sizeof decoder->last)
		decoder->last[decoder->nlast++] = byte;
}

static void add_behind_escape(struct decoder *decoder, char byte)
{
	if (byte == '[') {
		bytes_clear(&decoder->sequence);
		decoder->state = IN_PARAMETERS;
		return;
	}
	bytes_append(&decoder->text, "\033", 1);
	if (byte == '\033')
		return;
	bytes_append(&decoder->text, &byte, 1);
	/* A designation of character sets has one more byte. */
	decoder->state = byte >= 0x20 && byte <= 0x2f ? IN_ESCAPE : IN_TEXT;
}

/* Takes a byte of UTF-8. */
static void add_byte(struct decoder *decoder, char byte)
{
	switch (decoder->state) {
	case IN_TEXT:
		if (byte == '\033')
			decoder->state = BEHIND_ESCAPE;
		else
			add_text_byte(decoder, byte);
		break;
	case BEHIND_ESCAPE:
		add_behind_escape(decoder, byte);
		break;
	case IN_ESCAPE:
		bytes_append(&decoder->text, &byte, 1);
		decoder->state = IN_TEXT;
		break;
	case IN_PARAMETERS:
		if (byte >= 0x20 && byte <= 0x3f && decoder->sequence.nbytes < SEQUENCE_MAX_BYTES)
			bytes_append(&decoder->sequence, &byte, 1);
		else
			end_sequence(decoder, byte);
		break;
	}
}

/* Takes characters of UTF-8. */
static void add_characters(struct decoder *decoder, const char *start, const char *end)
{
	static const char wide[] = "\xe3\x80\x93";
	struct str rest = {start, (size_t)(end - start)};

	while (rest.nbytes > 0) {
		struct utf8_char c = utf8_decode(rest);
		bool is_ambiguous =
			width_of(c.code_point, WIDTH_AMBIGUOUS_1) != width_of(c.code_point, WIDTH_AMBIGUOUS_2);
		bool is_replaced = decoder->wide_ambiguous && c.valid && is_ambiguous && decoder->state == IN_TEXT;
		struct str shown = is_replaced ? (struct str){wide, sizeof wide - 1} : (struct str){rest.ptr, c.nbytes};

		for (size_t i = 0; i < shown.nbytes; i++)
			add_byte(decoder, shown.ptr[i]);
		rest = str_slice(rest, c.nbytes, rest.nbytes);
	}
}

/* Converts what it can and adds it; returns how many bytes it took. The others are the beginning of a character. */
static size_t convert(struct decoder *decoder, char *data, size_t nbytes)
{
	size_t nleft = nbytes;

	while (nleft > 0) {
		char utf8[4096];
		char *end = utf8;
		size_t nfree = sizeof utf8;
		size_t result = iconv(decoder->to_utf8, &data, &nleft, &end, &nfree);
		int problem = result == (size_t)-1 ? errno : 0;

		add_characters(decoder, utf8, end);
		if (problem == EINVAL)
			break;
		if (problem != EILSEQ)
			continue;
		for (const char *byte = "\xef\xbf\xbd"; *byte != '\0'; byte++)
			add_byte(decoder, *byte);
		decoder->ninvalid++;
		data++;
		nleft--;
	}
	return nbytes - nleft;
}

void decoder_feed(struct decoder *decoder, const char *data, size_t nbytes)
{
	size_t nall = decoder->nrest + nbytes;
	char *all = terminal_alloc(nall + 1);
	size_t ntaken;

	memcpy(all, decoder->rest, decoder->nrest);
	memcpy(all + decoder->nrest, data, nbytes);
	bytes_clear(&decoder->text);
	ntaken = convert(decoder, all, nall);
	decoder->nrest = nall - ntaken;
	if (decoder->nrest > sizeof decoder->rest)
		terminal_die("character of more than 16 bytes");
	memcpy(decoder->rest, all + ntaken, decoder->nrest);
	free(all);
}
