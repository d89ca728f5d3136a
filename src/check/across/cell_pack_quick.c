#include "check/across/cell_pack_quick.h"

#include <stdlib.h>

#include "base/bits.h"
#include "check/across/cell_pack_parts.h"

/* Numbers and runs below this have their costs in tables. Costs of several codes stand side by side in a word. */
enum { NCOSTS = 256, FIELD_NBITS = 16, NFIELDS = 4 };

_Static_assert(FORMAT_MAX_CELLS * 2 * 40 < 1 << FIELD_NBITS, "a sum of costs has room");
_Static_assert((int)NNUMBERS == 2 * NFIELDS && (int)NRUN_CODES < (int)NFIELDS, "costs have room");

/* By code, each in its field. */
struct costs {
	uint64_t words[NNUMBERS / NFIELDS];
};

struct cell_steps {
	size_t nfree;
	bool proven;                    /* every guess is right where the relations of all tables hold */
	const uint16_t *free;           /* cells that no relation gives */
	uint64_t run_costs[NCOSTS];
	struct costs number_costs[NCOSTS];
};

static bool is_proven(const struct rules *rules, const struct cell_guess *guesses, size_t cell)
{
	for (size_t i = 0; i < rules->runs->first[FORMAT_MAX_TABLES]; i++)
		for (size_t j = 0; j < rules->runs->list[i].count; j++)
			if (rules->runs->list[i].relations[j] == guesses[cell].relation)
				return true;
	return false;
}

/* What a number takes in each code. */
static struct costs costs_of(uint64_t number)
{
	struct costs costs = {{0}};
	for (unsigned code = 0; code < NNUMBERS; code++) {
		uint64_t cost = code == NUMBERS_SIZED ? bits_count_sized(number, WHOLE_SIZE_NBITS)
						      : bits_count_growing(number, code);
		costs.words[code / NFIELDS] |= cost << code % NFIELDS * FIELD_NBITS;
	}
	return costs;
}

static void make_costs(struct cell_steps *steps)
{
	for (size_t i = 0; i < NCOSTS; i++) {
		for (unsigned k = 0; k < NRUN_CODES; k++)
			steps->run_costs[i] |= (uint64_t)bits_count_growing(i, k) << k * FIELD_NBITS;
		steps->number_costs[i] = costs_of(i);
	}
}

const struct cell_steps *cell_steps_make(struct arena *arena, const struct cell_guess *guesses,
					 const struct rules *rules)
{
	struct cell_steps *steps = arena_alloc(arena, 1, sizeof(*steps));
	uint16_t *free_cells = arena_alloc(arena, rules->format->ncells + 1, sizeof(*free_cells));
	steps->free = free_cells;
	steps->proven = true;
	for (size_t cell = 0; cell < rules->format->ncells; cell++) {
		if (guesses[cell].ncells)
			steps->proven &= is_proven(rules, guesses, cell);
		else
			free_cells[steps->nfree++] = (uint16_t)cell;
	}
	make_costs(steps);
	return steps;
}

/* The numbers that no relation gives, but for those that are not whole: they are exceptions. */
struct numbers {
	const struct cell_steps *steps;
	size_t nall;                    /* with those that are 0 */
	size_t count;                   /* of those that are not */
	uint16_t places[FORMAT_MAX_CELLS]; /* theirs among all */
	uint64_t list[FORMAT_MAX_CELLS];
};

/* Takes the numbers and puts the exceptions. */
static void take_numbers(struct numbers *numbers, const decimal *values, struct bit_writer *writer)
{
	const struct cell_steps *steps = numbers->steps;
	size_t next = 0, nexceptions = 0;
	numbers->count = 0;
	for (size_t i = 0; i < steps->nfree; i++) {
		uint64_t value = (uint64_t)values[steps->free[i]];
		if (!value)
			continue;
		uint64_t number = value / DECIMAL_ONE;
		if (number * DECIMAL_ONE != value) {
			const struct cell cell = {.value = (decimal)value, .status = CELL_READ};
			cell_pack_put_exception(writer, steps->free[i] - next, &cell);
			next = steps->free[i] + 1u;
			nexceptions++;
			continue;
		}
		numbers->places[numbers->count] = (uint16_t)(i - nexceptions);
		numbers->list[numbers->count++] = number;
	}
	numbers->nall = steps->nfree - nexceptions;
	bits_put(writer, 0, 1);
}

static size_t take_field(uint64_t word, unsigned field)
{
	return word >> field * FIELD_NBITS & ((1u << FIELD_NBITS) - 1);
}

static size_t take_cost(const struct costs *costs, unsigned code)
{
	return take_field(costs->words[code / NFIELDS], code % NFIELDS);
}

