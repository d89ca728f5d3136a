#include "batch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch_across.h"
#include "index/walk.h"

void batch_count(struct batch *batch, const struct findings *findings)
{
	for (size_t level = 0; level < SEVERITY_NLEVELS; level++)
		batch->nfound[level] += findings->nfailed[level];
	batch->not_assessable += findings->not_assessable;
	for (size_t i = 0; i < findings->count && !batch->failed; i++) {
		const struct finding *finding = &findings->list[i];
		batch->failed = finding->verdict == VERDICT_FAIL && finding->severity >= batch->options->fail_on;
	}
}

static void tell_unchecked(struct batch *batch, const char *path, const struct report *report)
{
	const struct catalog *catalog = batch->writing->language->catalog;
	if (report->state == REPORT_UNREADABLE) {
		diagnose(batch->diagnostics, "%s: %s", path, strerror(report->error_number));
	} else if (batch->tells_unchecked) {
		struct str reason = writing_reason(batch->writing, report);
		diagnose_note(batch->diagnostics, "%s: %s%.*s", path, tr(catalog, "not checked: "), (int)reason.nbytes,
			      reason.ptr);
	}
}

static bool take_file(void *context, const char *path)
{
	struct batch *batch = context;
	const struct report *report = &batch->examiner->report;
	examiner_examine(batch->examiner, path);
	examiner_localise(batch->examiner);
	batch->nfiles++;
	if (report_is_checked(report))
		batch->nchecked++;
	else
		tell_unchecked(batch, path, report);
	batch_count(batch, &batch->examiner->findings);
	batch->write(batch->writing, path, batch->examiner);
	batch_keep(batch, path);
	if (batch->prompt)
		sink_flush(batch->writing->sink);
	diagnose_progress(batch->diagnostics, batch->nfiles);
	return sink_error(batch->writing->sink) == 0;
}

static void take_fault(void *context, const char *path, int error_number)
{
	struct batch *batch = context;
	diagnose(batch->diagnostics, "%s: %s", path, strerror(error_number));
}

/* One path a line; "-" is a file of that name here. */
static bool read_list(struct batch *batch, FILE *list)
{
	char *line = NULL;
	size_t capacity = 0;
	ssize_t nbytes;
	bool goes_on = true;
	while (goes_on && (nbytes = getline(&line, &capacity, list)) >= 0) {
		if (nbytes && line[nbytes - 1] == '\n')
			line[nbytes - 1] = '\0';
		if (line[0])
			goes_on = walk_files(strcmp(line, "-") == 0 ? "./-" : line, take_file, take_fault, batch);
	}
	free(line);
	return goes_on;
}

static void take_list(struct batch *batch, const char *path)
{
	bool is_input = strcmp(path, "-") == 0;
	FILE *list = is_input ? stdin : fopen(path, "r");
	if (list) {
		errno = 0;
		if (read_list(batch, list) && ferror(list))
			diagnose(batch->diagnostics, "%s: %s", path, strerror(errno));
		if (!is_input)
			fclose(list);
	} else {
		diagnose(batch->diagnostics, "%s: %s", path, strerror(errno));
	}
}

void batch_run(struct batch *batch)
{
	const struct options *options = batch->options;
	bool goes_on = true;
	batch->examiner = examiner_new(batch->writing->knowledge);
	for (size_t i = 0; goes_on && i < options->npaths; i++) {
		if (strcmp(options->paths[i], "-") == 0)
			goes_on = take_file(batch, "-");
		else
			goes_on = walk_files(options->paths[i], take_file, take_fault, batch);
	}
	if (goes_on && options->files_from)
		take_list(batch, options->files_from);
	diagnose_end_progress(batch->diagnostics);
	if (!sink_error(batch->writing->sink))
		batch_compare(batch);
	batch_forget(batch);
	examiner_free(batch->examiner);
	batch->examiner = NULL;
}
