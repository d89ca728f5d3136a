#include "ui/term_paint.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fold.h"
#include "ui/theme.h"

/* ---- Cells ---- */

static const struct cell_shown blank = {.text = L" ", .pen = {0, THEME_DEFAULT, THEME_DEFAULT}};

static bool is_same(const struct cell_shown *a, const struct cell_shown *b)
{
	return pen_is_same(a->pen, b->pen) && memcmp(a->text, b->text, sizeof(a->text)) == 0;
}

static bool is_blank(const struct cell_shown *cell)
{
	return cell->text[0] == L' ' && is_same(cell, &blank);
}

static bool is_right_half(const struct cell_shown *cell)
{
	return cell->text[0] == 0;
}

static struct cell_shown *row_of(const struct paint *paint, struct cell_shown *cells, size_t row)
{
	return cells + row * paint->ncols;
}

static void fill(struct cell_shown *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		cells[i] = blank;
}

/* ---- Screens ---- */

void paint_resize(struct paint *paint, size_t nrows, size_t ncols)
{
	size_t count = nrows * ncols + 1;
	paint->nrows = nrows;
	paint->ncols = ncols;
	paint->next = alloc_resize(paint->next, count, sizeof(*paint->next));
	paint->shown = alloc_resize(paint->shown, count, sizeof(*paint->shown));
	paint->touched = alloc_resize(paint->touched, nrows + 1, sizeof(*paint->touched));
	paint->hashes = alloc_resize(paint->hashes, 2 * nrows + 1, sizeof(*paint->hashes));
	paint->known = false;
	paint_erase(paint);
}

struct paint *paint_new(const struct paint_abilities *can, size_t nrows, size_t ncols)
{
	struct paint *paint = alloc_zeroed(1, sizeof(*paint));
	paint->can = *can;
	paint_resize(paint, nrows, ncols);
	return paint;
}

void paint_free(struct paint *paint)
{
	if (!paint)
		return;
	free(paint->next);
	free(paint->shown);
	free(paint->touched);
	free(paint->hashes);
	strbuf_free(&paint->out);
	free(paint);
}

void paint_forget(struct paint *paint)
{
	fill(paint->shown, paint->nrows * paint->ncols);
	memset(paint->touched, true, paint->nrows * sizeof(*paint->touched));
	paint->known = true;
	paint->placed = paint->pending = false;
	paint->pen = pen_plain;
}

void paint_erase(struct paint *paint)
{
	fill(paint->next, paint->nrows * paint->ncols);
	memset(paint->touched, true, paint->nrows * sizeof(*paint->touched));
}

/* Half a wide character is no character: what is left of one that is drawn over becomes a blank. */
static void cut_wide(const struct paint *paint, struct cell_shown *row, size_t col)
{
	if (col && col < paint->ncols && is_right_half(&row[col])) {
		row[col - 1] = blank;
		row[col] = blank;
	}
}

void paint_put(struct paint *paint, size_t row, size_t col, size_t ncols, const wchar_t *characters, size_t count,
	       enum width_ambiguous ambiguous, struct pen pen)
{
	struct cell_shown *cells = row_of(paint, paint->next, row);
	size_t end = col + ncols, first = col;
	struct pen on_blanks = pen_shows_on_blanks(pen) ? pen : pen_plain;
	paint->touched[row] = true;
	cut_wide(paint, cells, col);
	cut_wide(paint, cells, end);
	for (size_t i = 0; i < count; i++) {
		int width = width_of((uint32_t)characters[i], ambiguous);
		if (width > 0 && col + (size_t)width > end)
			break;
		if (width > 0) {
			cells[col] = (struct cell_shown){.text = {characters[i]},
							 .pen = characters[i] == L' ' ? on_blanks : pen};
			for (int half = 1; half < width; half++)
				cells[col + (size_t)half] = (struct cell_shown){.pen = pen};
			col += (size_t)width;
			continue;
		}
		/* What combines stands behind its character. */
		size_t lead = col - 1;
		while (col > first && lead > first && is_right_half(&cells[lead]))
			lead--;
		for (size_t j = 1; col > first && j < PAINT_MAX_NCHARS; j++)
			if (!cells[lead].text[j]) {
				cells[lead].text[j] = characters[i];
				break;
			}
	}
	for (; col < end; col++) {
		cells[col] = blank;
		cells[col].pen = on_blanks;
	}
}

/* ---- Rows ---- */

static size_t width_at(const struct paint *paint, const struct cell_shown *row, size_t col)
{
	return col + 1 < paint->ncols && is_right_half(&row[col + 1]) ? 2 : 1;
}

