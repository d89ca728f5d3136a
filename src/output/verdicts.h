/* What people have said of findings: lists of judgements. */
#ifndef GOUJI_OUTPUT_VERDICTS_H
#define GOUJI_OUTPUT_VERDICTS_H

#include "output/writing.h"
#include "review/judgement.h"

enum verdicts_format { VERDICTS_TEXT, VERDICTS_NDJSON, VERDICTS_CSV };

/* The line of names, for CSV; nothing for the other formats. */
void verdicts_put_head(struct writing *writing, enum verdicts_format format);
/* Writes one judgement: a line `path: RULE place: kind by author, date: note` and the finding's message, one JSON
 * object, or one record: time author kind rule agency year place path fingerprint note message. */
void verdicts_put(struct writing *writing, enum verdicts_format format, const struct judgement *judgement);

#endif
