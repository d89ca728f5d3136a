/* What was found in reports beside their own findings, each combination of counts and rules kept once: most reports
 * have one that many others have. */
#ifndef GOUJI_INDEX_FOUND_KINDS_H
#define GOUJI_INDEX_FOUND_KINDS_H

#include "index/index.h"

/* Zero-initialise it. */
struct found_kinds {
	size_t count, capacity;
	struct index_found *list;
	size_t nplaces;                 /* of the table, a power of two, or 0 */
	uint32_t *table;                /* places in the list plus one, by hash; 0 for a free one */
};

/* The place of a combination in the list, where it is added when it is new. */
uint32_t found_kinds_place(struct found_kinds *kinds, const struct index_found *found);
/* What stands at a place. */
static inline struct index_found found_kinds_at(const struct found_kinds *kinds, uint32_t place)
{
	return kinds->list[place];
}
void found_kinds_free(struct found_kinds *kinds);

#endif
