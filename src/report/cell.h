/* What stood in a cell of a table. */
#ifndef GOUJI_REPORT_CELL_H
#define GOUJI_REPORT_CELL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/str.h"
#include "report/words.h"

enum cell_status {
	CELL_ABSENT,                    /* the row or the table was not found */
	CELL_READ,                      /* a number stood there */
	CELL_BLANK,                     /* nothing, or a sign for nothing (/ -) */
	CELL_NOTED,                     /* a number with a remark: 22（其中修订16件） */
	CELL_LOST,                      /* the row has fewer numbers than columns, or they cannot be told apart */
	CELL_TEXT,                      /* something that is not a number */
	CELL_INFERRED,                  /* numbers without blanks between them, split in the only way that adds up */
	CELL_NSTATUSES,
};

/* A run of bytes of the report's text. */
struct slice {
	uint32_t offset, nbytes;
};

struct cell {
	decimal value;                  /* when the status is READ, NOTED or INFERRED */
	struct slice raw;               /* as it stood in the source */
	uint32_t line, column;          /* in the source, from 1 (columns in code points); 0 when absent */
	uint8_t status;                 /* enum cell_status */
};

/* The name of a status as it stands in exports: "read", "blank" … */
const char *cell_status_name(enum cell_status status);

/* Whether the cell has a number to show. */
static inline bool cell_has_number(const struct cell *cell)
{
	return cell->status == CELL_READ || cell->status == CELL_NOTED || cell->status == CELL_INFERRED;
}

/* Whether a cell of this status has a value that relations may use: an inferred one would prove what it was inferred
 * from. */
static inline bool cell_status_has_value(enum cell_status status)
{
	return status == CELL_READ || status == CELL_NOTED;
}

static inline bool cell_has_value(const struct cell *cell)
{
	return cell_status_has_value(cell->status);
}

/* The common case: a few ASCII digits and nothing else. False for anything else. */
static inline bool cell_parse_digits(struct str text, decimal *value)
{
	decimal number = 0;
	if (!text.nbytes || text.nbytes > 9)
		return false;
	for (size_t i = 0; i < text.nbytes; i++) {
		unsigned digit = (unsigned)(unsigned char)text.ptr[i] - '0';
		if (digit > 9)
			return false;
		number = number * 10 + (decimal)digit;
	}
	*value = number * DECIMAL_ONE;
	return true;
}

/* Reads the text of a cell (trimmed): READ, NOTED, BLANK or TEXT, with the value for the first two. Full-width digits,
 * well-formed thousands separators, a unit behind the number and 增 or 减 before it are understood; blanks inside a
 * number are not. */
enum cell_status cell_parse(struct str text, const struct words *words, decimal *value);

#endif
