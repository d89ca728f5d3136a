#include "report/quick_parts.h"

enum { RUN_NCELLS = 4, RUN_NBYTES = 2 * RUN_NCELLS };

static inline bool add_cell(struct quick_filling *filling, const char *digits, size_t ndigits, decimal number)
{
	struct allot_row *row = filling->row;
	if (row->nvalues == ALLOT_MAX_VALUES)
		return false;
	struct cell *cell = &row->values[row->nvalues++];
	cell->value = number;
	cell->raw.offset = ndigits ? (uint32_t)(digits - filling->text) : 0;
	cell->raw.nbytes = (uint32_t)ndigits;
	cell->line = filling->line;
	cell->column = filling->column;
	cell->status = ndigits ? CELL_READ : CELL_BLANK;
	if (ndigits) {
		filling->nnumbers++;
		filling->end = row->nvalues;
	}
	return true;
}

/* Adds the places behind a point to `*number`; NULL when there are none, or too many. */
static const char *take_places(const char *p, const char *end, decimal *number)
{
	decimal unit = DECIMAL_ONE;
	const char *start = p;
	for (; p < end && quick_is_digit(*p); p++) {
		unit /= 10;
		*number += (*p - '0') * unit;
	}
	return p > start && p - start <= DECIMAL_PLACES ? p : NULL;
}

/* As take_number, for all but a single digit. */
static const char *take_long_number(struct quick_filling *filling, const char *p, const char *end)
{
	const char *start = p;
	decimal number = 0;
	unsigned digit;
	for (; p < end && (digit = (unsigned)(unsigned char)*p - '0') <= 9 && p - start <= QUICK_MAX_DIGITS; p++)
		number = number * 10 + (decimal)digit;
	if (p == end || p - start > QUICK_MAX_DIGITS)
		return NULL;
	number *= DECIMAL_ONE;
	if (*p == '.' && p > start)
		p = take_places(p + 1, end, &number);
	if (!p || p == end || !add_cell(filling, start, (size_t)(p - start), number))
		return NULL;
	return p;
}

/* Takes the number at `p`, or an empty cell. NULL when the number is longer than quick_is_number has it, or there are
 * too many cells. */
static inline const char *take_number(struct quick_filling *filling, const char *p, const char *end)
{
	bool is_digit_alone = end - p >= 2 && quick_is_digit(p[0]) && (p[1] == '\t' || p[1] == '\n' || p[1] == ' ');
	if (!is_digit_alone)
		return take_long_number(filling, p, end);
	return add_cell(filling, p, 1, (*p - '0') * DECIMAL_ONE) ? p + 1 : NULL;
}

/* Eight bytes, the first one lowest. */
static inline uint64_t load(const char *p)
{
	uint64_t bytes = 0;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes |= (uint64_t)(unsigned char)p[i] << 8 * i;
	return bytes;
}

/* Takes four digits that stand alone, each with a tab behind it, at once: most of the table of a quiet office are
 * zeros. False when there is something else at `p`, or no room. */
static inline bool take_digits(struct quick_filling *filling, const char *p, const char *end)
{
	struct allot_row *row = filling->row;
	if (end - p <= RUN_NBYTES || row->nvalues + RUN_NCELLS > ALLOT_MAX_VALUES)
		return false;
	/* A digit leaves its value, a tab nothing; what is more than nine reaches the half above when six is added. */
	uint64_t digits = load(p) ^ UINT64_C(0x0930093009300930);
	if ((digits | (digits + UINT64_C(0x0006000600060006))) & UINT64_C(0xFFF0FFF0FFF0FFF0))
		return false;
	for (uint32_t i = 0; i < RUN_NCELLS; i++) {
		struct cell *cell = &row->values[row->nvalues + i];
		cell->value = (decimal)(digits >> 16 * i & 0x0F) * DECIMAL_ONE;
		cell->raw.offset = (uint32_t)(p - filling->text) + 2 * i;
		cell->raw.nbytes = 1;
		cell->line = filling->line;
		cell->column = filling->column + 2 * i;
		cell->status = CELL_READ;
	}
	row->nvalues = (uint8_t)(row->nvalues + RUN_NCELLS);
	filling->nnumbers = (uint8_t)(filling->nnumbers + RUN_NCELLS);
	filling->end = row->nvalues;
	filling->column += RUN_NBYTES - 2;
	return true;
}

static const char *take_tabs(struct quick_filling *filling, const char *p, const char *end)
{
	const char *last = p;
	for (;; p++) {
		if (quick_is_digit(*p)) {
			filling->column += (uint32_t)(p - last);
			last = p;
			if (take_digits(filling, p, end)) {
				last += RUN_NBYTES - 2;
				p = last + 1;
				continue;
			}
		}
		p = take_number(filling, p, end);
		if (!p || (*p != '\t' && *p != '\n'))
			return NULL;
		if (*p == '\n')
			return p + 1;
		if (p + 1 == end)
			return NULL;
	}
}

static const char *take_cells(struct quick_filling *filling, const char *p, const char *end)
{
	for (;;) {
		p = take_number(filling, p, end);
		if (!p || *p != '\n' || end - p < 3)
			return NULL;
		filling->line++;
		if (p[1] == '\n')
			return p + 2;
		if (p[1] != '\t')
			return NULL;
		p += 2;
		filling->column = quick_is_digit(*p) ? 2 : 1;
	}
}

static const char *take_pipes(struct quick_filling *filling, const char *p, const char *end)
{
	const char *last = p;
	for (;;) {
		if (quick_is_digit(*p)) {
			filling->column += (uint32_t)(p - last);
			last = p;
		}
		p = take_number(filling, p, end);
		if (!p || end - p < 4 || p[0] != ' ' || p[1] != '|')
			return NULL;
		if (p[2] == '\n')
			return p + 3;
		if (p[2] != ' ')
			return NULL;
		p += 3;
	}
}

const char *quick_fill(struct quick_filling *filling, enum quick_layout layout, const char *p, const char *end)
{
	return layout == QUICK_TABS    ? take_tabs(filling, p, end)
	       : layout == QUICK_CELLS ? take_cells(filling, p, end)
				       : take_pipes(filling, p, end);
}

bool quick_fill_blank(struct quick_filling *filling)
{
	return add_cell(filling, NULL, 0, 0);
}
