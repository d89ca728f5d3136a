/* Sums of cells by canonical names, for claims: laid onto a form, and evaluated as far as the cells were read. */
#include "check/kinds/claims_parts.h"

bool claim_sum_read(struct claim_sum *sum, const struct tree_node *node, size_t first, size_t last, struct error *error)
{
	int8_t sign = 1;
	*sum = (struct claim_sum){.node = node};
	for (size_t i = first; i < last; i++) {
		bool plus = tree_word_is(node, i, "+"), minus = tree_word_is(node, i, "-");
		bool wants_name = (i - first) % 2 == 0;
		if (wants_name == (plus || minus))
			return tree_fault(node, i, error, wants_name ? "expected table/row/column" : "expected + or -");
		if (!wants_name) {
			sign = minus ? -1 : 1;
			continue;
		}
		if (sum->nterms == CLAIM_MAX_TERMS)
			return tree_fault(node, i, error, "more than %d terms", CLAIM_MAX_TERMS);
		sum->names[sum->nterms] = tree_word_text(node, i);
		sum->signs[sum->nterms++] = sign;
	}
	return (last - first) % 2 == 1 || tree_fault(node, last, error, "expected table/row/column");
}

/* `refused.*` names refused.law, and refused itself, which other forms have in its place. */
static bool row_has_name(struct str row, struct str name)
{
	if (!str_ends_with(name, STR(".*")))
		return str_equal(row, name);
	struct str group = str_slice(name, 0, name.nbytes - 2);
	return str_starts_with(row, group) && (row.nbytes == group.nbytes || row.ptr[group.nbytes] == '.');
}

/* Adds the cells of a row that stand in columns of this name. False when there is no room. */
static bool lay_row(struct claim_cells *cells, struct str column, int8_t sign, const struct format *format, size_t row)
{
	const struct format_block *block = format_row_block(format, row);
	for (size_t i = 0; i < block->ncolumns; i++) {
		if (!str_equal(block->columns[i].name, column))
			continue;
		if (cells->count == CLAIM_MAX_CELLS)
			return false;
		cells->cells[cells->count] = (uint16_t)((size_t)format->rows[row].first_cell + i);
		cells->signs[cells->count++] = sign;
	}
	return true;
}

static bool lay_name(struct claim_cells *cells, struct str name, int8_t sign, const struct format *format, bool *room)
{
	struct str table_name, row_name, column = name;
	size_t before = cells->count;
	if (!str_split(&column, '/', &table_name) || !str_split(&column, '/', &row_name))
		return false;
	const struct format_table *table = format_find_table(format, table_name);
	size_t end = table ? (size_t)table->first_row + table->nrows : 0;
	for (size_t row = table ? (size_t)table->first_row : 0; *room && row < end; row++)
		if (format->rows[row].first_cell != FORMAT_NONE && row_has_name(format->rows[row].name, row_name))
			*room = lay_row(cells, column, sign, format, row);
	return *room && cells->count > before;
}

bool claim_sum_lay(struct claim_cells *cells, const struct claim_sum *sum, const struct format *format)
{
	bool room = true;
	*cells = (struct claim_cells){.sum = sum};
	for (size_t i = 0; i < sum->nterms; i++) {
		cells->firsts[i] = (uint8_t)cells->count;
		if (!lay_name(cells, sum->names[i], sum->signs[i], format, &room)) {
			cells->count = 0;
			return room;
		}
	}
	return true;
}

/* The least that a cell can hold: its number, or where a column of sums was left blank what was read in the row before
 * it. `*exact`: it holds just that. Of a lost sum nothing is said: the numbers before it may stand in the wrong
 * places. */
static decimal least_value(const struct report *report, size_t cell, bool *exact)
{
	const struct format_block *block = format_row_block(report->format, report->format->cell_rows[cell]);
	size_t column = format_cell_column(report->format, cell);
	decimal sum = 0;
	*exact = cell_has_value(&report->cells[cell]);
	if (*exact)
		return report->cells[cell].value;
	if (!block->columns[column].is_sum || report->cells[cell].status != CELL_BLANK)
		return 0;
	*exact = true;
	for (size_t i = cell - column; i < cell; i++) {
		bool read = cell_has_value(&report->cells[i]);
		if (!read || !decimal_add(&sum, report->cells[i].value))
			*exact = false;
	}
	return sum;
}

static bool table_is_whole(const struct report *report, size_t cell)
{
	const struct report_table *t =
		&report->tables[format_cell_table(report->format, cell) - report->format->tables];
	return !t->nlost && !t->ntext && t->nrows_found == t->nrows_with_cells;
}

struct claim_value claim_cells_evaluate(const struct claim_cells *cells, const struct report *report)
{
	struct claim_value value = {.bounded = true, .whole = true};
	for (size_t i = 0; i < cells->count; i++) {
		bool exact;
		decimal least = least_value(report, cells->cells[i], &exact);
		bool minus = cells->signs[i] < 0;
		value.noted = value.noted || report->cells[cells->cells[i]].status == CELL_NOTED;
		value.whole = value.whole && table_is_whole(report, cells->cells[i]);
		/* Nothing is known of a difference from something unknown. */
		if ((minus && !exact) || !decimal_add(&value.low, minus ? -least : least))
			return (struct claim_value){.noted = value.noted, .whole = value.whole};
		value.bounded = value.bounded && exact;
	}
	value.high = value.low;
	return value;
}

/* The label of a term: its row, or the group's label for GROUP.*. */
static struct str term_label(const struct format *format, struct str name, size_t cell)
{
	const struct format_row *row = &format->rows[format->cell_rows[cell]];
	bool group = str_contains(name, STR(".*")) && row->parent != FORMAT_NONE && str_contains(row->name, STR("."));
	return group ? format->rows[row->parent].label.short_text : row->label.short_text;
}

void claim_cells_append(const struct claim_cells *cells, const struct format *format, struct strbuf *out)
{
	strbuf_append(out, format_cell_table(format, cells->cells[0])->short_title);
	for (size_t i = 0; i < cells->sum->nterms; i++) {
		size_t cell = cells->cells[cells->firsts[i]];
		strbuf_append_text(out, cells->sum->signs[i] < 0 ? " - " : i ? " + " : " ");
		strbuf_append(out, term_label(format, cells->sum->names[i], cell));
		strbuf_append_byte(out, ' ');
		strbuf_append(out, format_row_block(format, format->cell_rows[cell])
					   ->columns[format_cell_column(format, cell)].label.short_text);
	}
}
