/* How cells are packed, for both directions. Internal to src/check/across/. */
#ifndef GOUJI_CHECK_ACROSS_CELL_PACK_PARTS_H
#define GOUJI_CHECK_ACROSS_CELL_PACK_PARTS_H

#include "base/bits.h"
#include "check/across/cell_pack.h"

/* How it is told which of the cells that no relation gives are 0: all are, nobody tells, a bit for each, or runs. */
enum { ZEROS_ALL, ZEROS_UNTOLD, ZEROS_BITS, ZEROS_RUNS, NRUN_CODES = 3, NZEROS = ZEROS_RUNS + NRUN_CODES };
/* How their numbers are written: bits_put_growing with one of these k, or bits_put_sized. */
enum { NUMBERS_SIZED = 7, NNUMBERS };

/* What an exception is: cells without a number, a whole number that the relation does not say, or any number. */
enum { EXCEPTION_RUN, EXCEPTION_WHOLE, EXCEPTION_ANY };
/* Sizes of fields, and k for the counts of cells. */
enum { KIND_NBITS = 2, STATUS_NBITS = 3, SCALE_NBITS = 3, CODE_NBITS = 3, GAP_K = 3, RUN_K = 0 };
enum { WHOLE_SIZE_NBITS = 6, ANY_SIZE_NBITS = 7, MAX_SCALE = 6 };

/* What the relation has the cell be. Values of cells without a number are 0. Sums may wrap around, here and there
 * alike. */
static inline decimal cell_guess_value(const struct cell_guess *guess, const decimal *values)
{
	uint64_t sum = 0;
	size_t i = 0;
	for (; i < guess->nadded; i++)
		sum += (uint64_t)values[guess->cells[i]];
	for (; i < guess->ncells; i++)
		sum -= (uint64_t)values[guess->cells[i]];
	return (decimal)sum;
}

#endif
