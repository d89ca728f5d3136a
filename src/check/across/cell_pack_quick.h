/* The common case of cell_pack.h: a report without an exception, every cell of which was read and is what the relations
 * say or a whole number.
 *
 * Then only the numbers that no relation gives are packed, and nothing else is looked at. */
#ifndef GOUJI_CHECK_ACROSS_CELL_PACK_QUICK_H
#define GOUJI_CHECK_ACROSS_CELL_PACK_QUICK_H

#include "check/across/cell_pack.h"
#include "check/relation_quick.h"

struct cell_steps;

/* In `arena`; `guesses` are those of the form of the rules, and outlive the steps. */
const struct cell_steps *cell_steps_make(struct arena *arena, const struct cell_guess *guesses,
					 const struct rules *rules);
/* Appends what cell_pack would. False, with nothing appended, where the report is not of this kind. `values` are those
 * that were taken when it was checked. */
bool cell_pack_quick(const struct cell_steps *steps, const struct relation_values *values, struct strbuf *out);

#endif
