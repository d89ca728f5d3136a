#include "index/across_index.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/parallel.h"
#include "check/across/across.h"
#include "index/entry.h"
#include "index/found_kinds.h"

enum { PART_NREPORTS = 128 };

struct across_index {
	const struct knowledge *knowledge;
	const struct roster *roster;
	size_t count;
	struct across_report *reports;
	uint32_t *places;               /* numbers of the reports, by the address of their entries' names */
	pthread_t thread;
	bool has_thread;
	bool taken;
	atomic_bool cancelled;
	atomic_bool done;               /* what follows is the thread's before, and ours after */
	struct across across;
	uint32_t *found;                /* by report, its place among the kinds of found */
	struct found_kinds kinds;
	pthread_mutex_t mutex;          /* guards the kinds while several threads count */
	const struct across_index *same; /* what was found before by the same rules, or NULL; while they are compared */
	const struct across_index *before; /* of other rules, or NULL */
	const struct index_entry **entries; /* to be held against those of `before`; NULL without */
	struct changes changes;         /* since then */
};

static uintptr_t address_of(const struct across_index *across, uint32_t report)
{
	return (uintptr_t)across->reports[report].path.name;
}

/* The number of the report whose entry has its name at this address, or the count when there was none at the start. */
static size_t find_address(const struct across_index *across, uintptr_t address)
{
	size_t low = 0, high = across->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (address_of(across, across->places[middle]) < address)
			low = middle + 1;
		else
			high = middle;
	}
	bool known = low < across->count && address_of(across, across->places[low]) == address;
	return known ? across->places[low] : across->count;
}

static size_t find_place(const struct across_index *across, const struct index_entry *entry)
{
	return find_address(across, (uintptr_t)entry->name);
}

/* Working memory of a thread. */
struct finder {
	struct report report, report_before;
	struct findings findings, findings_before;
};

static void free_finder(struct finder *finder)
{
	findings_free(&finder->findings);
	findings_free(&finder->findings_before);
	free(finder);
}

/* What is kept of a report's findings is its counts. */
static struct index_found count_report(const struct across_index *a, size_t report, struct finder *finder)
{
	const struct index_found none = {.nfailed = {0}};
	if (!across_knows(&a->across, report))
		return none;
	across_find(&a->across, report, &finder->report, &finder->findings);
	return entry_count_found(&finder->findings);
}

static const struct summary *last_summary(const struct across_index *a, size_t report)
{
	uint32_t last = a->across.last[report];
	return last == ACROSS_NONE ? NULL : a->reports[last].summary;
}

/* The number among what was found before of a report that stands as it did, and so does last year's, and of which the
 * others say the same: then its counts are the same. The count where there is none. */
static size_t find_same(const struct across_index *a, size_t report)
{
	const struct across_index *same = a->same;
	size_t old = find_address(same, address_of(a, (uint32_t)report));
	bool stands = old < same->count && same->reports[old].summary == a->reports[report].summary &&
		      last_summary(same, old) == last_summary(a, report) &&
		      across_says_same(&same->across, old, &a->across, report);
	return stands ? old : same->count;
}

/* Every report that does not stand as before is unpacked and held against last year's. */
static void count_part(void *context, size_t worker, size_t first, size_t end)
{
	struct across_index *a = context;
	struct index_found found[PART_NREPORTS];
	struct finder *finder = alloc_zeroed(1, sizeof(*finder));
	(void)worker;
	for (size_t i = first; i < end; i++) {
		size_t old = a->same ? find_same(a, i) : 0;
		found[i - first] = a->same && old < a->same->count
					   ? found_kinds_at(&a->same->kinds, a->same->found[old])
					   : count_report(a, i, finder);
	}
	free_finder(finder);
	pthread_mutex_lock(&a->mutex);
	for (size_t i = first; i < end; i++)
		a->found[i] = found_kinds_place(&a->kinds, &found[i - first]);
	pthread_mutex_unlock(&a->mutex);
}

