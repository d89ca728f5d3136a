#include "check/cell_pack.h"

/* How the number of a cell is written that is not a whole one read plainly. */
enum packing { PACKED_NONE, PACKED_WHOLE, PACKED_NEGATIVE, PACKED_MILLIONTHS, PACKED_NEGATIVE_MILLIONTHS };
enum { NIBBLE_BITS = 3, MORE = 1 << NIBBLE_BITS, STATUS_MASK = MORE - 1 };

_Static_assert((int)CELL_NSTATUSES <= (int)MORE, "a status takes a nibble");

/* ---- Guesses ---- */

/* The last cell of an equation of one report, with the sign 1 or -1; FORMAT_NONE when it stands there more than once. */
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
		int cell = relation->comparison == COMPARE_EQUAL && !relation->over_years ? last_cell(relation) : FORMAT_NONE;
		if (cell != FORMAT_NONE && !guesses[cell])
			guesses[cell] = relation;
	}
	return guesses;
}

/* What the relation has the cell be, where what was not read counts as 0. Sums may wrap around, here and there alike. */
static decimal guess(const struct relation *const *guesses, const struct cell *cells, size_t number)
{
	const struct relation *relation = guesses ? guesses[number] : NULL;
	uint64_t sum = 0;
	bool positive = false;
	for (size_t i = 0; relation && i < relation->nterms; i++) {
		const struct operand *term = &relation->terms[i];
		bool adds = (term->sign > 0) != term->right;
		if (term->cell == number)
			positive = adds;
		else if (cell_has_number(&cells[term->cell]))
			sum += adds ? (uint64_t)cells[term->cell].value : 0 - (uint64_t)cells[term->cell].value;
	}
	return (decimal)(positive ? 0 - sum : sum);
}

/* ---- Nibbles ---- */

struct nibble_writer {
	struct strbuf *out;
	bool half;                      /* the upper half of the last byte is free */
};

static void put_nibble(struct nibble_writer *writer, unsigned nibble)
{
	if (writer->half) {
		char *last = &writer->out->ptr[writer->out->nbytes - 1];
		*last = (char)((unsigned char)*last | nibble << 4);
	} else {
		strbuf_append_byte(writer->out, (char)nibble);
	}
	writer->half = !writer->half;
}

static void put_number(struct nibble_writer *writer, uint64_t number)
{
	for (; number >= MORE; number >>= NIBBLE_BITS)
		put_nibble(writer, (unsigned)(number & (MORE - 1)) | MORE);
	put_nibble(writer, (unsigned)number);
}

struct nibble_reader {
	struct str bytes;
	size_t next;                    /* nibble */
};

/* False at the end, which may leave half a byte with the mark of a number that goes on. */
static bool take_nibble(struct nibble_reader *reader, unsigned *nibble)
{
	if (reader->next / 2 >= reader->bytes.nbytes)
		return false;
	unsigned byte = (unsigned char)reader->bytes.ptr[reader->next / 2];
	*nibble = reader->next++ % 2 ? byte >> 4 : byte & 15;
	return true;
}

static bool take_number(struct nibble_reader *reader, uint64_t *number)
{
	unsigned nibble = MORE;
	*number = 0;
	for (unsigned shift = 0; nibble & MORE && shift < 64; shift += NIBBLE_BITS) {
		if (!take_nibble(reader, &nibble))
			return false;
		*number |= (uint64_t)(nibble & (MORE - 1)) << shift;
	}
	return true;
}

/* ---- Cells ---- */

/* A cell with a number. */
static void put_value(struct nibble_writer *writer, const struct cell *cell)
{
	bool negative = cell->value < 0, whole = cell->value % DECIMAL_ONE == 0;
	uint64_t value = negative ? 0 - (uint64_t)cell->value : (uint64_t)cell->value;
	if (cell->status == CELL_READ && whole && !negative) {
		put_number(writer, value / DECIMAL_ONE + 1);
		return;
	}
	put_number(writer, 0);
	put_nibble(writer, cell->status);
	put_nibble(writer, (whole ? PACKED_WHOLE : PACKED_MILLIONTHS) + (unsigned)negative);
	put_number(writer, whole ? value / DECIMAL_ONE : value);
}

/* A run of cells without numbers, and how long it is. */
static size_t put_run(struct nibble_writer *writer, const struct cell *cells, size_t ncells)
{
	size_t nsame = 1;
	while (nsame < ncells && cells[nsame].status == cells[0].status)
		nsame++;
	put_number(writer, 0);
	put_nibble(writer, cells[0].status);
	put_nibble(writer, PACKED_NONE);
	put_number(writer, nsame - 1);
	return nsame;
}

void cell_pack(const struct relation *const *guesses, const struct cell *cells, size_t ncells, struct strbuf *out)
{
	struct nibble_writer writer = {.out = out};
	uint64_t npassed = 0;
	for (size_t i = 0; i < ncells;) {
		const struct cell *cell = &cells[i];
		if (cell->status == CELL_READ && cell->value == guess(guesses, cells, i)) {
			npassed++;
			i++;
			continue;
		}
		put_number(&writer, npassed);
		npassed = 0;
		if (!cell_has_number(cell)) {
			i += put_run(&writer, cell, ncells - i);
			continue;
		}
		put_value(&writer, cell);
		i++;
	}
	if (writer.half)
		put_nibble(&writer, MORE);
}

/* What stands behind the count of cells passed over: a cell, and how many there are of it. False at the end. */
static bool take_cell(struct nibble_reader *reader, struct cell *cell, uint64_t *count)
{
	uint64_t number;
	unsigned status, packing;
	*cell = (struct cell){.status = CELL_READ};
	*count = 1;
	if (!take_number(reader, &number))
		return false;
	if (number) {
		cell->value = (decimal)((number - 1) * DECIMAL_ONE);
		return true;
	}
	if (!take_nibble(reader, &status) || !take_nibble(reader, &packing) || !take_number(reader, &number))
		return false;
	cell->status = (uint8_t)((status & STATUS_MASK) % CELL_NSTATUSES);
	if (packing == PACKED_NONE) {
		*count = number < SIZE_MAX ? number + 1 : number;
		return true;
	}
	bool whole = packing == PACKED_WHOLE || packing == PACKED_NEGATIVE;
	bool negative = packing == PACKED_NEGATIVE || packing == PACKED_NEGATIVE_MILLIONTHS;
	uint64_t value = whole ? number * DECIMAL_ONE : number;
	cell->value = (decimal)(negative ? 0 - value : value);
	return true;
}

void cell_unpack(const struct relation *const *guesses, struct str packed, struct cell *cells, size_t ncells)
{
	struct nibble_reader reader = {.bytes = packed};
	struct cell cell;
	size_t i = 0;
	for (bool more = true; more && i < ncells;) {
		uint64_t npassed, count = 0;
		more = take_number(&reader, &npassed) && take_cell(&reader, &cell, &count);
		for (; more && npassed && i < ncells; npassed--, i++)
			cells[i] = (struct cell){.status = CELL_READ, .value = guess(guesses, cells, i)};
		for (; more && count && i < ncells; count--)
			cells[i++] = cell;
	}
	for (; i < ncells; i++)
		cells[i] = (struct cell){.status = CELL_READ, .value = guess(guesses, cells, i)};
}
