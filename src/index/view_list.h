/* A list of entries in order, with its folders. Internal to view*.c. */
#ifndef GOUJI_INDEX_VIEW_LIST_H
#define GOUJI_INDEX_VIEW_LIST_H

#include "index/view.h"

struct view_folder {
	const struct index_entry *sample; /* an entry that is or was in it */
	size_t count;
	size_t first, first_row;        /* entries and rows before it; kept by view_list_count_rows */
	bool folded;
};

/* Zero-initialise it and set `index` and `order`. */
struct view_list {
	const struct index *index;
	struct view_order order;
	size_t nseen;                   /* entries of the index that were looked at */
	size_t count, capacity;
	uint32_t *numbers;              /* of the entries, see index_at */
	size_t nfolders, folders_capacity; /* when grouped */
	struct view_folder *folders;
	size_t nrows;
};

/* Whether a new folder is to be folded. */
typedef bool view_is_folded(const void *context, const struct index_entry *sample);

/* The entry at a place of the order. */
static inline const struct index_entry *view_list_entry(const struct view_list *list, size_t place)
{
	return index_at(list->index, list->numbers[place]);
}

/* Index and order stay. */
void view_list_free(struct view_list *list);
/* Puts the entries of these numbers into their places, and their folders. `chunk` is sorted on the way; `scratch` has
 * room for as many. Call view_list_count_rows afterwards. */
void view_list_insert(struct view_list *list, uint32_t *chunk, uint32_t *scratch, size_t count,
		      view_is_folded *is_folded, const void *context);
/* Takes an entry out. False when it is not there. */
bool view_list_remove(struct view_list *list, const struct index_entry *entry);
void view_list_count_rows(struct view_list *list);
/* The number of the first entry that is not before `entry`. */
size_t view_list_find(const struct view_list *list, const struct index_entry *entry);
/* The number of the folder that holds a row. */
size_t view_list_folder_at(const struct view_list *list, size_t row);
/* The number of the first folder that is not before that of `entry`. */
size_t view_list_find_folder(const struct view_list *list, const struct index_entry *entry);

/* The folder of an entry, with its slash. */
struct str view_folder_of(const struct index_entry *entry);
/* Below, at or above 0. No two different entries are equal. */
int view_compare(const struct index_entry *a, const struct index_entry *b, struct view_order order);

#endif
