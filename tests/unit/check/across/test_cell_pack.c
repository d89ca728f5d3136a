/* Packed cells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/fold.h"
#include "check/across/cell_pack.h"
#include "check/examined.h"

/* Every cell is guessed as 0. */
static const struct cell_guess no_guesses[FORMAT_MAX_CELLS];

static void assert_same_cells(const struct cell *a, const struct cell *b, size_t ncells)
{
	for (size_t i = 0; i < ncells; i++) {
		assert_int_equal(a[i].status, b[i].status);
		if (cell_has_number(&a[i]))
			assert_int_equal(a[i].value, b[i].value);
	}
}

static void assert_packs(const struct cell_guess *guesses, const struct cell *cells, size_t ncells, size_t nbytes)
{
	struct cell unpacked[FORMAT_MAX_CELLS];
	struct strbuf packed = {0};
	strbuf_append_text(&packed, "before");
	cell_pack(guesses, cells, ncells, &packed);
	struct str own = str_slice(strbuf_view(&packed), 6, packed.nbytes);
	if (nbytes != SIZE_MAX)
		assert_int_equal(own.nbytes, nbytes);
	memset(unpacked, 0xFF, sizeof(unpacked));
	cell_unpack(guesses, own, unpacked, ncells);
	assert_same_cells(cells, unpacked, ncells);
	strbuf_free(&packed);
}

static void without_guesses(void **state)
{
	struct cell cells[200] = {{0}};
	for (size_t i = 0; i < 200; i++)
		cells[i].status = CELL_READ;
	assert_packs(no_guesses, cells, 200, 0);
	cells[7].value = 12 * (decimal)DECIMAL_ONE;
	assert_packs(no_guesses, cells, 200, 4);
	cells[199].value = 1234567;
	cells[150].value = -4 * (decimal)DECIMAL_ONE;
	cells[151].value = -500000;
	cells[152] = (struct cell){.status = CELL_NOTED, .value = INT64_MAX};
	cells[153] = (struct cell){.status = CELL_INFERRED, .value = INT64_MIN};
	assert_packs(no_guesses, cells, 200, SIZE_MAX);
	for (size_t i = 0; i < 200; i++)
		cells[i] = (struct cell){.status = CELL_ABSENT};
	assert_packs(no_guesses, cells, 200, 4);
	assert_packs(no_guesses, cells, 1, 1);
	assert_packs(no_guesses, cells, 0, 0);
}

/* Any cells come back, with the guesses of every form. */
static void cells_of_any_kind(void **state)
{
	struct cell cells[FORMAT_MAX_CELLS];
	uint64_t random = 1;
	for (unsigned round = 0; round < 300; round++) {
		const struct form *form = &known.forms[round % KNOWLEDGE_NFORMS];
		for (size_t i = 0; i < FORMAT_MAX_CELLS; i++) {
			random = hash_mix(random + i + 1);
			cells[i] = (struct cell){
				.status = (uint8_t)(random % 4 ? CELL_READ : random / 4 % CELL_NSTATUSES)};
			if (cell_has_number(&cells[i]) && random % 3)
				cells[i].value = (decimal)(hash_mix(random) >> (random % 64)) * (random % 5 ? 1 : -1);
		}
		assert_packs(no_guesses, cells, FORMAT_MAX_CELLS, SIZE_MAX);
		assert_packs(form->guesses, cells, form->format->ncells, SIZE_MAX);
	}
}

/* How many bytes 200 cells take; they come back. */
static size_t pack(const struct cell *cells)
{
	struct strbuf packed = {0};
	cell_pack(no_guesses, cells, 200, &packed);
	size_t nbytes = packed.nbytes;
	assert_packs(no_guesses, cells, 200, nbytes);
	strbuf_free(&packed);
	return nbytes;
}

