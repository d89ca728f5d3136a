/* Searching of text: a literal text or a regular expression, compiled once and looked for in many texts.
 *
 * With MATCH_FOLD upper and lower case and full-width and half-width forms are the same, in the pattern and the text:
 * `（12）` finds (12) and `pdf` finds ＰＤＦ. Literal patterns fold the case of ASCII letters, regular expressions that
 * of all letters. With MATCH_SKIP_BLANKS blanks of the text (U+3000 too) may stand between the characters of a literal
 * pattern, and blanks of the pattern do not count.
 *
 * Regular expressions are those of PCRE2, with Unicode properties. One that would run for ever is given up at a limit
 * after some milliseconds. Bytes that are not UTF-8 match nothing. */
#ifndef GOUJI_BASE_MATCH_H
#define GOUJI_BASE_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

enum match_options {
	MATCH_REGEX = 1,                /* else literal */
	MATCH_FOLD = 2,
	MATCH_SKIP_BLANKS = 4,          /* literal patterns only */
};

/* A compiled pattern. Never changes: threads may share it. */
struct match_pattern;
/* One thread's working memory for one pattern. */
struct match_state;

enum match_status {
	MATCH_NONE,
	MATCH_FOUND,
	MATCH_GIVEN_UP,                 /* the regular expression took too many steps on this text */
};

/* Bytes of the text that was searched. */
struct match {
	enum match_status status;
	size_t start, end;              /* end >= start; equal for an empty match of a regular expression */
};

/* Compiles `pattern`. NULL when it is empty or at fault: `*fault` (may be NULL) is then the offset of the fault in
 * bytes of `pattern`, and `error` says what is wrong (an untranslated sentence for a regular expression).
 * match_compile's result is released by match_pattern_free. */
struct match_pattern *match_compile(struct str pattern, unsigned options, size_t *fault, struct error *error);
void match_pattern_free(struct match_pattern *pattern);

/* The pattern must outlive the state. */
struct match_state *match_state_new(const struct match_pattern *pattern);
void match_state_free(struct match_state *state);

/* The first match at or behind byte `from` of `text`. What stands before `from` counts for \b and look-behind. */
struct match match_find(struct match_state *state, struct str text, size_t from);
/* Whether the pattern may match in something that is made of `text`, at a fraction of the price of making it:
 * paragraphs, cells joined by blanks, a page (`markup`) without its tags. Such texts hold the characters of their
 * source in its order, next to each other where nothing but blanks and ASCII stands between them there. Never false
 * where match_find would find something in what is made. */
bool match_may_hold(const struct match_pattern *pattern, struct str text, bool markup);
/* The same for a page, where `referred` is what match_is_referred_to says of it. */
bool match_page_may_hold(const struct match_pattern *pattern, struct str page, bool referred);
/* The first byte at or behind `from` where a match may begin in something that is made of `text` as it is (no page), or
 * `text.nbytes`. */
size_t match_find_candidate(const struct match_pattern *pattern, struct str text, size_t from);
/* The same for a page that match_is_referred_to is false for. */
size_t match_find_page_candidate(const struct match_pattern *pattern, struct str page, size_t from);
/* Whether a page writes a character of a literal pattern by its number, as &#20844;. */
bool match_is_referred_to(const struct match_pattern *pattern, struct str page);
/* Moves `*at`, behind a "<", behind the tag. False for what is none, or one whose contents may be left out, or where
 * quotes leave a doubt of its end. The text may be in any encoding that has ASCII as it is. */
bool match_skip_tag(struct str text, size_t *at);
/* Lists ideographs (U+4E00 to U+9FA5) that every text holds in which the pattern matches, at most `capacity`; 0 for a
 * regular expression. */
size_t match_list_ideographs(const struct match_pattern *pattern, uint32_t *list, size_t capacity);
/* Where to look for the next match after `match`: behind it, and one character further if it was empty. May be one more
 * than `text.nbytes`, where match_find finds nothing. */
size_t match_next_offset(struct str text, struct match match);

#endif
