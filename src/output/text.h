/* Findings as text, one a line, in the form that editors and pagers know from compilers:
 *
 *     path:line: severity: RULE place: message
 *
 * A file that was not checked has one line as well: `path:1: notice: not checked: reason`. */
#ifndef GOUJI_OUTPUT_TEXT_H
#define GOUJI_OUTPUT_TEXT_H

#include "output/writing.h"

/* The open findings of a file; with `all` every check, `pass` or `na` in place of the severity. */
writing_report text_check_report;

#endif
