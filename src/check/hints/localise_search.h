/* The relations of one report as a sparse matrix, and the search over changes of its cells. Internal to localise.c. */
#ifndef GOUJI_CHECK_HINTS_LOCALISE_SEARCH_H
#define GOUJI_CHECK_HINTS_LOCALISE_SEARCH_H

#include "check/hints/localise.h"

enum { CELL_MAX_RELATIONS = 8 };

/* An assessable relation under the changes made so far. */
struct balance {
	const struct relation *relation;
	decimal residual;               /* left side minus right side */
	bool failed;                    /* as the report stands */
	bool covered;                   /* failed, and some repair mends it */
};

struct place {
	uint8_t nrelations;
	bool changed;
	bool is_sum;                    /* of other cells, by some relation */
	bool is_wrong_sum;              /* which fails */
	struct {
		uint16_t balance;
		int8_t coefficient;     /* of the cell in the residual */
	} relations[CELL_MAX_RELATIONS];
};

struct search {
	const struct report *report;
	const struct slips *slips;
	struct repairs *repairs;
	size_t nbalances;
	struct balance balances[RULE_MAX_RELATIONS];
	struct place places[FORMAT_MAX_CELLS];
	size_t nchanges, max_changes;
	struct slip_change changes[SLIP_MAX_CHANGES];
};

/* Lays out the assessable relations. False when there are too many for one cell. */
bool search_prepare(struct search *search, const struct rules *rules);
/* Adds all repairs of `search->max_changes` cells that mend balance `start`, unless fewer cells do. False when the
 * bound on nodes or on repairs was met. */
bool search_run(struct search *search, size_t start);
/* Adds rows and columns of sums of which more than a few fail, where summing them anew mends all. */
void search_lines(struct search *search);
/* Whether a repair changes a cell of the relation. */
bool repair_mends(const struct repair *repair, const struct relation *relation);
/* Adds `change` to the residuals of a cell's relations. False, with nothing changed, where a sum does not fit. */
bool search_shift(struct search *search, const struct place *place, decimal change);
/* The change of a cell that makes its relation of this number hold, just. False when there is none, or none is
 * needed. */
bool search_find_change(const struct search *search, const struct place *place, size_t relation, decimal *change);
/* Adds, for each two repairs of one cell that one slip would explain better than two, the two together. */
void search_join(struct search *search);
/* Whether a relation with this residual holds. */
bool balance_holds(const struct balance *balance);

#endif
