#include "index/index.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "check/across/summary.h"
#include "index/dismissed.h"
#include "index/entry.h"
#include "index/entry_list.h"
#include "index/entry_parts.h"
#include "index/loader.h"

struct index {
	const struct knowledge *knowledge;
	struct loader *loader;          /* NULL before the start */
	bool loading;
	bool uses_cache;
	struct entry_list entries;
	struct arena renewed;           /* what entries hold that were read again */
	struct arena scratch;           /* of one report */
	struct arena generation[INDEX_MAX_NARENAS]; /* what all hold since index_renew */
	struct index_totals totals;
	struct dismissed dismissed;     /* what nfailed of the entries is without */
};

struct index *index_new(void)
{
	struct index *index = alloc_zeroed(1, sizeof(*index));
	index->loading = true;
	return index;
}

void index_use_cache(struct index *index)
{
	index->uses_cache = true;
}

void index_start(struct index *index, const struct knowledge *knowledge, const char *const *paths, size_t npaths)
{
	index->knowledge = knowledge;
	index->loader = loader_start(knowledge, paths, npaths, index->uses_cache);
}

struct index *index_open(const struct knowledge *knowledge, const char *const *paths, size_t npaths)
{
	struct index *index = index_new();
	index_start(index, knowledge, paths, npaths);
	return index;
}

void index_close(struct index *index)
{
	if (!index)
		return;
	if (index->loader)
		loader_free(index->loader);
	arena_free(&index->renewed);
	arena_free(&index->scratch);
	for (size_t i = 0; i < INDEX_MAX_NARENAS; i++)
		arena_free(&index->generation[i]);
	entry_list_free(&index->entries);
	dismissed_free(&index->dismissed);
	free(index);
}

int index_wake_fd(const struct index *index)
{
	return index->loader ? loader_wake_fd(index->loader) : -1;
}

struct index_entry *index_add(struct index *index, const struct index_entry *entry)
{
	entry_count(&index->totals, entry, true);
	return entry_list_add(&index->entries, entry);
}

static void append_batch(struct index *index, const struct loader_batch *batch)
{
	for (size_t i = 0; i < batch->count; i++)
		index_add(index, &batch->entries[i]);
}

bool index_take(struct index *index)
{
	bool was_loading = index->loading;
	size_t nbefore = index->entries.count;
	if (!index->loader)
		return false;
	struct loader_batch *batch = loader_take(index->loader, &index->loading);
	while (batch) {
		struct loader_batch *next = batch->next;
		append_batch(index, batch);
		loader_batch_free(batch);
		batch = next;
	}
	return index->entries.count > nbefore || index->loading != was_loading;
}

bool index_is_loading(const struct index *index)
{
	return index->loading;
}

void index_cancel(struct index *index)
{
	if (index->loader)
		loader_cancel(index->loader);
}

size_t index_count(const struct index *index)
{
	return index->entries.count;
}

const struct index_entry *index_at(const struct index *index, size_t number)
{
	return entry_list_at(&index->entries, number);
}

size_t index_number(const struct index *index, const struct index_entry *entry)
{
	return entry_list_number(&index->entries, entry);
}

const struct index_totals *index_totals(const struct index *index)
{
	return &index->totals;
}

/* Entries are const to everybody but the index. */
static struct index_entry *owned(const struct index_entry *entry)
{
	return (struct index_entry *)entry;
}

/* What was dismissed in an entry, which counts again. */
static struct index_judged put_back_dismissed(struct index *index, struct index_entry *entry)
{
	struct index_judged judged = {.nconfirmed = entry->njudged};
	const uint16_t *counts = entry->ndismissed ? dismissed_find(&index->dismissed, entry) : NULL;
	for (size_t level = 0; counts && level < SEVERITY_NLEVELS; level++) {
		judged.ndismissed[level] = counts[level];
		entry->nfailed[level] = (uint16_t)(entry->nfailed[level] + counts[level]);
	}
	entry->ndismissed = 0;
	return judged;
}

/* The other way. Of findings that are not there nothing is dismissed. */
static void take_out_dismissed(struct index *index, struct index_entry *entry, struct index_judged judged)
{
	unsigned *counts = judged.ndismissed, ndismissed = 0;
	for (size_t level = 0; level < SEVERITY_NLEVELS; level++) {
		counts[level] = counts[level] < entry->nfailed[level] ? counts[level] : entry->nfailed[level];
		entry->nfailed[level] = (uint16_t)(entry->nfailed[level] - counts[level]);
		ndismissed += counts[level];
	}
	if (ndismissed)
		dismissed_set(&index->dismissed, entry, counts);
	entry->njudged = judged.nconfirmed > UINT16_MAX ? UINT16_MAX : (uint16_t)judged.nconfirmed;
	entry->ndismissed = ndismissed > UINT8_MAX ? UINT8_MAX : (uint8_t)ndismissed;
}

/* Whether others find the same in two states of a report. */
static bool is_same_to_others(const struct index_entry *a, const struct index_entry *b)
{
	const struct summary *x = index_entry_summary(a), *y = index_entry_summary(b);
	size_t nbytes = x ? summary_nbytes(x) : 0;
	return nbytes && y && nbytes == summary_nbytes(y) && memcmp(x, y, nbytes) == 0 &&
	       strcmp(index_entry_agency(a), index_entry_agency(b)) == 0;
}

