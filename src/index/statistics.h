/* Sums over many reports: by rule, by folder, by year, and by the number of new applications. Each line comes with the
 * filter (index/query.h) that leads to its reports. Only reports that were checked count. */
#ifndef GOUJI_INDEX_STATISTICS_H
#define GOUJI_INDEX_STATISTICS_H

#include <stddef.h>
#include <stdint.h>

#include "check/rule.h"
#include "index/index.h"

enum statistics_group {
	STATISTICS_RULES,               /* with open findings; the most frequent first */
	STATISTICS_FOLDERS,             /* the one with the most reports with errors first */
	STATISTICS_YEARS,
	STATISTICS_REQUESTS,            /* new applications, in classes */
	STATISTICS_NGROUPS,
};

struct statistics_line {
	/* Id, folder with its slash, year, or class ("10-19", "1000-"); empty: not known */
	struct str label;
	const struct rule *rule;        /* of a rule's line, else NULL */
	size_t nreports;
	size_t nwith_errors;            /* of them */
	int64_t first, last;            /* of a year (twice) or a class; last < 0: open; both -1: not known */
};

struct statistics;

/* `rules` are those whose numbers the entries have. statistics_free releases it. */
struct statistics *statistics_new(const struct rules *rules);
void statistics_free(struct statistics *statistics);
/* Counts a report. Takes constant time; the strings of the entry need not last. */
void statistics_add(struct statistics *statistics, const struct index_entry *entry);
/* How many reports were counted. */
size_t statistics_nreports(const struct statistics *statistics);
/* The lines of a group in order, those without a report left out. Valid until the next call of any of these functions
 * for the same group. */
const struct statistics_line *statistics_lines(struct statistics *statistics, enum statistics_group group,
					       size_t *count);
/* Appends the filter that holds for the reports of a line; for a folder also for those of the folders in it. */
void statistics_append_query(struct strbuf *out, enum statistics_group group, const struct statistics_line *line);

#endif
