#include "base/literals_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

enum { MAX_SETS = UINT16_MAX - 1, FIRST_NEDGES = 1024 };

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

static void grow_edges(struct literals *literals)
{
	struct literal_edge *old = literals->edges;
	size_t capacity = literals->edges_capacity;
	literals->edges_capacity = 2 * capacity;
	literals->edges = alloc_zeroed(2 * capacity, sizeof(*literals->edges));
	for (size_t i = 0; i < capacity; i++)
		if (old[i].node)
			*literals_find_edge(literals, old[i].key) = old[i];
	free(old);
}

/* The edge with this key, made where there is none. Valid until the next one is made. */
static struct literal_edge *add_edge(struct literals *literals, uint64_t key)
{
	struct literal_edge *edge = literals_find_edge(literals, key);
	if (edge->node)
		return edge;
	if (2 * (literals->nedges + 1) > literals->edges_capacity) {
		grow_edges(literals);
		edge = literals_find_edge(literals, key);
	}
	*edge = (struct literal_edge){.key = key, .node = (uint32_t)++literals->nedges};
	return edge;
}

static bool can_be_searched(struct str word)
{
	return word.nbytes && word.nbytes <= UINT16_MAX && utf8_find_invalid(word) == word.nbytes;
}

/* The edge of the first units of a word; `*i` goes behind them. */
static struct literal_edge *add_beginning(struct literals *literals, const struct units *units, size_t *i)
{
	const uint16_t *codes = units->codes;
	bool pair = units->count > 1;
	uint32_t *beginning = &literals->beginnings[literals_beginning(codes[0])];
	*i = pair ? 2 : 1;
	*beginning |= UINT32_C(1) << (pair ? literals_second_bit(codes[1]) : LITERALS_LONE_BIT);
	return add_edge(literals, literals_beginning_key(codes, pair));
}

static void add_word(struct literals *literals, struct literal_member member, const struct units *units)
{
	size_t i;
	struct literal_edge *edge = add_beginning(literals, units, &i);
	for (; i < units->count; i++) {
		edge->children |= UINT64_C(1) << literals_child(units->codes[i]);
		edge = add_edge(literals, literals_edge_key(edge->node, units->codes[i]));
	}
	if (edge->member.set) {
		literals->members = alloc_grow(literals->members, literals->nmembers, &literals->members_capacity,
					       sizeof(*literals->members));
		literals->members[literals->nmembers++] = edge->member;
		member.next = (uint32_t)literals->nmembers;
	}
	edge->member = member;
	literals->nwords++;
}

static bool is_same_set(const struct literal_set *set, const struct str *words, size_t count)
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
	literals->sets[literals->nsets++] = (struct literal_set){words, count};
	struct units units = {0};
	for (size_t i = 0; i < count; i++) {
		struct literal_member member = {(uint16_t)words[i].nbytes, (uint16_t)i, (uint16_t)literals->nsets, 0};
		if (!can_be_searched(words[i]))
			continue;
		units_read_plain(&units, words[i]);
		add_word(literals, member, &units);
	}
	units_free(&units);
	return (uint16_t)literals->nsets;
}