bool index_update(struct index *index, const struct index_entry *entry, const struct examiner *examiner,
		  const struct index_found *found)
{
	struct index_entry *own = owned(entry);
	const struct index_entry before = *own;
	entry_count(&index->totals, own, false);
	entry_rename(own, &index->renewed, &index->knowledge->words, str_from(examiner->report.agency));
	entry_describe(own, &index->renewed, &examiner->report, &examiner->findings);
	entry_set_summary(own, &index->renewed, summary_make(&index->renewed, examiner));
	entry_exchange_found(own, &index->renewed, NULL, found);
	own->ndismissed = 0;
	entry_count(&index->totals, own, true);
	return before.is_gone || !is_same_to_others(&before, own);
}

const struct index_entry *index_append(struct index *index, const char *path, const struct examiner *examiner)
{
	const struct summary *summary = summary_make(&index->scratch, examiner);
	const struct index_entry entry = entry_make(&index->renewed, NULL, &index->knowledge->words, path,
						    &examiner->report, &examiner->findings, summary);
	arena_reset(&index->scratch);
	return index_add(index, &entry);
}

static struct index_found find(struct index_found_source source, const struct index_entry *entry)
{
	return source.find ? source.find(source.context, entry) : (struct index_found){.nfailed = {0}};
}

/* Becomes `renewed`; the names, and what was judged, stay. */
static void renew_entry(struct index_entry *entry, const struct index_entry *renewed)
{
	uint16_t njudged = entry->njudged;
	entry_replace(entry, renewed);
	entry->njudged = njudged;
}

void index_renew(struct index *index, const struct knowledge *knowledge, const struct index_entry *renewed,
		 size_t count, const struct arena arenas[INDEX_MAX_NARENAS], struct index_found_source found)
{
	struct arena old[INDEX_MAX_NARENAS];
	memcpy(old, index->generation, sizeof(old));
	memcpy(index->generation, arenas, sizeof(index->generation));
	index->knowledge = knowledge;
	for (size_t i = 0; i < count; i++) {
		struct index_entry *entry = entry_list_at(&index->entries, i);
		const struct index_found more = find(found, entry);
		if (!renewed[i].folder) {
			/* Its agency may be in the memory that is given up. */
			const char *agency = index_entry_agency(entry);
			entry_set_agency(entry, &index->renewed, arena_copy(&index->renewed, str_from(agency)).ptr);
			entry->has_changed = false;
			continue;
		}
		entry_count(&index->totals, entry, false);
		renew_entry(entry, &renewed[i]);
		entry_exchange_found(entry, &index->generation[0], NULL, &more);
		entry_count(&index->totals, entry, true);
	}
	for (size_t i = 0; i < INDEX_MAX_NARENAS; i++)
		arena_free(&old[i]);
}

void index_set_changed(struct index *index, const struct index_entry *entry)
{
	(void)index;
	owned(entry)->has_changed = true;
}

void index_set_gone(struct index *index, const struct index_entry *entry)
{
	struct index_entry *own = owned(entry);
	entry_count(&index->totals, own, false);
	entry_describe_gone(own);
	entry_count(&index->totals, own, true);
}

void index_set_judged(struct index *index, const struct index_entry *entry, const struct index_judged *judged)
{
	struct index_entry *own = owned(entry);
	entry_count(&index->totals, own, false);
	put_back_dismissed(index, own);
	take_out_dismissed(index, own, *judged);
	entry_count(&index->totals, own, true);
}

bool index_is_judged_so(const struct index *index, const struct index_entry *entry, const struct index_judged *judged)
{
	const uint16_t *counts = entry->ndismissed ? dismissed_find(&index->dismissed, entry) : NULL;
	bool same = entry->njudged == judged->nconfirmed;
	for (size_t level = 0; level < SEVERITY_NLEVELS; level++)
		same &= judged->ndismissed[level] == (counts ? counts[level] : 0);
	return same;
}

static bool is_same_found(const struct index_found *a, const struct index_found *b)
{
	return memcmp(a->nfailed, b->nfailed, sizeof(a->nfailed)) == 0 &&
	       memcmp(a->rules, b->rules, sizeof(a->rules)) == 0;
}

bool index_exchange_found(struct index *index, struct index_found_source before, struct index_found_source now)
{
	bool changed = false;
	for (size_t i = 0; i < index->entries.count; i++) {
		struct index_entry *entry = entry_list_at(&index->entries, i);
		const struct index_found old = find(before, entry), new = find(now, entry);
		/* What has vanished lost its findings then. */
		if (entry->is_gone || is_same_found(&old, &new))
			continue;
		entry_count(&index->totals, entry, false);
		const struct index_judged judged = put_back_dismissed(index, entry);
		entry_exchange_found(entry, &index->renewed, &old, &new);
		take_out_dismissed(index, entry, judged);
		entry_count(&index->totals, entry, true);
		changed = true;
	}
	return changed;
}
