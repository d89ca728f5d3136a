/* The parts of quick.h. Internal to src/report/. */
#ifndef GOUJI_REPORT_QUICK_PARTS_H
#define GOUJI_REPORT_QUICK_PARTS_H

#include "report/quick.h"

/* quick_rows.c: rows that are known. */
/* Takes the row at `start`, where it is known: returns the place behind it and counts its lines. NULL when it is not. */
const char *quick_take_row(struct quick *quick, const char *start, const char *end);
/* Remembers the row from `quick->row_start` to `end` that the plain code has just taken, if it can be told by its bytes. */
void quick_learn_row(struct quick *quick, const char *end);

#endif
