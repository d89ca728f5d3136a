/* The beginning of a pattern compared as bytes. Where a word's first character stands in a report, most often another
 * word begins with it, and the next ideograph or the one behind shows that. */
#include "base/match_parts.h"

#include "base/utf8.h"
#include "base/wide.h"

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
	return utf8_leads_ideograph(p[0]) && utf8_is_tail(p[1]) && utf8_is_tail(p[2]);
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

size_t match_run_find_plain(const struct match_pattern *pattern, struct str text, size_t from, enum match_run *run)
{
	struct str first = {pattern->run, CHAR_NBYTES};
	for (size_t at = from; at < text.nbytes; at++) {
		at += str_find(str_slice(text, at, text.nbytes), first);
		if (at == text.nbytes)
			break;
		*run = match_run_at(pattern, text, at);
		if (*run != MATCH_RUN_DIFFERS)
			return at;
	}
	return text.nbytes;
}

#ifdef HAS_WIDE

/* Where bytes are equal to this one. */
WIDE static uint32_t equal_mask(const char *p, char byte)
{
	return wide_mask(wide_equal(wide_load(p), byte));
}

/* The first character by two of its bytes, at thirty-two places at once; and behind it either the last byte of the
 * second one, or what begins no ideograph. */
WIDE static size_t find_wide(const struct match_pattern *pattern, struct str text, size_t from, enum match_run *run)
{
	const char *bytes = pattern->run;
	size_t place = from;
	for (; place + WIDE_NBYTES + 2 * CHAR_NBYTES <= text.nbytes; place += WIDE_NBYTES) {
		const char *p = text.ptr + place;
		uint32_t mask = equal_mask(p + 1, bytes[1]) & equal_mask(p + 2, bytes[2]);
		if (!mask)
			continue;
		mask &= equal_mask(p + 5, bytes[5]) | ~wide_mask(wide_among(wide_load(p + 3), '\xE4', 0xE9 - 0xE4 + 1));
		for (; mask; mask &= mask - 1) {
			size_t at = place + (size_t)__builtin_ctz(mask);
			*run = text.ptr[at] == bytes[0] ? match_run_at(pattern, text, at) : MATCH_RUN_DIFFERS;
			if (*run != MATCH_RUN_DIFFERS)
				return at;
		}
	}
	return match_run_find_plain(pattern, text, place, run);
}

#endif

size_t match_run_find(const struct match_pattern *pattern, struct str text, size_t from, enum match_run *run)
{
#ifdef HAS_WIDE
	if (wide_is_there())
		return find_wide(pattern, text, from, run);
#endif
	return match_run_find_plain(pattern, text, from, run);
}
