#include "base/match.h"

#include <stdlib.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/ascii.h"
#include "base/fold.h"
#include "base/match_parts.h"
#include "base/utf8.h"

struct match_state {
	const struct match_pattern *pattern;
	struct match_regex_state *regex; /* NULL for a literal */
};

static bool is_blank(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 || c == 0xFEFF;
}

/* A code point that no text holds stands for a bad byte, so that it matches nothing. */
static uint32_t next_char(struct str text, size_t *at)
{
	struct utf8_char c = utf8_decode(str_slice(text, *at, text.nbytes));
	*at += c.nbytes;
	return c.valid ? c.code_point : UINT32_MAX;
}

static uint32_t fold(const struct match_pattern *pattern, uint32_t c)
{
	return pattern->options & MATCH_FOLD ? fold_width_and_case(c) : c;
}

/* Marks the first bytes of what folds to `c`: itself, its capital, its full-width forms. */
static void mark_first_bytes(struct match_pattern *pattern, uint32_t c)
{
	char encoded[UTF8_MAX_NBYTES];
	utf8_encode(c, encoded);
	pattern->first_bytes[(unsigned char)encoded[0]] = true;
	if (!(pattern->options & MATCH_FOLD))
		return;
	if (c >= 'a' && c <= 'z')
		pattern->first_bytes[c - ('a' - 'A')] = true;
	if (c > ' ' && c < 0x7F)
		pattern->first_bytes[0xEF] = true;
	if (c == ' ')
		pattern->first_bytes[0xE3] = true;
}

/* What folding or the skipping of blanks leaves as it is: ideographs and the like, outside of the full-width forms. */
static bool folds_to_itself_only(uint32_t c)
{
	return c >= 0x80 && c != 0x3000 && fold_width_and_case(c) == c;
}

/* Whether no other character matches it. */
static bool stands_for_itself(const struct match_pattern *pattern, uint32_t c)
{
	return folds_to_itself_only(c) || (!(pattern->options & MATCH_FOLD) && !is_blank(c));
}

static bool compile_literal(struct match_pattern *pattern, size_t *fault, struct error *error)
{
	struct str text = pattern->bytes;
	size_t at = 0;
	pattern->exact = !(pattern->options & MATCH_SKIP_BLANKS);
	pattern->chars = alloc_array(text.nbytes, sizeof(*pattern->chars));
	while (at < text.nbytes) {
		size_t start = at;
		uint32_t c = next_char(text, &at);
		if (c == UINT32_MAX) {
			*fault = start;
			return error_set(error, "not UTF-8");
		}
		if (pattern->options & MATCH_SKIP_BLANKS && is_blank(c))
			continue;
		pattern->exact &= !(pattern->options & MATCH_FOLD) || folds_to_itself_only(c);
		pattern->chars[pattern->nchars++] = fold(pattern, c);
	}
	*fault = 0;
	if (!pattern->nchars)
		return error_set(error, "nothing to look for");
	mark_first_bytes(pattern, pattern->chars[0]);
	if (stands_for_itself(pattern, pattern->chars[0]))
		pattern->first_nbytes = utf8_encode(pattern->chars[0], pattern->first);
	match_run_set(pattern);
	return true;
}

struct match_pattern *match_compile(struct str text, unsigned options, size_t *fault, struct error *error)
{
	size_t ignored;
	fault = fault ? fault : &ignored;
	*fault = 0;
	if (!text.nbytes) {
		error_set(error, "nothing to look for");
		return NULL;
	}
	struct match_pattern *pattern = alloc_zeroed(1, sizeof(*pattern));
	char *copy = alloc_array(text.nbytes, 1);
	memcpy(copy, text.ptr, text.nbytes);
	pattern->options = options;
	pattern->bytes = (struct str){copy, text.nbytes};
	if (options & MATCH_REGEX)
		pattern->regex = match_regex_compile(text, options & MATCH_FOLD, fault, error);
	if (options & MATCH_REGEX ? !pattern->regex : !compile_literal(pattern, fault, error)) {
		match_pattern_free(pattern);
		return NULL;
	}
	return pattern;
}

void match_pattern_free(struct match_pattern *pattern)
{
	if (!pattern)
		return;
	match_regex_free(pattern->regex);
	free((char *)pattern->bytes.ptr);
	free(pattern->chars);
	free(pattern);
}

struct match_state *match_state_new(const struct match_pattern *pattern)
{
	struct match_state *state = alloc_zeroed(1, sizeof(*state));
	state->pattern = pattern;
	state->regex = pattern->regex ? match_regex_state_new(pattern->regex) : NULL;
	return state;
}

void match_state_free(struct match_state *state)
{
	if (!state)
		return;
	match_regex_state_free(state->regex);
	free(state);
}

