/* A table whose rows the form has side by side, in one line of numbers, given in another way:
 *
 *     行政复议                   结果维持  1                   行政复议  行政诉讼
 *                                结果纠正  0                             未经复议直接起诉  复议后起诉
 *     …                                              结果维持  1         0                 1
 *     行政诉讼  复议后起诉       总计      2         结果纠正  0         0                 1
 *                                                    …
 *               结果维持  结果纠正  …  总计
 *     行政复议  1         0            2
 *     …
 *
 * Each number is given to the row and the column of the form whose labels stand beside it or above it, and to no other:
 * a line with anything else in it, a label that is missing or there again, and a place without a cell end the table.
 * The numbers are taken when each cell of the form has one or a blank. Else nothing is taken, and the rows count as not
 * read. */
#include "report/recognise_parts.h"

enum { MAX_GROUPS = 1 };                /* in a line */

/* What the cells of a line are. */
struct line {
	size_t nrows, ngroups, ncolumns, nnumbers, nothers;
	int row, column;                /* of the last label of each */
	size_t number, last_label;      /* places: of the first number, of the last label */
};

static const struct format_table *table_of(const struct recogniser *recogniser)
{
	return &recogniser->format->tables[recogniser->turned.table];
}

/* The column of the form whose label a piece is, or FORMAT_NONE. */
static int column_of(const struct recogniser *recogniser, const struct piece *piece)
{
	bool is_head = piece->match.kinds & LABEL_HEAD;
	return is_head ? recognise_find_column(&table_of(recogniser)->blocks[0], piece->text) : FORMAT_NONE;
}

/* The row or group of the form. */
static int row_of(const struct recogniser *recogniser, const struct piece *piece)
{
	bool is_row = (piece->match.kinds & LABEL_HEAD) && piece->match.table == recogniser->turned.table;
	return is_row ? piece->match.row : FORMAT_NONE;
}

static void look_at_label(const struct recogniser *recogniser, const struct piece *piece, struct line *line)
{
	int row = row_of(recogniser, piece), column = column_of(recogniser, piece);
	if (row != FORMAT_NONE && recogniser->format->rows[row].first_cell == FORMAT_NONE) {
		line->ngroups++;
	} else if (row != FORMAT_NONE) {
		line->nrows++;
		line->row = row;
	} else if (column != FORMAT_NONE) {
		line->ncolumns++;
		line->column = column;
	} else {
		line->nothers++;
	}
}

static struct line look_at(const struct recogniser *recogniser, const struct pieces *pieces)
{
	struct line line = {.row = FORMAT_NONE, .column = FORMAT_NONE};
	for (size_t i = 0; i < pieces->count; i++) {
		const struct piece *piece = &pieces->list[i];
		if (cell_status_has_value(piece->status)) {
			line.number = line.nnumbers++ ? line.number : i;
		} else if (piece->status == CELL_TEXT) {
			look_at_label(recogniser, piece, &line);
			line.last_label = i;
		}
	}
	return line;
}

/* What was begun and is not whole: where numbers were met, its rows are there, but not read. */
static void give_up(struct recogniser *recogniser)
{
	struct turned *turned = &recogniser->turned;
	const struct format_table *table = table_of(recogniser);
	for (size_t i = table->first_row; turned->filled && i < (size_t)table->first_row + table->nrows; i++)
		recogniser->report->rows[i].mentioned = true;
	if (turned->filled)
		recogniser->report->tables[turned->table].mentioned = true;
	turned->layout = TURNED_NONE;
}

static void begin(struct recogniser *recogniser, enum turned_layout layout)
{
	struct turned *turned = &recogniser->turned;
	if (turned->layout != TURNED_NONE)
		give_up(recogniser);
	turned->layout = layout;
	turned->row = FORMAT_NONE;
	turned->filled = 0;
	for (size_t i = 0; i < BLOCK_MAX_CELLS; i++)
		turned->above[i] = FORMAT_NONE;
}

/* Notes the labels of a head above the places where they stand. False where one is there again, or two in one place. */
static bool note_head(struct recogniser *recogniser, const struct pieces *pieces)
{
	struct turned *turned = &recogniser->turned;
	bool rows = turned->layout == TURNED_ROWS_ABOVE;
	for (size_t i = 0; i < pieces->count; i++) {
		const struct piece *piece = &pieces->list[i];
		int label = rows ? row_of(recogniser, piece) : column_of(recogniser, piece);
		if (label == FORMAT_NONE || (rows && recogniser->format->rows[label].first_cell == FORMAT_NONE))
			continue;
		for (size_t j = 0; j < BLOCK_MAX_CELLS; j++)
			if (turned->above[j] == label || (j == i && turned->above[j] != FORMAT_NONE))
				return false;
		turned->above[i] = (int16_t)label;
	}
	return true;
}

/* A line of labels alone: a head, or the rest of one. The first place of a head is that of the labels beside it. */
static bool take_head(struct recogniser *recogniser, const struct pieces *pieces, const struct line *line)
{
	struct turned *turned = &recogniser->turned;
	bool rows = line->nrows && !line->ncolumns && line->ngroups <= MAX_GROUPS;
	bool columns = line->ncolumns == table_of(recogniser)->blocks[0].ncolumns && !line->nrows && !line->ngroups;
	bool goes_on = rows && turned->layout == TURNED_ROWS_ABOVE && !turned->filled && !line->ngroups;
	const struct piece *first = &pieces->list[0];
	size_t corner = first->status == CELL_TEXT;
	if ((!rows && !columns) || line->nothers != corner || row_of(recogniser, first) != FORMAT_NONE)
		return false;
	if (!goes_on)
		begin(recogniser, rows ? TURNED_ROWS_ABOVE : TURNED_COLUMNS_ABOVE);
	if (note_head(recogniser, pieces))
		return true;
	give_up(recogniser);
	return false;
}

