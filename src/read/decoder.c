#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "read/decoder_pairs.h"
#include "read/decoder_units.h"
#include "read/encoding.h"
#include "read/encoding_bytes.h"

#define REPLACEMENT STR("\xEF\xBF\xBD")
#define EURO STR("\xE2\x82\xAC")

/* The names that iconv gets to see. UTF-8 is not among them: glibc's takes code points above U+10FFFF. */
static const struct converter {
	const char *name;
	size_t unit_nbytes;
} converters[ENCODING_COUNT] = {
	[ENCODING_GB18030] = {"GB18030", 1},
	[ENCODING_BIG5] = {"BIG5-HKSCS", 1},
	[ENCODING_UTF16LE] = {"UTF-16LE", 2},
	[ENCODING_UTF16BE] = {"UTF-16BE", 2},
	[ENCODING_UTF32LE] = {"UTF-32LE", 4},
	[ENCODING_UTF32BE] = {"UTF-32BE", 4},
};

static const iconv_t no_conversion = (iconv_t)-1;

struct decoder {
	iconv_t conversions[ENCODING_COUNT];
	int error_numbers[ENCODING_COUNT]; /* why there is no conversion; 0 where the system knows none */
	struct decoder_pairs *pairs[ENCODING_COUNT]; /* of GB18030 and Big5, once there was a text in it */
};

static void open_conversion(struct decoder *decoder, size_t encoding)
{
	decoder->conversions[encoding] = iconv_open("UTF-8", converters[encoding].name);
	if (decoder->conversions[encoding] != no_conversion)
		return;
	if (errno == ENOMEM)
		alloc_fail();
	decoder->error_numbers[encoding] = errno == EINVAL ? 0 : errno;
}

/* All are opened here: later the program may have shut itself out of the files that iconv_open() reads. */
struct decoder *decoder_new(void)
{
	struct decoder *decoder = alloc_zeroed(1, sizeof(*decoder));
	for (size_t i = 0; i < ENCODING_COUNT; i++) {
		decoder->conversions[i] = no_conversion;
		if (converters[i].name)
			open_conversion(decoder, i);
	}
	return decoder;
}

void decoder_free(struct decoder *decoder)
{
	if (!decoder)
		return;
	for (size_t i = 0; i < ENCODING_COUNT; i++) {
		if (decoder->conversions[i] != no_conversion)
			iconv_close(decoder->conversions[i]);
		free(decoder->pairs[i]);
	}
	free(decoder);
}

/* One call's work. */
struct run {
	enum encoding encoding;
	iconv_t conversion;
	struct str source;              /* without the byte order mark */
	struct strbuf *out;
	size_t out_start;               /* how much `out` held before */
	struct decoder_pairs *pairs;    /* for GB18030 and Big5 */
	struct decoding result;
};

/* Stands one U+FFFD for what comes next. */
static void replace(struct run *run)
{
	if (run->result.nbad++ == 0) {
		struct str decoded = str_slice(strbuf_view(run->out), run->out_start, run->out->nbytes);
		run->result.first_bad_line = 1 + (uint32_t)str_count(decoded, '\n');
	}
	strbuf_append(run->out, REPLACEMENT);
}

static void decode_utf8(struct run *run)
{
	struct str rest = run->source;
	while (rest.nbytes > 0) {
		size_t nbytes = utf8_find_invalid(rest);
		strbuf_append(run->out, str_slice(rest, 0, nbytes));
		rest = str_slice(rest, nbytes, rest.nbytes);
		if (rest.nbytes == 0)
			break;
		replace(run);
		rest = encoding_utf8_is_cut(rest) ? (struct str){NULL, 0} : str_slice(rest, 1, rest.nbytes);
	}
}

/* Makes room for what `nbytes` of source become as a rule, and for at least one character; returns the room. */
static size_t make_room(struct strbuf *out, size_t nbytes)
{
	enum { LEAST_NBYTES = 64 };
	if (nbytes > SIZE_MAX / 2 - LEAST_NBYTES)
		alloc_fail();
	strbuf_reserve(out, nbytes + nbytes / 2 + LEAST_NBYTES);
	return out->capacity - out->nbytes - 1;
}

