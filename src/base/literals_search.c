#include "base/literals_places.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* What is under way: the words, and the hits found so far. */
struct search {
	const struct literals *literals;
	struct literal_hits *hits;
	struct str text;
	uint32_t *ends;
	struct literal_found *found;
	size_t count, most;             /* with at most so many there is room for a hit of every word */
};

static void make_room(struct search *search)
{
	struct literal_hits *hits = search->hits;
	if (hits->found_capacity < search->count + search->literals->nwords) {
		hits->found_capacity = 2 * (search->count + search->literals->nwords);
		hits->found = alloc_resize(hits->found, hits->found_capacity, sizeof(*hits->found));
	}
	search->found = hits->found;
	search->most = hits->found_capacity - search->literals->nwords;
}

static inline void add_found(struct search *search, size_t offset, const struct literal_member *member)
{
	while (member->set) {
		search->found[search->count++] =
			(struct literal_found){(uint32_t)offset, member->nbytes, member->word, member->set};
		search->ends[member->set]++;
		if (!member->next)
			break;
		member = &search->literals->members[member->next - 1];
	}
}

/* Takes the edge with a key, which byte `i` of the text is behind, and follows the trie as far as it goes; adds the
 * words that begin at `offset` and end on the way. */
static inline void enter(struct search *search, uint64_t key, size_t offset, size_t i)
{
	for (;;) {
		const struct literal_edge *edge = literals_find_edge(search->literals, key);
		add_found(search, offset, &edge->member);
		if (!edge->children || i >= search->text.nbytes ||
		    !(edge->children >> literals_child_at(search->text, i) & 1))
			return;
		struct literal_step step = literals_step_at(search->text, i);
		key = literals_edge_key(edge->node, step.bytes);
		i += step.nbytes;
	}
}

/* The bytes at byte `i`, fewer than are loaded at once. */
static uint64_t load_last(struct str text, size_t i)
{
	unsigned char last[LITERALS_LOAD_NBYTES] = {0};
	memcpy(last, text.ptr + i, text.nbytes - i);
	return literals_load(last);
}

/* The bytes of two wide characters, or of one with what follows, at byte `i`. */
static inline uint64_t load_pair(struct str text, size_t i)
{
	return i + LITERALS_LOAD_NBYTES <= text.nbytes ? literals_load((const unsigned char *)text.ptr + i)
						       : load_last(text, i);
}

/* The words that begin at a place. */
static inline void enter_place(struct search *search, struct literal_place place)
{
	static const struct {
		uint64_t key, mask;
		size_t nbytes;
	} beginnings[LITERAL_NBEGINNINGS] = {
		[LITERAL_FIRST] = {LITERALS_KEY_FIRST, (UINT64_C(1) << 8 * LITERALS_WIDE_NBYTES) - 1,
				   LITERALS_WIDE_NBYTES},
		[LITERAL_NARROW] = {0, 0xFF, 1},
		[LITERAL_PAIR] = {LITERALS_KEY_PAIR, (UINT64_C(1) << 8 * LITERALS_PAIR_NBYTES) - 1,
				  LITERALS_PAIR_NBYTES},
	};
	uint64_t bytes = load_pair(search->text, place.offset) & beginnings[place.beginning].mask;
	enter(search, beginnings[place.beginning].key | bytes, place.offset,
	      place.offset + beginnings[place.beginning].nbytes);
}

/* Gathers the hits in the order of the text and counts them by set. */
static size_t find_words(const struct literals *literals, struct literal_hits *hits)
{
	struct search search = {.literals = literals, .hits = hits, .text = hits->text, .ends = hits->ends};
	struct literal_places places;
	make_room(&search);
	for (size_t i = 0; i < hits->text.nbytes;) {
		i = literals_take_places(literals, hits->text, i, &places);
		for (size_t n = 0; n < places.count; n++) {
			if (search.count > search.most)
				make_room(&search);
			enter_place(&search, places.list[n]);
		}
	}
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
