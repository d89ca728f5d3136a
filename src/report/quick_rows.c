#include "report/quick_parts.h"
#include "report/recognise_parts.h"

enum { MAX_DIGITS = 9 };                /* as in cell_parse_digits */

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* The beginnings of rows. */

/* Where the numbers at the end of a line begin: the first cell with digits behind the last one with something else. `between`
 * are the bytes that stand between the numbers, the last one of them right before each. NULL when there are none. */
static const char *find_numbers(const char *start, const char *line_end, const char *between)
{
	char before = between[strlen(between) - 1];
	const char *p = line_end;
	while (p > start && (is_digit(p[-1]) || strchr(between, p[-1])))
		p--;
	for (p = p > start ? p : start + 1; p < line_end; p++)
		if (is_digit(*p) && p[-1] == before)
			return p;
	return NULL;
}

/* The same for lines of one cell. */
static const char *find_number_line(const char *start, const char *end)
{
	const char *stop = end - start > QUICK_MAX_NBYTES ? start + QUICK_MAX_NBYTES : end;
	while (start < stop && *start != '\n') {
		const char *p = start + 1;
		while (p < stop && is_digit(*p))
			p++;
		if (*start == '\t' && p > start + 1 && p < stop && *p == '\n')
			return start + 1;
		const char *line_end = memchr(start, '\n', (size_t)(stop - start));
		if (!line_end)
			return NULL;
		start = line_end + 1;
	}
	return NULL;
}

/* What stands before the first number of the row at `start`, as far as that shows by its bytes; empty when there is none. */
static struct str find_beginning(const char *start, const char *end, enum quick_layout *layout)
{
	const char *line_end = text_find_line_end(start, end), *numbers = NULL;
	if (!line_end || line_end == start)
		return (struct str){0};
	*layout = *start == '|' ? QUICK_PIPES : QUICK_TABS;
	if (*start == '\t' && !memchr(start + 1, '\t', (size_t)(line_end - start - 1)))
		*layout = QUICK_CELLS;
	if (*layout == QUICK_CELLS)
		numbers = find_number_line(start, end);
	else if (*layout == QUICK_PIPES || is_digit(line_end[-1]) || line_end[-1] == '\t')
		numbers = find_numbers(start, line_end, *layout == QUICK_PIPES ? "| " : "\t");
	return numbers ? (struct str){start, (size_t)(numbers - start)} : (struct str){0};
}

/* Of the length and some bytes at both ends; `text` has at least one. */
static size_t hash_ends(struct str text)
{
	uint64_t first = 0, second = 0, last = 0, hash = text.nbytes;
	if (text.nbytes >= 16) {
		memcpy(&first, text.ptr, sizeof(first));
		memcpy(&second, text.ptr + text.nbytes - 16, sizeof(second));
		memcpy(&last, text.ptr + text.nbytes - 8, sizeof(last));
	} else {
		memcpy(&first, text.ptr, text.nbytes < 8 ? text.nbytes : 8);
		memcpy(&last, text.ptr + text.nbytes / 2, text.nbytes - text.nbytes / 2);
	}
	hash = (hash ^ first) * UINT64_C(0x9e3779b97f4a7c15);
	hash = (hash ^ hash >> 32 ^ second) * UINT64_C(0x9e3779b97f4a7c15);
	hash = (hash ^ hash >> 32 ^ last) * UINT64_C(0x9e3779b97f4a7c15);
	return (size_t)(hash >> 40);
}

static bool holds(const struct quick_row *row, const struct labels *labels, struct str beginning)
{
	return row->labels == labels && row->nbytes == beginning.nbytes &&
	       memcmp(row->bytes, beginning.ptr, beginning.nbytes) == 0;
}

static struct quick_row *find_row(struct quick *quick, const char *start, const char *end)
{
	const struct labels *labels = quick->recogniser->labels;
	struct quick_row *row = quick->last ? quick->last->next : NULL;
	if (row && row->labels == labels && end - start > row->nbytes && memcmp(start, row->bytes, row->nbytes) == 0)
		return row;
	enum quick_layout layout;
	struct str beginning = find_beginning(start, end, &layout);
	if (!beginning.nbytes || beginning.nbytes > QUICK_MAX_NBYTES)
		return NULL;
	size_t place = hash_ends(beginning) % QUICK_NROWS;
	for (size_t i = 0; i < 2; i++)
		if (holds(&quick->rows[place ^ i], labels, beginning))
			return &quick->rows[place ^ i];
	return NULL;
}

/* Numbers. */

