#include "base/utf8.h"

#include "base/ascii.h"

static const struct utf8_char bad_byte = {UTF8_REPLACEMENT, 1, false};

static struct utf8_char decode_3(const unsigned char *p)
{
	uint32_t code_point = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
	if (!utf8_is_tail(p[1]) || !utf8_is_tail(p[2]) || code_point < 0x800 || surrogate)
		return bad_byte;
	return (struct utf8_char){code_point, 3, true};
}

static struct utf8_char decode_4(const unsigned char *p)
{
	uint32_t code_point = (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
	if (!utf8_is_tail(p[1]) || !utf8_is_tail(p[2]) || !utf8_is_tail(p[3]) || code_point < 0x10000 ||
	    code_point > 0x10FFFF)
		return bad_byte;
	return (struct utf8_char){code_point, 4, true};
}

struct utf8_char utf8_decode(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	if (p[0] < 0x80)
		return (struct utf8_char){p[0], 1, true};
	if ((p[0] & 0xF0) == 0xE0 && s.nbytes >= 3)
		return decode_3(p);
	if (p[0] >= 0xC2 && p[0] <= 0xDF && s.nbytes >= 2 && utf8_is_tail(p[1]))
		return (struct utf8_char){(p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu), 2, true};
	if ((p[0] & 0xF8) == 0xF0 && s.nbytes >= 4)
		return decode_4(p);
	return bad_byte;
}

size_t utf8_encode(uint32_t code_point, char out[UTF8_MAX_NBYTES])
{
	if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
		code_point = UTF8_REPLACEMENT;
	if (code_point < 0x80) {
		out[0] = (char)code_point;
		return 1;
	}
	size_t nbytes = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
	for (size_t i = nbytes - 1; i > 0; i--) {
		out[i] = (char)(0x80 | (code_point & 0x3F));
		code_point >>= 6;
	}
	/* What is left goes behind as many one bits as there are bytes: C0, E0 or F0. */
	out[0] = (char)((0xF00u >> nbytes & 0xFF) | code_point);
	return nbytes;
}

/* How many bytes of `s` are characters of three bytes from E1-EC, as nearly all Chinese ones are: they need no look at
 * the code point. */
static size_t common_prefix(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t nbytes = 0;
	while (s.nbytes - nbytes >= 3 && (unsigned char)(p[nbytes] - 0xE1) <= 0xEC - 0xE1 &&
	       utf8_is_tail(p[nbytes + 1]) && utf8_is_tail(p[nbytes + 2]))
		nbytes += 3;
	return nbytes;
}

size_t utf8_find_invalid(struct str s)
{
	struct str rest = s;
	for (;;) {
		rest = str_slice(rest, common_prefix(rest), rest.nbytes);
		rest = str_slice(rest, ascii_run_nbytes(rest), rest.nbytes);
		if (rest.nbytes == 0)
			return s.nbytes;
		struct utf8_char c = utf8_decode(rest);
		if (!c.valid)
			return s.nbytes - rest.nbytes;
		rest = str_slice(rest, c.nbytes, rest.nbytes);
	}
}

size_t utf8_count(struct str s)
{
	size_t count = 0;
	for (;;) {
		size_t common_nbytes = common_prefix(s);
		count += common_nbytes / 3;
		s = str_slice(s, common_nbytes, s.nbytes);
		size_t ascii_nbytes = ascii_run_nbytes(s);
		count += ascii_nbytes;
		s = str_slice(s, ascii_nbytes, s.nbytes);
		if (s.nbytes == 0)
			return count;
		s = str_slice(s, utf8_decode(s).nbytes, s.nbytes);
		count++;
	}
}

size_t utf8_count_valid(struct str s)
{
	size_t ntails = 0;
	for (size_t i = 0; i < s.nbytes; i++)
		ntails += utf8_is_tail(s.ptr[i]);
	return s.nbytes - ntails;
}
