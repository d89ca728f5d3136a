/* Labels to the left of the numbers: their columns, and which lines of them belong to which row. */
#include "read/boxes/boxes_parts.h"

#include <stdlib.h>

#include "base/ascii.h"

/* Costs of a wrong-looking assignment, in font sizes of distance. */
#define SKIP_COST 0.5
#define EMPTY_COST 0.8
#define NEW_ITEM_COST 3.0
#define STEP_COST 0.5                   /* for each font size that a line is lower than usual */
#define SHORT_LINE_COST 1.0
/* In font sizes. */
#define USUAL_STEP 1.6                  /* from line to line, at most */
#define HEAD_REACH 0.3                  /* labels so far below the head's last line are still level with it */
#define SHORT_LINE 2.5                  /* shorter than the longest: its text did not go on */
#define BESIDE 0.9                      /* no lines of one column are so near */
/* What a row may cost where labels are shared out well. */
#define GOOD_COST 0.1
/* Of a table whose labels are level with their numbers by another line than the middle one. */
#define OTHER_LEVEL_COST 0.3

enum { MAX_LINES_OF_LABEL = 10 };

struct gap {
	double from, to;
};

static const struct boxes_piece *piece_of(const struct boxes_labels *labels, size_t i)
{
	return &labels->pages->pieces[labels->list[i].piece];
}

/* Whether a label is level with the heads over the numbers: then it is no row's. */
static bool is_in_head(const struct boxes_labels *labels, size_t i)
{
	return piece_of(labels, i)->y <= labels->grid->heads_end + HEAD_REACH * labels->size;
}

static int by_end(const void *a, const void *b)
{
	const struct gap *p = a, *q = b;
	return p->to < q->to ? -1 : p->to > q->to ? 1 : p->from < q->from ? -1 : p->from > q->from;
}

/* The gap between a label and the nearest one to the right of it that is level with it. */
static bool gap_behind(const struct boxes_labels *labels, size_t index, struct gap *gap)
{
	const struct boxes_piece *piece = piece_of(labels, index);
	struct boxes_range near = boxes_neighbours(index, labels->count);
	bool found = false;
	for (size_t i = near.first; i < near.end; i++) {
		const struct boxes_piece *other = piece_of(labels, i);
		double away = boxes_distance(other->y, piece->y);
		double size = other->size < piece->size ? other->size : piece->size;
		if (away > size * BESIDE || other->x0 <= piece->x1 || (found && other->x0 >= gap->to))
			continue;
		found = true;
		*gap = (struct gap){piece->x1, other->x0};
	}
	return found;
}

/* Labels beside nothing may begin farther to the left than those that made the gap: they are in its right column. */
static double border_in(const struct boxes_labels *labels, double from, double to)
{
	for (size_t i = 0; i < labels->count; i++) {
		const struct boxes_piece *piece = piece_of(labels, i);
		if (!is_in_head(labels, i) && piece->x0 > from && piece->x0 < to)
			to = piece->x0;
	}
	return (from + to) / 2;
}

/* The fewest borders that go through all gaps between labels that stand beside each other. */
static void find_borders(struct boxes_labels *labels)
{
	struct boxes_grid *grid = labels->grid;
	struct gap *gaps = arena_alloc(&labels->pages->reader->scratch, labels->count + 1, sizeof(*gaps));
	size_t ngaps = 0;
	grid->nlabel_columns = 1;
	for (size_t i = 0; i < labels->count; i++)
		if (!is_in_head(labels, i) && gap_behind(labels, i, &gaps[ngaps]))
			ngaps++;
	if (ngaps)
		qsort(gaps, ngaps, sizeof(*gaps), by_end);
	for (size_t i = 0, end; i < ngaps && grid->nlabel_columns < BOXES_MAX_LABEL_COLUMNS; i = end) {
		double from = gaps[i].from, to = gaps[i].to;
		for (end = i; end < ngaps && gaps[end].from < to; end++)
			from = gaps[end].from > from ? gaps[end].from : from;
		grid->borders[grid->nlabel_columns++ - 1] = border_in(labels, from, to);
	}
}

