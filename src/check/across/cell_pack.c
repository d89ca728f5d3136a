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
	struct cell_guess guess = {.cells = cells, .relation = relation};
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

/* The cells of a report on their way. */
struct packing {
	const struct cell *cells;
	size_t ncells;
	enum cell_status usual;         /* the commonest one of cells with numbers */
	decimal *values;                /* of the cells so far, 0 for those without a number */
	size_t nfree;                   /* cells that no relation gives and that are no exceptions */
	uint64_t *free;                 /* their numbers, whole ones */
	size_t nnumbers;
	uint64_t *numbers;              /* those of them that are not 0 */
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

void cell_pack_put_exception(struct bit_writer *writer, size_t npassed, const struct cell *cell)
{
	start_exception(writer, &npassed);
	put_any(writer, cell);
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
static inline bool keep_free(struct packing *p, decimal value)
{
	decimal number = value ? value / DECIMAL_ONE : 0;
	if (value < 0 || number * DECIMAL_ONE != value)
		return false;
	p->free[p->nfree++] = p->numbers[p->nnumbers] = (uint64_t)number;
	p->nnumbers += number != 0;
	return true;
}

/* Writes the exceptions and gathers the numbers of the cells that no relation gives. */
static void put_exceptions(struct packing *p, const struct cell_guess *guesses, struct bit_writer *writer)
{
	size_t npassed = 0;
	for (size_t i = 0; i < p->ncells;) {
		const struct cell *cell = &p->cells[i];
		if (!cell_has_number(cell)) {
			i += take_run(p, writer, i, &npassed);
			continue;
		}
		p->values[i] = cell->value;
		bool right = cell->status == p->usual;
		if (right && guesses && guesses[i].ncells)
			right = cell_guess_value(&guesses[i], p->values) == cell->value;
		else if (right)
			right = keep_free(p, cell->value);
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
static void sum_codes(const struct packing *p, uint64_t less, size_t sums[NNUMBERS])
{
	size_t lengths[NUMBERS_SIZED + 1] = {0}, zeros[NUMBERS_SIZED + 1] = {0}, total = 0, nshort = 0, nfull = 0;
	for (size_t i = 0; i < p->nnumbers; i++) {
		uint64_t number = p->numbers[i] - less;
		unsigned length = bits_length(number), zero = bits_length(~number & ((UINT64_C(1) << length) - 1));
		lengths[length < NUMBERS_SIZED ? length : NUMBERS_SIZED]++;
		zeros[zero < NUMBERS_SIZED ? zero : NUMBERS_SIZED]++;
		total += length;
	}
	sums[NUMBERS_SIZED] = total - (p->nnumbers - lengths[0]) + p->nnumbers * WHOLE_SIZE_NBITS;
	for (unsigned k = 0; k < NUMBERS_SIZED; k++) {
		/* One digit more for each that was short before, and for those that are now. */
		total += nshort + lengths[k];
		nshort += lengths[k];
		nfull += zeros[k];
		sums[k] = 2 * (total + nfull - nshort) - p->nnumbers - p->nnumbers * k;
	}
}

static unsigned count_number(uint64_t number, unsigned code)
{
	return code == NUMBERS_SIZED ? bits_count_sized(number, WHOLE_SIZE_NBITS) : bits_count_growing(number, code);
}

/* The code in which the numbers other than 0, each less `less`, and `nzeros` zeros take the least bits, and how
 * many. */
static unsigned choose_code(const struct packing *p, uint64_t less, size_t nzeros, size_t *nbits)
{
	size_t sums[NNUMBERS];
	unsigned best = 0;
	sum_codes(p, less, sums);
	for (unsigned code = 0; code < NNUMBERS; code++) {
		sums[code] += nzeros * count_number(0, code);
		best = sums[code] < sums[best] ? code : best;
	}
	*nbits = sums[best];
	return best;
}

/* How to tell which ones are 0: by a bit for each, or by runs, and how many bits that takes. */
static unsigned choose_zeros(const struct packing *p, size_t *nbits)
{
	size_t sums[NZEROS] = {[ZEROS_BITS] = p->nfree}, run = 0;
	unsigned best = ZEROS_BITS;
	for (size_t i = 0; i <= p->nfree; i++) {
		run++;
		if (i < p->nfree && !p->free[i])
			continue;
		for (unsigned k = 0; k < NRUN_CODES; k++)
			sums[ZEROS_RUNS + k] += bits_count_growing(run - 1, k);
		run = 0;
	}
	for (unsigned zeros = ZEROS_RUNS; zeros < NZEROS; zeros++)
		if (sums[zeros] < sums[best])
			best = zeros;
	*nbits = sums[best];
	return best;
}

static void put_free(struct bit_writer *writer, const struct packing *p, unsigned zeros, unsigned code)
{
	size_t run = 0;
	bits_put(writer, zeros, CODE_NBITS);
	bits_put(writer, code, CODE_NBITS);
	for (size_t i = 0; i < p->nfree; i++) {
		uint64_t number = p->free[i];
		if (zeros == ZEROS_BITS)
			bits_put(writer, number != 0, 1);
		if (zeros >= ZEROS_RUNS && number)
			bits_put_growing(writer, run, zeros - ZEROS_RUNS);
		run = number ? 0 : run + 1;
		if (zeros == ZEROS_UNTOLD)
			put_number(writer, number, code);
		else if (number)
			put_number(writer, number - 1, code);
	}
	/* The last run goes to the end. */
	if (zeros >= ZEROS_RUNS)
		bits_put_growing(writer, run, zeros - ZEROS_RUNS);
}

static void put_numbers(struct bit_writer *writer, const struct packing *p)
{
	size_t nbits, nbits_zeros, nbits_untold = SIZE_MAX;
	unsigned code_untold = 0;
	size_t nzeros = p->nfree - p->nnumbers;
	if (!p->nnumbers)
		return;
	unsigned zeros = choose_zeros(p, &nbits_zeros), code = choose_code(p, 1, 0, &nbits);
	if (nzeros < p->nfree / 2)
		code_untold = choose_code(p, 0, nzeros, &nbits_untold);
	if (nbits_untold < nbits + nbits_zeros)
		put_free(writer, p, ZEROS_UNTOLD, code_untold);
	else
		put_free(writer, p, zeros, code);
}

void cell_pack(const struct cell_guess *guesses, const struct cell *cells, size_t ncells, struct strbuf *out)
{
	struct bit_writer writer = {.out = out};
	struct packing packing = {.cells = cells, .ncells = ncells, .usual = find_usual(cells, ncells)};
	size_t start = out->nbytes;
	packing.values = alloc_array(3 * ncells + 1, sizeof(*packing.values));
	packing.free = (uint64_t *)packing.values + ncells;
	packing.numbers = packing.free + ncells;
	put_status(&writer, packing.usual);
	put_exceptions(&packing, guesses, &writer);
	put_numbers(&writer, &packing);
	bits_flush(&writer);
	while (out->nbytes > start && !out->ptr[out->nbytes - 1])
		out->nbytes--;
	free(packing.values);
}
