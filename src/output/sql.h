/* Every cell of every report as SQL statements for SQLite: `gouji export --format=sqlite DIR | sqlite3 cells.db`. */
#ifndef GOUJI_OUTPUT_SQL_H
#define GOUJI_OUTPUT_SQL_H

#include "output/writing.h"

/* Begins a transaction and makes the tables `report` and `cell` where there are none. */
void sql_export_head(struct writing *writing);
/* A row for the report, in the place of an earlier one of the same path, and one for each cell of its form. */
writing_report sql_export_report;
/* Ends the transaction. */
void sql_export_end(struct writing *writing);

#endif
