/* Tables that are not what they seem: of another form, with columns in another order, or there a second time. */
#include "base/ascii.h"
#include "report/recognise_parts.h"

/* How many rows with cells a table has, and how many of them were found. */
static size_t count_rows(const struct recogniser *recogniser, size_t table, size_t *ntaken)
{
	const struct format_table *form = &recogniser->format->tables[table];
	size_t nrows = 0;
	*ntaken = 0;
	for (size_t i = form->first_row; i < (size_t)form->first_row + form->nrows; i++) {
		nrows += recogniser->format->rows[i].first_cell != FORMAT_NONE;
		*ntaken += recogniser->taken[i];
	}
	return nrows;
}

void recognise_note_foreign(struct recogniser *recogniser, const struct label_match *match)
{
	size_t ntaken;
	if (!(match->kinds & LABEL_FOREIGN) || (recogniser->foreign_tables >> match->table & 1))
		return;
	if (count_rows(recogniser, (size_t)match->table, &ntaken) > ntaken)
		recogniser->foreign_tables |= 1u << match->table;
}

static bool has_rows(const struct recogniser *recogniser, size_t group)
{
	for (size_t i = group + 1; i < recogniser->format->nrows; i++)
		if (recogniser->format->rows[i].parent == (int)group && recogniser->taken[i])
			return true;
	return false;
}

/* Whether a number, which is no "1.", follows right behind a label, whatever stands between cells. */
static bool has_number_behind(struct str text, struct str label)
{
	size_t at = str_find(text, label), i = at + label.nbytes;
	while (i < text.nbytes && strchr(" \t\n,;|/", text.ptr[i]))
		i++;
	size_t behind = ascii_skip_digits(text, i);
	struct str rest = str_slice(text, behind, text.nbytes);
	return at < text.nbytes && behind > i && !str_starts_with(rest, STR(".")) && !str_starts_with(rest, STR("、")) &&
	       !str_starts_with(rest, STR("．"));
}

void recognise_note_foreign_group(struct recogniser *recogniser)
{
	const struct format *format = recogniser->format;
	for (size_t i = 0; i < format->nrows && recogniser->foreign_row == FORMAT_NONE; i++) {
		const struct format_row *group = &format->rows[i];
		if (group->first_cell != FORMAT_NONE || has_rows(recogniser, i))
			continue;
		if ((labels_find(recogniser->labels, group->label.text).kinds & LABEL_FOREIGN_ROW) &&
		    has_number_behind(recogniser->text, group->label.text))
			recogniser->foreign_row = (int)i;
	}
}

void recognise_note_repeated(struct recogniser *recogniser, int row)
{
	const struct format *format = recogniser->format;
	size_t table = format->rows[row].table, first = format->tables[table].first_row, ntaken;
	while (format->rows[first].first_cell == FORMAT_NONE)
		first++;
	if ((size_t)row == first && count_rows(recogniser, table, &ntaken) <= 2 * ntaken)
		recogniser->restarted_tables |= 1u << table;
}

static int find_column(const struct format_block *block, struct str text)
{
	for (size_t i = 0; i < block->ncolumns; i++)
		if (str_equal(block->columns[i].label.text, text))
			return (int)i;
	return FORMAT_NONE;
}

/* Of the heads that several tables have, 其他 and 总计, none comes before the other for certain. */
static bool is_ordered(const struct format_block *block, const struct str *texts, size_t ntexts)
{
	int last = FORMAT_NONE, last_own = FORMAT_NONE;
	for (size_t i = 0; i < ntexts; i++) {
		int column = texts[i].nbytes ? find_column(block, texts[i]) : FORMAT_NONE;
		if (column == FORMAT_NONE)
			continue;
		bool is_own = texts[i].nbytes > LABELS_SHORT_NBYTES;
		if (column < (is_own ? last : last_own))
			return false;
		last = column;
		last_own = is_own ? column : last_own;
	}
	return true;
}

void recognise_note_order(struct recogniser *recogniser, const struct str *texts, size_t ntexts)
{
	const struct format *format = recogniser->format;
	for (size_t i = 0; i < format->ntables; i++) {
		/* Heads of rows that stand side by side come again. */
		for (size_t j = 0; !format->tables[i].across && j < format->tables[i].nblocks; j++)
			if (!is_ordered(&format->tables[i].blocks[j], texts, ntexts))
				recogniser->disordered_tables |= 1u << i;
	}
}