static int column_at(const struct boxes_grid *grid, double x0)
{
	int column = 0;
	for (size_t i = 1; i < grid->nlabel_columns; i++)
		column += grid->borders[i - 1] < x0;
	return column;
}

/* The lines of one column of labels, to be shared out among the rows. */
struct lines {
	size_t count;
	size_t *indices;                /* in the list of labels */
	double *y, *join_cost;
	int *rows;
};

static struct lines lines_of_column(const struct boxes_labels *labels, int column)
{
	struct arena *arena = &labels->pages->reader->scratch;
	struct lines lines = {0};
	double right = 0;
	lines.indices = arena_alloc(arena, labels->count + 1, sizeof(*lines.indices));
	lines.y = arena_alloc(arena, labels->count + 1, sizeof(*lines.y));
	lines.join_cost = arena_alloc(arena, labels->count + 1, sizeof(*lines.join_cost));
	lines.rows = arena_alloc(arena, labels->count + 1, sizeof(*lines.rows));
	for (size_t i = 0; i < labels->count; i++) {
		if (labels->list[i].column != column || is_in_head(labels, i))
			continue;
		right = piece_of(labels, i)->x1 > right ? piece_of(labels, i)->x1 : right;
		lines.y[lines.count] = piece_of(labels, i)->y;
		lines.indices[lines.count++] = i;
	}
	for (size_t i = 1; i < lines.count; i++) {
		bool is_short = piece_of(labels, lines.indices[i - 1])->x1 < right - SHORT_LINE * labels->size;
		double excess = (lines.y[i] - lines.y[i - 1]) / labels->size - USUAL_STEP;
		lines.join_cost[i] = (labels->list[lines.indices[i]].begins_item ? NEW_ITEM_COST : 0) +
				     (excess > 0 ? excess * STEP_COST : 0) + (is_short ? SHORT_LINE_COST : 0);
	}
	return lines;
}

static void add_labels_of_rows(struct boxes_labels *labels, const struct lines *lines)
{
	size_t pieces[MAX_LINES_OF_LABEL];
	for (size_t i = 0, end; i < lines->count; i = end) {
		int row = lines->rows[i];
		const struct boxes_label *first = &labels->list[lines->indices[i]];
		size_t count = 0;
		for (end = i; end < lines->count && lines->rows[end] == row && (end == i || row != BOXES_NONE); end++) {
			labels->list[lines->indices[end]].row = row;
			if (count < MAX_LINES_OF_LABEL)
				pieces[count++] = labels->list[lines->indices[end]].piece;
		}
		if (row == BOXES_NONE)
			continue;
		struct boxes_cell *cell = boxes_add_cell(labels->pages, labels->grid, pieces, count);
		cell->column = first->column;
		cell->row = row;
		labels->columns[row] = first->column;
		labels->begins_list[row] = first->begins_item && cell->text.ptr[0] == '1' && cell->text.nbytes > 1 &&
					   !ascii_is_digit(cell->text.ptr[1]);
	}
}

static void set_targets(const struct boxes_labels *labels, double offset, double *targets)
{
	for (size_t i = 0; i < labels->grid->nrows; i++)
		targets[i] = labels->grid->rows[i].y + offset * labels->size;
}

/* Labels are level with their numbers by their middle, their first or their last line, and may be set a little higher
 * or lower, for fonts differ; but all are so in the same way. Tries what fits best; returns the offset, in sizes. */
