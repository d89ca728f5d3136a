/* The signature at the end of a report, and the checks of it: the body, the date, and the deadline of such bodies. */
#ifndef GOUJI_CHECK_KINDS_SIGNATURE_H
#define GOUJI_CHECK_KINDS_SIGNATURE_H

#include "check/kind.h"

/* Lines of signature_deadline: `deadline "end of a name"... MM-DD`, or `none` instead of the day. The longest end that
 * fits a body's name counts, and of the same end the line that came last. */
extern const struct check_kind signature_itself, signature_deadline;

#endif
