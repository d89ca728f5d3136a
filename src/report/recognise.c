#include "report/recognise.h"

enum {
	MIN_SECTIONS = 3,               /* headings that make a report of a text without tables */
	MAX_HEADING_NBYTES = 150,       /* longer paragraphs are no headings: the longest has 96 */
	MAX_LABEL_LINE_NBYTES = 300,    /* longer ones are not looked at as rows of a table either */
	FIRST_FORM_YEAR = 2021,
};

/* A cell of a row with what it may be. */
struct piece {
	struct str text;
	uint32_t line, column;
	enum cell_status status;        /* TEXT for labels */
	decimal value;
	struct label_match match;       /* for TEXT */
};

/* A row of the source, looked at as a whole. */
struct pieces {
	size_t count;
	struct piece list[BLOCK_MAX_CELLS];
	int label;                      /* the last piece that is the label of a row, or -1 */
	int first_value;                /* the first piece with a number, or -1 */
	int last_text;                  /* the last text before the first number, or -1 */
	size_t ntexts;
	int head_table;                 /* the table that a head among the pieces belongs to, or FORMAT_NONE */
	bool is_head;                   /* a piece is a head and nothing else */
	bool known;                     /* a piece is some label */
};

void recogniser_begin(struct recogniser *recogniser, struct report *report, struct str text)
{
	recogniser->report = report;
	recogniser->text = text;
	recogniser->identity = (struct identity){.words = recogniser->words};
	recogniser->table = FORMAT_NONE;
	recogniser->last_row = FORMAT_NONE;
	recogniser->foreign_tables = 0;
	recogniser->foreign_row = FORMAT_NONE;
	recogniser->report_words = false;
	recogniser->nrows = 0;
	memset(recogniser->announced, 0, sizeof(recogniser->announced));
	memset(recogniser->taken, 0, sizeof(recogniser->taken));
	for (size_t i = 0; i < FORMAT_MAX_TABLES; i++)
		recogniser->heads[i] = FORMAT_NONE;
	memset(report, 0, sizeof(*report));
	report->format = recogniser->format;
	if (recogniser->events && recogniser->events->begin)
		recogniser->events->begin(recogniser->events->context);
}

/* Places the rows that wait; called where another table begins and at the end. */
static void flush_rows(struct recogniser *recogniser)
{
	if (recogniser->nrows)
		allot_rows(recogniser->rows, recogniser->nrows, recogniser->heads[recogniser->table],
			   recogniser->format, recogniser->report->cells);
	recogniser->nrows = 0;
}

static void enter_table(struct recogniser *recogniser, int table, uint32_t line)
{
	if (table != recogniser->table) {
		flush_rows(recogniser);
		recogniser->table = table;
		recogniser->last_row = FORMAT_NONE;
	}
	if (recogniser->announced[table])
		return;
	recogniser->announced[table] = true;
	if (recogniser->events && recogniser->events->table)
		recogniser->events->table(recogniser->events->context, (size_t)table, line);
}

static struct slice slice_of(const struct recogniser *recogniser, struct str text)
{
	if (!text.nbytes)
		return (struct slice){0, 0};
	return (struct slice){(uint32_t)(text.ptr - recogniser->text.ptr), (uint32_t)text.nbytes};
}

/* Paragraphs. */

static void take_heading(struct recogniser *recogniser, const struct block *block, unsigned section)
{
	struct report *report = recogniser->report;
	if (report->nheadings < REPORT_MAX_HEADINGS)
		report->headings[report->nheadings++] = (struct report_heading){
			.section = (uint8_t)section, .line = block->line, .text = slice_of(recogniser, block->text)};
	if (recogniser->events && recogniser->events->heading)
		recogniser->events->heading(recogniser->events->context, block, section);
}

