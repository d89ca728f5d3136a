/* The list of the browser: how long it takes to load, what is resident for each report, and where that goes. */
#include <malloc.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "check/across/sketch.h"
#include "check/across/summary.h"
#include "index/across_index.h"
#include "index/index.h"
#include "index/view.h"
#include "load.h"

/* Bytes for each report. */
struct parts {
	double names, bodies, rules, summaries, cells, sketches;
};

static long resident_nbytes(void)
{
	long npages = 0, nresident = 0;
	malloc_trim(0);
	FILE *file = fopen("/proc/self/statm", "r");
	if (file && fscanf(file, "%ld %ld", &npages, &nresident) != 2)
		nresident = 0;
	if (file)
		fclose(file);
	return nresident * sysconf(_SC_PAGESIZE);
}

static struct index *load_index(const struct knowledge *knowledge, const char *const *directories, size_t count,
				bool cached)
{
	struct index *index = index_new();
	if (cached)
		index_use_cache(index);
	index_start(index, knowledge, directories, count);
	while (index_is_loading(index)) {
		struct pollfd ready = {.fd = index_wake_fd(index), .events = POLLIN};
		poll(&ready, 1, 100);
		index_take(index);
	}
	return index;
}

static struct parts sum_parts(const struct index *index)
{
	struct parts parts = {0};
	struct strbuf name = {0};
	double count = (double)index_count(index);
	for (size_t i = 0; i < index_count(index); i++) {
		const struct index_entry *entry = index_at(index, i);
		const struct summary *summary = index_entry_summary(entry);
		const char *agency = index_entry_agency(entry);
		strbuf_clear(&name);
		path_append_name(index_entry_path(entry), &name);
		parts.names += (double)path_name_nbytes(strbuf_view(&name), agency) / count;
		parts.bodies += (double)(strlen(agency) + 1) / count;
		parts.rules += entry->nrules / count;
		if (!summary)
			continue;
		parts.summaries += (double)summary_nbytes(summary) / count;
		parts.cells += summary->ncell_bytes / count;
		parts.sketches += (summary->nsentences * 4u + (summary->has_sketch ? SKETCH_NBINS : 0)) / count;
	}
	strbuf_free(&name);
	return parts;
}

/* When the last report is in the list, its thread has yet to give up what it has worked with. */
static void wait_for_threads(void)
{
	enum { ENOUGH_MS = 300 };
	poll(NULL, 0, ENOUGH_MS);
}

/* The view and what is found across reports, for all entries. */
static void print_around(const struct index *index, const struct knowledge *knowledge)
{
	double count = (double)index_count(index);
	long before = resident_nbytes();
	struct view *view = view_new(index);
	view_step(view, INT64_MAX);
	printf("  the view's order %.0f", (double)(resident_nbytes() - before) / count);
	before = resident_nbytes();
	struct across_index *across = across_index_start(index, knowledge, NULL, NULL);
	while (!across_index_is_done(across))
		poll(NULL, 0, 1);
	wait_for_threads();
	printf(", what reports say of each other %.0f\n", (double)(resident_nbytes() - before) / count);
	across_index_free(across);
	view_free(view);
}

void load_print_memory(const char *const *directories, size_t ndirectories)
{
	struct knowledge knowledge = {0};
	struct error error;
	if (!ndirectories || !knowledge_load(&knowledge, &error))
		return;
	/* Huge pages would count what nobody has touched yet; what is compiled when it is first used is not the
	 * list's. */
	prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
	index_close(load_index(&knowledge, directories, 1, false));
	long before = resident_nbytes();
	struct index *index = load_index(&knowledge, directories, ndirectories, false);
	wait_for_threads();
	double nbytes = (double)(resident_nbytes() - before) / (double)index_count(index);
	const struct parts parts = sum_parts(index);
	printf("memory: %.0f bytes resident for each of %zu reports in the list\n", nbytes, index_count(index));
	printf("  of them entry %zu, file's name %.0f, folder's and body's name %.0f (kept once), rules %.1f, "
	       "summary %.0f (cells %.0f, text %.0f)\n",
	       sizeof(struct index_entry), parts.names, parts.bodies, parts.rules, parts.summaries, parts.cells,
	       parts.sketches);
	print_around(index, &knowledge);
	index_close(index);
	knowledge_free(&knowledge);
}

double load_time_list(const char *directory, bool cached)
{
	struct knowledge knowledge = {0};
	struct error error;
	double start = load_seconds();
	if (!knowledge_load(&knowledge, &error))
		return -1;
	struct index *index = load_index(&knowledge, &directory, 1, cached);
	double seconds = load_seconds() - start;
	index_close(index);
	knowledge_free(&knowledge);
	return seconds;
}