/* Whether the pattern stands at `at`; then `*end` is where it ends. */
static bool stands_at(const struct match_pattern *pattern, struct str text, size_t at, size_t *end)
{
	size_t i = 0;
	while (i < pattern->nchars) {
		if (at == text.nbytes)
			return false;
		uint32_t c = next_char(text, &at);
		if (fold(pattern, c) == pattern->chars[i])
			i++;
		else if (!i || !(pattern->options & MATCH_SKIP_BLANKS) || !is_blank(c))
			return false;
	}
	*end = at;
	return true;
}

/* The first byte from `start` on that a match may begin with, or the end. */
static size_t find_first(const struct match_pattern *pattern, struct str text, size_t start)
{
	if (pattern->first_nbytes)
		return start + str_find(str_slice(text, start, text.nbytes),
					(struct str){pattern->first, pattern->first_nbytes});
	while (start < text.nbytes && !pattern->first_bytes[(unsigned char)text.ptr[start]])
		start++;
	return start;
}

/* The same but for places where the pattern's run shows that it does not stand; `*run` is what it says. */
static size_t find_start(const struct match_pattern *pattern, struct str text, size_t start, enum match_run *run)
{
	if (pattern->run_nbytes >= MATCH_LEAST_RUN_NBYTES)
		return match_run_find(pattern, text, start, run);
	start = find_first(pattern, text, start);
	*run = start < text.nbytes ? match_run_at(pattern, text, start) : MATCH_RUN_DIFFERS;
	return start;
}

static struct match find_literal(const struct match_pattern *pattern, struct str text, size_t from)
{
	enum match_run run;
	for (size_t start = find_start(pattern, text, from, &run); start < text.nbytes;
	     start = find_start(pattern, text, start + 1, &run)) {
		size_t end = start + pattern->run_nbytes;
		if (run == MATCH_RUN_STANDS || stands_at(pattern, text, start, &end))
			return (struct match){MATCH_FOUND, start, end};
	}
	return (struct match){0};
}

/* Whether a character is the same in a source and in what is made of it. In a page only ideographs are: others may have
 * names. */
static bool is_kept(uint32_t c, bool markup)
{
	return markup ? c >= 0x3400 && c <= 0x9FFF : !is_blank(c);
}

/* The number behind "&#" as pages write it, 0 for none; `*at` is moved behind it. */
static uint32_t read_reference(struct str text, size_t *at)
{
	bool hex = *at < text.nbytes && (text.ptr[*at] | 0x20) == 'x';
	uint32_t number = 0;
	unsigned base = hex ? 16 : 10, digit;
	for (*at += hex; *at < text.nbytes && number <= 0x10FFFF; ++*at) {
		if ((digit = ascii_digit_value(text.ptr[*at])) >= base)
			break;
		number = number * base + digit;
	}
	return number;
}

/* The next character of a source; that of a page may be written by its number. */
static uint32_t next_source_char(struct str text, size_t *at, bool markup)
{
	if (!markup || text.ptr[*at] != '&' || !str_starts_with(str_slice(text, *at, 2), STR("&#")))
		return next_char(text, at);
	*at += 2;
	return read_reference(text, at);
}

bool match_skip_tag(struct str text, size_t *at)
{
	static const char *const names[] = {"a",   "b",	    "br",    "center", "div", "em", "font", "h1",     "h2",
					    "h3",  "i",	    "li",    "o:p",    "p",   "s",  "span", "strong", "sub",
					    "sup", "table", "tbody", "td",     "th",  "tr", "u",    "ul"};
	struct str tag = str_slice(text, *at, text.nbytes);
	size_t end = str_find(tag, STR(">")), start = tag.nbytes && tag.ptr[0] == '/', nbytes = 0;
	size_t nquotes[2] = {0};
	bool known = false;
	for (size_t i = 0; i < end; i++) {
		nquotes[0] += tag.ptr[i] == '"';
		nquotes[1] += tag.ptr[i] == '\'';
	}
	while (start + nbytes < end && !strchr(" \t\r\n/", tag.ptr[start + nbytes]))
		nbytes++;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		known |= strlen(names[i]) == nbytes && strncasecmp(names[i], tag.ptr + start, nbytes) == 0;
	*at += end + 1;
	return known && end < tag.nbytes && nquotes[0] % 2 == 0 && nquotes[1] % 2 == 0;
}

/* Whether the pattern stands at `at` when characters that need not be kept do not count, and ASCII of the text
 * either. */
static bool stands_loosely_at(const struct match_pattern *pattern, struct str text, size_t at, bool markup)
{
	for (size_t i = 0; i < pattern->nchars; i++) {
		while (is_kept(pattern->chars[i], markup)) {
			if (at == text.nbytes)
				return false;
			uint32_t c = next_source_char(text, &at, markup);
			if (fold(pattern, c) == pattern->chars[i])
				break;
			if (markup && c == '<' && !match_skip_tag(text, &at))
				return true;
			if (c >= 0x80 && is_kept(c, markup))
				return false;
		}
	}
	return true;
}

