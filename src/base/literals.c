#include "base/literals.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

enum {
	PAIRS_LOG2 = 16,                /* of the bits of the filters */
	FIRSTS_LOG2 = 12,
	WIDE_NBYTES = 3,                /* of a Chinese character */
	LOAD_NBYTES = 8,
	MAX_SETS = UINT16_MAX - 1,
	FIRST_NEDGES = 1024,
};

/* A byte that is not UTF-8, and the end of a text. */
#define NO_CHAR UINT32_MAX
/* What leads into the trie: the bytes of two wide characters, or of a wide one that any other word begins with. All else
 * is an edge from a node by a character. Most characters begin some word, so nodes of one would only be passed through. */
#define KEY_PAIR (UINT64_C(1) << 63)
#define KEY_FIRST (UINT64_C(1) << 62)
enum { CHAR_NBITS = 24, PAIR_NBYTES = 6 };

/* A word that ends at a node, as a word of one set. */
struct member {
	uint16_t set, word;
	uint16_t nbytes;
	uint32_t next;                  /* of the same node, from 1 */
};

/* An edge and the node that it leads to: one load has all of both. */
struct edge {
	uint64_t key;
	uint64_t children;              /* bit per character modulo 64: there may be such a child */
	uint32_t node;                  /* from 1; 0: a free place */
	uint32_t first_member;          /* from 1 */
};

struct set {
	const struct str *words;
	size_t count;
};

struct literals {
	uint64_t pairs[(1 << PAIRS_LOG2) / 64]; /* bit per hash of two wide characters that a word begins with */
	uint64_t firsts[(1 << FIRSTS_LOG2) / 64]; /* bit per hash of the wide character that any other word begins with */
	uint64_t narrow[256 / 64];      /* bit per byte of those that begin with no wide one */
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
	return literals;
}

void literals_free(void *object)
{
	struct literals *literals = object;
	if (!literals)
		return;
	free(literals->members);
	free(literals->edges);
	free(literals->sets);
	free(literals);
}

/* The place of an edge, or the free one where it would stand. */
static inline struct edge *find_edge(const struct literals *literals, uint64_t key)
{
	size_t mask = literals->edges_capacity - 1, i = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 40) & mask;
	while (literals->edges[i].node && literals->edges[i].key != key)
		i = (i + 1) & mask;
	return &literals->edges[i];
}

static inline uint64_t key_of_edge(uint32_t node, uint32_t character)
{
	return (uint64_t)node << CHAR_NBITS | character;
}

static void grow_edges(struct literals *literals)
{
	struct edge *old = literals->edges;
	size_t capacity = literals->edges_capacity;
	literals->edges_capacity = 2 * capacity;
	literals->edges = alloc_zeroed(2 * capacity, sizeof(*literals->edges));
	for (size_t i = 0; i < capacity; i++)
		if (old[i].node)
			*find_edge(literals, old[i].key) = old[i];
	free(old);
}

/* The edge with this key, made where there is none. Valid until the next one is made. */
static struct edge *add_edge(struct literals *literals, uint64_t key)
{
	struct edge *edge = find_edge(literals, key);
	if (edge->node)
		return edge;
	if (2 * (literals->nedges + 1) > literals->edges_capacity) {
		grow_edges(literals);
		edge = find_edge(literals, key);
	}
	*edge = (struct edge){.key = key, .node = (uint32_t)++literals->nedges};
	return edge;
}

/* What two wide characters and one hash to, given as the bytes that load() gives. */
static inline size_t hash_pair(uint64_t bytes)
{
	return (size_t)((bytes << 16) * UINT64_C(0x9E3779B97F4A7C15) >> (64 - PAIRS_LOG2));
}

/* The same of one. */
static inline size_t hash_first(uint64_t bytes)
{
	return (uint32_t)(bytes << 8) * UINT32_C(0x9E3779B1) >> (32 - FIRSTS_LOG2);
}

