/* Findings and cells as NDJSON: one JSON object a line. What is not known is null; numbers of reports are strings of
 * decimal digits, so that no reader rounds them.
 *
 * check: for each file one object of "type":"report", then one of "type":"finding" for each check that did not pass
 *   (with `all` for every check).
 *   What many reports say of each other follows behind the last of them, as findings alone.
 *   report:  path state reason* agency year template sections[number title line] errors warnings notices
 *            not_assessable; `reason` is there only where the file was not checked, the counts are null then
 *   finding: path line agency year rule severity verdict cause place formula left right difference
 *            cells[cell raw value status line] hint message fingerprint
 * export: for each checked report one object of "type":"cell" for each cell of the form:
 *   path agency year template table row column value status raw line */
#ifndef GOUJI_OUTPUT_NDJSON_H
#define GOUJI_OUTPUT_NDJSON_H

#include "output/writing.h"

writing_report ndjson_check_report;
/* The findings alone, of a file whose report object was written before. */
writing_report ndjson_check_findings;
writing_report ndjson_export_report;

#endif
