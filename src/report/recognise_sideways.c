/* Tables given sideways: the rows of the form stand beside each other, and its columns below each other.
 *
 *     申请人情况      一、本年新收…  二、上年结转…  （一）予以公开 …
 *     自然人          3              0              1
 *     商业企业        0              0              0
 *
 * A row with labels of several rows of the form and no number begins such a table; labels may stand in several lines of
 * its head. A block that has but one row has its label alone behind the block's own head, and its number in the very
 * next row. What is read is taken only when all of it is there: each row of the block has one column of the source, and
 * each column of the form one row, with a number or a blank in each of its places. Else nothing is taken, and the rows
 * count as not read. */
#include "base/fold.h"
#include "report/recognise_parts.h"

enum {
	MIN_LABELS = 4,                 /* in the first line of a head, or all of a smaller block */
	FOLDED_NBYTES = 256,
};

static bool is_same(struct str a, struct str b)
{
	char folded_a[FOLDED_NBYTES], folded_b[FOLDED_NBYTES];
	size_t na = fold_text(a, folded_a, FOLDED_NBYTES), nb = fold_text(b, folded_b, FOLDED_NBYTES);
	return na && na == nb && memcmp(folded_a, folded_b, na) == 0;
}

static bool has_label(const struct format_label *label, struct str text)
{
	for (size_t i = 0; i < label->nvariants; i++)
		if (is_same(label->variants[i], text))
			return true;
	return is_same(label->text, text);
}

static size_t count_rows(const struct format *format, const struct format_block *block)
{
	size_t count = 0;
	for (size_t i = block->first_row; i < (size_t)block->first_row + block->nrows; i++)
		count += format->rows[i].first_cell != FORMAT_NONE;
	return count;
}

/* The row of the form whose label a piece is, or FORMAT_NONE. */
static int row_of(const struct recogniser *recogniser, const struct piece *piece)
{
	bool is_row = (piece->match.kinds & LABEL_ROW) && !piece->covered;
	return is_row && !recogniser->format->tables[piece->match.table].across ? piece->match.row : FORMAT_NONE;
}

/* Whether a row of the source is the head of a block and the label of its only row, and nothing else. */
static bool is_head_of_one(const struct pieces *pieces, const struct format_block *block)
{
	int first = -1;
	for (size_t i = 0; i < pieces->count && first < 0; i++)
		first = pieces->list[i].text.nbytes ? (int)i : -1;
	return first >= 0 && first < pieces->label && pieces->ntexts == 2 && block->head.nbytes &&
	       is_same(block->head, pieces->list[first].text);
}

/* The block whose rows have labels in a row of the source, enough of them and no numbers; NULL when there is none. */
static const struct format_block *find_block(const struct recogniser *recogniser, const struct pieces *pieces)
{
	const struct format *format = recogniser->format;
	const struct format_block *block = NULL;
	size_t nlabels = 0;
	if (pieces->first_value >= 0 || pieces->label < 0)
		return NULL;
	for (size_t i = 0; i < pieces->count; i++) {
		int row = row_of(recogniser, &pieces->list[i]);
		if (row == FORMAT_NONE)
			continue;
		if (block && format_row_block(format, (size_t)row) != block)
			return NULL;
		block = format_row_block(format, (size_t)row);
		nlabels++;
	}
	size_t nrows = block ? count_rows(format, block) : 0;
	if (nrows == 1)
		return is_head_of_one(pieces, block) ? block : NULL;
	return nlabels > 1 && nlabels >= (nrows < MIN_LABELS ? nrows : MIN_LABELS) ? block : NULL;
}

static void take_labels(struct recogniser *recogniser, const struct pieces *pieces)
{
	struct sideways *sideways = &recogniser->sideways;
	for (size_t i = 0; i < pieces->count; i++) {
		int row = row_of(recogniser, &pieces->list[i]);
		if (pieces->list[i].match.kinds & LABEL_FOREIGN_ROW) {
			sideways->foreign_row = pieces->list[i].match.row;
			sideways->foreign_place = (int)i;
		}
		if (row == FORMAT_NONE)
			continue;
		for (size_t j = 0; j < BLOCK_MAX_CELLS; j++)
			sideways->is_broken |= sideways->rows[j] == row;
		sideways->is_broken |= sideways->rows[i] != FORMAT_NONE;
		sideways->rows[i] = (int16_t)row;
		sideways->nlabels++;
	}
}

