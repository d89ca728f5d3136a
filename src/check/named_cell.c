#include "check/named_cell.h"

int named_cell_find(const struct format *format, const char *table, const char *row, const char *column)
{
	const struct format_table *form = format_find_table(format, str_from(table));
	const struct str row_name = str_from(row), column_name = str_from(column);
	for (size_t i = form ? form->first_row : 0; form && i < (size_t)form->first_row + form->nrows; i++) {
		if (format->rows[i].first_cell == FORMAT_NONE || !str_equal(format->rows[i].name, row_name))
			continue;
		const struct format_block *block = format_row_block(format, i);
		for (size_t j = 0; j < block->ncolumns; j++)
			if (str_equal(block->columns[j].name, column_name))
				return format->rows[i].first_cell + (int)j;
	}
	return FORMAT_NONE;
}

const struct cell *named_cell(const struct report *report, const char *table, const char *row, const char *column)
{
	int cell = named_cell_find(report->format, table, row, column);
	return cell == FORMAT_NONE ? NULL : &report->cells[cell];
}