/* Eight bytes, the first one lowest. */
static inline uint64_t load(const unsigned char *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 |
	       (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

static inline uint64_t low_bytes(uint64_t bytes, unsigned nbytes)
{
	return bytes & ((UINT64_C(1) << 8 * nbytes) - 1);
}

/* Whether the lowest of the bytes are a character of three bytes. */
static inline bool is_wide(uint64_t bytes)
{
	return (bytes & 0xC0C0F0) == 0x8080E0;
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

/* The edge of the first characters of a word; `*i` goes behind them. */
static struct edge *add_beginning(struct literals *literals, struct str word, size_t *i)
{
	unsigned char beginning[LOAD_NBYTES] = {0};
	memcpy(beginning, word.ptr, word.nbytes < LOAD_NBYTES ? word.nbytes : LOAD_NBYTES);
	uint64_t bytes = load(beginning);
	if (is_wide(bytes) && is_wide(bytes >> 8 * WIDE_NBYTES)) {
		*i = PAIR_NBYTES;
		set_bit(literals->pairs, hash_pair(bytes));
		return add_edge(literals, KEY_PAIR | low_bytes(bytes, PAIR_NBYTES));
	}
	if (is_wide(bytes)) {
		*i = WIDE_NBYTES;
		set_bit(literals->firsts, hash_first(bytes));
		return add_edge(literals, KEY_FIRST | low_bytes(bytes, WIDE_NBYTES));
	}
	set_bit(literals->narrow, beginning[0]);
	*i = 0;
	return add_edge(literals, key_of_edge(0, take_char(word, i)));
}

static void add_word(struct literals *literals, uint16_t set, size_t place, struct str word)
{
	size_t i;
	struct edge *edge = add_beginning(literals, word, &i);
	while (i < word.nbytes) {
		uint32_t c = take_char(word, &i);
		edge->children |= UINT64_C(1) << (c & 63);
		edge = add_edge(literals, key_of_edge(edge->node, c));
	}
	literals->members = alloc_grow(literals->members, literals->nmembers, &literals->members_capacity,
				       sizeof(*literals->members));
	literals->members[literals->nmembers] = (struct member){set, (uint16_t)place, (uint16_t)word.nbytes, edge->first_member};
	edge->first_member = (uint32_t)++literals->nmembers;
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
		if (count == hits->found_capacity)
			hits->found = alloc_grow(hits->found, count, &hits->found_capacity, sizeof(*hits->found));
		hits->found[count++] = (struct literal_found){(uint32_t)offset, member};
		hits->ends[literals->members[member - 1].set]++;
	}
	return count;
}

/* Whether the character at byte `i` may lead on from a node: the last byte of a wide one tells as much. */
static inline bool may_go_on(uint64_t children, struct str text, size_t i)
{
	if (!children || i >= text.nbytes)
		return false;
	if (i + WIDE_NBYTES > text.nbytes || ((unsigned char)text.ptr[i] & 0xF0) != 0xE0)
		return true;
	return children >> (text.ptr[i + WIDE_NBYTES - 1] & 63) & 1;
}

/* Follows the trie from the edge with this key at `offset`, `nbytes` of which are behind it; adds the words that begin at
 * `offset` and end on the way. */
static size_t enter(const struct literals *literals, struct literal_hits *hits, size_t count, uint64_t key, size_t offset,
		    size_t nbytes)
{
	size_t i = offset + nbytes;
	for (const struct edge *edge = find_edge(literals, key); edge->node;) {
		if (edge->first_member)
			count = add_found(literals, hits, count, offset, edge->first_member);
		if (!may_go_on(edge->children, hits->text, i))
			break;
		uint32_t c = take_char(hits->text, &i);
		if (!(edge->children >> (c & 63) & 1))
			break;
		edge = find_edge(literals, key_of_edge(edge->node, c));
	}
	return count;
}

/* The words that begin with the character at `offset`, which is not a wide one. */
static size_t enter_narrow(const struct literals *literals, struct literal_hits *hits, size_t count, size_t offset)
{
	size_t i = offset;
	uint32_t c = take_char(hits->text, &i);
	return c == NO_CHAR ? count : enter(literals, hits, count, key_of_edge(0, c), offset, i - offset);
}

/* Looks at the characters of the text from byte `offset` to before `end`, which are those at `p` with LOAD_NBYTES behind
 * the last of them. A word, being valid UTF-8, stands nowhere but at the beginning of a character, so that where the text
 * is not valid it is enough to pass over no byte that may be one. */
static size_t find_between(const struct literals *literals, struct literal_hits *hits, size_t count,
			   const unsigned char *begin, size_t *offset, size_t end)
{
	const size_t first = *offset;
	const unsigned char *p = begin, *stop = begin + (end - first);
	while (p < stop) {
		uint64_t bytes = load(p);
		size_t i = first + (size_t)(p - begin);
		if (is_wide(bytes)) {
			if (is_set(literals->firsts, hash_first(bytes)))
				count = enter(literals, hits, count, KEY_FIRST | low_bytes(bytes, WIDE_NBYTES), i, WIDE_NBYTES);
			if (is_set(literals->pairs, hash_pair(bytes)))
				count = enter(literals, hits, count, KEY_PAIR | low_bytes(bytes, PAIR_NBYTES), i, PAIR_NBYTES);
			p += WIDE_NBYTES;
		} else {
			if (is_set(literals->narrow, bytes & 0xFF))
				count = enter_narrow(literals, hits, count, i);
			p++;
		}
	}
	*offset = first + (size_t)(p - begin);
	return count;
}

/* Gathers the hits in the order of the text and counts them by set. */
static size_t find_words(const struct literals *literals, struct literal_hits *hits)
{
	size_t offset = 0, count = 0, nbytes = hits->text.nbytes;
	unsigned char last[2 * LOAD_NBYTES];
	if (nbytes > LOAD_NBYTES)
		count = find_between(literals, hits, 0, (const unsigned char *)hits->text.ptr, &offset, nbytes - LOAD_NBYTES);
	/* No character has these bytes. */
	memset(last, 0xFF, sizeof(last));
	if (nbytes)
		memcpy(last, hits->text.ptr + offset, nbytes - offset);
	return find_between(literals, hits, count, last, &offset, nbytes);
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
