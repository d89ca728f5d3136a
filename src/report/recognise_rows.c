#include "report/recognise_parts.h"

/* Places the rows that wait; called where another table begins and at the end. */
void recognise_flush_rows(struct recogniser *recogniser)
{
	if (recogniser->nrows)
		allot_rows(recogniser->rows, recogniser->nrows, recogniser->heads[recogniser->table],
			   recogniser->format, recogniser->report->cells);
	recogniser->nrows = 0;
}

void recognise_enter_table(struct recogniser *recogniser, int table, uint32_t line)
{
	if (table != recogniser->table) {
		recognise_flush_rows(recogniser);
		recogniser->table = table;
		recogniser->last_row = FORMAT_NONE;
	}
	if (recogniser->announced[table])
		return;
	recogniser->announced[table] = true;
	document_add_table(recogniser->document, (size_t)table, line);
}

struct slice recognise_slice(const struct recogniser *recogniser, struct str text)
{
	if (!text.nbytes)
		return (struct slice){0, 0};
	return (struct slice){(uint32_t)(text.ptr - recogniser->text.ptr), (uint32_t)text.nbytes};
}

struct cell recognise_cell(const struct recogniser *recogniser, const struct piece *piece)
{
	return (struct cell){
		.value = piece->value,
		.raw = recognise_slice(recogniser, piece->text),
		.line = piece->line,
		.column = piece->column,
		.status = (uint8_t)piece->status,
	};
}

static void look_at_cell(struct recogniser *recogniser, const struct block_cell *cell, struct piece *piece)
{
	piece->text = cell->text;
	piece->line = cell->line;
	piece->column = cell->column;
	piece->covered = cell->covered;
	piece->value = 0;
	piece->match = (struct label_match){0};
	piece->status = CELL_READ;
	if (cell_parse_digits(cell->text, &piece->value))
		return;
	struct memo_reading reading = memo_read(&recogniser->memo, recogniser->labels, recogniser->words, cell->text);
	piece->status = reading.status;
	piece->value = reading.value;
	piece->match = reading.match;
}

static void look_at_row(struct recogniser *recogniser, const struct block *block, struct pieces *pieces)
{
	pieces->count = block->ncells;
	pieces->label = pieces->first_value = pieces->last_text = -1;
	pieces->ntexts = 0;
	pieces->head_table = FORMAT_NONE;
	pieces->is_head = pieces->known = false;
	for (size_t i = 0; i < block->ncells; i++) {
		struct piece *piece = &pieces->list[i];
		look_at_cell(recogniser, &block->cells[i], piece);
		unsigned kinds = piece->match.kinds;
		if (cell_status_has_value(piece->status)) {
			if (pieces->first_value < 0)
				pieces->first_value = (int)i;
		} else if (piece->status == CELL_TEXT) {
			pieces->ntexts++;
			if (pieces->first_value < 0)
				pieces->last_text = (int)i;
		}
		if (kinds & LABEL_ROW)
			pieces->label = (int)i;
		if (kinds & LABEL_HEAD) {
			pieces->is_head |= !(kinds & LABEL_ROW);
			if (pieces->head_table == FORMAT_NONE || piece->match.table == recogniser->table)
				pieces->head_table = piece->match.table;
		}
		pieces->known |= kinds != 0;
		recognise_note_foreign(recogniser, &piece->match);
	}
}

void recognise_tell_label(const struct recogniser *recogniser, const struct block *block, size_t place, int table,
			  int row)
{
	const struct document_label label = {
		.line = block->cells[place].line,
		.row = (int16_t)row,
		.table = (uint8_t)table,
		.place = (uint8_t)place,
		.text = block->cells[place].text,
	};
	document_add_label(recogniser->document, &label);
}

