#include "index/view.h"

#include <stdlib.h>
#include <time.h>

#include "base/alloc.h"
#include "index/view_list.h"

/* Entries that are sorted into the list at once. All that stand behind them are moved, so that a long list takes more
 * of them: else the moving would grow with the square of its length. */
enum { CHUNK_MIN_COUNT = 512, CHUNK_MAX_COUNT = 1024, CHUNK_SHARE = 128 };

struct view {
	const struct index *index;
	struct view_order order;
	struct query *query;            /* NULL for all */
	bool building;                  /* `next` is being made, to take the place of `shown` */
	struct view_list shown, next;
	size_t nfolded, folded_capacity;
	const struct index_entry **folded; /* a sample of each folder that is folded, by folder */
	bool changing_shown;            /* the entry that is being changed was in `shown` */
	uint32_t chunk[CHUNK_MAX_COUNT], scratch[CHUNK_MAX_COUNT]; /* numbers of entries */
};

struct view *view_new(const struct index *index)
{
	struct view *view = alloc_zeroed(1, sizeof(*view));
	view->index = view->shown.index = view->next.index = index;
	return view;
}

void view_free(struct view *view)
{
	if (!view)
		return;
	view_list_free(&view->shown);
	view_list_free(&view->next);
	query_free(view->query);
	free(view->folded);
	free(view);
}

static void rebuild(struct view *view)
{
	view_list_free(&view->next);
	view->next.order = view->order;
	view->building = true;
}

void view_set_query(struct view *view, struct query *query)
{
	query_free(view->query);
	view->query = query;
	rebuild(view);
}

void view_set_order(struct view *view, struct view_order order)
{
	view->order = order;
	rebuild(view);
}

struct view_order view_order(const struct view *view)
{
	return view->order;
}

const struct query *view_query(const struct view *view)
{
	return view->query;
}

/* The place of a folder among those that are folded, or where it would be. */
static size_t find_folded(const struct view *view, const struct index_entry *entry, bool *found)
{
	size_t low = 0, high = view->nfolded;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_compare(view_folder_of(view->folded[middle]), view_folder_of(entry)) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*found = low < view->nfolded &&
		 str_equal(view_folder_of(view->folded[low]), view_folder_of(entry));
	return low;
}

static bool is_folded(const void *context, const struct index_entry *entry)
{
	const struct view *view = context;
	bool found;
	find_folded(view, entry, &found);
	return found;
}

static void insert(struct view *view, struct view_list *list, size_t count)
{
	view_list_insert(list, view->chunk, view->scratch, count, is_folded, view);
}

static bool holds(const struct view *view, const struct index_entry *entry)
{
	return !view->query || query_holds(view->query, entry);
}

static size_t chunk_count(const struct view_list *list)
{
	size_t count = list->count / CHUNK_SHARE;
	return count < CHUNK_MIN_COUNT ? CHUNK_MIN_COUNT : count > CHUNK_MAX_COUNT ? CHUNK_MAX_COUNT : count;
}

/* Looks at some entries that the list has not seen yet. */
static void take_chunk(struct view *view, struct view_list *list)
{
	size_t count = 0, most = chunk_count(list), end = index_count(view->index);
	/* What the filter passes over is cheap: more of it makes a chunk. */
	if (end - list->nseen > most * 4)
		end = list->nseen + most * 4;
	for (; list->nseen < end && count < most; list->nseen++) {
		const struct index_entry *entry = index_at(view->index, list->nseen);
		if (holds(view, entry))
			view->chunk[count++] = (uint32_t)list->nseen;
	}
	insert(view, list, count);
}

static bool has_unseen(const struct view *view, const struct view_list *list)
{
	return list->nseen < index_count(view->index);
}

/* Takes a chunk in. True when there are rows to be counted anew. */
static bool work(struct view *view)
{
	struct view_list *list = view->building ? &view->next : &view->shown;
	if (has_unseen(view, list))
		take_chunk(view, list);
	if (!view->building)
		return true;
	if (has_unseen(view, list))
		return false;
	view_list_free(&view->shown);
	view->shown = view->next;
	view->next = (struct view_list){.index = view->index};
	view->building = false;
	return true;
}

