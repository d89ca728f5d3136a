#include "check/cell_pack.h"

#include "base/bits.h"

/* What an exception is: cells without a number, a whole number that the relation does not say, or any number. */
enum { EXCEPTION_RUN, EXCEPTION_WHOLE, EXCEPTION_ANY };
/* How it is told which of the cells that no relation gives are 0: all are, nobody tells, a bit for each, or runs. */
enum { ZEROS_ALL, ZEROS_UNTOLD, ZEROS_BITS, ZEROS_RUNS, NRUN_CODES = 3, NZEROS = ZEROS_RUNS + NRUN_CODES };
/* How their numbers are written: bits_put_growing with one of these k, or bits_put_sized. */
enum { NUMBERS_SIZED = 7, NNUMBERS };
/* Sizes of fields, and k for the counts of cells. */
enum { KIND_NBITS = 2, STATUS_NBITS = 3, SCALE_NBITS = 3, CODE_NBITS = 3, GAP_K = 3, RUN_K = 0 };
enum { WHOLE_SIZE_NBITS = 6, ANY_SIZE_NBITS = 7, MAX_SCALE = 6 };

_Static_assert((int)CELL_NSTATUSES <= 1 << STATUS_NBITS && (int)NZEROS <= 1 << CODE_NBITS &&
		       (int)NNUMBERS <= 1 << CODE_NBITS,
	       "fields have room");

/* ---- Guesses ---- */

/* The last cell of an equation of one report, with the sign 1 or -1; FORMAT_NONE when it stands there more than
 * once. */
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

const struct relation *const *cell_pack_guesses(struct arena *arena, const struct rules *rules)
{
	const struct relation **guesses = arena_alloc(arena, rules->format->ncells + 1, sizeof(struct relation *));
	for (size_t i = 0; i < rules->nrelations; i++) {
		const struct relation *relation = &rules->relations[i];
		int cell = relation->comparison == COMPARE_EQUAL && !relation->over_years ? last_cell(relation)
											  : FORMAT_NONE;
		if (cell != FORMAT_NONE && !guesses[cell])
			guesses[cell] = relation;
	}
	return guesses;
}

/* What the relation has the cell be. Values of cells without a number are 0, as is that of the cell itself. Sums may
 * wrap around, here and there alike. */
static decimal guess(const struct relation *relation, const decimal *values, size_t number)
{
	uint64_t sum = 0;
	bool added = false;
	for (size_t i = 0; i < relation->nadded; i++) {
		sum += (uint64_t)values[relation->cells[i]];
		added |= relation->cells[i] == number;
	}
	for (size_t i = relation->nadded; i < relation->nterms; i++)
		sum -= (uint64_t)values[relation->cells[i]];
	return (decimal)(added ? 0 - sum : sum);
}

/* ---- Packing ---- */

/* The cells of a report on their way. */
struct packing {
	const struct cell *cells;
	size_t ncells;
	enum cell_status usual;         /* the commonest one of cells with numbers */
	size_t nfree;                   /* cells that no relation gives and that are no exceptions */
	uint64_t free[FORMAT_MAX_CELLS]; /* their numbers, whole ones */
};

