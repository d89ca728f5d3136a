/* What the checks of many reports share. Internal to src/check/across/. */
#ifndef GOUJI_CHECK_ACROSS_ACROSS_PARTS_H
#define GOUJI_CHECK_ACROSS_ACROSS_PARTS_H

#include "check/across/across.h"

/* Hashes with the report they are of: the hash in the high half, the report's number in the low one. */
static inline uint64_t tagged(uint32_t hash, size_t report)
{
	return (uint64_t)hash << 32 | report;
}

static inline uint32_t tagged_hash(uint64_t value)
{
	return (uint32_t)(value >> 32);
}

static inline uint32_t tagged_report(uint64_t value)
{
	return (uint32_t)value;
}

/* Sorts by hash, in time that grows with the count; what is equal keeps its order. `scratch` has as much room. */
void tagged_sort(uint64_t *values, size_t count, uint64_t *scratch);
/* The end of the run of equal hashes that begins at `first`. */
size_t tagged_run_end(const uint64_t *values, size_t count, size_t first);

static inline bool across_is_cancelled(const struct across *across)
{
	return across->cancelled && atomic_load_explicit(across->cancelled, memory_order_relaxed);
}

/* An item about a report; nothing but its rule, report, other, message and verdict is set. */
struct across_item across_item_start(const struct rule *rule, size_t report, size_t other, size_t message,
				     enum verdict verdict);
void across_add_item(struct across *across, struct across_item item);

/* What tells one body from another in this place: equal for one body. 0 for an empty name. A name that does not say
 * where the body is ("城关镇") tells it within its directory alone, whose digits do not count: there is one directory
 * for each year. */
uint64_t across_key(struct str agency, const char *folder, const struct words *words);
/* Whether the name says in which county, district or city the body is. */
bool across_name_has_place(struct str body, const struct words *words);
/* Where the reports of a key and year begin in `order`, and how many there are; while reports are compared. */
size_t across_find_reports(const struct across *across, uint64_t key, int year, size_t *count);
/* Pairs each report with last year's, and says where versions of one report differ. */
void across_pair_years(struct across *across);

#endif
