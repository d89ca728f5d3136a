#include "report/allot.h"

enum { MAX_GRID_NCOLUMNS = 64, MAX_CUT = 2, DIFFERENT = FORMAT_NONE - 1 };

/* What is known of a table's grid from all of its rows. */
struct grid {
	int usual_end;                  /* most frequent number of source columns */
	/* Column of the first cell in the rows that are plain: in all of them, and in those whose labels end in the
	 * same column. FORMAT_NONE where there is none, DIFFERENT where they differ. */
	int start;
	int start_behind[MAX_GRID_NCOLUMNS];
	bool inner_blanks;              /* some row has a blank between its numbers */
	bool uneven;                    /* rows of cells without columns have other counts than their numbers */
	int widest;                     /* the most source columns of a row of cells without columns */
};

/* The run from the first to the last value that is not blank; `nvalues` is 0 when all are blank. */
struct run {
	int first, nvalues;
	bool has_blank;
};

static struct run find_run(const struct allot_row *row)
{
	struct run run = {0};
	int last = -1;
	for (int i = 0; i < row->nvalues; i++) {
		if (row->values[i].status == CELL_BLANK)
			continue;
		if (last < 0)
			run.first = i;
		else if (i > last + 1)
			run.has_blank = true;
		last = i;
	}
	run.nvalues = last < 0 ? 0 : last - run.first + 1;
	return run;
}

static int row_end(const struct allot_row *row)
{
	return row->first + row->nvalues;
}

static int most_frequent(const int counts[MAX_GRID_NCOLUMNS])
{
	int best = FORMAT_NONE;
	for (int i = 0; i < MAX_GRID_NCOLUMNS; i++)
		if (counts[i] && (best == FORMAT_NONE || counts[i] > counts[best]))
			best = i;
	return best;
}

static void note_start(int *noted, int start)
{
	*noted = *noted == FORMAT_NONE || *noted == start ? start : DIFFERENT;
}

static struct grid find_grid(struct allot_row *rows, size_t nrows)
{
	int ends[MAX_GRID_NCOLUMNS] = {0};
	struct grid grid = {.start = FORMAT_NONE};
	for (size_t i = 0; i < MAX_GRID_NCOLUMNS; i++)
		grid.start_behind[i] = FORMAT_NONE;
	for (size_t i = 0; i < nrows; i++) {
		struct run run = find_run(&rows[i]);
		grid.inner_blanks |= run.has_blank;
		grid.uneven |= !rows[i].grid && rows[i].nvalues != rows[i].ncolumns;
		if (!rows[i].grid && row_end(&rows[i]) > grid.widest)
			grid.widest = row_end(&rows[i]);
		if (rows[i].grid && row_end(&rows[i]) < MAX_GRID_NCOLUMNS)
			ends[row_end(&rows[i])]++;
		rows[i].start = FORMAT_NONE;
		if (run.nvalues == rows[i].ncolumns) {
			rows[i].start = (int16_t)(rows[i].first + run.first);
			if (rows[i].grid && rows[i].first < MAX_GRID_NCOLUMNS) {
				note_start(&grid.start, rows[i].start);
				note_start(&grid.start_behind[rows[i].first], rows[i].start);
			}
		}
	}
	grid.usual_end = most_frequent(ends);
	return grid;
}

/* Whether the row's numbers fit when its first cell is in source column `start`. A cell behind the end of the source
 * row is allowed only where the whole grid ends there: then the conversion cut it off. Where more are missing, zeros
 * may have been left out anywhere. */
static bool start_fits(const struct allot_row *row, const struct run *run, int start, const struct grid *grid)
{
	int first = row->first + run->first, last = first + run->nvalues - 1;
	return start >= row->first && start <= first && last < start + row->ncolumns &&
	       (start + row->ncolumns <= row_end(row) ||
		(row_end(row) == grid->usual_end && start + row->ncolumns <= row_end(row) + MAX_CUT));
}

/* A row that fills the grid to its edge with one number too few and no blanks: the edge cut the last one off, because
 * the label takes one column more than the head allowed for. */
static bool is_cut_at_edge(const struct allot_row *row, const struct run *run, const struct grid *grid)
{
	return row->grid && row_end(row) == grid->usual_end && !run->has_blank && run->first == 0 &&
	       run->nvalues == row->nvalues && run->nvalues == row->ncolumns - 1 && row->ncolumns > 2;
}

/* Whether a row with as many places behind its label as columns, but blanks at its ends, has them all: where other rows
 * have padding there, or end elsewhere, a number may be missing among them, and the rest have moved up. */
static bool may_have_moved(const struct allot_row *row, const struct grid *grid)
{
	if (row->grid)
		return row_end(row) != grid->usual_end;
	return grid->uneven || (row->ncolumns <= 3 && row_end(row) < grid->widest);
}

/* The column of a row's first cell as other rows have it, or FORMAT_NONE: plain rows whose label ends in the same
 * column, and the row above (`previous`), which tells where a label takes up more columns than its text. They must
 * agree, unless the edge of the grid cut off the row above. Without either, what all plain rows have, or where the head
 * has it. */
