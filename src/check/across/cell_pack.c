#include "check/across/cell_pack.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/bits.h"
#include "check/across/cell_pack_parts.h"

_Static_assert((int)CELL_NSTATUSES <= 1 << STATUS_NBITS && (int)NZEROS <= 1 << CODE_NBITS &&
		       (int)NNUMBERS <= 1 << CODE_NBITS,
	       "fields have room");

/* ---- Guesses ---- */

/* The last cell of an equation of one report; FORMAT_NONE when it stands there more than once. */
static int last_cell(const struct relation *relation)
{
	int last = FORMAT_NONE, count = 0;
	for (size_t i = 0; i < relation->nterms; i++) {
		int cell = relation->terms[i].cell;
		if (cell > last)
			last = cell, count = 0;
		count += cell == last;
	}
	return count == 1 ? last : FORMAT_NONE;
}

/* Solves the equation for its last cell: where that is added, the others change their sides. */
static struct cell_guess solve(struct arena *arena, const struct relation *relation, int last)
{
	uint16_t *cells = arena_alloc(arena, relation->nterms, sizeof(*cells));
	struct cell_guess guess = {.cells = cells};
	bool last_is_added = false;
	for (size_t i = 0; i < relation->nadded; i++)
		last_is_added |= relation->cells[i] == last;
	for (int side = 0; side < 2; side++) {
		bool added = (side == 0) != last_is_added;
		size_t first = added ? 0 : relation->nadded, end = added ? relation->nadded : relation->nterms;
		for (size_t i = first; i < end; i++)
			if (relation->cells[i] != last)
				cells[guess.ncells++] = relation->cells[i];
		if (side == 0)
			guess.nadded = guess.ncells;
	}
	return guess;
}

const struct cell_guess *cell_pack_guesses(struct arena *arena, const struct rules *rules)
{
	struct cell_guess *guesses = arena_alloc(arena, rules->format->ncells + 1, sizeof(*guesses));
	for (size_t i = 0; i < rules->nrelations; i++) {
		const struct relation *relation = &rules->relations[i];
		int cell = relation->comparison == COMPARE_EQUAL && !relation->over_years ? last_cell(relation)
											  : FORMAT_NONE;
		if (cell != FORMAT_NONE && !guesses[cell].ncells)
			guesses[cell] = solve(arena, relation, cell);
	}
	return guesses;
}

/* ---- Packing ---- */

/* The numbers of the cells that no relation gives and that are no exceptions. */
struct cell_numbers {
	size_t nall;                    /* with those that are 0 */
	size_t count;                   /* of those that are not */
	uint16_t places[FORMAT_MAX_CELLS]; /* theirs among all */
	uint64_t list[FORMAT_MAX_CELLS];
};

/* The cells of a report on their way. */
struct packing {
	const struct cell *cells;
	size_t ncells;
	enum cell_status usual;         /* the commonest one of cells with numbers */
	decimal values[FORMAT_MAX_CELLS]; /* of the cells so far, 0 for those without a number */
	struct cell_numbers numbers;
};

static enum cell_status find_usual(const struct cell *cells, size_t ncells)
{
	size_t counts[CELL_NSTATUSES] = {0};
	enum cell_status usual = CELL_READ;
	for (size_t i = 0; i < ncells; i++)
		counts[cells[i].status]++;
	for (size_t i = 0; i < CELL_NSTATUSES; i++)
		if (counts[i] > counts[usual] && cell_has_number(&(struct cell){.status = (uint8_t)i}))
			usual = (enum cell_status)i;
	return usual;
}

static void put_status(struct bit_writer *writer, enum cell_status usual)
{
	bits_put(writer, usual != CELL_READ, 1);
	if (usual != CELL_READ)
		bits_put(writer, usual, STATUS_NBITS);
}

static void put_any(struct bit_writer *writer, const struct cell *cell)
{
	uint64_t value = cell->value < 0 ? 0 - (uint64_t)cell->value : (uint64_t)cell->value;
	unsigned scale = 0;
	for (; value && scale < MAX_SCALE && value % 10 == 0; scale++)
		value /= 10;
	bits_put(writer, EXCEPTION_ANY, KIND_NBITS);
	bits_put(writer, cell->status, STATUS_NBITS);
	bits_put(writer, cell->value < 0, 1);
	bits_put(writer, scale, SCALE_NBITS);
	bits_put_sized(writer, value, ANY_SIZE_NBITS);
}

static void put_run(struct bit_writer *writer, enum cell_status status, size_t count)
{
	bits_put(writer, EXCEPTION_RUN, KIND_NBITS);
	bits_put(writer, status, STATUS_NBITS);
	bits_put_growing(writer, count - 1, RUN_K);
}