/* The values of the row at hand, and where in the text it is. */
struct filling {
	struct allot_row *row;
	const char *text;               /* the whole, from which raw texts are counted */
	uint32_t line, column;          /* of the last cell */
};

static bool add_cell(struct filling *filling, const char *digits, size_t ndigits, decimal number)
{
	struct allot_row *row = filling->row;
	if (row->nvalues == ALLOT_MAX_VALUES)
		return false;
	struct cell *cell = &row->values[row->nvalues++];
	cell->value = number * DECIMAL_ONE;
	cell->raw.offset = ndigits ? (uint32_t)(digits - filling->text) : 0;
	cell->raw.nbytes = (uint32_t)ndigits;
	cell->line = filling->line;
	cell->column = filling->column;
	cell->status = ndigits ? CELL_READ : CELL_BLANK;
	return true;
}

/* Takes the digits at `p`, which may be none. NULL when there are too many of them or cells. */
static const char *take_digits(struct filling *filling, const char *p, const char *end)
{
	const char *start = p;
	decimal number = 0;
	unsigned digit;
	for (; p < end && (digit = (unsigned)(unsigned char)*p - '0') <= 9 && p - start <= MAX_DIGITS; p++)
		number = number * 10 + (decimal)digit;
	if (p == end || p - start > MAX_DIGITS || !add_cell(filling, start, (size_t)(p - start), number))
		return NULL;
	return p;
}

static const char *take_tabs(struct filling *filling, const char *p, const char *end)
{
	const char *last = p;
	for (;; p++) {
		if (is_digit(*p)) {
			filling->column += (uint32_t)(p - last);
			last = p;
		}
		p = take_digits(filling, p, end);
		if (!p || (*p != '\t' && *p != '\n'))
			return NULL;
		if (*p == '\n')
			return p + 1;
		if (p + 1 == end)
			return NULL;
	}
}

static const char *take_cells(struct filling *filling, const char *p, const char *end)
{
	for (;;) {
		p = take_digits(filling, p, end);
		if (!p || *p != '\n' || end - p < 3)
			return NULL;
		filling->line++;
		if (p[1] == '\n')
			return p + 2;
		if (p[1] != '\t')
			return NULL;
		p += 2;
		filling->column = is_digit(*p) ? 2 : 1;
	}
}

static const char *take_pipes(struct filling *filling, const char *p, const char *end)
{
	const char *last = p;
	for (;;) {
		if (is_digit(*p)) {
			filling->column += (uint32_t)(p - last);
			last = p;
		}
		p = take_digits(filling, p, end);
		if (!p || end - p < 4 || p[0] != ' ' || p[1] != '|')
			return NULL;
		if (p[2] == '\n')
			return p + 3;
		if (p[2] != ' ')
			return NULL;
		p += 3;
	}
}

/* Fills `values` from the row at `start`; returns the place behind it, or NULL when there is something else in it than
 * short numbers. Sets how many lines it takes. */
static const char *fill(const struct quick *quick, const struct quick_row *known, const char *start, const char *end,
			struct allot_row *values, uint32_t *nlines)
{
	const uint32_t line = quick->reader.line + 1;
	struct filling filling = {.row = values, .text = quick->recogniser->text.ptr};
	const char *p = start + known->nbytes;
	values->line = line;
	values->grid = known->layout != QUICK_CELLS;
	values->first = (uint8_t)(known->label + 1);
	values->nvalues = 0;
	if (!is_digit(*p))
		return NULL;
	for (size_t i = 0; i < known->nblanks; i++) {
		filling.line = line + known->blanks[i].nlines;
		filling.column = known->blanks[i].column;
		add_cell(&filling, NULL, 0, 0);
	}
	filling.line = line + known->number_place.nlines;
	filling.column = known->number_place.column;
	const char *behind = known->layout == QUICK_TABS    ? take_tabs(&filling, p, end)
			     : known->layout == QUICK_CELLS ? take_cells(&filling, p, end)
							    : take_pipes(&filling, p, end);
	*nlines = filling.line - line + 1;
	return behind;
}

static void tell_label(const struct recogniser *recogniser, const struct quick_row *known, const char *start, uint32_t line)
{
	const struct block_cell cell = {
		.text = {start + known->label_offset, known->label_nbytes},
		.line = line + known->label_place.nlines,
		.column = known->label_place.column,
	};
	if (known->tells && recogniser->events && recogniser->events->label)
		recogniser->events->label(recogniser->events->context, (size_t)known->table, known->row, known->label, &cell);
}

