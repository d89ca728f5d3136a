/* Sums over all files of a run: findings by rule with an example each, reports by folder, by year, and by the number of
 * new applications. */
#ifndef GOUJI_OUTPUT_STATS_H
#define GOUJI_OUTPUT_STATS_H

#include "output/writing.h"

/* Begins to count; stats_free releases what `writing` keeps of it. */
void stats_start(struct writing *writing);
void stats_free(struct writing *writing);

/* Counts a file with its own findings, then the findings that it has beside the others: in the order of the first.
 * Nothing is written. */
writing_report stats_take_report;
writing_report stats_take_findings;

/* Write the sums. Text for people; one JSON object a line, told apart by "type" (rule, folder, year, requests); CSV
 * with a line of names. */
void stats_put_text(struct writing *writing);
void stats_put_ndjson(struct writing *writing);
void stats_put_csv(struct writing *writing);

#endif
