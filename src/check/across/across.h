/* Many reports held against each other: last year's of the same body, two versions of one, the same file twice, text
 * that two bodies share, numbers far from those of other bodies, and bodies of a roster that have not reported.
 *
 * All of it works on summaries, and no step grows with the square of their number: bodies and files are found by
 * sorting hashes, shared text by sorting parts of the sketches and looking at neighbours of equal ones. */
#ifndef GOUJI_CHECK_ACROSS_ACROSS_H
#define GOUJI_CHECK_ACROSS_ACROSS_H

#include <stdatomic.h>

#include "base/path.h"
#include "check/across/roster.h"
#include "check/across/summary.h"
#include "check/kind.h"
#include "check/knowledge.h"

#define ACROSS_NONE UINT32_MAX

/* A report among others. The strings and the summary are the caller's. */
struct across_report {
	struct path path;
	const char *agency;             /* "" when it is not known */
	const struct summary *summary;
};

/* Something found in a report beside others, or in a line of the roster, before it is put into words. */
struct across_item {
	uint32_t report;                /* ACROSS_NONE for a line of the roster */
	uint32_t other;                 /* the other report, or the line's place in the roster; ACROSS_NONE for none */
	uint32_t count;                 /* of sentences, cells or bodies */
	int16_t cell;                   /* in the report's form, or FORMAT_NONE */
	int16_t year;                   /* of a line of the roster */
	uint16_t share;                 /* of the text, in thousandths */
	uint8_t rule;                   /* its number */
	uint8_t message;
	uint8_t verdict;                /* enum verdict */
	decimal left, right;            /* numbers to compare, where there is a cell */
	const struct str *word;         /* kind of body, one of the rule's words; NULL for none */
};

struct across {
	const struct knowledge *knowledge;
	size_t nreports;
	const struct across_report *reports;
	const struct roster *roster;    /* NULL for none */
	const atomic_bool *cancelled;   /* while they are compared; NULL: nobody does */
	/* By report: equal for one body; 0 when it is not known; NULL once all were compared */
	uint64_t *keys;
	uint32_t *bodies;               /* by report: where those of its body begin in `order`, or ACROSS_NONE */
	uint32_t *order;                /* the reports that have a key and a year, by key, year and place in the list */
	size_t norder;
	bool looks_back;                /* some rule looks at a report beside last year's */
	uint32_t *last;                 /* by report: last year's of the same body, or ACROSS_NONE */
	size_t nitems, capacity;
	struct across_item *items;      /* by report, those of the roster behind them */
};

/* Compares the reports, by all processors. `across` is overwritten and views all that it is given; across_free releases
 * it. `cancelled` may be NULL; once another thread sets it, comparing ends soon and `across` is good for across_free
 * alone. */
void across_check(struct across *across, const struct knowledge *knowledge, const struct across_report *reports,
		  size_t nreports, const struct roster *roster, const atomic_bool *cancelled);
void across_free(struct across *across);

/* Appends all that the others say of a report to `check->findings`, what last year's says included, in the order of the
 * source. `check->report` is that report, examined or unpacked from its summary (see check_years). */
void across_add_findings(const struct across *across, size_t report, const struct check *check);
/* The same into `findings`, which are emptied, for a report whose text is gone: `report_out` becomes the report. */
void across_find(const struct across *across, size_t report, struct report *report_out, struct findings *findings);
/* The same for a report that was unpacked before. */
void across_find_unpacked(const struct across *across, size_t report, const struct report *unpacked,
			  struct findings *findings);
/* Whether one of the findings of across_find quotes the report where its text is there; one that passed does not count
 * where those are not wanted. */
bool across_quotes(const struct findings *findings);
/* Whether there is anything for across_find to look at. */
bool across_knows(const struct across *across, size_t report);

/* Whether the others say the same of one report as they did of it in another comparison by the same rules: by which
 * words, not with which numbers, and last year's report apart. */
bool across_says_same(const struct across *a, size_t report_a, const struct across *b, size_t report_b);

/* The report of the same body to compare one with: last year's as the checks over years take it; where they take none,
 * of the nearest earlier year the one that was read best. ACROSS_NONE when there is none. */
uint32_t across_find_earlier(const struct across *across, size_t report);

/* The lines of the roster without a report: items from the first to before the end of the list. */
size_t across_first_missing(const struct across *across);
/* One of them as a finding; its line is the roster's. */
struct finding across_missing_finding(const struct across *across, size_t item, const struct check *check);

/* Whether a report of one of its paragraphs before section one says that it covers the bodies below it. */
bool across_covers(const struct rule *rule, const struct prose *prose, const struct prose_index *index);

extern const struct check_kind across_versions, across_files, across_texts, across_outliers, across_sums, across_roster;

#endif