const char *quick_take_row(struct quick *quick, const char *start, const char *end)
{
	struct recogniser *recogniser = quick->recogniser;
	struct quick_row *known = find_row(quick, start, end);
	if (!known || recogniser->taken[known->row])
		return NULL;
	/* Made in the place where it waits, unless the rows of another table wait there. */
	bool goes_on = known->table == recogniser->table;
	struct allot_row *values = goes_on ? &recogniser->rows[recogniser->nrows] : &recogniser->spare_row;
	uint32_t line = quick->reader.line + 1, nlines;
	const char *behind = fill(quick, known, start, end, values, &nlines);
	if (!behind)
		return NULL;
	recogniser->report->last_line = line;
	recognise_loose_end(recogniser);
	recognise_enter_table(recogniser, known->table, line);
	values->row = known->row;
	recogniser->has_cells[known->table] = true;
	recogniser->report->rows[known->row].moved = known->moved;
	recognise_take_values(recogniser, values, 0);
	tell_label(recogniser, known, start, line);
	if (quick->last)
		quick->last->next = known;
	quick->last = known;
	/* The empty line behind lines of one cell is the last one taken. */
	quick->reader.line += nlines;
	return behind;
}

/* Learning. */

/* The first piece with digits alone, with nothing but empty cells between it and the label; 0 when there is none. */
static size_t find_first_number(const struct pieces *pieces)
{
	decimal ignored;
	for (size_t i = (size_t)pieces->label + 1; i < pieces->count; i++) {
		if (cell_parse_digits(pieces->list[i].text, &ignored))
			return i;
		if (pieces->list[i].text.nbytes)
			break;
	}
	return 0;
}

/* Whether the row is one of the form by its labels alone. */
static bool is_plain(const struct recogniser *recogniser, const struct pieces *pieces)
{
	if (pieces->label < 0 || pieces->is_head || (pieces->list[pieces->label].match.kinds & LABEL_HEAD))
		return false;
	for (size_t i = 0; i < pieces->count; i++)
		if (pieces->list[i].covered || (pieces->list[i].match.kinds & LABEL_FOREIGN))
			return false;
	return !recogniser->format->tables[pieces->list[pieces->label].match.table].across;
}

static struct quick_place place_of(const struct quick *quick, const struct piece *piece)
{
	return (struct quick_place){(uint16_t)(piece->line - quick->row_line), (uint16_t)piece->column};
}

void quick_learn_row(struct quick *quick, const char *end)
{
	const struct recogniser *recogniser = quick->recogniser;
	const struct pieces *pieces = &recogniser->pieces;
	enum quick_layout layout;
	if (!end || quick->block.truncated || pieces->count != quick->block.ncells || !is_plain(recogniser, pieces))
		return;
	size_t label = (size_t)pieces->label, number = find_first_number(pieces), nblanks = number - label - 1;
	struct str beginning = find_beginning(quick->row_start, end, &layout);
	if (!number || nblanks > QUICK_MAX_BLANKS || !beginning.nbytes || beginning.nbytes > QUICK_MAX_NBYTES ||
	    beginning.ptr + beginning.nbytes != pieces->list[number].text.ptr)
		return;
	if (quick->block.grid != (layout != QUICK_CELLS) ||
	    (layout != QUICK_PIPES && memchr(beginning.ptr, '|', beginning.nbytes)))
		return;
	size_t place = hash_ends(beginning) % QUICK_NROWS;
	struct quick_row *known = &quick->rows[quick->rows[place].labels ? place ^ 1 : place];
	if (known->labels)
		known = &quick->rows[place];
	const struct piece *piece = &pieces->list[label], *before = label ? piece - 1 : NULL;
	const struct format_row *row = &recogniser->format->rows[piece->match.row];
	*known = (struct quick_row){
		.labels = recogniser->labels,
		.row = piece->match.row,
		.table = (int16_t)row->table,
		.nbytes = (uint16_t)beginning.nbytes,
		.layout = (uint8_t)layout,
		.label = (uint8_t)label,
		.moved = quick->block.grid && label == 0 && row->depth > 0,
		.tells = !before || before->status != CELL_TEXT || before->match.kinds,
		.label_offset = (uint16_t)(piece->text.ptr - beginning.ptr),
		.label_nbytes = (uint16_t)piece->text.nbytes,
		.label_place = place_of(quick, piece),
		.number_place = place_of(quick, &pieces->list[number]),
		.nblanks = (uint8_t)nblanks,
	};
	for (size_t i = 0; i < nblanks; i++)
		known->blanks[i] = place_of(quick, &pieces->list[label + 1 + i]);
	memcpy(known->bytes, beginning.ptr, beginning.nbytes);
	if (quick->last && quick->last != known)
		quick->last->next = known;
	quick->last = known;
}
