/* Which row a run of numbers belongs to, in tables without cells.
 *
 * It belongs to the row whose label ends right before it: the last words put together must be a label, or be the
 * beginning of the label of one of the next rows (its rest follows behind the numbers). A beginning that is too short
 * for that (7. or 行政) counts only together with the words behind the numbers, when the two are the whole label of one
 * row. Rows must come in the order of the form. Where a run belongs to no row, labels and numbers came apart on the
 * way, and then nothing of that table is taken: its cells are LOST. */
#include "report/recognise_parts.h"

enum {
	MAX_LABEL_WORDS = 6,            /* words that a label is put together from */
	MIN_COVER_NBYTES = 9,           /* three Chinese characters of a label, to tell its row by its beginning */
	NEXT_ROWS = 4,                  /* how many rows ahead a label may be of */
};

/* Whether the row's block has shown its heads: without them a number behind a word is prose. */
static bool in_table(const struct recogniser *recogniser, int row)
{
	return recogniser->loose.table == recogniser->format->rows[row].table;
}

/* The row whose whole label the last words make up; `*broken` is set when it goes over the end of a line. */
static int find_whole_label(struct recogniser *recogniser, bool *broken)
{
	const struct loose *loose = &recogniser->loose;
	for (size_t n = 1; n <= MAX_LABEL_WORDS && n <= loose->npending; n++) {
		struct str first = loose->pending[loose->npending - n], last = loose->pending[loose->npending - 1];
		struct str label = {first.ptr, (size_t)(last.ptr + last.nbytes - first.ptr)};
		if (label.nbytes > LOOSE_MAX_LABEL_NBYTES)
			break;
		struct label_match match = labels_find(recogniser->labels, label);
		/* Broken off （六） 其他 处理, this is not the row 其他. */
		if (label.nbytes <= LABELS_SHORT_NBYTES && n < loose->npending &&
		    str_ends_with(loose->pending[loose->npending - n - 1], STR("）")))
			continue;
		/* What is also the head of a column is a row only in its place, right behind the row before it. */
		if ((match.kinds & LABEL_HEAD) && match.row != FORMAT_NONE && loose->table != FORMAT_NONE &&
		    loose->last_row[loose->table] != match.row - 1)
			continue;
		*broken = n > 1 && str_contains(label, STR("\n"));
		if ((match.kinds & LABEL_ROW) && in_table(recogniser, match.row))
			return match.row;
		if ((match.kinds & LABEL_FOREIGN_ROW) && in_table(recogniser, match.row) &&
		    loose->nrun == format_row_block(recogniser->format, (size_t)match.row)->ncolumns)
			recogniser->foreign_row = match.row;
	}
	return FORMAT_NONE;
}

bool recognise_loose_awaits_values(struct recogniser *recogniser)
{
	const struct loose *loose = &recogniser->loose;
	bool broken;
	if (loose->table == FORMAT_NONE || !loose->npending)
		return false;
	if (recogniser->format->tables[loose->table].across)
		return labels_find(recogniser->labels, loose->pending[loose->npending - 1]).kinds & LABEL_HEAD;
	return find_whole_label(recogniser, &broken) != FORMAT_NONE;
}

/* The row, one of the next in order, with whose label the last words begin. */
static int find_label_start(const struct recogniser *recogniser)
{
	const struct loose *loose = &recogniser->loose;
	const struct format_table *table = &recogniser->format->tables[loose->table];
	int start = loose->last_row[loose->table], found = FORMAT_NONE;
	size_t best = 0;
	int row = start == FORMAT_NONE ? table->first_row : start + 1;
	for (size_t n = 0; n < NEXT_ROWS && row < table->first_row + table->nrows; row++) {
		if (recogniser->format->rows[row].first_cell == FORMAT_NONE || recogniser->taken[row])
			continue;
		size_t covered = labels_cover(recogniser->labels, (size_t)row, loose->pending, loose->npending);
		if (covered >= MIN_COVER_NBYTES && covered > best) {
			best = covered;
			found = row;
		}
		n++;
	}
	return found;
}

/* Whether a row is a group that has numbers of its own in another form, as many as `nvalues`. */
static bool is_foreign_row(const struct recogniser *recogniser, int row, size_t nvalues)
{
	const struct format *format = recogniser->format;
	return format->rows[row].first_cell == FORMAT_NONE &&
	       nvalues == format_row_block(format, (size_t)row)->ncolumns &&
	       (labels_find(recogniser->labels, format->rows[row].label.text).kinds & LABEL_FOREIGN_ROW);
}

/* A group whose label the last words begin, with numbers as in another form. */
static void note_foreign_start(struct recogniser *recogniser)
{
	const struct loose *loose = &recogniser->loose;
	const struct format_table *table = &recogniser->format->tables[loose->table];
	for (int row = table->first_row; row < table->first_row + table->nrows; row++)
		if (is_foreign_row(recogniser, row, loose->nrun) &&
		    labels_cover(recogniser->labels, (size_t)row, loose->pending, loose->npending) >= MIN_COVER_NBYTES)
			recogniser->foreign_row = row;
}

/* Takes a run of `nvalues` numbers for a row. */
static void take_row(struct recogniser *recogniser, int row, struct allot_row *run, size_t nvalues, unsigned repairs)
{
	struct loose *loose = &recogniser->loose;
	int table = recogniser->format->rows[row].table;
	size_t ncolumns = format_row_block(recogniser->format, (size_t)row)->ncolumns;
	/* Numbers of other rows follow, or this row comes too late: not to be trusted. */
	if (nvalues > ncolumns || row <= loose->last_row[table])
		loose->broken[table] = true;
	loose->used[table] = true;
	loose->last_row[table] = row;
	run->row = (int16_t)row;
	recognise_take_values(recogniser, run, repairs);
}

