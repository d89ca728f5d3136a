/* Cells back from their few bytes: see cell_pack.h. */
#include "check/across/cell_pack.h"

#include <limits.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/bits.h"
#include "check/across/cell_pack_parts.h"

/* The cells of a report on their way back. */
struct unpacking {
	struct bit_reader reader;       /* of the numbers that no relation gives */
	enum cell_status usual;
	unsigned zeros, code;
	size_t nzeros;                  /* to come before the next of them that is not 0 */
	const struct cell_guess *guesses;
	struct cell *cells;
	decimal *values;                /* of the cells so far, 0 for those without a number */
};

static enum cell_status take_status(struct bit_reader *reader)
{
	return (enum cell_status)(bits_take(reader, STATUS_NBITS) % CELL_NSTATUSES);
}

static decimal take_any(struct bit_reader *reader)
{
	bool negative = bits_take(reader, 1);
	uint64_t scale = bits_take(reader, SCALE_NBITS), value = bits_take_sized(reader, ANY_SIZE_NBITS);
	for (; scale; scale--)
		value *= 10;
	return (decimal)(negative ? 0 - value : value);
}

/* Cells that are one exception, behind others that are none. */
struct exception {
	uint64_t npassed, count;
	struct cell cell;
};

/* Takes the next exception; false at their end. */
static bool take_exception(struct bit_reader *reader, enum cell_status usual, struct exception *exception)
{
	struct cell cell = {.status = (uint8_t)usual};
	if (!bits_take(reader, 1))
		return false;
	uint64_t npassed = bits_take_growing(reader, GAP_K), kind = bits_take(reader, KIND_NBITS), count = 1;
	if (kind == EXCEPTION_WHOLE) {
		cell.value = (decimal)(bits_take_sized(reader, WHOLE_SIZE_NBITS) * DECIMAL_ONE);
	} else {
		cell.status = (uint8_t)take_status(reader);
		if (kind == EXCEPTION_RUN)
			count = bits_take_growing(reader, RUN_K) + 1;
		else
			cell.value = take_any(reader);
	}
	*exception = (struct exception){npassed, count, cell};
	return true;
}

static inline uint64_t take_number(struct unpacking *u)
{
	return u->code == NUMBERS_SIZED ? bits_take_sized(&u->reader, WHOLE_SIZE_NBITS)
					: bits_take_growing(&u->reader, u->code);
}

/* How many zeros come now. */
static size_t take_zeros(struct unpacking *u)
{
	if (u->zeros == ZEROS_UNTOLD)
		return 0;
	if (u->zeros >= ZEROS_RUNS)
		return bits_take_growing(&u->reader, u->zeros - ZEROS_RUNS);
	for (size_t count = 0; u->zeros == ZEROS_BITS && u->reader.next < u->reader.bytes.nbytes * CHAR_BIT; count++)
		if (bits_take(&u->reader, 1))
			return count;
	return SIZE_MAX;
}

/* The next number that no relation gives. */
static inline decimal take_free(struct unpacking *u)
{
	if (u->nzeros) {
		u->nzeros--;
		return 0;
	}
	uint64_t number = take_number(u) + (u->zeros != ZEROS_UNTOLD);
	u->nzeros = take_zeros(u);
	return (decimal)(number * DECIMAL_ONE);
}

/* Cells that are what they are guessed as. */
static void take_guessed(struct unpacking *u, size_t first, size_t end)
{
	const struct cell_guess *guesses = u->guesses;
	uint8_t status = (uint8_t)u->usual;
	struct cell *cells = u->cells;
	decimal *values = u->values;
	for (size_t i = first; i < end; i++) {
		decimal value = guesses[i].ncells ? cell_guess_value(&guesses[i], values) : take_free(u);
		values[i] = value;
		cells[i] = (struct cell){.value = value, .status = status};
	}
}

static void take_same(struct unpacking *u, const struct cell *cell, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		u->cells[i] = *cell;
		u->values[i] = cell->value;
	}
}

/* Where `count` cells from `first` on end, or all. */
static size_t end_of(size_t first, uint64_t count, size_t ncells)
{
	return count < ncells - first ? first + (size_t)count : ncells;
}

/* The numbers stand behind all exceptions, which are gone over twice: to find the numbers, and to fill the cells in
 * their order. */
void cell_unpack(const struct cell_guess *guesses, struct str packed, struct cell *cells, size_t ncells)
{
	struct unpacking u = {.reader = {.bytes = packed}, .usual = CELL_READ, .guesses = guesses, .cells = cells};
	struct exception exception;
	if (bits_take(&u.reader, 1))
		u.usual = take_status(&u.reader);
	struct bit_reader exceptions = u.reader;
	while (take_exception(&u.reader, u.usual, &exception))
		;
	u.zeros = (unsigned)bits_take(&u.reader, CODE_NBITS);
	u.code = (unsigned)bits_take(&u.reader, CODE_NBITS);
	u.nzeros = take_zeros(&u);
	u.values = alloc_array(ncells + 1, sizeof(*u.values));
	size_t i = 0;
	while (take_exception(&exceptions, u.usual, &exception)) {
		size_t first = end_of(i, exception.npassed, ncells);
		take_guessed(&u, i, first);
		i = end_of(first, exception.count, ncells);
		take_same(&u, &exception.cell, first, i);
	}
	take_guessed(&u, i, ncells);
	free(u.values);
}
