/* Where the title and the cells of a report stand, in a few bytes: enough to show what was found beside other reports
 * when the report itself is gone. */
#ifndef GOUJI_CHECK_ACROSS_REPORT_LINES_H
#define GOUJI_CHECK_ACROSS_REPORT_LINES_H

#include "report/report.h"

/* Appends the lines of a checked report: a byte that says how many bytes follow, then those. The byte is 0 where the
 * cells of a row stand in lines that are not equally far apart, or too far down: then nothing is known. */
void report_lines_pack(const struct report *report, struct strbuf *out);
/* Gives a report that was unpacked from its summary the lines of title, tables and cells. False, with nothing changed,
 * when nothing is known. */
bool report_lines_unpack(const char *packed, struct report *report);

#endif