/* Where the head has the first column of the table: a witness for rows without one. */
static void take_head(struct recogniser *recogniser, const struct block *block, const struct pieces *pieces)
{
	recognise_enter_table(recogniser, pieces->head_table, block->line);
	if (pieces->is_head)
		recogniser->report->tables[pieces->head_table].mentioned = true;
	const struct format_block *first = &recogniser->format->tables[pieces->head_table].blocks[0];
	for (size_t i = 0; block->grid && i < pieces->count; i++)
		if (str_equal(pieces->list[i].text, first->columns[0].label.text))
			recogniser->heads[pieces->head_table] = (int)i;
	struct str heads[BLOCK_MAX_CELLS];
	for (size_t i = 0; i < pieces->count; i++) {
		heads[i] = pieces->list[i].text;
		recognise_tell_label(recogniser, block, i, pieces->head_table, FORMAT_NONE);
	}
	recognise_note_order(recogniser, heads, pieces->count);
}

static void copy_values(const struct recogniser *recogniser, const struct block *block, const struct pieces *pieces,
			size_t first, struct allot_row *row)
{
	row->line = block->line;
	row->grid = block->grid;
	row->first = (uint8_t)first;
	row->nvalues = 0;
	row->is_full = false;
	for (size_t i = first; i < pieces->count && row->nvalues < ALLOT_MAX_VALUES; i++) {
		const struct piece *piece = &pieces->list[i];
		/* Where cells span columns, what stands behind the label are the numbers, one behind the other. */
		if (piece->covered) {
			row->grid = false;
			continue;
		}
		row->values[row->nvalues++] = recognise_cell(recogniser, piece);
	}
}

void recognise_take_values(struct recogniser *recogniser, const struct allot_row *values, unsigned repairs)
{
	int row = values->row;
	struct report_row *found = &recogniser->report->rows[row];
	recognise_enter_table(recogniser, recogniser->format->rows[row].table, values->line);
	recogniser->last_row = row;
	if (recogniser->taken[row]) {
		found->repeated = true;
		recognise_note_repeated(recogniser, row);
		return;
	}
	if (recogniser->restarted_tables >> recogniser->format->rows[row].table & 1) {
		found->mentioned = true;
		return;
	}
	recogniser->taken[row] = true;
	found->line = values->line;
	found->repairs = (uint8_t)repairs;
	struct allot_row *waiting = &recogniser->rows[recogniser->nrows++];
	if (waiting != values)
		memcpy(waiting, values,
		       offsetof(struct allot_row, values) + values->nvalues * sizeof(values->values[0]));
	waiting->ncolumns = (uint8_t)format_row_block(recogniser->format, (size_t)row)->ncolumns;
}

static void take_row(struct recogniser *recogniser, const struct block *block, const struct pieces *pieces, int row,
		     size_t first_value, unsigned repairs)
{
	recognise_enter_table(recogniser, recogniser->format->rows[row].table, block->line);
	/* Made in the place where it waits, unless a row of the form was found twice. */
	struct allot_row *values = &recogniser->rows[recogniser->nrows];
	if (recogniser->taken[row])
		values = &recogniser->spare_row;
	copy_values(recogniser, block, pieces, first_value, values);
	values->row = (int16_t)row;
	recogniser->has_cells[recogniser->format->rows[row].table] = true;
	if (!recogniser->taken[row])
		recogniser->report->rows[row].moved =
			block->grid && first_value == 1 && recogniser->format->rows[row].depth > 0;
	recognise_take_values(recogniser, values, repairs);
}

/* Two rows that were put into one: the first one is there, but its numbers are not told from what follows. */
static void note_rows_before(struct recogniser *recogniser, const struct pieces *pieces)
{
	for (int i = 0; i < pieces->label && pieces->first_value >= 0 && pieces->first_value < pieces->label; i++)
		if (pieces->list[i].match.kinds & LABEL_ROW)
			recogniser->report->rows[pieces->list[i].match.row].mentioned = true;
}

/* A row whose label is one of the form's. What stands right before it may be the first half of a longer one. */
static void take_labelled_row(struct recogniser *recogniser, const struct block *block, const struct pieces *pieces)
{
	size_t place = (size_t)pieces->label;
	note_rows_before(recogniser, pieces);
	const struct piece *label = &pieces->list[place], *before = place ? label - 1 : NULL;
	take_row(recogniser, block, pieces, label->match.row, place + 1, 0);
	if (!before || before->status != CELL_TEXT || before->match.kinds)
		recognise_tell_label(recogniser, block, place, label->match.table, label->match.row);
}

