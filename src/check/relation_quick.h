/* Relations of tables without any doubt, by sums of whole arrays. Most tables of most reports hold a number in every
 * cell, and most relations hold: that is told here; the plain code (relation_evaluate) says the rest. */
#ifndef GOUJI_CHECK_RELATION_QUICK_H
#define GOUJI_CHECK_RELATION_QUICK_H

#include "check/rule.h"
#include "report/report.h"

/* The values of a report's cells. */
struct relation_values {
	/* Every cell of the table has a value for relations, and sums of them cannot overflow */
	bool whole[FORMAT_MAX_TABLES];
	decimal list[FORMAT_MAX_CELLS]; /* of the tables that are whole */
};

void relation_take_values(struct relation_values *values, const struct report *report);
/* True when the relation is one of a report alone, can be assessed and holds. False: relation_evaluate has to tell. */
bool relation_holds(const struct relation *relation, const struct relation_values *values);

#endif
