/* At the end: tables whose columns were met in another order are LOST. Of rows that were not found, those of which
 * there is any sign that they stand in the text are LOST, too, not ABSENT. */
#include "report/recognise_parts.h"

void recognise_lose_row(const struct recogniser *recogniser, size_t row)
{
	struct report *report = recogniser->report;
	for (size_t i = 0; i < format_row_block(recogniser->format, row)->ncolumns; i++)
		report->cells[(size_t)recogniser->format->rows[row].first_cell + i] =
			(struct cell){.status = CELL_LOST, .line = report->rows[row].line};
}

/* Which number of a row belongs to which column is not known. */
static void lose_disordered_tables(const struct recogniser *recogniser)
{
	const struct format *format = recogniser->format;
	for (size_t i = 0; recogniser->disordered_tables && i < format->nrows; i++)
		if ((recogniser->disordered_tables >> format->rows[i].table & 1) &&
		    format->rows[i].first_cell != FORMAT_NONE && recogniser->report->rows[i].line)
			recognise_lose_row(recogniser, i);
}

/* Whether the next row with cells was found with numbers, or there is none. */
static bool has_next_row(const struct recogniser *recogniser, size_t row)
{
	const struct format *format = recogniser->format;
	size_t next = row + 1;
	while (next < format->nrows && format->rows[next].first_cell == FORMAT_NONE)
		next++;
	if (next == format->nrows || format->rows[next].table != format->rows[row].table)
		return true;
	for (size_t i = 0; i < format_row_block(format, next)->ncolumns; i++)
		if (cell_has_number(&recogniser->report->cells[(size_t)format->rows[next].first_cell + i]))
			return true;
	return false;
}

/* Numbers without a label behind a row, where the row that should follow is there: more was lost than their label. The
 * row may be the first of a group whose rows have none, like （六）其他处理 in the form of 2021, read as that of
 * 2019. */
static void lose_followed_rows(const struct recogniser *recogniser)
{
	for (size_t i = 0; i < recogniser->format->nrows; i++)
		if (recogniser->is_followed[i] && has_next_row(recogniser, i))
			recognise_lose_row(recogniser, i);
}

/* Where numbers were met without a label that could be told, a row that was not found may be theirs. */
static void note_stray_rows(struct recogniser *recogniser)
{
	const struct format *format = recogniser->format;
	for (size_t i = 0; i < format->nrows; i++)
		if (recogniser->has_stray_rows[format->rows[i].table] && !recogniser->report->rows[i].line)
			recogniser->report->rows[i].mentioned = true;
}

/* How many cells the rows have that were found, and how many of them hold something that is no number. */
static size_t count_found_cells(const struct report *report, const struct format_table *table, size_t *nunread)
{
	size_t nfound = 0;
	*nunread = 0;
	for (size_t i = table->first_row; i < (size_t)table->first_row + table->nrows; i++) {
		const struct format_row *row = &report->format->rows[i];
		if (row->first_cell == FORMAT_NONE || !report->rows[i].line)
			continue;
		size_t ncolumns = format_row_block(report->format, i)->ncolumns;
		for (size_t j = 0; j < ncolumns; j++) {
			enum cell_status status = report->cells[(size_t)row->first_cell + j].status;
			*nunread += status == CELL_LOST || status == CELL_TEXT;
		}
		nfound += ncolumns;
	}
	return nfound;
}

/* Whether a label is like no other text: it has a number before it. */
static bool is_numbered(struct str label)
{
	return str_starts_with(label, STR("（")) || str_contains(str_slice(label, 0, 2), STR(".")) ||
	       str_contains(str_slice(label, 0, 6), STR("、"));
}

/* Whether the label of a row stands anywhere in the text. */
static bool stands_in_text(const struct recogniser *recogniser, const struct format_row *row)
{
	enum { MIN_LABEL_NBYTES = 12 };
	struct str label = row->label.text;
	return label.nbytes >= MIN_LABEL_NBYTES && is_numbered(label) && str_contains(recogniser->text, label);
}

/* Whether a row of the form with cells was neither read nor met. */
static bool is_missing(const struct report *report, size_t row)
{
	return report->format->rows[row].first_cell != FORMAT_NONE && !report->rows[row].line &&
	       !report->rows[row].mentioned;
}

/* Where most of a table could not be read, its layout was not understood, and any row may be there. */
static void note_unread_rows(struct recogniser *recogniser)
{
	struct report *report = recogniser->report;
	const struct format *format = recogniser->format;
	for (size_t i = 0; i < format->nrows; i++) {
		if (!is_missing(report, i))
			continue;
		const struct format_table *table = &format->tables[format->rows[i].table];
		size_t nunread, nfound = count_found_cells(report, table, &nunread);
		if (nfound)
			report->rows[i].mentioned =
				nunread * 2 > nfound || stands_in_text(recogniser, &format->rows[i]);
	}
}

static bool has_any(struct str text, const struct str *words, size_t nwords)
{
	for (size_t i = 0; i < nwords; i++)
		if (str_contains(text, words[i]))
			return true;
	return false;
}

static bool has_found_rows(const struct report *report, const struct format_table *table)
{
	for (size_t i = table->first_row; i < (size_t)table->first_row + table->nrows; i++)
		if (report->format->rows[i].first_cell != FORMAT_NONE && report->rows[i].line)
			return true;
	return false;
}

/* A table without a row is there, too, where its words or those of another form's stand anywhere in the text. */
static void note_unread_tables(struct recogniser *recogniser)
{
	const struct format *format = recogniser->format;
	for (size_t i = 0; i < format->ntables; i++) {
		const struct format_table *table = &format->tables[i];
		struct report_table *found = &recogniser->report->tables[i];
		if (!found->mentioned && !has_found_rows(recogniser->report, table))
			found->mentioned = has_any(recogniser->text, table->signs, table->nsigns) ||
					   has_any(recogniser->text, table->foreign, table->nforeign);
	}
}

static void mark_mentioned_rows(struct report *report)
{
	const struct format *format = report->format;
	for (size_t i = 0; i < format->nrows; i++) {
		const struct format_row *row = &format->rows[i];
		if (report->rows[i].line || !report->rows[i].mentioned || row->first_cell == FORMAT_NONE)
			continue;
		for (size_t j = 0; j < format_row_block(format, i)->ncolumns; j++)
			report->cells[(size_t)row->first_cell + j].status = CELL_LOST;
	}
}

void recognise_missing_rows(struct recogniser *recogniser)
{
	lose_disordered_tables(recogniser);
	lose_followed_rows(recogniser);
	note_stray_rows(recogniser);
	note_unread_rows(recogniser);
	note_unread_tables(recogniser);
	mark_mentioned_rows(recogniser->report);
}

void recognise_missing_sections(struct recogniser *recogniser)
{
	const struct report *report = recogniser->report;
	unsigned missing = 0;
	for (size_t i = 0; i < report->format->nsections; i++)
		missing |= 1u << report->format->sections[i].number;
	for (size_t i = 0; i < report->nheadings; i++)
		missing &= ~(1u << report->headings[i].section);
	bool has_table = false;
	for (size_t i = 0; i < report->format->ntables; i++)
		has_table |= report->tables[i].mentioned || recogniser->has_cells[i];
	if (missing && has_table)
		recognise_note_glued_headings(recogniser, recogniser->text);
}
