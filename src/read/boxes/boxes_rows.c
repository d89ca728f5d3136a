/* Rows of numbers. */
#include "read/boxes/boxes_parts.h"

#include <stdlib.h>

/* All in font sizes. */
#define LEVEL 0.35                      /* numbers of one row are level to this */
#define TEXT_LEVEL 0.5                  /* and labels with them */
#define LABEL_REACH 1.3                 /* as far above or below a label of several lines begins or ends */
#define WRAPPED 1.7                     /* the lines of a number that is broken in its cell */
#define LABEL_GAP 0.25                  /* at least, between label and number */

struct rows {
	struct boxes_pages *pages;
	size_t nrows;
	struct boxes_row *rows;
};

static struct boxes_piece *value_of(const struct rows *rows, const struct boxes_row *row, size_t i)
{
	return &rows->pages->pieces[row->values[i]];
}

/* More numbers than a block can have cells are no row of a table. */
static bool is_too_long(const struct boxes_row *row)
{
	return row->nvalues > BLOCK_MAX_CELLS;
}

/* Gathers the numbers that are level with each other. */

struct place {
	double y, x0;
	size_t piece;
};

static int by_y(const void *a, const void *b)
{
	const struct place *p = a, *q = b;
	return p->y < q->y ? -1 : p->y > q->y ? 1 : p->piece < q->piece ? -1 : p->piece > q->piece;
}

static int by_x(const void *a, const void *b)
{
	const struct place *p = a, *q = b;
	return p->x0 < q->x0 ? -1 : p->x0 > q->x0 ? 1 : p->piece < q->piece ? -1 : p->piece > q->piece;
}

static void add_row(struct rows *rows, struct place *places, size_t nplaces)
{
	struct boxes_row *row = &rows->rows[rows->nrows++];
	const struct boxes_piece *first = &rows->pages->pieces[places[0].piece];
	qsort(places, nplaces, sizeof(*places), by_x);
	*row = (struct boxes_row){.y = first->y, .size = first->size, .page = first->page, .nvalues = nplaces};
	row->values = arena_alloc(&rows->pages->reader->scratch, nplaces, sizeof(*row->values));
	for (size_t i = 0; i < nplaces; i++)
		row->values[i] = places[i].piece;
}

static void gather(struct rows *rows)
{
	const struct boxes_pages *pages = rows->pages;
	struct place *places = arena_alloc(&pages->reader->scratch, pages->npieces + 1, sizeof(*places));
	size_t nplaces = 0;
	for (size_t i = 0; i < pages->npieces; i++)
		if (pages->pieces[i].is_value)
			places[nplaces++] = (struct place){pages->pieces[i].y, pages->pieces[i].x0, i};
	rows->rows = arena_alloc(&pages->reader->scratch, nplaces + 1, sizeof(*rows->rows));
	if (nplaces)
		qsort(places, nplaces, sizeof(*places), by_y);
	for (size_t i = 0, end; i < nplaces; i = end) {
		double size = pages->pieces[places[i].piece].size;
		for (end = i + 1; end < nplaces && places[end].y - places[i].y < size * LEVEL; end++)
			continue;
		add_row(rows, places + i, end - i);
	}
}

/* Numbers broken in their cells. */

static void remove_value(struct boxes_row *row, size_t index)
{
	row->nvalues--;
	memmove(row->values + index, row->values + index + 1, (row->nvalues - index) * sizeof(*row->values));
}

static bool covers(const struct rows *rows, const struct boxes_row *row, const struct boxes_piece *piece)
{
	for (size_t i = 0; i < row->nvalues; i++)
		if (boxes_overlap(value_of(rows, row, i), piece))
			return true;
	return false;
}

/* The parts of a number, one over the other, become one piece: the upper one. */
static void join_parts(const struct rows *rows, struct boxes_piece *upper, const struct boxes_piece *lower, bool blank)
{
	struct boxes_reader *reader = rows->pages->reader;
	size_t start = reader->text.nbytes;
	boxes_put(reader, upper->text);
	boxes_put(reader, blank ? STR(" ") : STR(""));
	boxes_put(reader, lower->text);
	upper->text = boxes_text_from(reader, start);
	upper->x0 = upper->x0 < lower->x0 ? upper->x0 : lower->x0;
	upper->x1 = upper->x1 > lower->x1 ? upper->x1 : lower->x1;
}