static void find_change(struct across_index *a, const struct index_entry *entry, struct finder *finder)
{
	size_t report = find_place(a, entry);
	const struct reading before = {&finder->findings_before, &finder->report_before};
	const struct reading after = {&finder->findings, &finder->report};
	size_t old = find_place(a->before, entry);
	bool has_before = old < a->before->count && across_knows(&a->before->across, old);
	bool has_after = across_knows(&a->across, report);
	if (has_before)
		across_find(&a->before->across, old, &finder->report_before, &finder->findings_before);
	if (has_after)
		across_find(&a->across, report, &finder->report, &finder->findings);
	changes_compare(&a->changes, entry, has_before ? &before : NULL, has_after ? &after : NULL);
}

static void find_changes(struct across_index *a)
{
	struct finder *finder = alloc_zeroed(1, sizeof(*finder));
	for (size_t i = 0; i < a->count && !atomic_load(&a->cancelled); i++)
		find_change(a, a->entries[i], finder);
	free_finder(finder);
}

/* A report and the address of its entry. */
struct place {
	uintptr_t address;
	uint32_t report;
};

static int compare_places(const void *a, const void *b)
{
	uintptr_t x = ((const struct place *)a)->address, y = ((const struct place *)b)->address;
	return x < y ? -1 : x > y;
}

static void sort_places(struct across_index *a)
{
	struct place *sorted = alloc_array(a->count + 1, sizeof(*sorted));
	for (size_t i = 0; i < a->count; i++)
		sorted[i] = (struct place){address_of(a, (uint32_t)i), (uint32_t)i};
	if (a->count)
		qsort(sorted, a->count, sizeof(*sorted), compare_places);
	for (size_t i = 0; i < a->count; i++)
		a->places[i] = sorted[i].report;
	free(sorted);
}

static int compare_paths(const void *a, const void *b)
{
	return path_compare(((const struct across_report *)a)->path, ((const struct across_report *)b)->path);
}

/* By path, so that what is found does not depend on the order of the list or of loading. */
static void sort_reports(struct across_index *a)
{
	if (a->count)
		qsort(a->reports, a->count, sizeof(*a->reports), compare_paths);
	sort_places(a);
}

static void *work(void *context)
{
	struct across_index *a = context;
	sort_reports(a);
	across_check(&a->across, a->knowledge, a->reports, a->count, a->roster, &a->cancelled);
	parallel_for(a->count, PART_NREPORTS, &a->cancelled, count_part, a);
	a->same = NULL;
	if (a->before)
		find_changes(a);
	atomic_store(&a->done, true);
	return NULL;
}

static struct across_index *start(const struct across_source *sources, size_t count,
				  const struct knowledge *knowledge, const struct roster *roster,
				  const struct across_index *same, const struct across_index *before)
{
	struct across_index *a = alloc_zeroed(1, sizeof(*a));
	a->knowledge = knowledge;
	a->roster = roster;
	a->same = same && same->knowledge == knowledge ? same : NULL;
	a->before = before;
	a->count = count;
	a->reports = alloc_zeroed(a->count + 1, sizeof(*a->reports));
	a->places = alloc_zeroed(a->count + 1, sizeof(*a->places));
	a->found = alloc_zeroed(a->count + 1, sizeof(*a->found));
	if (before)
		a->entries = alloc_array(a->count + 1, sizeof(*a->entries));
	for (size_t i = 0; i < count; i++) {
		a->reports[i] = (struct across_report){index_entry_path(sources[i].entry), sources[i].agency,
						       sources[i].summary};
		if (before)
			a->entries[i] = sources[i].entry;
	}
	pthread_mutex_init(&a->mutex, NULL);
	a->has_thread = pthread_create(&a->thread, NULL, work, a) == 0;
	if (!a->has_thread)
		work(a);
	return a;
}

struct across_index *across_index_start_with(const struct across_source *sources, size_t count,
					     const struct knowledge *knowledge, const struct roster *roster,
					     const struct across_index *before)
{
	return start(sources, count, knowledge, roster, NULL, before);
}

