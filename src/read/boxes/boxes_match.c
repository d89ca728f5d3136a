/* Sharing out items among targets, both in the order of their height, so that each target's items lie around it. */
#include "read/boxes/boxes_parts.h"

#include <stdlib.h>

#include "base/alloc.h"

/* Items this many units away from a target are not tried with it: skipping is always cheaper. */
#define FARTHEST 100.0

/* What was done at a place of the table below: so many items given to the target, or one of these. */
enum { SKIPPED = -1, LEFT_EMPTY = 0 };

struct table {
	const struct boxes_matching *matching;
	double *costs;                  /* least, of the first i items and j targets, at i * (ntargets + 1) + j */
	int16_t *moves;
};

static double share_cost(const struct boxes_matching *matching, size_t first, size_t count, size_t target)
{
	double top = matching->item_y[first], bottom = matching->item_y[first + count - 1];
	double y = matching->level == BOXES_TOP ? top : matching->level == BOXES_BOTTOM ? bottom : (top + bottom) / 2;
	return boxes_distance(y, matching->target_y[target]) / matching->unit;
}

static void try_move(struct table *table, size_t at, double cost, int move)
{
	if (cost < table->costs[at]) {
		table->costs[at] = cost;
		table->moves[at] = (int16_t)move;
	}
}

/* Gives the last 1, 2, … of the first `i` items to target `j - 1`. */
static void try_shares(struct table *table, size_t i, size_t j)
{
	const struct boxes_matching *matching = table->matching;
	size_t width = matching->ntargets + 1;
	double joined = 0, away = i ? matching->item_y[i - 1] - matching->target_y[j - 1] : 0;
	if (away > FARTHEST * matching->unit || away < -FARTHEST * matching->unit)
		return;
	for (size_t count = 1; count <= i && count <= matching->max_share; count++) {
		size_t first = i - count;
		double cost = table->costs[first * width + j - 1] + share_cost(matching, first, count, j - 1) + joined;
		try_move(table, i * width + j, cost, (int)count);
		joined += matching->join_cost[first];
	}
}

static void fill(struct table *table)
{
	const struct boxes_matching *matching = table->matching;
	size_t width = matching->ntargets + 1;
	for (size_t i = 0; i <= matching->nitems; i++) {
		for (size_t j = 0; j <= matching->ntargets; j++) {
			size_t at = i * width + j;
			table->costs[at] = i || j ? 1e18 : 0;
			if (i)
				try_move(table, at, table->costs[at - width] + matching->skip_cost, SKIPPED);
			if (!j)
				continue;
			double empty = matching->blocked[j - 1] ? 0 : matching->empty_cost;
			try_move(table, at, table->costs[at - 1] + empty, LEFT_EMPTY);
			if (!matching->blocked[j - 1])
				try_shares(table, i, j);
		}
	}
}

double boxes_match(const struct boxes_matching *matching, int *targets)
{
	size_t width = matching->ntargets + 1, nplaces = (matching->nitems + 1) * width;
	struct table table = {.matching = matching};
	table.costs = alloc_array(nplaces, sizeof(*table.costs));
	table.moves = alloc_array(nplaces, sizeof(*table.moves));
	fill(&table);
	for (size_t i = matching->nitems, j = matching->ntargets; i || j;) {
		int move = table.moves[i * width + j];
		if (move == SKIPPED) {
			targets[--i] = BOXES_NONE;
		} else {
			j--;
			for (; move > 0; move--)
				targets[--i] = (int)j;
		}
	}
	double cost = table.costs[nplaces - 1];
	free(table.costs);
	free(table.moves);
	return cost;
}
