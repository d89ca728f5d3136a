#include "report/quick_cells.h"

#include "base/ascii.h"
#include "report/recognise_parts.h"

static inline uint16_t shape_of(const struct block_cell *cell)
{
	return (uint16_t)(cell->text.nbytes << 1 | cell->covered);
}

/* How many cells of a row stand before the first short number. */
static size_t find_number(const struct block *block)
{
	decimal value;
	for (size_t i = 0; i < block->ncells; i++) {
		struct str text = block->cells[i].text;
		if (text.nbytes && ascii_is_digit(text.ptr[0]) && cell_parse_digits(text, &value))
			return i;
	}
	return block->ncells;
}

/* Of the lengths, and eight bytes at the end of each text. */
static size_t hash_cells(const struct block *block, size_t ncells)
{
	uint64_t hash = ncells;
	for (size_t i = 0; i < ncells; i++) {
		struct str text = block->cells[i].text;
		uint64_t eight = 0;
		if (text.nbytes >= sizeof(eight))
			memcpy(&eight, text.ptr + text.nbytes - sizeof(eight), sizeof(eight));
		else if (text.nbytes)
			memcpy(&eight, text.ptr, text.nbytes);
		hash = (hash ^ eight ^ shape_of(&block->cells[i])) * UINT64_C(0x9e3779b97f4a7c15);
		hash ^= hash >> 32;
	}
	return (size_t)(hash >> 8) % QUICK_CELLS_NROWS;
}

/* Whether the row begins with the cells of one that is known; more may stand behind them only where it has numbers. */
static bool begins(const struct quick_cells_row *row, const struct block *block, const struct labels *labels)
{
	const char *bytes = row->bytes;
	if (row->labels != labels ||
	    (row->meaning.kind == QUICK_HEAD ? block->ncells != row->ncells : block->ncells <= row->ncells))
		return false;
	for (size_t i = 0; i < row->ncells; i++) {
		struct str text = block->cells[i].text;
		if (shape_of(&block->cells[i]) != row->shapes[i] || text.nbytes > UINT16_MAX >> 1 ||
		    !str_same_bytes(text.ptr, bytes, text.nbytes))
			return false;
		bytes += text.nbytes;
	}
	return true;
}

/* Takes what stands behind the label: short numbers and empty cells; false when there is something else, or no number:
 * labels alone may begin a table given sideways. */
static bool fill(const struct recogniser *recogniser, const struct quick_meaning *meaning, const struct block *block,
		 struct allot_row *values)
{
	size_t nnumbers = 0, first = 0, end = 0;
	values->line = block->line;
	values->first = (uint8_t)(meaning->place + 1);
	values->grid = true;
	values->nvalues = 0;
	for (size_t i = meaning->place + 1u; i < block->ncells; i++) {
		const struct block_cell *from = &block->cells[i];
		if (from->covered) {
			values->grid = false;
			continue;
		}
		if (values->nvalues == ALLOT_MAX_VALUES)
			return false;
		struct cell *cell = &values->values[values->nvalues];
		cell->value = 0;
		if (from->text.nbytes && !cell_parse_digits(from->text, &cell->value))
			return false;
		cell->raw = recognise_slice(recogniser, from->text);
		cell->line = from->line;
		cell->column = from->column;
		cell->status = from->text.nbytes ? CELL_READ : CELL_BLANK;
		first = from->text.nbytes && !nnumbers ? values->nvalues : first;
		values->nvalues++;
		nnumbers += from->text.nbytes > 0;
		end = from->text.nbytes ? values->nvalues : end;
	}
	values->is_full = nnumbers == meaning->ncolumns && end == first + meaning->ncolumns;
	values->nleading = (uint8_t)first;
	return nnumbers > 0;
}

static bool take_numbers(struct recogniser *recogniser, const struct quick_cells_row *row, const struct block *block)
{
	const struct quick_meaning *meaning = &row->meaning;
	struct allot_row *values = quick_values_of(recogniser, meaning);
	if (!values || !fill(recogniser, meaning, block, values))
		return false;
	quick_take_values(recogniser, meaning, values);
	if (meaning->told)
		recognise_tell_label(recogniser, block, meaning->place, meaning->table, meaning->row);
	return true;
}

static void take_head(struct recogniser *recogniser, const struct quick_cells_row *row, const struct block *block)
{
	int table = quick_enter_head(recogniser, &row->meaning, block->line);
	for (size_t i = 0; i < block->ncells; i++)
		recognise_tell_label(recogniser, block, i, table, FORMAT_NONE);
}

