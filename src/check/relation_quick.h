/* Relations of tables without any doubt. Most tables of most reports hold a number in every cell, and most relations
 * hold: that is told here, by plain sums; relation_evaluate says the rest. */
#ifndef GOUJI_CHECK_RELATION_QUICK_H
#define GOUJI_CHECK_RELATION_QUICK_H

#include "base/arena.h"
#include "check/rule.h"
#include "report/report.h"

/* The values of a report's cells. */
struct relation_values {
	/* A number without a remark stands in every cell of the table; none is negative, and sums cannot overflow */
	bool plain[FORMAT_MAX_TABLES];
	decimal list[FORMAT_MAX_CELLS]; /* of the tables that are plain */
};

/* The relations that are evaluated where all cells of their table were read, by table and in the order of the rules. */
struct plain_relations {
	size_t first[FORMAT_MAX_TABLES + 1]; /* by table, into the list */
	const struct relation *list[];
};

/* In `arena`, once all rules are fitted. */
const struct plain_relations *plain_relations_make(struct arena *arena, const struct rules *rules);
/* Takes the values of a report's cells. */
void relation_take_values(struct relation_values *values, const struct report *report);
/* Left side minus right side of a relation of one report alone, in a plain table. */
decimal relation_residual(const struct relation *relation, const struct relation_values *values);
/* Whether a relation with this residual holds. */
bool relation_holds_at(const struct relation *relation, decimal residual);

#endif
