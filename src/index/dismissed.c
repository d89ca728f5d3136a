#include "index/dismissed.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

void dismissed_free(struct dismissed *dismissed)
{
	free(dismissed->list);
	*dismissed = (struct dismissed){0};
}

/* Where an entry stands, or would stand. */
static size_t find_place(const struct dismissed *dismissed, const struct index_entry *entry)
{
	size_t low = 0, high = dismissed->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if ((uintptr_t)dismissed->list[middle].entry < (uintptr_t)entry)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const uint16_t *dismissed_find(const struct dismissed *dismissed, const struct index_entry *entry)
{
	size_t place = find_place(dismissed, entry);
	bool found = place < dismissed->count && dismissed->list[place].entry == entry;
	return found ? dismissed->list[place].counts : NULL;
}

void dismissed_set(struct dismissed *dismissed, const struct index_entry *entry,
		   const unsigned counts[SEVERITY_NLEVELS])
{
	size_t place = find_place(dismissed, entry), nbehind = dismissed->count - place;
	if (!nbehind || dismissed->list[place].entry != entry) {
		dismissed->list = alloc_grow(dismissed->list, dismissed->count++, &dismissed->capacity,
					     sizeof(*dismissed->list));
		memmove(&dismissed->list[place + 1], &dismissed->list[place], nbehind * sizeof(*dismissed->list));
	}
	dismissed->list[place].entry = entry;
	for (size_t level = 0; level < SEVERITY_NLEVELS; level++)
		dismissed->list[place].counts[level] = (uint16_t)counts[level];
}
