/* Parts of the matcher that are apart for size. Internal to match*.c. */
#ifndef GOUJI_BASE_MATCH_PARTS_H
#define GOUJI_BASE_MATCH_PARTS_H

#include <stdint.h>

#include "base/match.h"

struct match_regex;
struct match_regex_state;

struct match_pattern {
	unsigned options;
	struct match_regex *regex;      /* NULL for a literal */
	/* A literal. */
	struct str bytes;               /* as given; owned */
	bool exact;                     /* nothing of it folds: it can be found by its bytes */
	size_t nchars;
	uint32_t *chars;                /* folded, without the blanks that do not count */
	bool first_bytes[256];          /* what a text's character that matches the first of them may begin with */
	size_t first_nbytes;            /* of `first`; 0 when other characters fold to the first one too */
	char first[4];                  /* the first one's bytes */
};

/* See match_compile, match_state_new and match_find. `fold` as MATCH_FOLD. */
struct match_regex *match_regex_compile(struct str pattern, bool fold, size_t *fault, struct error *error);
void match_regex_free(struct match_regex *regex);
struct match_regex_state *match_regex_state_new(const struct match_regex *regex);
void match_regex_state_free(struct match_regex_state *state);
struct match match_regex_find(struct match_regex_state *state, struct str text, size_t from);

#endif
