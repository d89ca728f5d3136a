/* What a check of a report came to, one for each rule and place. */
#ifndef GOUJI_CHECK_FINDING_H
#define GOUJI_CHECK_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "check/rule.h"
#include "report/report.h"

enum verdict {
	VERDICT_PASS,
	VERDICT_FAIL,
	VERDICT_LOOK,                   /* a person must judge */
	VERDICT_NA,                     /* not assessable: see reason */
	VERDICT_NVERDICTS,
};

enum cause {
	CAUSE_UNKNOWN,
	CAUSE_SOURCE,                   /* the report is wrong */
	CAUSE_EXTRACTION,               /* the text was damaged on its way here */
	CAUSE_NCAUSES,
};

enum { FINDING_MAX_ARGS = 4 };

/* Where a finding is that belongs to no table, section or cell. */
enum finding_part { PART_REPORT, PART_TITLE, PART_PREAMBLE, PART_SIGNATURE, PART_NPARTS };

struct finding {
	const struct rule *rule;
	const struct relation *relation; /* NULL for checks that are code */
	enum severity severity;
	enum verdict verdict;
	enum cause cause;
	int16_t table;                  /* FORMAT_NONE for what is not about a table as a whole */
	int16_t unread_cell;            /* for NA of a relation: the first cell that was not read */
	uint8_t section;                /* 0 for none */
	uint8_t part;                   /* enum finding_part, where there is neither table, section nor cell */
	uint8_t message;                /* which of the rule's sentences */
	bool has_sides;                 /* left and right are known */
	bool unread_last_year;          /* unread_cell is one of last year's report */
	bool other_form;                /* last year's report was made in another form, which has no such cell */
	bool before;                    /* something is missing that should stand before the line */
	uint16_t count;                 /* of cells, rows, headings: what there are many of */
	uint32_t line;                  /* in the source, from 1 */
	decimal left, right;
	uint8_t nargs;
	struct str args[FINDING_MAX_ARGS]; /* what stands in the holes of the sentence */
	struct str quote;               /* the sentence of the report, in the form of prose.h; may be empty */
	uint32_t mark_offset, mark_nbytes; /* what of the quote is meant */
	uint8_t ncells;
	const uint16_t *cells;          /* that the finding is about, for checks that are code */
	const struct cell *last_year;   /* by term of a relation over years: last year's cells; else NULL */
};

/* A report has some ten, and some hundred with those that passed; a hostile one may have one in each line. */
enum { FINDINGS_MAX_COUNT = 10000 };

/* The findings of one report, and their sums. Zero-initialise it; it is used again for the next report. */
struct findings {
	bool skips_passes;              /* set by the owner who does not want those that passed */
	bool drops_passes;              /* they are not added: set while nothing but who adds them looks for them */
	/* There were more than FINDINGS_MAX_COUNT, which were left out and not counted */
	bool full;
	size_t count;
	size_t capacity;
	struct finding *list;
	struct arena arena;             /* of their texts and cells */
	unsigned nfailed[SEVERITY_NLEVELS]; /* verdict FAIL or LOOK; LOOK counts as a notice */
	unsigned not_assessable;
};

/* Whether the finding is one to show to a reviewer: FAIL or LOOK. */
static inline bool finding_is_open(const struct finding *finding)
{
	return finding->verdict == VERDICT_FAIL || finding->verdict == VERDICT_LOOK;
}

/* How the finding counts: its severity, a notice when a person must judge. */
static inline enum severity finding_level(const struct finding *finding)
{
	return finding->verdict == VERDICT_LOOK ? SEVERITY_NOTICE : finding->severity;
}

/* The names for programs: pass, fail …; source, extraction …. */
const char *verdict_name(enum verdict verdict);
const char *cause_name(enum cause cause);

/* Empties the list, and with it what its findings point to. */
void findings_clear(struct findings *findings);
/* Appends a copy, and counts it; left out are passes that nobody wants, and what comes when the list is full. */
void findings_add(struct findings *findings, struct finding finding);
/* Puts `finding` in the place of one of the list and keeps the sums right. */
void findings_replace(struct findings *findings, struct finding *old, struct finding finding);
void findings_free(struct findings *findings);

/* Appends the place in canonical names: `requests/enterprise`, `requests/partial`, `disputes`, `requests/new/total`,
 * `section/4`, `title`. */
void finding_append_place(const struct finding *finding, const struct format *format, struct strbuf *out);
/* The cell of a term of the finding's relation: of the report, or of last year's. */
const struct cell *finding_term_cell(const struct finding *finding, const struct report *report, size_t term);
/* Made of rule, place and the values and states of the cells: it lasts exactly as long as the numbers do. */
uint64_t finding_fingerprint(const struct finding *finding, const struct report *report);

#endif