/* What was begun and is not whole: its rows are there, but not read. */
static void give_up(struct recogniser *recogniser)
{
	struct sideways *sideways = &recogniser->sideways;
	if (!sideways->block)
		return;
	const struct format_block *block = sideways->block;
	for (size_t i = block->first_row; i < (size_t)block->first_row + block->nrows; i++)
		recogniser->report->rows[i].mentioned = true;
	recogniser->report->tables[recogniser->format->rows[block->first_row].table].mentioned = true;
	sideways->block = NULL;
}

int recognise_find_column(const struct format_block *block, struct str text)
{
	for (size_t i = 0; i < block->ncolumns; i++)
		if (has_label(&block->columns[i].label, text))
			return (int)i;
	return FORMAT_NONE;
}

/* The cells of a column of the form: false where a place has no number or blank, or another one has. */
static bool take_column(struct recogniser *recogniser, const struct pieces *pieces, int column)
{
	struct sideways *sideways = &recogniser->sideways;
	size_t nplaces = 0;
	for (size_t i = 0; i < pieces->count; i++) {
		const struct piece *piece = &pieces->list[i];
		bool is_number = cell_status_has_value(piece->status);
		if (sideways->rows[i] == FORMAT_NONE && is_number)
			return false;
		if (sideways->rows[i] == FORMAT_NONE)
			continue;
		if ((!is_number && piece->status != CELL_BLANK) || piece->covered)
			return false;
		sideways->cells[recogniser->format->rows[sideways->rows[i]].first_cell + column] =
			recognise_cell(recogniser, piece);
		nplaces++;
	}
	return nplaces == sideways->nlabels;
}

static void take_table(struct recogniser *recogniser)
{
	struct sideways *sideways = &recogniser->sideways;
	const struct format_block *block = sideways->block;
	for (size_t i = block->first_row; i < (size_t)block->first_row + block->nrows; i++) {
		const struct format_row *form = &recogniser->format->rows[i];
		struct allot_row *row = &recogniser->spare_row;
		if (form->first_cell == FORMAT_NONE)
			continue;
		*row = (struct allot_row){.row = (int16_t)i, .line = sideways->line};
		row->nvalues = (uint8_t)block->ncolumns;
		memcpy(row->values, &sideways->cells[form->first_cell], block->ncolumns * sizeof(*row->values));
		recogniser->has_cells[form->table] = true;
		recognise_take_values(recogniser, row, 0);
	}
	sideways->block = NULL;
}

static void begin(struct recogniser *recogniser, const struct format_block *block, uint32_t line)
{
	struct sideways *sideways = &recogniser->sideways;
	give_up(recogniser);
	sideways->block = block;
	sideways->line = line;
	sideways->is_broken = false;
	sideways->nlabels = 0;
	sideways->foreign_row = FORMAT_NONE;
	sideways->columns = 0;
	for (size_t i = 0; i < BLOCK_MAX_CELLS; i++)
		sideways->rows[i] = FORMAT_NONE;
}

bool recognise_take_sideways(struct recogniser *recogniser, const struct block *block, const struct pieces *pieces)
{
	struct sideways *sideways = &recogniser->sideways;
	const struct format_block *found = block->grid ? find_block(recogniser, pieces) : NULL;
	if (found) {
		if (found != sideways->block || sideways->columns)
			begin(recogniser, found, block->line);
		take_labels(recogniser, pieces);
		return true;
	}
	if (!sideways->block || pieces->last_text < 0)
		return false;
	int column = recognise_find_column(sideways->block, pieces->list[pieces->last_text].text);
	if (column == FORMAT_NONE || (pieces->first_value < 0 && pieces->ntexts > 1)) {
		if (count_rows(recogniser->format, sideways->block) == 1)
			give_up(recogniser);
		return false;
	}
	if (sideways->foreign_row != FORMAT_NONE && (size_t)sideways->foreign_place < pieces->count &&
	    pieces->list[sideways->foreign_place].status == CELL_READ)
		recogniser->foreign_row = sideways->foreign_row;
	sideways->is_broken |= !block->grid || block->truncated || (sideways->columns >> column & 1) ||
			       sideways->nlabels != count_rows(recogniser->format, sideways->block);
	/* Numbers of one that is not to be trusted are not those of a row either. */
	sideways->is_broken |= !take_column(recogniser, pieces, column);
	sideways->columns |= 1u << column;
	if (!sideways->is_broken && sideways->columns == (1u << sideways->block->ncolumns) - 1)
		take_table(recogniser);
	return true;
}

void recognise_sideways_end(struct recogniser *recogniser)
{
	give_up(recogniser);
}
