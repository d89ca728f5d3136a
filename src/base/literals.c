#include "base/literals.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/utf8.h"

enum {
	FILTER_NBITS = 0x10000,
	MAX_SETS = UINT16_MAX - 1,
	FIRST_NEDGES = 1024,
};

/* A byte that is not UTF-8, and the end of a text. */
#define NO_CHAR UINT32_MAX
/* With a character in the place of a node: what leads from there to the node of two characters. Most characters begin
 * some word, so nodes of one would only be passed through. */
#define FIRST_CHAR UINT32_C(0x80000000)

/* A word that ends at a node, as a word of one set. */
struct member {
	uint16_t set, word;
	uint16_t nbytes;
	uint32_t next;                  /* of the same node, from 1 */
};

struct node {
	uint64_t children;              /* bit per character modulo 64: there may be such a child */
	uint32_t first_member;          /* from 1 */
};

struct edge {
	uint32_t node, character;       /* a node (or FIRST_CHAR) with a child by this character */
	uint32_t child;                 /* 0: a free place */
};

struct set {
	const struct str *words;
	size_t count;
};

struct literals {
	uint64_t single[FILTER_NBITS / 64]; /* bit per hash of a character that is a word of its own */
	uint64_t pairs[FILTER_NBITS / 64]; /* bit per hash of two characters that a word begins with */
	size_t nnodes, nodes_capacity;
	struct node *nodes;             /* node 0 is the root */
	size_t nmembers, members_capacity;
	struct member *members;
	size_t nedges, edges_capacity;  /* the capacity is a power of two */
	struct edge *edges;
	size_t nsets, sets_capacity;
	struct set *sets;
};

/* A hit before they are sorted by set. */
struct literal_found {
	uint32_t offset;
	uint32_t member;
};

struct literals *literals_new(void)
{
	struct literals *literals = alloc_zeroed(1, sizeof(*literals));
	literals->edges_capacity = FIRST_NEDGES;
	literals->edges = alloc_zeroed(FIRST_NEDGES, sizeof(*literals->edges));
	literals->nodes = alloc_grow(NULL, 0, &literals->nodes_capacity, sizeof(*literals->nodes));
	literals->nodes[literals->nnodes++] = (struct node){0};
	return literals;
}

void literals_free(void *object)
{
	struct literals *literals = object;
	if (!literals)
		return;
	free(literals->nodes);
	free(literals->members);
	free(literals->edges);
	free(literals->sets);
	free(literals);
}

/* The place of an edge, or the free one where it would stand. */
static struct edge *find_edge(const struct literals *literals, uint32_t node, uint32_t character)
{
	size_t mask = literals->edges_capacity - 1;
	size_t i = ((node << 16 ^ character) * UINT32_C(2654435761) >> 12) & mask;
	while (literals->edges[i].child && (literals->edges[i].node != node || literals->edges[i].character != character))
		i = (i + 1) & mask;
	return &literals->edges[i];
}

static void grow_edges(struct literals *literals)
{
	struct edge *old = literals->edges;
	size_t capacity = literals->edges_capacity;
	literals->edges_capacity = 2 * capacity;
	literals->edges = alloc_zeroed(2 * capacity, sizeof(*literals->edges));
	for (size_t i = 0; i < capacity; i++)
		if (old[i].child)
			*find_edge(literals, old[i].node, old[i].character) = old[i];
	free(old);
}

static uint32_t add_node(struct literals *literals)
{
	literals->nodes = alloc_grow(literals->nodes, literals->nnodes, &literals->nodes_capacity,
				     sizeof(*literals->nodes));
	literals->nodes[literals->nnodes] = (struct node){0};
	return (uint32_t)literals->nnodes++;
}

