/* The rows of a table in a plain page, cell by cell, where all of their markup is known; see html_marks.h. What
 * comes next is known by the place in the code, not only by what comes before, so that the processor is seldom
 * wrong about it. Private to html_quick.c. */
#ifndef GOUJI_READ_HTML_HTML_CELLS_H
#define GOUJI_READ_HTML_HTML_CELLS_H

#include "read/html/html_marks.h"

/* From the beginning of a cell in an open row on: returns where there is something that is not known, with all done
 * up to there. NULL when the page is not plain. */
const char *html_cells_take(struct html_marks *marks, struct html_scan *scan, const char *p);

#endif