/* Converts until something stops it: returns 0 at the end of `rest`, else what errno says. With `rest` NULL, what the
 * conversion has held back comes out and it starts anew. */
static int convert(struct run *run, struct str *rest)
{
	size_t room = make_room(run->out, rest ? rest->nbytes : 0);
	char *place = run->out->ptr + run->out->nbytes;
	char *from = rest ? (char *)rest->ptr : NULL;
	errno = 0;
	size_t status = iconv(run->conversion, rest ? &from : NULL, rest ? &rest->nbytes : NULL, &place, &room);
	int why = status == (size_t)-1 ? errno : 0;
	if (rest)
		rest->ptr = from;
	*place = '\0';
	run->out->nbytes = (size_t)(place - run->out->ptr);
	return why;
}

/* What to do about bytes that iconv refuses; returns how many of them are dealt with. */
static size_t pass_fault(struct run *run, struct str rest, bool cut)
{
	size_t unit_nbytes = converters[run->encoding].unit_nbytes;
	convert(run, NULL);
	if (run->encoding == ENCODING_GB18030 && rest.ptr[0] == '\x80') {
		strbuf_append(run->out, EURO);
		return 1;
	}
	replace(run);
	return cut || rest.nbytes < unit_nbytes ? rest.nbytes : unit_nbytes;
}

/* What needs no iconv. There is room for three bytes a byte, so that iconv, which may hold back a character of Big5,
 * does not stop behind that before the end or a fault. */
static void convert_usual(struct run *run, struct str *rest)
{
	bool big_endian = run->encoding == ENCODING_UTF16BE;
	if (!run->pairs && !big_endian && run->encoding != ENCODING_UTF16LE)
		return;
	make_room(run->out, 2 * rest->nbytes);
	char *out = run->out->ptr + run->out->nbytes;
	run->out->nbytes += run->pairs ? decoder_pairs_decode(run->pairs, rest, out)
				       : decoder_units_decode(rest, big_endian, out);
	run->out->ptr[run->out->nbytes] = '\0';
}

static void decode_by_iconv(struct run *run)
{
	struct str rest = run->source;
	while (rest.nbytes > 0) {
		convert_usual(run, &rest);
		if (!rest.nbytes)
			break;
		int why = convert(run, &rest);
		if (why != 0 && why != E2BIG && rest.nbytes > 0)
			rest = str_slice(rest, pass_fault(run, rest, why == EINVAL), rest.nbytes);
	}
	convert(run, NULL);
}

struct decoding decoder_decode(struct decoder *decoder, enum encoding encoding, struct str bytes, struct strbuf *out)
{
	size_t bom_nbytes = encoding_bom_nbytes(encoding, bytes);
	/* What it lacked may be there again: for want of descriptors glibc says that it knows no such encoding. */
	if (converters[encoding].name && decoder->conversions[encoding] == no_conversion)
		open_conversion(decoder, encoding);
	struct run run = {
		.encoding = encoding,
		.conversion = decoder->conversions[encoding],
		.source = str_slice(bytes, bom_nbytes, bytes.nbytes),
		.out = out,
		.out_start = out->nbytes,
	};
	bool has_pairs = encoding == ENCODING_GB18030 || encoding == ENCODING_BIG5;
	if (has_pairs && run.conversion != no_conversion && !decoder->pairs[encoding])
		decoder->pairs[encoding] = decoder_pairs_new(run.conversion);
	run.pairs = decoder->pairs[encoding];
	run.result.available = encoding == ENCODING_UTF8 || run.conversion != no_conversion;
	run.result.error_number = run.result.available ? 0 : decoder->error_numbers[encoding];
	if (encoding == ENCODING_UTF8)
		decode_utf8(&run);
	else if (run.result.available)
		decode_by_iconv(&run);
	return run.result;
}

bool decoder_list_pairs(struct decoder *decoder, enum encoding encoding, uint16_t list[ENCODING_NPAIRS])
{
	bool available = decoder->conversions[encoding] != no_conversion;
	if (available)
		decoder_pairs_list(decoder->conversions[encoding], list);
	return available;
}
