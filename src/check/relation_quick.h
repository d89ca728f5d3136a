/* Relations of tables without any doubt, by sums of whole arrays. Most tables of most reports hold a number in every
 * cell, and most relations hold: that is told here; the plain code (relation_evaluate) says the rest. */
#ifndef GOUJI_CHECK_RELATION_QUICK_H
#define GOUJI_CHECK_RELATION_QUICK_H

#include "base/arena.h"
#include "check/rule.h"
#include "report/report.h"

/* The relations of a run, and so the lanes in which they are evaluated. */
enum { RELATION_NLANES = 8 };

/* The values of a report's cells. */
struct relation_values {
	/* A number without a remark stands in every cell of the table; none is negative, and sums cannot overflow */
	bool plain[FORMAT_MAX_TABLES];
	bool all_hold;                  /* all tables are plain, and so much is known: their relations hold */
	/* Of the tables that are plain; with room for the lanes that are not used. */
	decimal list[FORMAT_MAX_CELLS + RELATION_NLANES];
};

/* Relations side by side: of one rule in one table. What holds for one column holds for those beside it, of cells that
 * lie one further on. */
struct relation_run {
	size_t count;
	size_t step;                    /* from a cell of one to that of the next; 0 for one relation */
	const struct relation *relations[RELATION_NLANES];
};

/* The relations that are evaluated where all cells of their table were read, by table and in the order of the rules. */
struct relation_runs {
	size_t first[FORMAT_MAX_TABLES + 1]; /* by table, into the list */
	struct relation_run list[];
};

/* In `arena`, once all rules are fitted. */
const struct relation_runs *relation_runs_make(struct arena *arena, const struct rules *rules);
/* Whether all relations of a run hold. Their table is a plain one. */
bool relation_run_holds(const struct relation_run *run, const struct relation_values *values);
/* Left side minus right side of a relation of one report alone, in a plain table. */
decimal relation_residual(const struct relation *relation, const struct relation_values *values);
/* Takes the values of a report's cells. */
void relation_take_values(struct relation_values *values, const struct report *report);

#endif
