#include "check/across/cell_pack_quick.h"

#include <stdlib.h>

#include "base/bits.h"
#include "check/across/cell_pack_parts.h"

struct cell_steps {
	size_t nfree;
	bool proven;                    /* every guess is right where the relations of all tables hold */
	const uint16_t *free;           /* cells that no relation gives */
};

static bool is_proven(const struct rules *rules, const struct cell_guess *guesses, size_t cell)
{
	for (size_t i = 0; i < rules->runs->first[FORMAT_MAX_TABLES]; i++)
		for (size_t j = 0; j < rules->runs->list[i].count; j++)
			if (rules->runs->list[i].relations[j] == guesses[cell].relation)
				return true;
	return false;
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
	return steps;
}

/* Takes the numbers that no relation gives, but for those that are not whole: they are put as exceptions. */
static void take_numbers(const struct cell_steps *steps, const decimal *values, struct bit_writer *writer,
			 struct cell_numbers *numbers)
{
	size_t next = 0;
	numbers->nall = numbers->count = 0;
	for (size_t i = 0; i < steps->nfree; i++) {
		uint64_t value = (uint64_t)values[steps->free[i]], number = value / DECIMAL_ONE;
		if (number * DECIMAL_ONE == value) {
			cell_numbers_add(numbers, number);
			continue;
		}
		const struct cell cell = {.value = (decimal)value, .status = CELL_READ};
		cell_pack_put_exception(writer, steps->free[i] - next, &cell);
		next = steps->free[i] + 1u;
	}
	bits_put(writer, 0, 1);
}

bool cell_pack_quick(const struct cell_steps *steps, const struct relation_values *values, struct strbuf *out)
{
	struct bit_writer writer = {.out = out};
	struct cell_numbers numbers;
	size_t start = out->nbytes;
	if (!values->all_hold || !steps->proven)
		return false;
	/* The usual status. */
	bits_put(&writer, 0, 1);
	take_numbers(steps, values->list, &writer, &numbers);
	cell_pack_put_numbers(&writer, &numbers);
	cell_pack_end(&writer, start);
	return true;
}
