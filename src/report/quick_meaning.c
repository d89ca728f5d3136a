#include "report/quick_meaning.h"

#include "report/recognise_parts.h"

bool quick_is_plain(const struct pieces *pieces)
{
	unsigned others = LABEL_FOREIGN | (pieces->label < 0 ? LABEL_FOREIGN_ROW : 0);
	for (size_t i = 0; i < pieces->count; i++)
		if (pieces->list[i].match.kinds & others)
			return false;
	return true;
}

bool quick_is_labelled(const struct recogniser *recogniser, const struct pieces *pieces)
{
	if (pieces->label < 0 || pieces->is_head || (pieces->list[pieces->label].match.kinds & LABEL_HEAD))
		return false;
	return !recogniser->format->tables[pieces->list[pieces->label].match.table].across;
}

bool quick_is_head(const struct pieces *pieces)
{
	bool is_row = pieces->label >= 0 && !pieces->is_head && !(pieces->list[pieces->label].match.kinds & LABEL_HEAD);
	return !is_row && pieces->head_table != FORMAT_NONE && pieces->first_value < 0;
}

/* The place of the head of a table's first column among its cells, or FORMAT_NONE. */
static int find_first_column(const struct recogniser *recogniser, size_t table)
{
	const struct pieces *pieces = &recogniser->pieces;
	struct str first = recogniser->format->tables[table].blocks[0].columns[0].label.text;
	int column = FORMAT_NONE;
	for (size_t i = 0; i < pieces->count; i++)
		if (str_equal(pieces->list[i].text, first))
			column = (int)i;
	return column;
}

/* As in take_row and take_labelled_row of recognise_rows.c. */
struct quick_meaning quick_know_numbers(const struct recogniser *recogniser, bool grid)
{
	const struct format *format = recogniser->format;
	const struct pieces *pieces = &recogniser->pieces;
	const struct piece *label = &pieces->list[pieces->label], *before = pieces->label ? label - 1 : NULL;
	const struct format_row *row = &format->rows[label->match.row];
	return (struct quick_meaning){
		.kind = QUICK_NUMBERS,
		.table = (int16_t)row->table,
		.row = label->match.row,
		.place = (uint8_t)pieces->label,
		.ncolumns = (uint8_t)format_row_block(format, (size_t)label->match.row)->ncolumns,
		.moved = grid && !before && row->depth > 0,
		.told = !before || before->status != CELL_TEXT || before->match.kinds,
	};
}

struct quick_meaning quick_know_head(const struct recogniser *recogniser, bool grid)
{
	const struct pieces *pieces = &recogniser->pieces;
	struct quick_meaning meaning = {.kind = QUICK_HEAD, .names_table = pieces->is_head, .table = FORMAT_NONE};
	for (size_t i = 0; i < pieces->count; i++) {
		const struct label_match *match = &pieces->list[i].match;
		if (!(match->kinds & LABEL_HEAD))
			continue;
		meaning.tables |= (uint8_t)(1u << match->table);
		if (meaning.table == FORMAT_NONE)
			meaning.table = match->table;
	}
	for (size_t table = 0; table < FORMAT_MAX_TABLES; table++)
		meaning.columns[table] = grid && table < recogniser->format->ntables
						 ? (int8_t)find_first_column(recogniser, table)
						 : FORMAT_NONE;
	return meaning;
}

/* Made in the place where it waits, unless the rows of another table wait there. */
struct allot_row *quick_values_of(struct recogniser *recogniser, const struct quick_meaning *meaning)
{
	if (recogniser->taken[meaning->row] || quick_run_waits(recogniser))
		return NULL;
	bool goes_on = meaning->table == recogniser->table;
	return goes_on ? &recogniser->rows[recogniser->nrows] : &recogniser->spare_row;
}

void quick_take_values(struct recogniser *recogniser, const struct quick_meaning *meaning, struct allot_row *values)
{
	recognise_loose_end(recogniser);
	recognise_enter_table(recogniser, meaning->table, values->line);
	values->row = meaning->row;
	recogniser->has_cells[meaning->table] = true;
	recogniser->report->rows[meaning->row].moved = meaning->moved;
	recognise_take_values(recogniser, values, 0);
}

/* A head of several tables is one of the table at hand, if that is among them. */
int quick_enter_head(struct recogniser *recogniser, const struct quick_meaning *meaning, uint32_t line)
{
	recognise_loose_end(recogniser);
	bool at_hand = recogniser->table != FORMAT_NONE && meaning->tables >> recogniser->table & 1;
	int table = at_hand ? recogniser->table : meaning->table;
	recognise_enter_table(recogniser, table, line);
	if (meaning->names_table)
		recogniser->report->tables[table].mentioned = true;
	if (meaning->columns[table] != FORMAT_NONE)
		recogniser->heads[table] = meaning->columns[table];
	return table;
}
