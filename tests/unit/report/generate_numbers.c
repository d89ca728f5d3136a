#include <stdlib.h>

#include "report/generate.h"

unsigned made_random(struct made *made, unsigned count)
{
	uint64_t x = made->random += UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (unsigned)((x ^ (x >> 31)) % count);
}

bool made_once_in(struct made *made, unsigned count)
{
	return made_random(made, count) == 0;
}

static decimal random_count(struct made *made, unsigned kind)
{
	switch (kind) {
	case 0: return 0;
	case 1: return made_once_in(made, 4) ? (decimal)made_random(made, 9) * DECIMAL_ONE : 0;
	case 2: return (decimal)(1 + made_random(made, 40)) * DECIMAL_ONE;
	default: return (decimal)made_random(made, made_once_in(made, 3) ? 9000000 : 900) * DECIMAL_ONE;
	}
}

struct str made_column_name(const struct made *made, int cell)
{
	const struct format *format = made->form->format;
	size_t row = format->cell_rows[cell];
	return format_row_block(format, row)->columns[format_cell_column(format, (size_t)cell)].name;
}

/* The last column of each row is the sum of the others, in tables with a column of totals. */
static void total_rows(struct made *made, const struct format_table *table)
{
	decimal sum = 0;
	for (int i = table->first_cell; i < table->first_cell + table->ncells; i++) {
		if (str_equal(made_column_name(made, i), STR("total"))) {
			made->values[i] = sum;
			sum = 0;
		} else {
			sum += made->values[i];
		}
	}
}

static int row_of(const struct made *made, const char *name)
{
	const struct format *format = made->form->format;
	for (size_t i = 0; i < format->nrows; i++)
		if (str_equal(format->rows[i].name, str_from(name)))
			return format->rows[i].first_cell;
	abort();
}

/* Sums the outcomes of a column, and makes what was received fit them. */
static void balance_column(struct made *made, const struct format_table *table, int column)
{
	int new = row_of(made, "new"), carried_in = row_of(made, "carried_in");
	int processed = row_of(made, "processed"), carried_out = row_of(made, "carried_out");
	decimal sum = 0;
	(void)table;
	for (int first = carried_in + 7; first < processed; first += 7)
		sum += made->values[first + column];
	made->values[processed + column] = sum;
	sum += made->values[carried_out + column];
	decimal before = made->values[carried_in + column];
	if (before > sum)
		before = made->values[carried_in + column] = sum;
	made->values[new + column] = sum - before;
}

static void make_consistent(struct made *made)
{
	const struct format *format = made->form->format;
	for (size_t i = 0; i < format->ntables; i++) {
		const struct format_table *table = &format->tables[i];
		if (str_equal(table->name, STR("requests")))
			for (int column = 0; column < 6; column++)
				balance_column(made, table, column);
		if (!str_equal(table->name, STR("proactive")))
			total_rows(made, table);
	}
	for (size_t i = 0; i + 2 < format->ncells; i++)
		if (str_equal(made_column_name(made, (int)i), STR("made")) && made->values[i + 2] < made->values[i])
			made->values[i + 2] += made->values[i];
}

static bool is_change(const struct made *made, int cell)
{
	return str_equal(made_column_name(made, cell), STR("change"));
}

void made_fill_numbers(struct made *made, bool wrong)
{
	const struct format *format = made->form->format;
	unsigned kind = made_random(made, 4);
	for (size_t i = 0; i < format->ncells; i++) {
		made->values[i] = random_count(made, kind);
		if (is_change(made, (int)i) && made_once_in(made, 2))
			made->values[i] = -made->values[i];
		if (str_equal(made_column_name(made, (int)i), STR("amount")))
			made->values[i] += (decimal)made_random(made, 1000000);
	}
	make_consistent(made);
	for (unsigned i = 0; wrong && i < 1 + made_random(made, 3); i++) {
		unsigned cell = made_random(made, (unsigned)format->ncells);
		made->values[cell] += (decimal)(1 + made_random(made, 12)) * DECIMAL_ONE;
	}
}
