/* Sums of cells side by side.
 *
 * What holds for one column of a table holds for those beside it: the same sum, of cells that lie one further on. Such
 * sums are a run. It is made in lanes, one for each sum; where the cells of two sums lie further apart, as those of
 * rows do, one after the other. */
#ifndef GOUJI_CHECK_SUM_RUNS_H
#define GOUJI_CHECK_SUM_RUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/decimal.h"
#include "report/format.h"

enum { SUM_RUN_NLANES = 8 };

/* Values by cell, with room for the lanes that are not used. */
typedef decimal sum_values[FORMAT_MAX_CELLS + SUM_RUN_NLANES];

struct sum_run {
	const uint16_t *cells;          /* of the first sum: those to be added, then those to be taken away */
	uint8_t nadded, ncells;
	uint8_t count;                  /* of sums, at most SUM_RUN_NLANES */
	uint8_t step;                   /* from a cell of one sum to that of the next */
	bool in_a_row;                  /* the cells of a sum lie one behind the other */
};

/* A run of one sum. Views `cells`. */
struct sum_run sum_run_of(const uint16_t *cells, size_t nadded, size_t ncells);
/* Takes a sum of as many cells into the run where it is the next one; false where it is not. A run of one sum has yet
 * to learn its step. */
bool sum_run_add(struct sum_run *run, const uint16_t *cells, size_t nadded, size_t ncells);
/* Makes the sums. Lanes that the run does not use get any number. Sums wrap around. */
void sum_run_make(const struct sum_run *run, const decimal *values, uint64_t sums[SUM_RUN_NLANES]);

#endif