/* Whether `nvalues` numbers may be those of a row: it was not found yet, or has numbers in another form. */
static bool may_be_row(const struct recogniser *recogniser, int row, size_t nvalues)
{
	return recogniser->format->rows[row].first_cell != FORMAT_NONE ? !recogniser->taken[row]
								       : is_foreign_row(recogniser, row, nvalues);
}

/* A run behind a beginning that is too short to tell its row (7. or 行政) is held until the words behind it are known. */
static bool hold_run(struct recogniser *recogniser)
{
	struct loose *loose = &recogniser->loose;
	const struct format_table *table = &recogniser->format->tables[loose->table];
	bool may_begin = false;
	for (int row = table->first_row; row < table->first_row + table->nrows && !may_begin; row++)
		may_begin = may_be_row(recogniser, row, loose->nrun) &&
			    labels_cover(recogniser->labels, (size_t)row, loose->pending, loose->npending) > 0;
	if (!may_begin)
		return false;
	memcpy(loose->held_pieces, loose->pending, loose->npending * sizeof(*loose->pending));
	loose->nheld_pieces = loose->npending;
	loose->held = loose->run;
	loose->nheld = loose->nrun;
	return true;
}

/* The one row behind the last whose whole label is made up of what stands before the held run and the words behind it,
 * of which it takes `*count`. */
static int find_held_row(const struct recogniser *recogniser, size_t *count)
{
	const struct loose *loose = &recogniser->loose;
	const struct format_table *table = &recogniser->format->tables[loose->table];
	int start = loose->last_row[loose->table], found = FORMAT_NONE;
	for (int row = start == FORMAT_NONE ? table->first_row : start + 1; row < table->first_row + table->nrows;
	     row++) {
		if (!may_be_row(recogniser, row, loose->nheld))
			continue;
		size_t n = labels_complete(recogniser->labels, (size_t)row, loose->held_pieces, loose->nheld_pieces,
					   loose->pending, loose->npending);
		if (n && found != FORMAT_NONE)
			return FORMAT_NONE;
		if (n) {
			found = row;
			*count = n;
		}
	}
	return found;
}

/* Decides on the run that is held, now that the words behind it are known. */
void recognise_loose_release_run(struct recogniser *recogniser)
{
	struct loose *loose = &recogniser->loose;
	size_t count = 0;
	if (!loose->nheld)
		return;
	int row = find_held_row(recogniser, &count);
	if (row != FORMAT_NONE && recogniser->format->rows[row].first_cell == FORMAT_NONE) {
		recogniser->foreign_row = row;
		loose->broken[loose->table] = true;
	} else if (row != FORMAT_NONE) {
		take_row(recogniser, row, &loose->held, loose->nheld, REPAIR_JOINED);
		loose->npending -= count;
		memmove(loose->pending, loose->pending + count, loose->npending * sizeof(*loose->pending));
	} else {
		loose->broken[loose->table] |= loose->nheld > 1;
	}
	loose->nheld = 0;
}

/* Whether a run has no number, and not as many marks for "nothing" as the row before it has cells: dashes of a text. */
static bool is_stray(struct recogniser *recogniser)
{
	const struct loose *loose = &recogniser->loose;
	const struct format *format = recogniser->format;
	bool broken;
	for (size_t i = 0; i < loose->run.nvalues; i++)
		if (loose->run.values[i].status != CELL_BLANK)
			return false;
	if (loose->table != FORMAT_NONE && format->tables[loose->table].across)
		return loose->nrun != format->tables[loose->table].ncells;
	int row = loose->table != FORMAT_NONE ? find_whole_label(recogniser, &broken) : FORMAT_NONE;
	return row == FORMAT_NONE || loose->nrun != format_row_block(format, (size_t)row)->ncolumns;
}

/* Gives the run of numbers to the row that its words name. */
static void end_run(struct recogniser *recogniser)
{
	struct loose *loose = &recogniser->loose;
	int row = FORMAT_NONE;
	bool whole = true, broken = false;
	recognise_loose_release_run(recogniser);
	if (loose->table != FORMAT_NONE && recogniser->format->tables[loose->table].across) {
		if (loose->nrun == recogniser->format->tables[loose->table].ncells)
			loose->used[loose->table] =
				recognise_take_across(recogniser, (size_t)loose->table, &loose->run);
		else
			loose->broken[loose->table] |= loose->nrun > 1;
	} else if (loose->table != FORMAT_NONE) {
		row = find_whole_label(recogniser, &broken);
		whole = row != FORMAT_NONE;
		if (!whole)
			row = find_label_start(recogniser);
		if (row == FORMAT_NONE)
			note_foreign_start(recogniser);
		if (row != FORMAT_NONE)
			take_row(recogniser, row, &loose->run, loose->nrun, whole && !broken ? 0 : REPAIR_JOINED);
		else if (!hold_run(recogniser))
			loose->broken[loose->table] |= loose->nrun > 1;
	}
	loose->nrun = 0;
	loose->run.nvalues = 0;
	loose->npending = 0;
}

void recognise_loose_end_run(struct recogniser *recogniser)
{
	struct loose *loose = &recogniser->loose;
	if (!loose->nrun)
		return;
	if (is_stray(recogniser))
		loose->nrun = loose->run.nvalues = 0;
	else
		end_run(recogniser);
}
