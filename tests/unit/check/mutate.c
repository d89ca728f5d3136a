#include "check/mutate.h"

#include <stdio.h>
#include <stdlib.h>

static const struct {
	const char *name;
	unsigned class;
} kinds[MUTATE_NKINDS] = {
	[MUTATE_SWAP_DIGITS] = {"digits swapped", 0},  [MUTATE_DROP_DIGIT] = {"digit dropped", 0},
	[MUTATE_DOUBLE_DIGIT] = {"digit doubled", 0},  [MUTATE_REPLACE_DIGIT] = {"digit for a like one", 0},
	[MUTATE_BY_ONE] = {"off by one", 1},           [MUTATE_TOTAL_ZERO] = {"total left at 0", 2},
	[MUTATE_TOTAL_COPIED] = {"total copied", 2},   [MUTATE_MOVE_COLUMN] = {"moved by a column", 3},
	[MUTATE_MOVE_ROW] = {"moved by a row", 3},     [MUTATE_SWAP_CELLS] = {"neighbours swapped", 3},
	[MUTATE_SPLIT] = {"one number split", 3},      [MUTATE_COUNT_TWICE] = {"counted twice", 4},
};

const char *mutation_name(enum mutation kind)
{
	return kinds[kind].name;
}

unsigned mutation_class(enum mutation kind)
{
	return kinds[kind].class;
}

static bool is_sum(const struct format *format, size_t cell)
{
	return format_row_block(format, format->cell_rows[cell])->columns[format_cell_column(format, cell)].is_sum;
}

/* The cell some rows below and columns to the right, in the same block; -1 when there is none that was read. */
static int beside(const struct report *report, size_t cell, int down, int right)
{
	const struct format *format = report->format;
	const struct format_block *block = format_row_block(format, format->cell_rows[cell]);
	int column = (int)format_cell_column(format, cell) + right,
	    other = (int)cell + down * (int)block->ncolumns + right;
	if (column < 0 || column >= (int)block->ncolumns || other < 0 || other >= (int)format->ncells ||
	    format_row_block(format, format->cell_rows[other]) != block || !cell_has_value(&report->cells[other]))
		return -1;
	return other;
}

/* The number of some decimal digits; false where the first of several is 0. */
static bool take_digits(const char *digits, decimal *value)
{
	if (!digits[0] || (digits[0] == '0' && digits[1]))
		return false;
	*value = (decimal)strtoll(digits, NULL, 10) * DECIMAL_ONE;
	return true;
}

static bool change_digits(enum mutation kind, decimal from, size_t variant, decimal *to)
{
	static const char *const alike[] = {"06", "08", "60", "68", "80", "86", "17", "71"};
	enum { NALIKE = sizeof(alike) / sizeof(*alike) };
	char digits[32], changed[40];
	size_t n = (size_t)snprintf(digits, sizeof(digits), "%lld", (long long)(from / DECIMAL_ONE)), at = variant;
	if (kind == MUTATE_REPLACE_DIGIT) {
		const char *pair = alike[variant % NALIKE];
		at = variant / NALIKE;
		if (at >= n || digits[at] != pair[0])
			return false;
		digits[at] = pair[1];
		return take_digits(digits, to);
	}
	if (at >= n || (kind == MUTATE_DOUBLE_DIGIT && from == 0))
		return false;
	if (kind == MUTATE_SWAP_DIGITS) {
		if (at + 1 >= n)
			return false;
		char kept = digits[at];
		digits[at] = digits[at + 1];
		digits[at + 1] = kept;
		return take_digits(digits, to);
	}
	snprintf(changed, sizeof(changed), "%.*s%s", (int)(kind == MUTATE_DOUBLE_DIGIT ? at + 1 : at), digits,
		 digits + (kind == MUTATE_DOUBLE_DIGIT ? at : at + 1));
	return take_digits(changed, to);
}

static bool change_two(const struct report *report, size_t a, int b, decimal to_a, decimal to_b, struct mutant *mutant)
{
	if (b < 0 || is_sum(report->format, a) || is_sum(report->format, (size_t)b))
		return false;
	*mutant = (struct mutant){2, {a, (size_t)b}, {to_a, to_b}};
	return true;
}

static bool change_places(const struct report *report, enum mutation kind, size_t cell, size_t variant,
			  struct mutant *mutant)
{
	decimal value = report->cells[cell].value;
	int step = variant ? 1 : -1, next = beside(report, cell, 0, 1), moved;
	switch (kind) {
	case MUTATE_MOVE_COLUMN:
	case MUTATE_MOVE_ROW:
		moved = kind == MUTATE_MOVE_ROW ? beside(report, cell, step, 0) : beside(report, cell, 0, step);
		return variant < 2 && value && moved >= 0 &&
		       change_two(report, cell, moved, 0, report->cells[moved].value + value, mutant);
	case MUTATE_SWAP_CELLS:
		moved = variant ? beside(report, cell, 1, 0) : next;
		return variant < 2 && moved >= 0 &&
		       change_two(report, cell, moved, report->cells[moved].value, value, mutant);
	case MUTATE_SPLIT:
		value /= DECIMAL_ONE;
		return !variant && value >= 10 && value < 100 && next >= 0 && report->cells[next].value == 0 &&
		       change_two(report, cell, next, value / 10 * DECIMAL_ONE, value % 10 * DECIMAL_ONE, mutant);
	default:
		return false;
	}
}

/* One more in a cell and in the total of its row. */
static bool count_twice(const struct report *report, size_t cell, size_t variant, struct mutant *mutant)
{
	const struct format *format = report->format;
	size_t total = cell;
	if (variant || is_sum(format, cell))
		return false;
	while (total + 1 < format->ncells && format->cell_rows[total + 1] == format->cell_rows[cell])
		total++;
	if (!is_sum(format, total) || !cell_has_value(&report->cells[total]))
		return false;
	*mutant = (struct mutant){2, {cell, total},
				  {report->cells[cell].value + DECIMAL_ONE, report->cells[total].value + DECIMAL_ONE}};
	return true;
}

static bool change_one(const struct report *report, enum mutation kind, size_t cell, size_t variant, decimal *to)
{
	decimal value = report->cells[cell].value;
	int other;
	switch (kind) {
	case MUTATE_BY_ONE:
		*to = variant ? value - DECIMAL_ONE : value + DECIMAL_ONE;
		return variant < 2 && *to >= 0;
	case MUTATE_TOTAL_ZERO:
		*to = 0;
		return !variant && is_sum(report->format, cell);
	case MUTATE_TOTAL_COPIED:
		other = beside(report, cell, variant ? 1 : -1, 0);
		*to = other < 0 ? 0 : report->cells[other].value;
		return variant < 2 && other >= 0 && *to && is_sum(report->format, cell);
	default:
		return value % DECIMAL_ONE == 0 && value >= 0 && change_digits(kind, value, variant, to);
	}
}

bool mutate(const struct report *report, enum mutation kind, size_t cell, size_t variant, struct mutant *mutant)
{
	if (!cell_has_value(&report->cells[cell]))
		return false;
	if (kind == MUTATE_COUNT_TWICE)
		return count_twice(report, cell, variant, mutant);
	if (kinds[kind].class == 3)
		return change_places(report, kind, cell, variant, mutant) &&
		       (mutant->values[0] != report->cells[mutant->cells[0]].value ||
			mutant->values[1] != report->cells[mutant->cells[1]].value);
	*mutant = (struct mutant){1, {cell}, {0}};
	return change_one(report, kind, cell, variant, &mutant->values[0]) &&
	       mutant->values[0] != report->cells[cell].value;
}
