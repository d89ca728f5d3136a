/* Reports whose tables are printed alike. Most reports have the labels of others to the byte, made of one sample. Where
 * a check of labels found nothing in a report, it finds nothing in the next one with the same labels, and need not
 * look. */
#ifndef GOUJI_CHECK_KINDS_PRINTED_MEMO_H
#define GOUJI_CHECK_KINDS_PRINTED_MEMO_H

#include <stdbool.h>

#include "report/document.h"
#include "report/report.h"

/* Labels of a few reports of late, for one thread. */
struct printed_memo;

/* What found nothing in them. */
enum printed_check { PRINTED_WORDS, PRINTED_COLUMNS };

/* An empty one, of no report; printed_memo_free releases it. */
struct printed_memo *printed_memo_new(void);
void printed_memo_free(struct printed_memo *memo);
/* Another report comes. */
void printed_memo_begin(struct printed_memo *memo);
/* Whether a check found nothing in a report that was printed like this one. */
bool printed_memo_knows(struct printed_memo *memo, const struct report *report, const struct document *document,
			enum printed_check which);
/* Keeps that it found nothing in this one. */
void printed_memo_keep(struct printed_memo *memo, const struct report *report, const struct document *document,
		       enum printed_check which);

#endif