static void insert_value(const struct rows *rows, struct boxes_row *row, size_t piece)
{
	size_t *values = arena_alloc(&rows->pages->reader->scratch, row->nvalues + 1, sizeof(*values));
	size_t i = 0;
	for (; i < row->nvalues && value_of(rows, row, i)->x0 < rows->pages->pieces[piece].x0; i++)
		values[i] = row->values[i];
	values[i] = piece;
	memcpy(values + i + 1, row->values + i, (row->nvalues - i) * sizeof(*values));
	row->values = values;
	row->nvalues++;
}

/* A number in two lines, one above and one below the row's others, where the row has none: they are read together. */
static void mend_halves(const struct rows *rows, struct boxes_row *above, struct boxes_row *row,
			struct boxes_row *below)
{
	double size = above->size;
	if (is_too_long(above) || is_too_long(row) || is_too_long(below))
		return;
	if (below->y - above->y > size * WRAPPED || boxes_distance((above->y + below->y) / 2, row->y) > size * 0.4)
		return;
	for (size_t i = 0; i < above->nvalues; i++) {
		struct boxes_piece *upper = value_of(rows, above, i);
		for (size_t j = 0; j < below->nvalues; j++) {
			struct boxes_piece *lower = value_of(rows, below, j);
			if (!boxes_overlap(upper, lower) || covers(rows, row, upper) || covers(rows, row, lower))
				continue;
			join_parts(rows, upper, lower, false);
			upper->y = row->y;
			lower->taken = true;
			insert_value(rows, row, above->values[i]);
			remove_value(above, i--);
			remove_value(below, j);
			break;
		}
	}
}

/* Whether a label that is the first line of one begins beside a row or, when that is below another, between the two. */
static bool begins_item_at(const struct rows *rows, const struct boxes_row *row, const struct boxes_row *other)
{
	const struct boxes_pages *pages = rows->pages;
	struct boxes_range near = boxes_neighbours(row->values[0], pages->npieces);
	double reach = row->size * TEXT_LEVEL, top = row->y - reach;
	bool nothing_else;
	if (other->y < row->y && other->y + reach < top)
		top = other->y + reach;
	for (size_t i = near.first; i < near.end; i++)
		if (pages->pieces[i].y > top && pages->pieces[i].y < row->y + reach && !pages->pieces[i].is_value &&
		    boxes_begins_item(pages->pieces[i].text, &nothing_else))
			return true;
	return false;
}

/* A few numbers close below (or above) others that have no label of their own: the ends of numbers broken in their
 * cells. They are set behind those, with a blank between, so that nobody takes either part for the number. */
static void swallow_tail(const struct rows *rows, struct boxes_row *row, struct boxes_row *tail)
{
	if (!tail->nvalues || is_too_long(row) || tail->nvalues * 2 > row->nvalues ||
	    boxes_distance(row->y, tail->y) > row->size * WRAPPED || begins_item_at(rows, tail, row))
		return;
	for (size_t i = 0; i < tail->nvalues; i++)
		if (!covers(rows, row, value_of(rows, tail, i)))
			return;
	for (size_t i = 0; i < tail->nvalues; i++) {
		struct boxes_piece *end = value_of(rows, tail, i);
		for (size_t j = 0; j < row->nvalues; j++) {
			struct boxes_piece *value = value_of(rows, row, j);
			if (boxes_overlap(value, end)) {
				join_parts(rows, value, end, true);
				break;
			}
		}
		end->taken = true;
	}
	tail->nvalues = 0;
	rows->pages->has_tails = true;
}

static void mend_numbers(struct rows *rows)
{
	for (size_t i = 2; i < rows->nrows; i++)
		mend_halves(rows, &rows->rows[i - 2], &rows->rows[i - 1], &rows->rows[i]);
	for (size_t i = 1; i < rows->nrows; i++) {
		swallow_tail(rows, &rows->rows[i - 1], &rows->rows[i]);
		swallow_tail(rows, &rows->rows[i], &rows->rows[i - 1]);
	}
}

/* What is a row of a table and what is a number in running text. */

/* Drops the values that have as much text as numbers to their right: they stand in a sentence. */
static void drop_values_in_text(const struct rows *rows, struct boxes_row *row, const double *texts, size_t ntexts)
{
	while (row->nvalues) {
		size_t nright = 0;
		for (size_t i = 0; i < ntexts; i++)
			nright += texts[i] > value_of(rows, row, 0)->x0;
		if (row->nvalues > nright)
			return;
		remove_value(row, 0);
	}
}