/* Takes the cursor to a column of a row, by writing once more what stands between where that is as short. */
static void go_to(struct paint *paint, const struct cell_shown *next, size_t row, size_t col)
{
	enum { MAX_NBYTES = 4 };        /* about what a movement takes */
	size_t nbytes = 0, at = paint->col;
	if (paint->placed && !paint->pending && paint->row == row && at < col && col - at <= MAX_NBYTES) {
		for (; at < col && nbytes <= MAX_NBYTES; at++) {
			bool fits = pen_is_same(next[at].pen, paint->pen) ||
				    (is_blank(&next[at]) && !pen_shows_on_blanks(paint->pen));
			bool is_ascii = next[at].text[0] > 0 && next[at].text[0] < 0x80 && !next[at].text[1];
			nbytes += fits && is_ascii ? 1 : MAX_NBYTES + 1;
		}
		for (at = paint->col; nbytes <= MAX_NBYTES && at < col; at++)
			paint_character(paint, &next[at], 1);
	}
	paint_move(paint, row, col);
}

/* How many plain blanks begin at a column. */
static size_t count_blanks(const struct cell_shown *next, size_t col, size_t end)
{
	size_t count = 0;
	while (col + count < end && is_blank(&next[col + count]))
		count++;
	return count;
}

/* Sends the cells of a row up to `end` that differ from what the terminal shows, `from` on; before `from` nothing
 * differs. With `erased` the terminal shows blanks from there on. */
static void send_cells(struct paint *paint, size_t row, size_t from, size_t end, bool erased)
{
	enum { ERASE_NBYTES = 12 };     /* about what it takes to erase some characters and to go on behind them */
	const struct cell_shown *next = row_of(paint, paint->next, row), *shown = row_of(paint, paint->shown, row);
	for (size_t col = from; col < end;) {
		size_t ncols = width_at(paint, next, col);
		if (erased ? is_blank(&next[col]) : is_same(&next[col], &shown[col]) &&
						    (ncols == 1 || is_same(&next[col + 1], &shown[col + 1]))) {
			col += ncols;
			continue;
		}
		size_t nblanks = count_blanks(next, col, end);
		go_to(paint, next, row, col);
		if (paint->can.erases_characters && nblanks >= ERASE_NBYTES) {
			paint_set_pen(paint, pen_plain);
			strbuf_printf(&paint->out, "\033[%zuX", nblanks);
			col += nblanks;
			continue;
		}
		paint_character(paint, &next[col], ncols);
		col += ncols;
	}
}

/* Erases from a column to the end of the row. */
static void erase_end(struct paint *paint, size_t row, size_t col)
{
	go_to(paint, row_of(paint, paint->next, row), row, col);
	paint_set_pen(paint, pen_plain);
	strbuf_append_text(&paint->out, "\033[K");
}

/* State of the painter that a way of sending a row starts from. */
struct start {
	size_t nbytes, row, col;
	bool placed, pending;
	struct pen pen;
};

static struct start take_start(const struct paint *paint)
{
	return (struct start){paint->out.nbytes, paint->row, paint->col, paint->placed, paint->pending, paint->pen};
}

static void go_back(struct paint *paint, const struct start *start)
{
	paint->out.nbytes = start->nbytes;
	paint->row = start->row;
	paint->col = start->col;
	paint->placed = start->placed;
	paint->pending = start->pending;
	paint->pen = start->pen;
}

/* A row in one of two ways: cell by cell, its blank end erased last; or its end erased first, so that blanks in it need
 * only be passed over. */
static void send_row(struct paint *paint, size_t row)
{
	struct cell_shown *next = row_of(paint, paint->next, row), *shown = row_of(paint, paint->shown, row);
	size_t first = 0, end = paint->ncols, last = paint->ncols;
	while (first < end && is_same(&next[first], &shown[first]))
		first++;
	if (first == end)
		return;
	while (end && is_blank(&next[end - 1]))
		end--;
	while (last > end && is_blank(&shown[last - 1]))
		last--;
	const struct start start = take_start(paint);
	send_cells(paint, row, first, end, false);
	if (last > end)
		erase_end(paint, row, end > first ? end : first);
	const struct start plain = take_start(paint);
	/* The right half of a wide character is no place to begin. */
	go_back(paint, &start);
	struct strbuf kept = {0};
	strbuf_append(&kept, str_slice((struct str){paint->out.ptr, plain.nbytes}, start.nbytes, plain.nbytes));
	erase_end(paint, row, first);
	send_cells(paint, row, first, end, true);
	if (paint->out.nbytes >= plain.nbytes) {
		go_back(paint, &start);
		strbuf_append(&paint->out, strbuf_view(&kept));
		go_back(paint, &plain);
	}
	strbuf_free(&kept);
	memcpy(shown, next, paint->ncols * sizeof(*shown));
}

