#include "batch_across.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fold.h"
#include "check/across/across.h"
#include "check/across/report_lines.h"

bool batch_compares(const struct batch *batch)
{
	/* The same rules are on in every form. */
	return batch->write_findings && knowledge_current_form(batch->writing->knowledge)->rules->need_others;
}

void batch_keep(struct batch *batch, const struct across_report *report)
{
	if (!batch_compares(batch))
		return;
	batch->kept = alloc_grow(batch->kept, batch->nkept, &batch->kept_capacity, sizeof(*batch->kept));
	batch->kept[batch->nkept++] = *report;
}

void batch_forget(struct batch *batch)
{
	free(batch->kept);
	batch->kept = NULL;
	batch->nkept = batch->kept_capacity = 0;
}

/* What the workers look at while files are held against each other. */
struct comparing {
	const struct batch *batch;
	struct across across;
};

/* Whether one of the findings is written. */
static bool is_written(const struct batch *batch, const struct findings *findings)
{
	bool text = batch->options->format == OUTPUT_TEXT || batch->options->format == OUTPUT_DEFAULT;
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];
		if (batch->writing->all || finding_is_open(finding) || (!text && finding->verdict != VERDICT_PASS))
			return true;
	}
	return false;
}

static bool is_unchanged(const struct examiner *examiner, const struct summary *summary)
{
	const struct source *source = &examiner->file.source;
	return source->nbytes &&
	       hash_bytes((struct str){source->bytes, source->nbytes}) == summary_file(summary);
}

/* What the others say of a report that is not read again: without quotes, and without lines where those are not wanted
 * or were not kept. Returns whether it has lines. */
static bool find(const struct comparing *comparing, struct examiner *examiner, size_t report, bool with_lines)
{
	const struct across_report *kept = &comparing->batch->kept[report];
	examiner->form = &examiner->knowledge->forms[kept->summary->form];
	examiner->text = (struct str){0};
	examiner->repairs.count = 0;
	summary_unpack(kept->summary, examiner->knowledge, &examiner->report);
	bool has_lines = with_lines && report_lines_unpack(queue_lines_of(kept), &examiner->report);
	across_find_unpacked(&comparing->across, report, &examiner->report, &examiner->findings);
	snprintf(examiner->report.agency, sizeof(examiner->report.agency), "%s", kept->agency);
	return has_lines;
}

/* Whether all that is written of a report was kept of it: NDJSON has the texts of cells, and whose converter may leave
 * out text is told with its name. */
static bool needs_no_text(const struct comparing *comparing, const struct examiner *examiner)
{
	return comparing->batch->options->format != OUTPUT_NDJSON && !examiner->report.lossy &&
	       !across_quotes(&examiner->findings);
}

/* Finds what the others say of a report. Where that is written and takes more than was kept, the report is read again.
 * One that was read from standard input, cannot be read any more or has changed since stays without lines and
 * quotes. */
static enum queue_answer compare(void *context, struct examiner *examiner, const char *path,
				 const struct queue_input *input)
{
	const struct comparing *comparing = context;
	const struct across_report *kept = &comparing->batch->kept[input->number];
	examiner->report.state = REPORT_RECOGNISED;
	bool has_lines = find(comparing, examiner, input->number, true);
	if (!is_written(comparing->batch, &examiner->findings))
		return QUEUE_SILENT;
	if (strcmp(path, "-") == 0 || (has_lines && needs_no_text(comparing, examiner)))
		return QUEUE_WRITE;
	examiner_read(examiner, path);
	bool is_same = is_unchanged(examiner, kept->summary);
	if (is_same && report_is_checked(&examiner->report)) {
		findings_clear(&examiner->findings);
		const struct check check = examiner_check(examiner, path);
		across_add_findings(&comparing->across, input->number, &check);
		return QUEUE_WRITE;
	}
	find(comparing, examiner, input->number, false);
	return is_same || examiner->report.state == REPORT_UNREADABLE ? QUEUE_WRITE : QUEUE_WRITE_CHANGED;
}

static bool take_compared(void *context, const struct queue_chunk *chunk, size_t number)
{
	struct batch *batch = context;
	const struct queue_item *item = &chunk->items[number];
	const char *path = chunk->paths.ptr + item->path;
	if (item->state == REPORT_UNREADABLE)
		diagnose(batch->diagnostics, "%s: %s", path, strerror(item->error_number));
	else if (item->changed)
		diagnose(batch->diagnostics, tr(batch->writing->language->catalog, "%s: changed while it was checked"),
			 path);
	return batch_put(batch, chunk, number);
}

/* The lines of the roster without a report, each as a report of its own that holds nothing. */
static enum queue_answer describe_missing(void *context, struct examiner *examiner, const char *path,
					  const struct queue_input *input)
{
	const struct across *across = &((const struct comparing *)context)->across;
	const struct across_item *item = &across->items[input->number];
	struct str agency = across->roster->lines[item->other].agency;
	examiner->form = knowledge_current_form(examiner->knowledge);
	examiner->text = (struct str){0};
	examiner->repairs.count = 0;
	examiner->report =
		(struct report){.state = REPORT_RECOGNISED, .format = examiner->form->format, .year = item->year};
	snprintf(examiner->report.agency, sizeof(examiner->report.agency), "%.*s", (int)agency.nbytes, agency.ptr);
	findings_clear(&examiner->findings);
	const struct check check = examiner_check(examiner, path);
	findings_add(&examiner->findings, across_missing_finding(across, input->number, &check));
	return QUEUE_WRITE;
}

/* Nothing is said to be missing that may be in what was not read. */
static void write_missing(struct batch *batch, const struct queue_work *work, const struct across *across)
{
	size_t first = across_first_missing(across);
	if (batch->incomplete && first < across->nitems) {
		diagnose(batch->diagnostics, "%s",
			 tr(batch->writing->language->catalog,
			    "not everything could be read: the bodies without a report are not listed"));
		return;
	}
	queue_change(batch->queue, work, take_compared);
	bool goes_on = true;
	for (size_t i = first; goes_on && i < across->nitems; i++)
		goes_on = queue_add(batch->queue, across->roster->path, &(struct queue_input){.number = i});
	queue_drain(batch->queue);
}

void batch_compare(struct batch *batch)
{
	struct comparing comparing = {.batch = batch};
	const struct across *across = &comparing.across;
	struct queue_work work = {
		.writing = batch->writing,
		.write = batch->write_findings,
		.examine = compare,
		.context = &comparing,
	};
	if (!batch_compares(batch))
		return;
	across_check(&comparing.across, batch->writing->knowledge, batch->kept, batch->nkept, batch->roster, NULL);
	queue_change(batch->queue, &work, take_compared);
	struct strbuf path = {0};
	bool goes_on = true;
	for (size_t i = 0; goes_on && i < batch->nkept; i++)
		if (across_knows(across, i) && batch->kept[i].summary->checked)
			goes_on = queue_add(batch->queue, path_join(batch->kept[i].path, &path),
					    &(struct queue_input){.number = i});
	strbuf_free(&path);
	if (goes_on && queue_drain(batch->queue)) {
		work.examine = describe_missing;
		write_missing(batch, &work, across);
	}
	across_free(&comparing.across);
}
