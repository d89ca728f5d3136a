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
	/* The ideographs that it begins with, or so many of them; 0 bytes where the plain way is to be taken */
	size_t run_nbytes;
	bool run_is_all;                /* nothing follows them */
	char run[24];
};

/* U+4E00 to U+9FA5: nothing else folds to one. */
static inline bool match_is_ideograph(uint32_t c)
{
	return c >= 0x4E00 && c <= 0x9FA5;
}

/* What the run says of a place in a text. */
enum match_run {
	MATCH_RUN_UNSURE,
	MATCH_RUN_STANDS,               /* the whole pattern is there, and nothing between its characters */
	MATCH_RUN_DIFFERS,              /* the pattern is not there, with or without anything between */
};

/* Sets the run of a literal whose characters are known. */
void match_run_set(struct match_pattern *pattern);
/* Looks at byte `at` of a text or page. */
enum match_run match_run_at(const struct match_pattern *pattern, struct str text, size_t at);
enum { MATCH_LEAST_RUN_NBYTES = 6 };
/* The first place at or behind `from` where the run's first character stands and the run does not differ, or the end;
 * `*run` is what it says there. For runs of MATCH_LEAST_RUN_NBYTES and more. */
size_t match_run_find(const struct match_pattern *pattern, struct str text, size_t from, enum match_run *run);
/* The same place by place. */
size_t match_run_find_plain(const struct match_pattern *pattern, struct str text, size_t from, enum match_run *run);

/* See match_compile, match_state_new and match_find. `fold` as MATCH_FOLD. */
struct match_regex *match_regex_compile(struct str pattern, bool fold, size_t *fault, struct error *error);
void match_regex_free(struct match_regex *regex);
struct match_regex_state *match_regex_state_new(const struct match_regex *regex);
void match_regex_state_free(struct match_regex_state *state);
struct match match_regex_find(struct match_regex_state *state, struct str text, size_t from);

#endif