/* Text that names a table or a row outside of rows that were read: the table is there, in a layout not understood. */
static void note_mentions(struct recogniser *recogniser, struct str text)
{
	const struct format *format = recogniser->format;
	struct report *report = recogniser->report;
	for (size_t i = 0; i < format->ntables; i++) {
		const struct format_table *table = &format->tables[i];
		for (size_t j = 0; j < table->nsigns && !report->tables[i].mentioned; j++)
			report->tables[i].mentioned = str_contains(text, table->signs[j]);
		if (!report->tables[i].mentioned || text.nbytes > MAX_LABEL_LINE_NBYTES || table->across)
			continue;
		int row = labels_find_row_beginning(recogniser->labels, i, text);
		if (row != FORMAT_NONE)
			report->rows[row].mentioned = true;
	}
}

static void take_paragraph(struct recogniser *recogniser, const struct block *block)
{
	struct report *report = recogniser->report;
	struct label_match match = {0};
	unsigned section = 0;
	if (block->text.nbytes <= MAX_HEADING_NBYTES) {
		match = labels_find(recogniser->labels, block->text);
		section = match.kinds & LABEL_SECTION ? match.section
						      : labels_guess_section(recogniser->labels, block->text);
	}
	if (section) {
		take_heading(recogniser, block, section);
		return;
	}
	uint32_t title_line = report->title_line;
	if (report->nheadings)
		identity_take_body(&recogniser->identity, block->text);
	else
		identity_take_preface(&recogniser->identity, block->text, block->line, report);
	if (match.kinds & LABEL_FOREIGN)
		recogniser->foreign_tables |= 1u << match.table;
	recogniser->report_words |= words_find_inside(recogniser->words, WORDS_REPORT, block->text) != NULL;
	note_mentions(recogniser, block->text);
	if (recogniser->events && recogniser->events->paragraph)
		recogniser->events->paragraph(recogniser->events->context, block, title_line != report->title_line);
}

/* Rows. */

static void look_at_cell(const struct recogniser *recogniser, const struct block_cell *cell, struct piece *piece)
{
	*piece = (struct piece){.text = cell->text, .line = cell->line, .column = cell->column};
	piece->status = cell_parse(cell->text, recogniser->words, &piece->value);
	if (piece->status == CELL_TEXT)
		piece->match = labels_find(recogniser->labels, cell->text);
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
		if (piece->status == CELL_READ || piece->status == CELL_NOTED) {
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
		if (kinds & LABEL_FOREIGN)
			recogniser->foreign_tables |= 1u << piece->match.table;
	}
}

/* Where the head has the first column of the table: a witness for rows without one. */
static void take_head(struct recogniser *recogniser, const struct block *block, const struct pieces *pieces)
{
	enter_table(recogniser, pieces->head_table, block->line);
	const struct format_block *first = &recogniser->format->tables[pieces->head_table].blocks[0];
	for (size_t i = 0; block->grid && i < pieces->count; i++)
		if (str_equal(pieces->list[i].text, first->columns[0].label.text))
			recogniser->heads[pieces->head_table] = (int)i;
}

static void copy_values(const struct recogniser *recogniser, const struct block *block, const struct pieces *pieces,
			size_t first, struct allot_row *row)
{
	row->line = block->line;
	row->grid = block->grid;
	row->first = (uint8_t)first;
	row->nvalues = 0;
	for (size_t i = first; i < pieces->count && row->nvalues < ALLOT_MAX_VALUES; i++) {
		const struct piece *piece = &pieces->list[i];
		row->values[row->nvalues++] = (struct cell){.value = piece->value,
							    .raw = slice_of(recogniser, piece->text),
							    .line = piece->line,
							    .column = piece->column,
							    .status = (uint8_t)piece->status};
	}
}

