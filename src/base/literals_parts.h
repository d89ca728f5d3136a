/* How the words are kept, for what adds them (literals.c) and what looks for them (literals_search.c). */
#ifndef GOUJI_BASE_LITERALS_PARTS_H
#define GOUJI_BASE_LITERALS_PARTS_H

#include "base/bits.h"
#include "base/literals.h"

enum {
	LITERALS_PAIRS_LOG2 = 16,                /* of the bits of the filters */
	LITERALS_FIRSTS_LOG2 = 12,
	LITERALS_WIDE_NBYTES = 3,                /* of a Chinese character */
	LITERALS_LOAD_NBYTES = 8,
};

/* What leads into the trie: the bytes of two wide characters, or of a wide one that any other word begins with. All
 * else is an edge from a node by a step: the bytes of a wide character, or a byte of any other. Most characters begin
 * some word, so nodes of one would only be passed through. */
#define LITERALS_KEY_PAIR (UINT64_C(1) << 63)
#define LITERALS_KEY_FIRST (UINT64_C(1) << 62)
enum { LITERALS_STEP_NBITS = 24, LITERALS_PAIR_NBYTES = 6 };
#define LITERALS_FIRST_FACTOR UINT32_C(0x9E3779B1)
#define LITERALS_SECOND_FACTOR UINT32_C(0x85EBCA77)

/* A word that ends at a node, as a word of one set. */
struct literal_member {
	uint16_t nbytes, word;
	uint16_t set;                   /* 0: none */
	uint32_t next;                  /* into members, from 1: the same word of another set */
};

/* An edge and the node that it leads to: one load has all of both, and as a rule the word that ends there. */
struct literal_edge {
	uint64_t key;
	uint64_t children;              /* bit per last byte of a step modulo 64: there may be such a child */
	uint32_t node;                  /* from 1; 0: a free place */
	struct literal_member member;
};

struct literal_set {
	const struct str *words;
	size_t count;
};

struct literals {
	/* Bit per hash of two wide characters that a word begins with */
	uint64_t pairs[(1 << LITERALS_PAIRS_LOG2) / 64];
	/* The same of the wide character that any other word begins with */
	uint64_t firsts[(1 << LITERALS_FIRSTS_LOG2) / 64];
	/* By the first byte of those that begin with no wide one: bit per byte behind it modulo 64, all for a word that
	 * has one byte */
	uint64_t narrow[256];
	size_t nwords;                  /* that may be found */
	size_t nmembers, members_capacity;
	struct literal_member *members; /* of nodes that have more than one */
	size_t nedges, edges_capacity;  /* the capacity is a power of two */
	struct literal_edge *edges;
	size_t nsets, sets_capacity;
	struct literal_set *sets;
};

/* A hit before they are sorted by set. */
struct literal_found {
	uint32_t offset;
	uint16_t nbytes, word;
	uint16_t set;
};

struct literal_step {
	uint32_t bytes;
	uint32_t nbytes;
};

/* What two wide characters hash to, given as the bytes that literals_load() gives. The same can be worked out in
 * lanes of 32 bits: see literals_places.c. */
static inline size_t literals_hash_pair(uint64_t bytes)
{
	return ((uint32_t)(bytes << 8) * LITERALS_FIRST_FACTOR +
		((uint32_t)(bytes >> 16) & ~UINT32_C(0xFF)) * LITERALS_SECOND_FACTOR) >>
	       (32 - LITERALS_PAIRS_LOG2);
}

/* The same of one. */
static inline size_t literals_hash_first(uint64_t bytes)
{
	return (uint32_t)(bytes << 8) * LITERALS_FIRST_FACTOR >> (32 - LITERALS_FIRSTS_LOG2);
}

/* Eight bytes, the first one lowest. */
static inline uint64_t literals_load(const unsigned char *p)
{
	return bits_word((const char *)p);
}

static inline uint64_t literals_low_bytes(uint64_t bytes, unsigned nbytes)
{
	return bytes & ((UINT64_C(1) << 8 * nbytes) - 1);
}

/* Whether the lowest of the bytes are a character of three bytes. */
static inline bool literals_is_wide(uint64_t bytes)
{
	return (bytes & 0xC0C0F0) == 0x8080E0;
}

/* Whether a step of three bytes is at byte `i` of a text, which is not its end. Where a wide character is cut off or is
 * none, no word has such a step. */
static inline bool literals_step_is_wide(struct str text, size_t i)
{
	return ((unsigned char)text.ptr[i] & 0xF0) == 0xE0 && text.nbytes - i >= LITERALS_WIDE_NBYTES;
}

/* The bit of `children` that the step at byte `i` has. */
static inline unsigned literals_child_at(struct str text, size_t i)
{
	return (unsigned)text.ptr[i + (literals_step_is_wide(text, i) ? LITERALS_WIDE_NBYTES - 1 : 0)] & 63;
}

static inline struct literal_step literals_step_at(struct str text, size_t i)
{
	const unsigned char *p = (const unsigned char *)text.ptr + i;
	if (!literals_step_is_wide(text, i))
		return (struct literal_step){p[0], 1};
	return (struct literal_step){(uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16, LITERALS_WIDE_NBYTES};
}

/* The place of an edge, or the free one where it would stand. */
static inline struct literal_edge *literals_find_edge(const struct literals *literals, uint64_t key)
{
	size_t mask = literals->edges_capacity - 1, i = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 40) & mask;
	while (literals->edges[i].node && literals->edges[i].key != key)
		i = (i + 1) & mask;
	return &literals->edges[i];
}

static inline uint64_t literals_edge_key(uint32_t node, uint32_t step)
{
	return (uint64_t)node << LITERALS_STEP_NBITS | step;
}

#endif
