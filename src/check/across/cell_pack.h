/* The cells of a report in few bytes, for those who keep the numbers of many reports.
 *
 * A report is mostly zeros, and many of its other numbers are told by those before them: totals are sums. So each cell
 * is first guessed, by a relation of the rules that gives it from cells before it, else as 0. Packed are, bit by bit
 * and the lowest first: the cells that are an exception (not read, not a whole number, not what a relation says), each
 * behind the count of cells passed over; then the numbers of the cells that no relation gives. For these one of a few
 * codes is taken that is shortest for the report: many small numbers among zeros take few bits, and so do numbers that
 * are all of one size. Bits behind the end count as 0, and an all-zero report whose cells were all read takes nothing
 * at all. Wrong numbers come back as they were read: a guess is only a guess. */
#ifndef GOUJI_CHECK_ACROSS_CELL_PACK_H
#define GOUJI_CHECK_ACROSS_CELL_PACK_H

#include "base/arena.h"
#include "base/str.h"
#include "check/rule.h"
#include "report/cell.h"

/* How a relation gives a cell from cells before it. */
struct cell_guess {
	const uint16_t *cells;          /* those to be added, then those to be taken away */
	uint8_t nadded, ncells;         /* 0: no relation gives it */
};

/* By cell of the rules' form; in `arena`. */
const struct cell_guess *cell_pack_guesses(struct arena *arena, const struct rules *rules);
/* Packs `ncells` cells, at most FORMAT_MAX_CELLS, behind what `out` holds. */
void cell_pack(const struct cell_guess *guesses, const struct cell *cells, size_t ncells, struct strbuf *out);
/* Unpacks values and statuses with the guesses that they were packed with. Bytes that were never packed give some
 * cells. */
void cell_unpack(const struct cell_guess *guesses, struct str packed, struct cell *cells, size_t ncells);

#endif
