/* A report beside last year's of the same body. */
#ifndef GOUJI_CHECK_ACROSS_OVER_YEARS_H
#define GOUJI_CHECK_ACROSS_OVER_YEARS_H

#include "check/across/summary.h"
#include "check/kind.h"
#include "check/knowledge.h"

/* What checks over years may look at. */
struct years {
	const struct check *check;      /* this year's report; its prose is NULL when the text is gone */
	const struct summary *summary;  /* of it */
	const struct summary *last;     /* of last year's */
	const struct cell *last_year;   /* last year's cells, by their numbers in this report's form */
	const bool *other_form;         /* by cell: last year's form has no such cell */
	bool same_form;                 /* both years' tables are those of one form */
};

/* Whether some rule looks at a report beside last year's: else check_years adds nothing. */
bool years_rules_look_back(const struct rules *rules);
/* Evaluates the rules over years and appends what comes of them to `check->findings`, passed instances included, in the
 * order of the source. `check->report` may be one that was unpacked from its summary, `check->prose` NULL: then there
 * are no lines and quotes. Nothing is added when `last` is not of the year before, or one of the two was not
 * checked. */
void check_years(const struct check *check, const struct knowledge *knowledge, const struct summary *summary,
		 const struct summary *last);
/* The same, without putting the findings in order. */
void years_add_findings(const struct check *check, const struct knowledge *knowledge, const struct summary *summary,
			const struct summary *last);

/* Finds for each cell of the form `to` the one of the same name in `from`; FORMAT_NONE where that has none. */
void years_match_cells(const struct format *to, const struct format *from, int16_t counterparts[FORMAT_MAX_CELLS]);

/* The line to show for cells of a report: that of the first of them that has one, else that of its title. */
uint32_t years_line(const struct report *report, const uint16_t *cells, size_t ncells);

/* The first long sentence of `prose` (NULL: there is none) that the other report has too, with its paragraph. */
bool years_find_shared(const struct prose *prose, const struct summary *other, size_t *paragraph, struct str *found);

extern const struct check_kind years_jumps, years_same, years_text;

#endif