/* ---- Scrolling ---- */

static uint64_t hash_row(const struct paint *paint, const struct cell_shown *row)
{
	uint64_t hash = FOLD_HASH_SEED;
	for (size_t i = 0; i < paint->ncols; i++) {
		uint64_t pen = (uint64_t)row[i].pen.marks << 16 | (uint64_t)(uint8_t)row[i].pen.foreground << 8 |
			       (uint8_t)row[i].pen.background;
		hash = hash_mix(hash ^ (uint64_t)(uint32_t)row[i].text[0] ^ (uint64_t)(uint32_t)row[i].text[1] << 32 ^
				pen << 40);
	}
	return hash;
}

static bool rows_are_same(const struct paint *paint, size_t next, size_t shown)
{
	const struct cell_shown *a = row_of(paint, paint->next, next), *b = row_of(paint, paint->shown, shown);
	for (size_t i = 0; i < paint->ncols; i++)
		if (!is_same(&a[i], &b[i]))
			return false;
	return true;
}

/* Rows of the screen to be that stand elsewhere on the terminal: `by` rows below (above, when negative). */
struct moved {
	size_t first, count, gain;
	long by;
};

static void look_for_moved(const struct paint *paint, long by, struct moved *best)
{
	const uint64_t *next = paint->hashes, *shown = paint->hashes + paint->nrows;
	struct moved run = {.by = by};
	for (size_t row = 0; row < paint->nrows; row++) {
		long other = (long)row + by;
		bool same = other >= 0 && other < (long)paint->nrows && next[row] == shown[other] &&
			    rows_are_same(paint, row, (size_t)other);
		if (!same) {
			run.count = run.gain = 0;
			continue;
		}
		run.first = run.count ? run.first : row;
		run.count++;
		run.gain += next[row] != shown[row];
		if (run.gain > best->gain)
			*best = run;
	}
}

static size_t count_changed(const struct paint *paint)
{
	size_t count = 0;
	for (size_t row = 0; row < paint->nrows; row++)
		count += paint->touched[row] && !rows_are_same(paint, row, row);
	return count;
}

/* Lets the terminal move rows that are on it already, which leaves blank rows behind. False when there is no run of
 * them that is worth it. */
static bool scroll(struct paint *paint)
{
	enum { MIN_GAIN = 3 };
	struct moved best = {0};
	if (!paint->can.scrolls || count_changed(paint) < MIN_GAIN)
		return false;
	for (size_t row = 0; row < paint->nrows; row++) {
		paint->hashes[row] = hash_row(paint, row_of(paint, paint->next, row));
		paint->hashes[paint->nrows + row] = hash_row(paint, row_of(paint, paint->shown, row));
	}
	for (long by = 1; by < (long)paint->nrows; by++) {
		look_for_moved(paint, by, &best);
		look_for_moved(paint, -by, &best);
	}
	if (best.gain < MIN_GAIN)
		return false;
	size_t distance = (size_t)labs(best.by), from = best.by > 0 ? best.first + distance : best.first - distance;
	size_t top = best.by > 0 ? best.first : from, count = best.count + distance;
	strbuf_printf(&paint->out, "\033[%zu;%zur\033[%zu%c\033[r", top + 1, top + count, distance,
		      best.by > 0 ? 'S' : 'T');
	paint->placed = false;
	memmove(row_of(paint, paint->shown, best.first), row_of(paint, paint->shown, from),
		best.count * paint->ncols * sizeof(*paint->shown));
	fill(row_of(paint, paint->shown, best.by > 0 ? best.first + best.count : top), distance * paint->ncols);
	memset(paint->touched + top, true, count * sizeof(*paint->touched));
	return true;
}

void paint_collect(struct paint *paint, size_t row, size_t col)
{
	enum { MAX_NSCROLLS = 3 };
	strbuf_clear(&paint->out);
	for (int i = 0; i < MAX_NSCROLLS && scroll(paint); i++)
		;
	for (size_t i = 0; i < paint->nrows; i++) {
		if (paint->touched[i])
			send_row(paint, i);
		paint->touched[i] = false;
	}
	paint_set_pen(paint, pen_plain);
	if (row < paint->nrows && col < paint->ncols)
		paint_move(paint, row, col);
}