/* The child of a node by a character, made where there is none. */
static uint32_t add_child(struct literals *literals, uint32_t node, uint32_t character)
{
	struct edge *edge = find_edge(literals, node, character);
	if (edge->child)
		return edge->child;
	uint32_t child = add_node(literals);
	*edge = (struct edge){node, character, child};
	if (!(node & FIRST_CHAR))
		literals->nodes[node].children |= UINT64_C(1) << (character & 63);
	if (2 * ++literals->nedges > literals->edges_capacity)
		grow_edges(literals);
	return child;
}

static inline size_t hash_pair(uint32_t first, uint32_t second)
{
	return (first * 40503u + second * 30011u) % FILTER_NBITS;
}

static inline bool is_set(const uint64_t *bits, size_t i)
{
	return bits[i / 64] >> (i % 64) & 1;
}

static void set_bit(uint64_t *bits, size_t i)
{
	bits[i / 64] |= UINT64_C(1) << (i % 64);
}

/* The character at byte `i`, which is moved behind it. Most have three bytes. */
static inline uint32_t take_char(struct str text, size_t *i)
{
	const unsigned char *p = (const unsigned char *)text.ptr + *i;
	if (*i >= text.nbytes)
		return NO_CHAR;
	if (p[0] >= 0xE1 && p[0] <= 0xEF && p[0] != 0xED && *i + 3 <= text.nbytes && (p[1] & 0xC0) == 0x80 &&
	    (p[2] & 0xC0) == 0x80) {
		*i += 3;
		return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	}
	struct utf8_char c = {p[0], 1, true};
	if (p[0] >= 0x80)
		c = utf8_decode(str_slice(text, *i, text.nbytes));
	*i += c.nbytes;
	return c.valid ? c.code_point : NO_CHAR;
}

static bool can_be_searched(struct str word)
{
	return word.nbytes && word.nbytes <= UINT16_MAX && utf8_find_invalid(word) == word.nbytes;
}

static void add_word(struct literals *literals, uint16_t set, size_t place, struct str word)
{
	size_t i = 0;
	uint32_t first = take_char(word, &i), second = take_char(word, &i), node;
	if (second == NO_CHAR) {
		node = add_child(literals, 0, first);
		set_bit(literals->single, first % FILTER_NBITS);
	} else {
		node = add_child(literals, FIRST_CHAR | first, second);
		set_bit(literals->pairs, hash_pair(first, second));
	}
	while (i < word.nbytes)
		node = add_child(literals, node, take_char(word, &i));
	literals->members = alloc_grow(literals->members, literals->nmembers, &literals->members_capacity,
				       sizeof(*literals->members));
	literals->members[literals->nmembers] =
		(struct member){set, (uint16_t)place, (uint16_t)word.nbytes, literals->nodes[node].first_member};
	literals->nodes[node].first_member = (uint32_t)++literals->nmembers;
}

static bool is_same_set(const struct set *set, const struct str *words, size_t count)
{
	if (set->count != count)
		return false;
	for (size_t i = 0; i < count && set->words != words; i++)
		if (!str_equal(set->words[i], words[i]))
			return false;
	return true;
}

uint16_t literals_add(struct literals *literals, const struct str *words, size_t count)
{
	for (size_t i = 0; i < literals->nsets; i++)
		if (is_same_set(&literals->sets[i], words, count))
			return (uint16_t)(i + 1);
	if (literals->nsets == MAX_SETS)
		return 0;
	literals->sets = alloc_grow(literals->sets, literals->nsets, &literals->sets_capacity, sizeof(*literals->sets));
	literals->sets[literals->nsets++] = (struct set){words, count};
	for (size_t i = 0; i < count; i++)
		if (can_be_searched(words[i]))
			add_word(literals, (uint16_t)literals->nsets, i, words[i]);
	return (uint16_t)literals->nsets;
}

/* ---- Searching ---- */

static size_t add_found(const struct literals *literals, struct literal_hits *hits, size_t count, size_t offset,
			uint32_t member)
{
	for (; member; member = literals->members[member - 1].next) {
		hits->found = alloc_grow(hits->found, count, &hits->found_capacity, sizeof(*hits->found));
		hits->found[count++] = (struct literal_found){(uint32_t)offset, member};
		hits->ends[literals->members[member - 1].set]++;
	}
	return count;
}

