/* Relations: from a line of a rule to sparse rows of coefficients, and their evaluation on a report. */
#ifndef GOUJI_CHECK_RELATION_H
#define GOUJI_CHECK_RELATION_H

#include "base/tree.h"
#include "check/rule.h"
#include "report/report.h"

/* Compiles the line `node` of `rule`: keeps it as a formula and lays it. False with `error` set. */
bool relation_compile(struct rules *rules, struct arena *arena, struct rule *rule, const struct tree_node *node,
		      struct error *error);
/* Appends one relation for each place of the rule's scope that has all the cells that the line names. */
bool relation_lay(struct rules *rules, struct arena *arena, const struct rule *rule, const struct tree_node *node,
		  struct error *error);

/* What a relation comes to. */
struct relation_result {
	bool assessable;
	bool holds;                     /* when assessable */
	bool noted;                     /* a cell carries a remark */
	decimal left, right;            /* when assessable */
	int unread_cell;                /* the first cell that was not read, when not assessable; else FORMAT_NONE */
	bool unread_last_year;          /* it is one of last year's report */
};

/* A relation over years is not assessable for one report alone. */
struct relation_result relation_evaluate(const struct relation *relation, const struct report *report);
/* The same with last year's cells, by their numbers in this report's form. */
struct relation_result relation_evaluate_years(const struct relation *relation, const struct report *report,
					       const struct cell *last_year);

#endif
