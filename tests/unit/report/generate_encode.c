#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "report/generate.h"

static const char *const charsets[ENCODING_COUNT] = {
	[ENCODING_UTF8] = "UTF-8", [ENCODING_GB18030] = "GB18030", [ENCODING_BIG5] = "BIG5-HKSCS",
	[ENCODING_UTF16LE] = "UTF-16LE", [ENCODING_UTF16BE] = "UTF-16BE", [ENCODING_UTF32LE] = "UTF-32LE",
	[ENCODING_UTF32BE] = "UTF-32BE"};

static bool convert(iconv_t converter, struct str text, struct strbuf *out)
{
	char bytes[4096], *from = (char *)(uintptr_t)text.ptr, *to = bytes;
	size_t nfrom = text.nbytes, nto = sizeof(bytes);
	if (iconv(converter, &from, &nfrom, &to, &nto) == (size_t)-1)
		return false;
	strbuf_append(out, (struct str){bytes, sizeof(bytes) - nto});
	return true;
}

/* Bytes that are no character; in pages, what the charset lacks is written as a reference. */
static void encode_char(iconv_t converter, enum encoding encoding, struct str c, struct strbuf *out)
{
	static const struct str faults[ENCODING_COUNT] = {
		[ENCODING_UTF8] = {"\xff", 1}, [ENCODING_GB18030] = {"\xff", 1}, [ENCODING_BIG5] = {"\xff", 1},
		[ENCODING_UTF16LE] = {"\x00\xdc", 2}, [ENCODING_UTF16BE] = {"\xdc\x00", 2},
		[ENCODING_UTF32LE] = {"\x00\x00\x11\x00", 4}, [ENCODING_UTF32BE] = {"\x00\x11\x00\x00", 4}};
	if (str_equal(c, STR("\x01"))) {
		strbuf_append(out, faults[encoding]);
		return;
	}
	if (convert(converter, c, out))
		return;
	char reference[16];
	snprintf(reference, sizeof(reference), "&#x%x;", (unsigned)utf8_decode(c).code_point);
	if (!convert(converter, str_from(reference), out))
		abort();
}

static void encode(struct str text, enum encoding encoding, bool marked, struct strbuf *out)
{
	iconv_t converter = iconv_open(charsets[encoding], "UTF-8");
	if (converter == (iconv_t)-1)
		abort();
	bool wide = encoding >= ENCODING_UTF32LE;
	if (wide || (encoding != ENCODING_GB18030 && encoding != ENCODING_BIG5 && marked))
		convert(converter, STR("\xef\xbb\xbf"), out);
	while (text.nbytes) {
		size_t n = utf8_decode(text).nbytes;
		encode_char(converter, encoding, str_slice(text, 0, n), out);
		text = str_slice(text, n, text.nbytes);
	}
	iconv_close(converter);
}

void made_write_as(struct made *made, enum layout layout, enum encoding encoding, bool marked, struct strbuf *out)
{
	struct strbuf text = {0};
	made_write(made, layout, &text);
	struct str all = strbuf_view(&text);
	if (encoding == ENCODING_BIG5) {
		struct strbuf page = {0};
		size_t at = str_find(all, STR("<style>"));
		strbuf_append(&page, str_slice(all, 0, at));
		strbuf_append_text(&page, "<meta charset=\"big5\">");
		strbuf_append(&page, str_slice(all, at, all.nbytes));
		strbuf_free(&text);
		text = page;
		all = strbuf_view(&text);
	}
	encode(all, encoding, marked, out);
	strbuf_free(&text);
}