bool recognise_take_across(struct recogniser *recogniser, size_t table, const struct allot_row *line)
{
	const struct format_table *form = &recogniser->format->tables[table];
	if (!form->across || recogniser->taken[form->first_row])
		return false;
	allot_across(line, recogniser->format, table, recogniser->report->cells);
	for (int i = form->first_row; i < form->first_row + form->nrows; i++) {
		recogniser->taken[i] = true;
		recogniser->report->rows[i].line = line->line;
	}
	return true;
}

/* The line of numbers of a table whose rows stand side by side. */
static bool take_across(struct recogniser *recogniser, const struct block *block, const struct pieces *pieces)
{
	if (recogniser->table == FORMAT_NONE || pieces->ntexts)
		return false;
	const struct format_table *table = &recogniser->format->tables[recogniser->table];
	if (!table->across || recogniser->taken[table->first_row])
		return false;
	if (pieces->first_value < 0 && pieces->count != table->ncells)
		return false;
	struct allot_row *line = &recogniser->spare_row;
	copy_values(recogniser, block, pieces, 0, line);
	recogniser->has_cells[recogniser->table] = true;
	return recognise_take_across(recogniser, (size_t)recogniser->table, line);
}

/* A row whose label was broken off or stands in other words: the next row of the current table that it can be. */
static bool take_guessed_row(struct recogniser *recogniser, const struct block *block, const struct pieces *pieces)
{
	if (recogniser->table == FORMAT_NONE || pieces->first_value < 0 || pieces->last_text < 0)
		return false;
	int row = labels_guess_row(recogniser->labels, (size_t)recogniser->table,
				   pieces->list[pieces->last_text].text, recogniser->taken);
	if (row == FORMAT_NONE)
		return false;
	size_t place = (size_t)pieces->last_text;
	bool joined = labels_cover(recogniser->labels, (size_t)row, &pieces->list[place].text, 1) > 0;
	take_row(recogniser, block, pieces, row, place + 1, joined ? REPAIR_JOINED : REPAIR_WORDS);
	if (!joined)
		recognise_tell_label(recogniser, block, place, recogniser->format->rows[row].table, row);
	return true;
}

/* The rest of a label that a page or a column broke off: no numbers, and every text ends the label above. */
static bool take_label_rest(struct recogniser *recogniser, const struct pieces *pieces)
{
	if (recogniser->last_row == FORMAT_NONE || pieces->first_value >= 0 || !pieces->ntexts)
		return false;
	for (size_t i = 0; i < pieces->count; i++)
		if (pieces->list[i].status == CELL_TEXT &&
		    !labels_is_rest(recogniser->labels, (size_t)recogniser->last_row, pieces->list[i].text))
			return false;
	recogniser->report->rows[recogniser->last_row].repairs |= REPAIR_JOINED;
	return true;
}

/* Numbers under the heading of a table whose rows stand side by side, as many as it has cells or not to be told apart:
 * it is there, whatever became of its heads. */
static void note_across(struct recogniser *recogniser, const struct block *block, const struct pieces *pieces)
{
	const struct report *report = recogniser->report;
	const struct format *format = recogniser->format;
	unsigned section = report->nheadings ? report->headings[report->nheadings - 1].section : 0;
	for (size_t i = 0; i < format->ntables; i++)
		if (format->tables[i].across && format->tables[i].section == section &&
		    (block->truncated ||
		     (pieces->first_value >= 0 && !pieces->ntexts && pieces->count >= format->tables[i].ncells)))
			recogniser->report->tables[i].mentioned = true;
}

/* Numbers without any label, as many as the row before them has. */
static void note_following(struct recogniser *recogniser, const struct pieces *pieces)
{
	int row = recogniser->last_row;
	size_t nnumbers = 0;
	if (row == FORMAT_NONE || pieces->first_value < 0 || pieces->ntexts)
		return;
	for (size_t i = 0; i < pieces->count; i++)
		nnumbers += pieces->list[i].status != CELL_BLANK;
	if (nnumbers == format_row_block(recogniser->format, (size_t)row)->ncolumns)
		recogniser->is_followed[row] = true;
}

