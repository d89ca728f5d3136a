#include "check/sum_runs.h"

struct sum_run sum_run_of(const uint16_t *cells, size_t nadded, size_t ncells)
{
	struct sum_run run = {cells, (uint8_t)nadded, (uint8_t)ncells, 1, 1, true};
	for (size_t i = 1; i < ncells; i++)
		run.in_a_row &= cells[i] == cells[0] + i;
	return run;
}

bool sum_run_add(struct sum_run *run, const uint16_t *cells, size_t nadded, size_t ncells)
{
	if (run->count == SUM_RUN_NLANES || run->nadded != nadded || run->ncells != ncells || !ncells ||
	    cells[0] <= run->cells[0])
		return false;
	size_t distance = (size_t)(cells[0] - run->cells[0]), step = run->count == 1 ? distance : run->step;
	if (distance != run->count * step || step > UINT8_MAX)
		return false;
	for (size_t i = 1; i < ncells; i++)
		if (cells[i] != run->cells[i] + distance)
			return false;
	run->step = (uint8_t)step;
	run->count++;
	return true;
}

/* Sums of cells that lie one behind the other. The lanes are what a compiler makes vectors of. */
static void make_lanes(const struct sum_run *run, const decimal *values, uint64_t sums[SUM_RUN_NLANES])
{
	uint64_t lanes[SUM_RUN_NLANES] = {0};
	size_t i = 0;
	for (; i < run->nadded; i++)
		for (size_t lane = 0; lane < SUM_RUN_NLANES; lane++)
			lanes[lane] += (uint64_t)values[run->cells[i] + lane];
	for (; i < run->ncells; i++)
		for (size_t lane = 0; lane < SUM_RUN_NLANES; lane++)
			lanes[lane] -= (uint64_t)values[run->cells[i] + lane];
	for (size_t lane = 0; lane < SUM_RUN_NLANES; lane++)
		sums[lane] = lanes[lane];
}

static uint64_t make_one(const struct sum_run *run, const decimal *values)
{
	uint64_t sum = 0;
	size_t i = 0;
	for (; i < run->nadded; i++)
		sum += (uint64_t)values[run->cells[i]];
	for (; i < run->ncells; i++)
		sum -= (uint64_t)values[run->cells[i]];
	return sum;
}

/* The same of cells that lie one behind the other. */
static uint64_t make_one_in_a_row(const struct sum_run *run, const decimal *values)
{
	uint64_t sum = 0;
	size_t i = 0;
	for (values += run->cells[0]; i < run->nadded; i++)
		sum += (uint64_t)values[i];
	for (; i < run->ncells; i++)
		sum -= (uint64_t)values[i];
	return sum;
}

void sum_run_make(const struct sum_run *run, const decimal *values, uint64_t sums[SUM_RUN_NLANES])
{
	if (run->step == 1 && run->count > 1) {
		make_lanes(run, values, sums);
		return;
	}
	for (size_t i = 0; i < run->count; i++, values += run->step)
		sums[i] = run->in_a_row ? make_one_in_a_row(run, values) : make_one(run, values);
}
