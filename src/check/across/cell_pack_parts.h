/* How cells are packed, for both ways to do it. */
#ifndef GOUJI_CHECK_ACROSS_CELL_PACK_PARTS_H
#define GOUJI_CHECK_ACROSS_CELL_PACK_PARTS_H

#include <stdbool.h>

#include "base/bits.h"
#include "report/cell.h"

/* How it is told which of the cells that no relation gives are 0: all are, nobody tells, a bit for each, or runs. */
enum { ZEROS_ALL, ZEROS_UNTOLD, ZEROS_BITS, ZEROS_RUNS, NRUN_CODES = 3, NZEROS = ZEROS_RUNS + NRUN_CODES };
/* How their numbers are written: bits_put_growing with one of these k, or bits_put_sized. */
enum { NUMBERS_SIZED = 7, NNUMBERS };
/* Cells that are one exception, behind others that are none. */
struct exception {
	uint64_t npassed, count;
	struct cell cell;
};

/* Takes the next exception; false at their end. */
bool cell_pack_take_exception(struct bit_reader *reader, enum cell_status usual, struct exception *exception);
/* Puts one that is a cell with any number behind `npassed` cells that are none. */
void cell_pack_put_exception(struct bit_writer *writer, size_t npassed, const struct cell *cell);

/* Sizes of fields. */
enum { CODE_NBITS = 3, WHOLE_SIZE_NBITS = 6 };

#endif
