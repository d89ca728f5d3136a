#include "base/literals_parts.h"

#include <stdlib.h>

#include "base/alloc.h"

/* Room for a hit of every word behind `count` of them, and for one that is none. */
static void make_room(struct literal_hits *hits, size_t count, size_t nwords)
{
	if (hits->found_capacity >= count + nwords + 1)
		return;
	hits->found_capacity = 2 * (count + nwords + 1);
	hits->found = alloc_resize(hits->found, hits->found_capacity, sizeof(*hits->found));
}

/* Adds the words that end at an edge; returns how many there are then. One is always written, and counted where there
 * is one: so nothing need be guessed. What is none belongs to set 0. */
static inline size_t add_found(const struct literals *literals, struct literal_hits *hits, size_t count,
			       uint32_t offset, const struct literal_edge *edge)
{
	const struct literal_member *member = &edge->member;
	for (;;) {
		hits->found[count] = (struct literal_found){offset, member->nbytes, member->word, member->set};
		hits->ends[member->set]++;
		count += member->set != 0;
		if (!member->next)
			return count;
		member = &literals->members[member->next - 1];
	}
}

/* Takes the edge with a key, which the units from `next` on are behind, and follows the trie as far as it goes; adds
 * the words that begin at byte `offset` and end on the way. */
static inline size_t enter(const struct literals *literals, struct literal_hits *hits, size_t count, uint64_t key,
			   uint32_t offset, const uint16_t *next)
{
	for (;; next++) {
		const struct literal_edge *edge = literals_find_edge(literals, key);
		count = add_found(literals, hits, count, offset, edge);
		if (!(edge->children >> literals_child(*next) & 1))
			return count;
		key = literals_edge_key(edge->node, *next);
	}
}

/* Gathers the hits in the order of the text and counts them by set. */
static size_t find_words(const struct literals *literals, struct literal_hits *hits)
{
	const struct units *units = &hits->units;
	size_t count = 0, most = 2 * units->count + LITERALS_PLACES_ROOM;
	if (hits->places_capacity < most) {
		hits->places_capacity = most + most / 2;
		hits->places = alloc_resize(hits->places, hits->places_capacity, sizeof(*hits->places));
	}
	size_t nplaces = literals_find_places(literals, units, hits->places);
	for (size_t i = 0; i < nplaces; i++) {
		size_t unit = hits->places[i] / 2, pair = hits->places[i] % 2;
		const uint16_t *codes = units->codes + unit;
		make_room(hits, count, literals->nwords);
		count = enter(literals, hits, count, literals_beginning_key(codes, pair), units->offsets[unit],
			      codes + 1 + pair);
	}
	hits->ends[0] = 0;
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
		const struct literal_found *found = &hits->found[i];
		hits->list[hits->ends[found->set]++] =
			(struct literal_hit){found->offset, found->nbytes, found->word};
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
	units_read(&hits->units, text);
	sort_by_set(literals, hits, find_words(literals, hits));
}

void literal_hits_free(struct literal_hits *hits)
{
	free(hits->ends);
	free(hits->list);
	free(hits->found);
	free(hits->places);
	units_free(&hits->units);
	*hits = (struct literal_hits){0};
}

const struct literal_hit *literal_hits_from(const struct literal_hits *hits, uint16_t set, size_t offset,
					    const struct literal_hit **end)
{
	enum { FEW = 6 };               /* are sooner looked at one after the other */
	if (!literal_hits_any(hits, set))
		return *end = hits->list;
	const struct literal_hit *low = hits->list + hits->ends[set - 1], *high = hits->list + hits->ends[set];
	*end = high;
	while (high - low > FEW) {
		const struct literal_hit *middle = low + (high - low) / 2;
		if (middle->offset < offset)
			low = middle + 1;
		else
			high = middle;
	}
	while (low < high && low->offset < offset)
		low++;
	return low;
}

const struct literal_hit *literal_hits_first(const struct literal_hits *hits, uint16_t set, struct str part)
{
	if (!literal_hits_any(hits, set))
		return NULL;
	const struct literal_hit *end, *first = hits->list + hits->ends[set - 1], *last = hits->list + hits->ends[set];
	size_t start = (size_t)(part.ptr - hits->text.ptr), stop = start + part.nbytes;
	/* Most parts lie before or behind all hits of a set. */
	if (first->offset >= stop || last[-1].offset < start)
		return NULL;
	for (const struct literal_hit *hit = literal_hits_from(hits, set, start, &end); hit < end; hit++)
		if (hit->offset + (size_t)hit->nbytes <= stop)
			return hit;
		else if (hit->offset >= stop)
			break;
	return NULL;
}
