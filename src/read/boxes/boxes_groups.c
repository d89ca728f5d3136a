/* Labels that are no row's own: those of groups, which stand beside several rows. */
#include "read/boxes/boxes_parts.h"

/* In font sizes, from line to line; and in the narrowest distance of lines in the same column. */
#define WIDEST_STEP 3.6
#define WIDER_STEP 1.5
#define REACH 2.0
/* Costs of sharing out the rows among the groups. */
#define ROW_WITHOUT_GROUP 5.0
#define GROUP_WITHOUT_ROWS 10.0
#define NEW_LIST_COST 3.0

enum { MAX_LINES_OF_GROUP = 40 };

/* A column's labels that are still to be placed. */
struct stacks {
	struct boxes_labels *labels;
	int column;
	size_t first_cell;              /* of the grid: the stacks are its last cells */
	double narrowest;               /* step from line to line */
};

static const struct boxes_piece *piece_of(const struct boxes_labels *labels, size_t i)
{
	return &labels->pages->pieces[labels->list[i].piece];
}

/* The next label of the column from `i` on. */
static size_t next_in_column(const struct stacks *stacks, size_t i)
{
	while (i < stacks->labels->count && stacks->labels->list[i].column != stacks->column)
		i++;
	return i;
}

static bool are_free(const struct stacks *stacks, size_t i, size_t next)
{
	return next < stacks->labels->count && stacks->labels->list[i].row == BOXES_NONE &&
	       stacks->labels->list[next].row == BOXES_NONE && !stacks->labels->list[next].begins_item;
}

static void find_narrowest_step(struct stacks *stacks)
{
	const struct boxes_labels *labels = stacks->labels;
	stacks->narrowest = WIDEST_STEP * labels->size;
	for (size_t i = next_in_column(stacks, 0), next; i < labels->count; i = next) {
		next = next_in_column(stacks, i + 1);
		double step = next < labels->count ? piece_of(labels, next)->y - piece_of(labels, i)->y : 0;
		if (are_free(stacks, i, next) && step > 0.5 * labels->size && step < stacks->narrowest)
			stacks->narrowest = step;
	}
}

/* Whether a label goes on with the next one of its column. */
static bool goes_on(const struct stacks *stacks, size_t i, size_t next)
{
	const struct boxes_labels *labels = stacks->labels;
	if (!are_free(stacks, i, next))
		return false;
	double step = piece_of(labels, next)->y - piece_of(labels, i)->y;
	bool over_head = piece_of(labels, i)->y <= labels->grid->heads_end;
	bool below_head = piece_of(labels, next)->y > labels->grid->heads_end + labels->size;
	return step < WIDEST_STEP * labels->size && step < WIDER_STEP * stacks->narrowest && !(over_head && below_head);
}

/* Whether a label has to be placed: above the first row and below the last it is so only in the head. */
static bool is_wanted(const struct boxes_labels *labels, size_t first, size_t last)
{
	const struct boxes_grid *grid = labels->grid;
	double y = (piece_of(labels, first)->y + piece_of(labels, last)->y) / 2;
	bool in_head = grid->nheads && y <= grid->heads_end + labels->size;
	return in_head || (y > grid->rows[0].y - REACH * labels->size &&
			   y < grid->rows[grid->nrows - 1].y + REACH * labels->size);
}

static void make_stacks(struct stacks *stacks)
{
	struct boxes_labels *labels = stacks->labels;
	struct boxes_grid *grid = labels->grid;
	size_t pieces[MAX_LINES_OF_GROUP];
	stacks->first_cell = grid->ncells;
	find_narrowest_step(stacks);
	for (size_t i = next_in_column(stacks, 0), next; i < labels->count; i = next) {
		size_t count = 1, last = i;
		pieces[0] = labels->list[i].piece;
		next = next_in_column(stacks, i + 1);
		if (labels->list[i].row != BOXES_NONE)
			continue;
		while (count < MAX_LINES_OF_GROUP && goes_on(stacks, last, next)) {
			pieces[count++] = labels->list[next].piece;
			last = next;
			next = next_in_column(stacks, next + 1);
		}
		if (!is_wanted(labels, i, last))
			continue;
		struct boxes_cell *cell = boxes_add_cell(labels->pages, grid, pieces, count);
		cell->column = stacks->column;
		cell->is_head = grid->nheads && cell->y <= grid->heads_end + labels->size;
	}
}

/* Shares out rows, from `first` to before `end`, among the groups beside them; their labels go into the first rows. */
static void share_out(struct stacks *stacks, size_t first, size_t end)
{
	struct boxes_labels *labels = stacks->labels;
	struct boxes_grid *grid = labels->grid;
	double rows_y[BOXES_MAX_GRID_ROWS], costs[BOXES_MAX_GRID_ROWS], groups_y[BOXES_MAX_GRID_ROWS];
	bool blocked[BOXES_MAX_GRID_ROWS] = {false};
	int groups[BOXES_MAX_GRID_ROWS];
	size_t cells[BOXES_MAX_GRID_ROWS], ngroups = 0;
	double top = grid->rows[first].y - REACH * labels->size, bottom = grid->rows[end - 1].y + REACH * labels->size;
	for (size_t i = stacks->first_cell; i < grid->ncells && ngroups < end - first; i++) {
		if (grid->cells[i].is_head || grid->cells[i].y < top || grid->cells[i].y > bottom)
			continue;
		groups_y[ngroups] = grid->cells[i].y;
		cells[ngroups++] = i;
	}
	for (size_t i = first; i < end; i++) {
		rows_y[i - first] = grid->rows[i].y;
		costs[i - first] = labels->begins_list[i] ? NEW_LIST_COST : 0;
	}
	const struct boxes_matching matching = {
		.nitems = end - first, .ntargets = ngroups, .item_y = rows_y, .join_cost = costs, .target_y = groups_y,
		.blocked = blocked, .skip_cost = ROW_WITHOUT_GROUP, .empty_cost = GROUP_WITHOUT_ROWS,
		.max_share = BOXES_MAX_GRID_ROWS, .level = BOXES_MIDDLE, .unit = labels->size};
	boxes_match(&matching, groups);
	for (size_t i = end - first; i-- > 0;)
		if (groups[i] != BOXES_NONE)
			grid->cells[cells[groups[i]]].row = (int)(first + i);
}

/* A row whose own label stands farther to the right may belong to a group of this column. */
static bool may_have_group(const struct stacks *stacks, size_t row)
{
	int column = stacks->labels->columns[row];
	return column == BOXES_NONE || column > stacks->column;
}

void boxes_place_groups(struct boxes_labels *labels)
{
	size_t nrows = labels->grid->nrows;
	for (int column = 0; column < (int)labels->grid->nlabel_columns; column++) {
		struct stacks stacks = {.labels = labels, .column = column};
		make_stacks(&stacks);
		for (size_t i = 0, end; i < nrows; i = end) {
			for (end = i; end < nrows && may_have_group(&stacks, end); end++)
				continue;
			if (end > i && labels->grid->ncells > stacks.first_cell)
				share_out(&stacks, i, end);
			end += end == i;
		}
	}
}
