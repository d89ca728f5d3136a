/* The entries of an index in the order of their arrival, where each stays in its place: neither an address for each nor
 * room that is not used yet is kept. Internal to src/index/. */
#ifndef GOUJI_INDEX_ENTRY_LIST_H
#define GOUJI_INDEX_ENTRY_LIST_H

#include "index/index.h"

enum { ENTRY_LIST_CHUNK_COUNT = 1024 };

/* Zero-initialise it; entry_list_free releases it, but not what the entries point to. */
struct entry_list {
	size_t count;
	size_t nchunks, chunks_capacity;
	struct index_entry **chunks;    /* of ENTRY_LIST_CHUNK_COUNT entries each */
};

/* Appends a copy of `entry`; returns it as it stands in the list. */
struct index_entry *entry_list_add(struct entry_list *list, const struct index_entry *entry);

static inline struct index_entry *entry_list_at(const struct entry_list *list, size_t number)
{
	return &list->chunks[number / ENTRY_LIST_CHUNK_COUNT][number % ENTRY_LIST_CHUNK_COUNT];
}

/* The number of an entry, or the count when it is none of the list. Time grows with the chunks. */
size_t entry_list_number(const struct entry_list *list, const struct index_entry *entry);
void entry_list_free(struct entry_list *list);

#endif
