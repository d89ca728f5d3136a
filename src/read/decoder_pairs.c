#include "read/decoder_pairs.h"

#include <stdint.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

enum {
	FIRST_LEAD = 0x81,
	LAST_LEAD = 0xFE,
	FIRST_TRAIL = 0x40,
	LAST_TRAIL = 0xFE,
	NLEADS = LAST_LEAD - FIRST_LEAD + 1,
	NTRAILS = LAST_TRAIL - FIRST_TRAIL + 1,
};

enum { PAIR_NONE = 0xFF };

/* A character in UTF-8. */
struct pair {
	uint8_t nbytes;                 /* 0: not asked for yet; PAIR_NONE: the code stands for no character, or for several */
	char bytes[3];
};

struct decoder_pairs {
	iconv_t conversion;
	struct pair list[NLEADS][NTRAILS];
};

static struct pair convert(iconv_t conversion, const unsigned char *bytes)
{
	char code[2] = {(char)bytes[0], (char)bytes[1]}, text[16], *from = code, *to = text;
	size_t nfrom = sizeof(code), nfree = sizeof(text);
	struct pair pair = {PAIR_NONE, ""};
	bool converted = iconv(conversion, &from, &nfrom, &to, &nfree) != (size_t)-1;
	iconv(conversion, NULL, NULL, NULL, NULL);
	size_t nbytes = sizeof(text) - nfree;
	if (converted && nbytes && nbytes <= sizeof(pair.bytes) && utf8_decode((struct str){text, nbytes}).nbytes == nbytes) {
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

size_t decoder_pairs_decode(struct decoder_pairs *pairs, struct str *rest, char *out)
{
	const unsigned char *p = (const unsigned char *)rest->ptr, *end = p + rest->nbytes;
	char *to = out;
	while (p < end) {
		if (*p < 0x80) {
			*to++ = (char)*p++;
			continue;
		}
		if (end - p < 2 || *p < FIRST_LEAD || *p > LAST_LEAD || p[1] < FIRST_TRAIL || p[1] > LAST_TRAIL)
			break;
		struct pair *pair = &pairs->list[*p - FIRST_LEAD][p[1] - FIRST_TRAIL];
		if (!pair->nbytes)
			*pair = convert(pairs->conversion, p);
		if (pair->nbytes == PAIR_NONE)
			break;
		memcpy(to, pair->bytes, sizeof(pair->bytes));
		to += pair->nbytes;
		p += 2;
	}
	rest->ptr = (const char *)p;
	rest->nbytes = (size_t)(end - p);
	return (size_t)(to - out);
}