static void take_row(struct recogniser *recogniser, const struct block *block, const struct pieces *pieces, int row,
		     size_t first_value, bool repaired)
{
	const struct format_row *form = &recogniser->format->rows[row];
	struct report_row *found = &recogniser->report->rows[row];
	enter_table(recogniser, form->table, block->line);
	recogniser->last_row = row;
	if (recogniser->taken[row]) {
		found->repeated = true;
		return;
	}
	recogniser->taken[row] = true;
	found->line = block->line;
	found->repaired = repaired;
	struct allot_row *waiting = &recogniser->rows[recogniser->nrows++];
	copy_values(recogniser, block, pieces, first_value, waiting);
	waiting->row = (int16_t)row;
	waiting->ncolumns = (uint8_t)format_row_block(recogniser->format, (size_t)row)->ncolumns;
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
	struct allot_row line;
	copy_values(recogniser, block, pieces, 0, &line);
	allot_across(&line, recogniser->format, (size_t)recogniser->table, recogniser->report->cells);
	for (int i = table->first_row; i < table->first_row + table->nrows; i++) {
		recogniser->taken[i] = true;
		recogniser->report->rows[i].line = block->line;
	}
	return true;
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
	take_row(recogniser, block, pieces, row, (size_t)pieces->last_text + 1, true);
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
	recogniser->report->rows[recogniser->last_row].repaired = true;
	return true;
}

/* Cells that are no row of a table: lines that somebody indented with a tab, or tables that are none of the form's. */
static void take_stray_row(struct recogniser *recogniser, const struct block *block, const struct pieces *pieces)
{
	if (!block->grid && pieces->first_value < 0) {
		for (size_t i = 0; i < block->ncells; i++) {
			if (!block->cells[i].text.nbytes)
				continue;
			struct block paragraph = {.kind = BLOCK_PARAGRAPH,
						  .line = block->cells[i].line,
						  .text = block->cells[i].text};
			take_paragraph(recogniser, &paragraph);
		}
		return;
	}
	if (!pieces->ntexts && pieces->first_value < 0)
		return;
	for (size_t i = 0; i < block->ncells; i++)
		note_mentions(recogniser, block->cells[i].text);
	if (recogniser->events && recogniser->events->stray_row)
		recogniser->events->stray_row(recogniser->events->context, block);
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
	take_heading(recogniser, &heading, piece->match.section);
	return true;
}

/* A group label with numbers of its own right behind it. */
static void note_foreign_row(struct recogniser *recogniser, const struct pieces *pieces)
{
	if (pieces->last_text < 0 || pieces->first_value < 0)
		return;
	const struct label_match *match = &pieces->list[pieces->last_text].match;
	if (match->kinds & LABEL_FOREIGN_ROW)
		recogniser->foreign_row = match->row;
}

static void take_table_row(struct recogniser *recogniser, const struct block *block)
{
	struct pieces pieces;
	look_at_row(recogniser, block, &pieces);
	note_foreign_row(recogniser, &pieces);
	const struct piece *label = pieces.label >= 0 ? &pieces.list[pieces.label] : NULL;
	/* 其他 is a row only with numbers behind it: without, it is the head of a column. */
	bool ambiguous = label && (label->match.kinds & LABEL_HEAD) && pieces.first_value < pieces.label;
	if (label && !pieces.is_head && !ambiguous)
		take_row(recogniser, block, &pieces, label->match.row, (size_t)pieces.label + 1, false);
	else if (pieces.head_table != FORMAT_NONE && pieces.first_value < 0)
		take_head(recogniser, block, &pieces);
	else if (!take_heading_row(recogniser, block, &pieces) && !take_across(recogniser, block, &pieces) &&
		 !take_guessed_row(recogniser, block, &pieces) && !take_label_rest(recogniser, &pieces))
		take_stray_row(recogniser, block, &pieces);
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
		take_paragraph(recogniser, block);
	else if (!is_padding(recogniser, block))
		take_table_row(recogniser, block);
}

/* The end. */

/* Rows that stand in the text but could not be read are LOST, not ABSENT. */
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
	for (size_t i = 0; i < format->ncells; i++) {
		struct report_table *table = &report->tables[format->rows[format->cell_rows[i]].table];
		uint8_t status = report->cells[i].status;
		table->nlost = (uint16_t)(table->nlost + (status == CELL_LOST));
		table->nblank = (uint16_t)(table->nblank + (status == CELL_BLANK));
		table->ntext = (uint16_t)(table->ntext + (status == CELL_TEXT));
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
	flush_rows(recogniser);
	judge_foreign_row(recogniser);
	identity_finish(&recogniser->identity, path, report);
	mark_mentioned_rows(report);
	sum_up_tables(report);
	report->state = decide_state(recogniser);
}