/* Left edges of the texts that are level with the row. */
static size_t find_level_texts(const struct rows *rows, const struct boxes_row *row, double *texts)
{
	const struct boxes_pages *pages = rows->pages;
	struct boxes_range near = boxes_neighbours(row->values[0], pages->npieces);
	size_t ntexts = 0;
	for (size_t i = near.first; i < near.end; i++)
		if (!pages->pieces[i].is_value && boxes_distance(pages->pieces[i].y, row->y) < row->size * TEXT_LEVEL)
			texts[ntexts++] = pages->pieces[i].x0;
	return ntexts;
}

static void find_label(const struct rows *rows, struct boxes_row *row)
{
	const struct boxes_pages *pages = rows->pages;
	struct boxes_range near = boxes_neighbours(row->values[0], pages->npieces);
	double x0 = pages->pieces[row->values[0]].x0;
	for (size_t i = near.first; i < near.end; i++) {
		const struct boxes_piece *piece = &pages->pieces[i];
		double away = boxes_distance(piece->y, row->y);
		if (piece->is_value || piece->x1 > x0 - LABEL_GAP * piece->size || away > row->size * LABEL_REACH)
			continue;
		if (!row->has_label || piece->x1 > row->label_x1)
			row->label_x1 = piece->x1;
		row->has_label = true;
	}
}

static bool is_row(const struct rows *rows, struct boxes_row *row)
{
	double texts[2 * BOXES_NEIGHBOURS];
	if (!row->nvalues || is_too_long(row))
		return false;
	drop_values_in_text(rows, row, texts, find_level_texts(rows, row, texts));
	if (!row->nvalues)
		return false;
	find_label(rows, row);
	row->first = row->last = row->values[0];
	for (size_t i = 1; i < row->nvalues; i++) {
		row->first = row->values[i] < row->first ? row->values[i] : row->first;
		row->last = row->values[i] > row->last ? row->values[i] : row->last;
	}
	return row->nvalues > 1 || row->has_label;
}

size_t boxes_find_rows(struct boxes_pages *pages, struct boxes_row **rows)
{
	struct rows all = {.pages = pages};
	size_t nkept = 0;
	gather(&all);
	mend_numbers(&all);
	for (size_t i = 0; i < all.nrows; i++)
		if (is_row(&all, &all.rows[i]))
			all.rows[nkept++] = all.rows[i];
	for (size_t i = 0; i < nkept; i++)
		for (size_t j = 0; j < all.rows[i].nvalues; j++)
			pages->pieces[all.rows[i].values[j]].taken = true;
	*rows = all.rows;
	return nkept;
}

/* Without labels, what stands alone and begins over the first columns, or covers many, is a line above the table. */
static enum boxes_side side_without_labels(const struct boxes_pages *pages, const struct boxes_row *row,
					   const struct boxes_piece *piece)
{
	size_t nth = row->nvalues > 2 ? 2 : row->nvalues - 1, ncovered = 0;
	const struct boxes_piece *first = &pages->pieces[row->values[0]], *third = &pages->pieces[row->values[nth]];
	if (piece->x0 < first->x1 && piece->x1 > pages->pieces[row->values[row->nvalues / 2]].x0 && row->nvalues > 2)
		return BOXES_ACROSS;
	for (size_t i = 0; i < row->nvalues; i++)
		ncovered += boxes_overlap(piece, &pages->pieces[row->values[i]]);
	return piece->alone && (piece->x0 < third->x1 || ncovered > 2) ? BOXES_ACROSS : BOXES_HEAD;
}

enum boxes_side boxes_side_of(const struct boxes_pages *pages, const struct boxes_row *row, size_t index)
{
	const struct boxes_piece *piece = &pages->pieces[index];
	const struct boxes_piece *first = &pages->pieces[row->values[0]];
	if (!row->has_label)
		return side_without_labels(pages, row, piece);
	if (piece->x1 > first->x0 + 0.3 * piece->size)
		return piece->x0 < (row->label_x1 + first->x0) / 2 - piece->size ? BOXES_ACROSS : BOXES_HEAD;
	return piece->x0 < row->label_x1 ? BOXES_LABEL : BOXES_HEAD;
}
