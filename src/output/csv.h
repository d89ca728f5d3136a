/* Findings and cells as CSV (RFC 4180: a comma between fields, CR LF behind lines, quotes where needed) with a line of
 * names at the top. Controls are made visible; line breaks inside cells of a report become blanks. What is not known is
 * empty. The cells can also be had as text with a TAB between fields and LF behind lines. */
#ifndef GOUJI_OUTPUT_CSV_H
#define GOUJI_OUTPUT_CSV_H

#include "output/writing.h"

/* Appends a field to a line of CSV, with the comma before it where the line has begun. */
void csv_append_field(struct strbuf *line, struct str text);
/* Ends a line of CSV that csv_append_field has made, and writes it. */
void csv_put_line(struct writing *writing);

/* The line of names, once. */
void csv_check_head(struct writing *writing);
/* One record for each check that did not pass (with `all` for every check). A file that was not checked has one record
 * without a rule: verdict `not-checked`, cause its state, message the reason. */
writing_report csv_check_report;

/* The line of names, once; then one record for each cell of the form, for each checked report. */
void csv_export_head(struct writing *writing);
writing_report csv_export_report;
/* The same with tabs. */
void tabs_export_head(struct writing *writing);
writing_report tabs_export_report;

#endif
