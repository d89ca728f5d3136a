#include "base/literals_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

static inline bool is_set(const uint64_t *bits, size_t i)
{
	return bits[i / 64] >> (i % 64) & 1;
}

/* What is under way: the words, and the hits found so far. */
struct search {
	const struct literals *literals;
	struct literal_hits *hits;
	size_t count;
};

static void add_found(struct search *search, size_t offset, uint32_t member)
{
	struct literal_hits *hits = search->hits;
	while (member) {
		const struct literal_member *m = &search->literals->members[member - 1];
		if (search->count == hits->found_capacity)
			hits->found =
				alloc_grow(hits->found, search->count, &hits->found_capacity, sizeof(*hits->found));
		hits->found[search->count++] = (struct literal_found){(uint32_t)offset, member};
		hits->ends[m->set]++;
		member = m->next;
	}
}

/* Whether the character at byte `i` may lead on from a node: the last byte of a wide one tells as much. */
static inline bool may_go_on(uint64_t children, struct str text, size_t i)
{
	if (!children || i >= text.nbytes)
		return false;
	if (i + LITERALS_WIDE_NBYTES > text.nbytes || ((unsigned char)text.ptr[i] & 0xF0) != 0xE0)
		return true;
	return children >> (text.ptr[i + LITERALS_WIDE_NBYTES - 1] & 63) & 1;
}

/* Follows the trie from behind an edge, which byte `i` is; adds the words that begin at `offset` and end on the way. */
static void follow(struct search *search, const struct literal_edge *edge, size_t offset, size_t i)
{
	struct str text = search->hits->text;
	do {
		uint32_t c = literals_take_char(text, &i);
		if (!(edge->children >> (c & 63) & 1))
			return;
		edge = literals_find_edge(search->literals, literals_edge_key(edge->node, c));
		if (edge->first_member)
			add_found(search, offset, edge->first_member);
	} while (may_go_on(edge->children, text, i));
}

/* The words that begin with an edge at `offset`, `nbytes` of which are behind it. */
static inline void enter(struct search *search, uint64_t key, size_t offset, size_t nbytes)
{
	const struct literal_edge *edge = literals_find_edge(search->literals, key);
	if (edge->first_member)
		add_found(search, offset, edge->first_member);
	if (may_go_on(edge->children, search->hits->text, offset + nbytes))
		follow(search, edge, offset, offset + nbytes);
}

/* The words that begin with the character at `offset`, which is not a wide one. */
static void enter_narrow(struct search *search, size_t offset)
{
	size_t i = offset;
	uint32_t c = literals_take_char(search->hits->text, &i);
	if (c != LITERALS_NO_CHAR)
		enter(search, literals_edge_key(0, c), offset, i - offset);
}

/* Looks at the characters of the text from byte `offset` to before `end`, which are those at `begin`, with as many
 * bytes behind the last of them as are loaded at once. A word, being valid UTF-8, stands nowhere but at the beginning
 * of a character, so that where the text is not valid it is enough to pass over no byte that may be one. Returns the
 * byte that is next. */
static size_t find_between(struct search *search, const unsigned char *begin, size_t offset, size_t end)
{
	const struct literals *literals = search->literals;
	const unsigned char *p = begin, *stop = begin + (end - offset);
	while (p < stop) {
		uint64_t bytes = literals_load(p);
		size_t i = offset + (size_t)(p - begin);
		if (literals_is_wide(bytes)) {
			uint64_t first = LITERALS_KEY_FIRST | literals_low_bytes(bytes, LITERALS_WIDE_NBYTES);
			uint64_t pair = LITERALS_KEY_PAIR | literals_low_bytes(bytes, LITERALS_PAIR_NBYTES);
			if (is_set(literals->firsts, literals_hash_first(bytes)))
				enter(search, first, i, LITERALS_WIDE_NBYTES);
			if (is_set(literals->pairs, literals_hash_pair(bytes)))
				enter(search, pair, i, LITERALS_PAIR_NBYTES);
			p += LITERALS_WIDE_NBYTES;
		} else {
			if (is_set(literals->narrow, bytes & 0xFF))
				enter_narrow(search, i);
			p++;
		}
	}
	return offset + (size_t)(p - begin);
}

/* Gathers the hits in the order of the text and counts them by set. */
static size_t find_words(const struct literals *literals, struct literal_hits *hits)
{
	struct search search = {.literals = literals, .hits = hits};
	const unsigned char *text = (const unsigned char *)hits->text.ptr;
	size_t offset = 0, nbytes = hits->text.nbytes;
	unsigned char last[2 * LITERALS_LOAD_NBYTES];
	if (nbytes > LITERALS_LOAD_NBYTES)
		offset = find_between(&search, text, 0, nbytes - LITERALS_LOAD_NBYTES);
	/* No character has these bytes. */
	memset(last, 0xFF, sizeof(last));
	if (nbytes)
		memcpy(last, text + offset, nbytes - offset);
	find_between(&search, last, offset, nbytes);
	return search.count;
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
		const struct literal_member *member = &literals->members[hits->found[i].member - 1];
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
