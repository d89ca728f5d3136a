/* Relations of tables without any doubt. Most tables of most reports hold a number in every cell, and most relations
 * hold: that is told here, by plain sums; relation_evaluate says the rest. */
#ifndef GOUJI_CHECK_RELATION_PLAIN_H
#define GOUJI_CHECK_RELATION_PLAIN_H

#include "base/arena.h"
#include "check/rule.h"
#include "report/report.h"

/* The relations that are evaluated where all cells of their table were read, by table and in the order of the rules. */
struct plain_relations {
	size_t first[FORMAT_MAX_TABLES + 1]; /* by table, into the list */
	const struct relation *list[];
};

/* In `arena`, once all rules are fitted. */
const struct plain_relations *plain_relations_make(struct arena *arena, const struct rules *rules);
/* Whether a number without a remark stands in every cell of a table, none is negative, and sums cannot overflow. */
bool relation_table_is_plain(const struct report *report, size_t table);
/* Left side minus right side of a relation of one report alone, in a plain table. */
decimal relation_residual(const struct relation *relation, const struct cell *cells);

/* Whether a relation with this residual holds. */
static inline bool relation_holds_at(const struct relation *relation, decimal residual)
{
	switch (relation->comparison) {
	case COMPARE_AT_MOST:
		return residual <= 0;
	case COMPARE_AT_LEAST:
		return residual >= 0;
	case COMPARE_EQUAL:
		break;
	}
	return residual == 0;
}

#endif
