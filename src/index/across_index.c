#include "index/across_index.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/wake.h"
#include "check/across.h"

/* Where the report of an entry stands among the reports. */
struct place {
	const struct index_entry *entry;
	size_t report;
};

struct across_index {
	const struct knowledge *knowledge;
	const struct roster *roster;
	size_t count;
	struct across_report *reports;
	struct place *places;           /* by the address of the entry */
	pthread_t thread;
	bool has_thread;
	struct wake wake;
	bool taken;
	atomic_bool cancelled;
	atomic_bool done;               /* what follows is the thread's before, and ours after */
	struct across across;
	struct index_found *found;      /* by report */
};

static void mark_rule(struct index_found *found, uint8_t number)
{
	found->rules[number / 64] |= UINT64_C(1) << number % 64;
}

/* Every report is unpacked and held against last year's: what is kept of it is its counts. */
static void count_findings(struct across_index *a)
{
	struct report *report = alloc_zeroed(1, sizeof(*report));
	struct findings findings = {0};
	for (size_t i = 0; i < a->count && !atomic_load(&a->cancelled); i++) {
		if (!across_knows(&a->across, i))
			continue;
		across_find(&a->across, i, report, &findings);
		memcpy(a->found[i].nfailed, findings.nfailed, sizeof(findings.nfailed));
		for (size_t j = 0; j < findings.count; j++)
			if (finding_is_open(&findings.list[j]))
				mark_rule(&a->found[i], findings.list[j].rule->number);
	}
	findings_free(&findings);
	free(report);
}

static void *work(void *context)
{
	struct across_index *a = context;
	across_check(&a->across, a->knowledge, a->reports, a->count, a->roster);
	count_findings(a);
	atomic_store(&a->done, true);
	wake_signal(&a->wake);
	return NULL;
}

static int compare_places(const void *a, const void *b)
{
	uintptr_t x = (uintptr_t)((const struct place *)a)->entry, y = (uintptr_t)((const struct place *)b)->entry;
	return x < y ? -1 : x > y;
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp((*(const struct index_entry *const *)a)->path, (*(const struct index_entry *const *)b)->path);
}

/* By path, so that what is found does not depend on the order of the list or of loading. */
static void take_entries(struct across_index *a, const struct index *index)
{
	const struct index_entry **entries = alloc_array(a->count + 1, sizeof(*entries));
	a->count = 0;
	for (size_t i = 0; i < index_count(index); i++)
		if (!index_at(index, i)->is_gone)
			entries[a->count++] = index_at(index, i);
	if (a->count)
		qsort(entries, a->count, sizeof(*entries), compare_paths);
	for (size_t i = 0; i < a->count; i++) {
		a->reports[i] = (struct across_report){entries[i]->path, entries[i]->agency, entries[i]->summary};
		a->places[i] = (struct place){entries[i], i};
	}
	if (a->count)
		qsort(a->places, a->count, sizeof(*a->places), compare_places);
	free(entries);
}

struct across_index *across_index_start(const struct index *index, const struct knowledge *knowledge,
					const struct roster *roster)
{
	struct across_index *a = alloc_zeroed(1, sizeof(*a));
	a->knowledge = knowledge;
	a->roster = roster;
	a->count = index_count(index);
	a->reports = alloc_zeroed(a->count + 1, sizeof(*a->reports));
	a->places = alloc_zeroed(a->count + 1, sizeof(*a->places));
	a->found = alloc_zeroed(a->count + 1, sizeof(*a->found));
	take_entries(a, index);
	wake_open(&a->wake);
	a->has_thread = pthread_create(&a->thread, NULL, work, a) == 0;
	if (!a->has_thread)
		work(a);
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
	free(across->reports);
	free(across->places);
	free(across->found);
	free(across);
}

int across_index_wake_fd(const struct across_index *across)
{
	return across->wake.fds[0];
}

/* The number of an entry's report, or the count when it was not there at the start. */
static size_t find_report(const struct across_index *across, const struct index_entry *entry)
{
	const struct place key = {.entry = entry};
	const struct place *place = NULL;
	if (across->taken && across->count)
		place = bsearch(&key, across->places, across->count, sizeof(key), compare_places);
	return place ? place->report : across->count;
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

enum across_taken across_index_take(struct across_index *across, struct index *index, struct across_index *before)
{
	const struct index_found_source old = {before ? find_more : NULL, before}, new = {find_more, across};
	if (across->taken || !across_index_is_done(across))
		return ACROSS_NOT_TAKEN;
	wake_drain(&across->wake);
	across->taken = true;
	return index_exchange_found(index, old, new) ? ACROSS_TAKEN_CHANGED : ACROSS_TAKEN_SAME;
}

const char *across_index_last_year(const struct across_index *across, const struct index_entry *entry)
{
	size_t report = find_report(across, entry);
	uint32_t last = report < across->count ? across->across.last[report] : ACROSS_NONE;
	return last == ACROSS_NONE ? NULL : across->reports[last].path;
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
