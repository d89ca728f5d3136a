#include "base/literals_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

static inline bool is_set(const uint64_t *bits, size_t i)
{
	return bits[i / 64] >> (i % 64) & 1;
}

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
	if (i + LITERALS_WIDE_NBYTES > text.nbytes || ((unsigned char)text.ptr[i] & 0xF0) != 0xE0)
		return true;
	return children >> (text.ptr[i + LITERALS_WIDE_NBYTES - 1] & 63) & 1;
}

/* Follows the trie from the edge with this key at `offset`, `nbytes` of which are behind it; adds the words that begin at
 * `offset` and end on the way. */
static size_t enter(const struct literals *literals, struct literal_hits *hits, size_t count, uint64_t key, size_t offset,
		    size_t nbytes)
{
	size_t i = offset + nbytes;
	for (const struct literal_edge *edge = literals_find_edge(literals, key); edge->node;) {
		if (edge->first_member)
			count = add_found(literals, hits, count, offset, edge->first_member);
		if (!may_go_on(edge->children, hits->text, i))
			break;
		uint32_t c = literals_take_char(hits->text, &i);
		if (!(edge->children >> (c & 63) & 1))
			break;
		edge = literals_find_edge(literals, literals_edge_key(edge->node, c));
	}
	return count;
}

/* The words that begin with the character at `offset`, which is not a wide one. */
static size_t enter_narrow(const struct literals *literals, struct literal_hits *hits, size_t count, size_t offset)
{
	size_t i = offset;
	uint32_t c = literals_take_char(hits->text, &i);
	return c == LITERALS_NO_CHAR ? count : enter(literals, hits, count, literals_edge_key(0, c), offset, i - offset);
}

/* Looks at the characters of the text from byte `offset` to before `end`, which are those at `begin`, with as many bytes
 * behind the last of them as are loaded at once. A word, being valid UTF-8, stands nowhere but at the beginning of a
 * character, so that where the text is not valid it is enough to pass over no byte that may be one. */
static size_t find_between(const struct literals *literals, struct literal_hits *hits, size_t count,
			   const unsigned char *begin, size_t *offset, size_t end)
{
	const size_t from = *offset;
	const unsigned char *p = begin, *stop = begin + (end - from);
	while (p < stop) {
		uint64_t bytes = literals_load(p);
		size_t i = from + (size_t)(p - begin);
		if (literals_is_wide(bytes)) {
			uint64_t first = LITERALS_KEY_FIRST | literals_low_bytes(bytes, LITERALS_WIDE_NBYTES);
			uint64_t pair = LITERALS_KEY_PAIR | literals_low_bytes(bytes, LITERALS_PAIR_NBYTES);
			if (is_set(literals->firsts, literals_hash_first(bytes)))
				count = enter(literals, hits, count, first, i, LITERALS_WIDE_NBYTES);
			if (is_set(literals->pairs, literals_hash_pair(bytes)))
				count = enter(literals, hits, count, pair, i, LITERALS_PAIR_NBYTES);
			p += LITERALS_WIDE_NBYTES;
		} else {
			if (is_set(literals->narrow, bytes & 0xFF))
				count = enter_narrow(literals, hits, count, i);
			p++;
		}
	}
	*offset = from + (size_t)(p - begin);
	return count;
}

/* Gathers the hits in the order of the text and counts them by set. */
static size_t find_words(const struct literals *literals, struct literal_hits *hits)
{
	size_t offset = 0, count = 0, nbytes = hits->text.nbytes;
	unsigned char last[2 * LITERALS_LOAD_NBYTES];
	const unsigned char *text = (const unsigned char *)hits->text.ptr;
	if (nbytes > LITERALS_LOAD_NBYTES)
		count = find_between(literals, hits, 0, text, &offset, nbytes - LITERALS_LOAD_NBYTES);
	/* No character has these bytes. */
	memset(last, 0xFF, sizeof(last));
	if (nbytes)
		memcpy(last, text + offset, nbytes - offset);
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
