/* Repairs in words: which cells of a failed relation may be wrong, and what they should be. */
#ifndef GOUJI_CHECK_HINTS_EXPLAIN_HINT_H
#define GOUJI_CHECK_HINTS_EXPLAIN_HINT_H

#include "check/explain.h"
#include "check/hints/localise.h"

/* Appends the hint for an open finding, likeliest repair first. False, with nothing appended, where there is none. */
bool explain_append_hint(const struct repairs *repairs, const struct finding *finding, const struct report *report,
			 const struct language *language, struct strbuf *out);

#endif
