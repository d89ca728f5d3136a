/* How the words are kept, for what adds them (literals.c) and what looks for them (literals_search.c). */
#ifndef GOUJI_BASE_LITERALS_PARTS_H
#define GOUJI_BASE_LITERALS_PARTS_H

#include "base/literals.h"
#include "base/utf8.h"

enum {
	LITERALS_PAIRS_LOG2 = 16,                /* of the bits of the filters */
	LITERALS_FIRSTS_LOG2 = 12,
	LITERALS_WIDE_NBYTES = 3,                /* of a Chinese character */
	LITERALS_LOAD_NBYTES = 8,
};

/* A byte that is not UTF-8, and the end of a text. */
#define LITERALS_NO_CHAR UINT32_MAX
/* What leads into the trie: the bytes of two wide characters, or of a wide one that any other word begins with. All
 * else is an edge from a node by a character. Most characters begin some word, so nodes of one would only be passed
 * through. */
#define LITERALS_KEY_PAIR (UINT64_C(1) << 63)
#define LITERALS_KEY_FIRST (UINT64_C(1) << 62)
enum { LITERALS_CHAR_NBITS = 24, LITERALS_PAIR_NBYTES = 6 };

/* A word that ends at a node, as a word of one set. */
struct literal_member {
	uint16_t set, word;
	uint16_t nbytes;
	uint32_t next;                  /* of the same node, from 1 */
};

/* An edge and the node that it leads to: one load has all of both. */
struct literal_edge {
	uint64_t key;
	uint64_t children;              /* bit per character modulo 64: there may be such a child */
	uint32_t node;                  /* from 1; 0: a free place */
	uint32_t first_member;          /* from 1 */
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
	uint64_t narrow[256 / 64];      /* bit per byte of those that begin with no wide one */
	size_t nmembers, members_capacity;
	struct literal_member *members;
	size_t nedges, edges_capacity;  /* the capacity is a power of two */
	struct literal_edge *edges;
	size_t nsets, sets_capacity;
	struct literal_set *sets;
};

/* A hit before they are sorted by set. */
struct literal_found {
	uint32_t offset;
	uint32_t member;
};

/* What two wide characters and one hash to, given as the bytes that literals_load() gives. */
static inline size_t literals_hash_pair(uint64_t bytes)
{
	return (size_t)((bytes << 16) * UINT64_C(0x9E3779B97F4A7C15) >> (64 - LITERALS_PAIRS_LOG2));
}

/* The same of one. */
static inline size_t literals_hash_first(uint64_t bytes)
{
	return (uint32_t)(bytes << 8) * UINT32_C(0x9E3779B1) >> (32 - LITERALS_FIRSTS_LOG2);
}

/* Eight bytes, the first one lowest. */
static inline uint64_t literals_load(const unsigned char *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
	       (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
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

/* The character at byte `i`, which is moved behind it. Most have three bytes. */
static inline uint32_t literals_take_char(struct str text, size_t *i)
{
	const unsigned char *p = (const unsigned char *)text.ptr + *i;
	if (*i >= text.nbytes)
		return LITERALS_NO_CHAR;
	if (p[0] >= 0xE1 && p[0] <= 0xEF && p[0] != 0xED && *i + 3 <= text.nbytes && (p[1] & 0xC0) == 0x80 &&
	    (p[2] & 0xC0) == 0x80) {
		*i += 3;
		return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	}
	struct utf8_char c = {p[0], 1, true};
	if (p[0] >= 0x80)
		c = utf8_decode(str_slice(text, *i, text.nbytes));
	*i += c.nbytes;
	return c.valid ? c.code_point : LITERALS_NO_CHAR;
}

/* The place of an edge, or the free one where it would stand. */
static inline struct literal_edge *literals_find_edge(const struct literals *literals, uint64_t key)
{
	size_t mask = literals->edges_capacity - 1, i = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 40) & mask;
	while (literals->edges[i].node && literals->edges[i].key != key)
		i = (i + 1) & mask;
	return &literals->edges[i];
}

static inline uint64_t literals_edge_key(uint32_t node, uint32_t character)
{
	return (uint64_t)node << LITERALS_CHAR_NBITS | character;
}

#endif