bool view_is_pending(const struct view *view)
{
	return view->building || has_unseen(view, &view->shown);
}

static int64_t now_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

bool view_step(struct view *view, int64_t budget_ns)
{
	bool changed = false;
	int64_t start = now_ns();
	do {
		if (!view_is_pending(view))
			break;
		changed |= work(view);
	} while (now_ns() - start < budget_ns);
	if (changed)
		view_list_count_rows(&view->shown);
	return changed;
}

size_t view_nrows(const struct view *view)
{
	return view->shown.nrows;
}

size_t view_nentries(const struct view *view)
{
	return view->shown.count;
}

const struct index_entry *view_entry(const struct view *view, size_t number)
{
	return view_list_entry(&view->shown, number);
}

struct view_row view_row(const struct view *view, size_t row)
{
	const struct view_list *list = &view->shown;
	if (!list->order.grouped) {
		const struct index_entry *entry = view_list_entry(list, row);
		return (struct view_row){.kind = VIEW_ENTRY, .entry = entry, .folder = view_folder_of(entry)};
	}
	const struct view_folder *folder = &list->folders[view_list_folder_at(list, row)];
	size_t inside = row - folder->first_row;
	const struct index_entry *entry = view_list_entry(list, folder->first + (inside ? inside - 1 : 0));
	return (struct view_row){
		.kind = inside ? VIEW_ENTRY : VIEW_FOLDER,
		.entry = entry,
		.folder = view_folder_of(entry),
		.nentries = inside ? 0 : folder->count,
		.folded = folder->folded,
	};
}

bool view_find_row(const struct view *view, const struct index_entry *entry, size_t *row)
{
	const struct view_list *list = &view->shown;
	size_t place = view_list_find(list, entry);
	bool found = place < list->count && view_list_entry(list, place) == entry;
	*row = place;
	if (!list->order.grouped)
		return found;
	size_t number = view_list_find_folder(list, entry);
	if (number == list->nfolders) {
		*row = list->nrows;
		return found;
	}
	/* Behind the last entry of its folder when it is not there, before the folder when that is not either. */
	const struct view_folder *folder = &list->folders[number];
	bool inside = str_equal(view_folder_of(folder->sample), view_folder_of(entry));
	*row = folder->first_row + (inside && !folder->folded ? place - folder->first + 1 : 0);
	return found;
}

/* Remembers a folder as one that is folded, or forgets it. */
static void set_folded(struct view *view, const struct index_entry *entry, bool wanted)
{
	bool found;
	size_t place = find_folded(view, entry, &found);
	if (found == wanted)
		return;
	if (wanted)
		view->folded = alloc_grow(view->folded, view->nfolded, &view->folded_capacity,
					      sizeof(*view->folded));
	const struct index_entry **at = view->folded + place;
	size_t nbehind = view->nfolded - place - found;
	memmove(at + wanted, at + found, nbehind * sizeof(*at));
	if (wanted)
		*at = entry;
	view->nfolded = view->nfolded + wanted - found;
}

void view_set_folded(struct view *view, size_t row, bool folded)
{
	struct view_list *list = &view->shown;
	if (!list->order.grouped || row >= list->nrows)
		return;
	struct view_folder *folder = &list->folders[view_list_folder_at(list, row)];
	folder->folded = folded;
	set_folded(view, folder->sample, folded);
	view_list_count_rows(list);
	if (view->building)
		rebuild(view);
}

/* A list that is being made is begun again: it might have seen the entry or not. */
void view_begin_change(struct view *view, const struct index_entry *entry)
{
	view->changing_shown = view_list_remove(&view->shown, entry);
	if (view->building)
		rebuild(view);
}

static bool was_seen(const struct view *view, const struct index_entry *entry)
{
	return index_number(view->index, entry) < view->shown.nseen;
}

void view_end_change(struct view *view, const struct index_entry *entry)
{
	/* While another list is being made, the one to be seen is that of an earlier filter. */
	if (view->building ? view->changing_shown : was_seen(view, entry) && holds(view, entry)) {
		view->chunk[0] = (uint32_t)index_number(view->index, entry);
		insert(view, &view->shown, 1);
	}
	view_list_count_rows(&view->shown);
}
