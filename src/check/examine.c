#include "check/examine.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "check/check.h"
#include "read/text.h"

static const enum report_state states[] = {
	[SOURCE_FAILED] = REPORT_UNREADABLE, [SOURCE_NOT_REGULAR] = REPORT_NOT_REGULAR,
	[SOURCE_TOO_LARGE] = REPORT_TOO_LARGE, [SOURCE_EMPTY] = REPORT_EMPTY,
	[SOURCE_BINARY] = REPORT_BINARY, [SOURCE_NO_CONVERTER] = REPORT_NO_CONVERTER,
};

struct examiner *examiner_new(const struct knowledge *knowledge)
{
	struct examiner *examiner = alloc_zeroed(1, sizeof(*examiner));
	examiner->knowledge = knowledge;
	examiner->source.forced = knowledge->forced_encoding;
	examiner->recogniser.words = &knowledge->words;
	return examiner;
}

void examiner_free(struct examiner *examiner)
{
	if (!examiner)
		return;
	source_free(&examiner->source);
	html_reader_free(&examiner->html);
	findings_free(&examiner->findings);
	free(examiner);
}

/* The texts of a page's blocks are views of what its reader gathers, which has its place only once reading began. */
static void take_block(void *context, const struct block *block)
{
	struct examiner *examiner = context;
	if (examiner->is_markup)
		examiner->recogniser.text = strbuf_view(&examiner->html.text);
	recogniser_take(&examiner->recogniser, block);
}

/* What a file that holds no text can still tell: why, and its name. */
static void describe_unread(struct examiner *examiner, enum source_status status)
{
	struct report *report = &examiner->report;
	report->state = states[status];
	report->error_number = examiner->source.error_number;
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
	struct block_sink sink = {take_block, examiner};
	examiner->form = &examiner->knowledge->forms[tables];
	recogniser->format = examiner->form->format;
	recogniser->labels = examiner->form->labels;
	examiner->text = examiner->source.text;
	recogniser_begin(recogniser, &examiner->report, examiner->text);
	if (examiner->is_markup) {
		html_read_blocks(&examiner->html, examiner->source.text, &sink);
		examiner->text = strbuf_view(&examiner->html.text);
		examiner->report.limit = examiner->html.limit;
	} else {
		text_read_blocks(examiner->text, &sink);
	}
	recogniser_finish(recogniser, path);
}

static void describe_source(const struct source *source, struct report *report)
{
	bool other = source->encoding != ENCODING_UTF8 && source->encoding != ENCODING_UNKNOWN;
	report->encoding = other ? encoding_name(source->encoding) : NULL;
	report->nbad_bytes = source->decoding.nbad;
	report->bad_line = source->decoding.nbad ? source->decoding.first_bad_line : 0;
}

/* The form in force is tried first: the heads of its tables tell where another one was used. */
static void examine_source(struct examiner *examiner, enum source_status status, const char *path,
			   const struct recognise_events *events)
{
	examiner->recogniser.events = events;
	examiner->is_markup = status == SOURCE_OK && html_is_markup(examiner->source.text);
	recognise(examiner, 0, path);
	unsigned foreign = examiner->recogniser.foreign_tables;
	if (foreign && foreign < KNOWLEDGE_NFORMS)
		recognise(examiner, foreign, path);
	describe_source(&examiner->source, &examiner->report);
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