static double find_level(const struct boxes_labels *labels, struct boxes_matching *matching, double *targets, int *rows)
{
	static const double offsets[] = {0, -0.15, 0.15, -0.3, 0.3, -0.45, 0.45, -0.6, 0.6};
	double best_cost = 1e18, best_offset = 0;
	static const enum boxes_level levels[] = {BOXES_MIDDLE, BOXES_TOP, BOXES_BOTTOM};
	enum boxes_level best_level = BOXES_MIDDLE;
	double good = GOOD_COST * (double)labels->grid->nrows;
	for (size_t j = 0; j < sizeof(levels) / sizeof(levels[0]); j++) {
		for (size_t i = 0; i < sizeof(offsets) / sizeof(offsets[0]) && best_cost > good; i++) {
			matching->level = levels[j];
			set_targets(labels, offsets[i], targets);
			double cost = boxes_match(matching, rows) + (levels[j] == BOXES_MIDDLE ? 0 : OTHER_LEVEL_COST);
			if (cost >= best_cost)
				continue;
			best_cost = cost;
			best_offset = offsets[i];
			best_level = levels[j];
		}
	}
	matching->level = best_level;
	return best_offset;
}

/* Columns from the right: where a row has no label there, its label reaches over from a column to the left. */
static void share_out(struct boxes_labels *labels)
{
	struct boxes_grid *grid = labels->grid;
	struct arena *arena = &labels->pages->reader->scratch;
	double *targets = arena_alloc(arena, grid->nrows, sizeof(*targets));
	bool *blocked = arena_alloc(arena, grid->nrows, sizeof(*blocked));
	struct boxes_matching matching = {.ntargets = grid->nrows, .target_y = targets, .blocked = blocked,
					  .skip_cost = SKIP_COST, .empty_cost = EMPTY_COST,
					  .max_share = MAX_LINES_OF_LABEL, .unit = labels->size};
	for (int column = (int)grid->nlabel_columns - 1; column >= 0; column--) {
		struct lines lines = lines_of_column(labels, column);
		matching.nitems = lines.count;
		matching.item_y = lines.y;
		matching.join_cost = lines.join_cost;
		for (size_t i = 0; i < grid->nrows; i++)
			blocked[i] = labels->columns[i] != BOXES_NONE;
		if (column == (int)grid->nlabel_columns - 1)
			set_targets(labels, find_level(labels, &matching, targets, lines.rows), targets);
		boxes_match(&matching, lines.rows);
		add_labels_of_rows(labels, &lines);
	}
}

void boxes_place_labels(struct boxes_pages *pages, struct boxes_grid *grid)
{
	struct arena *arena = &pages->reader->scratch;
	struct boxes_labels labels = {.pages = pages, .grid = grid, .count = grid->nlabels};
	if (!grid->nlabels)
		return;
	double *sizes = arena_alloc(arena, labels.count, sizeof(*sizes));
	labels.list = arena_alloc(arena, labels.count, sizeof(*labels.list));
	labels.columns = arena_alloc(arena, grid->nrows, sizeof(*labels.columns));
	labels.begins_list = arena_alloc(arena, grid->nrows, sizeof(*labels.begins_list));
	for (size_t i = 0; i < labels.count; i++) {
		bool nothing_else;
		labels.list[i] = (struct boxes_label){.piece = grid->labels[i], .row = BOXES_NONE};
		labels.list[i].begins_item = boxes_begins_item(piece_of(&labels, i)->text, &nothing_else);
		sizes[i] = piece_of(&labels, i)->size;
	}
	labels.size = boxes_quantile(sizes, labels.count, 0.5);
	for (size_t i = 0; i < grid->nrows; i++)
		labels.columns[i] = BOXES_NONE;
	find_borders(&labels);
	for (size_t i = 0; i < labels.count; i++)
		labels.list[i].column = column_at(grid, piece_of(&labels, i)->x0);
	share_out(&labels);
	grid->all_labelled = true;
	for (size_t i = 0; i < grid->nrows; i++)
		grid->all_labelled &= labels.columns[i] != BOXES_NONE;
	boxes_place_groups(&labels);
}
