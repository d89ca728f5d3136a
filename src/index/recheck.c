#include "index/recheck.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/parallel.h"
#include "check/across/summary.h"
#include "index/entry.h"
#include "index/entry_parts.h"

enum { MAX_NTHREADS = INDEX_MAX_NARENAS };

/* One thread's own things. */
struct worker {
	struct recheck *recheck;
	pthread_t thread;
	bool has_thread;
	struct examiner *old, *new;
	struct strbuf path;             /* of the file in hand */
	struct arena arena;             /* of what the new entries hold; the index's in the end */
	struct changes changes;
};

struct recheck {
	struct index *index;
	const struct knowledge *old, *new;
	const struct roster *roster;
	const struct across_index *before;
	size_t count;
	const struct index_entry **entries; /* NULL for what is not to be read: it has vanished, or never was a file */
	bool *had_findings;
	struct index_entry *renewed;    /* by entry */
	atomic_size_t next, ndone;
	atomic_bool cancelled;
	size_t nworkers;
	struct worker workers[MAX_NTHREADS];
	bool joined;
	struct across_index *across;    /* by the new rules; once the threads are done */
};

static void check(struct worker *worker, size_t number)
{
	struct recheck *recheck = worker->recheck;
	const struct index_entry *entry = recheck->entries[number];
	struct index_entry *renewed = &recheck->renewed[number];
	const struct examiner *old = worker->old, *new = worker->new;
	const struct reading before = {&old->findings, &old->report}, after = {&new->findings, &new->report};
	const char *path = path_join(index_entry_path(entry), &worker->path);
	if (recheck->had_findings[number])
		examiner_examine(worker->old, path);
	examiner_examine(worker->new, path);
	renewed->more = "";
	entry_rename(renewed, &worker->arena, &recheck->new->words, str_from(new->report.agency));
	entry_describe(renewed, &worker->arena, &new->report, &new->findings);
	entry_set_summary(renewed, &worker->arena, summary_make(&worker->arena, new));
	size_t nchanges = worker->changes.count;
	changes_compare(&worker->changes, entry, recheck->had_findings[number] ? &before : NULL, &after);
	renewed->has_changed = worker->changes.count > nchanges;
}

static void *work(void *context)
{
	struct worker *worker = context;
	struct recheck *recheck = worker->recheck;
	size_t number;
	worker->old = examiner_new(recheck->old);
	worker->new = examiner_new(recheck->new);
	worker->old->file.conversion.cancelled = worker->new->file.conversion.cancelled = &recheck->cancelled;
	worker->old->findings.skips_passes = worker->new->findings.skips_passes = true;
	while (!atomic_load(&recheck->cancelled) && (number = atomic_fetch_add(&recheck->next, 1)) < recheck->count) {
		if (recheck->entries[number])
			check(worker, number);
		atomic_fetch_add(&recheck->ndone, 1);
	}
	examiner_free(worker->old);
	examiner_free(worker->new);
	strbuf_free(&worker->path);
	return NULL;
}

static void take_entries(struct recheck *recheck)
{
	for (size_t i = 0; i < recheck->count; i++) {
		const struct index_entry *entry = index_at(recheck->index, i);
		bool is_read = !entry->is_gone && index_entry_summary(entry);
		recheck->entries[i] = is_read ? entry : NULL;
		recheck->had_findings[i] = entry->nown_rules > 0;
	}
}

struct recheck *recheck_start(struct index *index, const struct knowledge *old, const struct knowledge *new,
			      const struct roster *roster, const struct across_index *before)
{
	struct recheck *recheck = alloc_zeroed(1, sizeof(*recheck));
	*recheck = (struct recheck){
		.index = index,
		.old = old,
		.new = new,
		.roster = roster,
		.before = before,
		.count = index_count(index),
	};
	recheck->entries = alloc_zeroed(recheck->count + 1, sizeof(*recheck->entries));
	recheck->had_findings = alloc_zeroed(recheck->count + 1, sizeof(*recheck->had_findings));
	recheck->renewed = alloc_zeroed(recheck->count + 1, sizeof(*recheck->renewed));
	take_entries(recheck);
	recheck->nworkers = parallel_count_threads(MAX_NTHREADS);
	for (size_t i = 0; i < recheck->nworkers; i++) {
		struct worker *worker = &recheck->workers[i];
		worker->recheck = recheck;
		worker->has_thread = pthread_create(&worker->thread, NULL, work, worker) == 0;
	}
	/* Without threads it takes its time here. */
	if (!recheck->workers[0].has_thread)
		work(&recheck->workers[0]);
	return recheck;
}

static void join(struct recheck *recheck)
{
	for (size_t i = 0; !recheck->joined && i < recheck->nworkers; i++)
		if (recheck->workers[i].has_thread)
			pthread_join(recheck->workers[i].thread, NULL);
	recheck->joined = true;
}

void recheck_free(struct recheck *recheck)
{
	if (!recheck)
		return;
	atomic_store(&recheck->cancelled, true);
	join(recheck);
	across_index_free(recheck->across);
	for (size_t i = 0; i < recheck->nworkers; i++) {
		arena_free(&recheck->workers[i].arena);
		changes_free(&recheck->workers[i].changes);
	}
	free(recheck->entries);
	free(recheck->had_findings);
	free(recheck->renewed);
	free(recheck);
}

unsigned recheck_percent(const struct recheck *recheck)
{
	return recheck->count ? (unsigned)(atomic_load(&recheck->ndone) * 100 / recheck->count) : 100;
}

/* Holds the reports as the new rules read them against each other. */
static void start_across(struct recheck *recheck)
{
	struct across_source *sources = alloc_array(recheck->count + 1, sizeof(*sources));
	size_t count = 0;
	for (size_t i = 0; i < recheck->count; i++) {
		const struct index_entry *entry = index_at(recheck->index, i);
		const struct index_entry *renewed = recheck->entries[i] ? &recheck->renewed[i] : entry;
		if (!entry->is_gone)
			sources[count++] = (struct across_source){entry, index_entry_agency(renewed),
								  index_entry_summary(renewed)};
	}
	recheck->across = across_index_start_with(sources, count, recheck->new, recheck->roster, recheck->before);
	free(sources);
}

bool recheck_step(struct recheck *recheck)
{
	if (atomic_load(&recheck->ndone) < recheck->count)
		return false;
	join(recheck);
	if (!recheck->across)
		start_across(recheck);
	return across_index_is_done(recheck->across);
}

static void mark_changed(struct recheck *recheck, const struct changes *changes)
{
	for (size_t i = 0; i < changes->count; i++)
		index_set_changed(recheck->index, changes->list[i].entry);
}

struct across_index *recheck_take(struct recheck *recheck, struct changes *changes)
{
	struct across_index *across = recheck->across;
	struct arena arenas[MAX_NTHREADS] = {{0}};
	recheck->across = NULL;
	across_index_finish(across);
	for (size_t i = 0; i < recheck->nworkers; i++) {
		arenas[i] = recheck->workers[i].arena;
		recheck->workers[i].arena = (struct arena){0};
		changes_append(changes, &recheck->workers[i].changes);
	}
	for (size_t i = 0; i < recheck->count; i++)
		recheck->renewed[i].folder = recheck->entries[i] ? recheck->entries[i]->folder : NULL;
	index_renew(recheck->index, recheck->new, recheck->renewed, recheck->count, arenas,
		    across_index_source(across));
	changes_append(changes, across_index_changes(across));
	changes_sort(changes);
	mark_changed(recheck, changes);
	return across;
}
