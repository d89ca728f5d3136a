#include "index/found_kinds.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/fold.h"

enum { FIRST_NPLACES = 64, NWORDS = sizeof(((struct index_found *)0)->rules) / sizeof(uint64_t) };

static uint64_t hash_found(const struct index_found *found)
{
	uint64_t hash = 0;
	for (size_t i = 0; i < SEVERITY_NLEVELS; i++)
		hash = hash_mix(hash + found->nfailed[i] + 1);
	for (size_t i = 0; i < NWORDS; i++)
		hash = hash_mix(hash ^ found->rules[i]);
	return hash;
}

static bool is_same(const struct index_found *a, const struct index_found *b)
{
	return memcmp(a->nfailed, b->nfailed, sizeof(a->nfailed)) == 0 &&
	       memcmp(a->rules, b->rules, sizeof(a->rules)) == 0;
}

/* Where a combination is in the table, or the free place for it. */
static uint32_t *find(const struct found_kinds *kinds, const struct index_found *found)
{
	size_t at = (size_t)hash_found(found) & (kinds->nplaces - 1);
	while (kinds->table[at] && !is_same(&kinds->list[kinds->table[at] - 1], found))
		at = (at + 1) & (kinds->nplaces - 1);
	return &kinds->table[at];
}

/* At least half of the places stay free. */
static void make_room(struct found_kinds *kinds)
{
	if (kinds->nplaces > kinds->count * 2)
		return;
	free(kinds->table);
	kinds->nplaces = kinds->nplaces ? kinds->nplaces * 2 : FIRST_NPLACES;
	kinds->table = alloc_zeroed(kinds->nplaces, sizeof(*kinds->table));
	for (size_t i = 0; i < kinds->count; i++)
		*find(kinds, &kinds->list[i]) = (uint32_t)i + 1;
}

uint32_t found_kinds_place(struct found_kinds *kinds, const struct index_found *found)
{
	make_room(kinds);
	uint32_t *place = find(kinds, found);
	if (!*place) {
		kinds->list = alloc_grow(kinds->list, kinds->count, &kinds->capacity, sizeof(*kinds->list));
		kinds->list[kinds->count++] = *found;
		*place = (uint32_t)kinds->count;
	}
	return *place - 1;
}

void found_kinds_free(struct found_kinds *kinds)
{
	free(kinds->list);
	free(kinds->table);
	*kinds = (struct found_kinds){0};
}
