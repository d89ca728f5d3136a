#include "read/decoder_pairs.h"

#include <stdint.h>
#include <string.h>

#include "base/alloc.h"
#include "base/ascii.h"
#include "base/utf8.h"

enum {
	FIRST_LEAD = ENCODING_FIRST_LEAD,
	LAST_LEAD = ENCODING_LAST_LEAD,
	FIRST_TRAIL = ENCODING_FIRST_TRAIL,
	LAST_TRAIL = ENCODING_LAST_TRAIL,
	NLEADS = 128,                   /* from 80 on */
	NTRAILS = 256,
};

enum { PAIR_USUAL = 3, PAIR_NONE = 0xFF };

/* A character in UTF-8. */
struct pair {
	char bytes[PAIR_USUAL];
	/* 0: not asked for yet; PAIR_NONE: the code stands for no character, or for several */
	uint8_t nbytes;
};

struct decoder_pairs {
	iconv_t conversion;
	struct pair list[NLEADS * NTRAILS];
};

static struct pair convert(iconv_t conversion, const unsigned char *bytes)
{
	char code[2] = {(char)bytes[0], (char)bytes[1]}, text[16], *from = code, *to = text;
	size_t nfrom = sizeof(code), nfree = sizeof(text);
	struct pair pair = {.nbytes = PAIR_NONE};
	if (bytes[0] < FIRST_LEAD || bytes[0] > LAST_LEAD || bytes[1] < FIRST_TRAIL || bytes[1] > LAST_TRAIL)
		return pair;
	bool converted = iconv(conversion, &from, &nfrom, &to, &nfree) != (size_t)-1;
	iconv(conversion, NULL, NULL, NULL, NULL);
	size_t nbytes = sizeof(text) - nfree;
	if (converted && nbytes && nbytes <= sizeof(pair.bytes) &&
	    utf8_decode((struct str){text, nbytes}).nbytes == nbytes) {
		pair.nbytes = (uint8_t)nbytes;
		memcpy(pair.bytes, text, nbytes);
	}
	return pair;
}

struct decoder_pairs *decoder_pairs_new(iconv_t conversion)
{
	struct decoder_pairs *pairs = alloc_zeroed(1, sizeof(*pairs));
	pairs->conversion = conversion;
	return pairs;
}

/* Eight bytes, the first one highest. */
static inline uint64_t load(const unsigned char *p)
{
	uint64_t bytes = 0;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes = bytes << 8 | p[i];
	return bytes;
}

enum { FOUR = 4, FOUR_NBYTES = 2 * FOUR };

/* Writes the four pairs that `p` begins with, and a byte more. False when not all are pairs whose characters are known
 * to take three bytes, as nearly all do. */
static inline bool decode_four(const struct pair *list, const unsigned char *p, char *to)
{
	const uint64_t leads = UINT64_C(0x8000800080008000);
	uint64_t codes = load(p);
	unsigned unusual = 0;
	if ((codes & leads) != leads)
		return false;
	for (size_t i = 0; i < FOUR; i++) {
		const struct pair *pair = &list[codes >> (16 * (FOUR - 1 - i)) & (NLEADS * NTRAILS - 1)];
		memcpy(to + PAIR_USUAL * i, pair, sizeof(*pair));
		unusual |= pair->nbytes ^ PAIR_USUAL;
	}
	return !unusual;
}

size_t decoder_pairs_decode(struct decoder_pairs *pairs, struct str *rest, char *out)
{
	const unsigned char *p = (const unsigned char *)rest->ptr, *end = p + rest->nbytes;
	struct pair *list = pairs->list;
	char *to = out;
	while (p < end) {
		if (*p < 0x80) {
			size_t nbytes = ascii_run_nbytes((struct str){(const char *)p, (size_t)(end - p)});
			memcpy(to, p, nbytes);
			p += nbytes;
			to += nbytes;
			continue;
		}
		if (end - p >= FOUR_NBYTES && decode_four(list, p, to)) {
			p += FOUR_NBYTES;
			to += PAIR_USUAL * FOUR;
			continue;
		}
		if (end - p < 2)
			break;
		struct pair *pair = &list[(*p & 0x7Fu) * NTRAILS + p[1]];
		size_t nbytes = pair->nbytes;
		/* All four, as one number: a character takes three at the most, and there is room for two a byte. */
		memcpy(to, pair, sizeof(*pair));
		if (nbytes - 1 < sizeof(pair->bytes)) {
			to += nbytes;
			p += 2;
		} else if (nbytes == PAIR_NONE) {
			break;
		} else {
			*pair = convert(pairs->conversion, p);
		}
	}
	rest->ptr = (const char *)p;
	rest->nbytes = (size_t)(end - p);
	return (size_t)(to - out);
}

/* ---- All of them ------------------------------------------------------------------------------------------------ */

enum { CODE_NBYTES = 2, LINE_NBYTES = CODE_NBYTES + 1, DECODED_NBYTES = 16 };

/* Converts lines of one code each; what is no code is left out, and its line stays empty. Returns the bytes written. */
static size_t convert_lines(iconv_t conversion, char *lines, size_t nbytes, char *out, size_t room)
{
	char *to = out;
	for (;;) {
		size_t status = iconv(conversion, &lines, &nbytes, &to, &room);
		size_t skipped = status == (size_t)-1 && nbytes ? (nbytes - 1) % LINE_NBYTES : 0;
		if (!skipped)
			break;
		lines += skipped;
		nbytes -= skipped;
	}
	iconv(conversion, NULL, NULL, NULL, NULL);
	return (size_t)(to - out);
}

void decoder_pairs_list(iconv_t conversion, uint16_t list[ENCODING_NPAIRS])
{
	char lines[ENCODING_NTRAILS * LINE_NBYTES], decoded[ENCODING_NTRAILS * DECODED_NBYTES];
	memset(list, 0, ENCODING_NPAIRS * sizeof(*list));
	for (size_t lead = FIRST_LEAD; lead <= LAST_LEAD; lead++, list += ENCODING_NTRAILS) {
		for (size_t i = 0; i < ENCODING_NTRAILS; i++) {
			lines[i * LINE_NBYTES] = (char)lead;
			lines[i * LINE_NBYTES + 1] = (char)(FIRST_TRAIL + i);
			lines[i * LINE_NBYTES + CODE_NBYTES] = '\n';
		}
		struct str line, rest = {decoded, 0};
		rest.nbytes = convert_lines(conversion, lines, sizeof(lines), decoded, sizeof(decoded));
		for (size_t i = 0; i < ENCODING_NTRAILS && str_split(&rest, '\n', &line); i++) {
			struct utf8_char c = line.nbytes ? utf8_decode(line) : (struct utf8_char){0};
			if (line.nbytes && c.valid && c.nbytes == line.nbytes && c.code_point <= UINT16_MAX)
				list[i] = (uint16_t)c.code_point;
		}
	}
}
