#include "index/across_index.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/wake.h"
#include "check/across.h"

/* Where the report of an entry stands among the reports. The name is the entry's own, and tells it from all others. */
struct place {
	const char *name;
	uint32_t report;
};

struct across_index {
	const struct knowledge *knowledge;
	const struct roster *roster;
	size_t count;
	struct across_report *reports;
	uint32_t *places;               /* the reports by the addresses of their entries' names */
	const struct index_entry **entries; /* by report, where there is a `before`; else NULL */
	pthread_t thread;
	bool has_thread;
	struct wake wake;
	bool taken;
	atomic_bool cancelled;
	atomic_bool done;               /* what follows is the thread's before, and ours after */
	struct across across;
	struct index_found *found;      /* by report */
	const struct across_index *before; /* of other rules, or NULL */
	struct changes changes;         /* since then */
};

static void mark_rule(struct index_found *found, uint8_t number)
{
	found->rules[number / 64] |= UINT64_C(1) << number % 64;
}

static int compare_places(const void *a, const void *b)
{
	uintptr_t x = (uintptr_t)((const struct place *)a)->name, y = (uintptr_t)((const struct place *)b)->name;
	return x < y ? -1 : x > y;
}

/* The number of an entry's report, or the count when it was not there at the start. */
static size_t find_place(const struct across_index *across, const struct index_entry *entry)
{
	size_t low = 0, high = across->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *name = across->reports[across->places[middle]].path.name;
		if (name == entry->name)
			return across->places[middle];
		if ((uintptr_t)name < (uintptr_t)entry->name)
			low = middle + 1;
		else
			high = middle;
	}
	return across->count;
}

/* Working memory of the thread. */
struct finder {
	struct report report, report_before;
	struct findings findings, findings_before;
};

static void find_changes(struct across_index *a, size_t report, const struct index_entry *entry, struct finder *finder)
{
	const struct reading before = {&finder->findings_before, &finder->report_before};
	const struct reading after = {&finder->findings, &finder->report};
	size_t old = find_place(a->before, entry);
	bool has_before = old < a->before->count && across_knows(&a->before->across, old);
	if (has_before)
		across_find(&a->before->across, old, &finder->report_before, &finder->findings_before);
	changes_compare(&a->changes, entry, has_before ? &before : NULL,
			across_knows(&a->across, report) ? &after : NULL);
}

/* What is kept of a report's findings is its counts. */
static void count_report(struct across_index *a, size_t report, struct finder *finder)
{
	struct index_found *found = &a->found[report];
	across_find(&a->across, report, &finder->report, &finder->findings);
	memcpy(found->nfailed, finder->findings.nfailed, sizeof(found->nfailed));
	for (size_t i = 0; i < finder->findings.count; i++)
		if (finding_is_open(&finder->findings.list[i]))
			mark_rule(found, finder->findings.list[i].rule->number);
}

/* Every report is unpacked and held against last year's. */
static void count_findings(struct across_index *a)
{
	struct finder *finder = alloc_zeroed(1, sizeof(*finder));
	for (size_t i = 0; i < a->count && !atomic_load(&a->cancelled); i++) {
		size_t report = a->places[i];
		if (across_knows(&a->across, report))
			count_report(a, report, finder);
		if (a->before)
			find_changes(a, report, a->entries[report], finder);
	}
	findings_free(&finder->findings);
	findings_free(&finder->findings_before);
	free(finder);
}

static void *work(void *context)
{
	struct across_index *a = context;
	across_check(&a->across, a->knowledge, a->reports, a->count, a->roster, &a->cancelled);
	count_findings(a);
	atomic_store(&a->done, true);
	wake_signal(&a->wake);
	return NULL;
}

static int compare_sources(const void *a, const void *b)
{
	return path_compare(index_entry_path(((const struct across_source *)a)->entry),
			    index_entry_path(((const struct across_source *)b)->entry));
}

/* By path, so that what is found does not depend on the order of the list or of loading. */
static void take_sources(struct across_index *a, const struct across_source *sources)
{
	struct across_source *sorted = alloc_array(a->count + 1, sizeof(*sorted));
	if (a->count) {
		memcpy(sorted, sources, a->count * sizeof(*sorted));
		qsort(sorted, a->count, sizeof(*sorted), compare_sources);
	}
	for (size_t i = 0; i < a->count; i++) {
		a->reports[i] = (struct across_report){index_entry_path(sorted[i].entry), sorted[i].agency, sorted[i].summary};
		if (a->entries)
			a->entries[i] = sorted[i].entry;
	}
	free(sorted);
}

static void sort_places(struct across_index *a)
{
	struct place *places = alloc_array(a->count + 1, sizeof(*places));
	for (size_t i = 0; i < a->count; i++)
		places[i] = (struct place){a->reports[i].path.name, (uint32_t)i};
	if (a->count)
		qsort(places, a->count, sizeof(*places), compare_places);
	for (size_t i = 0; i < a->count; i++)
		a->places[i] = places[i].report;
	free(places);
}

struct across_index *across_index_start_with(const struct across_source *sources, size_t count,
					     const struct knowledge *knowledge, const struct roster *roster,
					     const struct across_index *before)
{
	struct across_index *a = alloc_zeroed(1, sizeof(*a));
	a->knowledge = knowledge;
	a->roster = roster;
	a->before = before;
	a->count = count;
	a->reports = alloc_zeroed(a->count + 1, sizeof(*a->reports));
	a->places = alloc_zeroed(a->count + 1, sizeof(*a->places));
	a->entries = before ? alloc_zeroed(a->count + 1, sizeof(*a->entries)) : NULL;
	a->found = alloc_zeroed(a->count + 1, sizeof(*a->found));
	take_sources(a, sources);
	sort_places(a);
	wake_open(&a->wake);
	a->has_thread = pthread_create(&a->thread, NULL, work, a) == 0;
	if (!a->has_thread)
		work(a);
	return a;
}

struct across_index *across_index_start(const struct index *index, const struct knowledge *knowledge,
					const struct roster *roster)
{
	struct across_source *sources = alloc_array(index_count(index) + 1, sizeof(*sources));
	size_t count = 0;
	for (size_t i = 0; i < index_count(index); i++) {
		const struct index_entry *entry = index_at(index, i);
		if (!entry->is_gone)
			sources[count++] = (struct across_source){entry, entry->agency, entry->summary};
	}
	struct across_index *a = across_index_start_with(sources, count, knowledge, roster, NULL);
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
	wake_close(&across->wake);
	across_free(&across->across);
	changes_free(&across->changes);
	free(across->reports);
	free(across->places);
	free(across->entries);
	free(across->found);
	free(across);
}

int across_index_wake_fd(const struct across_index *across)
{
	return across->wake.fds[0];
}

static size_t find_report(const struct across_index *across, const struct index_entry *entry)
{
	return across->taken ? find_place(across, entry) : across->count;
}

struct index_found across_index_found(const struct across_index *across, const struct index_entry *entry)
{
	const struct index_found none = {.nfailed = {0}};
	size_t report = find_report(across, entry);
	return report < across->count ? across->found[report] : none;
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
	wake_drain(&across->wake);
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