/* Cells that are no row of a table: lines that somebody indented with a tab, or tables that are none of the form's. */
static void take_stray_row(struct recogniser *recogniser, const struct block *block, const struct pieces *pieces)
{
	if ((pieces->first_value >= 0 || block->truncated) && recogniser->table != FORMAT_NONE)
		recogniser->has_stray_rows[recogniser->table] = true;
	note_following(recogniser, pieces);
	note_across(recogniser, block, pieces);
	if (!block->grid && pieces->first_value < 0) {
		for (size_t i = 0; i < block->ncells; i++) {
			if (!block->cells[i].text.nbytes)
				continue;
			struct block paragraph = {.kind = BLOCK_PARAGRAPH,
						  .line = block->cells[i].line,
						  .text = block->cells[i].text};
			recognise_paragraph(recogniser, &paragraph);
		}
		return;
	}
	if (!pieces->ntexts && pieces->first_value < 0)
		return;
	for (size_t i = 0; i < block->ncells; i++) {
		struct str text = block->cells[i].text;
		recognise_note_mentions(recogniser, text, screen_find_words(&recogniser->screen, text));
	}
	document_add_stray_row(recogniser->document, block);
}

/* A heading that stands in a row of its own because the conversion took it into the table. */
static bool take_heading_row(struct recogniser *recogniser, const struct block *block, const struct pieces *pieces)
{
	if (pieces->ntexts != 1 || pieces->first_value >= 0 || pieces->last_text < 0)
		return false;
	const struct piece *piece = &pieces->list[pieces->last_text];
	if (!(piece->match.kinds & LABEL_SECTION))
		return false;
	struct block heading = {.kind = BLOCK_PARAGRAPH, .line = piece->line, .text = piece->text};
	(void)block;
	recognise_heading(recogniser, &heading, piece->match.section);
	return true;
}

/* A group label with cells of its own behind it instead of the label of a row. */
static void note_foreign_row(struct recogniser *recogniser, const struct pieces *pieces)
{
	if (pieces->last_text < 0 || pieces->label >= 0)
		return;
	const struct label_match *match = &pieces->list[pieces->last_text].match;
	if ((match->kinds & LABEL_FOREIGN_ROW) &&
	    pieces->count - (size_t)pieces->last_text >
		    format_row_block(recogniser->format, (size_t)match->row)->ncolumns)
		recogniser->foreign_row = match->row;
}

static void take_row_of_any_kind(struct recogniser *recogniser, const struct block *block, struct pieces *pieces)
{
	note_foreign_row(recogniser, pieces);
	const struct piece *label = pieces->label >= 0 ? &pieces->list[pieces->label] : NULL;
	/* 其他 is a row only with numbers behind it: without, it is the head of a column. */
	bool ambiguous = label && (label->match.kinds & LABEL_HEAD) && pieces->first_value < pieces->label;
	if (label && !pieces->is_head && !ambiguous)
		take_labelled_row(recogniser, block, pieces);
	else if (pieces->head_table != FORMAT_NONE && pieces->first_value < 0)
		take_head(recogniser, block, pieces);
	else if (!take_heading_row(recogniser, block, pieces) && !take_across(recogniser, block, pieces) &&
		 !take_guessed_row(recogniser, block, pieces) && !take_label_rest(recogniser, pieces))
		take_stray_row(recogniser, block, pieces);
}

void recognise_table_row(struct recogniser *recogniser, const struct block *block)
{
	struct pieces *pieces = &recogniser->pieces;
	look_at_row(recogniser, block, pieces);
	enum turned_answer turned = recognise_take_turned(recogniser, block, pieces);
	if (turned != TURNED_TAKEN && !recognise_take_sideways(recogniser, block, pieces))
		take_row_of_any_kind(recogniser, block, pieces);
	else
		turned = TURNED_TAKEN;
	/* Nothing that is remembered: with other rows around it, it may mean something else. */
	if (turned != TURNED_NOT)
		pieces->count = 0;
}