/* Each way to tell zeros and to write numbers is the shortest for some report. */
static void codes(void **state)
{
	struct cell cells[200];
	for (size_t i = 0; i < 200; i++)
		cells[i] = (struct cell){.status = CELL_READ, .value = (decimal)(hash_mix(i) % 41) * DECIMAL_ONE};
	/* No zeros: six bits and a little. */
	assert_in_range(pack(cells), 150, 165);
	for (size_t i = 0; i < 200; i++)
		if (hash_mix(i + 1000) % 3)
			cells[i].value = 0;
	/* A third: a bit for each, six and more for a number. */
	assert_in_range(pack(cells), 70, 82);
	for (size_t i = 0; i < 200; i++)
		if (i % 20)
			cells[i].value = 0;
	assert_in_range(pack(cells), 4, 10);
	/* Sizes from a digit to eight: their length, and nothing more. */
	for (size_t i = 0; i < 200; i++)
		cells[i].value = (decimal)(hash_mix(i) % UINT32_MAX >> (hash_mix(i) >> 59)) * DECIMAL_ONE;
	assert_in_range(pack(cells), 420, 540);
	/* What is not usual is what few cells are. */
	for (size_t i = 0; i < 200; i++)
		cells[i] = (struct cell){.status = i % 50 ? CELL_INFERRED : CELL_READ};
	assert_in_range(pack(cells), 4, 12);
}

/* What is a sum of numbers before it takes no room; what is not is kept as it was read. */
static void sums(void **state)
{
	const struct form *form = &known.forms[0];
	struct cell cells[FORMAT_MAX_CELLS];
	struct strbuf packed = {0};
	size_t nguessed = 0;
	for (size_t i = 0; i < form->format->ncells; i++)
		nguessed += form->guesses[i].ncells > 0;
	assert_true(nguessed > 30);
	for (size_t i = 0; i < form->format->ncells; i++)
		cells[i] = (struct cell){.status = CELL_READ,
					 .value = form->guesses[i].ncells ? 0 : (decimal)(i % 5 + 1) * DECIMAL_ONE};
	cell_pack(form->guesses, cells, form->format->ncells, &packed);
	size_t nwrong = packed.nbytes;
	assert_packs(form->guesses, cells, form->format->ncells, nwrong);
	/* Unpacking its beginning alone leaves what is guessed from there on. */
	strbuf_clear(&packed);
	for (size_t i = 0; i < form->format->ncells; i++)
		if (!form->guesses[i].ncells)
			cells[i].value = 0;
	cell_pack(form->guesses, cells, form->format->ncells, &packed);
	assert_int_equal(packed.nbytes, 0);
	/* Every cell that no relation gives is 1: the others follow. */
	for (size_t i = 0; i < form->format->ncells; i++)
		if (!form->guesses[i].ncells)
			cells[i].value = DECIMAL_ONE;
	struct strbuf ones = {0};
	cell_pack(form->guesses, cells, form->format->ncells, &ones);
	cell_unpack(form->guesses, strbuf_view(&ones), cells, form->format->ncells);
	for (size_t i = 0; i < form->format->ncells; i++)
		cells[i].status = CELL_READ;
	assert_packs(form->guesses, cells, form->format->ncells, SIZE_MAX);
	assert_true(ones.nbytes && nwrong);
	strbuf_free(&ones);
	strbuf_free(&packed);
}

/* Damaged bytes give some cells or others, and touch nothing else. */
static void bytes_that_are_no_cells(void **state)
{
	struct cell cells[64];
	char bytes[32];
	uint64_t random = 7;
	for (unsigned round = 0; round < 2000; round++) {
		for (size_t i = 0; i < sizeof(bytes); i++)
			bytes[i] = (char)(round % 8 ? (random = hash_mix(random + 1)) : 0xFF);
		size_t ncells = round % 40;
		memset(cells, 0x55, sizeof(cells));
		cell_unpack(known.forms[0].guesses, (struct str){bytes, random % sizeof(bytes)}, cells, ncells);
		for (size_t i = 0; i < ncells; i++)
			assert_true(cells[i].status < CELL_NSTATUSES);
		assert_int_equal(cells[ncells].status, 0x55);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_guesses),
		cmocka_unit_test(cells_of_any_kind),
		cmocka_unit_test(codes),
		cmocka_unit_test(sums),
		cmocka_unit_test(bytes_that_are_no_cells),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
