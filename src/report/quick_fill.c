#include "report/quick_parts.h"

#include "base/ascii.h"

static inline void put_cell(struct quick_filling *filling, const char *digits, size_t ndigits, decimal number)
{
	struct cell *cell = &filling->row->values[filling->nvalues++];
	cell->value = number;
	cell->raw.offset = ndigits ? (uint32_t)(digits - filling->text) : 0;
	cell->raw.nbytes = (uint32_t)ndigits;
	cell->line = filling->line;
	cell->column = filling->column;
	cell->status = ndigits ? CELL_READ : CELL_BLANK;
	if (ndigits) {
		filling->nnumbers++;
		filling->end = filling->nvalues;
	}
}

/* Adds the places behind a point to `*number`; NULL when there are none, or too many. */
static const char *take_places(const char *p, const char *end, decimal *number)
{
	decimal unit = DECIMAL_ONE;
	const char *start = p;
	for (; p < end && ascii_is_digit(*p); p++) {
		unit /= 10;
		*number += (*p - '0') * unit;
	}
	return p > start && p - start <= DECIMAL_PLACES ? p : NULL;
}

/* Takes the number at `p`, or an empty cell. NULL when the number is longer than quick_is_number has it, or there are
 * too many cells. */
static inline const char *take_number(struct quick_filling *filling, const char *p, const char *end)
{
	const char *start = p, *stop = end - p > QUICK_MAX_DIGITS ? p + QUICK_MAX_DIGITS + 1 : end;
	decimal number = 0;
	unsigned digit;
	if (filling->nvalues == ALLOT_MAX_VALUES)
		return NULL;
	for (; p < stop && (digit = (unsigned)(unsigned char)*p - '0') <= 9; p++)
		number = number * 10 + (decimal)digit;
	if (p == stop)
		return NULL;
	number *= DECIMAL_ONE;
	if (*p == '.' && p > start)
		p = take_places(p + 1, end, &number);
	if (!p || p == end)
		return NULL;
	put_cell(filling, start, (size_t)(p - start), number);
	return p;
}

/* Digits that stand alone with the same bytes between them, as eight bytes, the first one lowest: most of the table of
 * a quiet office are zeros. */
struct run {
	uint64_t zeros;                 /* the bytes when all digits are 0 */
	uint64_t digits;                /* 1 where they are */
	uint64_t others;                /* what no digit may change */
	uint32_t ncells;
	uint32_t stride;                /* from one digit to the next */
	uint32_t nlines, ncolumns;      /* the same */
};

static const struct run runs[] = {
	[QUICK_TABS] = {.zeros = UINT64_C(0x0930093009300930), .digits = UINT64_C(0x0001000100010001),
			.others = UINT64_C(0xFFF0FFF0FFF0FFF0), .ncells = 4, .stride = 2, .ncolumns = 2},
	[QUICK_CELLS] = {.zeros = UINT64_C(0x0000090A30090A30), .digits = UINT64_C(0x0000000001000001),
			 .others = UINT64_C(0x0000FFFFF0FFFFF0), .ncells = 2, .stride = 3, .nlines = 1},
	[QUICK_PIPES] = {.zeros = UINT64_C(0x207C2030207C2030), .digits = UINT64_C(0x0000000100000001),
			 .others = UINT64_C(0xFFFFFFF0FFFFFFF0), .ncells = 2, .stride = 4, .ncolumns = 4},
};

/* The one for QUICK_CELLS with a carriage return before each line feed. */
static const struct run returning_run = {.zeros = UINT64_C(0x090A0D30090A0D30), .digits = UINT64_C(0x0000000100000001),
					 .others = UINT64_C(0xFFFFFFF0FFFFFFF0), .ncells = 2, .stride = 4, .nlines = 1};

/* Takes the digits of a run at once. NULL when there is something else at `p`, or no room; else the place of the last
 * of them, behind which comes what stands between them. */