static int find_witness(const struct allot_row *row, const struct run *run, int previous, int head,
			const struct grid *grid)
{
	int behind = row->first < MAX_GRID_NCOLUMNS ? grid->start_behind[row->first] : FORMAT_NONE;
	bool behind_fits = behind >= 0 && start_fits(row, run, behind, grid);
	bool previous_fits = previous >= 0 && start_fits(row, run, previous, grid);
	if (behind == DIFFERENT)
		return DIFFERENT;
	if (behind_fits && previous_fits && behind != previous)
		return previous + row->ncolumns > row_end(row) && !grid->inner_blanks ? previous : DIFFERENT;
	if (behind_fits || previous_fits)
		return behind_fits ? behind : previous;
	int usual = grid->start != FORMAT_NONE ? grid->start : head;
	return usual >= 0 && start_fits(row, run, usual, grid) ? usual : FORMAT_NONE;
}

/* The source column of the row's first cell, or FORMAT_NONE when that is not certain. `previous` is that of the row
 * above. */
static int find_start(const struct allot_row *row, int previous, int head, const struct grid *grid)
{
	struct run run = find_run(row);
	if (run.nvalues > row->ncolumns)
		return FORMAT_NONE;
	if (row->start != FORMAT_NONE)
		return row->start;
	if (row->ncolumns == 1)
		return run.nvalues == 1 ? row->first + run.first : row->nvalues ? row->first : FORMAT_NONE;
	if (run.nvalues && may_have_moved(row, grid))
		return FORMAT_NONE;
	if (row->ncolumns <= 3)
		return row->nvalues >= row->ncolumns ? row->first : FORMAT_NONE;
	if (!run.nvalues && row->nvalues >= row->ncolumns)
		return row->first;
	int exact = row->nvalues == row->ncolumns ? row->first : FORMAT_NONE;
	int witness = row->grid ? find_witness(row, &run, previous, head, grid) : FORMAT_NONE;
	if (witness == DIFFERENT)
		return FORMAT_NONE;
	if (exact != FORMAT_NONE && witness != FORMAT_NONE && exact != witness)
		return grid->inner_blanks ? FORMAT_NONE : witness;
	if (exact != FORMAT_NONE || witness != FORMAT_NONE)
		return exact != FORMAT_NONE ? exact : witness;
	return is_cut_at_edge(row, &run, grid) ? row->first : FORMAT_NONE;
}

static void place_row(const struct allot_row *row, const struct format *format, struct cell *cells)
{
	int first_cell = format->rows[row->row].first_cell;
	for (int i = 0; i < row->ncolumns; i++) {
		struct cell *cell = &cells[first_cell + i];
		int from = row->start - row->first + i;
		if (row->start == FORMAT_NONE || from >= row->nvalues)
			*cell = (struct cell){.status = CELL_LOST, .line = row->line};
		else
			*cell = row->values[from];
	}
}

/* Whether every row is known to have as many numbers as columns, and nothing else. */
static bool are_full(const struct allot_row *rows, size_t nrows)
{
	for (size_t i = 0; i < nrows; i++)
		if (!rows[i].is_full)
			return false;
	return true;
}

/* Whether the place of a row says anything of the next one: that of blanks alone does where they are as many as the
 * columns. */
static bool tells_start(const struct allot_row *row)
{
	return row->nvalues == row->ncolumns || find_run(row).nvalues > 0;
}

void allot_rows(struct allot_row *rows, size_t nrows, int head, const struct format *format, struct cell *cells)
{
	if (are_full(rows, nrows)) {
		for (size_t i = 0; i < nrows; i++)
			memcpy(&cells[format->rows[rows[i].row].first_cell], &rows[i].values[rows[i].nleading],
			       rows[i].ncolumns * sizeof(*cells));
		return;
	}
	struct grid grid = find_grid(rows, nrows);
	int previous = FORMAT_NONE;
	for (size_t i = 0; i < nrows; i++) {
		rows[i].start = (int16_t)find_start(&rows[i], previous, head, &grid);
		if (rows[i].start != FORMAT_NONE && rows[i].grid)
			previous = tells_start(&rows[i]) ? rows[i].start : FORMAT_NONE;
		place_row(&rows[i], format, cells);
	}
}

bool allot_across(const struct allot_row *line, const struct format *format, size_t table, struct cell *cells)
{
	const struct format_table *t = &format->tables[table];
	struct run run = find_run(line);
	int start = run.nvalues == t->ncells ? run.first : line->nvalues == t->ncells ? 0 : FORMAT_NONE;
	for (int i = 0; i < t->ncells; i++) {
		struct cell *cell = &cells[t->first_cell + i];
		if (start == FORMAT_NONE)
			*cell = (struct cell){.status = CELL_LOST, .line = line->line};
		else
			*cell = line->values[start + i];
	}
	return start != FORMAT_NONE;
}
