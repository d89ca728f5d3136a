/* Whether parts make their total. */
#ifndef GOUJI_CHECK_KINDS_SUM_COMPARE_H
#define GOUJI_CHECK_KINDS_SUM_COMPARE_H

#include "check/kinds/sum_list.h"

/* The thresholds of the kind, in the order of its `thresholds`. */
enum sum_threshold {
	SUM_THRESHOLD_WHOLE,
	SUM_THRESHOLD_HALF,
	SUM_THRESHOLD_SOME,
	SUM_THRESHOLD_MOST,
	SUM_THRESHOLD_EXCESS,
	SUM_THRESHOLD_BEFORE,
	SUM_THRESHOLD_NEAR,
};

enum sum_outcome { SUM_OUTCOME_UNKNOWN, SUM_OUTCOME_FITS, SUM_OUTCOME_OVER, SUM_OUTCOME_SHORT, SUM_OUTCOME_SOME };

struct sum {
	decimal low, high;
	size_t nparts;                  /* how many of the list it is made of */
	bool own_unit;                  /* of the parts in the total's unit alone */
	bool heads;                     /* of those that begin the list, or stand behind a semicolon */
	bool uncertain;                 /* the list may be no list of all parts, or one of parts that overlap */
};

/* Compares the parts with the total. Parts exceed it when those in its own unit do; they fall short when all of them
 * together do. */
enum sum_outcome sum_compare(const struct rule *rule, const struct clauses *clauses, const struct sum_list *list,
			     struct sum *sum);
/* Compares numbers with the sum that is given behind them. It is said to be wrong where the numbers are all of the
 * sentence, none in it makes it right, and they come to between half of it and twice as much; a person must judge where
 * it is not near. */
enum sum_outcome sum_compare_gathered(const struct rule *rule, const struct clauses *clauses, struct sum_list *list,
				      struct sum *sum);
/* Whether the sum comes so near to the total (threshold `near`) that it was meant to be all of it. */
bool sum_is_near(const struct rule *rule, const struct sum *sum, const struct quantity *total);
/* Whether a part is one of those that the sum is made of. */
bool sum_counts(const struct clauses *clauses, const struct sum_list *list, const struct sum *sum, size_t part);

#endif
