/* What is kept of a report when its text is gone: enough to hold it against last year's and against all others.
 *
 * The cells are packed (cell_pack.h). Beside them stand the sketch of its text and what its text says of last year. */
#ifndef GOUJI_CHECK_ACROSS_SUMMARY_H
#define GOUJI_CHECK_ACROSS_SUMMARY_H

#include "check/examine.h"

enum { SUMMARY_MAX_TRENDS = 8, SUMMARY_MAX_SHINGLES = (1 << 13) - 1 };

/* A claim of the text: the number of a cell rose or fell by so much since last year. */
struct summary_trend {
	uint32_t change;                /* in units of the last place */
	uint16_t cell;                  /* of the report's form */
	uint8_t nplaces;                /* behind the decimal point */
	bool percent : 1, falls : 1;
};

/* Sixteen bytes and what stands behind them; aligned to 4. */
struct summary {
	uint32_t file[2];               /* hash of the file's bytes; 0 when there were none: see summary_file() */
	uint32_t year : 12;             /* 0 when it is not known */
	uint32_t form : 2;              /* which of knowledge.forms */
	uint32_t checked : 1;           /* else nothing but the file and the year is known */
	uint32_t all_zero : 1;
	uint32_t lossy : 1;             /* its converter may have left out text */
	uint32_t covers : 1;            /* it says that its numbers are those of the bodies below it too */
	uint32_t tables_found : FORMAT_MAX_TABLES; /* bit per table: a row of it was found */
	/* Bit per table: every row was found and every cell read or left blank */
	uint32_t tables_whole : FORMAT_MAX_TABLES;
	uint32_t has_sketch : 1;        /* else the text was too short for any rule: no bins, no sentences */
	uint32_t nshingles : 13;        /* at most SUMMARY_MAX_SHINGLES; 0 when the text was not sketched */
	uint32_t ncell_bytes : 13;
	uint32_t nsentences : 5;
	uint32_t has_trends : 1;        /* their count is the first of the rest */
	uint32_t rest[];                /* trends, sentences, bins, packed cells: see the functions */
};

/* From how many shingles on some rule compares texts; SIZE_MAX when no rule holds a report against others. */
size_t summary_least_shingles(const struct rules *rules);
/* The summary of the file that was just examined, in `arena`. */
const struct summary *summary_make(struct arena *arena, const struct examiner *examiner);
/* A copy in `arena` of a summary's bytes; NULL where they are none, or name a cell that there is not. */
const struct summary *summary_copy(struct arena *arena, const struct knowledge *knowledge, struct str bytes);

/* The hash of the file, as it was made with hash_bytes(); 0 for an empty one. */
static inline uint64_t summary_file(const struct summary *summary)
{
	return (uint64_t)summary->file[1] << 32 | summary->file[0];
}

/* The bins of the sketch, NULL when there is none; the sentences' hashes, rising; the trends. */
const uint8_t *summary_bins(const struct summary *summary);
const uint32_t *summary_sentences(const struct summary *summary);
const struct summary_trend *summary_trends(const struct summary *summary);
size_t summary_count_trends(const struct summary *summary);
size_t summary_nbytes(const struct summary *summary);

/* Makes a report of it: form, year, tables and cells with values and states, without lines, texts and names. */
void summary_unpack(const struct summary *summary, const struct knowledge *knowledge, struct report *report);
/* Its cells alone, as many as its form has; a report that was not checked has none. */
void summary_unpack_cells(const struct summary *summary, const struct knowledge *knowledge, struct cell *cells);

#endif
