/* Whether two names are those of one body, and the check that a report gives one name throughout. */
#ifndef GOUJI_CHECK_KINDS_BODY_NAMES_H
#define GOUJI_CHECK_KINDS_BODY_NAMES_H

#include "check/kind.h"

/* True unless the names are those of two bodies for sure: one may hold the other, leave out characters of it (鄂前旗 for
 * 鄂托克前旗), or add the office that acts for it (人民政府办公室). */
bool body_names_agree(struct str a, struct str b, const struct words *words);

extern const struct check_kind body_names_throughout;

#endif
