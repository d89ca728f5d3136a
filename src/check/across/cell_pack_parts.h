/* How cells are packed, for both ways to do it. */
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

/* Puts one that is a cell with any number behind `npassed` cells that are none. */
void cell_pack_put_exception(struct bit_writer *writer, size_t npassed, const struct cell *cell);

/* The numbers of the cells that no relation gives and that are no exceptions. */
struct cell_numbers {
	size_t nall;                    /* with those that are 0 */
	size_t count;                   /* of those that are not */
	uint16_t places[FORMAT_MAX_CELLS]; /* theirs among all */
	uint64_t list[FORMAT_MAX_CELLS];
};

static inline void cell_numbers_add(struct cell_numbers *numbers, uint64_t number)
{
	if (number) {
		numbers->places[numbers->count] = (uint16_t)numbers->nall;
		numbers->list[numbers->count++] = number;
	}
	numbers->nall++;
}

/* Puts them, if some are not 0. */
void cell_pack_put_numbers(struct bit_writer *writer, const struct cell_numbers *numbers);

/* Ends what was put behind byte `start`: bytes of 0 at the end need not be there. */
static inline void cell_pack_end(struct bit_writer *writer, size_t start)
{
	struct strbuf *out = writer->out;
	bits_flush(writer);
	while (out->nbytes > start && !out->ptr[out->nbytes - 1])
		out->nbytes--;
}

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