static inline const char *take_run(struct quick_filling *filling, const struct run *run, const char *p, const char *end)
{
	enum { BEYOND_NINE = 6 };       /* added to more than nine, it reaches the half above */
	if (end - p <= (ptrdiff_t)sizeof(uint64_t) || ascii_is_digit(p[1]) ||
	    filling->nvalues + run->ncells > ALLOT_MAX_VALUES)
		return NULL;
	uint64_t digits = bits_word(p) ^ run->zeros;
	if ((digits | (digits + BEYOND_NINE * run->digits)) & run->others)
		return NULL;
	for (uint32_t i = 0; i < run->ncells; i++) {
		if (i) {
			filling->line += run->nlines;
			filling->column += run->ncolumns;
			p += run->stride;
		}
		put_cell(filling, p, 1, (decimal)(digits >> 8 * run->stride * i & 0x0F) * DECIMAL_ONE);
	}
	return p;
}

static inline const char *take_tabs(struct quick_filling *filling, const char *p, const char *end)
{
	const char *last = p;
	for (;; p++) {
		if (ascii_is_digit(*p)) {
			filling->column += (uint32_t)(p - last);
			last = p;
			const char *behind = take_run(filling, &runs[QUICK_TABS], p, end);
			if (behind) {
				last = behind;
				p = behind + 1;
				continue;
			}
		}
		p = take_number(filling, p, end);
		if (!p)
			return NULL;
		if (*p != '\t') {
			size_t nbytes = quick_line_end_nbytes(p, end);
			return nbytes ? p + nbytes : NULL;
		}
		if (p + 1 == end)
			return NULL;
	}
}

static inline const char *take_cells(struct quick_filling *filling, const char *p, const char *end)
{
	for (;;) {
		bool returns = end - p > 1 && p[1] == '\r';
		const char *last = take_run(filling, returns ? &returning_run : &runs[QUICK_CELLS], p, end);
		p = last ? last + 1 : take_number(filling, p, end);
		size_t nbytes = p ? quick_line_end_nbytes(p, end) : 0;
		if (!nbytes || (size_t)(end - p) < nbytes + 2)
			return NULL;
		p += nbytes;
		filling->line++;
		nbytes = quick_line_end_nbytes(p, end);
		if (nbytes)
			return p + nbytes;
		if (*p++ != '\t')
			return NULL;
		filling->column = ascii_is_digit(*p) ? 2 : 1;
	}
}

static inline const char *take_pipes(struct quick_filling *filling, const char *p, const char *end)
{
	const char *last = p;
	for (;;) {
		const char *behind = NULL;
		if (ascii_is_digit(*p)) {
			filling->column += (uint32_t)(p - last);
			last = p;
			behind = take_run(filling, &runs[QUICK_PIPES], p, end);
			last = behind ? behind : p;
		}
		p = behind ? behind + 1 : take_number(filling, p, end);
		if (!p || end - p < 4 || p[0] != ' ' || p[1] != '|')
			return NULL;
		size_t nbytes = quick_line_end_nbytes(p + 2, end);
		if (nbytes)
			return p + 2 + nbytes;
		if (p[2] != ' ')
			return NULL;
		p += 3;
	}
}

const char *quick_fill(struct quick_filling *filling, enum quick_layout layout, const char *p, const char *end)
{
	/* A copy that no cell can be. */
	struct quick_filling local = *filling;
	p = layout == QUICK_TABS    ? take_tabs(&local, p, end)
	    : layout == QUICK_CELLS ? take_cells(&local, p, end)
				    : take_pipes(&local, p, end);
	*filling = local;
	filling->row->nvalues = (uint8_t)local.nvalues;
	return p;
}

bool quick_fill_blank(struct quick_filling *filling)
{
	bool fits = filling->nvalues < ALLOT_MAX_VALUES;
	if (fits)
		put_cell(filling, NULL, 0, 0);
	return fits;
}
