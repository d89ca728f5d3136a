/* Cells by their names in the form, for checks that are code. */
#ifndef GOUJI_CHECK_NAMED_CELL_H
#define GOUJI_CHECK_NAMED_CELL_H

#include "report/report.h"

/* The number of the cell table/row/column in the report's form, FORMAT_NONE when the form has no such cell. */
int named_cell_find(const struct format *format, const char *table, const char *row, const char *column);
/* The cell of the report, or NULL. */
const struct cell *named_cell(const struct report *report, const char *table, const char *row, const char *column);

#endif
