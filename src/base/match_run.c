/* The beginning of a pattern compared as bytes. Where a word's first character stands in a report, most often another
 * word begins with it, and the next ideograph or the one behind shows that. */
#include "base/match_parts.h"
#include "base/utf8.h"

enum { CHAR_NBYTES = 3 };       /* of an ideograph */

void match_run_set(struct match_pattern *pattern)
{
	size_t nchars = 0;
	while (nchars < pattern->nchars && match_is_ideograph(pattern->chars[nchars]) &&
	       pattern->run_nbytes + CHAR_NBYTES <= sizeof(pattern->run))
		pattern->run_nbytes += utf8_encode(pattern->chars[nchars++], pattern->run + pattern->run_nbytes);
	pattern->run_is_all = nchars == pattern->nchars;
}

/* Whether a character from U+4000 to U+9FFF stands at `p`: such may not stand between those of a pattern. */
static bool is_ideograph(const char *p)
{
	const unsigned char *bytes = (const unsigned char *)p;
	return bytes[0] >= 0xE4 && bytes[0] <= 0xE9 && (bytes[1] & 0xC0) == 0x80 && (bytes[2] & 0xC0) == 0x80;
}

enum match_run match_run_at(const struct match_pattern *pattern, struct str text, size_t at)
{
	size_t nleft = text.nbytes - at, i = 0;
	const char *place = text.ptr + at;
	while (i < pattern->run_nbytes && nleft - i >= CHAR_NBYTES &&
	       memcmp(place + i, pattern->run + i, CHAR_NBYTES) == 0)
		i += CHAR_NBYTES;
	if (i < pattern->run_nbytes)
		return nleft - i >= CHAR_NBYTES && is_ideograph(place + i) ? MATCH_RUN_DIFFERS : MATCH_RUN_UNSURE;
	return i && pattern->run_is_all ? MATCH_RUN_STANDS : MATCH_RUN_UNSURE;
}
