#include "check/examine.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "check/check.h"
#include "read/text.h"

static const enum report_state states[] = {
	[SOURCE_FAILED] = REPORT_UNREADABLE,     [SOURCE_NOT_REGULAR] = REPORT_NOT_REGULAR,
	[SOURCE_TOO_LARGE] = REPORT_TOO_LARGE,   [SOURCE_EMPTY] = REPORT_EMPTY,
	[SOURCE_BINARY] = REPORT_BINARY,         [SOURCE_MARKUP] = REPORT_MARKUP,
	[SOURCE_NOT_UTF8] = REPORT_NOT_UTF8,
};

struct examiner *examiner_new(const struct knowledge *knowledge)
{
	struct examiner *examiner = alloc_zeroed(1, sizeof(*examiner));
	examiner->knowledge = knowledge;
	examiner->recogniser.words = &knowledge->words;
	return examiner;
}

void examiner_free(struct examiner *examiner)
{
	if (!examiner)
		return;
	source_free(&examiner->source);
	findings_free(&examiner->findings);
	free(examiner);
}

static void take_block(void *context, const struct block *block)
{
	recogniser_take(context, block);
}

/* What a file that holds no text can still tell: why, and its name. */
static void describe_unread(struct examiner *examiner, enum source_status status)
{
	struct report *report = &examiner->report;
	report->state = states[status];
	report->error_number = examiner->source.error_number;
	report->bad_line = examiner->source.bad_line;
	struct str kind = str_from(examiner->source.kind);
	size_t nbytes = kind.nbytes < sizeof(report->detail) ? kind.nbytes : sizeof(report->detail) - 1;
	if (nbytes)
		memcpy(report->detail, kind.ptr, nbytes);
	report->detail[nbytes] = '\0';
}

/* Recognises the text as a report in the form whose tables of the form of 2019 are given by `tables`. */
static void recognise(struct examiner *examiner, unsigned tables, const char *path)
{
	struct recogniser *recogniser = &examiner->recogniser;
	struct block_sink sink = {take_block, recogniser};
	examiner->form = &examiner->knowledge->forms[tables];
	recogniser->format = examiner->form->format;
	recogniser->labels = examiner->form->labels;
	recogniser_begin(recogniser, &examiner->report, examiner->source.text);
	text_read_blocks(examiner->source.text, &sink);
	recogniser_finish(recogniser, path);
}

/* The form in force is tried first: the heads of its tables tell where another one was used. */
static void examine_source(struct examiner *examiner, enum source_status status, const char *path,
			   const struct recognise_events *events)
{
	examiner->recogniser.events = events;
	recognise(examiner, 0, path);
	unsigned foreign = examiner->recogniser.foreign_tables;
	if (foreign && foreign < KNOWLEDGE_NFORMS)
		recognise(examiner, foreign, path);
	if (status != SOURCE_OK)
		describe_unread(examiner, status);
	check_report(examiner->form->rules, &examiner->report, &examiner->findings);
}

void examiner_examine(struct examiner *examiner, const char *path, const struct recognise_events *events)
{
	examine_source(examiner, source_read(&examiner->source, path), path, events);
}

void examiner_examine_bytes(struct examiner *examiner, const char *path, struct str bytes,
			    const struct recognise_events *events)
{
	examine_source(examiner, source_take(&examiner->source, bytes), path, events);
}