/* The code in which the numbers, each less `less`, and `nzeros` zeros take the least bits, and how many. */
static unsigned choose_code(const struct numbers *numbers, uint64_t less, size_t nzeros, size_t *nbits)
{
	const struct costs *known = numbers->steps->number_costs;
	struct costs sums = {{0}};
	unsigned best = 0;
	for (size_t i = 0; i < numbers->count; i++) {
		uint64_t number = numbers->list[i] - less;
		struct costs costs = number < NCOSTS ? known[number] : costs_of(number);
		sums.words[0] += costs.words[0];
		sums.words[1] += costs.words[1];
	}
	*nbits = SIZE_MAX;
	for (unsigned code = 0; code < NNUMBERS; code++) {
		size_t sum = take_cost(&sums, code) + nzeros * take_cost(&known[0], code);
		best = sum < *nbits ? code : best;
		*nbits = sum < *nbits ? sum : *nbits;
	}
	return best;
}

/* How many zeros stand before the number of this place in the list, behind the one before it; behind the last one for
 * the place behind it. */
static size_t zeros_before(const struct numbers *numbers, size_t i)
{
	size_t first = i ? numbers->places[i - 1] + 1u : 0;
	return (i < numbers->count ? numbers->places[i] : numbers->nall) - first;
}

/* How to tell which ones are 0: by a bit for each, or by runs, and how many bits that takes. */
static unsigned choose_zeros(const struct numbers *numbers, size_t *nbits)
{
	uint64_t sums = 0;
	unsigned best = ZEROS_BITS;
	for (size_t i = 0; i <= numbers->count; i++)
		sums += numbers->steps->run_costs[zeros_before(numbers, i)];
	*nbits = numbers->nall;
	for (unsigned k = 0; k < NRUN_CODES; k++)
		if (take_field(sums, k) < *nbits) {
			best = ZEROS_RUNS + k;
			*nbits = take_field(sums, k);
		}
	return best;
}

static void put_number(struct bit_writer *writer, uint64_t number, unsigned code)
{
	if (code == NUMBERS_SIZED)
		bits_put_sized(writer, number, WHOLE_SIZE_NBITS);
	else
		bits_put_growing(writer, number, code);
}

static void put_untold(struct bit_writer *writer, const struct numbers *numbers, unsigned code)
{
	for (size_t i = 0; i <= numbers->count; i++) {
		for (size_t nzeros = zeros_before(numbers, i); nzeros; nzeros--)
			put_number(writer, 0, code);
		if (i < numbers->count)
			put_number(writer, numbers->list[i], code);
	}
}

/* So many bits that are 0. */
static void put_zeros(struct bit_writer *writer, size_t count)
{
	for (; count > BITS_MAX_AT_ONCE; count -= BITS_MAX_AT_ONCE)
		bits_put(writer, 0, BITS_MAX_AT_ONCE);
	bits_put(writer, 0, (unsigned)count);
}

static void put_told(struct bit_writer *writer, const struct numbers *numbers, unsigned zeros, unsigned code)
{
	for (size_t i = 0; i <= numbers->count; i++) {
		size_t nzeros = zeros_before(numbers, i);
		if (zeros >= ZEROS_RUNS)
			bits_put_growing(writer, nzeros, zeros - ZEROS_RUNS);
		else
			put_zeros(writer, nzeros);
		if (i == numbers->count)
			break;
		if (zeros == ZEROS_BITS)
			bits_put(writer, 1, 1);
		put_number(writer, numbers->list[i] - 1, code);
	}
}

static void put_numbers(struct bit_writer *writer, const struct numbers *numbers)
{
	size_t nbits, nbits_zeros, nbits_untold = SIZE_MAX, nzeros = numbers->nall - numbers->count;
	unsigned code_untold = 0;
	unsigned zeros = choose_zeros(numbers, &nbits_zeros), code = choose_code(numbers, 1, 0, &nbits);
	if (nzeros < numbers->nall / 2)
		code_untold = choose_code(numbers, 0, nzeros, &nbits_untold);
	bool untold = nbits_untold < nbits + nbits_zeros;
	bits_put(writer, untold ? ZEROS_UNTOLD : zeros, CODE_NBITS);
	bits_put(writer, untold ? code_untold : code, CODE_NBITS);
	if (untold)
		put_untold(writer, numbers, code_untold);
	else
		put_told(writer, numbers, zeros, code);
}

bool cell_pack_quick(const struct cell_steps *steps, const struct relation_values *values, struct strbuf *out)
{
	struct bit_writer writer = {.out = out};
	struct numbers numbers;
	size_t start = out->nbytes;
	if (!values->all_hold || !steps->proven || steps->nfree >= NCOSTS)
		return false;
	numbers.steps = steps;
	/* The usual status. */
	bits_put(&writer, 0, 1);
	take_numbers(&numbers, values->list, &writer);
	if (numbers.count)
		put_numbers(&writer, &numbers);
	bits_flush(&writer);
	while (out->nbytes > start && !out->ptr[out->nbytes - 1])
		out->nbytes--;
	return true;
}
