/* Any bytes in every encoding: what is decoded is UTF-8, and what is said to be lost fits it. Built like
 * fuzz_report.c. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "read/encoding.h"
#include "read/encoding_bytes.h"

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_decoding(struct decoder *decoder, enum encoding encoding, struct str bytes)
{
	static struct strbuf text;
	strbuf_clear(&text);
	struct decoding decoding = decoder_decode(decoder, encoding, bytes, &text);
	if (!decoding.available)
		return;
	struct str all = strbuf_view(&text);
	size_t nreplaced = 0;
	check(utf8_find_invalid(all) == all.nbytes);
	for (size_t at; (at = str_find(all, STR("\xef\xbf\xbd"))) < all.nbytes; nreplaced++)
		all = str_slice(all, at + 3, all.nbytes);
	check(decoding.nbad <= bytes.nbytes);
	check(!decoding.nbad || (nreplaced && decoding.first_bad_line >= 1));
}

/* Bytes that are UTF-8 are found to be that; where control characters make them no text, they may be UTF-16 all the
 * same, whose characters can have bytes of ASCII alone. */
static void check_found_in_utf8(struct str bytes, enum encoding found)
{
	bool marked = encoding_bom_nbytes(ENCODING_UTF8, bytes) > 0;
	if (marked || !encoding_is_binary(bytes))
		check(found == ENCODING_UTF8);
	else
		check(found == ENCODING_UNKNOWN || found == ENCODING_UTF16LE || found == ENCODING_UTF16BE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct decoder *decoder;
	struct str bytes = {(const char *)data, size};
	if (!decoder)
		decoder = decoder_new();
	enum encoding found = encoding_detect(bytes), declared = encoding_declared(bytes);
	check(found < ENCODING_COUNT && declared < ENCODING_COUNT && encoding_name(found));
	check(encoding_from_name(bytes) < ENCODING_COUNT);
	if (size && utf8_find_invalid(bytes) == size && !memchr(data, 0, size))
		check_found_in_utf8(bytes, found);
	for (int i = ENCODING_UTF8; i < ENCODING_COUNT; i++)
		check_decoding(decoder, (enum encoding)i, bytes);
	return 0;
}
