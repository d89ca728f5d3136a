#include "report/recognise.h"

#include <stddef.h>
#include <string.h>

#include "base/ascii.h"
#include "report/recognise_parts.h"

enum {
	MIN_SECTIONS = 3,               /* headings that make a report of a text without tables */
	MAX_HEADING_NBYTES = 150,       /* longer paragraphs are no headings: the longest has 96 */
	MAX_LABEL_LINE_NBYTES = 300,    /* longer ones are not looked at as rows of a table either */
	FIRST_FORM_YEAR = 2021,
};

/* Cells that the form has not are never looked at, and most of the report is room for them. */
static void clear_report(struct report *report, const struct format *format)
{
	memset(report, 0, offsetof(struct report, cells));
	memset(report->cells, 0, format->ncells * sizeof(*report->cells));
	report->format = format;
}

void recogniser_begin(struct recogniser *recogniser, struct report *report, struct str text)
{
	recogniser->report = report;
	recogniser->text = text;
	recogniser->identity = (struct identity){.words = recogniser->words};
	recogniser->table = FORMAT_NONE;
	recogniser->last_row = FORMAT_NONE;
	recogniser->foreign_tables = recogniser->disordered_tables = recogniser->restarted_tables = 0;
	recogniser->foreign_row = FORMAT_NONE;
	recogniser->nentries = recogniser->last_entry = 0;
	recogniser->ncandidates = 0;
	recogniser->report_words = recogniser->all_found = false;
	recogniser->nrows = 0;
	recogniser->loose = (struct loose){.table = FORMAT_NONE};
	recogniser->sideways.block = NULL;
	recogniser->turned.layout = TURNED_NONE;
	memset(recogniser->announced, 0, sizeof(recogniser->announced));
	memset(recogniser->has_cells, 0, sizeof(recogniser->has_cells));
	memset(recogniser->has_stray_rows, 0, sizeof(recogniser->has_stray_rows));
	memset(recogniser->is_followed, 0, sizeof(recogniser->is_followed));
	memset(recogniser->taken, 0, sizeof(recogniser->taken));
	for (size_t i = 0; i < FORMAT_MAX_TABLES; i++)
		recogniser->heads[i] = recogniser->loose.last_row[i] = FORMAT_NONE;
	screen_prepare(&recogniser->screen, recogniser->format, recogniser->words);
	clear_report(report, recogniser->format);
	document_begin(recogniser->document);
}

/* Paragraphs. */

bool recognise_note_mentions(struct recogniser *recogniser, struct str text, unsigned words_inside)
{
	const struct format *format = recogniser->format;
	struct report *report = recogniser->report;
	bool any = false;
	for (size_t i = 0; i < format->ntables; i++) {
		const struct format_table *table = &format->tables[i];
		bool mentioned = false;
		for (size_t j = 0; (words_inside & SCREEN_SIGNS) && j < table->nsigns && !mentioned; j++)
			mentioned = str_contains(text, table->signs[j]);
		report->tables[i].mentioned |= mentioned;
		any |= mentioned && !recogniser->has_cells[i];
		if (!report->tables[i].mentioned || text.nbytes > MAX_LABEL_LINE_NBYTES || table->across)
			continue;
		int row = labels_find_row_beginning(recogniser->labels, i, text);
		if (row != FORMAT_NONE)
			report->rows[row].mentioned = true;
	}
	return any;
}

void recognise_prose(struct recogniser *recogniser, const struct block *block)
{
	struct report *report = recogniser->report;
	uint32_t title_line = report->title_line;
	if (report->nheadings)
		identity_take_body(&recogniser->identity, block->text, report);
	else
		identity_take_preface(&recogniser->identity, block->text, block->line, report);
	if ((recogniser->words_inside & SCREEN_REPORT) && !recogniser->report_words &&
	    words_find_inside(recogniser->words, WORDS_REPORT, block->text))
		recogniser->report_words = true;
	document_add_paragraph(recogniser->document, block, title_line != report->title_line);
}

/* The words of a heading behind the number of another section, as where a list lost its count: it is not missing. */
static void note_miscounted_heading(struct recogniser *recogniser, struct str text)
{
	if (!ascii_is_digit_at(text, 0) || text.nbytes > MAX_HEADING_NBYTES)
		return;
	struct label_match match = labels_find(recogniser->labels, str_slice(text, 1, text.nbytes));
	if (match.kinds & LABEL_SECTION)
		recogniser->report->sections_mentioned |= 1u << match.section;
}

/* Whether all rows were read from cells: those of tables that came as text may come once more. */
static bool has_all_rows(const struct recogniser *recogniser)
{
	for (size_t i = 0; i < recogniser->format->nrows; i++) {
		const struct format_row *row = &recogniser->format->rows[i];
		if (row->first_cell != FORMAT_NONE &&
		    !(recogniser->taken[i] && recogniser->has_cells[row->table]))
			return false;
	}
	return true;
}

/* What a paragraph that is no heading tells of tables: that they are there, in this form or in another one. Where all
 * rows have been met in cells, there is nothing left to tell, and that stays so to the end. */
static void note_tables(struct recogniser *recogniser, const struct block *block, const struct label_match *match)
{
	struct loose *loose = &recogniser->loose;
	recogniser->all_found = has_all_rows(recogniser);
	if (recogniser->all_found)
		return;
	recogniser->words_inside = screen_find_words(&recogniser->screen, block->text);
	recognise_note_foreign(recogniser, match);
	loose->gathering |= recognise_note_mentions(recogniser, block->text, recogniser->words_inside);
	if (!loose->gathering && block->text.nbytes <= MAX_LABEL_LINE_NBYTES)
		loose->gathering = recognise_note_heads(recogniser, block->text);
}