/* Follows the trie from a node on with the characters at byte `i`; adds the words that begin at `offset` and end on the
 * way. */
static size_t follow(const struct literals *literals, struct literal_hits *hits, size_t count, uint32_t node,
		     size_t offset, size_t i)
{
	while (node) {
		const struct node *n = &literals->nodes[node];
		if (n->first_member)
			count = add_found(literals, hits, count, offset, n->first_member);
		uint32_t c = n->children ? take_char(hits->text, &i) : NO_CHAR;
		node = n->children >> (c & 63) & 1 ? find_edge(literals, node, c)->child : 0;
	}
	return count;
}

/* Gathers the hits in the order of the text and counts them by set. */
static size_t find_words(const struct literals *literals, struct literal_hits *hits)
{
	size_t offset = 0, i = 0, count = 0;
	for (uint32_t c = take_char(hits->text, &i); offset < hits->text.nbytes;) {
		size_t behind = i;
		uint32_t next = take_char(hits->text, &i);
		if (is_set(literals->single, c % FILTER_NBITS))
			count = follow(literals, hits, count, find_edge(literals, 0, c)->child, offset, behind);
		if (is_set(literals->pairs, hash_pair(c, next)))
			count = follow(literals, hits, count, find_edge(literals, FIRST_CHAR | c, next)->child, offset, i);
		offset = behind;
		c = next;
	}
	return count;
}

/* Sorts what was found by set (a counting sort, which keeps the order). */
static void sort_by_set(const struct literals *literals, struct literal_hits *hits, size_t count)
{
	uint32_t begin = 0;
	if (hits->capacity < count) {
		hits->capacity = count + count / 2;
		hits->list = alloc_resize(hits->list, hits->capacity, sizeof(*hits->list));
	}
	for (size_t set = 0; set <= literals->nsets; set++) {
		uint32_t nhits = hits->ends[set];
		hits->ends[set] = begin;
		begin += nhits;
	}
	for (size_t i = 0; i < count; i++) {
		const struct member *member = &literals->members[hits->found[i].member - 1];
		hits->list[hits->ends[member->set]++] =
			(struct literal_hit){hits->found[i].offset, member->nbytes, member->word};
	}
}

void literals_search(const struct literals *literals, struct str text, struct literal_hits *hits)
{
	size_t nends = literals->nsets + 1;
	if (hits->nsets_capacity < nends) {
		hits->nsets_capacity = nends;
		hits->ends = alloc_resize(hits->ends, nends, sizeof(*hits->ends));
	}
	memset(hits->ends, 0, nends * sizeof(*hits->ends));
	hits->literals = literals;
	hits->text = text;
	sort_by_set(literals, hits, find_words(literals, hits));
}

void literal_hits_free(struct literal_hits *hits)
{
	free(hits->ends);
	free(hits->list);
	free(hits->found);
	*hits = (struct literal_hits){0};
}

const struct literal_hit *literal_hits_from(const struct literal_hits *hits, uint16_t set, size_t offset,
					    const struct literal_hit **end)
{
	size_t low = hits->ends[set - 1], high = hits->ends[set];
	*end = hits->list + high;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (hits->list[middle].offset < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return hits->list + low;
}

const struct literal_hit *literal_hits_first(const struct literal_hits *hits, uint16_t set, struct str part)
{
	const struct literal_hit *end;
	size_t start = (size_t)(part.ptr - hits->text.ptr), stop = start + part.nbytes;
	for (const struct literal_hit *hit = literal_hits_from(hits, set, start, &end); hit < end; hit++)
		if (hit->offset + (size_t)hit->nbytes <= stop)
			return hit;
		else if (hit->offset >= stop)
			break;
	return NULL;
}