/* The first place from `start` on where it does, or the end. */
static size_t find_loosely(const struct match_pattern *pattern, struct str text, size_t start, bool markup)
{
	enum match_run run;
	start = find_start(pattern, text, start, &run);
	while (start < text.nbytes && run != MATCH_RUN_STANDS && !stands_loosely_at(pattern, text, start, markup))
		start = find_start(pattern, text, start + 1, &run);
	return start;
}

/* The first "&#" from `at` on, or the end. */
static size_t find_reference(struct str page, size_t at)
{
	return at + str_find(str_slice(page, at, page.nbytes), STR("&#"));
}

/* Most such numbers are blanks. */
bool match_is_referred_to(const struct match_pattern *pattern, struct str page)
{
	for (size_t at = find_reference(page, 0); at < page.nbytes; at = find_reference(page, at)) {
		at += 2;
		uint32_t c = fold(pattern, read_reference(page, &at));
		for (size_t i = 0; i < pattern->nchars; i++)
			if (pattern->chars[i] == c)
				return true;
	}
	return false;
}

/* Whether the pattern may stand in a page with such characters. */
static bool referring_page_may_hold(const struct match_pattern *pattern, struct str page)
{
	if (find_loosely(pattern, page, 0, true) < page.nbytes)
		return true;
	for (size_t start = find_reference(page, 0), at; start < page.nbytes; start = find_reference(page, at)) {
		at = start + 2;
		if (fold(pattern, read_reference(page, &at)) == pattern->chars[0] &&
		    stands_loosely_at(pattern, page, start, true))
			return true;
	}
	return false;
}

/* Whether all characters of the pattern that are kept stand in the text. */
static bool has_all_kept(const struct match_pattern *pattern, struct str text, bool markup)
{
	for (size_t i = 0; i < pattern->nchars; i++) {
		char bytes[UTF8_MAX_NBYTES];
		uint32_t c = pattern->chars[i];
		if (stands_for_itself(pattern, c) && is_kept(c, markup) &&
		    !str_contains(text, (struct str){bytes, utf8_encode(c, bytes)}))
			return false;
	}
	return true;
}

bool match_page_may_hold(const struct match_pattern *pattern, struct str page, bool referred)
{
	if (pattern->regex)
		return true;
	if (!referred && !has_all_kept(pattern, page, true))
		return false;
	if (!is_kept(pattern->chars[0], true))
		return true;
	return referred ? referring_page_may_hold(pattern, page) : find_loosely(pattern, page, 0, true) < page.nbytes;
}

bool match_may_hold(const struct match_pattern *pattern, struct str text, bool markup)
{
	if (markup)
		return match_page_may_hold(pattern, text, match_is_referred_to(pattern, text));
	return pattern->regex || match_find_candidate(pattern, text, 0) < text.nbytes;
}

size_t match_find_candidate(const struct match_pattern *pattern, struct str text, size_t from)
{
	if (pattern->regex)
		return from;
	/* One look is enough where the first character stands for itself; else the others are looked for once. */
	if (!from && !pattern->first_nbytes && !has_all_kept(pattern, text, false))
		return text.nbytes;
	return is_kept(pattern->chars[0], false) ? find_loosely(pattern, text, from, false) : from;
}

size_t match_find_page_candidate(const struct match_pattern *pattern, struct str page, size_t from)
{
	return !pattern->regex && is_kept(pattern->chars[0], true) ? find_loosely(pattern, page, from, true) : from;
}

size_t match_list_ideographs(const struct match_pattern *pattern, uint32_t *list, size_t capacity)
{
	size_t count = 0;
	for (size_t i = 0; !pattern->regex && i < pattern->nchars && count < capacity; i++)
		if (match_is_ideograph(pattern->chars[i]))
			list[count++] = pattern->chars[i];
	return count;
}

struct match match_find(struct match_state *state, struct str text, size_t from)
{
	const struct match_pattern *pattern = state->pattern;
	if (from > text.nbytes)
		return (struct match){0};
	if (state->regex)
		return match_regex_find(state->regex, text, from);
	if (!pattern->exact)
		return find_literal(pattern, text, from);
	size_t offset = str_find(str_slice(text, from, text.nbytes), pattern->bytes);
	if (offset == text.nbytes - from)
		return (struct match){0};
	return (struct match){MATCH_FOUND, from + offset, from + offset + pattern->bytes.nbytes};
}

size_t match_next_offset(struct str text, struct match match)
{
	if (match.end > match.start || match.end >= text.nbytes)
		return match.end + (match.end == match.start);
	return match.end + utf8_decode(str_slice(text, match.end, text.nbytes)).nbytes;
}
