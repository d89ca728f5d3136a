/* A set of phrases that a text is searched for in one pass. */
#ifndef GOUJI_CHECK_PHRASE_SET_H
#define GOUJI_CHECK_PHRASE_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum { PHRASE_SET_NBUCKETS = 256, PHRASE_MIN_NBYTES = 3 };

/* Zero-initialised it is the empty set. */
struct phrase_set {
	uint16_t buckets[PHRASE_SET_NBUCKETS]; /* first phrase with this hash of its first three bytes, from 1; 0: none */
	size_t count;
	const struct str *phrases;
	uint16_t *next;                 /* the next phrase of the same bucket, from 1 */
};

struct phrase_hit {
	size_t phrase;                  /* its place in the list that the set was built from */
	size_t offset;                  /* in the text */
};

/* A set of `count` phrases (fewer than 65535), in `arena`; `phrases` must outlive it. Those shorter than
 * PHRASE_MIN_NBYTES are never found. */
void phrase_set_build(struct phrase_set *set, struct arena *arena, const struct str *phrases, size_t count);
/* The first hit in `text` at or behind `offset`, the longest where several begin at one place. False when there is none. */
bool phrase_set_find(const struct phrase_set *set, struct str text, size_t offset, struct phrase_hit *hit);
/* Whether any phrase stands in `text`. */
bool phrase_set_is_in(const struct phrase_set *set, struct str text);

#endif
