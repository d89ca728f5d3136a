/* What the running text says of last year: "申请 58 件，较上年增长 45%".
 *
 * A rule says which words speak of which cell. A claim counts only where the number in the text is the one in the cell:
 * then it is this quantity that rose or fell, and no part of it. */
#ifndef GOUJI_CHECK_KINDS_TREND_H
#define GOUJI_CHECK_KINDS_TREND_H

#include "check/across/summary.h"
#include "check/kind.h"

/* The claims of the file that was examined last; their number. */
size_t trend_summarise(const struct examiner *examiner, struct summary_trend *trends, size_t capacity);

extern const struct check_kind trend_claims;

#endif
