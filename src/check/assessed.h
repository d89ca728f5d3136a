/* Which rules could be assessed in each place of a report. Internal to src/check/. */
#ifndef GOUJI_CHECK_ASSESSED_H
#define GOUJI_CHECK_ASSESSED_H

#include <stdint.h>

#include "check/rule.h"

/* A bit per rule.linear, by column and by row of the form. Zero-initialise it. */
struct assessed {
	uint64_t columns[FORMAT_MAX_TABLES][FORMAT_MAX_COLUMNS];
	uint64_t rows[FORMAT_MAX_ROWS];
};

/* The bits of the place of a relation. */
static inline uint64_t *assessed_place(struct assessed *assessed, const struct relation *relation)
{
	return relation->row != FORMAT_NONE ? &assessed->rows[relation->row]
					    : &assessed->columns[relation->table][relation->column];
}

#endif