static enum cell_status find_usual(const struct cell *cells, size_t ncells)
{
	size_t counts[CELL_NSTATUSES] = {0};
	enum cell_status usual = CELL_READ;
	for (size_t i = 0; i < ncells; i++)
		if (cells[i].status != CELL_READ)
			counts[cells[i].status] += cell_has_number(&cells[i]);
		else
			counts[CELL_READ]++;
	for (size_t i = 0; i < CELL_NSTATUSES; i++)
		if (counts[i] > counts[usual])
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

/* Writes the exceptions and gathers the numbers of the cells that no relation gives. */
static void put_exceptions(struct packing *p, const struct relation *const *guesses, struct bit_writer *writer)
{
	decimal values[FORMAT_MAX_CELLS] = {0};
	size_t npassed = 0;
	for (size_t i = 0, count = 1; i < p->ncells; i += count) {
		const struct cell *cell = &p->cells[i];
		count = 1;
		if (!cell_has_number(cell)) {
			count = count_same(cell, p->ncells - i);
			start_exception(writer, &npassed);
			put_run(writer, (enum cell_status)cell->status, count);
			continue;
		}
		bool given = guesses && guesses[i], usual = cell->status == p->usual;
		bool holds = given && guess(guesses[i], values, i) == cell->value;
		decimal number = cell->value / DECIMAL_ONE;
		bool whole = cell->value >= 0 && number * DECIMAL_ONE == cell->value;
		values[i] = cell->value;
		if (usual && (holds || (whole && !given))) {
			npassed++;
			if (!given)
				p->free[p->nfree++] = (uint64_t)number;
			continue;
		}
		start_exception(writer, &npassed);
		if (!usual || !whole) {
			put_any(writer, cell);
			continue;
		}
		bits_put(writer, EXCEPTION_WHOLE, KIND_NBITS);
		bits_put_sized(writer, (uint64_t)number, WHOLE_SIZE_NBITS);
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

static unsigned count_number(uint64_t number, unsigned code)
{
	return code == NUMBERS_SIZED ? bits_count_sized(number, WHOLE_SIZE_NBITS) : bits_count_growing(number, code);
}

/* The code in which the numbers, each less `less`, take the least bits, and how many. Zeros are left out, `nzeros`
 * added. */
static unsigned choose_code(const struct packing *p, uint64_t less, size_t nzeros, size_t *nbits)
{
	size_t sums[NNUMBERS];
	unsigned best = 0;
	for (unsigned code = 0; code < NNUMBERS; code++)
		sums[code] = nzeros * count_number(0, code);
	for (size_t i = 0; i < p->nfree; i++)
		for (unsigned code = 0; p->free[i] && code < NNUMBERS; code++)
			sums[code] += count_number(p->free[i] - less, code);
	for (unsigned code = 1; code < NNUMBERS; code++)
		if (sums[code] < sums[best])
			best = code;
	*nbits = sums[best];
	return best;
}

/* How to tell which ones are 0: by a bit for each, or by runs, and how many bits that takes. */
static unsigned choose_zeros(const struct packing *p, size_t *nbits)
{
	size_t sums[NZEROS] = {[ZEROS_BITS] = p->nfree}, run = 0;
	unsigned best = ZEROS_BITS;
	for (size_t i = 0; i <= p->nfree; i++) {
		bool ends = i == p->nfree || p->free[i];
		for (unsigned k = 0; ends && k < NRUN_CODES; k++)
			sums[ZEROS_RUNS + k] += bits_count_growing(run, k);
		run = ends ? 0 : run + 1;
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
	size_t nzeros = 0, nbits, nbits_zeros, nbits_untold = SIZE_MAX;
	unsigned code_untold = 0;
	for (size_t i = 0; i < p->nfree; i++)
		nzeros += !p->free[i];
	if (nzeros == p->nfree)
		return;
	unsigned zeros = choose_zeros(p, &nbits_zeros), code = choose_code(p, 1, 0, &nbits);
	if (nzeros < p->nfree / 2)
		code_untold = choose_code(p, 0, nzeros, &nbits_untold);
	if (nbits_untold < nbits + nbits_zeros)
		put_free(writer, p, ZEROS_UNTOLD, code_untold);
	else
		put_free(writer, p, zeros, code);
}

void cell_pack(const struct relation *const *guesses, const struct cell *cells, size_t ncells, struct strbuf *out)
{
	struct bit_writer writer = {.out = out};
	struct packing packing = {.cells = cells, .ncells = ncells, .usual = find_usual(cells, ncells)};
	size_t start = out->nbytes;
	put_status(&writer, packing.usual);
	put_exceptions(&packing, guesses, &writer);
	put_numbers(&writer, &packing);
	bits_flush(&writer);
	while (out->nbytes > start && !out->ptr[out->nbytes - 1])
		out->nbytes--;
}

/* ---- Unpacking ---- */

/* The cells of a report on their way back. */
struct unpacking {
	struct bit_reader reader;
	enum cell_status usual;
	unsigned zeros, code;
	size_t run;                     /* zeros still to come, where runs tell of them */
	decimal values[FORMAT_MAX_CELLS]; /* of all cells, 0 where there is no number */
	bool exceptions[FORMAT_MAX_CELLS];
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

/* An exception at `first`; returns how many cells it is. */
static size_t take_exception(struct unpacking *u, struct cell *cells, size_t first, size_t ncells)
{
	struct cell cell = {.status = (uint8_t)u->usual};
	uint64_t kind = bits_take(&u->reader, KIND_NBITS), count = 1;
	if (kind == EXCEPTION_WHOLE) {
		cell.value = (decimal)(bits_take_sized(&u->reader, WHOLE_SIZE_NBITS) * DECIMAL_ONE);
	} else {
		cell.status = (uint8_t)take_status(&u->reader);
		if (kind == EXCEPTION_RUN)
			count = bits_take_growing(&u->reader, RUN_K) + 1;
		else
			cell.value = take_any(&u->reader);
	}
	if (count > ncells - first)
		count = ncells - first;
	for (size_t i = first; i < first + count; i++) {
		cells[i] = cell;
		u->values[i] = cell.value;
		u->exceptions[i] = true;
	}
	return (size_t)count;
}

static void take_exceptions(struct unpacking *u, struct cell *cells, size_t ncells)
{
	for (size_t i = 0; bits_take(&u->reader, 1);) {
		uint64_t npassed = bits_take_growing(&u->reader, GAP_K);
		if (npassed >= ncells - i)
			return;
		i += npassed;
		i += take_exception(u, cells, i, ncells);
	}
}

static uint64_t take_number(struct unpacking *u)
{
	return u->code == NUMBERS_SIZED ? bits_take_sized(&u->reader, WHOLE_SIZE_NBITS)
					: bits_take_growing(&u->reader, u->code);
}

/* The next number that no relation gives. */
static decimal take_free(struct unpacking *u)
{
	if (u->zeros == ZEROS_ALL)
		return 0;
	if (u->zeros == ZEROS_UNTOLD)
		return (decimal)(take_number(u) * DECIMAL_ONE);
	if (u->zeros == ZEROS_BITS ? !bits_take(&u->reader, 1) : u->run-- > 0)
		return 0;
	uint64_t number = take_number(u) + 1;
	if (u->zeros >= ZEROS_RUNS)
		u->run = bits_take_growing(&u->reader, u->zeros - ZEROS_RUNS);
	return (decimal)(number * DECIMAL_ONE);
}

void cell_unpack(const struct relation *const *guesses, struct str packed, struct cell *cells, size_t ncells)
{
	struct unpacking u = {.reader = {.bytes = packed}, .usual = CELL_READ};
	if (bits_take(&u.reader, 1))
		u.usual = take_status(&u.reader);
	take_exceptions(&u, cells, ncells);
	u.zeros = (unsigned)bits_take(&u.reader, CODE_NBITS);
	u.code = (unsigned)bits_take(&u.reader, CODE_NBITS);
	if (u.zeros >= ZEROS_RUNS)
		u.run = bits_take_growing(&u.reader, u.zeros - ZEROS_RUNS);
	for (size_t i = 0; i < ncells; i++) {
		if (u.exceptions[i])
			continue;
		u.values[i] = guesses && guesses[i] ? guess(guesses[i], u.values, i) : take_free(&u);
		cells[i] = (struct cell){.status = (uint8_t)u.usual, .value = u.values[i]};
	}
}
