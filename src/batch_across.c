#include "batch_across.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fold.h"
#include "check/across.h"

void batch_keep(struct batch *batch, const struct across_report *report)
{
	if (!batch->write_findings)
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
	return report_is_checked(&examiner->report) && source->nbytes &&
	       hash_bytes((struct str){source->bytes, source->nbytes}) == summary->file;
}

/* Reads a report again, for lines and quotes. One that was read from standard input, or has changed since, stays without
 * them. */
static void read_again(struct batch *batch, const struct across *across, size_t report)
{
	struct examiner *examiner = batch->examiner;
	const struct across_report *kept = &batch->kept[report];
	if (strcmp(kept->path, "-") != 0) {
		examiner_read(examiner, kept->path);
		if (is_unchanged(examiner, kept->summary)) {
			findings_clear(&examiner->findings);
			const struct check check = examiner_check(examiner, kept->path);
			across_add_findings(across, report, &check);
			return;
		}
	}
	across_find(across, report, &examiner->report, &examiner->findings);
	examiner->text = (struct str){0};
	snprintf(examiner->report.agency, sizeof(examiner->report.agency), "%s", kept->agency);
}

static void write_findings(struct batch *batch, const char *path)
{
	batch_count(batch, &batch->examiner->findings);
	batch->write_findings(batch->writing, path, batch->examiner);
	if (batch->prompt)
		sink_flush(batch->writing->sink);
}

/* The lines of the roster without a report, each as a report of its own that holds nothing. */
static void write_missing(struct batch *batch, const struct across *across)
{
	struct examiner *examiner = batch->examiner;
	examiner->form = knowledge_current_form(batch->writing->knowledge);
	for (size_t i = across_first_missing(across); i < across->nitems && !sink_error(batch->writing->sink); i++) {
		const struct across_item *item = &across->items[i];
		const struct roster_line *line = &across->roster->lines[item->other];
		examiner->report = (struct report){
			.state = REPORT_RECOGNISED, .format = examiner->form->format, .year = item->year};
		snprintf(examiner->report.agency, sizeof(examiner->report.agency), "%.*s", (int)line->agency.nbytes,
			 line->agency.ptr);
		findings_clear(&examiner->findings);
		const struct check check = examiner_check(examiner, across->roster->path);
		findings_add(&examiner->findings, across_missing_finding(across, i, &check));
		write_findings(batch, across->roster->path);
	}
}

void batch_compare(struct batch *batch)
{
	struct across across;
	struct findings findings = {0};
	if (!batch->write_findings)
		return;
	across_check(&across, batch->writing->knowledge, batch->kept, batch->nkept, batch->roster);
	for (size_t i = 0; i < batch->nkept && !sink_error(batch->writing->sink); i++) {
		if (!across_knows(&across, i))
			continue;
		across_find(&across, i, &batch->examiner->report, &findings);
		if (!is_written(batch, &findings)) {
			batch_count(batch, &findings);
			continue;
		}
		read_again(batch, &across, i);
		write_findings(batch, batch->kept[i].path);
	}
	write_missing(batch, &across);
	findings_free(&findings);
	across_free(&across);
}
