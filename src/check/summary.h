/* What is kept of a report when its text is gone: enough to hold it against last year's and against all others.
 *
 * The cells are packed (cell_pack.h). Beside them stand the sketch of its text and what its text says of last year. */
#ifndef GOUJI_CHECK_SUMMARY_H
#define GOUJI_CHECK_SUMMARY_H

#include "check/examine.h"
#include "check/sketch.h"

enum { SUMMARY_MAX_TRENDS = 8 };

/* A claim of the text: the number of a cell rose or fell by so much since last year. */
struct summary_trend {
	uint32_t change;                /* in units of the last place */
	uint16_t cell;                  /* of the report's form */
	uint8_t nplaces;                /* behind the decimal point */
	bool percent : 1, falls : 1;
};

struct summary {
	uint64_t file;                  /* hash of the file's bytes; 0 when there were none */
	int16_t year;                   /* 0 when it is not known */
	uint16_t ncell_bytes;
	uint16_t nshingles;             /* 0: there is no sketch */
	uint8_t form;                   /* which of knowledge.forms */
	uint8_t tables_found;           /* bit per table: a row of it was found */
	uint8_t tables_whole;           /* bit per table: every row was found and every cell read or left blank */
	uint8_t nsentences;
	uint8_t ntrends;
	bool checked : 1;               /* else nothing below `file` but the year is known */
	bool all_zero : 1;
	bool lossy : 1;                 /* its converter may have left out text */
	bool covers : 1;                /* it says that its numbers are those of the bodies below it too */
	uint32_t rest[];                /* trends, sentences, bins, packed cells: see the functions */
};

/* The summary of the file that was just examined, in `arena`. */
const struct summary *summary_make(struct arena *arena, const struct examiner *examiner);

/* The bins of the sketch, NULL when there is none; the sentences' hashes, rising; the trends. */
const uint8_t *summary_bins(const struct summary *summary);
const uint32_t *summary_sentences(const struct summary *summary);
const struct summary_trend *summary_trends(const struct summary *summary);
size_t summary_nbytes(const struct summary *summary);

/* Makes a report of it: form, year, tables and cells with values and states, without lines, texts and names. */
void summary_unpack(const struct summary *summary, const struct knowledge *knowledge, struct report *report);

#endif
