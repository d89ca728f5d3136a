/* How the words are kept, for what adds them (literals.c) and what looks for them (literals_search.c). */
#ifndef GOUJI_BASE_LITERALS_PARTS_H
#define GOUJI_BASE_LITERALS_PARTS_H

#include "base/literals.h"

enum {
	LITERALS_BEGINNINGS_LOG2 = 11,  /* of the entries of the filter */
	LITERALS_LONE_BIT = 31,         /* of a filter's entry: a word is this unit alone */
};

/* What leads into the trie: the first two units of a word, or the only one. All else is an edge from a node by a unit.
 * Most characters begin some word, so nodes of one would only be passed through. */
#define LITERALS_KEY_BEGINNING (UINT64_C(1) << 62)
enum { LITERALS_PAIR_SHIFT = 63 };

/* A word that ends at a node, as a word of one set. */
struct literal_member {
	uint16_t nbytes, word;
	uint16_t set;                   /* 0: none */
	uint32_t next;                  /* into members, from 1: the same word of another set */
};

/* An edge and the node that it leads to: one load has all of both, and as a rule the word that ends there. */
struct literal_edge {
	uint64_t key;
	uint64_t children;              /* bit per unit modulo 64: there may be such a child */
	uint32_t node;                  /* from 1; 0: a free place */
	struct literal_member member;
};

struct literal_set {
	const struct str *words;
	size_t count;
};

struct literals {
	/* By what the first unit of a word hashes to: a bit by what the second does, and one for words of one unit */
	uint32_t beginnings[1 << LITERALS_BEGINNINGS_LOG2];
	size_t nwords;                  /* that may be found */
	size_t nmembers, members_capacity;
	struct literal_member *members; /* of nodes that have more than one */
	size_t nedges, edges_capacity;  /* the capacity is a power of two */
	struct literal_edge *edges;
	size_t nsets, sets_capacity;
	struct literal_set *sets;
};

/* Multipliers of hashes of the first and the second unit, of which the leading bits are taken. */
#define LITERALS_FIRST_FACTOR 0x56CFu
#define LITERALS_SECOND_FACTOR 0x7E79u

/* The entry of the filter for a first unit, and the bit of it for a second one. */
static inline size_t literals_beginning(uint16_t code)
{
	return (code * LITERALS_FIRST_FACTOR & UINT16_MAX) >> (16 - LITERALS_BEGINNINGS_LOG2);
}

static inline unsigned literals_second_bit(uint16_t code)
{
	unsigned bit = (code * LITERALS_SECOND_FACTOR & UINT16_MAX) >> 11;
	return bit < LITERALS_LONE_BIT ? bit : LITERALS_LONE_BIT - 1;
}

/* The key of a beginning: of the unit at `codes` and, where `pair` is 1 and not 0, the next one. */
static inline uint64_t literals_beginning_key(const uint16_t *codes, uint64_t pair)
{
	return LITERALS_KEY_BEGINNING | pair << LITERALS_PAIR_SHIFT | (codes[1] & (0 - pair)) << 16 | codes[0];
}

static inline uint64_t literals_edge_key(uint32_t node, uint16_t code)
{
	return (uint64_t)node << 16 | code;
}

/* The bit of `children` that a unit has. */
static inline unsigned literals_child(uint16_t code)
{
	return code & 63;
}

/* The place of an edge, or the free one where it would stand. */
static inline struct literal_edge *literals_find_edge(const struct literals *literals, uint64_t key)
{
	size_t mask = literals->edges_capacity - 1, i = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 40) & mask;
	while (literals->edges[i].node && literals->edges[i].key != key)
		i = (i + 1) & mask;
	return &literals->edges[i];
}

/* Writes where words may begin, in order: twice the number of a unit for words of one, and one more for longer ones.
 * `places` has room for two of each unit and LITERALS_PLACES_ROOM more. Returns how many there are. Sixteen units at a
 * time where the processor can. */
enum { LITERALS_PLACES_ROOM = 16 };
size_t literals_find_places(const struct literals *literals, const struct units *units, uint32_t *places);
/* The same one by one: what the other is tested against. */
size_t literals_find_places_plain(const struct literals *literals, const struct units *units, uint32_t *places);

#endif
