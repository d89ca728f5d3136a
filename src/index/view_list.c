#include "index/view_list.h"

#include <stdlib.h>

#include "base/alloc.h"

void view_list_free(struct view_list *list)
{
	free(list->numbers);
	free(list->folders);
	*list = (struct view_list){.index = list->index, .order = list->order};
}

static int compare(const struct view_list *list, uint32_t a, uint32_t b)
{
	return view_compare(index_at(list->index, a), index_at(list->index, b), list->order);
}

/* Merge sort: never worse than n log n, whatever the order was before. */
static void sort(const struct view_list *list, uint32_t *numbers, size_t count, uint32_t *scratch)
{
	if (count < 2)
		return;
	size_t half = count / 2, i = 0, j = half;
	sort(list, numbers, half, scratch);
	sort(list, numbers + half, count - half, scratch);
	if (compare(list, numbers[half - 1], numbers[half]) <= 0)
		return;
	memcpy(scratch, numbers, half * sizeof(*numbers));
	for (size_t k = 0; i < half; k++)
		numbers[k] = j < count && compare(list, numbers[j], scratch[i]) < 0 ? numbers[j++] : scratch[i++];
}

/* The first of `count` entries that is not before `entry`. */
static size_t find_among(const struct view_list *list, size_t count, const struct index_entry *entry)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (view_compare(view_list_entry(list, middle), entry, list->order) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t view_list_find(const struct view_list *list, const struct index_entry *entry)
{
	return find_among(list, list->count, entry);
}

size_t view_list_find_folder(const struct view_list *list, const struct index_entry *entry)
{
	size_t low = 0, high = list->nfolders;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_compare(view_folder_of(list->folders[middle].sample), view_folder_of(entry)) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool same_folder(const struct index_entry *a, const struct index_entry *b)
{
	return str_equal(view_folder_of(a), view_folder_of(b));
}

/* Makes the capacity of an array at least `wanted`, by doubling. */
static void *reserve(void *array, size_t wanted, size_t *capacity, size_t nbytes)
{
	size_t enough = *capacity;
	while (enough < wanted)
		enough = enough ? enough * 2 : 256;
	if (enough == *capacity)
		return array;
	*capacity = enough;
	return alloc_resize(array, enough, nbytes);
}

/* From the last to the first: what stands behind each place moves back by as many as are still to come. */
static void insert_entries(struct view_list *list, const uint32_t *chunk, size_t count)
{
	size_t end = list->count;
	list->numbers = reserve(list->numbers, list->count + count, &list->capacity, sizeof(*list->numbers));
	for (size_t i = count; i-- > 0;) {
		size_t place = find_among(list, end, index_at(list->index, chunk[i]));
		memmove(list->numbers + place + i + 1, list->numbers + place, (end - place) * sizeof(*list->numbers));
		list->numbers[place + i] = chunk[i];
		end = place;
	}
	list->count += count;
}

/* Puts folders that are not there yet, in order, into their places. */
static void insert_folders(struct view_list *list, const struct view_folder *folders, const size_t *places,
			   size_t count)
{
	size_t end = list->nfolders;
	list->folders = reserve(list->folders, list->nfolders + count, &list->folders_capacity, sizeof(*list->folders));
	for (size_t i = count; i-- > 0;) {
		memmove(list->folders + places[i] + i + 1, list->folders + places[i],
			(end - places[i]) * sizeof(*list->folders));
		list->folders[places[i] + i] = folders[i];
		end = places[i];
	}
	list->nfolders += count;
}

/* Counts a sorted chunk of entries in their folders. */
static void count_folders(struct view_list *list, const uint32_t *chunk, size_t count, view_is_folded *is_folded,
			  const void *context)
{
	size_t nnew = 0, ncapacity = 0, nplaces_capacity = 0;
	struct view_folder *new_folders = NULL;
	size_t *places = NULL;
	for (size_t i = 0, next; i < count; i = next) {
		const struct index_entry *entry = index_at(list->index, chunk[i]);
		for (next = i + 1; next < count && same_folder(entry, index_at(list->index, chunk[next]));)
			next++;
		size_t place = view_list_find_folder(list, entry);
		if (place < list->nfolders && same_folder(list->folders[place].sample, entry)) {
			list->folders[place].count += next - i;
			continue;
		}
		new_folders = alloc_grow(new_folders, nnew, &ncapacity, sizeof(*new_folders));
		places = alloc_grow(places, nnew, &nplaces_capacity, sizeof(*places));
		places[nnew] = place;
		new_folders[nnew++] = (struct view_folder){
			.sample = entry, .count = next - i, .folded = is_folded(context, entry)};
	}
	insert_folders(list, new_folders, places, nnew);
	free(new_folders);
	free(places);
}

void view_list_insert(struct view_list *list, uint32_t *chunk, uint32_t *scratch, size_t count,
		      view_is_folded *is_folded, const void *context)
{
	sort(list, chunk, count, scratch);
	insert_entries(list, chunk, count);
	if (list->order.grouped)
		count_folders(list, chunk, count, is_folded, context);
}

static void uncount_folder(struct view_list *list, const struct index_entry *entry)
{
	struct view_folder *folder = &list->folders[view_list_find_folder(list, entry)];
	if (--folder->count)
		return;
	list->nfolders--;
	memmove(folder, folder + 1, (size_t)(list->folders + list->nfolders - folder) * sizeof(*folder));
}

bool view_list_remove(struct view_list *list, const struct index_entry *entry)
{
	size_t place = view_list_find(list, entry);
	if (place == list->count || view_list_entry(list, place) != entry)
		return false;
	list->count--;
	memmove(list->numbers + place, list->numbers + place + 1, (list->count - place) * sizeof(*list->numbers));
	if (list->order.grouped)
		uncount_folder(list, entry);
	return true;
}

void view_list_count_rows(struct view_list *list)
{
	size_t first = 0, row = 0;
	for (size_t i = 0; i < list->nfolders; i++) {
		struct view_folder *folder = &list->folders[i];
		folder->first = first;
		folder->first_row = row;
		first += folder->count;
		row += 1 + (folder->folded ? 0 : folder->count);
	}
	list->nrows = list->order.grouped ? row : list->count;
}

size_t view_list_folder_at(const struct view_list *list, size_t row)
{
	size_t low = 0, high = list->nfolders;
	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;
		if (list->folders[middle].first_row <= row)
			low = middle;
		else
			high = middle;
	}
	return low;
}
