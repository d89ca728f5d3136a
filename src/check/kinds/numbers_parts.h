/* What checks of the numbers share. Internal to src/check/kinds/. */
#ifndef GOUJI_CHECK_KINDS_NUMBERS_PARTS_H
#define GOUJI_CHECK_KINDS_NUMBERS_PARTS_H

#include <stdbool.h>

#include "check/kind.h"

/* The cell's text in the source. */
struct str numbers_raw(const struct check *check, size_t cell);
/* Whether a cell was read, with its value. `cell` may be FORMAT_NONE. */
bool numbers_read(const struct report *report, int cell, decimal *value);
/* A finding about one cell, at its line. */
struct finding numbers_start(const struct check *check, const struct rule *rule, enum verdict verdict, size_t message,
			     int cell);

#endif