static bool take(struct quick_cells *quick, struct recogniser *recogniser, const struct quick_cells_row *known,
		 const struct block *block)
{
	uint16_t number = (uint16_t)(known - quick->rows);
	if (known->meaning.kind == QUICK_HEAD)
		take_head(recogniser, known, block);
	else if (!take_numbers(recogniser, known, block))
		return false;
	recogniser->report->last_line = block->line;
	quick->rows[quick->last].next = number;
	quick->last = number;
	return true;
}

/* An entry for a row that is told by its first `ncells` cells; NULL when they are too many or too long. */
static struct quick_cells_row *add(struct quick_cells *quick, const struct recogniser *recogniser,
				   const struct block *block, size_t ncells)
{
	size_t nbytes = 0;
	for (size_t i = 0; i < ncells; i++)
		nbytes += block->cells[i].text.nbytes;
	if (ncells > QUICK_CELLS_MAX_NCELLS || nbytes > QUICK_CELLS_MAX_NBYTES)
		return NULL;
	size_t place = hash_cells(block, ncells);
	struct quick_cells_row *row = &quick->rows[quick->rows[place].labels ? place ^ 1 : place];
	if (row->labels)
		row = &quick->rows[place];
	*row = (struct quick_cells_row){.labels = recogniser->labels, .ncells = (uint8_t)ncells, .next = row->next};
	for (size_t i = 0; i < ncells; i++) {
		struct str text = block->cells[i].text;
		row->shapes[i] = shape_of(&block->cells[i]);
		if (text.nbytes)
			memcpy(row->bytes + row->nbytes, text.ptr, text.nbytes);
		row->nbytes = (uint16_t)(row->nbytes + text.nbytes);
	}
	quick->rows[quick->last].next = (uint16_t)(row - quick->rows);
	quick->last = (uint16_t)(row - quick->rows);
	return row;
}

static void learn_numbers(struct quick_cells *quick, const struct recogniser *recogniser, const struct block *block)
{
	const struct pieces *pieces = &recogniser->pieces;
	size_t number = find_number(block), label = (size_t)pieces->label;
	if (number == block->ncells || pieces->first_value != (int)number || label > number)
		return;
	for (size_t i = label + 1; i < number; i++)
		if (block->cells[i].text.nbytes)
			return;
	struct quick_cells_row *known = add(quick, recogniser, block, number);
	if (!known)
		return;
	known->meaning = quick_know_numbers(recogniser, true);
}

static void learn_head(struct quick_cells *quick, const struct recogniser *recogniser, const struct block *block)
{
	struct quick_cells_row *known =
		recogniser->disordered_tables ? NULL : add(quick, recogniser, block, block->ncells);
	if (known)
		known->meaning = quick_know_head(recogniser, true);
}

/* Remembers the row that the plain code has just taken, if it can be told by its cells. */
static void learn(struct quick_cells *quick, const struct recogniser *recogniser, const struct block *block)
{
	const struct pieces *pieces = &recogniser->pieces;
	if (pieces->count != block->ncells || !quick_is_plain(pieces))
		return;
	if (quick_is_labelled(recogniser, pieces))
		learn_numbers(quick, recogniser, block);
	else if (quick_is_head(pieces))
		learn_head(quick, recogniser, block);
}

static bool take_known(struct quick_cells *quick, struct recogniser *recogniser, const struct block *block)
{
	const struct quick_cells_row *row = &quick->rows[quick->rows[quick->last].next];
	if (begins(row, block, recogniser->labels))
		return take(quick, recogniser, row, block);
	size_t place = hash_cells(block, find_number(block));
	for (size_t i = 0; i < 2; i++) {
		row = &quick->rows[place ^ i];
		if (begins(row, block, recogniser->labels))
			return take(quick, recogniser, row, block);
	}
	return false;
}

void quick_cells_take(struct quick_cells *quick, struct recogniser *recogniser, const struct block *block)
{
	/* In a table given sideways a row means something else. */
	bool may_be_known = block->kind == BLOCK_ROW && block->grid && !block->truncated &&
			    !recogniser->sideways.block && recogniser->turned.layout == TURNED_NONE;
	if (may_be_known && take_known(quick, recogniser, block))
		return;
	recogniser->pieces.count = 0;
	recogniser_take(recogniser, block);
	if (may_be_known)
		learn(quick, recogniser, block);
}