static size_t count_same(const struct cell *cells, size_t ncells)
{
	size_t nsame = 1;
	while (nsame < ncells && cells[nsame].status == cells[0].status)
		nsame++;
	return nsame;
}

/* Begins an exception behind cells that are none. */
static void start_exception(struct bit_writer *writer, size_t *npassed)
{
	bits_put(writer, 1, 1);
	bits_put_growing(writer, *npassed, GAP_K);
	*npassed = 0;
}

/* Takes cells without a number that are of one status; returns how many. */
static size_t take_run(struct packing *p, struct bit_writer *writer, size_t first, size_t *npassed)
{
	size_t count = count_same(&p->cells[first], p->ncells - first);
	start_exception(writer, npassed);
	put_run(writer, (enum cell_status)p->cells[first].status, count);
	memset(&p->values[first], 0, count * sizeof(*p->values));
	return count;
}

/* A cell that is not what it is guessed as. */
static void put_wrong(const struct packing *p, struct bit_writer *writer, const struct cell *cell)
{
	decimal number = cell->value / DECIMAL_ONE;
	if (cell->status != p->usual || cell->value < 0 || number * DECIMAL_ONE != cell->value) {
		put_any(writer, cell);
		return;
	}
	bits_put(writer, EXCEPTION_WHOLE, KIND_NBITS);
	bits_put_sized(writer, (uint64_t)number, WHOLE_SIZE_NBITS);
}

/* Keeps the number of a cell that no relation gives; false when it is no whole one. */
static inline bool keep_free(struct cell_numbers *numbers, decimal value)
{
	if (value) {
		decimal number = value / DECIMAL_ONE;
		if (value < 0 || number * DECIMAL_ONE != value)
			return false;
		numbers->places[numbers->count] = (uint16_t)numbers->nall;
		numbers->list[numbers->count++] = (uint64_t)number;
	}
	numbers->nall++;
	return true;
}

/* Writes the exceptions and gathers the numbers of the cells that no relation gives. */
static void put_exceptions(struct packing *p, const struct cell_guess *guesses, struct bit_writer *writer)
{
	const size_t ncells = p->ncells;
	const enum cell_status usual = p->usual;
	decimal *const values = p->values;
	size_t npassed = 0;
	for (size_t i = 0; i < ncells;) {
		const struct cell *cell = &p->cells[i];
		bool right = cell->status == usual;
		if (!right && !cell_has_number(cell)) {
			i += take_run(p, writer, i, &npassed);
			continue;
		}
		values[i] = cell->value;
		if (right && guesses[i].ncells)
			right = cell_guess_value(&guesses[i], values) == cell->value;
		else if (right)
			right = keep_free(&p->numbers, cell->value);
		if (right) {
			npassed++;
		} else {
			start_exception(writer, &npassed);
			put_wrong(p, writer, cell);
		}
		i++;
	}
	bits_put(writer, 0, 1);
}

/* ---- Numbers that no relation gives ---- */

static void put_number(struct bit_writer *writer, uint64_t number, unsigned code)
{
	if (code == NUMBERS_SIZED)
		bits_put_sized(writer, number, WHOLE_SIZE_NBITS);
	else
		bits_put_growing(writer, number, code);
}

/* How many bits the numbers other than 0, each less `less`, take in each code: bits_count_growing and bits_count_sized,
 * summed up.
 *
 * (number >> k) + 1 has k digits less than number + 2^k, for what is below 2^k changes no leading bit. Of a number with
 * the length L that sum has k + 1 digits where L <= k; else L, or L + 1 where all digits from k on are ones: what is 0
 * of them is below some place, a second length. So two counts of numbers by length tell the sums of all k. */
static void sum_codes(const struct cell_numbers *numbers, uint64_t less, size_t sums[NNUMBERS])
{
	size_t lengths[NUMBERS_SIZED + 1] = {0}, zeros[NUMBERS_SIZED + 1] = {0}, total = 0, nshort = 0, nfull = 0;
	for (size_t i = 0; i < numbers->count; i++) {
		uint64_t number = numbers->list[i] - less;
		unsigned length = bits_length(number), zero = bits_length(~number & ((UINT64_C(1) << length) - 1));
		lengths[length < NUMBERS_SIZED ? length : NUMBERS_SIZED]++;
		zeros[zero < NUMBERS_SIZED ? zero : NUMBERS_SIZED]++;
		total += length;
	}
	sums[NUMBERS_SIZED] = total - (numbers->count - lengths[0]) + numbers->count * WHOLE_SIZE_NBITS;
	for (unsigned k = 0; k < NUMBERS_SIZED; k++) {
		/* One digit more for each that was short before, and for those that are now. */
		total += nshort + lengths[k];
		nshort += lengths[k];
		nfull += zeros[k];
		sums[k] = 2 * (total + nfull - nshort) - numbers->count - numbers->count * k;
	}
}