struct across_index *across_index_start(const struct index *index, const struct knowledge *knowledge,
					const struct roster *roster, const struct across_index *same)
{
	struct across_source *sources = alloc_array(index_count(index) + 1, sizeof(*sources));
	size_t count = 0;
	for (size_t i = 0; i < index_count(index); i++) {
		const struct index_entry *entry = index_at(index, i);
		if (!entry->is_gone)
			sources[count++] = (struct across_source){entry, index_entry_agency(entry),
								  index_entry_summary(entry)};
	}
	struct across_index *a = start(sources, count, knowledge, roster, same, NULL);
	free(sources);
	return a;
}

void across_index_free(struct across_index *across)
{
	if (!across)
		return;
	atomic_store(&across->cancelled, true);
	if (across->has_thread)
		pthread_join(across->thread, NULL);
	across_free(&across->across);
	changes_free(&across->changes);
	found_kinds_free(&across->kinds);
	pthread_mutex_destroy(&across->mutex);
	free(across->reports);
	free(across->places);
	free(across->entries);
	free(across->found);
	free(across);
}

static size_t find_report(const struct across_index *across, const struct index_entry *entry)
{
	return across->taken ? find_place(across, entry) : across->count;
}

struct index_found across_index_found(const struct across_index *across, const struct index_entry *entry)
{
	const struct index_found none = {.nfailed = {0}};
	size_t report = find_report(across, entry);
	return report < across->count ? found_kinds_at(&across->kinds, across->found[report]) : none;
}

static struct index_found find_more(void *context, const struct index_entry *entry)
{
	return across_index_found(context, entry);
}

bool across_index_is_done(const struct across_index *across)
{
	return atomic_load(&across->done);
}

bool across_index_finish(struct across_index *across)
{
	if (!across_index_is_done(across))
		return false;
	across->taken = true;
	return true;
}

struct changes *across_index_changes(struct across_index *across)
{
	return &across->changes;
}

struct index_found_source across_index_source(struct across_index *across)
{
	return (struct index_found_source){find_more, across};
}

enum across_taken across_index_take(struct across_index *across, struct index *index, struct across_index *before)
{
	const struct index_found_source none = {NULL, NULL};
	if (across->taken || !across_index_finish(across))
		return ACROSS_NOT_TAKEN;
	return index_exchange_found(index, before ? across_index_source(before) : none, across_index_source(across))
		       ? ACROSS_TAKEN_CHANGED
		       : ACROSS_TAKEN_SAME;
}

const struct path *across_index_last_year(const struct across_index *across, const struct index_entry *entry)
{
	size_t report = find_report(across, entry);
	uint32_t last = report < across->count ? across->across.last[report] : ACROSS_NONE;
	return last == ACROSS_NONE ? NULL : &across->reports[last].path;
}

const struct path *across_index_earlier(const struct across_index *across, const struct index_entry *entry)
{
	size_t report = find_report(across, entry);
	uint32_t earlier = report < across->count ? across_find_earlier(&across->across, report) : ACROSS_NONE;
	return earlier == ACROSS_NONE ? NULL : &across->reports[earlier].path;
}

void across_index_add_findings(const struct across_index *across, const struct index_entry *entry,
			       struct opened *opened)
{
	struct examiner *examiner = opened->examiner;
	size_t report = find_report(across, entry);
	const struct check check = examiner_check(examiner, opened->path);
	if (report == across->count || !across->reports[report].summary || !report_is_checked(&examiner->report))
		return;
	/* What was kept is of the form that the file had then. */
	if (examiner->form == &across->knowledge->forms[across->reports[report].summary->form])
		across_add_findings(&across->across, report, &check);
}

size_t across_index_count_missing(const struct across_index *across)
{
	return across->taken ? across->across.nitems - across_first_missing(&across->across) : 0;
}

struct across_missing across_index_missing(const struct across_index *across, size_t i)
{
	const struct across_item *item = &across->across.items[across_first_missing(&across->across) + i];
	const struct roster_line *line = &across->roster->lines[item->other];
	return (struct across_missing){line->agency, item->year, line->line, item->verdict == VERDICT_LOOK};
}
