#include "index/entry_list.h"

#include <stdlib.h>

#include "base/alloc.h"

struct index_entry *entry_list_add(struct entry_list *list, const struct index_entry *entry)
{
	if (list->count == list->nchunks * ENTRY_LIST_CHUNK_COUNT) {
		list->chunks = alloc_grow(list->chunks, list->nchunks, &list->chunks_capacity, sizeof(*list->chunks));
		list->chunks[list->nchunks++] = alloc_array(ENTRY_LIST_CHUNK_COUNT, sizeof(**list->chunks));
	}
	struct index_entry *place = entry_list_at(list, list->count++);
	*place = *entry;
	return place;
}

size_t entry_list_number(const struct entry_list *list, const struct index_entry *entry)
{
	for (size_t i = 0; i < list->nchunks; i++) {
		uintptr_t nbytes = (uintptr_t)entry - (uintptr_t)list->chunks[i];
		size_t place = nbytes / sizeof(*entry);
		if (place < ENTRY_LIST_CHUNK_COUNT && i * ENTRY_LIST_CHUNK_COUNT + place < list->count)
			return i * ENTRY_LIST_CHUNK_COUNT + place;
	}
	return list->count;
}

void entry_list_free(struct entry_list *list)
{
	for (size_t i = 0; i < list->nchunks; i++)
		free(list->chunks[i]);
	free(list->chunks);
	*list = (struct entry_list){0};
}
