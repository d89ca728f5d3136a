#include "index/index.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/catalog.h"
#include "index/entry.h"
#include "index/loader.h"

struct index {
	struct loader *loader;
	bool loading;
	enum index_order order;
	size_t count, capacity;
	struct index_entry **entries;   /* in order */
	struct index_totals totals;
};

/* Merge sort: stable, and never worse than n log n whatever the order was before. */
static void merge_halves(struct index_entry **entries, size_t nfirst, size_t count, struct index_entry **scratch,
			 enum index_order order)
{
	size_t i = 0, j = nfirst;
	memcpy(scratch, entries, nfirst * sizeof(*entries));
	for (size_t k = 0; i < nfirst; k++)
		entries[k] = j < count && entry_compare(entries[j], scratch[i], order) < 0 ? entries[j++] : scratch[i++];
}

static void sort_entries(struct index_entry **entries, size_t count, struct index_entry **scratch,
			 enum index_order order)
{
	if (count < 2)
		return;
	size_t half = count / 2;
	sort_entries(entries, half, scratch, order);
	sort_entries(entries + half, count - half, scratch, order);
	if (entry_compare(entries[half - 1], entries[half], order) > 0)
		merge_halves(entries, half, count, scratch, order);
}

/* Sorts the entries from `nsorted` on and merges them with those before. */
static void restore_order(struct index *index, size_t nsorted)
{
	if (!index->count)
		return;
	struct index_entry **scratch = alloc_array(index->count, sizeof(*scratch));
	sort_entries(index->entries + nsorted, index->count - nsorted, scratch, index->order);
	merge_halves(index->entries, nsorted, index->count, scratch, index->order);
	free(scratch);
}

struct index *index_open(const struct knowledge *knowledge, const char *const *paths, size_t npaths)
{
	struct index *index = alloc_zeroed(1, sizeof(*index));
	index->loading = true;
	index->loader = loader_start(knowledge, paths, npaths);
	return index;
}

void index_close(struct index *index)
{
	if (!index)
		return;
	loader_free(index->loader);
	free(index->entries);
	free(index);
}

int index_wake_fd(const struct index *index)
{
	return loader_wake_fd(index->loader);
}

static void append_batch(struct index *index, const struct loader_batch *batch)
{
	for (size_t i = 0; i < batch->count; i++) {
		index->entries =
			alloc_grow(index->entries, index->count, &index->capacity, sizeof(*index->entries));
		index->entries[index->count++] = batch->entries[i];
		entry_count(&index->totals, batch->entries[i], true);
	}
}

bool index_take(struct index *index)
{
	bool was_loading = index->loading;
	size_t nsorted = index->count;
	struct loader_batch *batch = loader_take(index->loader, &index->loading);
	while (batch) {
		struct loader_batch *next = batch->next;
		append_batch(index, batch);
		free(batch);
		batch = next;
	}
	if (index->count > nsorted)
		restore_order(index, nsorted);
	return index->count > nsorted || index->loading != was_loading;
}

bool index_is_loading(const struct index *index)
{
	return index->loading;
}

void index_cancel(struct index *index)
{
	loader_cancel(index->loader);
}

size_t index_count(const struct index *index)
{
	return index->count;
}

const struct index_entry *index_at(const struct index *index, size_t position)
{
	return index->entries[position];
}

size_t index_position(const struct index *index, const struct index_entry *entry)
{
	size_t low = 0, high = index->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (entry_compare(index->entries[middle], entry, index->order) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	/* A file that was named twice has two entries, which are equal in every order. */
	while (low + 1 < index->count && index->entries[low] != entry &&
	       entry_compare(index->entries[low], entry, index->order) == 0)
		low++;
	return low;
}

const struct index_totals *index_totals(const struct index *index)
{
	return &index->totals;
}

enum index_order index_order(const struct index *index)
{
	return index->order;
}

void index_sort(struct index *index, enum index_order order)
{
	index->order = order;
	restore_order(index, 0);
}

const char *index_order_name(enum index_order order)
{
	static const char *const names[INDEX_NORDERS] = {
		[INDEX_BY_PATH] = N_("by path"),
		[INDEX_BY_SEVERITY] = N_("by errors"),
		[INDEX_BY_AGENCY] = N_("by agency"),
		[INDEX_BY_YEAR] = N_("by year"),
	};
	return names[order];
}

void index_update(struct index *index, const struct index_entry *entry, const struct report *report,
		  const struct findings *findings)
{
	/* Entries are const to everybody but the index. */
	struct index_entry *own = index->entries[index_position(index, entry)];
	entry_count(&index->totals, own, false);
	entry_describe(own, report, findings);
	entry_count(&index->totals, own, true);
	restore_order(index, 0);
}