/* Puts down the number, or the blank, of a cell of the form. */
static bool put(struct recogniser *recogniser, const struct piece *piece, int row, int column)
{
	struct turned *turned = &recogniser->turned;
	bool is_number = cell_status_has_value(piece->status);
	size_t cell = (size_t)(recogniser->format->rows[row].first_cell + column) - table_of(recogniser)->first_cell;
	if ((!is_number && piece->status != CELL_BLANK) || piece->covered || turned->filled >> cell & 1)
		return false;
	if (!turned->filled)
		turned->line = piece->line;
	turned->filled |= 1u << cell;
	turned->cells[cell] = recognise_cell(recogniser, piece);
	return true;
}

/* A line of numbers below a head: each place below a label has one, and no other has. */
static bool take_below_head(struct recogniser *recogniser, const struct pieces *pieces, const struct line *line)
{
	struct turned *turned = &recogniser->turned;
	bool rows = turned->layout == TURNED_ROWS_ABOVE;
	if (line->ncolumns != rows || line->nrows != !rows || line->ngroups > (rows ? 0 : MAX_GROUPS))
		return false;
	for (size_t i = 0; i < BLOCK_MAX_CELLS; i++) {
		bool is_there = i < pieces->count, is_place = turned->above[i] != FORMAT_NONE;
		enum cell_status status = is_there ? pieces->list[i].status : CELL_BLANK;
		if (!is_place && cell_status_has_value(status))
			return false;
		if (is_place && (!is_there || i < line->last_label ||
				 !put(recogniser, &pieces->list[i], rows ? turned->above[i] : line->row,
				      rows ? line->column : turned->above[i])))
			return false;
	}
	return true;
}

/* A line with the labels of a column, and of a row where that begins, beside the one number. */
static bool take_beside(struct recogniser *recogniser, const struct pieces *pieces, const struct line *line)
{
	struct turned *turned = &recogniser->turned;
	size_t place = turned->filled ? turned->number : line->number;
	if (line->ncolumns != 1 || line->nrows > 1 || line->ngroups > line->nrows || line->nnumbers > 1)
		return false;
	if ((line->nnumbers && line->number != place) || place <= line->last_label || place >= pieces->count)
		return false;
	turned->row = line->row != FORMAT_NONE ? line->row : turned->row;
	turned->number = place;
	return turned->row != FORMAT_NONE && put(recogniser, &pieces->list[place], turned->row, line->column);
}

/* A line with numbers, or with blanks in their places. */
static bool take_numbers(struct recogniser *recogniser, const struct pieces *pieces, const struct line *line)
{
	if (line->nothers)
		return false;
	if (recogniser->turned.layout == TURNED_NONE && line->nnumbers == 1 && line->nrows == 1)
		begin(recogniser, TURNED_LABELS_BESIDE);
	switch (recogniser->turned.layout) {
	case TURNED_NONE:
		break;
	case TURNED_LABELS_BESIDE:
		return take_beside(recogniser, pieces, line);
	case TURNED_ROWS_ABOVE:
	case TURNED_COLUMNS_ABOVE:
		return take_below_head(recogniser, pieces, line);
	}
	return false;
}

static void take_table(struct recogniser *recogniser)
{
	struct turned *turned = &recogniser->turned;
	const struct format_table *table = table_of(recogniser);
	struct allot_row *line = &recogniser->spare_row;
	*line = (struct allot_row){.line = turned->line, .nvalues = (uint8_t)table->ncells};
	memcpy(line->values, turned->cells, table->ncells * sizeof(*line->values));
	turned->layout = TURNED_NONE;
	recognise_enter_table(recogniser, turned->table, turned->line);
	recogniser->has_cells[turned->table] = true;
	recognise_take_across(recogniser, (size_t)turned->table, line);
}

static bool may_be_turned(const struct recogniser *recogniser, const struct format_table *table)
{
	return table->across && table->nblocks == 1 && table->ncells <= ALLOT_MAX_VALUES &&
	       !recogniser->taken[table->first_row];
}

/* Finds the table that a row of the source may belong to. */
static bool find_table(struct recogniser *recogniser, const struct pieces *pieces)
{
	if (recogniser->turned.layout != TURNED_NONE)
		return true;
	if (pieces->head_table == FORMAT_NONE)
		return false;
	for (size_t i = 0; i < pieces->count; i++) {
		const struct label_match *match = &pieces->list[i].match;
		if (!(match->kinds & LABEL_HEAD))
			continue;
		recogniser->turned.table = match->table;
		if (may_be_turned(recogniser, table_of(recogniser)))
			return true;
	}
	return false;
}

enum turned_answer recognise_take_turned(struct recogniser *recogniser, const struct block *block,
					 const struct pieces *pieces)
{
	struct turned *turned = &recogniser->turned;
	if (!find_table(recogniser, pieces) || (!pieces->ntexts && pieces->first_value < 0))
		return TURNED_NOT;
	struct line line = look_at(recogniser, pieces);
	bool whole = block->grid && !block->truncated;
	if (whole && !line.nnumbers && take_head(recogniser, pieces, &line))
		return TURNED_HEAD;
	if (!whole || !take_numbers(recogniser, pieces, &line)) {
		if (turned->layout != TURNED_NONE)
			give_up(recogniser);
		return TURNED_NOT;
	}
	if (turned->filled == (1u << table_of(recogniser)->ncells) - 1)
		take_table(recogniser);
	return TURNED_TAKEN;
}

void recognise_turned_end(struct recogniser *recogniser)
{
	if (recogniser->turned.layout != TURNED_NONE)
		give_up(recogniser);
}
