/* How many findings of each level a person has dismissed, by entry: of a few entries, so that the others need no room
 * for it. Internal to src/index/. */
#ifndef GOUJI_INDEX_DISMISSED_H
#define GOUJI_INDEX_DISMISSED_H

#include "index/index.h"

struct dismissed_entry {
	const struct index_entry *entry;
	uint16_t counts[SEVERITY_NLEVELS];
};

/* Zero-initialise it. */
struct dismissed {
	size_t count, capacity;
	struct dismissed_entry *list;   /* ordered by the entries' places in memory */
};

void dismissed_free(struct dismissed *dismissed);
/* The counts of an entry, or NULL where none were remembered. */
const uint16_t *dismissed_find(const struct dismissed *dismissed, const struct index_entry *entry);
/* Remembers them: at most UINT16_MAX of a level. */
void dismissed_set(struct dismissed *dismissed, const struct index_entry *entry,
		   const unsigned counts[SEVERITY_NLEVELS]);

#endif
