#include "base/literals.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/utf8.h"

enum {
	FILTER_NBITS = 0x10000,
	MAX_SETS = UINT16_MAX - 1,
	FIRST_NEDGES = 1024,
	/* A byte that is not UTF-8, and the end of a text: the second half of a character that has no first one. */
	UNIT_BAD = 0xDC00,
};

/* A word that ends at a node, as a word of one set. */
struct member {
	uint16_t set, word;
	uint16_t nbytes;
	uint32_t next;                  /* of the same node, from 1 */
};

struct node {
	uint64_t children;              /* bit per unit modulo 64: there may be such a child */
	uint32_t first_member;          /* from 1 */
};

struct edge {
	uint32_t node;                  /* that has a child by this unit */
	uint32_t child;                 /* 0: a free place */
	uint16_t unit;
};

struct set {
	const struct str *words;
	size_t count;
};

struct literals {
	uint64_t units[FILTER_NBITS / 64]; /* bit per unit that is a word of its own */
	uint64_t pairs[FILTER_NBITS / 64]; /* bit per hash of two units that a word begins with */
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
static struct edge *find_edge(const struct literals *literals, uint32_t node, uint16_t unit)
{
	size_t mask = literals->edges_capacity - 1;
	size_t i = ((node << 16 ^ unit) * UINT32_C(2654435761) >> 12) & mask;
	while (literals->edges[i].child && (literals->edges[i].node != node || literals->edges[i].unit != unit))
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
			*find_edge(literals, old[i].node, old[i].unit) = old[i];
	free(old);
}

static uint32_t add_node(struct literals *literals)
{
	literals->nodes = alloc_grow(literals->nodes, literals->nnodes, &literals->nodes_capacity,
				     sizeof(*literals->nodes));
	literals->nodes[literals->nnodes] = (struct node){0};
	return (uint32_t)literals->nnodes++;
}

/* The child of a node by a unit, made where there is none. */
static uint32_t add_child(struct literals *literals, uint32_t node, uint16_t unit)
{
	struct edge *edge = find_edge(literals, node, unit);
	if (edge->child)
		return edge->child;
	uint32_t child = add_node(literals);
	*edge = (struct edge){node, child, unit};
	literals->nodes[node].children |= UINT64_C(1) << (unit & 63);
	if (2 * ++literals->nedges > literals->edges_capacity)
		grow_edges(literals);
	return child;
}

static inline size_t hash_pair(uint16_t first, uint16_t second)
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

/* Appends the units of a character; their number. */
static inline size_t put_units(struct utf8_char c, uint16_t *units)
{
	if (c.code_point < 0x10000) {
		units[0] = c.valid ? (uint16_t)c.code_point : UNIT_BAD;
		return 1;
	}
	units[0] = (uint16_t)(0xD800 + ((c.code_point - 0x10000) >> 10));
	units[1] = (uint16_t)(0xDC00 + (c.code_point & 0x3FF));
	return 2;
}

static bool can_be_searched(struct str word)
{
	return word.nbytes && word.nbytes <= UINT16_MAX && utf8_find_invalid(word) == word.nbytes;
}

static void add_word(struct literals *literals, uint16_t set, size_t place, struct str word)
{
	uint32_t node = 0;
	uint16_t units[2], first[2] = {0};
	size_t count = 0;
	for (size_t i = 0; i < word.nbytes;) {
		struct utf8_char c = utf8_decode(str_slice(word, i, word.nbytes));
		size_t nunits = put_units(c, units);
		for (size_t u = 0; u < nunits; u++, count++) {
			node = add_child(literals, node, units[u]);
			if (count < 2)
				first[count] = units[u];
		}
		i += c.nbytes;
	}
	if (count == 1)
		set_bit(literals->units, first[0]);
	else
		set_bit(literals->pairs, hash_pair(first[0], first[1]));
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

/* The units of a text, with one behind them that ends every word. */
static size_t read_units(struct str text, struct literal_hits *hits)
{
	if (hits->units_capacity <= text.nbytes) {
		hits->units_capacity = text.nbytes + text.nbytes / 2 + 1;
		hits->units = alloc_resize(hits->units, hits->units_capacity, sizeof(*hits->units));
	}
	const unsigned char *p = (const unsigned char *)text.ptr;
	size_t count = 0;
	for (size_t i = 0; i < text.nbytes;) {
		/* Most are characters of three bytes. */
		if (p[i] >= 0xE1 && p[i] <= 0xEF && p[i] != 0xED && i + 3 <= text.nbytes && (p[i + 1] & 0xC0) == 0x80 &&
		    (p[i + 2] & 0xC0) == 0x80) {
			hits->units[count++] = (uint16_t)((p[i] & 0x0Fu) << 12 | (p[i + 1] & 0x3Fu) << 6 | (p[i + 2] & 0x3Fu));
			i += 3;
		} else if (p[i] < 0x80) {
			hits->units[count++] = p[i++];
		} else {
			struct utf8_char c = utf8_decode(str_slice(text, i, text.nbytes));
			count += put_units(c, &hits->units[count]);
			i += c.nbytes;
		}
	}
	hits->units[count] = UNIT_BAD;
	return count;
}

/* How many bytes a unit stands for. Of the four of a character of two units the second one stands for the last. */
static inline size_t unit_nbytes(uint16_t unit)
{
	if (unit < 0x800)
		return unit < 0x80 ? 1 : 2;
	return unit >= 0xDC00 && unit < 0xE000 ? 1 : 3;
}

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

/* Follows the trie from the first of `units`, and adds the words that end on the way. */
static size_t follow(const struct literals *literals, struct literal_hits *hits, size_t count, const uint16_t *units,
		     size_t offset)
{
	for (uint32_t node = find_edge(literals, 0, *units++)->child; node;) {
		const struct node *n = &literals->nodes[node];
		if (n->first_member)
			count = add_found(literals, hits, count, offset, n->first_member);
		node = n->children >> (*units & 63) & 1 ? find_edge(literals, node, *units)->child : 0;
		units++;
	}
	return count;
}

/* Gathers the hits in the order of the text and counts them by set. Two units tell most places where no word begins. */
static size_t find_words(const struct literals *literals, struct literal_hits *hits, size_t nunits)
{
	const uint16_t *units = hits->units;
	size_t offset = 0, count = 0;
	for (size_t i = 0; i < nunits; offset += unit_nbytes(units[i++]))
		if (is_set(literals->pairs, hash_pair(units[i], units[i + 1])) || is_set(literals->units, units[i]))
			count = follow(literals, hits, count, &units[i], offset);
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
	size_t nunits = read_units(text, hits);
	sort_by_set(literals, hits, find_words(literals, hits, nunits));
}

void literal_hits_free(struct literal_hits *hits)
{
	free(hits->ends);
	free(hits->list);
	free(hits->units);
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
