/* Regular expressions over UTF-8 (PCRE2), compiled once and matched by many threads. */
#ifndef GOUJI_BASE_PATTERN_H
#define GOUJI_BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"

enum { PATTERN_MAX_GROUPS = 12 };

struct pattern;

enum pattern_options {
	PATTERN_ANY_CASE = 1,           /* upper and lower case are the same */
	PATTERN_ANY_BYTES = 2,          /* texts need not be valid UTF-8: bad bytes match nothing */
};

/* Compiles `expression` (PCRE2 syntax, Unicode). NULL with `error` set to what is wrong and `*offset` (may be NULL) to
 * the byte where. pattern_free releases it. */
struct pattern *pattern_compile(struct str expression, size_t *offset, struct error *error);
/* The same with options. */
struct pattern *pattern_compile_with(struct str expression, unsigned options, size_t *offset, struct error *error);
/* The same without options for an expression that is known to be right and outlives the pattern: it is compiled when it
 * is first searched for, or asked for a group, which most patterns of a run never are. One that is wrong matches
 * nothing. */
struct pattern *pattern_defer(struct str expression);
void pattern_free(struct pattern *pattern);
/* The number of the group of this name, 0 when there is none. */
unsigned pattern_find_group(const struct pattern *pattern, const char *name);

/* Working memory for matching: one per thread. NULL is never returned. */
struct pattern_scratch *pattern_scratch_new(void);
void pattern_scratch_free(struct pattern_scratch *scratch);

/* Where the whole expression (0) and its groups matched; a group that took no part has ptr NULL. */
struct pattern_match {
	struct str groups[PATTERN_MAX_GROUPS];
};

/* Finds the first match in `text` from `offset` on. `text` must be valid UTF-8. False when there is none, and when the
 * search passed its limit of steps: a pattern that explodes finds nothing. */
bool pattern_find(const struct pattern *pattern, struct pattern_scratch *scratch, struct str text, size_t offset,
		  struct pattern_match *match);

/* The same, telling apart that there is none and that the search passed its limit. `text` may hold bad bytes where the
 * pattern allows them. */
enum pattern_status { PATTERN_NONE, PATTERN_FOUND, PATTERN_GIVEN_UP };
enum pattern_status pattern_search(const struct pattern *pattern, struct pattern_scratch *scratch, struct str text,
				   size_t offset, struct pattern_match *match);

#endif
