/* Typical slips, made on purpose: one or two numbers of a report changed. Knows nothing of how slips are looked for. */
#ifndef GOUJI_TESTS_CHECK_MUTATE_H
#define GOUJI_TESTS_CHECK_MUTATE_H

#include "report/report.h"

enum mutation {
	MUTATE_SWAP_DIGITS,             /* 52 -> 25 */
	MUTATE_DROP_DIGIT,              /* 120 -> 12 */
	MUTATE_DOUBLE_DIGIT,            /* 3 -> 33 */
	MUTATE_REPLACE_DIGIT,           /* 0, 6, 8 for each other; 1, 7 */
	MUTATE_BY_ONE,
	MUTATE_TOTAL_ZERO,              /* a sum left at 0 */
	MUTATE_TOTAL_COPIED,            /* a sum taken from the row above or below */
	MUTATE_MOVE_COLUMN,             /* a number added to the one beside it */
	MUTATE_MOVE_ROW,                /* a number added to the one above or below */
	MUTATE_SWAP_CELLS,              /* with the one beside or below */
	MUTATE_SPLIT,                   /* 12 0 -> 1 2 */
	MUTATE_COUNT_TWICE,             /* one more in a row and its total */
	MUTATE_NKINDS,
};

enum { MUTATE_MAX_CELLS = 2, MUTATE_MAX_VARIANTS = 24 };

struct mutant {
	size_t ncells;
	size_t cells[MUTATE_MAX_CELLS];
	decimal values[MUTATE_MAX_CELLS];
};

/* The slip of a kind at `cell`; `variant` counts the ways to make it, up to MUTATE_MAX_VARIANTS. False when there is no
 * such way, or it changes nothing, or a cell of it was not read. */
bool mutate(const struct report *report, enum mutation kind, size_t cell, size_t variant, struct mutant *mutant);
const char *mutation_name(enum mutation kind);
/* Kinds of one class are taken to be equally plausible. */
unsigned mutation_class(enum mutation kind);

#endif