static unsigned count_number(uint64_t number, unsigned code)
{
	return code == NUMBERS_SIZED ? bits_count_sized(number, WHOLE_SIZE_NBITS) : bits_count_growing(number, code);
}

/* The code in which the numbers other than 0, each less `less`, and `nzeros` zeros take the least bits, and how
 * many. */
static unsigned choose_code(const struct cell_numbers *numbers, uint64_t less, size_t nzeros, size_t *nbits)
{
	size_t sums[NNUMBERS];
	unsigned best = 0;
	sum_codes(numbers, less, sums);
	for (unsigned code = 0; code < NNUMBERS; code++) {
		sums[code] += nzeros * count_number(0, code);
		best = sums[code] < sums[best] ? code : best;
	}
	*nbits = sums[best];
	return best;
}

/* How many zeros stand before a number of the list, behind the one before it; behind the last one for the place behind
 * it. */
static size_t zeros_before(const struct cell_numbers *numbers, size_t i)
{
	size_t first = i ? numbers->places[i - 1] + 1u : 0;
	return (i < numbers->count ? numbers->places[i] : numbers->nall) - first;
}

/* How to tell which ones are 0: by a bit for each, or by runs, and how many bits that takes. */
static unsigned choose_zeros(const struct cell_numbers *numbers, size_t *nbits)
{
	size_t sums[NRUN_CODES] = {0};
	unsigned best = ZEROS_BITS;
	for (size_t i = 0; i <= numbers->count; i++) {
		size_t nzeros = zeros_before(numbers, i);
		for (unsigned k = 0; k < NRUN_CODES; k++)
			sums[k] += bits_count_growing(nzeros, k);
	}
	*nbits = numbers->nall;
	for (unsigned k = 0; k < NRUN_CODES; k++) {
		best = sums[k] < *nbits ? ZEROS_RUNS + k : best;
		*nbits = sums[k] < *nbits ? sums[k] : *nbits;
	}
	return best;
}

/* Zeros before a number, or at the end. */
static void put_zeros(struct bit_writer *writer, size_t count, unsigned zeros, unsigned code)
{
	if (zeros >= ZEROS_RUNS) {
		bits_put_growing(writer, count, zeros - ZEROS_RUNS);
		return;
	}
	for (; zeros == ZEROS_UNTOLD && count; count--)
		put_number(writer, 0, code);
	for (; count > BITS_MAX_AT_ONCE; count -= BITS_MAX_AT_ONCE)
		bits_put(writer, 0, BITS_MAX_AT_ONCE);
	bits_put(writer, 0, (unsigned)count);
}

static void put_free(struct bit_writer *writer, const struct cell_numbers *numbers, unsigned zeros, unsigned code)
{
	bits_put(writer, zeros, CODE_NBITS);
	bits_put(writer, code, CODE_NBITS);
	for (size_t i = 0; i < numbers->count; i++) {
		put_zeros(writer, zeros_before(numbers, i), zeros, code);
		if (zeros == ZEROS_BITS)
			bits_put(writer, 1, 1);
		put_number(writer, numbers->list[i] - (zeros != ZEROS_UNTOLD), code);
	}
	put_zeros(writer, zeros_before(numbers, numbers->count), zeros, code);
}

/* Puts them, if some are not 0. */
static void put_numbers(struct bit_writer *writer, const struct cell_numbers *numbers)
{
	size_t nbits, nbits_zeros, nbits_untold = SIZE_MAX, nzeros = numbers->nall - numbers->count;
	unsigned code_untold = 0;
	if (!numbers->count)
		return;
	unsigned zeros = choose_zeros(numbers, &nbits_zeros), code = choose_code(numbers, 1, 0, &nbits);
	if (nzeros < numbers->nall / 2)
		code_untold = choose_code(numbers, 0, nzeros, &nbits_untold);
	if (nbits_untold < nbits + nbits_zeros)
		put_free(writer, numbers, ZEROS_UNTOLD, code_untold);
	else
		put_free(writer, numbers, zeros, code);
}

void cell_pack(const struct cell_guess *guesses, const struct cell *cells, size_t ncells, struct strbuf *out)
{
	struct bit_writer writer = {.out = out};
	struct packing *packing = alloc_array(1, sizeof(*packing));
	size_t start = out->nbytes;
	packing->cells = cells;
	packing->ncells = ncells;
	packing->usual = find_usual(cells, ncells);
	packing->numbers.nall = packing->numbers.count = 0;
	put_status(&writer, packing->usual);
	put_exceptions(packing, guesses, &writer);
	put_numbers(&writer, &packing->numbers);
	bits_flush(&writer);
	/* Bytes of 0 at the end need not be there. */
	while (out->nbytes > start && !out->ptr[out->nbytes - 1])
		out->nbytes--;
	free(packing);
}