void recognise_paragraph(struct recogniser *recogniser, const struct block *block)
{
	struct label_match match = {0};
	unsigned section = 0;
	if (block->text.nbytes <= MAX_HEADING_NBYTES) {
		match = memo_find(&recogniser->memo, recogniser->labels, recogniser->words, block->text);
		section = match.kinds & LABEL_SECTION ? match.section
						      : labels_guess_section(recogniser->labels, block->text);
	}
	if (section) {
		recognise_loose_end(recogniser);
		recognise_heading(recogniser, block, section);
		return;
	}
	note_miscounted_heading(recogniser, block->text);
	recognise_note_candidate(recogniser, block, &match);
	recogniser->words_inside = 0;
	if (!recogniser->all_found)
		note_tables(recogniser, block, &match);
	if (!recogniser->loose.gathering || !recognise_loose_text(recogniser, block))
		recognise_prose(recogniser, block);
}

/* Rows without any text only matter where a table's one line of numbers was left blank. */
static bool is_padding(const struct recogniser *recogniser, const struct block *block)
{
	if (recogniser->table != FORMAT_NONE && recogniser->format->tables[recogniser->table].across)
		return false;
	for (size_t i = 0; i < block->ncells; i++)
		if (block->cells[i].text.nbytes)
			return false;
	return true;
}

void recogniser_take(struct recogniser *recogniser, const struct block *block)
{
	recogniser->report->last_line = block->line;
	if (block->kind == BLOCK_PARAGRAPH)
		recognise_paragraph(recogniser, block);
	else if (block->truncated || !is_padding(recogniser, block)) {
		recognise_loose_end(recogniser);
		recognise_table_row(recogniser, block);
	}
}

/* The end. */

static void sum_up_tables(struct report *report)
{
	const struct format *format = report->format;
	for (size_t i = 0; i < format->nrows; i++) {
		struct report_table *table = &report->tables[format->rows[i].table];
		if (format->rows[i].first_cell == FORMAT_NONE)
			continue;
		table->nrows_with_cells++;
		table->nrows_found = (uint16_t)(table->nrows_found + (report->rows[i].line != 0));
		if (report->rows[i].line && (!table->line || report->rows[i].line < table->line))
			table->line = report->rows[i].line;
	}
	for (size_t i = 0; i < format->ntables; i++) {
		size_t counts[CELL_NSTATUSES] = {0};
		const struct cell *cells = &report->cells[format->tables[i].first_cell];
		for (size_t j = 0; j < format->tables[i].ncells; j++)
			counts[cells[j].status]++;
		report->tables[i].nlost = (uint16_t)counts[CELL_LOST];
		report->tables[i].nblank = (uint16_t)counts[CELL_BLANK];
		report->tables[i].ntext = (uint16_t)counts[CELL_TEXT];
	}
}

static size_t count_sections(const struct report *report)
{
	unsigned seen = 0;
	size_t count = 0;
	for (size_t i = 0; i < report->nheadings; i++) {
		unsigned bit = 1u << report->headings[i].section;
		count += !(seen & bit);
		seen |= bit;
	}
	return count;
}

/* A group with numbers of its own is of another form only where none of the rows below it was found. */
static void judge_foreign_row(struct recogniser *recogniser)
{
	const struct format *format = recogniser->format;
	if (recogniser->foreign_row == FORMAT_NONE)
		return;
	for (size_t i = 0; i < format->nrows; i++)
		if (format->rows[i].parent == recogniser->foreign_row && recogniser->taken[i])
			return;
	recogniser->foreign_tables |= 1u << format->rows[recogniser->foreign_row].table;
}

static enum report_state decide_state(const struct recogniser *recogniser)
{
	const struct report *report = recogniser->report;
	size_t nrows = 0, nsections = count_sections(report);
	bool mentioned = false;
	for (size_t i = 0; i < report->format->ntables; i++) {
		nrows += report->tables[i].nrows_found;
		mentioned |= report->tables[i].mentioned;
	}
	if (recogniser->foreign_tables)
		return REPORT_OTHER_FORM;
	if (nrows)
		return REPORT_RECOGNISED;
	if (mentioned && (nsections || recogniser->report_words))
		return REPORT_LAYOUT_UNKNOWN;
	if (nsections >= MIN_SECTIONS && (!report->year || report->year >= FIRST_FORM_YEAR))
		return REPORT_RECOGNISED;
	return recogniser->report_words ? REPORT_NO_FORM : REPORT_NOT_A_REPORT;
}

void recogniser_finish(struct recogniser *recogniser, const char *path)
{
	struct report *report = recogniser->report;
	recognise_loose_end(recogniser);
	recognise_sideways_end(recogniser);
	recognise_turned_end(recogniser);
	recognise_flush_rows(recogniser);
	recognise_loose_finish(recogniser);
	recognise_glued_tables(recogniser);
	recognise_note_foreign_group(recogniser);
	judge_foreign_row(recogniser);
	identity_finish(&recogniser->identity, path, report);
	recognise_missing_rows(recogniser);
	recognise_missing_sections(recogniser);
	sum_up_tables(report);
	report->state = decide_state(recogniser);
	if (report->state == REPORT_RECOGNISED)
		recognise_settle_headings(recogniser);
}
