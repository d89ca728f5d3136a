/* Slips: how a wrong number comes to stand in a table. Whether a change of numbers undoes a slip that people make tells
 * how plausible the change is. The weights are data (data/hints/slips.words), what each slip is stands in slip.c. */
#ifndef GOUJI_CHECK_HINTS_SLIP_H
#define GOUJI_CHECK_HINTS_SLIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/decimal.h"
#include "base/error.h"
#include "base/str.h"
#include "report/report.h"

enum { SLIP_MAX_CHANGES = 3, SLIP_MAX_ALIKE = 16, SLIP_MAX_MONEY = 8 };

enum slip {
	SLIP_NONE,
	/* One cell. */
	SLIP_TOTAL_LEFT,
	SLIP_DIGITS_SWAPPED,
	SLIP_DIGIT_DOUBLED,
	SLIP_DIGIT_DROPPED,
	SLIP_DIGIT_ALIKE,
	SLIP_OFF_BY_ONE,
	SLIP_NEIGHBOUR_COPIED,
	SLIP_DIGIT_REPLACED,
	SLIP_DIGIT_ADDED,
	SLIP_LEFT_OUT,
	SLIP_STRAY,
	/* Two cells. */
	SLIP_CELLS_SWAPPED,
	SLIP_CELL_SPLIT,
	SLIP_WRONG_COLUMN,
	SLIP_WRONG_ROW,
	SLIP_ADDED_TO_NEXT_COLUMN,
	SLIP_ADDED_TO_NEXT_ROW,
	SLIP_ALL_IN_WRONG_COLUMN,
	SLIP_ALL_IN_WRONG_ROW,
	SLIP_ONE_IN_WRONG_COLUMN,
	SLIP_ONE_IN_WRONG_ROW,
	SLIP_COUNTED_TWICE,
	SLIP_LEFT_UNCOUNTED,
	SLIP_PART_IN_WRONG_COLUMN,
	SLIP_PART_IN_WRONG_ROW,
	/* A row or column of sums. */
	SLIP_NOT_SUMMED,
	SLIP_NSLIPS,
};

/* What slips.words says. */
struct slips {
	unsigned weights[SLIP_NSLIPS];
	size_t nalike;
	struct str alike[SLIP_MAX_ALIKE]; /* groups of digits */
	size_t nmoney;
	struct str money[SLIP_MAX_MONEY]; /* names of columns */
	unsigned margin;
	unsigned max_nodes;
};

/* A number that stands in a cell, and the one that should. */
struct slip_change {
	uint16_t cell;
	bool is_sum;                    /* a relation says that it is the sum of others */
	bool is_wrong_sum;              /* and that relation fails */
	decimal from, to;
};

struct slip_match {
	enum slip slip;                 /* the one that explains all of the changes, or SLIP_NONE */
	unsigned weight;
};

/* Reads the weights and thresholds, over those that are there; `text` must outlive them. Every slip must have a weight
 * then. False with `error` set. */
bool slips_parse(struct slips *slips, struct arena *arena, struct str text, const char *file, struct error *error);

/* The likeliest way by which `count` (1 to 3) right numbers became those that stand in `report`. */
struct slip_match slip_explain(const struct slips *slips, const struct report *report,
			       const struct slip_change *changes, size_t count);

/* Whether the column of a cell holds money: its numbers need not be whole. */
bool slip_cell_is_money(const struct slips *slips, const struct format *format, size_t cell);

/* A short English phrase for the slip, to be translated where it is shown; "" for SLIP_NONE. */
const char *slip_text(enum slip slip);
/* Its name in slips.words. */
const char *slip_name(enum slip slip);

#endif
