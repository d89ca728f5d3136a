/* Sets of words that a text is searched for all at once.
 *
 * The words of all sets stand in one trie of units of UTF-16, whose edges are kept in a hash table; the first two
 * units of a word lead into it at once. A filter of a few kilobytes tells for most places of a text that no word begins
 * there; from the others the trie is followed, a few steps, for the words are short. That is less work than the
 * automaton of Aho and Corasick (1975), which looks at every character.
 * The hits are sorted by set: whether a part of the text holds a word of a set is a binary search among its hits, and a
 * set without a hit costs nothing. */
#ifndef GOUJI_BASE_LITERALS_H
#define GOUJI_BASE_LITERALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/units.h"

struct literals;

/* A word where it stands in the text. */
struct literal_hit {
	uint32_t offset;                /* in bytes */
	uint16_t nbytes;
	uint16_t word;                  /* its place in the set */
};

/* A hit before they are sorted by set. */
struct literal_found {
	uint32_t offset;
	uint16_t nbytes, word;
	uint16_t set;
};

/* The hits of a text. Zero-initialise it; it is used again for the next text. */
struct literal_hits {
	const struct literals *literals; /* NULL: nothing was searched */
	struct str text;
	struct units units;             /* of the text */
	uint32_t *ends;                 /* by set: behind its last hit */
	struct literal_hit *list;       /* by set, then by offset, then the shorter before the longer */
	size_t nsets_capacity, capacity;
	struct literal_found *found;    /* the same hits in the order of the text */
	size_t found_capacity;
	uint32_t *places;               /* where words may begin */
	size_t places_capacity;
};

/* An empty collection of sets. */
struct literals *literals_new(void);
void literals_free(void *literals);
/* Adds a set of words, which must outlive the collection: its number, from 1; 0 when there are too many sets (65534).
 * The same words once more are the same set. Words that are empty, longer than 65535 bytes or not valid UTF-8 are never
 * found. */
uint16_t literals_add(struct literals *literals, const struct str *words, size_t count);

/* Finds all words of all sets in `text` (valid UTF-8, fewer than 2 GB), which `hits` then views. */
void literals_search(const struct literals *literals, struct str text, struct literal_hits *hits);
void literal_hits_free(struct literal_hits *hits);

/* The hits of a set that begin at byte `offset` of the text or behind; `*end` is behind the last one. */
const struct literal_hit *literal_hits_from(const struct literal_hits *hits, uint16_t set, size_t offset,
					    const struct literal_hit **end);
/* Whether `part` is a part of the text that was searched, so that the hits tell what it holds; an empty text has no
 * parts. */
static inline bool literal_hits_cover(const struct literal_hits *hits, struct str part)
{
	const struct str *text = &hits->text;
	return hits->literals && text->nbytes && part.ptr >= text->ptr && part.ptr <= text->ptr + text->nbytes;
}
/* Whether a set has hits at all. */
static inline bool literal_hits_any(const struct literal_hits *hits, uint16_t set)
{
	return hits->ends[set - 1] < hits->ends[set];
}
/* The first hit of a set that lies in `part` of the text as a whole; NULL when there is none. */
const struct literal_hit *literal_hits_first(const struct literal_hits *hits, uint16_t set, struct str part);

#endif
