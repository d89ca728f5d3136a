/* The open findings of a report by their fingerprints, to tell those of one reading from those of another. */
#ifndef GOUJI_CHECK_PRINTS_H
#define GOUJI_CHECK_PRINTS_H

#include <stddef.h>
#include <stdint.h>

#include "check/finding.h"

struct print {
	uint64_t fingerprint;
	uint32_t finding;               /* its place in the findings */
	uint8_t level;                  /* enum severity, as finding_level has it */
};

/* Zero-initialise it; prints_free releases it. */
struct prints {
	size_t count, capacity;
	struct print *list;             /* rising */
};

/* How the same finding, or none, stands in two readings. */
enum print_change { PRINT_GONE, PRINT_NEW, PRINT_OTHER_LEVEL, PRINT_NCHANGES };

/* Fills `prints` with the open findings of a report; what it held is forgotten. */
void prints_take(struct prints *prints, const struct findings *findings, const struct report *report);
void prints_free(struct prints *prints);
/* Calls `take` for each finding that is in one of the two only (the other one is NULL), or in both with another level.
 * Of equal fingerprints as many are the same as both have. */
void prints_compare(const struct prints *before, const struct prints *after,
		    void (*take)(void *context, enum print_change change, const struct print *before,
				 const struct print *after),
		    void *context);
/* How many of each change there are; true when there are any. */
bool prints_count_changes(const struct prints *before, const struct prints *after, size_t counts[PRINT_NCHANGES]);

#endif
