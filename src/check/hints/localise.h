/* Which cells are wrong? The smallest changes of numbers that make failed relations hold.
 *
 * After Fellegi and Holt (A Systematic Approach to Automatic Edit and Imputation, JASA 71, 1976): the errors are taken
 * to be in the smallest weighted set of cells that can be changed so that every relation holds. Here a *repair* is such
 * a set of one to three cells with the numbers they would take, or a whole row or column of sums. It is closed: every
 * assessable relation that has one of its cells holds afterwards, so that repairs of different faults are independent
 * of each other, and a report with many faults is as easy as one with few. Weights come from the slips that people make
 * (slip.h). A cell that was not read is unknown: relations that need it constrain nothing, and it is never what is
 * wrong. */
#ifndef GOUJI_CHECK_HINTS_LOCALISE_H
#define GOUJI_CHECK_HINTS_LOCALISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "check/finding.h"
#include "check/hints/slip.h"
#include "check/rule.h"
#include "report/report.h"

enum { REPAIRS_MAX = 96, REPAIRS_MAX_CHOSEN = 3 };

/* What else than single cells a repair may change. */
enum repair_line {
	REPAIR_CELLS,
	REPAIR_ROW,                     /* all wrong sums of a row: the row of the first change */
	REPAIR_COLUMN,                  /* all wrong sums of a column of a table: the column of the first change */
};

struct repair {
	enum repair_line line;
	uint16_t ncells;                /* that change; for REPAIR_CELLS the same as nchanges */
	uint8_t nchanges;               /* for a line the first ones alone are kept */
	struct slip_change changes[SLIP_MAX_CHANGES]; /* ordered by cell */
	enum slip slip;                 /* what would have led from the right numbers to those that stand there */
	uint16_t nmended;               /* failed relations that hold afterwards */
	bool is_exact;                  /* an equation is among them; else the numbers are only bounds */
	bool complete;                  /* no relation fails any more of those that these ones are entangled with */
	unsigned weight;                /* lower is likelier */
	unsigned excess;                /* what it costs more than the best way to mend the same relations */
};

/* The repairs of one report, likeliest first. About 12 KB; zero-initialise it, it is used again for the next report. */
struct repairs {
	size_t count;
	struct repair list[REPAIRS_MAX];
	unsigned margin;                /* of excess, among alternatives that are shown */
	/* The search was cut off: repairs of several cells were not all seen, none is kept */
	bool exceeded;
	unsigned nnodes;                /* changes that were tried */
};

/* Replaces `repairs` by those of a report that was checked with `rules`. Costs nothing where no relation failed, and is
 * bounded by slips->max_nodes elsewhere. */
void localise(const struct rules *rules, const struct slips *slips, const struct report *report,
	      const struct findings *findings, struct repairs *repairs);

/* What repairs of one relation have to say. */
enum hint_kind {
	HINT_NONE,                      /* nothing, or nothing that the numbers decide */
	HINT_REPAIRS,                   /* the chosen repairs, likeliest first */
	/* Many repairs do the same to the same columns of different rows: one is chosen */
	HINT_SOME_ROW,
};

struct hint {
	enum hint_kind kind;
	size_t count;
	const struct repair *chosen[REPAIRS_MAX_CHOSEN];
};

/* The hint for a relation that failed. */
struct hint localise_find(const struct repairs *repairs, const struct relation *relation);

#endif
