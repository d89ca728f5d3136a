#include "check/examine.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "check/check.h"

static const enum report_state states[] = {
	[FILE_FAILED] = REPORT_UNREADABLE, [FILE_NOT_REGULAR] = REPORT_NOT_REGULAR,
	[FILE_TOO_LARGE] = REPORT_TOO_LARGE, [FILE_EMPTY] = REPORT_EMPTY,
	[FILE_BINARY] = REPORT_BINARY, [FILE_NO_CHARSET] = REPORT_NO_CHARSET,
	[FILE_NEEDS_CONVERTER] = REPORT_NEEDS_CONVERTER, [FILE_NOT_CONVERTED] = REPORT_NOT_CONVERTED,
	[FILE_NO_TEXT] = REPORT_NO_TEXT, [FILE_PUT_OFF] = REPORT_PUT_OFF,
};

struct examiner *examiner_new(const struct knowledge *knowledge)
{
	struct examiner *examiner = alloc_zeroed(1, sizeof(*examiner));
	examiner->knowledge = knowledge;
	examiner->file.source.forced = knowledge->forced_encoding;
	examiner->recogniser.words = &knowledge->words;
	examiner->scratch = pattern_scratch_new();
	return examiner;
}

void examiner_free(struct examiner *examiner)
{
	if (!examiner)
		return;
	file_free(&examiner->file);
	findings_free(&examiner->findings);
	document_free(&examiner->document);
	prose_free(&examiner->prose);
	prose_index_free(&examiner->index);
	pattern_scratch_free(examiner->scratch);
	free(examiner);
}

static void take_block(void *context, const struct block *block)
{
	struct examiner *examiner = context;
	examiner->recogniser.text = file_text(&examiner->file);
	quick_cells_take(&examiner->quick_cells, &examiner->recogniser, block);
}

/* Recognises the file as a report in the form whose tables of the form of 2019 are given by `tables`. */
static void recognise(struct examiner *examiner, enum file_status status, unsigned tables, const char *path)
{
	struct recogniser *recogniser = &examiner->recogniser;
	struct block_sink sink = {take_block, examiner};
	examiner->form = &examiner->knowledge->forms[tables];
	recogniser->format = examiner->form->format;
	recogniser->labels = examiner->form->labels;
	recogniser_begin(recogniser, &examiner->report, (struct str){0});
	recogniser->text = file_text(&examiner->file);
	if (status == FILE_OK && examiner->file.layout == FILE_LAYOUT_TEXT)
		quick_read(&examiner->quick, recogniser, recogniser->text);
	else if (status == FILE_OK)
		file_read_blocks(&examiner->file, &sink);
	/* Where no block came, what was known until now is the text of the file before. */
	recogniser->text = file_text(&examiner->file);
	examiner->text = examiner->file.text;
	recogniser_finish(recogniser, path);
}

/* What there is to say of the file apart from its contents. */
static void describe_file(struct examiner *examiner, enum file_status status)
{
	struct report *report = &examiner->report;
	const struct source *source = &examiner->file.source;
	bool other = source->encoding != ENCODING_UTF8 && source->encoding != ENCODING_UNKNOWN;
	report->limit = examiner->file.limit;
	report->lossy = examiner->file.lossy;
	report->encoding = other ? encoding_name(source->encoding) : NULL;
	report->nbad_bytes = source->decoding.nbad;
	report->bad_line = source->decoding.first_bad_line;
	if (status == FILE_OK)
		return;
	report->state = states[status];
	report->reason = examiner->file.reason;
	report->reason_number = examiner->file.reason_number;
	report->error_number = source->error_number;
	snprintf(report->detail, sizeof(report->detail), "%.*s", REPORT_DETAIL_NBYTES - 1, examiner->file.detail);
}

/* Whether some rule looks at its running text. */
static bool has_prose(const struct examiner *examiner)
{
	return report_is_checked(&examiner->report) && examiner->form->rules->need_prose;
}

struct check examiner_check(struct examiner *examiner, const char *path)
{
	return (struct check){
		.rules = examiner->form->rules,
		.report = &examiner->report,
		.text = examiner->text,
		.document = &examiner->document,
		.prose = &examiner->prose,
		.index = &examiner->index,
		.words = &examiner->knowledge->words,
		.path = path,
		.findings = &examiner->findings,
		.scratch = examiner->scratch,
	};
}

/* In the form in force first: the heads of its tables tell where another one was used. */
static void recognise_form(struct examiner *examiner, enum file_status status, const char *path)
{
	recognise(examiner, status, 0, path);
	unsigned foreign = examiner->recogniser.foreign_tables;
	if (foreign && foreign < KNOWLEDGE_NFORMS)
		recognise(examiner, status, foreign, path);
}

/* Whether something of the form was not found. */
static bool is_incomplete(const struct report *report)
{
	unsigned sections = 0;
	for (size_t i = 0; i < report->nheadings; i++)
		sections |= 1u << report->headings[i].section;
	bool incomplete = report->state != REPORT_RECOGNISED;
	for (size_t i = 0; i < report->format->nsections; i++)
		incomplete |= !(sections >> report->format->sections[i].number & 1);
	for (size_t i = 0; i < report->format->ntables; i++)
		incomplete |= !report->tables[i].nrows_found;
	return incomplete;
}

/* A text in traditional characters is read as one in simplified ones, of which its labels and headings are known. */
static void read_report(struct examiner *examiner, enum file_status status, const char *path)
{
	examiner->recogniser.document = &examiner->document;
	recognise_form(examiner, status, path);
	if (status == FILE_OK && is_incomplete(&examiner->report) &&
	    str_contains(file_text(&examiner->file), STR("信息公開")) && file_simplify(&examiner->file))
		recognise_form(examiner, status, path);
	describe_file(examiner, status);
	prose_index_forget(&examiner->index);
	if (has_prose(examiner))
		prose_build(&examiner->prose, &examiner->document, report_sections_in_pieces(&examiner->report),
			    &examiner->knowledge->words);
	findings_clear(&examiner->findings);
	examiner->repairs.count = 0;
}

static void examine(struct examiner *examiner, enum file_status status, const char *path)
{
	read_report(examiner, status, path);
	if (has_prose(examiner))
		prose_index_make(&examiner->index, &examiner->prose, examiner->form->rules->literals,
				 examiner->form->rules->quantities);
	const struct check check = examiner_check(examiner, path);
	check_report(&check);
}

void examiner_read(struct examiner *examiner, const char *path)
{
	read_report(examiner, file_read(&examiner->file, path), path);
}

void examiner_examine(struct examiner *examiner, const char *path)
{
	examine(examiner, file_read(&examiner->file, path), path);
}

void examiner_examine_at(struct examiner *examiner, const struct source_place *place)
{
	examine(examiner, file_read_at(&examiner->file, place), place->path);
}

void examiner_examine_bytes(struct examiner *examiner, const char *path, struct str bytes)
{
	examine(examiner, file_take(&examiner->file, bytes), path);
}

void examiner_localise(struct examiner *examiner)
{
	localise(examiner->form->rules, &examiner->knowledge->slips, &examiner->report, &examiner->findings,
		 &examiner->repairs);
}
